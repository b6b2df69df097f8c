#include "monitor/numerals.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include "monitor/period.h"

namespace monitor {
namespace {

using core::Language;
using std::chrono::year_month_day;

constexpr std::string_view kNoBreak = "\u00A0", kMinus = "\u2212";

using Months = std::array<std::string_view, 12>;
constexpr Months kKk = {"қаңтар", "ақпан", "наурыз",   "сәуір", "мамыр",  "маусым",
                        "шілде",  "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"};
constexpr Months kRu = {"январь", "февраль", "март",     "апрель",  "май",    "июнь",
                        "июль",   "август",  "сентябрь", "октябрь", "ноябрь", "декабрь"};
constexpr Months kRuGenitive = {"января", "февраля", "марта",    "апреля",  "мая",    "июня",
                                "июля",   "августа", "сентября", "октября", "ноября", "декабря"};
constexpr Months kEn = {"January", "February", "March",     "April",   "May",      "June",
                        "July",    "August",   "September", "October", "November", "December"};

constexpr Months kKkShort = {"қаң", "ақп", "нау", "сәу", "мам", "мау",
                             "шіл", "там", "қыр", "қаз", "қар", "жел"};
constexpr Months kRuShort = {"янв", "фев", "мар", "апр", "май", "июн",
                             "июл", "авг", "сен", "окт", "ноя", "дек"};
constexpr Months kEnShort = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// Digits in groups of three, kept together.
std::string Grouped(Language language, std::string_view digits) {
  const std::string_view separator = language == Language::kEn ? "," : kNoBreak;
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += separator;
    text += digits[i];
  }
  return text;
}

unsigned MonthOf(year_month_day day) {
  return static_cast<unsigned>(day.month());
}
std::string_view NameOf(const Months& months, year_month_day day) {
  return months[MonthOf(day) - 1];
}
int YearOf(year_month_day day) {
  return static_cast<int>(day.year());
}
unsigned DayOf(year_month_day day) {
  return static_cast<unsigned>(day.day());
}

std::string_view Roman(unsigned quarter) {
  constexpr std::array<std::string_view, 4> kRoman = {"I", "II", "III", "IV"};
  return kRoman[quarter - 1];
}

std::string MonthOfYear(Language language, year_month_day day) {
  switch (language) {
    case Language::kKk:
      return fmt::format("{} жылғы {}", YearOf(day), NameOf(kKk, day));
    case Language::kEn:
      return fmt::format("{} {}", NameOf(kEn, day), YearOf(day));
    default:
      return fmt::format("{} {} года", NameOf(kRu, day), YearOf(day));
  }
}

std::string QuarterOfYear(Language language, unsigned quarter, int year) {
  switch (language) {
    case Language::kKk:
      return fmt::format("{} жылғы {} тоқсан", year, Roman(quarter));
    case Language::kEn:
      return fmt::format("Q{} {}", quarter, year);
    default:
      return fmt::format("{} квартал {} года", Roman(quarter), year);
  }
}

std::string HalfOfYear(Language language, unsigned half, int year) {
  switch (language) {
    case Language::kKk:
      return fmt::format("{} жылғы {} жартыжылдық", year, Roman(half));
    case Language::kEn:
      return fmt::format("H{} {}", half, year);
    default:
      return fmt::format("{} полугодие {} года", Roman(half), year);
  }
}

std::string WholeYear(Language language, int year) {
  switch (language) {
    case Language::kKk:
      return fmt::format("{} жыл", year);
    case Language::kEn:
      return fmt::format("{}", year);
    default:
      return fmt::format("{} год", year);
  }
}

// Before "второго" the preposition takes a vowel.
std::string_view With(year_month_day from) {
  return DayOf(from) == 2 ? "со" : "с";
}

// From day to day; a common month or year is written once.
std::string Range(Language language, year_month_day from, year_month_day to) {
  if (from.year() != to.year()) {
    const std::string first = DayInWords(language, from), last = DayInWords(language, to);
    return language == Language::kKk || language == Language::kEn
               ? fmt::format("{} – {}", first, last)
               : fmt::format("{} {} по {}", With(from), first, last);
  }
  const bool one_month = from.month() == to.month();
  switch (language) {
    case Language::kKk:
      return one_month ? fmt::format("{} жылғы {}–{} {}", YearOf(from), DayOf(from), DayOf(to),
                                     NameOf(kKk, to))
                       : fmt::format("{} жылғы {} {} – {} {}", YearOf(from), DayOf(from),
                                     NameOf(kKk, from), DayOf(to), NameOf(kKk, to));
    case Language::kEn:
      return one_month ? fmt::format("{}–{}", DayOf(from), DayInWords(language, to))
                       : fmt::format("{} {} – {}", DayOf(from), NameOf(kEn, from),
                                     DayInWords(language, to));
    default:
      return one_month
                 ? fmt::format("{} {} по {}", With(from), DayOf(from), DayInWords(language, to))
                 : fmt::format("{} {} {} по {}", With(from), DayOf(from), NameOf(kRuGenitive, from),
                               DayInWords(language, to));
  }
}

}  // namespace

std::string_view Form(Language language, std::uint64_t number, const CountedNoun& noun) {
  if (language == Language::kKk) return noun.many;
  if (language == Language::kEn) return number == 1 ? noun.one : noun.many;
  const std::uint64_t last = number % 10, last_two = number % 100;
  if (last == 1 && last_two != 11) return noun.one;
  if (last >= 2 && last <= 4 && (last_two < 12 || last_two > 14)) return noun.few;
  return noun.many;
}

std::string Number(Language language, std::uint64_t number) {
  return Grouped(language, std::to_string(number));
}

std::string Difference(Language language, std::uint64_t now, std::uint64_t before) {
  if (now == before) return "0";
  const bool grown = now > before;
  return fmt::format("{}{}", grown ? "+" : kMinus,
                     Number(language, grown ? now - before : before - now));
}

std::string Decimal(Language language, double number, int digits) {
  if (!std::isfinite(number)) return "–";
  const std::string text = fmt::format("{:.{}f}", std::abs(number), digits);
  const std::size_t point = std::min(text.find('.'), text.size());
  const bool zero = text.find_first_not_of("0.") == std::string::npos;
  std::string decimal(number < 0 && !zero ? kMinus : "");
  decimal += Grouped(language, std::string_view(text).substr(0, point));
  if (point < text.size()) {
    decimal += language == Language::kEn ? '.' : ',';
    decimal += text.substr(point + 1);
  }
  return decimal;
}

std::string Rate(Language language, double number) {
  return Decimal(language, number, number >= 100 || number == 0 ? 0 : number >= 10 ? 1 : 2);
}

std::string Percent(Language language, double share) {
  const std::string number = Decimal(language, share * 100, 1);
  return language == Language::kEn ? number + "%" : fmt::format("{}{}%", number, kNoBreak);
}

std::string Measured(Language language, double value, std::string_view unit) {
  int digits = 0;
  while (digits < 2 &&
         std::abs(value * std::pow(10, digits) - std::round(value * std::pow(10, digits))) > 1e-6) {
    ++digits;
  }
  const std::string number = Decimal(language, value, digits);
  if (unit.empty()) return number;
  const std::string_view between = unit == "%" && language == Language::kEn ? "" : kNoBreak;
  return fmt::format("{}{}{}", number, between, unit);
}

std::string MeasuredChange(Language language, double before, double now, std::string_view unit) {
  return fmt::format("{}{}",
                     now > before   ? "+"
                     : now < before ? kMinus
                                    : "",
                     Measured(language, std::abs(now - before), unit));
}

std::string ShortDay(Language language, core::Day day) {
  const year_month_day date(day);
  if (language == Language::kEn) {
    return fmt::format("{} {} {}", DayOf(date), NameOf(kEnShort, date), YearOf(date));
  }
  return fmt::format("{:02}.{:02}.{}", DayOf(date), MonthOf(date), YearOf(date));
}

std::string ShortMonth(Language language, std::string_view month) {
  const auto day = core::ParseDay(std::string(month) + "-01");
  if (!day) return std::string(month);
  const Months& names = language == Language::kKk   ? kKkShort
                        : language == Language::kEn ? kEnShort
                                                    : kRuShort;
  return std::string(NameOf(names, *day));
}

std::string Counted(Language language, std::uint64_t number, const CountedNoun& noun) {
  return fmt::format("{}{}{}", Number(language, number), kNoBreak, Form(language, number, noun));
}

std::string DayInWords(Language language, core::Day day) {
  const year_month_day date(day);
  switch (language) {
    case Language::kKk:
      return fmt::format("{} жылғы {} {}", YearOf(date), DayOf(date), NameOf(kKk, date));
    case Language::kEn:
      return fmt::format("{} {} {}", DayOf(date), NameOf(kEn, date), YearOf(date));
    default:
      return fmt::format("{} {} {} года", DayOf(date), NameOf(kRuGenitive, date), YearOf(date));
  }
}

std::string MonthInWords(Language language, std::string_view month) {
  const auto day = core::ParseDay(std::string(month) + "-01");
  return day ? MonthOfYear(language, *day) : std::string(month);
}

std::string PeriodInWords(Language language, core::Day from, core::Day to) {
  if (from == to) return DayInWords(language, from);
  const year_month_day first(from);
  const unsigned before = MonthOf(first) - 1;  // months of the year before it
  switch (WholeMonths({from, to})) {
    case 1:
      return MonthOfYear(language, first);
    case 3:
      if (before % 3 == 0) return QuarterOfYear(language, before / 3 + 1, YearOf(first));
      break;
    case 6:
      if (before % 6 == 0) return HalfOfYear(language, before / 6 + 1, YearOf(first));
      break;
    case 12:
      if (before == 0) return WholeYear(language, YearOf(first));
      break;
    default:
      break;
  }
  return Range(language, first, year_month_day(to));
}

}  // namespace monitor
