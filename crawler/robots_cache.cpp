#include "crawler/robots_cache.h"

#include <algorithm>

#include "crawler/charset.h"

namespace crawler {
namespace {

constexpr std::chrono::hours kLifetime{24};
constexpr std::chrono::seconds kFirstRetry{60}, kLongestRetry{3600};

// 429 is a 4xx that the RFC would let pass as "unavailable"; but a server that is asked too often
// does not thereby invite us in.
bool IsUnreachable(const core::HttpResponse& response) {
  if (response.failure == core::HttpFailure::kTooLarge) return false;
  return response.failure != core::HttpFailure::kNone || response.status == 429 ||
         response.status >= 500 || response.status < 200;
}

}  // namespace

const RobotsRules* RobotsCache::Find(std::string_view origin, Time now) const {
  const auto found = entries_.find(origin);
  if (found == entries_.end() || !found->second.rules) return nullptr;
  return now < found->second.good_until ? &*found->second.rules : nullptr;
}

std::optional<RobotsCache::Time> RobotsCache::unreachable_until(std::string_view origin,
                                                                Time now) const {
  const auto found = entries_.find(origin);
  if (found == entries_.end() || found->second.retry_at <= now) return std::nullopt;
  return found->second.retry_at;
}

void RobotsCache::Learn(std::string_view origin, const core::HttpResponse& response, Time now) {
  auto found = entries_.find(origin);
  if (found == entries_.end()) found = entries_.emplace(origin, Entry{}).first;
  Entry& entry = found->second;
  const bool is_file = response.status >= 200 && response.status < 300;
  // We ask for plain text, but not every server cares.
  const auto text = DecodeContent(response.body, response.header("content-encoding"));
  if (IsUnreachable(response) || (is_file && !text)) {
    const unsigned doublings = std::min(entry.failures++, 6u);
    const auto wait = std::min(kFirstRetry * (1u << doublings), kLongestRetry);
    if (entry.rules) {
      entry.good_until = now + wait;  // the old rules hold until the server can say
    } else {
      entry.retry_at = now + wait;
    }
    return;
  }
  entry.failures = 0;
  entry.retry_at = {};
  entry.good_until = now + kLifetime;
  entry.rules = is_file ? RobotsRules::Parse(std::string_view(*text).substr(0, kMaxBytes), agent_)
                        : RobotsRules::AllowAll();
}

}  // namespace crawler
