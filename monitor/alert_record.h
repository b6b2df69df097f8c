// Alerts, letters and issues of summaries as they are written down. Foreign text that is no UTF-8
// is replaced. What is damaged throws std::runtime_error, which names the key.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "monitor/alert.h"

namespace monitor {

std::string Encode(const Alert& alert);
Alert DecodeAlert(std::string_view key, std::string_view value);

std::string Encode(const Letter& letter);
Letter DecodeLetter(std::string_view key, std::string_view value);

std::string Encode(const Issue& issue);
Issue DecodeIssue(std::string_view key, std::string_view value);

// A number in digits.
std::uint64_t NumberOf(std::string_view key, std::string_view value);

[[noreturn]] void Damaged(std::string_view key);

}  // namespace monitor
