// robots.txt by RFC 9309: which paths an agent may fetch.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crawler {

// The rules of one file for one agent. Immutable; thread-safe.
class RobotsRules {
 public:
  // Reads `body` (any bytes) for the product token `agent` ("sholu"), as Google's open parser does:
  // misspelt keys, a missing colon and "index.html" for "/" are understood. Linear time; of a line
  // beyond 16 KiB the end is not read.
  static RobotsRules Parse(std::string_view body, std::string_view agent);
  static RobotsRules AllowAll();
  static RobotsRules DisallowAll();

  // `url`: a path with its query ("/a?b") or an absolute URL. Longest match wins, allow wins a tie
  // (RFC 9309 2.2.2). /robots.txt itself is always allowed.
  bool Allows(std::string_view url) const;
  // Of the groups that hold for the agent, the longest; at most a day.
  std::optional<std::chrono::milliseconds> crawl_delay() const { return crawl_delay_; }
  // Of the whole file, in its order.
  const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
  struct Rule {
    std::string pattern;  // percent encoding normal; never empty
    bool allow;
  };
  struct Group;
  class Reader;

  std::vector<Rule> rules_;  // the first that matches decides
  std::optional<std::chrono::milliseconds> crawl_delay_;
  std::vector<std::string> sitemaps_;
};

}  // namespace crawler
