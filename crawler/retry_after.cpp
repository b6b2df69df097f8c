#include "crawler/retry_after.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "crawler/ascii.h"
#include "crawler/feed_date.h"

namespace crawler {

using std::chrono::seconds;

std::optional<seconds> ParseRetryAfter(std::string_view value,
                                       std::chrono::system_clock::time_point now) {
  constexpr seconds kMost = std::chrono::hours(24 * 365);
  if (value.empty()) return std::nullopt;
  if (std::all_of(value.begin(), value.end(), IsDigit)) {
    std::uint32_t number = 0;
    const auto error = std::from_chars(value.data(), value.data() + value.size(), number).ec;
    return error == std::errc() ? std::min(seconds(number), kMost) : kMost;
  }
  const auto date = ParseFeedDate(value);  // reads the three forms of RFC 9110 section 5.6.7
  if (!date || !date->has_time) return std::nullopt;
  return std::clamp(date->instant - std::chrono::floor<seconds>(now), seconds(0), kMost);
}

}  // namespace crawler
