#include "crawler/office_number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <optional>

#include "crawler/ascii.h"
#include "crawler/header_words.h"

namespace crawler {
namespace {

constexpr std::size_t kMaxCellBytes = 128;

// What stands for no figure, folded as HeaderWords folds; signs are compared as they are.
constexpr std::string_view kNoFigureSigns[] = {"-",   "–", "—",  "−", "--",
                                               "...", "…", "..", ".", "*"};
constexpr std::string_view kNoFigureWords[] = {
    "x",           "х",           "н д",     "нд",           "нет данных",   "нет",
    "n a",         "na",          "no data", "д ж",          "дерек жок",    "деректер жок",
    "мәлимет жок", "малимет жок", "жок",     "не применимо", "колданылмайды"};

// Words of units, folded. A unit is made of these alone.
constexpr std::string_view kUnitWords[] = {
    "тыс",     "тысяч", "млн",      "миллион",   "миллионов", "млрд",      "миллиардов", "мын",
    "тенге",   "теңге", "тг",       "kzt",       "долл",      "доллар",    "долларов",   "usd",
    "евро",    "eur",   "руб",      "сша",       "чел",       "человек",   "лиц",        "ед",
    "единиц",  "дел",   "случаев",  "фактов",    "раз",       "шт",        "штук",       "балл",
    "баллов",  "балла", "процент",  "процентов", "проценты",  "процентах", "пп",         "п",
    "адам",    "дана",  "бирлик",   "ис",        "балы",      "пайыз",     "пайызбен",   "people",
    "persons", "cases", "thousand", "million",   "billion",   "percent",   "points",     "score",
    "лет",     "года",  "мес",      "месяцев",   "дней",      "часов",     "кв",         "м",
    "км",      "га"};

// The character at the front of UTF-8 `text` if it is one of those.
template <std::size_t N>
std::size_t LengthOfAny(std::string_view text, const std::array<std::string_view, N>& characters) {
  for (const std::string_view character : characters) {
    if (text.substr(0, character.size()) == character) return character.size();
  }
  return 0;
}

// White space of Unicode that parts thousands: no-break, thin, narrow no-break, figure space.
constexpr std::array<std::string_view, 5> kSpaces = {" ", "\xC2\xA0", "\xE2\x80\x89",
                                                     "\xE2\x80\xAF", "\xE2\x80\x87"};
constexpr std::array<std::string_view, 4> kMinuses = {"-", "−", "–", "—"};
constexpr std::array<std::string_view, 16> kFootnotes = {"*", "†", "‡", "¹", "²", "³", "⁴", "⁵",
                                                         "⁶", "⁷", "⁸", "⁹", "⁰", "⁾", "⁽", "§"};

std::string_view TrimAll(std::string_view text) {
  for (;;) {
    text = Trim(text);
    const std::size_t front = LengthOfAny(text, kSpaces);
    if (front > 0) {
      text.remove_prefix(front);
      continue;
    }
    const auto ends = std::find_if(kSpaces.begin(), kSpaces.end(),
                                   [&](std::string_view space) { return text.ends_with(space); });
    if (ends == kSpaces.end()) return text;
    text.remove_suffix(ends->size());
  }
}

// Digits and the marks among them, at the front of `text`, which are dropped.
struct Digits {
  std::string marks;   // the digits with '.' and ',' as written, spaces gone
  bool valid = false;  // begins and ends with a digit; spaces part groups of three
};

Digits TakeDigits(std::string_view& text) {
  Digits digits;
  std::size_t group = 0;  // digits since the last space
  bool spaced = false, groups_fit = true;
  while (!text.empty()) {
    if (IsDigit(text[0])) {
      digits.marks += text[0];
      ++group;
      text.remove_prefix(1);
      continue;
    }
    if ((text[0] == '.' || text[0] == ',') && text.size() > 1 && IsDigit(text[1])) {
      if (spaced) groups_fit &= group == 3;
      spaced = false;
      digits.marks += text[0];
      text.remove_prefix(1);
      continue;
    }
    const std::size_t space = LengthOfAny(text, kSpaces);
    if (space == 0 || text.size() == space || !IsDigit(text[space])) break;
    groups_fit &= spaced ? group == 3 : group <= 3;
    spaced = true;
    group = 0;
    text.remove_prefix(space);
  }
  if (spaced) groups_fit &= group == 3;
  digits.valid = !digits.marks.empty() && IsDigit(digits.marks[0]) && groups_fit;
  return digits;
}

// kEither...: what the one mark of "1,234" and "1.234" is, the number alone does not tell.
enum class Reading : std::uint8_t {
  kFails,
  kWhole,
  kComma,
  kPoint,
  kEitherComma,
  kEitherPoint,
  kThousandCommas
};

// What the commas and points of "1,234.5" are.
Reading ReadingOf(std::string_view marks) {
  const auto commas = std::count(marks.begin(), marks.end(), ',');
  const auto points = std::count(marks.begin(), marks.end(), '.');
  if (commas == 0 && points == 0) return Reading::kWhole;
  const std::size_t last_comma = marks.rfind(','), last_point = marks.rfind('.');
  if (commas > 0 && points > 0) {
    const bool comma_last = last_comma > last_point;
    const bool once = (comma_last ? commas : points) == 1;
    if (!once) return Reading::kFails;
    return comma_last ? Reading::kComma : Reading::kPoint;
  }
  if (points > 1) return Reading::kComma;  // "1.234.567": points part thousands
  if (commas > 1) return Reading::kThousandCommas;
  // "1,234" but not "0,234" nor "1234,567".
  const std::size_t mark = points == 1 ? last_point : last_comma;
  const bool group = marks.size() - mark - 1 == 3 && mark <= 3 && marks[0] != '0';
  if (points == 1) return group ? Reading::kEitherPoint : Reading::kPoint;
  return group ? Reading::kEitherComma : Reading::kComma;
}

// Groups between marks that part thousands have three digits.
bool GroupsFit(std::string_view marks, char separator, char decimal) {
  marks = marks.substr(0, marks.find(decimal));
  std::size_t at = marks.find(separator);
  if (at == std::string_view::npos) return true;
  if (at == 0 || at > 3) return false;
  while (at != std::string_view::npos) {
    const std::size_t next = std::min(marks.find(separator, at + 1), marks.size());
    if (next - at != 4) return false;
    at = next == marks.size() ? std::string_view::npos : next;
  }
  return true;
}

std::optional<double> ValueOf(std::string_view marks, char decimal) {
  const char separator = decimal == ',' ? '.' : ',';
  if (!GroupsFit(marks, separator, decimal)) return std::nullopt;
  std::string plain;
  for (const char c : marks) {
    if (c != separator) plain += c == decimal ? '.' : c;
  }
  double value = 0;
  const char* const end = plain.data() + plain.size();
  const auto read = std::from_chars(plain.data(), end, value);
  if (read.ec != std::errc{} || read.ptr != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

bool IsNoFigure(std::string_view cell) {
  const auto is = [&](auto& list, std::string_view text) {
    return std::find(std::begin(list), std::end(list), text) != std::end(list);
  };
  if (is(kNoFigureSigns, cell)) return true;
  return cell.size() < kMaxCellBytes && !std::any_of(cell.begin(), cell.end(), IsDigit) &&
         is(kNoFigureWords, FoldHeader(cell));
}

std::string_view WithoutFootnotes(std::string_view text) {
  for (;;) {
    text = TrimAll(text);
    const auto mark =
        std::find_if(kFootnotes.begin(), kFootnotes.end(),
                     [&](std::string_view footnote) { return text.ends_with(footnote); });
    if (mark == kFootnotes.end()) return text;
    text.remove_suffix(mark->size());
  }
}

// A number in scientific form, as spreadsheets store very large and small ones.
std::optional<double> Scientific(std::string_view cell) {
  if (cell.find_first_of("eE") == std::string_view::npos || !(IsDigit(cell[0]) || cell[0] == '-')) {
    return std::nullopt;
  }
  double value = 0;
  const char* const end = cell.data() + cell.size();
  const auto read = std::from_chars(cell.data(), end, value);
  if (read.ec != std::errc{} || read.ptr != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

// A cell cut into sign, digits and what stands behind them; no digits if it does not begin so.
struct Written {
  bool negative = false;
  Digits digits;
  std::string_view behind;
};

Written Cut(std::string_view cell) {
  Written written;
  cell = WithoutFootnotes(cell);
  if (cell.size() > 2 && cell.front() == '(' && cell.back() == ')') {
    written.negative = true;
    cell = TrimAll(cell.substr(1, cell.size() - 2));
  } else if (const std::size_t minus = LengthOfAny(cell, kMinuses); minus > 0) {
    written.negative = true;
    cell = TrimAll(cell.substr(minus));
  } else if (cell.substr(0, 1) == "+") {
    cell.remove_prefix(1);
  }
  written.digits = TakeDigits(cell);
  written.behind = TrimAll(WithoutFootnotes(cell));
  return written;
}

}  // namespace

bool IsUnit(std::string_view text) {
  text = TrimAll(text);
  if (text == "%" || text == "₸" || text == "$" || text == "€") return true;
  if (text.empty() || text.size() > kMaxCellBytes) return false;
  const std::vector<std::string> words = HeaderWords(text);
  static const std::vector<std::string> kFolded = [] {
    std::vector<std::string> folded;
    for (const std::string_view word : kUnitWords) folded.push_back(FoldHeader(word));
    return folded;
  }();
  return !words.empty() && std::all_of(words.begin(), words.end(), [](const std::string& word) {
    return std::find(kFolded.begin(), kFolded.end(), word) != kFolded.end();
  });
}

std::string UnitText(std::string_view unit) {
  const std::string folded = FoldHeader(unit);
  for (const std::string_view percent : {"процент", "пайыз", "percent"}) {
    if (folded.starts_with(percent)) return "%";
  }
  return std::string(TrimAll(unit));
}

DecimalStyle StyleOf(std::string_view cell) {
  if (cell.size() > kMaxCellBytes) return DecimalStyle::kUnknown;
  const Written written = Cut(TrimAll(cell));
  if (!written.digits.valid) return DecimalStyle::kUnknown;
  switch (ReadingOf(written.digits.marks)) {
    case Reading::kComma:
      return DecimalStyle::kComma;
    case Reading::kPoint:
    case Reading::kThousandCommas:
      return DecimalStyle::kPoint;
    default:
      return DecimalStyle::kUnknown;
  }
}

OfficeNumber ReadOfficeNumber(std::string_view cell, DecimalStyle style) {
  cell = TrimAll(cell);
  if (cell.empty()) return {};
  if (IsNoFigure(cell)) return {CellKind::kNoFigure, 0, {}};
  if (cell.size() > kMaxCellBytes) return {CellKind::kText, 0, {}};
  if (const auto value = Scientific(cell)) return {CellKind::kNumber, *value, {}};
  const Written written = Cut(cell);
  const bool percent = written.behind == "%";
  if (!written.digits.valid || (!written.behind.empty() && !IsUnit(written.behind))) {
    return {CellKind::kText, 0, {}};
  }
  Reading reading = ReadingOf(written.digits.marks);
  if (reading == Reading::kEitherComma || reading == Reading::kEitherPoint) {
    if (style != DecimalStyle::kUnknown) {
      reading = style == DecimalStyle::kPoint ? Reading::kPoint : Reading::kComma;
    } else if (percent) {  // shares are no thousands
      reading = reading == Reading::kEitherPoint ? Reading::kPoint : Reading::kComma;
    } else {
      return {CellKind::kAmbiguous, 0, {}};
    }
  }
  if (reading == Reading::kFails) return {CellKind::kText, 0, {}};
  const char decimal = reading == Reading::kComma ? ',' : '.';
  const auto value = ValueOf(written.digits.marks, decimal);
  if (!value) return {CellKind::kText, 0, {}};
  return {CellKind::kNumber, written.negative ? -*value : *value, UnitText(written.behind)};
}

}  // namespace crawler
