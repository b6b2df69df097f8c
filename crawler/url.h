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

// Parses `url` (relative ones against `base`, which may be empty) and makes it canonical:
// - fragment, user info, default port, dot segments, a root dot after the host and an empty query
//   dropped;
// - percent encoding normal by RFC 3986 section 6.2.2: capitals, unreserved characters decoded, a
//   stray '%' encoded;
// - runs of slashes in the path made one, except after ':' (a URL inside a URL);
// - tracking parameters and session ids dropped, the other parameters sorted by name, those without
//   name dropped, and "b=" made "b".
// The result is canonical itself. An error unless it is http or https with a host. Thread-safe.
core::Expected<CanonicalUrl> Canonicalize(std::string_view url, std::string_view base = {});

// The absolute form of `url` as a browser would show it, nothing dropped. Errors as above.
// Thread-safe.
core::Expected<std::string> Resolve(std::string_view url, std::string_view base);

}  // namespace crawler
