#include "app/source_alarms.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <utility>

#include "crawler/robots_cache.h"
#include "crawler/url.h"

namespace app {
namespace {

using std::chrono::days;
using std::chrono::seconds;

// Longer ago than this before the last item nothing is looked at.
constexpr days kRemembered{45};
// A server may fail for some hours without a word about it.
constexpr std::chrono::hours kUnreachableFor{6};

// Whether a silence that was an alarm lies in the last week: then it is what the week lacks.
bool WasSilent(const std::vector<core::Instant>& items, core::Instant now, seconds alarm_after) {
  if (alarm_after.count() == 0) return false;
  auto item = std::upper_bound(items.begin(), items.end(), now - days(7));
  core::Instant before = item == items.begin() ? now - days(7) : *(item - 1);
  for (; item != items.end() && *item <= now; before = *item++) {
    if (*item - before >= alarm_after) return true;
  }
  return now - before >= alarm_after;
}

}  // namespace

SourceItems::SourceItems(const store::Store& store, const core::Zone& zone)
    : store_(store), zone_(zone) {}

void SourceItems::Update(core::Instant now) {
  store::Query query;
  query.filter.source_type = core::SourceType::kMedia;
  query.after = seen_;
  query.by_date = true;
  query.limit = std::numeric_limits<std::size_t>::max();
  if (seen_ == 0) {
    store_.Select(query.filter, [&](const store::Header& header) {
      Add(header, now);  // each document is live once, whatever its version
      seen_ = std::max(seen_, header.number);
      return true;
    });
  } else {
    const store::SearchResult result = store_.Search(query);
    for (const store::Hit& hit : result.hits) {
      if (hit.header.version == 1) Add(hit.header, now);
    }
    seen_ = std::max(seen_, result.last);
  }
}

void SourceItems::Add(const store::Header& header, core::Instant now) {
  if (header.text_bytes == 0) return;
  core::Instant at = std::min(header.counted_at, now);  // a day ahead is a mistake of the page
  // Of a bare day its end: the item appeared by then.
  if (const core::Day day = zone_.DayOf(at); at == zone_.StartOf(day)) {
    at = std::min(now, zone_.StartOf(day + days(1)) - seconds(1));
  }
  auto& items = items_[header.source];
  if (!items.empty() && at < items.back() - kRemembered) return;
  items.insert(std::upper_bound(items.begin(), items.end(), at), at);
  items.erase(items.begin(),
              std::lower_bound(items.begin(), items.end(), items.back() - kRemembered));
}

const std::vector<core::Instant>& SourceItems::Of(const std::string& source) const {
  static const std::vector<core::Instant> kNone;
  const auto found = items_.find(source);
  return found == items_.end() ? kNone : found->second;
}

std::vector<std::pair<std::string, std::string>> UnreachableOrigins(const crawler::Source& source,
                                                                    core::KeyValue& frontier_space,
                                                                    const std::string& robots_agent,
                                                                    core::Instant now) {
  std::set<std::string> origins;
  for (const auto* urls : {&source.feeds, &source.sitemaps, &source.sections}) {
    for (const std::string& url : *urls) {
      if (const auto canonical = crawler::Canonicalize(url)) origins.insert(canonical->origin);
    }
  }
  std::vector<std::pair<std::string, std::string>> unreachable;
  crawler::RobotsCache robots(frontier_space, robots_agent);
  for (const std::string& origin : origins) {
    if (robots.Find(origin, now) != nullptr) continue;
    // What is due to be asked again is no better yet.
    if (auto why = robots.trouble(origin); !why.empty()) {
      unreachable.emplace_back(origin, std::move(why));
    }
  }
  return unreachable;
}

SourceAlarms::SourceAlarms(store::Store& store, const config::Settings& settings)
    : store_(store), settings_(settings), items_(store, *core::Zone::Find(settings.zone)) {}

std::vector<monitor::Alert> SourceAlarms::Judge(monitor::AlertBook& book, core::Instant now) {
  using monitor::SourceState;
  items_.Update(now);
  const monitor::Route route{std::string(monitor::kSourceWatch), settings_.duties.sources, {}};
  core::KeyValue& space = store_.space(store::kFrontierSpace);
  std::vector<monitor::Alert> changes;
  const auto judge = [&](monitor::Alert alert, bool is_so) {
    auto change = is_so ? book.Begin(route, std::move(alert), now)
                        : book.End(route, alert.source, alert.trouble, now);
    if (change) changes.push_back(*std::move(change));
  };
  const std::map<std::string, core::Instant> unreachable_since = book.Unreachable();
  std::set<std::string> known;
  for (const crawler::Source& source : settings_.sources) {
    known.insert(source.id);
    const monitor::SourceHealth health = monitor::JudgeSource(items_.Of(source.id), now);
    health_[source.id] = health;
    monitor::Alert alert;
    alert.source = source.id;
    alert.since = health.last_item.value_or(now);
    alert.trouble = "silent";
    judge(alert, health.state == SourceState::kSilent);
    // What a silence took away is told once.
    alert.trouble = "dropped";
    alert.since = now - days(7);
    const bool told = WasSilent(items_.Of(source.id), now, health.alarm_after);
    if (health.state != SourceState::kSilent) {
      judge(alert, health.state == SourceState::kDropped && !told);
    }
    alert.trouble = "unreachable";
    const auto unreachable = UnreachableOrigins(source, space, settings_.spider.robots_agent, now);
    for (const auto& [origin, why] : unreachable) {
      alert.detail.append(alert.detail.empty() ? "" : "\n").append(origin).append(": ").append(why);
    }
    const auto since = unreachable_since.find(source.id);
    const bool was_so = since != unreachable_since.end();
    if (unreachable.empty()) {
      if (was_so) book.NoteUnreachable(source.id, std::nullopt);
      judge(alert, false);
    } else {
      alert.since = was_so ? since->second : now;
      if (!was_so) book.NoteUnreachable(source.id, now);
      if (now - alert.since >= kUnreachableFor) judge(alert, true);
    }
  }
  // What is no source any more is in no trouble.
  for (const auto& [source, since] : unreachable_since) {
    if (!known.contains(source)) book.NoteUnreachable(source, std::nullopt);
  }
  for (const auto& [source, trouble] : book.Open()) {
    if (known.contains(source)) continue;
    if (auto change = book.End(route, source, trouble, now)) changes.push_back(*std::move(change));
  }
  std::erase_if(health_, [&](const auto& of) { return !known.contains(of.first); });
  return changes;
}

}  // namespace app
