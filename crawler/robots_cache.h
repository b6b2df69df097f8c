// What robots.txt says, per origin, and for how long that may be relied on.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/http_client.h"
#include "crawler/robots.h"

namespace crawler {

// RFC 9309 section 2.3.1: a file that is not there allows everything, a server that cannot say
// forbids everything until it can; section 2.4: a file is used for a day, and longer only while the
// server cannot say. Not thread-safe.
class RobotsCache {
 public:
  using Time = std::chrono::system_clock::time_point;

  // RFC 9309 section 2.5: as much must be read.
  static constexpr std::size_t kMaxBytes = 500u << 10;
  // Section 2.3.1.2: as many redirects must be followed, across hosts.
  static constexpr int kMaxRedirects = 5;

  explicit RobotsCache(std::string agent) : agent_(std::move(agent)) {}

  // Rules in force, or nullptr if there are none (any more). Valid until the next Learn.
  const RobotsRules* Find(std::string_view origin, Time now) const;
  // While there are no rules: before that time asking again is of no use.
  std::optional<Time> unreachable_until(std::string_view origin, Time now) const;

  // The answer to "/robots.txt", redirects followed as far as they may be.
  void Learn(std::string_view origin, const core::HttpResponse& response, Time now);

 private:
  struct Entry {
    std::optional<RobotsRules> rules;
    Time good_until{};  // of the rules
    Time retry_at{};
    unsigned failures = 0;  // in a row
  };

  std::string agent_;
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace crawler
