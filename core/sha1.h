// SHA-1 (FIPS 180-4), for formats whose ids are made of it; what must resist forgery takes SHA-256.
#pragma once

#include <string>
#include <string_view>

namespace core {

// 40 lower-case hex digits. Thread-safe.
std::string Sha1Hex(std::string_view bytes);

}  // namespace core
