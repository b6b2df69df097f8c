#include "crawler/period_parser.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <utility>
#include <vector>

#include "crawler/ascii.h"
#include "crawler/date_words.h"

namespace crawler {
namespace {

using Months = PeriodParts::Months;

constexpr int kFirstYear = 1900, kLastYear = 2100;
constexpr std::size_t kMaxTextBytes = 2048;

std::optional<core::Day> DayOf(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return core::Day(date);
}

core::Period MonthsOf(int year, Months months) {
  using namespace std::chrono;
  const year_month_day_last last{std::chrono::year(year),
                                 month_day_last(month(static_cast<unsigned>(months.last)))};
  return {*DayOf(year, months.first, 1), core::Day(last)};
}

// A day of a text, perhaps without its year.
struct WrittenDay {
  std::optional<int> year;
  int month = 0, day = 0;
};

// Finds the pieces of a period among the tokens of one text.
class Finder {
 public:
  explicit Finder(std::string_view text)
      : text_(text), tokens_(TokenizeDate(text)), used_(tokens_.size(), false) {}

  void Read() {
    for (std::size_t at = 0; at < tokens_.size();) {
      const std::size_t next = ReadPiece(at);
      std::fill(used_.begin() + static_cast<std::ptrdiff_t>(at),
                used_.begin() + static_cast<std::ptrdiff_t>(next), true);
      at = std::max(next, at + 1);
    }
    if (!whole()) ForgetDoubtful();
  }

  std::vector<int> years;
  std::optional<std::pair<int, int>> year_range;
  std::vector<Months> months;
  std::vector<WrittenDay> days;

  // Nothing but a period, words around it and signs.
  bool whole() const {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!used_[i] && tokens_[i].kind != DateTokenKind::kSign && !IsAround(i)) return false;
    }
    return true;
  }

  std::string Rest();

 private:
  // Among other words the name of a month may be that of anything ("Наурыз"), unless a year stands
  // beside it.
  void ForgetDoubtful() {
    for (std::size_t i = named_.size(); i-- > 0;) {
      const auto [begin, end, index] = named_[i];
      if (HasYearBefore(begin) || HasYearFrom(end)) continue;
      months.erase(months.begin() + static_cast<std::ptrdiff_t>(index));
      std::fill(used_.begin() + static_cast<std::ptrdiff_t>(begin),
                used_.begin() + static_cast<std::ptrdiff_t>(end), false);
    }
  }
  bool IsJoint(std::size_t i) const { return IsAround(i) || IsSign(i, ',') || IsSign(i, '.'); }
  bool HasYearFrom(std::size_t i) const {
    while (i < tokens_.size() && IsJoint(i)) ++i;
    return IsYear(i) || (i > 0 && IsNumber(i - 1, 2, 2));
  }
  bool HasYearBefore(std::size_t i) const {
    while (i > 0 && IsJoint(i - 1)) --i;
    return i > 0 && IsYear(i - 1);
  }

  static const DateToken& None() {
    static const DateToken kNone;
    return kNone;
  }
  const DateToken& At(std::size_t i) const { return i < tokens_.size() ? tokens_[i] : None(); }
  bool IsWord(std::size_t i, DateWord word) const {
    return At(i).kind == DateTokenKind::kWord && At(i).meaning.word == word;
  }
  bool IsSign(std::size_t i, char sign) const {
    return i < tokens_.size() && At(i).kind == DateTokenKind::kSign && At(i).sign == sign;
  }
  bool IsNumber(std::size_t i, unsigned min_digits, unsigned max_digits) const {
    return At(i).kind == DateTokenKind::kNumber && At(i).digits >= min_digits &&
           At(i).digits <= max_digits;
  }
  int Number(std::size_t i) const { return static_cast<int>(At(i).number); }
  bool IsYear(std::size_t i) const {
    return IsNumber(i, 4, 4) && Number(i) >= kFirstYear && Number(i) <= kLastYear;
  }
  bool IsAround(std::size_t i) const {
    return IsWord(i, DateWord::kAround) || IsWord(i, DateWord::kFiller) ||
           IsWord(i, DateWord::kYear);
  }
  bool IsDay(std::size_t i) const { return IsNumber(i, 1, 2) && Number(i) >= 1 && Number(i) <= 31; }
  bool IsMonthNumber(std::size_t i) const {
    return IsNumber(i, 1, 2) && Number(i) >= 1 && Number(i) <= 12;
  }

  // Each returns where the piece that begins at `at` ends; `at` if none begins there.
  std::size_t ReadPiece(std::size_t at) {
    for (const auto read : {&Finder::ReadNumericDate, &Finder::ReadParts, &Finder::ReadNamedDate,
                            &Finder::ReadMonths, &Finder::ReadYear}) {
      const std::size_t next = (this->*read)(at);
      if (next > at) return next;
    }
    return at;
  }

  // 2025-03-14, 2025-03, 14.03.2025, 03.2025.
  std::size_t ReadNumericDate(std::size_t at) {
    if (IsYear(at) && IsSign(at + 1, '-') && IsNumber(at + 2, 2, 2) && IsMonthNumber(at + 2)) {
      if (IsSign(at + 3, '-') && IsDay(at + 4)) {
        days.push_back({Number(at), Number(at + 2), Number(at + 4)});
        return at + 5;
      }
      years.push_back(Number(at));
      months.push_back({Number(at + 2), Number(at + 2)});
      return at + 3;
    }
    const auto parted = [&](std::size_t i) { return IsSign(i, '.') || IsSign(i, '/'); };
    if (IsDay(at) && parted(at + 1) && IsMonthNumber(at + 2) && parted(at + 3) && IsYear(at + 4)) {
      days.push_back({Number(at + 4), Number(at + 2), Number(at)});
      return at + 5;
    }
    if (IsMonthNumber(at) && IsSign(at + 1, '.') && !At(at + 2).spaced && IsYear(at + 2)) {
      months.push_back({Number(at), Number(at)});
      years.push_back(Number(at + 2));
      return at + 3;
    }
    return at;
  }

  struct Ordinal {
    int value = 0;  // 0: none
    std::size_t next = 0;
  };
  // "1", "I", "1-й", "1-ші", "first".
  Ordinal OrdinalAt(std::size_t at) const {
    if (IsWord(at, DateWord::kOrdinal)) return {At(at).meaning.value, at + 1};
    if (!IsMonthNumber(at)) return {};
    if (IsSign(at + 1, '-') && IsWord(at + 2, DateWord::kOrdinalEnding))
      return {Number(at), at + 3};
    return {Number(at), at + 1};
  }

  // Quarters, halves and numbers of months: "I-II квартал", "1-тоқсан", "9 месяцев", "Q1", "H1".
  std::size_t ReadParts(std::size_t at) {
    const bool h = IsWord(at, DateWord::kHours) && At(at).end - At(at).begin == 1 &&
                   ToLower(text_[At(at).begin]) == 'h';
    if ((IsWord(at, DateWord::kQuarter) || h) && IsMonthNumber(at + 1) && !At(at + 1).spaced) {
      return AddParts(h ? DateWord::kHalfYear : DateWord::kQuarter, Number(at + 1), Number(at + 1))
                 ? at + 2
                 : at;
    }
    const Ordinal first = OrdinalAt(at);
    if (first.value == 0) return at;
    Ordinal last = first;
    if (IsSign(first.next, '-')) {
      if (const Ordinal second = OrdinalAt(first.next + 1); second.value > 0) last = second;
    }
    std::size_t unit = last.next;
    unit += IsSign(unit, '-');
    if (At(unit).kind != DateTokenKind::kWord) return at;
    if (!AddParts(At(unit).meaning.word, first.value, last.value)) return at;
    return unit + 1 + IsSign(unit + 1, '.');
  }

  bool AddParts(DateWord unit, int first, int last) {
    const auto add = [&](int length, int most) {
      if (first > last || last > most) return false;
      months.push_back({(first - 1) * length + 1, last * length});
      return true;
    };
    if (unit == DateWord::kQuarter) return add(3, 4);
    if (unit == DateWord::kHalfYear) return add(6, 2);
    if (unit != DateWord::kMonths || first != last || last > 12) return false;
    months.push_back({1, last});
    return true;
  }

  // "14 марта", "1-15 марта"; the year is a piece of its own.
  std::size_t ReadNamedDate(std::size_t at) {
    if (!IsDay(at)) return at;
    if (IsWord(at + 1, DateWord::kMonth)) {
      days.push_back({std::nullopt, At(at + 1).meaning.value, Number(at)});
      return at + 2;
    }
    if (IsSign(at + 1, '-') && IsDay(at + 2) && IsWord(at + 3, DateWord::kMonth)) {
      const int month = At(at + 3).meaning.value;
      days.push_back({std::nullopt, month, Number(at)});
      days.push_back({std::nullopt, month, Number(at + 2)});
      return at + 4;
    }
    return at;
  }

  // "январь", "янв.-март", "янв. 25".
  std::size_t ReadMonths(std::size_t at) {
    if (!IsWord(at, DateWord::kMonth)) return at;
    Months found{At(at).meaning.value, At(at).meaning.value};
    std::size_t next = at + 1 + IsSign(at + 1, '.');
    const std::size_t second = next + 1;
    if ((IsSign(next, '-') || IsWord(next, DateWord::kFiller) || IsWord(next, DateWord::kAround)) &&
        IsWord(second, DateWord::kMonth) && At(second).meaning.value > found.first) {
      found.last = At(second).meaning.value;
      next = second + 1 + IsSign(second + 1, '.');
    }
    months.push_back(found);
    const std::size_t year = next + (IsSign(next, '\'') ? 1 : 0);
    if (IsNumber(year, 2, 2) && !IsWord(year + 1, DateWord::kMonth)) {
      years.push_back(2000 + Number(year));
      next = year + 1;
    }
    named_.push_back({at, next, months.size() - 1});
    return next;
  }

  // "2025", "2023-2025", "2025 год".
  std::size_t ReadYear(std::size_t at) {
    if (!IsYear(at)) return at;
    std::size_t next = at + 1;
    if (IsSign(next, '-') && IsYear(next + 1) && Number(next + 1) > Number(at) && !year_range) {
      year_range = {Number(at), Number(next + 1)};
      next += 2;
    } else {
      years.push_back(Number(at));
    }
    if (!IsWord(next, DateWord::kYear)) return next;
    return next + 1 + IsSign(next + 1, '.');
  }

  std::string_view text_;
  std::vector<DateToken> tokens_;
  std::vector<bool> used_;
  struct Named {
    std::size_t begin, end;  // tokens
    std::size_t index;       // in months
  };
  std::vector<Named> named_;  // months
};

// What is left of the text without the pieces, the words around them and empty brackets.
std::string Finder::Rest() {
  std::vector<bool> gone = used_;
  for (std::size_t i = 1; i < tokens_.size(); ++i) {
    if (gone[i - 1] && IsAround(i)) gone[i] = true;
  }
  for (std::size_t i = tokens_.size(); i-- > 1;) {
    if (gone[i] && IsAround(i - 1)) gone[i - 1] = true;
  }
  for (std::size_t i = 0; i + 2 < tokens_.size(); ++i) {
    std::size_t close = i + 1;
    while (close < tokens_.size() && gone[close]) ++close;
    if (close > i + 1 && IsSign(i, '(') && IsSign(close, ')')) gone[i] = gone[close] = true;
  }
  std::string rest;
  std::size_t kept_to = 0;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!gone[i]) continue;
    rest += text_.substr(kept_to, tokens_[i].begin - kept_to);
    rest += ' ';
    kept_to = tokens_[i].end;
  }
  rest += text_.substr(kept_to);
  constexpr std::string_view kJoints = " ,;:-./\t\n";
  std::string_view trimmed = rest;
  while (!trimmed.empty() && kJoints.find(trimmed.front()) != std::string_view::npos) {
    trimmed.remove_prefix(1);
  }
  while (!trimmed.empty() && kJoints.find(trimmed.back()) != std::string_view::npos) {
    trimmed.remove_suffix(1);
  }
  for (const std::string_view dash : {"–", "—"}) {
    if (trimmed.starts_with(dash)) trimmed.remove_prefix(dash.size());
    if (trimmed.ends_with(dash)) trimmed.remove_suffix(dash.size());
  }
  return Squeezed(trimmed);
}

// What the pieces come to; nullopt if they contradict each other.
std::optional<PeriodParts> Combine(std::vector<int> years,
                                   const std::optional<std::pair<int, int>>& range,
                                   const std::vector<Months>& months,
                                   const std::vector<WrittenDay>& days) {
  PeriodParts parts;
  std::sort(years.begin(), years.end());
  years.erase(std::unique(years.begin(), years.end()), years.end());
  if (years.size() > 1 || months.size() > 1 || days.size() > 2) return std::nullopt;
  if (range) {
    if (!years.empty() || !months.empty() || !days.empty()) return std::nullopt;
    parts.days = core::Period{*DayOf(range->first, 1, 1), *DayOf(range->second, 12, 31)};
    return parts;
  }
  if (!years.empty()) parts.year = years.front();
  if (!days.empty()) {
    if (!months.empty()) return std::nullopt;
    std::optional<int> year = parts.year;
    for (const WrittenDay& day : days) {
      if (day.year && !year) year = day.year;
    }
    std::vector<core::Day> found;
    for (const WrittenDay& day : days) {
      if (!day.year && !year) return std::nullopt;
      const auto date = DayOf(day.year ? *day.year : *year, day.month, day.day);
      if (!date) return std::nullopt;
      found.push_back(*date);
    }
    if (found.front() > found.back()) return std::nullopt;
    parts.days = core::Period{found.front(), found.back()};
    return parts;
  }
  if (!months.empty()) parts.months = months.front();
  return parts;
}

}  // namespace

PeriodParts PeriodParts::CompletedBy(const PeriodParts& other) const {
  if (empty()) return other;
  PeriodParts completed = *this;
  if (!days && !year && !other.days) completed.year = other.year;
  if (!days && !months && !other.days) completed.months = other.months;
  return completed;
}

std::optional<core::Period> PeriodParts::Resolve() const {
  if (days) return days;
  if (!year) return std::nullopt;
  return MonthsOf(*year, months.value_or(Months{1, 12}));
}

PeriodText FindPeriod(std::string_view text) {
  constexpr std::string_view kJoint = " / ";
  text = text.substr(0, kMaxTextBytes);
  std::vector<int> years;
  std::optional<std::pair<int, int>> range;
  std::vector<Months> months;
  std::vector<WrittenDay> days;
  std::string rest;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(kJoint, at), text.size());
    Finder finder(text.substr(at, end - at));
    at = end + kJoint.size();
    finder.Read();
    years.insert(years.end(), finder.years.begin(), finder.years.end());
    months.insert(months.end(), finder.months.begin(), finder.months.end());
    days.insert(days.end(), finder.days.begin(), finder.days.end());
    if (finder.year_range) range = finder.year_range;
    const std::string left = finder.Rest();
    if (left.empty()) continue;
    if (!rest.empty()) rest += kJoint;
    rest += left;
  }
  const auto parts = Combine(std::move(years), range, months, days);
  if (!parts || parts->empty()) return {{}, std::string(Trim(text))};
  return {*parts, std::move(rest)};
}

PeriodParts ReadPeriod(std::string_view text) {
  Finder finder(text.substr(0, kMaxTextBytes));
  finder.Read();
  if (!finder.whole()) return {};
  return Combine(finder.years, finder.year_range, finder.months, finder.days)
      .value_or(PeriodParts());
}

std::optional<core::Period> ParsePeriod(std::string_view text) {
  return ReadPeriod(text).Resolve();
}

}  // namespace crawler
