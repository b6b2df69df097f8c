// Any robots.txt and any URL, the first line of the input.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "crawler/robots.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(input.find('\n'), size);
  const auto rules = crawler::RobotsRules::Parse(input.substr(line), "sholu");
  rules.Allows(input.substr(0, line));
  return 0;
}
