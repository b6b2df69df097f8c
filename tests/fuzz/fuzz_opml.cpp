// Any bytes as OPML. What is read is written and read again as the same.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "crawler/opml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto feeds = crawler::ReadOpml(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!feeds) return 0;
  const auto again = crawler::ReadOpml(crawler::WriteOpml("title", *feeds));
  if (!again || again->size() != feeds->size()) __builtin_trap();
  for (std::size_t i = 0; i < feeds->size(); ++i) {
    const crawler::OpmlFeed &one = (*feeds)[i], &other = (*again)[i];
    if (one.feed != other.feed || one.page != other.page) __builtin_trap();
    if (one.title.size() > 300 || one.category.size() > 300) __builtin_trap();
  }
  return 0;
}
