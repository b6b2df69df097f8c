#include "crawler/robots_cache.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "crawler/charset.h"
#include "crawler/frontier_record.h"

namespace crawler {
namespace {

using std::chrono::seconds;
using Time = RobotsCache::Time;

constexpr std::chrono::hours kLifetime{24};
constexpr seconds kFirstRetry{60}, kLongestRetry{3600};
constexpr std::size_t kEntryBytes = 400;  // of an entry whose file says nothing, about

// 429 is a 4xx that the RFC would let pass as "unavailable"; but a server that is asked too often
// does not thereby invite us in.
bool IsUnreachable(const core::HttpResponse& response) {
  if (response.failure == core::HttpFailure::kTooLarge) return false;
  return response.failure != core::HttpFailure::kNone || response.status == 429 ||
         response.status >= 500 || response.status < 200;
}

std::int64_t Seconds(Time time) {
  return std::chrono::floor<seconds>(time.time_since_epoch()).count();
}

}  // namespace

// Rules are patterns cut from the body, so they are about as large.
std::size_t RobotsCache::Entry::bytes() const {
  return kEntryBytes + 3 * body.size();
}

RobotsCache::RobotsCache(core::KeyValue& space, std::string agent)
    : space_(space), agent_(std::move(agent)) {}

RobotsCache::Entry& RobotsCache::Insert(std::string_view origin, Entry entry) {
  uses_.emplace_front(origin);
  entry.use = uses_.begin();
  held_ += entry.bytes();
  return entries_.emplace(origin, std::move(entry)).first->second;
}

void RobotsCache::Trim() {
  while (held_ > kMaxHeld && uses_.size() > 1) {
    const auto oldest = entries_.find(uses_.back());
    held_ -= oldest->second.bytes();
    entries_.erase(oldest);
    uses_.pop_back();
  }
}

RobotsCache::Entry* RobotsCache::Get(std::string_view origin) {
  if (const auto found = entries_.find(origin); found != entries_.end()) {
    uses_.splice(uses_.begin(), uses_, found->second.use);
    return &found->second;
  }
  const auto bytes = space_.Get(RobotsKey(origin));
  auto record = bytes ? DecodeRobots(*bytes) : std::nullopt;
  if (!record) return nullptr;
  Entry entry;
  entry.good_until = Time(seconds(record->good_until));
  entry.retry_at = Time(seconds(record->retry_at));
  entry.failures = record->failures;
  entry.trouble = std::move(record->trouble);
  if (record->has_rules) entry.rules = RobotsRules::Parse(record->body, agent_);
  entry.body = std::move(record->body);
  Entry& held = Insert(origin, std::move(entry));
  Trim();
  return &held;
}

const RobotsRules* RobotsCache::Find(std::string_view origin, Time now) {
  const Entry* const entry = Get(origin);
  return entry != nullptr && entry->rules && now < entry->good_until ? &*entry->rules : nullptr;
}

std::optional<Time> RobotsCache::unreachable_until(std::string_view origin, Time now) {
  const Entry* const entry = Get(origin);
  if (entry == nullptr || entry->retry_at <= now) return std::nullopt;
  return entry->retry_at;
}

std::string RobotsCache::trouble(std::string_view origin) {
  const Entry* const entry = Get(origin);
  return entry == nullptr ? std::string() : entry->trouble;
}

void RobotsCache::Learn(std::string_view origin, const core::HttpResponse& response, Time now) {
  Entry* found = Get(origin);
  Entry& entry = found != nullptr ? *found : Insert(origin, {});
  held_ -= entry.bytes();
  const bool is_file = response.status >= 200 && response.status < 300;
  // We ask for plain text, but not every server cares.
  auto text = DecodeContent(response.body, response.header("content-encoding"));
  if (IsUnreachable(response) || (is_file && !text)) {
    entry.trouble = response.failure != core::HttpFailure::kNone ? response.reason
                    : text ? fmt::format("status {}", response.status)
                           : text.error().message;
    const unsigned doublings = std::min(entry.failures++, 6u);
    const auto wait = std::min(kFirstRetry * (1u << doublings), kLongestRetry);
    if (entry.rules) {
      entry.good_until = now + wait;  // the old rules hold until the server can say
    } else {
      entry.retry_at = now + wait;
    }
  } else {
    entry.failures = 0;
    entry.trouble.clear();
    entry.retry_at = {};
    entry.good_until = now + kLifetime;
    entry.body = is_file ? text->substr(0, kMaxBytes) : std::string();
    entry.rules = is_file ? RobotsRules::Parse(entry.body, agent_) : RobotsRules::AllowAll();
  }
  held_ += entry.bytes();
  core::Batch batch;
  batch.Put(RobotsKey(origin),
            EncodeRobots({entry.rules.has_value(), entry.body, Seconds(entry.good_until),
                          Seconds(entry.retry_at), entry.failures, entry.trouble}));
  space_.Write(batch);
  Trim();
}

}  // namespace crawler
