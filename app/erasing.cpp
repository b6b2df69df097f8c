#include "app/erasing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <map>
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

// What tells copies of erased records.
struct Erased {
  std::set<std::string> addresses;  // of pages
  std::set<std::string> hashes;     // of bodies
};

Erased ContentOf(const std::filesystem::path& folder, const Records& records) {
  Erased erased;
  for (const core::ArchiveRef& record : records) {
    auto content = crawler::ReadArchivedContent(folder, record);  // an error: it is damaged
    if (content && content->type == "response") erased.addresses.insert(std::move(content->uri));
    if (!record.sha256.empty()) erased.hashes.insert(record.sha256);
  }
  return erased;
}

// What may have words of erased documents and is named by none.
struct Unnamed {
  Records copies;
  std::map<std::filesystem::path, std::uint64_t> torn;  // see ArchiveFileCheck
};

// A kill came between archiving and committing or in the middle of the former, or a page that was
// fetched again had nothing new. Of what page a torn record is cannot always be told.
Unnamed FindUnnamed(const std::filesystem::path& folder, const Records& named_erased,
                    const store::Store& store, bool quiet) {
  Unnamed unnamed;
  if (named_erased.empty()) return unnamed;
  const Erased erased = ContentOf(folder, named_erased);
  const std::vector<std::filesystem::path> files = crawler::ArchiveFiles(folder);
  Progress progress("looking for copies in the archive", quiet);
  std::size_t done = 0;
  for (const std::filesystem::path& file : files) {
    progress.Show(done++, files.size(), file.filename().string());
    const auto check = crawler::CheckArchiveFile(file, [&](const crawler::FoundRecord& found) {
      const bool page = found.type == "response" || found.type == "revisit";
      const bool same = erased.hashes.contains(found.place.sha256) ||
                        (page && erased.addresses.contains(found.uri));
      if (same && !named_erased.contains(found.place)) unnamed.copies.insert(found.place);
    });
    if (check.torn) unnamed.torn.emplace(file, *check.torn);
  }
  store.VisitArchived([&](const core::ArchiveRef& named) {
    unnamed.copies.erase(named);
    // Of a disk that lost what it had acknowledged: a matter for fsck.
    const auto torn = unnamed.torn.find(folder / named.file);
    if (torn != unnamed.torn.end() && named.offset >= torn->second) unnamed.torn.erase(torn);
  });
  return unnamed;
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
  const Unnamed unnamed = FindUnnamed(archive, named, *store, quiet);
  for (const auto& [file, torn] : unnamed.torn) {
    const auto done = crawler::CutTornRecord(file, torn);
    if (!done) throw Failure(done.error());
  }
  for (const Records* records : {&unnamed.copies, &std::as_const(named)}) {
    for (const core::ArchiveRef& record : *records) {
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
