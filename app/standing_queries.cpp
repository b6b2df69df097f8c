#include "app/standing_queries.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "app/query_reader.h"
#include "app/workspace.h"
#include "core/sha256.h"

namespace app {
namespace {

constexpr store::DocumentNumber kNone = std::numeric_limits<store::DocumentNumber>::max();

// The number of the last document that there is.
store::DocumentNumber LastIn(const store::Store& store) {
  store::Query query;
  query.after = kNone;
  query.limit = 0;
  return store.Search(query).last;
}

}  // namespace

StandingQueries::StandingQueries(const store::Store& store,
                                 const std::vector<monitor::Watch>& watches,
                                 const nlp::Analyzer& analyzer, const Vocabulary& vocabulary,
                                 core::Language language, const core::Zone& zone)
    : store_(store) {
  std::vector<core::Error> errors;
  for (const monitor::Watch& watch : watches) {
    auto root = ReadQuery(watch.query, analyzer, vocabulary, language, zone);
    if (!root) {
      errors.push_back({fmt::format("{}: watch {}: {}", watch.query_at, watch.route.watch,
                                    root.error().message)});
      continue;
    }
    asked_.push_back({watch, *std::move(root)});
  }
  if (!errors.empty()) throw Failure(errors);
}

void StandingQueries::Begin(monitor::AlertBook& book) const {
  if (asked_.empty()) return;
  const store::DocumentNumber last = LastIn(store_);
  for (const Asked& asked : asked_) {
    const monitor::Route& route = asked.watch.route;
    if (!book.PositionOf(route.watch)) book.Record(route, {}, last, core::Instant{});
  }
}

monitor::Recorded StandingQueries::Ask(monitor::AlertBook& book, core::Instant now) {
  monitor::Recorded all;
  if (asked_.empty()) return all;
  const store::DocumentNumber last = LastIn(store_);
  for (const Asked& asked : asked_) {
    const auto position = book.PositionOf(asked.watch.route.watch);
    if (!position || *position >= last) continue;
    store::Query query;
    query.root = asked.root;
    query.filter.from = now - asked.watch.newest;
    query.after = *position;
    query.by_date = true;
    query.limit = std::numeric_limits<std::size_t>::max();
    store::SearchResult result = store_.Search(query);
    std::sort(result.hits.begin(), result.hits.end(),
              [](const auto& a, const auto& b) { return a.header.number < b.header.number; });
    std::vector<monitor::Found> found;
    for (const store::Hit& hit : result.hits) {
      const auto stored = store_.Get(hit.header.number);
      if (!stored) continue;
      found.push_back(
          {hit.header.number, hit.header.group, core::Sha256(stored->document.key.ToString())});
    }
    monitor::Recorded recorded = book.Record(asked.watch.route, found, result.last, now);
    std::move(recorded.added.begin(), recorded.added.end(), std::back_inserter(all.added));
    std::move(recorded.grown.begin(), recorded.grown.end(), std::back_inserter(all.grown));
  }
  return all;
}

SoughtWords StandingQueries::SoughtBy(std::string_view watch) const {
  const auto asked = std::find_if(asked_.begin(), asked_.end(),
                                  [&](const Asked& one) { return one.watch.route.watch == watch; });
  if (asked == asked_.end()) return {};
  store::Query query;
  query.root = asked->root;
  query.by_date = true;
  query.limit = 0;
  const store::DocumentNumber last = LastIn(store_);
  query.after = last == 0 ? 0 : last - 1;  // only its words are wanted
  return SoughtWords::Of(asked->root, store_.Search(query).words);
}

}  // namespace app
