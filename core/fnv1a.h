// FNV-1a of 64 bits (RFC 9923): the same on every machine and in every version.
#pragma once

#include <cstdint>
#include <string_view>

namespace core {

inline constexpr std::uint64_t kFnv1aBegin = 0xcbf2'9ce4'8422'2325u;

constexpr std::uint64_t AddToFnv1a(std::uint64_t hash, char byte) {
  return (hash ^ static_cast<unsigned char>(byte)) * 0x100'0000'01b3u;
}

constexpr std::uint64_t Fnv1a(std::string_view bytes) {
  std::uint64_t hash = kFnv1aBegin;
  for (const char byte : bytes) hash = AddToFnv1a(hash, byte);
  return hash;
}

}  // namespace core
