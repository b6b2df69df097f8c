// Any body in each of the content encodings; the first byte says which.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "crawler/charset.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::array<std::string_view, 6> kCodings = {"gzip", "deflate",  "br",
                                                        "zstd", "br, gzip", "zstd, identity, br"};
  constexpr crawler::DecodeLimits kLimits = {4u << 20, 1000};
  const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto decoded = crawler::DecodeContent(body, kCodings[data[0] % kCodings.size()], kLimits);
  if (decoded && decoded->size() > kLimits.max_bytes) __builtin_trap();
  return 0;
}
