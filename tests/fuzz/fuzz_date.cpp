// Written dates: whatever is read can be written and read again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "crawler/date_parser.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  crawler::DateContext context;
  context.now = core::ParseIso("2026-03-15T14:30:00+05:00");
  context.language = size % 2 ? core::Language::kEn : core::Language::kRu;
  const auto date = crawler::ParseDate(text, context);
  if (date && !core::ParseIso(date->ToIso())) std::abort();
  return 0;
}
