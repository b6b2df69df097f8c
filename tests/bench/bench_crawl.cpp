// bench_crawl START ... [--delay SECONDS] [--parallel N] [--seconds N] [--extract]: crawls from the
// addresses START, each a source of its own, following every link within the source, with the
// frontier in a store and every page in an archive. Prints pages per second of CPU. Links are found
// by a scan, as mirroring programs find them; with --extract by the whole extraction of each page,
// as `sholu crawl` does on its workers. tests/bench/loopback.py serves the pages and runs it beside
// wget2.
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "core/sha256.h"
#include "crawler/archive.h"
#include "crawler/charset.h"
#include "crawler/curl_http_client.h"
#include "crawler/extractor.h"
#include "crawler/frontier.h"
#include "crawler/link_scanner.h"
#include "crawler/spider.h"
#include "crawler/url.h"
#include "crawler/url_shape.h"
#include "store/store.h"
#include "tests/bench/arguments.h"
#include "tests/bench/cpu_seconds.h"
#include "tests/bench/resident.h"
#include "tests/bench/store_load.h"
#include "tests/support/store_fixture.h"

namespace {

using crawler::FetchedPage;
using crawler::Frontier;
using crawler::FrontierItem;

class Crawl {
 public:
  Crawl(Frontier& frontier, crawler::ArchiveWriter& archive,
        const std::vector<crawler::Source>& sources, bool extract)
      : frontier_(frontier), archive_(archive), extract_(extract) {
    for (const auto& source : sources) scopes_.emplace(source.id, source);
  }

  bool Take(FetchedPage& page) {
    const std::string sha256 = core::Sha256Hex(page.body);
    std::vector<FrontierItem> found;
    for (const std::string& link : LinksOf(page)) {
      auto url = crawler::Canonicalize(link, page.item.url);
      if (!url || !scopes_.at(page.item.source).Accepts(*url)) continue;
      if (!crawler::TrapOf(*url, 2026).empty()) continue;
      FrontierItem item;
      item.url = std::move(url->url);
      item.origin = std::move(url->origin);
      item.source = page.item.source;
      found.push_back(std::move(item));
    }
    frontier_.Add(found);
    if (!archive_.Append(crawler::BuildWarcRecord(page, sha256))) std::abort();
    frontier_.Done(page.item, found.size());
    ++pages_;
    bytes_ += page.body.size();
    return true;
  }

  std::size_t pages() const { return pages_; }
  std::size_t bytes() const { return bytes_; }

 private:
  std::vector<std::string> LinksOf(const FetchedPage& page) const {
    const auto body = crawler::DecodedBody(page);
    if (!body) return {};
    if (!extract_) return crawler::ScanPage(*body, {}).links;
    crawler::ExtractOptions options;
    options.url = page.item.url;
    options.links = true;
    auto extracted = crawler::Extract(crawler::ToUtf8(*body, page.content_type), options);
    return extracted ? std::move(extracted->links) : std::vector<std::string>();
  }

  Frontier& frontier_;
  crawler::ArchiveWriter& archive_;
  std::map<std::string, crawler::SourceScope> scopes_;
  bool extract_;
  std::size_t pages_ = 0, bytes_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  bench::Arguments arguments(argc, argv);
  const double delay = arguments.Number("--delay", 0);
  crawler::Spider::Options options;
  options.parallel = arguments.Count("--parallel", 64);
  const double longest = arguments.Number("--seconds", 1e6);
  const bool extract = arguments.Take("--extract");
  std::vector<crawler::Source> sources;
  while (const auto start = arguments.Next()) {
    crawler::Source source;
    source.id = "s";
    source.id += std::to_string(sources.size());
    source.sections = {*start};
    source.allow_private_addresses = true;
    source.delay = std::chrono::milliseconds(static_cast<std::int64_t>(delay * 1000));
    sources.push_back(std::move(source));
  }
  const fixture::Folder folder;
  store::Options store_options;
  store_options.folder = folder / "store";
  const auto store = fixture::Open(store_options);
  core::KeyValue& space = store->space(store::kFrontierSpace);
  const auto archive = crawler::ArchiveWriter::Open({folder / "archive"});
  if (!archive) return 1;
  Frontier frontier(space, {}, [] { return std::chrono::system_clock::now(); });
  crawler::CurlHttpClient http({});
  crawler::Spider spider(frontier, space, http, sources, options);
  Crawl crawl(frontier, **archive, sources, extract);

  const auto begin = bench::Clock::now();
  const double cpu = bench::ProcessCpuSeconds();
  spider.Seed();
  std::stop_source stop;
  const auto in_time = [&] {
    if (bench::Seconds(begin) > longest) stop.request_stop();
    return true;
  };
  spider.Run([&](FetchedPage& page) { return crawl.Take(page) && in_time(); }, in_time,
             std::chrono::milliseconds(0), stop.get_token());
  if (!(*archive)->Sync()) return 1;
  store->Sync();
  const double used = bench::ProcessCpuSeconds() - cpu;
  const double wall = bench::Seconds(begin);
  const auto pages = static_cast<double>(crawl.pages());
  std::printf(
      "%.0f pages of %.1f KB from %zu hosts: %.1f pages/s of CPU, %.1f by the clock, %.1f %% of a "
      "core, resident %ld MB\n",
      pages, static_cast<double>(crawl.bytes()) / 1e3 / pages, sources.size(), pages / used,
      pages / wall, 100 * used / wall, bench::ResidentMegabytes());
  for (const auto& [reason, count] : spider.stats().failures) {
    std::printf("failed: %zu x %s\n", static_cast<std::size_t>(count), reason.c_str());
  }
}
