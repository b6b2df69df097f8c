// Numbers, counted nouns, days and periods as an office writes them in Kazakh, Russian and English.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/language.h"
#include "core/time.h"

namespace monitor {

// A noun after a numeral (CLDR plural rules). Russian: 1 случай, 2 случая, 5 случаев. English uses
// `one` and `many`; Kazakh has no plural after numerals and uses `many`.
struct CountedNoun {
  std::string_view one, few, many;
};

// The form of `noun` after `number`. Languages other than kk and en are written as Russian, here
// and below.
std::string_view Form(core::Language language, std::uint64_t number, const CountedNoun& noun);

// Groups of three digits, kept together by no-break spaces, in English by commas: "12 345".
std::string Number(core::Language language, std::uint64_t number);
// "12 345 случаев": the noun is kept to its number by a no-break space.
std::string Counted(core::Language language, std::uint64_t number, const CountedNoun& noun);

// "+3", "−3", "0".
std::string Difference(core::Language language, std::uint64_t now, std::uint64_t before);
// With a decimal comma (in English a point) and grouped like Number: "1 234,5". Not a number and
// infinity are "–".
std::string Decimal(core::Language language, double number, int digits);
// Three digits that mean something, as a rate wants them: "0,12", "1,23", "12,3", "123"; "0".
std::string Rate(core::Language language, double number);
// "12,5 %" of `share` 0.125, in English "12.5%".
std::string Percent(core::Language language, double share);
// As a table printed it: whole or with up to two decimals; `unit` behind it.
std::string Measured(core::Language language, double value, std::string_view unit);
// "+52", "−1,5 %", "0": how much `now` is more than `before`, as Measured writes it.
std::string MeasuredChange(core::Language language, double before, double now,
                           std::string_view unit);

// "31.12.2025", in English "31 Dec 2025".
std::string ShortDay(core::Language language, core::Day day);
// "янв", "қаң", "Jan": of a month "2026-01".
std::string ShortMonth(core::Language language, std::string_view month);
// "15 января 2026 года", "2026 жылғы 15 қаңтар", "15 January 2026".
std::string DayInWords(core::Language language, core::Day day);
// "январь 2026 года"; `month`: "2026-01". What is no month is given back as it is.
std::string MonthInWords(core::Language language, std::string_view month);
// A whole year, half-year, quarter or month by its name, else from day to day; both days inclusive.
std::string PeriodInWords(core::Language language, core::Day from, core::Day to);

}  // namespace monitor
