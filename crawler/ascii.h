// ASCII classes and case, without locale: what web formats mean by letter, digit and white space.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace crawler {

constexpr bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool IsLower(char c) {
  return c >= 'a' && c <= 'z';
}
constexpr bool IsUpper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool IsAlpha(char c) {
  return IsLower(c) || IsUpper(c);
}
constexpr bool IsAlnum(char c) {
  return IsAlpha(c) || IsDigit(c);
}
constexpr bool IsSpace(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
constexpr bool IsNonAscii(char c) {
  return (static_cast<unsigned char>(c) & 0x80) != 0;
}
constexpr char ToLower(char c) {
  return IsUpper(c) ? static_cast<char>(c + ('a' - 'A')) : c;
}
constexpr char ToUpper(char c) {
  return IsLower(c) ? static_cast<char>(c - ('a' - 'A')) : c;
}

// 0 to 15, or -1 for what is no hexadecimal digit.
constexpr int HexValue(char c) {
  if (IsDigit(c)) return c - '0';
  const char lower = ToLower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

inline std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), ToLower);
  return lower;
}

inline bool EqualsIgnoreCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return ToLower(x) == ToLower(y);
         });
}

inline bool StartsWithIgnoreCase(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && EqualsIgnoreCase(text.substr(0, prefix.size()), prefix);
}

// Without white space at both ends.
inline std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

// One line: trimmed, every run of white space a single space.
inline std::string Squeezed(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  for (const char c : Trim(text)) {
    if (!IsSpace(c)) {
      line += c;
    } else if (line.back() != ' ') {
      line += ' ';
    }
  }
  return line;
}

// Whether `list`, words between white space, has `word`, whatever the case.
inline bool HasWord(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const auto end = std::find_if(list.begin(), list.end(), IsSpace);
    const auto size = static_cast<std::size_t>(end - list.begin());
    if (EqualsIgnoreCase(list.substr(0, size), word)) return true;
    list.remove_prefix(std::min(size + 1, list.size()));
  }
  return false;
}

}  // namespace crawler
