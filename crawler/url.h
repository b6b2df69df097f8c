// URLs: parsed and serialised by the WHATWG URL Standard, made canonical so that one page has one
// address.
#pragma once

#include <string>
#include <string_view>

#include "core/expected.h"

namespace crawler {

struct CanonicalUrl {
  std::string url;     // absolute, canonical
  std::string scheme;  // "http" or "https"
  std::string host;    // ASCII (IDNA), without port
  std::string
      domain;  // registrable domain by the Public Suffix List; the host itself for an address
  std::string origin;  // scheme, host and port as they appear in `url`: "https://example.kz:8443"
};

// Parses `url` (relative ones against `base`, which may be empty) and makes it canonical: fragment
// dropped, default port dropped, dot segments resolved, percent encoding normal, tracking
// parameters and session ids dropped. An error unless the result is http or https with a host.
// Thread-safe.
core::Expected<CanonicalUrl> Canonicalize(std::string_view url, std::string_view base = {});

}  // namespace crawler
