// What robots.txt says, per origin, and for how long that may be relied on.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/http_client.h"
#include "core/key_value.h"
#include "crawler/robots.h"

namespace crawler {

// RFC 9309 section 2.3.1: a file that is not there allows everything, a server that cannot say
// forbids everything until it can; section 2.4: a file is used for a day, and longer only while the
// server cannot say. What was learned is kept in `space` (the frontier's) and outlives the process;
// in memory are the rules used last, up to kMaxHeld bytes. Not thread-safe.
class RobotsCache {
 public:
  using Time = std::chrono::system_clock::time_point;

  // RFC 9309 section 2.5: as much must be read.
  static constexpr std::size_t kMaxBytes = 500u << 10;
  // Section 2.3.1.2: as many redirects must be followed, across hosts.
  static constexpr int kMaxRedirects = 5;
  static constexpr std::size_t kMaxHeld = 32u << 20;

  // `space` outlives the cache.
  RobotsCache(core::KeyValue& space, std::string agent);

  // Rules in force, or nullptr if there are none (any more). Valid until the next call.
  const RobotsRules* Find(std::string_view origin, Time now);
  // While there are no rules: before that time asking again is of no use.
  std::optional<Time> unreachable_until(std::string_view origin, Time now);
  // Why it could not be had when last asked, in one line; "" if it could.
  std::string trouble(std::string_view origin);

  // The answer to "/robots.txt", redirects followed as far as they may be.
  void Learn(std::string_view origin, const core::HttpResponse& response, Time now);

 private:
  struct Entry {
    std::optional<RobotsRules> rules;
    std::string body;   // of the rules
    Time good_until{};  // of the rules
    Time retry_at{};
    unsigned failures = 0;  // in a row
    std::string trouble;    // the last of them
    std::list<std::string>::iterator use;
    std::size_t bytes() const;
  };
  using Entries = std::map<std::string, Entry, std::less<>>;

  // The entry, read from `space` if need be; nullptr if nothing was ever learned.
  Entry* Get(std::string_view origin);
  Entry& Insert(std::string_view origin, Entry entry);
  void Trim();

  core::KeyValue& space_;
  std::string agent_;
  Entries entries_;
  std::list<std::string> uses_;  // origins, the last used first
  std::size_t held_ = 0;
};

}  // namespace crawler
