#include "crawler/frontier.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <set>
#include <span>
#include <stdexcept>
#include <unordered_map>
#include <unordered_set>

#include "crawler/frontier_record.h"

// The grammar of the keys is in frontier_record.h. In memory are only the origins, each with a
// cursor per lane, and the items taken: a taken item keeps its queue key until it is answered, and
// Take passes over it. The cursor spares a scan the tombstones of what was answered before.

namespace crawler {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;

constexpr std::size_t kChunk = 512;  // items added under one lock and in one batch
constexpr std::chrono::hours kLongestWait{24};
constexpr std::size_t kLongestField = 1024;  // of what servers make us remember
constexpr std::size_t kLongestUrl = 8000;    // more is not asked of servers (RFC 9110 4.1)

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>()(text);
  }
};
template <typename Value>
using StringMap = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

struct LaneState {
  std::string cursor;          // all keys before it are taken or gone
  std::optional<Micros> head;  // due time of the first entry that is not taken
};

struct Origin {
  std::string name;
  std::size_t id = 0;  // order of first sight, for ties
  std::array<LaneState, kLanes> lanes;
  bool in_flight = false;
  Micros next_allowed = 0;  // by politeness
  Micros paused_until = 0;

  // When its first entry that is not taken is due.
  std::optional<Micros> due() const {
    std::optional<Micros> head;
    for (const LaneState& lane : lanes) {
      if (lane.head) head = std::min(head.value_or(*lane.head), *lane.head);
    }
    return head ? std::optional(std::max(*head, paused_until)) : std::nullopt;
  }
  std::optional<Micros> scheduled;  // its entry in the ready list
};

struct Taken {
  Origin* origin = nullptr;
  Lane lane = Lane::kBacklog;
  Micros due = 0;
  core::Instant at{};
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
                                    std::uint64_t round, std::uint32_t max_attempts, Known rule) {
  if (!known) {
    FrontierItem fresh = item;
    fresh.attempts = 0;
    return fresh;
  }
  if (known->state == UrlState::kQueued) return std::nullopt;
  // Only a version not seen before counts: a feed may name a future date for ever.
  const bool newer = item.expected_version > known->item.last_success &&
                     item.expected_version > known->item.expected_version;
  const bool moved = known->state != UrlState::kDone && item.source != known->item.source;
  const bool listing = item.purpose != Purpose::kArticle;
  const bool given_up = known->state == UrlState::kGivenUp;
  const bool this_round = known->round < round && (listing || given_up);
  if (!newer && !moved && !this_round && rule == Known::kRespected) return std::nullopt;

  FrontierItem again = known->item;
  again.source = item.source;
  again.purpose = item.purpose;
  again.redirects = item.redirects;
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
  StringMap<std::unique_ptr<Origin>> origins;
  std::set<std::tuple<Micros, std::size_t, Origin*>> ready;  // origins free to be asked, by when
  StringMap<Taken> taken;
  FrontierMeta meta;
  std::uint64_t queued = 0;

  Impl(core::KeyValue& s, Options o, Clock c) : space(s), options(o), clock(std::move(c)) {}

  Micros Now() const {
    return static_cast<Micros>(duration_cast<microseconds>(clock().time_since_epoch()).count());
  }

  Origin& OriginOf(std::string_view name) {
    const auto found = origins.find(name);
    if (found != origins.end()) return *found->second;
    auto origin = std::make_unique<Origin>();
    origin->name = name;
    origin->id = origins.size();
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      origin->lanes[lane].cursor = LaneBegin(name, static_cast<Lane>(lane));
    }
    return *origins.emplace(std::string(name), std::move(origin)).first->second;
  }

  // Puts the origin where it belongs in the ready list after any change to it.
  void Reschedule(Origin& origin) {
    if (origin.scheduled) ready.erase({*origin.scheduled, origin.id, &origin});
    origin.scheduled.reset();
    if (origin.in_flight) return;
    const auto due = origin.due();
    if (!due) return;
    origin.scheduled = std::max(*due, origin.next_allowed);
    ready.emplace(*origin.scheduled, origin.id, &origin);
  }

  // A queue key appeared, or is no longer taken.
  void Uncover(Origin& origin, Lane lane, Micros due, const std::string& key) {
    LaneState& state = origin.lanes[static_cast<std::size_t>(lane)];
    if (key < state.cursor) state.cursor = key;
    state.head = std::min(state.head.value_or(due), due);
    Reschedule(origin);
  }

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
    if (origin == nullptr || origin->name != entry->origin) origin = &OriginOf(entry->origin);
    LaneState& lane = origin->lanes[static_cast<std::size_t>(entry->lane)];
    if (!lane.head) lane.head = entry->due;
    ++queued;
    return true;
  });
  for (const auto& [name, state] : origins) Reschedule(*state);
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
  std::vector<Addition> additions;
  core::Batch batch;
  FrontierMeta after = meta;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const FrontierItem& item = items[i];
    if (!IsSane(item) || taken.contains(item.url) || !seen.insert(item.url).second) continue;
    const auto known = Record(item.url);
    auto next = ToQueue(item, known, meta.round, options.max_attempts, rule);
    if (!next) continue;
    if (!known) ++after.known;
    const Micros due = first_due + i;
    std::string key = QueueKey(next->origin, LaneOf(next->purpose), due, next->url);
    batch.Put(key, "");
    batch.Put(UrlKey(next->url), EncodeUrlRecord({*next, UrlState::kQueued, due, meta.round, ""}));
    additions.push_back({due, std::move(*next), std::move(key)});
  }
  if (additions.empty()) return 0;
  batch.Put(std::string(kMetaKey), EncodeMeta(after));
  space.Write(batch);
  meta = after;
  queued += additions.size();
  for (const auto& [due, item, key] : additions) {
    Uncover(OriginOf(item.origin), LaneOf(item.purpose), due, key);
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
                Taken{&origin, lane, entry->due,
                      core::Instant(duration_cast<std::chrono::seconds>(microseconds(now)))});
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
  while (!impl_->ready.empty() && std::get<0>(*impl_->ready.begin()) <= now) {
    Origin& origin = *std::get<Origin*>(*impl_->ready.begin());
    std::optional<FrontierItem> item;
    for (std::size_t lane = 0; lane < kLanes && !item; ++lane) {
      const auto& head = origin.lanes[lane].head;
      if (head && *head <= now) item = impl_->Pop(origin, static_cast<Lane>(lane), now);
    }
    origin.in_flight = item.has_value();
    impl_->Reschedule(origin);
    if (item) return item;
  }
  return std::nullopt;
}

void Frontier::Release(std::string_view origin, std::optional<std::chrono::milliseconds> delay) {
  const std::lock_guard lock(impl_->mutex);
  const auto found = impl_->origins.find(origin);
  if (found == impl_->origins.end()) return;
  const microseconds wait =
      std::max(delay.value_or(impl_->options.default_delay), std::chrono::milliseconds(0));
  found->second->in_flight = false;
  found->second->next_allowed = impl_->Now() + static_cast<Micros>(wait.count());
  impl_->Reschedule(*found->second);
}

void Frontier::Pause(std::string_view origin, std::chrono::seconds rest) {
  const std::lock_guard lock(impl_->mutex);
  const auto found = impl_->origins.find(origin);
  if (found == impl_->origins.end()) return;
  const microseconds wait =
      std::clamp<std::chrono::seconds>(rest, std::chrono::seconds(0), kLongestWait);
  found->second->paused_until = impl_->Now() + static_cast<Micros>(wait.count());
  impl_->Reschedule(*found->second);
}

std::optional<std::chrono::system_clock::time_point> Frontier::EarliestDue() const {
  const std::lock_guard lock(impl_->mutex);
  std::optional<Micros> first;
  for (const auto& [name, origin] : impl_->origins) {
    if (const auto due = origin->due()) first = std::min(first.value_or(*due), *due);
  }
  if (!first) return std::nullopt;
  return std::chrono::system_clock::time_point(microseconds(*first));
}

std::optional<std::chrono::system_clock::time_point> Frontier::NextDue() const {
  const std::lock_guard lock(impl_->mutex);
  if (impl_->ready.empty()) return std::nullopt;
  return std::chrono::system_clock::time_point(microseconds(std::get<0>(*impl_->ready.begin())));
}

void Frontier::Done(const FrontierItem& item) {
  const core::Batch batch = DoneBatch(item);
  if (batch.empty()) return;
  impl_->space.Write(batch);
  Forget(item);
}

core::Batch Frontier::DoneBatch(const FrontierItem& item) const {
  const std::lock_guard lock(impl_->mutex);
  const auto found = impl_->taken.find(item.url);
  if (found == impl_->taken.end()) return {};
  const Taken& place = found->second;
  UrlRecord record{item, UrlState::kDone, 0, impl_->meta.round, ""};
  record.item.origin = place.origin->name;
  record.item.attempts = 0;
  // The moment before the request went out: whatever changes later is newer.
  record.item.last_success = place.at;
  record.item.etag = Bounded(item.etag);
  record.item.last_modified = Bounded(item.last_modified);
  core::Batch batch;
  batch.Delete(QueueKey(place.origin->name, place.lane, place.due, item.url));
  batch.Put(UrlKey(item.url), EncodeUrlRecord(record));
  return batch;
}

void Frontier::Forget(const FrontierItem& item) {
  const std::lock_guard lock(impl_->mutex);
  if (impl_->taken.erase(item.url) > 0) --impl_->queued;
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
  impl_->Uncover(*place.origin, place.lane, record->due, key);
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
  impl_->Uncover(*place.origin, place.lane, place.due,
                 QueueKey(place.origin->name, place.lane, place.due, item.url));
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
