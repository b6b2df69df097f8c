// Written dates in Kazakh, Russian and English (of other languages the months): absolute, numeric,
// relative.
#pragma once

#include <optional>
#include <string_view>

#include "core/language.h"
#include "core/time.h"

namespace crawler {

struct DateContext {
  // When the text was on show: relative dates and days without a year count from it; absent, such
  // texts state no date.
  std::optional<core::WrittenTime> now;
  core::Language language = core::Language::kUnknown;
  std::string_view zone = "Asia/Almaty";  // of times written without one
  bool day_first = false;                 // "3/10/2024" is in October, in English too
};

// The first date that `text` states: "12 мая 2024, 14:35", "Бүгін, 09:10", "3 часа назад", "May 12,
// 2024", RFC 822, ISO 8601 ... nullopt if it states none: nothing is ever guessed, neither a
// missing year outside the context nor a 1 January.
std::optional<core::WrittenTime> ParseDate(std::string_view text, const DateContext& context);

}  // namespace crawler
