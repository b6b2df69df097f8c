// Any body as a feed.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "crawler/feed.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  crawler::ParseFeed({reinterpret_cast<const char*>(data), size}, "https://site.example/feed");
  return 0;
}
