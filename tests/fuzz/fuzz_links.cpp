// Any page to the scanner of links, and any address to what judges its shape.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "crawler/link_scanner.h"
#include "crawler/url_shape.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const crawler::ScannedPage page = crawler::ScanPage(input, {});
  for (const std::string& link : page.links) {
    const auto url = crawler::Canonicalize(link, "https://www.example.kz/news/");
    if (!url) continue;
    crawler::TrapOf(*url, 2026);
    for (const std::string& main : crawler::MainForms(*url)) {
      if (main == url->url) std::abort();
    }
  }
  return 0;
}
