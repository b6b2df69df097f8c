// Lines that repeat from page to page of a host, which are no part of any article.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/key_value.h"

namespace crawler {

// Compares the body of each page with those of the newest other pages of its host. What a page
// alone cannot tell, a crawl learns: notices of copyright, calls to subscribe, names of the desk.
// The same pages in the same order give the same texts. Thread-safe.
class SiteLines {
 public:
  struct Options {
    std::size_t pages = 32;            // of a host that are compared with, the newest; at most 255
    std::size_t fewest_known = 6;      // other pages of the host before anything is cut
    std::size_t fewest_pages = 3;      // other pages that have a line which is cut
    double share_of_pages = 0.3;       // and their share of those compared with
    std::size_t short_line = 100;      // characters; what is longer is cut only at the body's edges
    double most_cut = 0.5;             // share of a body; of one that repeats more nothing is cut
    std::size_t max_held = 16u << 20;  // bytes in memory, of the hosts used last
  };

  // What was learned lies in `space` (the frontier's), which outlives it, in bounded size per host.
  explicit SiteLines(core::KeyValue& space);
  SiteLines(core::KeyValue& space, Options options);

  struct Trimmed {
    std::string text;
    std::size_t lines_cut = 0;
    core::Batch learned;  // to be written with the document
  };
  // `text`: the body of the article at `url` (canonical) in lines, UTF-8. A page seen before takes
  // the place of what it was.
  Trimmed Trim(std::string_view host, std::string_view url, std::string_view text);

 private:
  struct Page {
    std::uint8_t slot = 0;
    std::uint64_t number = 0;          // in the order seen
    std::uint64_t url = 0;             // its hash
    std::vector<std::uint32_t> lines;  // their hashes, sorted
  };
  struct Host {
    std::vector<Page> pages;
    std::list<std::string>::iterator use;
    std::size_t bytes() const;
  };
  struct Line;

  Host& Known(std::string_view name);
  void Mark(const Host& host, std::uint64_t url, std::vector<Line>& lines) const;
  Page& Learn(Host& host, std::uint64_t url, const std::vector<Line>& lines) const;
  void Shrink();

  core::KeyValue& space_;
  Options options_;
  std::mutex mutex_;
  std::map<std::string, Host, std::less<>> hosts_;
  std::list<std::string> uses_;  // hosts, the last used first
  std::size_t held_ = 0;         // bytes
};

}  // namespace crawler
