// Periods that figures are about, as tables write them in Kazakh, Russian and English.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/time.h"

namespace crawler {

struct Period {
  core::Day from{}, to{};  // both inclusive

  bool operator==(const Period&) const = default;
};

// A text with the period that it states, and what it says besides.
struct PeriodText {
  std::optional<Period> period;
  std::string rest;
};

// The period that `text` consists of: "2025", "2025 год", "I квартал 2025 г.", "2025 жылғы 9 ай",
// "янв. 2025", "1 полугодие 2025", "Q1 2025", "01.01.2025 - 31.03.2025", "2025-03", ... A day is a
// period too. nullopt if it states none, or anything besides.
std::optional<Period> ParsePeriod(std::string_view text);

// The period within `text`, for headers: "2025 / Зарегистрировано", "Зарегистрировано за I квартал
// 2025 года".
PeriodText FindPeriod(std::string_view text);

}  // namespace crawler
