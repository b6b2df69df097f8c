// Texts of reports made comparable with what a test writes.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace test {

// No-break spaces as plain ones, so that expectations can be read.
inline std::string Plain(const std::string& text) {
  constexpr std::string_view kNoBreak = "\u00A0";
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(kNoBreak, at), text.size());
    plain.append(text, at, end - at);
    if (end < text.size()) plain += ' ';
    at = end + kNoBreak.size();
  }
  return plain;
}

// Every run of spaces as one: rows of a table without its widths.
inline std::string Squeezed(std::string text) {
  const auto both = [](char a, char b) { return a == ' ' && b == ' '; };
  text.erase(std::unique(text.begin(), text.end(), both), text.end());
  return text;
}

inline bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace test
