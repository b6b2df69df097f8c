// Bytes of keys and values: varints, fixed-width big-endian numbers, strings with their length.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace store {

// Base-128, least significant group first; at most 10 bytes.
void AppendVarint(std::string& out, std::uint64_t value);
std::size_t VarintBytes(std::uint64_t value);
// Small magnitudes of either sign become small varints.
void AppendZigzag(std::string& out, std::int64_t value);
// A varint length, then the bytes.
void AppendString(std::string& out, std::string_view text);

// Fixed width, most significant byte first, so that keys sort as numbers do.
template <std::unsigned_integral T>
void AppendFixed(std::string& out, T value) {
  for (int shift = static_cast<int>(8 * sizeof(T)) - 8; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(value >> shift)));
  }
}

// The number that AppendFixed wrote at the front of `bytes`, which must be long enough.
template <std::unsigned_integral T>
T FixedAt(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    value = value << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return static_cast<T>(value);
}

// Reads what the functions above wrote. Bytes are not trusted: after the first one that does not
// fit, ok() is false for good and every read gives zero or "".
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t Varint() {
    if (rest_.empty() || static_cast<signed char>(rest_.front()) < 0) return LongVarint();
    const auto value = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return value;
  }
  std::int64_t Zigzag() {
    const std::uint64_t bits = Varint();
    return static_cast<std::int64_t>(bits >> 1 ^ (~(bits & 1) + 1));
  }
  // A varint that must fit.
  std::uint32_t Varint32();
  std::uint8_t Byte();
  std::string_view Bytes(std::size_t size);
  std::string_view String();
  template <std::unsigned_integral T>
  T Fixed() {
    const std::string_view bytes = Bytes(sizeof(T));
    return ok_ ? FixedAt<T>(bytes) : T{0};
  }
  // A count of things that take at least `least` bytes each: one that cannot be true fails.
  std::size_t Count(std::size_t least);

  void Fail();
  bool ok() const { return ok_; }
  bool done() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

 private:
  std::uint64_t LongVarint();

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace store
