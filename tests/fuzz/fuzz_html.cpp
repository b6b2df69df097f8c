// Pages from anywhere: extraction must end, and its text must be what the contract says.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "crawler/charset.h"
#include "crawler/extractor.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  crawler::ExtractOptions options;
  options.url = "https://fuzz.example/2024/05/12/page";
  options.now = core::ParseIso("2026-03-15T14:30:00+05:00");
  options.links = true;
  const auto page = crawler::Extract(crawler::ToUtf8(bytes, ""), options);
  if (page && page->text.find("\n\n") != std::string::npos) std::abort();  // an empty paragraph
  return 0;
}
