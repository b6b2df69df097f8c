// E-mail addresses, URLs and @handles in running text.
#pragma once

#include <cstddef>
#include <string_view>

namespace nlp {

enum class WebAddress { kNone, kEmail, kUrl, kHandle };

// Finds addresses from left to right; the whole of a text takes linear time. Keeps no copy of the
// text.
class WebAddressFinder {
 public:
  struct Found {
    WebAddress type = WebAddress::kNone;
    std::size_t end = 0;  // byte after the address
  };

  explicit WebAddressFinder(std::string_view text) : text_(text) {}

  // The address that begins at byte `at`, where a word or an @ begins. Calls come with growing
  // `at`.
  Found At(std::size_t at);

 private:
  Found Url(std::size_t at) const;
  Found Handle(std::size_t at) const;

  std::string_view text_;
  std::size_t barren_until_ = 0;  // no address begins before this byte
};

}  // namespace nlp
