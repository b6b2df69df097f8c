#include "app/erasing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "app/alert_delivery.h"
#include "app/clock.h"
#include "app/descriptor.h"
#include "app/progress.h"
#include "app/workspace.h"
#include "crawler/archive.h"
#include "monitor/alert_book.h"

namespace app {
namespace {

// Feeds of alerts may have words of what was erased; the next run writes them anew.
void RemoveFeeds(const config::Settings& settings, store::Store& store) {
  std::set<std::string> watches = FeedsOf(settings.duties);
  for (std::string& watch : monitor::WatchesIn(store.space(monitor::kAlertSpace))) {
    watches.insert(std::move(watch));
  }
  for (const std::string& watch : watches) {
    const std::filesystem::path feed = FeedFile(settings.duties, watch);
    std::error_code failed;
    const bool removed = std::filesystem::remove(feed, failed);
    if (failed || (removed && !SyncFolderOf(feed))) {
      const std::string reason = failed ? failed.message() : std::generic_category().message(errno);
      throw Failure(
          fmt::format("{}: it may have words of what was erased, and cannot be removed: {}",
                      feed.string(), reason));
    }
  }
}

}  // namespace

std::size_t ClearErased(const config::Settings& settings, std::unique_ptr<store::Store>& store,
                        bool quiet) {
  const auto now = Now();
  const std::vector<store::Erasure> erasures = store->erasures();
  const auto count = static_cast<std::size_t>(std::count_if(
      erasures.begin(), erasures.end(), [](const auto& erasure) { return !erasure.purged; }));
  if (count == 0) return 0;
  if (!settings.duties.feeds.empty()) RemoveFeeds(settings, *store);
  for (const store::Erasure& erasure : erasures) {
    if (erasure.purged) continue;
    for (const core::ArchiveRef& record : erasure.archived) {
      const auto done = crawler::EraseArchivedRecord(settings.archive.folder, record, now);
      if (!done) throw Failure(done.error());
    }
  }
  constexpr std::uint64_t kParts = 1000;
  Progress progress("clearing files", quiet);
  store->Purge([&](double part) {
    progress.Show(static_cast<std::uint64_t>(part * static_cast<double>(kParts)), kParts);
  });
  // RocksDB's manifest has the first and the last key of files that are gone; opening writes it
  // anew.
  store.reset();
  auto opened = store::Store::Open(settings.store);
  if (!opened) throw Failure(opened.error());
  store = *std::move(opened);
  return count;
}

}  // namespace app
