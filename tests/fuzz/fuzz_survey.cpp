// Any page as the home page of a site.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "crawler/site_survey.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto home = crawler::Canonicalize("https://www.example.kz/");
  const auto survey =
      crawler::SurveySite(std::string_view(reinterpret_cast<const char*>(data), size), *home);
  for (const auto& feed : survey.feeds) {
    if (!crawler::Canonicalize(feed.url)) __builtin_trap();
  }
  for (const auto& section : survey.sections) {
    if (!crawler::Canonicalize(section.url)) __builtin_trap();
  }
  return 0;
}
