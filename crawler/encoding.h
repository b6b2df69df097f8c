// Character encodings by name: the labels of the WHATWG Encoding Standard and their decoders, and
// the Kazakh code pages it leaves out.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace crawler {

// The encoding that `label` (any case, white space around) means, as a lower-case name; empty for
// unknown labels. By section 4.2 of the standard "latin1" is windows-1252.
std::string_view EncodingOf(std::string_view label);

// `bytes` as UTF-8; what is not in the encoding becomes U+FFFD. `encoding` is a name that
// EncodingOf returns.
std::string Decode(std::string_view bytes, std::string_view encoding);

// Code points of the bytes 0x80 to 0xFF, for encodings of one byte per character; nullptr for
// others. Lives as long as the process.
using UpperHalf = std::array<char16_t, 128>;
const UpperHalf* UpperHalfOf(std::string_view encoding);

// What scanning for UTF-8 found.
struct Utf8Census {
  std::size_t sequences = 0;  // valid ones of two bytes and more
  std::size_t errors = 0;     // maximal subparts that are none (Unicode 3.9, U+FFFD substitution)
};
Utf8Census CountUtf8(std::string_view bytes);

}  // namespace crawler
