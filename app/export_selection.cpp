#include "app/export_selection.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace app {
namespace {

constexpr std::size_t kPage = 20'000;  // of a search: its hits have their headers with them

}  // namespace

ExportSelection SelectForExport(const store::Store& store, const store::QueryNode& root,
                                const store::Filter& filter, bool appeals) {
  ExportSelection selection;
  selection.commit = std::min(filter.at.value_or(store.last_commit()), store.last_commit());
  const auto take = [&selection, appeals](const store::Header& header) {
    if (!appeals && header.source_type == core::SourceType::kAppeal) {
      ++selection.left_out;
      return true;
    }
    selection.items.push_back({header.number, header.group});
    if (!header.open) ++selection.closed;
    return true;
  };
  if (root.kind == store::QueryNode::Kind::kAll) {
    store::Filter at = filter;
    at.at = selection.commit;
    store.Select(at, take);
    return selection;
  }
  store::Query query;
  query.root = root;
  query.filter = filter;
  query.filter.at = selection.commit;
  query.limit = kPage;
  query.by_date = true;  // nothing is scored
  std::uint64_t total = 0;
  do {
    const store::SearchResult page = store.Search(query);
    for (const store::Hit& hit : page.hits) take(hit.header);
    total = page.hits.empty() ? 0 : page.total;
    query.offset += page.hits.size();
  } while (query.offset < total);
  std::sort(selection.items.begin(), selection.items.end(),
            [](const auto& a, const auto& b) { return a.number < b.number; });
  return selection;
}

}  // namespace app
