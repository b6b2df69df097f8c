// The parts of http and https URLs by the WHATWG URL Standard.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/expected.h"

namespace crawler {

struct ParsedUrl {
  std::string scheme;  // "http" or "https"
  std::string username, password;
  std::string host;
  std::optional<std::uint16_t> port;  // none if it is the scheme's own
  std::string path;                   // begins with '/'
  std::optional<std::string> query;   // without '?'
  std::optional<std::string> fragment;

  // "https://example.kz:8443"
  std::string Origin() const;
  // The URL as the standard serialises it.
  std::string Href() const;
};

// The basic URL parser (section 4.4) for the schemes http and https; an error for all others. A
// relative reference needs `base`. Bytes that are no UTF-8 are percent-encoded as they are.
core::Expected<ParsedUrl> ParseUrl(std::string_view url, const ParsedUrl* base = nullptr);

}  // namespace crawler
