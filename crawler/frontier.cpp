#include "crawler/frontier.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <span>
#include <stdexcept>
#include <unordered_set>

#include "crawler/frontier_record.h"
#include "crawler/host_schedule.h"

// The grammar of the keys is in frontier_record.h. In memory are only hosts and origins, each with
// a cursor per lane, and the items taken: a taken item keeps its queue key until it is answered,
// and Take passes over it. The cursor spares a scan the tombstones of what was answered before.

namespace crawler {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;

constexpr std::size_t kChunk = 512;  // items added under one lock and in one batch
constexpr std::chrono::hours kLongestWait{24};
constexpr std::size_t kLongestField = 1024;  // of what servers make us remember
constexpr std::uint64_t kMostCounted = 10'000;
constexpr std::size_t kLongestUrl = 8000;  // more is not asked of servers (RFC 9110 4.1)

bool IsListing(const FrontierItem& item) {
  return item.purpose != Purpose::kArticle;
}

struct Taken {
  Origin* origin = nullptr;
  Lane lane = Lane::kBacklog;
  Micros due = 0;
  core::Instant at{};
  std::optional<Micros> next_visit;  // it stays queued, for then
};

bool IsSane(const FrontierItem& item) {
  return !item.url.empty() && item.url.size() <= kLongestUrl && !item.origin.empty() &&
         item.url.find('\0') == std::string::npos && item.origin.find('\0') == std::string::npos;
}

std::string Bounded(std::string_view text) {
  return std::string(text.size() <= kLongestField ? text : std::string_view());
}

enum class Known { kRespected, kOverruled };

// What to queue for `item`, of which `known` is remembered; nullopt: nothing.
std::optional<FrontierItem> ToQueue(const FrontierItem& item, const std::optional<UrlRecord>& known,
                                    std::uint64_t round, Micros now, std::uint32_t max_attempts,
                                    Known rule) {
  if (!known) {
    FrontierItem fresh = item;
    fresh.attempts = 0;
    return fresh;
  }
  if (known->state == UrlState::kQueued) {
    const bool rests = IsListing(item) && known->item.attempts == 0 && known->due > now;
    return rule == Known::kOverruled && rests ? std::optional(known->item) : std::nullopt;
  }
  // Only a version not seen before counts: a feed may name a future date for ever.
  const bool newer = item.expected_version > known->item.last_success &&
                     item.expected_version > known->item.expected_version;
  const bool moved = known->state != UrlState::kDone && item.source != known->item.source;
  const bool listing = IsListing(item);
  const bool given_up = known->state == UrlState::kGivenUp;
  const bool this_round = known->round < round && (listing || given_up);
  if (!newer && !moved && !this_round && rule == Known::kRespected) return std::nullopt;

  FrontierItem again = known->item;
  again.source = item.source;
  again.purpose = item.purpose;
  again.redirects = item.redirects;
  again.news = item.news;
  again.expected_version = std::max(item.expected_version, known->item.expected_version);
  // What was given up gets one chance per round, not a series.
  const bool one_chance = given_up && !listing && !newer && max_attempts > 0;
  again.attempts = one_chance ? max_attempts - 1 : 0;
  return again;
}

}  // namespace

std::string_view Name(Purpose purpose) {
  constexpr std::array<std::string_view, 4> kNames = {"feed", "sitemap", "section", "article"};
  return kNames[static_cast<std::size_t>(purpose)];
}

struct Frontier::Impl {
  core::KeyValue& space;
  Options options;
  Clock clock;
  mutable std::mutex mutex;
  HostSchedule schedule;
  StringMap<Taken> taken;
  FrontierMeta meta;
  std::uint64_t queued = 0;

  Impl(core::KeyValue& s, Options o, Clock c) : space(s), options(o), clock(std::move(c)) {}

  Micros Now() const {
    return static_cast<Micros>(duration_cast<microseconds>(clock().time_since_epoch()).count());
  }

  void Keep(std::string_view origin, const Host& host) {
    core::Batch batch;
    batch.Put(HostKey(HostOf(origin)), EncodeHost({host.kept_delay, host.paused_until, 0}));
    space.Write(batch);
  }

  // The queue as it would be gone through, by `visit` until it returns false.
  void Walk(const Origin& origin, Lane last,
            const std::function<bool(const QueueEntry&)>& visit) const;
  void Load();
  std::size_t AddChunk(std::span<const FrontierItem> items, Micros first_due, Known rule);
  std::size_t AddAll(const std::vector<FrontierItem>& items, Known rule);
  std::optional<FrontierItem> Pop(Origin& origin, Lane lane, Micros now);
  void Leave(const FrontierItem& item, UrlState state, std::string_view reason);
  std::optional<UrlRecord> Record(std::string_view url) const;
};

std::optional<UrlRecord> Frontier::Impl::Record(std::string_view url) const {
  const auto bytes = space.Get(UrlKey(url));
  return bytes ? DecodeUrlRecord(url, *bytes) : std::nullopt;
}

void Frontier::Impl::Walk(const Origin& origin, Lane last,
                          const std::function<bool(const QueueEntry&)>& visit) const {
  bool more = true;
  for (std::size_t lane = 0; more && lane <= static_cast<std::size_t>(last); ++lane) {
    space.Scan(LaneBegin(origin.name, static_cast<Lane>(lane)),
               LaneEnd(origin.name, static_cast<Lane>(lane)),
               [&](std::string_view key, std::string_view) {
                 const auto entry = ParseQueueKey(key);
                 if (entry) more = visit(*entry);
                 return more;
               });
  }
}

void Frontier::Impl::Load() {
  if (const auto bytes = space.Get(kMetaKey)) {
    const auto decoded = DecodeMeta(*bytes);
    if (!decoded) throw std::runtime_error("frontier: the record \"m\" is damaged");
    meta = *decoded;
  }
  Origin* origin = nullptr;
  space.Scan(kQueueBegin, kQueueEnd, [&](std::string_view key, std::string_view) {
    const auto entry = ParseQueueKey(key);
    if (!entry) throw std::runtime_error("frontier: a queue key is damaged");
    if (origin == nullptr || origin->name != entry->origin)
      origin = &schedule.OriginOf(entry->origin);
    LaneState& lane = origin->lanes[static_cast<std::size_t>(entry->lane)];
    if (!lane.head) lane.head = entry->due;
    ++queued;
    return true;
  });
  // What was in flight when the process before died may just have been asked for.
  const Micros now = Now();
  space.Scan(kHostBegin, kHostEnd, [&](std::string_view key, std::string_view value) {
    Host* const host = schedule.FindHost(key.substr(kHostBegin.size()));
    const auto record = DecodeHost(value);
    if (host == nullptr || !record) return true;
    host->next_allowed = std::max(record->next_allowed, now + record->delay);
    host->kept_delay = record->delay;
    host->paused_until = record->paused_until;
    return true;
  });
  schedule.HoldAll(now + static_cast<Micros>(microseconds(options.default_delay).count()));
}

std::size_t Frontier::Impl::AddAll(const std::vector<FrontierItem>& items, Known rule) {
  // All are due at once; ages of a microsecond each keep them in the order given.
  const Micros first_due = Now() - std::min<Micros>(items.size(), Now());
  std::size_t added = 0;
  for (std::size_t begin = 0; begin < items.size(); begin += kChunk) {
    const std::size_t size = std::min(kChunk, items.size() - begin);
    added += AddChunk(std::span(items).subspan(begin, size), first_due + begin, rule);
  }
  return added;
}

std::size_t Frontier::Impl::AddChunk(std::span<const FrontierItem> items, Micros first_due,
                                     Known rule) {
  struct Addition {
    Micros due;
    FrontierItem item;
    std::string key;
  };
  const std::lock_guard lock(mutex);
  std::unordered_set<std::string_view> seen;
  std::vector<const FrontierItem*> asked;
  std::vector<std::string> keys;
  for (const FrontierItem& item : items) {
    if (!IsSane(item) || taken.contains(item.url) || !seen.insert(item.url).second) continue;
    asked.push_back(&item);
    keys.push_back(UrlKey(item.url));
  }
  const auto records = space.GetMany(keys);
  std::vector<Addition> additions;
  core::Batch batch;
  FrontierMeta after = meta;
  std::uint64_t fresh = 0;  // entries that the queue grows by
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const FrontierItem& item = *asked[i];
    const auto known = records[i] ? DecodeUrlRecord(item.url, *records[i]) : std::nullopt;
    auto next = ToQueue(item, known, meta.round, Now(), options.max_attempts, rule);
    if (!next) continue;
    if (!known) ++after.known;
    const Micros due = first_due + i;
    std::string key = QueueKey(next->origin, LaneOf(*next), due, next->url);
    if (known && known->state == UrlState::kQueued) {  // its next visit comes earlier
      batch.Delete(QueueKey(next->origin, LaneOf(*next), known->due, next->url));
      --fresh;
    }
    ++fresh;
    batch.Put(key, "");
    UrlRecord record{*next, UrlState::kQueued, due, meta.round, "", {}};
    if (known) record.rate = known->rate;
    batch.Put(std::move(keys[i]), EncodeUrlRecord(record));
    additions.push_back({due, std::move(*next), std::move(key)});
  }
  if (additions.empty()) return 0;
  batch.Put(std::string(kMetaKey), EncodeMeta(after));
  space.Write(batch);
  meta = after;
  queued += fresh;
  for (const auto& [due, item, key] : additions) {
    schedule.Uncover(schedule.OriginOf(item.origin), LaneOf(item), due, key);
  }
  return additions.size();
}

std::optional<FrontierItem> Frontier::Impl::Pop(Origin& origin, Lane lane, Micros now) {
  LaneState& state = origin.lanes[static_cast<std::size_t>(lane)];
  std::string key;
  state.head.reset();
  space.Scan(state.cursor, LaneEnd(origin.name, lane),
             [&](std::string_view candidate, std::string_view) {
               const auto entry = ParseQueueKey(candidate);
               if (!entry || taken.contains(entry->url)) return true;
               if (key.empty() && entry->due <= now) {
                 key = candidate;
                 return true;
               }
               state.head = entry->due;
               return false;
             });
  if (key.empty()) return std::nullopt;
  state.cursor = key + '\0';
  const auto entry = ParseQueueKey(key);
  auto record = Record(entry->url);
  if (!record || record->state != UrlState::kQueued) {  // a damaged record: nothing to fetch by
    core::Batch batch;
    batch.Delete(key);
    space.Write(batch);
    --queued;
    return std::nullopt;
  }
  taken.emplace(entry->url,
                Taken{&origin,
                      lane,
                      entry->due,
                      core::Instant(duration_cast<std::chrono::seconds>(microseconds(now))),
                      {}});
  return std::move(record->item);
}

// Takes the item from the queue for good or for this round.
void Frontier::Impl::Leave(const FrontierItem& item, UrlState state, std::string_view reason) {
  const std::lock_guard lock(mutex);
  const auto found = taken.find(item.url);
  if (found == taken.end()) return;
  const Taken& place = found->second;
  core::Batch batch;
  batch.Delete(QueueKey(place.origin->name, place.lane, place.due, item.url));
  if (auto record = Record(item.url)) {
    record->state = state;
    record->due = 0;
    record->round = meta.round;
    record->reason = Bounded(reason);
    batch.Put(UrlKey(item.url), EncodeUrlRecord(*record));
  }
  space.Write(batch);
  --queued;
  taken.erase(found);
}

Frontier::Frontier(core::KeyValue& space, Options options, Clock clock)
    : impl_(std::make_unique<Impl>(space, options, std::move(clock))) {
  impl_->Load();
}

Frontier::~Frontier() = default;

std::size_t Frontier::BeginRound(const std::vector<FrontierItem>& seeds) {
  {
    const std::lock_guard lock(impl_->mutex);
    FrontierMeta after = impl_->meta;
    ++after.round;
    core::Batch batch;
    batch.Put(std::string(kMetaKey), EncodeMeta(after));
    impl_->space.Write(batch);
    impl_->meta = after;
  }
  return impl_->AddAll(seeds, Known::kOverruled);
}

std::size_t Frontier::Add(const std::vector<FrontierItem>& items) {
  return impl_->AddAll(items, Known::kRespected);
}

std::optional<FrontierItem> Frontier::Take() {
  const std::lock_guard lock(impl_->mutex);
  const Micros now = impl_->Now();
  while (Host* const first = impl_->schedule.first()) {
    if (impl_->schedule.first_due() > now) break;
    Host& host = *first;
    std::optional<FrontierItem> item;
    for (std::size_t lane = 0; lane < kLanes && !item; ++lane) {
      for (std::size_t i = 0; i < host.origins.size() && !item; ++i) {
        Origin& origin = *host.origins[i];
        const auto& head = origin.lanes[lane].head;
        if (head && *head <= now) item = impl_->Pop(origin, static_cast<Lane>(lane), now);
      }
    }
    host.in_flight = item.has_value();
    impl_->schedule.Reschedule(host);
    if (item) return item;
  }
  return std::nullopt;
}

void Frontier::Release(std::string_view origin, std::optional<std::chrono::milliseconds> delay) {
  const std::lock_guard lock(impl_->mutex);
  Host* const host = impl_->schedule.FindHost(HostOf(origin));
  if (host == nullptr) return;
  const microseconds wait =
      std::max(delay.value_or(impl_->options.default_delay), std::chrono::milliseconds(0));
  host->in_flight = false;
  host->next_allowed = impl_->Now() + static_cast<Micros>(wait.count());
  const Micros to_keep =
      wait > impl_->options.default_delay ? static_cast<Micros>(wait.count()) : 0;
  if (host->kept_delay != to_keep) {
    host->kept_delay = to_keep;
    impl_->Keep(origin, *host);
  }
  impl_->schedule.Reschedule(*host);
}

void Frontier::Pause(std::string_view origin, std::chrono::seconds rest) {
  const std::lock_guard lock(impl_->mutex);
  Host* const host = impl_->schedule.FindHost(HostOf(origin));
  if (host == nullptr) return;
  const microseconds wait =
      std::clamp<std::chrono::seconds>(rest, std::chrono::seconds(0), kLongestWait);
  host->paused_until = impl_->Now() + static_cast<Micros>(wait.count());
  impl_->Keep(origin, *host);
  impl_->schedule.Reschedule(*host);
}

bool Frontier::HasDue(std::chrono::system_clock::time_point by) const {
  const auto since = std::chrono::floor<microseconds>(by.time_since_epoch()).count();
  const std::lock_guard lock(impl_->mutex);
  return since >= 0 && impl_->schedule.HasDue(static_cast<Micros>(since));
}

std::optional<std::chrono::system_clock::time_point> Frontier::NextDue() const {
  const std::lock_guard lock(impl_->mutex);
  if (impl_->schedule.first() == nullptr) return std::nullopt;
  return std::chrono::system_clock::time_point(microseconds(impl_->schedule.first_due()));
}

void Frontier::Done(const FrontierItem& item, std::uint64_t found) {
  const core::Batch batch = DoneBatch(item, found);
  if (batch.empty()) return;
  impl_->space.Write(batch);
  Forget(item);
}

core::Batch Frontier::DoneBatch(const FrontierItem& item, std::uint64_t found) {
  const std::lock_guard lock(impl_->mutex);
  const auto held = impl_->taken.find(item.url);
  if (held == impl_->taken.end()) return {};
  Taken& place = held->second;
  UrlRecord record{item, UrlState::kDone, 0, impl_->meta.round, "", {}};
  record.item.origin = place.origin->name;
  record.item.attempts = 0;
  // The moment before the request went out: whatever changes later is newer.
  record.item.last_success = place.at;
  record.item.etag = Bounded(item.etag);
  record.item.last_modified = Bounded(item.last_modified);
  core::Batch batch;
  batch.Delete(QueueKey(place.origin->name, place.lane, place.due, item.url));
  if (IsListing(item)) {
    if (const auto before = impl_->Record(item.url)) {
      record.rate = before->rate;
      const core::Instant last = before->item.last_success;
      if (last != core::Instant{}) record.rate = Observe(record.rate, place.at - last, found);
    }
    if (impl_->options.revisit) {
      const microseconds wait = RevisitAfter(record.rate, *impl_->options.revisit);
      record.state = UrlState::kQueued;
      record.due = impl_->Now() + static_cast<Micros>(wait.count());
      place.next_visit = record.due;
      batch.Put(QueueKey(place.origin->name, LaneOf(item), record.due, item.url), "");
    }
  }
  batch.Put(UrlKey(item.url), EncodeUrlRecord(record));
  return batch;
}

void Frontier::Forget(const FrontierItem& item) {
  const std::lock_guard lock(impl_->mutex);
  const auto found = impl_->taken.find(item.url);
  if (found == impl_->taken.end()) return;
  const Taken place = found->second;
  impl_->taken.erase(found);
  if (!place.next_visit) {
    --impl_->queued;
    return;
  }
  const Lane lane = LaneOf(item);
  impl_->schedule.Uncover(*place.origin, lane, *place.next_visit,
                          QueueKey(place.origin->name, lane, *place.next_visit, item.url));
}

bool Frontier::Retry(const FrontierItem& item, std::string_view reason,
                     std::optional<std::chrono::seconds> after) {
  std::unique_lock lock(impl_->mutex);
  const auto found = impl_->taken.find(item.url);
  if (found == impl_->taken.end()) return false;
  auto record = impl_->Record(item.url);
  // The record, not `item`, says what the last success was: `item` may already carry the marks of
  // the page that could not be processed.
  if (!record || record->item.attempts + 1 >= impl_->options.max_attempts) {
    lock.unlock();
    impl_->Leave(item, UrlState::kGivenUp, reason);
    return false;
  }
  const Taken place = found->second;
  const unsigned doublings = std::min(record->item.attempts, 20u);
  ++record->item.attempts;
  const std::chrono::seconds longest = kLongestWait;
  const std::chrono::seconds wait =
      std::clamp(after.value_or(impl_->options.first_retry * (1u << doublings)),
                 std::chrono::seconds(0), longest);
  record->due = impl_->Now() + static_cast<Micros>(microseconds(wait).count());
  record->reason = Bounded(reason);
  core::Batch batch;
  batch.Delete(QueueKey(place.origin->name, place.lane, place.due, item.url));
  const std::string key = QueueKey(place.origin->name, place.lane, record->due, item.url);
  batch.Put(key, "");
  batch.Put(UrlKey(item.url), EncodeUrlRecord(*record));
  impl_->space.Write(batch);
  impl_->taken.erase(found);
  impl_->schedule.Uncover(*place.origin, place.lane, record->due, key);
  return true;
}

void Frontier::GiveUp(const FrontierItem& item, std::string_view reason) {
  impl_->Leave(item, UrlState::kGivenUp, reason);
}

void Frontier::Drop(const FrontierItem& item, std::string_view reason) {
  impl_->Leave(item, UrlState::kDropped, reason);
}

void Frontier::PutBack(const FrontierItem& item) {
  const std::lock_guard lock(impl_->mutex);
  const auto found = impl_->taken.find(item.url);
  if (found == impl_->taken.end()) return;
  const Taken place = found->second;
  impl_->taken.erase(found);
  impl_->schedule.Uncover(*place.origin, place.lane, place.due,
                          QueueKey(place.origin->name, place.lane, place.due, item.url));
}

std::string Frontier::MovedTo(std::string_view url) const {
  auto record = impl_->Record(url);
  return record ? std::move(record->item.moved_to) : std::string();
}

bool Frontier::Knows(std::string_view url) const {
  return impl_->space.Get(UrlKey(url)).has_value();
}

std::optional<UrlStanding> Frontier::Find(std::string_view url) const {
  const std::lock_guard lock(impl_->mutex);
  auto record = impl_->Record(url);
  if (!record) return std::nullopt;
  UrlStanding standing;
  standing.item = std::move(record->item);
  standing.state = record->state;
  standing.reason = std::move(record->reason);
  standing.in_flight = impl_->taken.contains(url);
  const auto moment = [](Micros at) {
    return std::chrono::ceil<std::chrono::seconds>(
        std::chrono::system_clock::time_point(microseconds(at)));
  };
  if (impl_->options.revisit && IsListing(standing.item)) {
    standing.revisit = RevisitAfter(record->rate, *impl_->options.revisit);
  }
  const Micros now = impl_->Now();
  if (const Host* host = impl_->schedule.FindHost(HostOf(standing.item.origin))) {
    standing.host_in_flight = host->in_flight;
    if (host->next_allowed > now) standing.host_allowed = moment(host->next_allowed);
    if (host->paused_until > now) standing.host_paused = moment(host->paused_until);
  }
  if (standing.state != UrlState::kQueued) return standing;
  standing.due = moment(record->due);
  const Origin* const origin = impl_->schedule.FindOrigin(standing.item.origin);
  if (origin == nullptr) return standing;
  const Micros horizon = std::max(now, record->due);
  impl_->Walk(*origin, LaneOf(standing.item), [&](const QueueEntry& entry) {
    if (entry.url == url) return false;
    if (entry.due <= horizon) ++standing.ahead;
    return standing.ahead < kMostCounted;
  });
  return standing;
}

Frontier::Counts Frontier::counts() const {
  const std::lock_guard lock(impl_->mutex);
  return {impl_->queued, impl_->taken.size(), impl_->meta.known};
}

const Frontier::Options& Frontier::options() const {
  return impl_->options;
}

std::chrono::system_clock::time_point Frontier::now() const {
  return impl_->clock();
}

}  // namespace crawler
