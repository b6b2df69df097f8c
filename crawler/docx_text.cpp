#include "crawler/docx_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "crawler/ascii.h"
#include "crawler/office_package.h"

namespace crawler {
namespace {

constexpr std::uint64_t kMaxPartBytes = 512u << 20;
constexpr std::uint64_t kMaxStylesBytes = 16u << 20;
constexpr std::size_t kMaxParts = 3;               // the body, its footnotes, its endnotes
constexpr std::size_t kMaxMarkupBytes = 4u << 20;  // pictures may lie in an attribute (o:gfxdata)
constexpr std::size_t kMaxBasedOn = 10;

enum class StyleKind : std::uint8_t { kBody, kTitle, kHeading, kContents };

// What the styles of paragraphs are, by their built-in names, which are English in every language.
class Styles : public XmlHandler {
 public:
  void OnStart(std::string_view name, const std::vector<XmlAttribute>& attributes) override {
    name = LocalName(name);
    if (name == "style") {
      current_ = &styles_[std::string(AttributeOf(attributes, "styleId"))];
    } else if (current_ == nullptr) {
      return;
    } else if (name == "name") {
      current_->name = Lower(AttributeOf(attributes, "val"));
    } else if (name == "basedOn") {
      current_->based_on = AttributeOf(attributes, "val");
    } else if (name == "outlineLvl") {
      current_->outlined = AttributeOf(attributes, "val") != "9";
    }
  }
  void OnEnd(std::string_view name) override {
    if (LocalName(name) == "style") current_ = nullptr;
  }
  void OnText(std::string_view) override {}

  StyleKind KindOf(std::string_view id) const {
    std::string style(id);
    for (std::size_t i = 0; i < kMaxBasedOn; ++i) {
      const auto found = styles_.find(style);
      if (found == styles_.end()) return StyleKind::kBody;
      const Style& known = found->second;
      if (known.name == "title") return StyleKind::kTitle;
      if (known.name.starts_with("toc ")) return StyleKind::kContents;
      if (known.name.starts_with("heading ") || known.outlined) return StyleKind::kHeading;
      style = known.based_on;
    }
    return StyleKind::kBody;
  }

 private:
  struct Style {
    std::string name, based_on;
    bool outlined = false;
  };
  std::unordered_map<std::string, Style> styles_;
  Style* current_ = nullptr;
};

class Properties : public XmlHandler {
 public:
  void OnStart(std::string_view name, const std::vector<XmlAttribute>&) override {
    name = LocalName(name);
    const auto found = values_.find(name);
    value_ = found == values_.end() ? nullptr : &found->second;
  }
  void OnEnd(std::string_view) override { value_ = nullptr; }
  void OnText(std::string_view text) override {
    constexpr std::size_t kMaxBytes = 4096;
    if (value_ != nullptr && value_->size() < kMaxBytes) *value_ += text;
  }
  std::string Get(std::string_view name) const { return Squeezed(values_.find(name)->second); }

 private:
  std::map<std::string, std::string, std::less<>> values_ = {
      {"title", ""}, {"creator", ""}, {"language", ""}, {"created", ""}};
  std::string* value_ = nullptr;
};

// Walks through the body, or through the notes.
class Walker : public XmlHandler {
 public:
  Walker(const Styles& styles, std::size_t max_text_bytes, DocxText& text)
      : styles_(styles), max_text_bytes_(max_text_bytes), text_(text) {}

  void OnStart(std::string_view name, const std::vector<XmlAttribute>& attributes) override;
  void OnEnd(std::string_view name) override;
  void OnText(std::string_view text) override {
    if (in_text_ && !paragraphs_.empty() && Fits(text.size())) paragraphs_.back().text += text;
  }

  bool too_long() const { return too_long_; }

 private:
  struct Paragraph {
    std::string text;
    StyleKind kind = StyleKind::kBody;
    bool in_properties = false;
    bool hidden_run = false, in_run_properties = false;
    std::vector<std::string> boxes;  // paragraphs of text boxes anchored in it
  };
  // What paragraphs are collected in: the body, a cell of a table, a text box, a note.
  struct Container {
    bool is_cell = false, is_box = false;
    std::vector<std::string> blocks;
  };

  bool Fits(std::size_t bytes) {
    bytes_ += bytes;
    too_long_ |= bytes_ > max_text_bytes_;
    return !too_long_;
  }
  void Put(std::string_view text) {
    if (!paragraphs_.empty() && Fits(text.size())) paragraphs_.back().text += text;
  }
  static bool IsLeftOut(std::string_view name, const std::vector<XmlAttribute>& attributes);
  void StartInParagraph(std::string_view name, const std::vector<XmlAttribute>& attributes);
  void Give(std::string block);
  void EndParagraph();
  void EndCell();
  void EndRow();
  void EndBox();

  const Styles& styles_;
  std::size_t max_text_bytes_, bytes_ = 0;
  DocxText& text_;
  bool too_long_ = false;

  std::size_t ignored_ = 0;  // depth within an element that is left out
  bool in_text_ = false;
  std::vector<Paragraph> paragraphs_;           // open ones; text boxes nest
  std::vector<Container> containers_;           // open cells and text boxes
  std::vector<std::vector<std::string>> rows_;  // cells of the open rows of tables
  std::vector<bool> chosen_;  // of the open mc:AlternateContent: one has been read
  bool title_ended_ = false;
};

// Elements whose content no reader sees, or sees elsewhere.
bool Walker::IsLeftOut(std::string_view name, const std::vector<XmlAttribute>& attributes) {
  if (name == "footnote" || name == "endnote") {
    const std::string_view type = AttributeOf(attributes, "type");
    return !type.empty() && type != "normal";  // separators
  }
  return name == "del" || name == "moveFrom" || name == "instrText" || name == "delText" ||
         name == "delInstrText" || name == "sectPr" || name == "tblPr" || name == "trPr" ||
         name == "tcPr" || name == "sdtPr" || name == "rPrChange" || name == "pPrChange";
}

void Walker::OnStart(std::string_view name, const std::vector<XmlAttribute>& attributes) {
  name = LocalName(name);
  // Of the forms in which a drawing is given the first is read.
  const bool second_choice =
      (name == "Choice" || name == "Fallback") && !chosen_.empty() && chosen_.back();
  if (ignored_ > 0 || second_choice || IsLeftOut(name, attributes)) {
    ++ignored_;
    return;
  }
  if (name == "p") {
    paragraphs_.emplace_back();
  } else if (name == "tr") {
    rows_.emplace_back();
  } else if (name == "tc" && !rows_.empty()) {
    containers_.push_back({true, false, {}});
  } else if (name == "txbxContent") {
    containers_.push_back({false, true, {}});
  } else if (name == "AlternateContent") {
    chosen_.push_back(false);
  } else if (name == "Choice" || name == "Fallback") {
    if (!chosen_.empty()) chosen_.back() = true;
  } else if (!paragraphs_.empty()) {
    StartInParagraph(name, attributes);
  }
}

void Walker::StartInParagraph(std::string_view name, const std::vector<XmlAttribute>& attributes) {
  Paragraph& paragraph = paragraphs_.back();
  if (name == "pPr") {
    paragraph.in_properties = true;
  } else if (paragraph.in_properties) {
    if (name == "pStyle") {
      paragraph.kind = styles_.KindOf(AttributeOf(attributes, "val"));
    } else if (name == "outlineLvl" && paragraph.kind == StyleKind::kBody &&
               AttributeOf(attributes, "val") != "9") {
      paragraph.kind = StyleKind::kHeading;
    }
  } else if (name == "r") {
    paragraph.hidden_run = false;
  } else if (name == "rPr") {
    paragraph.in_run_properties = true;
  } else if (paragraph.in_run_properties) {
    if (name == "vanish") paragraph.hidden_run = FlagOf(attributes, "val", true);
  } else if (paragraph.hidden_run) {
    return;
  } else if (name == "t") {
    in_text_ = true;
  } else if (name == "tab" || name == "br" || name == "cr" || name == "ptab" || name == "sym") {
    Put(" ");
  } else if (name == "noBreakHyphen") {
    Put("-");
  }
}

void Walker::OnEnd(std::string_view name) {
  if (ignored_ > 0) {
    --ignored_;
    return;
  }
  name = LocalName(name);
  if (name == "t") {
    in_text_ = false;
  } else if (name == "p") {
    EndParagraph();
  } else if (name == "tc") {
    EndCell();
  } else if (name == "tr") {
    EndRow();
  } else if (name == "txbxContent") {
    EndBox();
  } else if (name == "AlternateContent") {
    if (!chosen_.empty()) chosen_.pop_back();
  } else if (!paragraphs_.empty()) {
    if (name == "pPr") paragraphs_.back().in_properties = false;
    if (name == "rPr") paragraphs_.back().in_run_properties = false;
  }
}

// Adds a finished paragraph or row to what it stands in.
void Walker::Give(std::string block) {
  if (block.empty()) return;
  if (!containers_.empty()) {
    containers_.back().blocks.push_back(std::move(block));
    return;
  }
  if (!text_.text.empty()) text_.text += '\n';
  text_.text += block;
}

void Walker::EndParagraph() {
  if (paragraphs_.empty()) return;
  Paragraph paragraph = std::move(paragraphs_.back());
  paragraphs_.pop_back();
  in_text_ = false;
  std::string text = Squeezed(paragraph.text);
  if (paragraph.kind == StyleKind::kTitle && !title_ended_ && !text.empty()) {
    if (!text_.styled_title.empty()) text_.styled_title += ' ';
    text_.styled_title += text;
  } else if (!text_.styled_title.empty() && !text.empty()) {
    title_ended_ = true;  // a second title further down is of an annex
  }
  if (paragraph.kind == StyleKind::kHeading && text_.first_heading.empty()) {
    text_.first_heading = text;
  }
  if (paragraph.kind != StyleKind::kContents) Give(std::move(text));
  for (std::string& block : paragraph.boxes) Give(std::move(block));
}

void Walker::EndCell() {
  if (containers_.empty() || !containers_.back().is_cell || rows_.empty()) return;
  std::string cell;
  for (const std::string& block : containers_.back().blocks) {
    if (!cell.empty()) cell += ' ';
    cell += block;
  }
  containers_.pop_back();
  if (Fits(sizeof cell)) rows_.back().push_back(std::move(cell));
}

void Walker::EndRow() {
  if (rows_.empty()) return;
  const std::vector<std::string> cells = std::move(rows_.back());
  rows_.pop_back();
  std::string row;
  bool any = false;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) row += " | ";
    row += cells[i];
    any |= !cells[i].empty();
  }
  if (any) Give(std::move(row));
}

void Walker::EndBox() {
  if (containers_.empty() || !containers_.back().is_box) return;
  std::vector<std::string> blocks = std::move(containers_.back().blocks);
  containers_.pop_back();
  if (paragraphs_.empty()) {
    for (std::string& block : blocks) Give(std::move(block));
    return;
  }
  auto& boxes = paragraphs_.back().boxes;
  boxes.insert(boxes.end(), std::make_move_iterator(blocks.begin()),
               std::make_move_iterator(blocks.end()));
}

core::Expected<bool> Walk(const OfficePackage& package, std::string_view part, Walker& walker) {
  PartReader::Options options;
  options.max_bytes = kMaxPartBytes;
  options.xml.max_markup_bytes = kMaxMarkupBytes;
  auto reader = PartReader::Open(package, part, walker, std::move(options));
  if (!reader) return reader.error();
  return (*reader)->Read();
}

}  // namespace

core::Expected<DocxText> ReadDocx(const std::filesystem::path& path, std::size_t max_text_bytes) {
  const auto package = OfficePackage::Open(path);
  if (!package) return package.error();
  const auto relationships = package->RelationshipsOf(package->main_part());
  if (!relationships) return relationships.error();
  const auto roots = package->RelationshipsOf("");
  if (!roots) return roots.error();

  Styles styles;
  std::vector<std::string> parts = {package->main_part()};
  bool has_styles = false;
  for (const Relationship& relationship : *relationships) {
    if (relationship.external) continue;
    if (relationship.type == "styles") {
      if (std::exchange(has_styles, true)) continue;
      const auto read = package->ReadXml(relationship.target, kMaxStylesBytes, styles);
      if (!read) return read.error();
    } else if (relationship.type == "footnotes" || relationship.type == "endnotes") {
      if (std::find(parts.begin(), parts.end(), relationship.target) == parts.end() &&
          parts.size() < kMaxParts) {
        parts.push_back(relationship.target);
      }
    }
  }
  DocxText text;
  Properties properties;
  for (const Relationship& relationship : *roots) {
    if (relationship.type != "core-properties" || relationship.external) continue;
    const auto read = package->ReadXml(relationship.target, kMaxStylesBytes, properties);
    if (!read) return read.error();
    break;
  }
  text.title = properties.Get("title");
  text.author = properties.Get("creator");
  text.language = properties.Get("language");
  text.created = core::ParseIso(properties.Get("created"));

  for (const std::string& part : parts) {
    Walker walker(styles, max_text_bytes - std::min(max_text_bytes, text.text.size()), text);
    const auto read = Walk(*package, part, walker);
    if (!read) return read.error();
    if (walker.too_long()) {
      return package->Fail(part, fmt::format("more than {} MB of text", max_text_bytes >> 20));
    }
  }
  return text;
}

}  // namespace crawler
