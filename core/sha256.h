// SHA-256 (FIPS 180-4), the hash that links archived bytes, texts and lexicons to what was counted.
#pragma once

#include <string>
#include <string_view>

namespace core {

// 64 lower-case hex digits. Thread-safe.
std::string Sha256Hex(std::string_view bytes);
// 32 bytes. Thread-safe.
std::string Sha256(std::string_view bytes);
// Two lower-case hex digits per byte.
std::string Hex(std::string_view bytes);

}  // namespace core
