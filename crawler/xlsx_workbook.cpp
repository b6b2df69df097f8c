#include "crawler/xlsx_workbook.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "core/printable.h"
#include "core/utf8.h"
#include "crawler/ascii.h"

namespace crawler {
namespace {

constexpr std::uint64_t kMaxWorkbookBytes = 16u << 20;
constexpr std::uint64_t kMaxStringsBytes = std::uint64_t{2} << 30;
constexpr std::size_t kMaxSheets = 1000;
constexpr std::size_t kEscapeBytes = 7;  // _xHHHH_

std::uint32_t NumberOf(std::string_view text) {
  std::uint32_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

class WorkbookReader : public XmlHandler {
 public:
  struct Sheet {
    std::string name, relationship;
    bool hidden = false;
  };

  void OnStart(std::string_view name, const std::vector<XmlAttribute>& attributes) override {
    name = LocalName(name);
    if (name == "workbookPr") {
      if (FlagOf(attributes, "date1904", false)) epoch = Epoch::k1904;
    } else if (name == "sheet") {
      const std::string_view state = AttributeOf(attributes, "state");
      sheets.push_back({core::Printable(AttributeOf(attributes, "name")),
                        std::string(AttributeOf(attributes, "id")),
                        state == "hidden" || state == "veryHidden"});
    }
  }
  void OnEnd(std::string_view) override {}
  void OnText(std::string_view) override {}

  std::vector<Sheet> sheets;
  Epoch epoch = Epoch::k1900;
};

class StylesReader : public XmlHandler {
 public:
  void OnStart(std::string_view name, const std::vector<XmlAttribute>& attributes) override {
    name = LocalName(name);
    if (name == "numFmt") {
      custom_[NumberOf(AttributeOf(attributes, "numFmtId"))] =
          ReadFormatCode(AttributeOf(attributes, "formatCode"));
    } else if (name == "cellXfs") {
      in_cell_formats_ = true;
    } else if (name == "xf" && in_cell_formats_) {
      const std::uint32_t id = NumberOf(AttributeOf(attributes, "numFmtId"));
      const auto found = custom_.find(id);  // numFmts stands before cellXfs (CT_Stylesheet)
      formats.push_back(found == custom_.end() ? BuiltInFormat(id) : found->second);
    }
  }
  void OnEnd(std::string_view name) override {
    if (LocalName(name) == "cellXfs") in_cell_formats_ = false;
  }
  void OnText(std::string_view) override {}

  std::vector<NumberFormat> formats;

 private:
  std::map<std::uint32_t, NumberFormat> custom_;
  bool in_cell_formats_ = false;
};

class StringsReader : public XmlHandler {
 public:
  explicit StringsReader(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  void OnStart(std::string_view name, const std::vector<XmlAttribute>&) override {
    name = LocalName(name);
    if (name == "si") {
      in_string_ = true;
      string_.clear();
    } else if (name == "rPh") {
      in_hint_ = true;
    } else if (name == "t") {
      in_text_ = in_string_ && !in_hint_;
    }
  }
  void OnEnd(std::string_view name) override {
    name = LocalName(name);
    if (name == "t") {
      in_text_ = false;
    } else if (name == "rPh") {
      in_hint_ = false;
    } else if (name == "si") {
      in_string_ = false;
      Add();
    }
  }
  void OnText(std::string_view text) override {
    if (in_text_ && string_.size() <= max_bytes_) string_ += text;
  }

  PackedStrings::Builder builder;
  std::vector<std::uint64_t> too_long;

 private:
  void Add() {
    if (string_.size() > max_bytes_) {
      too_long.push_back(count_);
      string_.clear();
      string_.shrink_to_fit();
    }
    ResolveEscapes(string_);
    builder.Add(string_);
    ++count_;
  }

  std::size_t max_bytes_;
  bool in_string_ = false, in_hint_ = false, in_text_ = false;
  std::string string_;
  std::uint64_t count_ = 0;
};

// The UTF-16 unit of the escape at `at`; nullopt if there is none.
std::optional<char32_t> EscapeAt(std::string_view text, std::size_t at) {
  if (text.size() < at + kEscapeBytes || text[at] != '_' || text[at + 1] != 'x' ||
      text[at + kEscapeBytes - 1] != '_') {
    return std::nullopt;
  }
  char32_t unit = 0;
  for (std::size_t i = at + 2; i < at + kEscapeBytes - 1; ++i) {
    const int digit = HexValue(text[i]);
    if (digit < 0) return std::nullopt;
    unit = unit * 16 + static_cast<char32_t>(digit);
  }
  return unit;
}

bool IsHighSurrogate(char32_t unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}
bool IsLowSurrogate(char32_t unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

// The part that `relationships` of this type lead to; empty if there is none.
std::string PartOf(const std::vector<Relationship>& relationships, std::string_view type) {
  for (const Relationship& relationship : relationships) {
    if (relationship.type == type && !relationship.external) return relationship.target;
  }
  return {};
}

// The worksheets among `listed`; an error if one has no part.
core::Expected<std::vector<XlsxSheetEntry>> FindSheets(
    const OfficePackage& package, const std::vector<WorkbookReader::Sheet>& listed,
    const std::vector<Relationship>& relationships) {
  std::map<std::string_view, const Relationship*> by_id;
  for (const Relationship& relationship : relationships) by_id[relationship.id] = &relationship;
  std::vector<XlsxSheetEntry> sheets;
  for (const WorkbookReader::Sheet& sheet : listed) {
    const auto found = by_id.find(sheet.relationship);
    const bool known = found != by_id.end();
    if (known && found->second->type != "worksheet") continue;  // charts, macros
    const std::string part = known ? found->second->target : std::string();
    if (!known || found->second->external || !package.zip().Has(part)) {
      return package.Fail(package.main_part(),
                          fmt::format("the sheet \"{}\" has no part {}: the file is damaged",
                                      sheet.name, core::Printable(part)));
    }
    // A part is one sheet, however often it is named.
    const bool again = std::any_of(sheets.begin(), sheets.end(),
                                   [&](const auto& other) { return other.part == part; });
    if (!again) sheets.push_back({sheet.name, part, sheet.hidden});
  }
  return sheets;
}

}  // namespace

void ResolveEscapes(std::string& text) {
  std::size_t at = text.find("_x");
  if (at == std::string::npos) return;
  std::string resolved;
  std::size_t kept = 0;  // of the text, so far
  for (; at != std::string::npos; at = text.find("_x", at)) {
    auto unit = EscapeAt(text, at);
    if (!unit) {
      ++at;
      continue;
    }
    resolved.append(text, kept, at - kept);
    at += kEscapeBytes;
    if (IsHighSurrogate(*unit)) {
      const auto low = EscapeAt(text, at);
      if (low && IsLowSurrogate(*low)) {
        unit = 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00);
        at += kEscapeBytes;
      }
    }
    const bool none = *unit == 0 || (*unit >= 0xD800 && *unit < 0xE000);
    core::AppendUtf8(none ? 0xFFFD : *unit, resolved);
    kept = at;
  }
  text = std::move(resolved.append(text, kept));
}

core::Expected<SharedStrings> SharedStrings::Read(const OfficePackage& package,
                                                  std::string_view part,
                                                  std::size_t max_string_bytes,
                                                  std::function<void(std::uint64_t)> progress) {
  StringsReader handler(max_string_bytes);
  PartReader::Options options;
  options.max_bytes = kMaxStringsBytes;
  options.progress = std::move(progress);
  auto reader = PartReader::Open(package, part, handler, std::move(options));
  if (!reader) return reader.error();
  const auto read = (*reader)->Read();
  if (!read) return read.error();
  SharedStrings strings;
  strings.strings_ = std::move(handler.builder).Finish();
  strings.too_long_ = std::move(handler.too_long);
  return strings;
}

std::optional<std::string_view> SharedStrings::Get(std::uint64_t index) {
  if (std::binary_search(too_long_.begin(), too_long_.end(), index)) return std::nullopt;
  return strings_.Get(index);
}

core::Expected<std::unique_ptr<XlsxWorkbook>> XlsxWorkbook::Open(
    OfficePackage package, std::size_t max_string_bytes,
    std::function<void(std::uint64_t packed_bytes_read)> progress) {
  WorkbookReader reader;
  auto read = package.ReadXml(package.main_part(), kMaxWorkbookBytes, reader);
  if (!read) return read.error();
  if (reader.sheets.size() > kMaxSheets) {
    return package.Fail(package.main_part(), fmt::format("more than {} sheets", kMaxSheets));
  }
  const auto relationships = package.RelationshipsOf(package.main_part());
  if (!relationships) return relationships.error();

  auto sheets = FindSheets(package, reader.sheets, *relationships);
  if (!sheets) return sheets.error();
  StylesReader styles;
  if (const std::string part = PartOf(*relationships, "styles"); !part.empty()) {
    read = package.ReadXml(part, kMaxWorkbookBytes, styles);
    if (!read) return read.error();
  }
  core::Expected<SharedStrings> strings = SharedStrings();
  if (const std::string part = PartOf(*relationships, "sharedStrings"); !part.empty()) {
    strings = SharedStrings::Read(package, part, max_string_bytes, std::move(progress));
    if (!strings) return strings.error();
  }
  return std::make_unique<XlsxWorkbook>(XlsxWorkbook{std::move(package), std::move(*sheets),
                                                     reader.epoch, std::move(styles.formats),
                                                     std::move(*strings)});
}

}  // namespace crawler
