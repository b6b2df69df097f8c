#include "monitor/paper_docx.h"

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>
#include <sstream>

#include "core/printable.h"
#include "monitor/docx_package.h"
#include "monitor/docx_styles.h"
#include "monitor/plain_text.h"

namespace monitor {
namespace {

using pugi::xml_node;

constexpr const char* kMain = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr const char* kOffice =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr const char* kPackage = "http://schemas.openxmlformats.org/package/2006/relationships";
constexpr const char* kTypes = "http://schemas.openxmlformats.org/package/2006/content-types";

// Twentieths of a point: A4 with margins of 25 mm left, 15 mm right, 20 mm above and below.
constexpr int kPageWidth = 11906, kPageHeight = 16838;
constexpr int kLeft = 1418, kRight = 850, kTop = 1134, kBottom = 1134, kHeaderAt = 567;
constexpr int kTextWidth = kPageWidth - kLeft - kRight;
constexpr int kPerCharacter = 110, kPadding = 190, kNarrowest = 630;  // of a cell
// Characters that a column may claim.
constexpr int kLongestNumber = 11, kLongestWord = 16, kLongestText = 60;
constexpr std::size_t kKeptTogether = 12;  // rows of a table that stays on one page
constexpr const char* kHeadShade = "EEF1F4";

std::string LanguageTag(core::Language language) {
  switch (language) {
    case core::Language::kKk:
      return "kk-KZ";
    case core::Language::kEn:
      return "en-GB";
    default:
      return "ru-RU";
  }
}

std::string Saved(const pugi::xml_document& document) {
  std::ostringstream out;
  document.save(out, "", pugi::format_raw);
  return std::move(out).str();
}

xml_node Start(pugi::xml_document& document, const char* root) {
  xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  declaration.append_attribute("standalone") = "yes";
  return document.append_child(root);
}

// <w:name w:val="value"/>
xml_node Value(xml_node parent, const char* name, std::string_view value) {
  xml_node node = parent.append_child(name);
  node.append_attribute("w:val") = std::string(value).c_str();
  return node;
}

// The relationships of one part.
class Relations {
 public:
  Relations() {
    root_ = Start(document_, "Relationships");
    root_.append_attribute("xmlns") = kPackage;
  }
  // Returns the id.
  std::string Add(std::string_view type, std::string_view target, bool external = false) {
    const std::string id = fmt::format("rId{}", ++count_);
    xml_node node = root_.append_child("Relationship");
    node.append_attribute("Id") = id.c_str();
    node.append_attribute("Type") = std::string(type).c_str();
    node.append_attribute("Target") = std::string(target).c_str();
    if (external) node.append_attribute("TargetMode") = "External";
    return id;
  }
  std::string Save() const { return Saved(document_); }

 private:
  pugi::xml_document document_;
  xml_node root_;
  int count_ = 0;
};

std::string OfficeType(std::string_view name) {
  return fmt::format("{}/{}", kOffice, name);
}

class Body {
 public:
  explicit Body(Relations& relations) : relations_(relations) {
    xml_node root = Start(document_, "w:document");
    root.append_attribute("xmlns:w") = kMain;
    root.append_attribute("xmlns:r") = kOffice;
    body_ = root.append_child("w:body");
  }

  void Write(const Paper& paper) {
    for (const Block& block : paper.blocks) {
      std::visit([this](const auto& one) { Add(one); }, block);
      behind_heading_ = std::holds_alternative<Heading>(block);
    }
  }

  std::string Finish(const std::string& header, const std::string& footer) {
    xml_node section = body_.append_child("w:sectPr");
    const auto reference = [&](const char* name, const std::string& id) {
      if (id.empty()) return;
      xml_node node = section.append_child(name);
      node.append_attribute("w:type") = "default";
      node.append_attribute("r:id") = id.c_str();
    };
    reference("w:headerReference", header);
    reference("w:footerReference", footer);
    xml_node size = section.append_child("w:pgSz");
    size.append_attribute("w:w") = kPageWidth;
    size.append_attribute("w:h") = kPageHeight;
    xml_node margins = section.append_child("w:pgMar");
    for (const auto& [name, width] : {std::pair{"w:top", kTop},
                                      {"w:right", kRight},
                                      {"w:bottom", kBottom},
                                      {"w:left", kLeft},
                                      {"w:header", kHeaderAt},
                                      {"w:footer", kHeaderAt},
                                      {"w:gutter", 0}}) {
      margins.append_attribute(name) = width;
    }
    return Saved(document_);
  }

 private:
  // `behind` stands after the text, which loses blanks at its own ends.
  static void AddRun(xml_node parent, std::string_view text, const char* style = nullptr,
                     std::string_view behind = "") {
    xml_node run = parent.append_child("w:r");
    if (style) Value(run.append_child("w:rPr"), "w:rStyle", style);
    xml_node node = run.append_child("w:t");
    node.append_attribute("xml:space") = "preserve";
    node.text().set(OneLine(text).append(behind).c_str());
  }

  static xml_node AddParagraph(xml_node parent, const char* style) {
    xml_node paragraph = parent.append_child("w:p");
    Value(paragraph.append_child("w:pPr"), "w:pStyle", style);
    return paragraph;
  }

  static xml_node AddText(xml_node parent, const char* style, std::string_view text) {
    xml_node paragraph = AddParagraph(parent, style);
    AddRun(paragraph, text);
    return paragraph;
  }

  static void AddTab(xml_node paragraph) { paragraph.append_child("w:r").append_child("w:tab"); }

  void Add(const Heading& heading) {
    static constexpr const char* kStyles[] = {"Heading1", "Heading2", "Heading3"};
    AddText(body_, kStyles[std::clamp(heading.level, 1, 3) - 1], heading.text);
  }

  void Add(const Paragraph& paragraph) {
    static constexpr const char* kStyles[] = {"Normal", "Title",  "Subtitle", "ListBullet",
                                              "Note",   "Notice", "Draft",    "Field"};
    const bool field = paragraph.kind == Paragraph::Kind::kField;
    xml_node node = AddParagraph(body_, kStyles[static_cast<std::size_t>(paragraph.kind)]);
    const bool keep = behind_heading_ && paragraph.kind == Paragraph::Kind::kNote;
    if (keep) node.child("w:pPr").append_child("w:keepNext");
    AddRun(node, paragraph.text, nullptr, field ? ": " : "");
    if (field) AddTab(node);
  }

  void Add(const Facts& facts) {
    for (const auto& [label, value] : facts.lines) {
      xml_node paragraph = AddParagraph(body_, "Normal");
      AddRun(paragraph, label, "Strong", ": ");
      AddRun(paragraph, value);
    }
  }

  void Add(const Chart&) {}

  void Add(const Quote& quote) {
    AddText(body_, "Quote", fmt::format("{}. {}", quote.ordinal, quote.text));
    for (std::size_t i = 0; i < quote.lines.size(); ++i) {
      const Quote::Line& line = quote.lines[i];
      xml_node paragraph = AddParagraph(body_, "QuoteSource");
      // The lines of a quotation stay on one page.
      if (i + 1 < quote.lines.size()) paragraph.child("w:pPr").append_child("w:keepNext");
      AddRun(paragraph, line.label, nullptr, ": ");
      const auto link = line.address ? SafeLink(line.value) : std::nullopt;
      if (!link) {
        AddRun(paragraph, line.value);
        continue;
      }
      xml_node hyperlink = paragraph.append_child("w:hyperlink");
      hyperlink.append_attribute("r:id") =
          relations_.Add(OfficeType("hyperlink"), *link, true).c_str();
      AddRun(hyperlink, Shorten(OneLine(line.value), kShownOfLink), "Hyperlink");
    }
  }

  static int LongestWord(const std::string& text) {
    std::size_t longest = 0;
    std::istringstream words(text);
    for (std::string word; words >> word;) longest = std::max(longest, Width(word));
    return static_cast<int>(longest);
  }

  // Numbers and the longest words get what they need; texts share the rest by how much there is of
  // them.
  static std::vector<int> WidthsOf(const Table& table) {
    const std::size_t count = table.columns.size();
    std::vector<int> widths(count, 0), weights(count, 0);
    int left = kTextWidth, weight = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const bool number = table.columns[i].number;
      int word = LongestWord(table.columns[i].title), longest = word;
      for (const auto& row : table.rows) {
        word = std::max(word, number ? static_cast<int>(Width(row[i])) : LongestWord(row[i]));
        longest = std::max(longest, static_cast<int>(Width(row[i])));
      }
      const int characters = std::min(word, number ? kLongestNumber : kLongestWord);
      widths[i] = std::max(characters * kPerCharacter + kPadding, kNarrowest);
      left -= widths[i];
      if (!number) weight += weights[i] = std::min(longest, kLongestText);
    }
    for (std::size_t i = 0; i < count && weight > 0; ++i) {
      widths[i] = std::max(widths[i] + left * weights[i] / weight, kNarrowest);
    }
    return widths;
  }

  static xml_node AddCell(xml_node row, int width, bool head) {
    xml_node cell = row.append_child("w:tc");
    xml_node properties = cell.append_child("w:tcPr");
    xml_node size = properties.append_child("w:tcW");
    size.append_attribute("w:w") = width;
    size.append_attribute("w:type") = "dxa";
    if (head) Shade(properties);
    return cell;
  }

  static void Shade(xml_node properties) {
    xml_node shade = properties.append_child("w:shd");
    shade.append_attribute("w:val") = "clear";
    shade.append_attribute("w:color") = "auto";
    shade.append_attribute("w:fill") = kHeadShade;
  }

  // `keep`: on one page with the row below.
  static void AddCellText(xml_node cell, const char* style, std::string_view text,
                          const char* align, bool keep = false) {
    xml_node paragraph = AddText(cell, style, text);
    if (keep) paragraph.child("w:pPr").append_child("w:keepNext");
    if (align) Value(paragraph.child("w:pPr"), "w:jc", align);
  }

  static xml_node AddRow(xml_node table, bool head) {
    xml_node row = table.append_child("w:tr");
    xml_node properties = row.append_child("w:trPr");
    properties.append_child("w:cantSplit");
    if (head) properties.append_child("w:tblHeader");
    return row;
  }

  // One row of headings, or two where neighbours share a group.
  static void AddHead(xml_node node, const Table& table, const std::vector<int>& widths) {
    const std::vector<Column>& columns = table.columns;
    const bool grouped = std::any_of(columns.begin(), columns.end(),
                                     [](const Column& column) { return !column.group.empty(); });
    const auto align = [](const Column& column) { return column.number ? "right" : nullptr; };
    // Two cells without a line between them rather than one merged: a merged one is cut where the
    // headings are repeated on a further page (LibreOffice 7.4).
    const auto open = [](xml_node cell, const char* side) {
      xml_node properties = cell.child("w:tcPr");
      xml_node borders = properties.insert_child_before("w:tcBorders", properties.child("w:shd"));
      Value(borders, side, "nil");
    };
    if (grouped) {
      xml_node row = AddRow(node, true);
      for (std::size_t i = 0; i < columns.size();) {
        std::size_t next = i + 1;
        int width = widths[i];
        while (!columns[i].group.empty() && next < columns.size() &&
               columns[next].group == columns[i].group) {
          width += widths[next++];
        }
        xml_node cell = AddCell(row, width, true);
        if (columns[i].group.empty()) {
          open(cell, "w:bottom");
          AddCellText(cell, "CellHead", "", nullptr);
        } else {
          xml_node properties = cell.child("w:tcPr");
          properties.insert_child_before("w:gridSpan", properties.child("w:shd"))
              .append_attribute("w:val") = static_cast<unsigned>(next - i);
          AddCellText(cell, "CellHead", columns[i].group, "center");
        }
        i = next;
      }
    }
    xml_node row = AddRow(node, true);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      xml_node cell = AddCell(row, widths[i], true);
      if (grouped && columns[i].group.empty()) open(cell, "w:top");
      AddCellText(cell, "CellHead", columns[i].title, align(columns[i]));
    }
  }

  void Add(const Table& table) {
    if (!table.caption.empty()) AddText(body_, "Caption", table.caption);
    const std::vector<int> widths = WidthsOf(table);
    xml_node node = body_.append_child("w:tbl");
    xml_node properties = node.append_child("w:tblPr");
    Value(properties, "w:tblStyle", "Figures");
    xml_node size = properties.append_child("w:tblW");
    size.append_attribute("w:w") = kTextWidth;
    size.append_attribute("w:type") = "dxa";
    properties.append_child("w:tblLayout").append_attribute("w:type") = "fixed";
    xml_node grid = node.append_child("w:tblGrid");
    for (const int width : widths) grid.append_child("w:gridCol").append_attribute("w:w") = width;
    AddHead(node, table, widths);
    for (std::size_t y = 0; y < table.rows.size(); ++y) {
      xml_node row = AddRow(node, false);
      const char* style = table.total_first && y == 0 ? "CellHead" : "Cell";
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        AddCellText(AddCell(row, widths[i], false), style, table.rows[y][i],
                    table.columns[i].number ? "right" : nullptr,
                    table.rows.size() <= kKeptTogether && y + 1 < table.rows.size());
      }
    }
    // Word wants a paragraph behind a table.
    AddText(body_, table.note.empty() ? "AfterTable" : "Note", table.note);
  }

  pugi::xml_document document_;
  xml_node body_;
  Relations& relations_;
  bool behind_heading_ = false;
};

// A header or footer of one paragraph.
std::string Margin(const char* root_name, const char* style,
                   const std::vector<std::pair<std::string, bool>>& parts) {
  pugi::xml_document document;
  xml_node root = Start(document, root_name);
  root.append_attribute("xmlns:w") = kMain;
  xml_node paragraph = root.append_child("w:p");
  Value(paragraph.append_child("w:pPr"), "w:pStyle", style);
  for (const auto& [text, field] : parts) {
    xml_node parent = paragraph;
    if (field) {
      parent = paragraph.append_child("w:fldSimple");
      parent.append_attribute("w:instr") = text.c_str();
    }
    xml_node node = parent.append_child("w:r").append_child("w:t");
    node.append_attribute("xml:space") = "preserve";
    node.text().set(field ? "1" : text.c_str());
  }
  return Saved(document);
}

// "{page} of {pages}" with the two as fields.
std::vector<std::pair<std::string, bool>> PageFields(std::string_view pattern) {
  std::vector<std::pair<std::string, bool>> parts;
  while (!pattern.empty()) {
    if (pattern.starts_with("{page}")) {
      parts.emplace_back("PAGE", true);
      pattern.remove_prefix(6);
    } else if (pattern.starts_with("{pages}")) {
      parts.emplace_back("NUMPAGES", true);
      pattern.remove_prefix(7);
    } else {
      const std::size_t end = std::min(pattern.find('{', 1), pattern.size());
      const std::string text = core::Printable(pattern.substr(0, end));
      parts.emplace_back(text, false);
      pattern.remove_prefix(end);
    }
  }
  return parts;
}

std::string ContentTypes() {
  pugi::xml_document document;
  xml_node root = Start(document, "Types");
  root.append_attribute("xmlns") = kTypes;
  const auto add = [&](const char* element, const char* key, const char* name, std::string type) {
    xml_node node = root.append_child(element);
    node.append_attribute(key) = name;
    node.append_attribute("ContentType") = type.c_str();
  };
  add("Default", "Extension", "rels", "application/vnd.openxmlformats-package.relationships+xml");
  add("Default", "Extension", "xml", "application/xml");
  for (const auto& [part, type] : {std::pair{"/word/document.xml", "document.main"},
                                   {"/word/styles.xml", "styles"},
                                   {"/word/numbering.xml", "numbering"},
                                   {"/word/settings.xml", "settings"},
                                   {"/word/header1.xml", "header"},
                                   {"/word/footer1.xml", "footer"}}) {
    add("Override", "PartName", part,
        fmt::format("application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml", type));
  }
  add("Override", "PartName", "/docProps/core.xml",
      "application/vnd.openxmlformats-package.core-properties+xml");
  add("Override", "PartName", "/docProps/app.xml",
      "application/vnd.openxmlformats-officedocument.extended-properties+xml");
  return Saved(document);
}

std::string CoreProperties(const Paper& paper) {
  pugi::xml_document document;
  xml_node root = Start(document, "cp:coreProperties");
  root.append_attribute("xmlns:cp") =
      "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
  root.append_attribute("xmlns:dc") = "http://purl.org/dc/elements/1.1/";
  root.append_attribute("xmlns:dcterms") = "http://purl.org/dc/terms/";
  root.append_attribute("xmlns:xsi") = "http://www.w3.org/2001/XMLSchema-instance";
  const auto add = [&](const char* name, const std::string& text) {
    if (!text.empty()) root.append_child(name).text().set(OneLine(text).c_str());
  };
  add("dc:title", paper.title);
  add("dc:subject", paper.subject);
  add("dc:creator", paper.author);
  add("dc:language", LanguageTag(paper.language));
  if (paper.day) {
    xml_node created = root.append_child("dcterms:created");
    created.append_attribute("xsi:type") = "dcterms:W3CDTF";
    created.text().set((core::ToString(*paper.day) + "T00:00:00Z").c_str());
  }
  return Saved(document);
}

std::string AppProperties() {
  pugi::xml_document document;
  xml_node root = Start(document, "Properties");
  root.append_attribute("xmlns") =
      "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
  root.append_child("Application").text().set("sholu");
  return Saved(document);
}

}  // namespace

std::string ToDocx(const Paper& paper) {
  Relations package, parts;
  package.Add(OfficeType("officeDocument"), "word/document.xml");
  package.Add(
      "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
      "docProps/core.xml");
  package.Add(OfficeType("extended-properties"), "docProps/app.xml");
  parts.Add(OfficeType("styles"), "styles.xml");
  parts.Add(OfficeType("numbering"), "numbering.xml");
  parts.Add(OfficeType("settings"), "settings.xml");
  const std::string header = parts.Add(OfficeType("header"), "header1.xml");
  const std::string footer = parts.Add(OfficeType("footer"), "footer1.xml");
  Body body(parts);
  body.Write(paper);
  const std::string document = body.Finish(header, footer);
  return Zip({{"[Content_Types].xml", ContentTypes()},
              {"_rels/.rels", package.Save()},
              {"docProps/core.xml", CoreProperties(paper)},
              {"docProps/app.xml", AppProperties()},
              {"word/document.xml", document},
              {"word/styles.xml", DocxStyles(LanguageTag(paper.language))},
              {"word/numbering.xml", DocxNumbering()},
              {"word/settings.xml", DocxSettings()},
              {"word/header1.xml", Margin("w:hdr", "Header", {{OneLine(paper.header), false}})},
              {"word/footer1.xml", Margin("w:ftr", "Footer", PageFields(paper.page_of))},
              {"word/_rels/document.xml.rels", parts.Save()}});
}

}  // namespace monitor
