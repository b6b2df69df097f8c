#include "monitor/numerals.h"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace monitor {
namespace {

using core::Language;
using std::chrono::year_month_day;

constexpr std::string_view kNoBreak = "\u00A0";

using Months = std::array<std::string_view, 12>;
constexpr Months kKk = {"қаңтар", "ақпан", "наурыз",   "сәуір", "мамыр",  "маусым",
                        "шілде",  "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"};
constexpr Months kRu = {"январь", "февраль", "март",     "апрель",  "май",    "июнь",
                        "июль",   "август",  "сентябрь", "октябрь", "ноябрь", "декабрь"};
constexpr Months kRuGenitive = {"января", "февраля", "марта",    "апреля",  "мая",    "июня",
                                "июля",   "августа", "сентября", "октября", "ноября", "декабря"};
constexpr Months kEn = {"January", "February", "March",     "April",   "May",      "June",
                        "July",    "August",   "September", "October", "November", "December"};

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

// From day to day; a common year is written once.
std::string Range(Language language, year_month_day from, year_month_day to) {
  const bool one_year = from.year() == to.year();
  switch (language) {
    case Language::kKk:
      return one_year
                 ? fmt::format("{} жылғы {} {} – {} {}", YearOf(from), DayOf(from),
                               NameOf(kKk, from), DayOf(to), NameOf(kKk, to))
                 : fmt::format("{} – {}", DayInWords(language, from), DayInWords(language, to));
    case Language::kEn:
      return one_year
                 ? fmt::format("{} {} – {}", DayOf(from), NameOf(kEn, from),
                               DayInWords(language, to))
                 : fmt::format("{} – {}", DayInWords(language, from), DayInWords(language, to));
    default:
      return one_year ? fmt::format("{} {} {} по {}", With(from), DayOf(from),
                                    NameOf(kRuGenitive, from), DayInWords(language, to))
                      : fmt::format("{} {} по {}", With(from), DayInWords(language, from),
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
  const std::string digits = std::to_string(number);
  const std::string_view separator = language == Language::kEn ? "," : kNoBreak;
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += separator;
    text += digits[i];
  }
  return text;
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
  using std::chrono::days;
  if (from == to) return DayInWords(language, from);
  const year_month_day first(from), behind(to + days(1));
  if (first.day() == std::chrono::day(1) && behind.day() == std::chrono::day(1)) {
    const auto months = (behind.year() / behind.month() - first.year() / first.month()).count();
    if (months == 1) return MonthOfYear(language, first);
    if (months == 3 && MonthOf(first) % 3 == 1) {
      return QuarterOfYear(language, (MonthOf(first) + 2) / 3, YearOf(first));
    }
    if (months == 12 && MonthOf(first) == 1) return WholeYear(language, YearOf(first));
  }
  return Range(language, first, year_month_day(to));
}

}  // namespace monitor
