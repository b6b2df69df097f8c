// SHA-256 (FIPS 180-4), the hash that links archived bytes, texts and lexicons to what was counted.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace core {

// 64 lower-case hex digits. Thread-safe.
std::string Sha256Hex(std::string_view bytes);
// 32 bytes. Thread-safe.
std::string Sha256(std::string_view bytes);
// Of bytes that come in pieces. Not thread-safe.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(const Sha256Stream&) = delete;
  Sha256Stream& operator=(const Sha256Stream&) = delete;

  void Add(std::string_view piece);
  // 64 lower-case hex digits of all pieces; the stream is then empty again.
  std::string Finish();

 private:
  void Begin();
  void* context_;  // EVP_MD_CTX
};

// Two lower-case hex digits per byte.
std::string Hex(std::string_view bytes);
// The bytes of lower-case hex digits; nullopt if there is anything else, or a digit is missing.
std::optional<std::string> FromHex(std::string_view hex);

}  // namespace core
