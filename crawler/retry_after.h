// The Retry-After header field.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace crawler {

// How long to wait by the field's value (RFC 9110 section 10.2.3): a number of seconds, or a date
// counted from `now`. nullopt if it is neither. Never negative, at most a year.
std::optional<std::chrono::seconds> ParseRetryAfter(std::string_view value,
                                                    std::chrono::system_clock::time_point now);

}  // namespace crawler
