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
  // Reads `body` (any bytes) for the product token `agent` ("sholu"). Linear time; lines may be of
  // any length.
  static RobotsRules Parse(std::string_view body, std::string_view agent);
  static RobotsRules AllowAll();
  static RobotsRules DisallowAll();

  // `url`: a path with its query ("/a?b") or an absolute URL. Longest match wins, allow wins a tie
  // (RFC 9309 2.2.2).
  bool Allows(std::string_view url) const;
  std::optional<std::chrono::milliseconds> crawl_delay() const { return crawl_delay_; }
  const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
  struct Rule {
    std::string pattern;
    bool allow;
  };
  std::vector<Rule> rules_;
  std::optional<std::chrono::milliseconds> crawl_delay_;
  std::vector<std::string> sitemaps_;
};

}  // namespace crawler
