// Hosts of URLs by the WHATWG URL Standard: domains (IDNA), IPv4 in all its number forms, IPv6.
#pragma once

#include <string>
#include <string_view>

#include "core/expected.h"

namespace crawler {

// The host as it stands in a URL: an ASCII domain in lower case, "192.0.2.1" or "[2001:db8::1]".
// `input` is the text between user info and port, percent-encoded or UTF-8. Section 3.5, for
// special schemes.
core::Expected<std::string> ParseHost(std::string_view input);

// True for the two address forms ParseHost returns.
bool IsAddress(std::string_view host);

}  // namespace crawler
