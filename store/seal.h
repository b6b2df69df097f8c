// Sealed originals: each encrypted under a random key of its own, which a master key wraps. To
// destroy the wrapped key is to destroy the original.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/expected.h"

namespace store {

// 32 secret bytes, wiped when they go.
class SecretKey {
 public:
  static constexpr std::size_t kBytes = 32;

  SecretKey() = default;
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
  ~SecretKey();

  static SecretKey Random();

  unsigned char* data() { return bytes_.data(); }
  const unsigned char* data() const { return bytes_.data(); }

 private:
  std::array<unsigned char, kBytes> bytes_{};
};

// One original, encrypted (XChaCha20-Poly1305). The key is still to be wrapped.
struct Sealed {
  SecretKey key;
  std::string ciphertext;
};
Sealed Seal(std::string_view original);

// Gives the key file `next` the name `file`, durably; what had that name is kept beside it as
// `file`.before-FINGERPRINT, for backups that were made under it.
core::Expected<bool> ReplaceKeyFile(const std::filesystem::path& file,
                                    const std::filesystem::path& next,
                                    std::string_view fingerprint_before);

enum class KeyFile : std::uint8_t { kMakeIfMissing, kMustExist };

// The key of a key file: 64 hex digits in a file that only its owner may read (mode 0600).
// Thread-safe.
class MasterKey {
 public:
  static core::Expected<MasterKey> Load(const std::filesystem::path& file, KeyFile mode);

  // Tells keys apart and says nothing about them: 16 bytes.
  std::string fingerprint() const;
  // A keyed hash (BLAKE2b, 32 bytes): without the key nobody can tell by trying which original has
  // it.
  std::string Hash(std::string_view original) const;

  // The key that Hash uses, for `next`, which is to give the same hashes: 72 bytes.
  std::string WrapHashingFor(const MasterKey& next) const;
  // Takes over what WrapHashingFor made for this one. False if it did not.
  bool UseHashing(std::string_view wrapped);

  // The key of a sealed original, encrypted and bound to its document.
  std::string Wrap(const SecretKey& key, std::uint32_t document) const;
  // What Wrap gave, for another master key; nullopt as for Unseal.
  std::optional<std::string> Rewrap(std::string_view wrapped_key, std::uint32_t document,
                                    const MasterKey& next) const;
  // nullopt if either was changed, belongs to another document or to another master key.
  std::optional<std::string> Unseal(std::string_view wrapped_key, std::string_view ciphertext,
                                    std::uint32_t document) const;

 private:
  explicit MasterKey(const SecretKey& master);
  std::optional<SecretKey> Unwrap(std::string_view wrapped_key, std::uint32_t document) const;

  SecretKey wrapping_, hashing_, naming_;  // derived, one for each use
};

}  // namespace store
