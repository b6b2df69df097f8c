// Any URL against any base: no crash, and what is canonical stays as it is.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "crawler/url.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = input.find('\n');
  const std::string_view base = line == std::string_view::npos ? "" : input.substr(line + 1);
  const auto once = crawler::Canonicalize(input.substr(0, line), base);
  if (!once) return 0;
  const auto twice = crawler::Canonicalize(once->url);
  if (!twice || twice->url != once->url || twice->domain != once->domain) std::abort();
  if (!crawler::Resolve(input.substr(0, line), base)) std::abort();
  return 0;
}
