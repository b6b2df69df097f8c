// The key under which the forms of a name are compared. Private to the masker.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace nlp {

// A word in one byte per letter, by which people's spellings of one name agree: without Kazakh
// letters, ё, й and soft signs, ы as и; Latin letters (Kazakh of 2018 and 2021, and as people type
// it) as the Cyrillic ones they stand for. What is longer than kMaxKey letters is no name.
class NameKey {
 public:
  static constexpr std::size_t kMaxKey = 32;

  explicit NameKey(std::string_view norm);  // folded, as norms of tokens are
  // The first `size` letters of `key`.
  static NameKey Prefix(const NameKey& key, std::size_t size);

  std::string_view text() const { return {letters_.data(), size_}; }
  std::size_t size() const { return size_; }
  bool too_long() const { return too_long_; }
  // Hash(text().substr(0, size)).
  std::uint64_t hash(std::size_t size) const { return hashes_[size]; }
  static std::uint64_t Hash(std::string_view key);

 private:
  void Append(char letter);
  void AppendLatin(std::u32string_view word);

  std::array<char, kMaxKey> letters_;
  std::array<std::uint64_t, kMaxKey + 1> hashes_;  // of the beginnings; set up to size_
  std::size_t size_ = 0;
  bool too_long_ = false;
};

// The key of a word as a string, for tables.
std::string KeyText(std::string_view norm);

// What may follow the stem of a word, as keys.
enum EndingSet : std::uint16_t {
  kNoEnding = 1,
  kRussianNoun = 2,       // also those of adjectives, and the common ones of verbs
  kKazakhNoun = 4,        // plural, possessive and case, in any order that occurs
  kRussianConsonant = 8,  // of a masculine name: а у ом е
  kRussianA = 16,         // of a name in -а without that letter
  kRussianYa = 32,        // of one in -я, likewise
  kRussianJot = 64,       // of one in -й, likewise
  kRussianSoft = 128,     // of one in -ь, likewise
  kKazakhName = 256,      // those of kKazakhNoun that names have
  kKazakhVerb = 512,
};
// The sets that `rest` (a key) is an ending of.
std::uint16_t EndingsOf(std::string_view rest);

}  // namespace nlp
