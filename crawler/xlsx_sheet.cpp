#include "crawler/xlsx_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "crawler/ascii.h"

namespace crawler {
namespace {

constexpr std::size_t kMaxMergedRanges = 200'000;

constexpr std::string_view kNoStoredValue =
    "a formula without a stored value: open the file in a spreadsheet program and save it again";

// The text of an error value, if it is one that spreadsheets have.
std::string_view ErrorValue(std::string_view value) {
  constexpr std::string_view kKnown[] = {"#NULL!", "#DIV/0!", "#VALUE!",       "#REF!",   "#NAME?",
                                         "#NUM!",  "#N/A",    "#GETTING_DATA", "#SPILL!", "#CALC!"};
  const auto* const found = std::find(std::begin(kKnown), std::end(kKnown), value);
  return found == std::end(kKnown) ? "an error value" : *found;
}

// Collects the ranges of merged cells.
class MergeFinder : public XmlHandler {
 public:
  void OnStart(std::string_view name, const std::vector<XmlAttribute>& attributes) override {
    if (LocalName(name) != "mergeCell" || ranges.size() > kMaxMergedRanges) return;
    const auto range = ParseCellRange(AttributeOf(attributes, "ref"));
    bad_ref |= !range;
    if (range) ranges.push_back(*range);
  }
  void OnEnd(std::string_view) override {}
  void OnText(std::string_view) override {}

  std::vector<CellRange> ranges;
  bool bad_ref = false;
};

// Whether a part can hold `word`: inflates it to its end without reading its XML.
core::Expected<bool> MayContain(const OfficePackage& package, const std::string& part,
                                std::string_view word) {
  auto member = package.zip().Member(part);
  if (!member) return member.error();
  std::string block;
  bool found = false;
  for (bool first = true;; first = false) {
    const auto more = (*member)->Read(block);
    if (!more) return more.error();
    if (!*more) return found;
    // UTF-16, where the word looks otherwise.
    found |= first && block.size() > 1 &&
             (block[0] == '\0' || block[1] == '\0' || static_cast<unsigned char>(block[0]) >= 0xFE);
    found |= block.find(word) != std::string::npos;
    block.erase(0, block.size() - std::min(block.size(), word.size() - 1));
  }
}

enum class CellType : std::uint8_t {
  kNumber,
  kShared,
  kInline,
  kString,  // of a formula
  kBoolean,
  kError,
  kDate,
  kUnknown,
};

CellType TypeOf(std::string_view name) {
  if (name.empty() || name == "n") return CellType::kNumber;
  if (name == "s") return CellType::kShared;
  if (name == "inlineStr") return CellType::kInline;
  if (name == "str") return CellType::kString;
  if (name == "b") return CellType::kBoolean;
  if (name == "e") return CellType::kError;
  if (name == "d") return CellType::kDate;
  return CellType::kUnknown;
}

// The date of a cell that stores it in ISO 8601, without a time of midnight.
std::string_view IsoDate(std::string_view value) {
  constexpr std::string_view kMidnight = "T00:00:00";
  const std::size_t at = value.find(kMidnight);
  if (at == std::string_view::npos) return value;
  const std::string_view rest = value.substr(at + kMidnight.size());
  return rest.empty() || rest == ".000" || rest == "Z" ? value.substr(0, at) : value;
}

}  // namespace

// Reads the events of the sheet and stops behind each row that has something.
struct XlsxSheet::Impl : XmlHandler {
  // Elements on the way to a value: <sheetData><row><c><v>, <sheetData><row><c><is><r><t>.
  enum class Place : std::uint8_t { kSheet, kData, kRow, kCell, kValue, kFormula, kInline, kText };
  // A cell of the row that is being read: bytes of `arena`.
  struct Span {
    std::uint32_t column;
    std::size_t begin, end;
    std::string_view problem;
    bool is_number;
  };

  Impl(XlsxWorkbook& book, std::string sheet_name, Options limits)
      : workbook(book), title(std::move(sheet_name)), options(std::move(limits)) {}

  void OnStart(std::string_view name, const std::vector<XmlAttribute>& attributes) override;
  void OnEnd(std::string_view name) override;
  void OnText(std::string_view text) override;

  void BeginRow(const std::vector<XmlAttribute>& attributes);
  void EndRow();
  void BeginCell(const std::vector<XmlAttribute>& attributes);
  void EndCell();
  void Append(std::string_view text);
  void TakeShared();
  void RowProblem(std::string why);
  core::Error Fail(std::string_view why) const;
  CellRef here() const { return {row_number, column}; }

  XlsxWorkbook& workbook;
  std::string title;
  Options options;
  MergedCells merged;
  std::unique_ptr<PartReader> reader;

  Place place = Place::kSheet;
  std::size_t ignored = 0;  // depth within an element that holds no value

  std::uint32_t row_number = 0;   // of the row that is being read, or was last
  std::uint32_t highest_row = 0;  // so far
  bool row_hidden = false;
  bool row_holds_something = false;
  std::string row_problem;
  std::string arena;
  std::vector<Span> spans;

  std::uint32_t column = 0;  // of the cell that is being read, or was last
  CellType type = CellType::kNumber;
  std::uint32_t style = 0;
  bool has_formula = false, has_value = false;
  std::string value;  // of the cell, as stored
  std::string scratch;
  std::string damage;  // what makes the rest of the sheet unreadable

  std::uint64_t hidden_rows = 0;
  bool hidden_columns = false;
};

void XlsxSheet::Impl::OnStart(std::string_view name, const std::vector<XmlAttribute>& attributes) {
  if (ignored > 0) {
    ++ignored;
    return;
  }
  name = LocalName(name);
  switch (place) {
    case Place::kSheet:
      if (name == "sheetData") place = Place::kData;
      hidden_columns |= name == "col" && FlagOf(attributes, "hidden", false);
      return;
    case Place::kData:
      if (name == "row") {
        place = Place::kRow;
        BeginRow(attributes);
        return;
      }
      break;
    case Place::kRow:
      if (name == "c") {
        place = Place::kCell;
        BeginCell(attributes);
        return;
      }
      break;
    case Place::kCell:
      if (name == "v") {
        place = Place::kValue;
        has_value = true;
        return;
      }
      if (name == "f") {
        place = Place::kFormula;
        has_formula = true;
        return;
      }
      if (name == "is") {
        place = Place::kInline;
        return;
      }
      break;
    case Place::kInline:
      if (name == "t") {
        place = Place::kText;
        return;
      }
      if (name == "r") return;  // a run: its text is that of the cell
      break;
    default:
      break;
  }
  ignored = 1;
}

void XlsxSheet::Impl::OnEnd(std::string_view name) {
  if (ignored > 0) {
    --ignored;
    return;
  }
  switch (place) {
    case Place::kSheet:
      return;
    case Place::kData:
      place = Place::kSheet;
      return;
    case Place::kRow:
      place = Place::kData;
      EndRow();
      return;
    case Place::kCell:
      place = Place::kRow;
      EndCell();
      return;
    case Place::kValue:
    case Place::kFormula:
      place = Place::kCell;
      return;
    case Place::kInline:
      if (LocalName(name) == "is") place = Place::kCell;
      return;
    case Place::kText:
      place = Place::kInline;
      return;
  }
}

void XlsxSheet::Impl::OnText(std::string_view text) {
  if (ignored > 0 || (place != Place::kValue && place != Place::kText)) return;
  if (value.size() <= options.max_row_bytes) value += text;
}

void XlsxSheet::Impl::BeginRow(const std::vector<XmlAttribute>& attributes) {
  row_problem.clear();
  arena.clear();
  spans.clear();
  column = 0;
  row_hidden = row_holds_something = false;
  const std::uint32_t counted = row_number + 1;
  row_number = counted;
  for (const XmlAttribute& attribute : attributes) {
    if (attribute.name == "r") {
      const char* const end = attribute.value.data() + attribute.value.size();
      const auto read = std::from_chars(attribute.value.data(), end, row_number);
      if (read.ec != std::errc{} || read.ptr != end || row_number == 0) {
        row_number = counted;
        RowProblem("the row has no valid number");
      }
    } else if (attribute.name == "hidden") {
      row_hidden = attribute.value == "1" || attribute.value == "true";
    }
  }
  if (row_number > kMaxSheetRows) {
    RowProblem(fmt::format("the row lies beyond row {}", kMaxSheetRows));
    row_number = counted;
  } else if (row_number <= highest_row) {
    RowProblem(fmt::format("the row stands behind row {}", highest_row));
  }
  highest_row = std::max(highest_row, row_number);
}

void XlsxSheet::Impl::EndRow() {
  if (!row_holds_something) return;
  const auto by_column = [](const Span& a, const Span& b) { return a.column < b.column; };
  if (!std::is_sorted(spans.begin(), spans.end(), by_column)) {
    std::stable_sort(spans.begin(), spans.end(), by_column);
  }
  const auto twice =
      std::adjacent_find(spans.begin(), spans.end(),
                         [](const Span& a, const Span& b) { return a.column == b.column; });
  if (twice != spans.end()) {
    RowProblem(fmt::format("the cell {} stands twice", ToString({row_number, twice->column})));
  }
  hidden_rows += row_hidden;
  reader->Pause();
}

void XlsxSheet::Impl::BeginCell(const std::vector<XmlAttribute>& attributes) {
  const std::uint32_t before = column++;
  type = CellType::kNumber;
  style = 0;
  has_formula = has_value = false;
  value.clear();
  for (const XmlAttribute& attribute : attributes) {
    if (attribute.name == "r") {
      const auto cell = ParseCellRef(attribute.value);
      if (!cell) {
        RowProblem(fmt::format("a cell without a valid address stands behind {}",
                               before == 0 ? "the beginning" : ToString({row_number, before})));
      } else if (cell->row != row_number) {
        RowProblem(fmt::format("the cell {} stands in row {}", ToString(*cell), row_number));
      } else {
        column = cell->column;
      }
    } else if (attribute.name == "s") {
      std::from_chars(attribute.value.data(), attribute.value.data() + attribute.value.size(),
                      style);
    } else if (attribute.name == "t") {
      type = TypeOf(attribute.value);
    }
  }
  if (column > kMaxSheetColumns) {
    RowProblem(fmt::format("more than {} cells", kMaxSheetColumns));
  }
}

void XlsxSheet::Impl::EndCell() {
  row_holds_something |= !value.empty() || has_formula;
  if (!row_problem.empty()) return;
  const std::size_t begin = arena.size();
  std::string_view problem;  // of static storage
  if (has_formula && !has_value && type != CellType::kInline) {
    problem = kNoStoredValue;
  } else if (value.empty()) {
    if (!has_formula || type == CellType::kString) return;
    problem = kNoStoredValue;
  } else {
    switch (type) {
      case CellType::kNumber: {
        const NumberFormat format =
            style < workbook.formats.size() ? workbook.formats[style] : NumberFormat();
        const auto text = NumberText(value, format, workbook.epoch, scratch);
        if (text) Append(*text);
        if (!text) problem = "the stored value is no number";
        break;
      }
      case CellType::kShared:
        TakeShared();
        break;
      case CellType::kInline:
      case CellType::kString:
        ResolveEscapes(value);
        Append(value);
        break;
      case CellType::kBoolean:
        Append(value == "1" || value == "true" ? "true" : "false");
        break;
      case CellType::kError:
        problem = ErrorValue(value);
        break;
      case CellType::kDate:
        Append(IsoDate(Trim(value)));
        break;
      case CellType::kUnknown:
        problem = "the cell is of an unknown type";
        break;
    }
  }
  if (!row_problem.empty() || (arena.size() == begin && problem.empty())) return;
  if (spans.size() == kMaxSheetColumns) {
    RowProblem(fmt::format("more than {} cells", kMaxSheetColumns));
    return;
  }
  spans.push_back({column, begin, arena.size(), problem, type == CellType::kNumber});
}

void XlsxSheet::Impl::TakeShared() {
  std::uint64_t index = 0;
  const std::string_view digits = Trim(value);
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size() ||
      index >= workbook.strings.size()) {
    if (damage.empty()) {
      damage = fmt::format("{} names a shared string that the workbook lacks: the file is damaged",
                           ToString(here()));
    }
    reader->Pause();
    return;
  }
  const auto text = workbook.strings.Get(index);
  if (text) {
    Append(*text);
  } else {
    RowProblem(fmt::format("longer than {} bytes", options.max_row_bytes));
  }
}

void XlsxSheet::Impl::Append(std::string_view text) {
  if (arena.size() + text.size() > options.max_row_bytes) {
    RowProblem(fmt::format("longer than {} bytes", options.max_row_bytes));
  } else {
    arena += text;
  }
}

// The first problem stays.
void XlsxSheet::Impl::RowProblem(std::string why) {
  if (row_problem.empty()) row_problem = std::move(why);
}

core::Error XlsxSheet::Impl::Fail(std::string_view why) const {
  return {fmt::format("{}: sheet \"{}\": {}", workbook.package.path().string(), title, why)};
}

core::Expected<MergedCells> FindMergedCells(const XlsxWorkbook& workbook,
                                            const XlsxSheetEntry& sheet) {
  const OfficePackage& package = workbook.package;
  const std::string& part = sheet.part;
  const auto any = MayContain(package, part, "mergeCell");
  if (!any) return any.error();
  if (!*any) return MergedCells();
  MergeFinder finder;
  const auto read = package.ReadXml(part, std::uint64_t{4} << 30, finder);
  if (!read) return read.error();
  if (finder.bad_ref) return package.Fail(part, "merged cells without a valid range");
  if (finder.ranges.size() > kMaxMergedRanges) {
    return package.Fail(part, fmt::format("more than {} merged ranges", kMaxMergedRanges));
  }
  auto merged = MergedCells::Of(std::move(finder.ranges));
  if (!merged) return package.Fail(part, merged.error().message);
  return merged;
}

XlsxSheet::XlsxSheet(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
XlsxSheet::~XlsxSheet() = default;

core::Expected<std::unique_ptr<XlsxSheet>> XlsxSheet::Open(XlsxWorkbook& workbook,
                                                           const XlsxSheetEntry& sheet,
                                                           MergedCells merged, Options options) {
  PartReader::Options reading;
  reading.progress = options.progress;
  auto impl = std::make_unique<Impl>(workbook, sheet.name, std::move(options));
  impl->merged = std::move(merged);
  auto reader = PartReader::Open(workbook.package, sheet.part, *impl, std::move(reading));
  if (!reader) return reader.error();
  impl->reader = std::move(*reader);
  return std::unique_ptr<XlsxSheet>(new XlsxSheet(std::move(impl)));
}

core::Expected<bool> XlsxSheet::Next(SheetRow& row) {
  row.cells.clear();
  row.problem.clear();
  const auto more = impl_->reader->Read();
  if (!impl_->damage.empty()) return impl_->Fail(impl_->damage);
  if (!more) {
    if (impl_->row_number == 0) return more.error();
    const bool within = impl_->place != Impl::Place::kSheet && impl_->place != Impl::Place::kData;
    return core::Error{fmt::format("{} ({} row {})", more.error().message, within ? "in" : "behind",
                                   impl_->row_number)};
  }
  if (!*more) return false;
  row.number = impl_->row_number;
  row.problem = impl_->row_problem;
  if (!row.problem.empty()) return true;
  for (const Impl::Span& span : impl_->spans) {
    row.cells.push_back({span.column,
                         std::string_view(impl_->arena).substr(span.begin, span.end - span.begin),
                         span.problem,
                         {},
                         span.is_number});
  }
  const auto filled = impl_->merged.Fill(row.number, row.cells);
  if (!filled) return impl_->Fail(filled.error().message);
  return true;
}

std::uint64_t XlsxSheet::hidden_rows() const {
  return impl_->hidden_rows;
}
bool XlsxSheet::has_hidden_columns() const {
  return impl_->hidden_columns;
}

}  // namespace crawler
