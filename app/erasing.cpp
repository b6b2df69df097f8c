#include "app/erasing.h"

#include <chrono>
#include <filesystem>
#include <set>
#include <string>
#include <system_error>
#include <utility>

#include "app/alert_delivery.h"
#include "app/clock.h"
#include "app/progress.h"
#include "app/workspace.h"
#include "crawler/archive.h"
#include "monitor/alert_book.h"

namespace app {

std::size_t ClearErased(const config::Settings& settings, std::unique_ptr<store::Store>& store,
                        bool quiet) {
  const auto now = Now();
  std::size_t count = 0;
  // Feeds of alerts may have words of what was erased; the next run writes them anew.
  std::error_code none;
  std::set<std::string> watches = FeedsOf(settings.duties);
  for (std::string& watch : monitor::WatchesIn(store->space(monitor::kAlertSpace))) {
    watches.insert(std::move(watch));
  }
  for (const std::string& watch : watches) {
    std::filesystem::remove(FeedFile(settings.duties, watch), none);
  }
  for (const store::Erasure& erasure : store->erasures()) {
    if (erasure.purged) continue;
    ++count;
    for (const core::ArchiveRef& record : erasure.archived) {
      const auto done = crawler::EraseArchivedRecord(settings.archive.folder, record, now);
      if (!done) throw Failure(done.error());
    }
  }
  if (count == 0) return 0;
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
