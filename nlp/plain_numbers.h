// A text in which numbers look alike however they were typed. Private to the masker.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nlp {

// The text with the digits, spaces and hyphens of Unicode that stand in numbers as those of ASCII
// and without characters that nobody sees, and where each byte of it comes from. Borrows the text.
class PlainNumbers {
 public:
  explicit PlainNumbers(std::string_view text);

  std::string_view text() const { return from_.empty() ? text_ : std::string_view(plain_); }
  // The byte of the original for the beginning of something in text(), and for its end.
  std::size_t Begin(std::size_t at) const { return from_.empty() ? at : from_[at]; }
  std::size_t End(std::size_t at) const;

 private:
  void Append(char c, std::size_t from);

  std::string_view text_;
  std::string plain_;
  std::vector<std::uint32_t> from_;  // empty: the text is as it was
};

}  // namespace nlp
