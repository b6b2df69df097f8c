#include "app/erasing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <set>
#include <string>
#include <system_error>
#include <tuple>
#include <utility>
#include <vector>

#include "app/alert_delivery.h"
#include "app/clock.h"
#include "app/descriptor.h"
#include "app/progress.h"
#include "app/workspace.h"
#include "crawler/archive.h"
#include "crawler/archive_check.h"
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

struct ByPlace {
  bool operator()(const core::ArchiveRef& a, const core::ArchiveRef& b) const {
    return std::tie(a.file, a.offset) < std::tie(b.file, b.offset);
  }
};
using Records = std::set<core::ArchiveRef, ByPlace>;

// The addresses of archived pages.
std::set<std::string> AddressesOf(const std::filesystem::path& folder, const Records& records) {
  std::set<std::string> addresses;
  for (const core::ArchiveRef& record : records) {
    auto content = crawler::ReadArchivedContent(folder, record);  // an error: it is damaged
    if (content && content->type == "response") addresses.insert(std::move(content->uri));
  }
  return addresses;
}

// Other records of erased pages, which no document names: a kill came between archiving and
// committing, or a page that was fetched again had nothing new.
Records UnnamedCopies(const std::filesystem::path& folder, const Records& erased,
                      const store::Store& store, bool quiet) {
  Records copies;
  const std::set<std::string> addresses = AddressesOf(folder, erased);
  if (addresses.empty()) return copies;
  const std::vector<std::filesystem::path> files = crawler::ArchiveFiles(folder);
  Progress progress("looking for copies in the archive", quiet);
  std::size_t done = 0;
  for (const std::filesystem::path& file : files) {
    progress.Show(done++, files.size(), file.filename().string());
    crawler::CheckArchiveFile(file, [&](const crawler::FoundRecord& found) {
      const bool page = found.type == "response" || found.type == "revisit";
      if (page && addresses.contains(found.uri) && !erased.contains(found.place)) {
        copies.insert(found.place);
      }
    });
  }
  if (!copies.empty()) {
    store.VisitArchived([&](const core::ArchiveRef& named) { copies.erase(named); });
  }
  return copies;
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
  const std::filesystem::path& archive = settings.archive.folder;
  Records named;
  for (const store::Erasure& erasure : erasures) {
    if (!erasure.purged) named.insert(erasure.archived.begin(), erasure.archived.end());
  }
  // The copies first: those that are named tell of which pages there may be any, until all are
  // gone.
  for (const Records& records : {UnnamedCopies(archive, named, *store, quiet), named}) {
    for (const core::ArchiveRef& record : records) {
      const auto done = crawler::EraseArchivedRecord(archive, record, now);
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
