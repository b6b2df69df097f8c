// Bytes as received to UTF-8: content encodings undone within limits, the character encoding found.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/expected.h"

namespace crawler {

struct DecodeLimits {
  std::size_t max_bytes = 50u << 20;  // of the decoded body
  double max_ratio = 200;             // decoded to received, beyond the first MiB
};

// Undoes a Content-Encoding: "gzip", "x-gzip", "deflate", "br", "zstd", "identity", "", or up to
// three of them with commas. An error for others, damaged data, or a body past its limits.
core::Expected<std::string> DecodeContent(std::string_view body, std::string_view content_encoding,
                                          const DecodeLimits& limits = {});

// Finds the encoding of a page or feed (BOM, Content-Type header, <meta> or XML declaration as the
// WHATWG prescan reads them, then ICU's detector) and returns valid UTF-8. Never fails: what cannot
// be decoded becomes U+FFFD.
std::string ToUtf8(std::string_view bytes, std::string_view content_type);

struct DecodedText {
  std::string text;      // valid UTF-8
  bool guessed = false;  // nothing names the encoding, or what does is wrong
};
// The same, and whether the text could be taken at its word.
DecodedText DecodeText(std::string_view bytes, std::string_view content_type);

}  // namespace crawler
