#include "monitor/paper.h"

#include <algorithm>
#include <array>

namespace monitor {
namespace {

constexpr std::size_t kLongestLink = 2000;  // Word refuses a document with a longer one

bool IsAlnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool IsHex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Drops `prefix`, in any case, from the front of `text`.
bool Take(std::string_view& text, std::string_view prefix) {
  const auto same = [](char a, char b) {
    return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b);
  };
  if (text.size() < prefix.size() || !std::equal(prefix.begin(), prefix.end(), text.begin(),
                                                 [&](char b, char a) { return same(a, b); })) {
    return false;
  }
  text.remove_prefix(prefix.size());
  return true;
}

// "example.kz", "example.kz:8080", "127.0.0.1:80".
bool IsAuthority(std::string_view authority) {
  const std::size_t colon = authority.find(':');
  const std::string_view host = authority.substr(0, colon);
  const auto in_host = [](char c) { return IsAlnum(c) || c == '.' || c == '-' || c == '_'; };
  if (host.empty() || !std::all_of(host.begin(), host.end(), in_host)) return false;
  if (colon == std::string_view::npos) return true;
  const std::string_view port = authority.substr(colon + 1);
  return !port.empty() && port.size() <= 5 &&
         std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<std::string> SafeLink(std::string_view url) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kAllowed = "-._~:/?@!$&*+,;=%()'";
  std::string_view rest = url;
  std::string link;
  if (Take(rest, "https://")) {
    link = "https://";
  } else if (Take(rest, "http://")) {
    link = "http://";
  } else {
    return std::nullopt;
  }
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  if (!IsAuthority(authority)) return std::nullopt;
  link += authority;
  rest.remove_prefix(authority.size());
  bool fragment = false;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const char c = rest[i];
    const bool escape = c == '%' && i + 2 < rest.size() && IsHex(rest[i + 1]) && IsHex(rest[i + 2]);
    const bool begins_fragment = c == '#' && !fragment;
    if (begins_fragment) fragment = true;
    if (escape || begins_fragment || IsAlnum(c) ||
        (c != '%' && kAllowed.find(c) != std::string_view::npos)) {
      link += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      link += '%';
      link += kHex[byte >> 4];
      link += kHex[byte & 15];
    }
  }
  if (link.size() > kLongestLink) return std::nullopt;
  return link;
}

}  // namespace monitor
