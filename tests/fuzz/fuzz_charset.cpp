// Any bytes under any Content-Type and content encoding: the text is valid UTF-8, bodies keep their
// limits.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "crawler/charset.h"
#include "crawler/encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(input.find('\n'), size);
  const std::string_view body = input.substr(std::min(line + 1, size));
  const auto text = crawler::DecodeText(body, input.substr(0, line));
  if (crawler::CountUtf8(text.text).errors != 0) std::abort();
  crawler::DecodeLimits limits;
  limits.max_bytes = 1u << 20;
  for (const char* coding : {"gzip", "deflate"}) {
    const auto decoded = crawler::DecodeContent(body, coding, limits);
    if (decoded && decoded->size() > limits.max_bytes) std::abort();
  }
  return 0;
}
