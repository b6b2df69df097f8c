// Periods as people and tables write them in Kazakh, Russian and English.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/time.h"

namespace crawler {

// What a text says of a period, which may be a part: a quarter without its year.
struct PeriodParts {
  struct Months {
    int first = 0, last = 0;  // 1 to 12

    bool operator==(const Months&) const = default;
  };

  std::optional<int> year;
  std::optional<Months> months;      // of the year; a quarter is three
  std::optional<core::Period> days;  // months and year do not matter then

  bool empty() const { return !year && !months && !days; }
  // These parts, and of `other` what they lack: the year of a quarter, or everything.
  PeriodParts CompletedBy(const PeriodParts& other) const;
  // nullopt without a year.
  std::optional<core::Period> Resolve() const;

  bool operator==(const PeriodParts&) const = default;
};

struct PeriodText {
  PeriodParts parts;
  std::string rest;  // what the text says besides; the levels of a header stay joined by " / "
};

// The period within `text`, for headers: "2025 / Зарегистрировано", "Зарегистрировано за I квартал
// 2025 года". A text with several periods ("2025 to 2024, %") states none and is all rest.
PeriodText FindPeriod(std::string_view text);

// The period that `text` consists of: "2025", "2025 год", "I квартал 2025 г.", "2025 жылғы 9 ай" (a
// number of months counts from January), "янв. 2025", "1 полугодие 2025", "Q1 2025", "2023-2025",
// "01.01.2025 - 31.03.2025", "2025-03", ... A day is a period too. Empty if it states none, or
// anything besides.
PeriodParts ReadPeriod(std::string_view text);

// The same, whole: nullopt without a year.
std::optional<core::Period> ParsePeriod(std::string_view text);

}  // namespace crawler
