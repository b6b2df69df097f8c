// bench_frontier [URLS] [--hosts N] [--politeness]: a frontier over the real store with made-up
// URLs (1,000,000 on 5,000 hosts unless told otherwise): what adding, taking and answering cost at
// the begin and at the end, and what memory that takes. With --politeness it shows instead what a
// minute at one request per second and host costs, by a simulated clock.
#include <cstdio>
#include <string>
#include <vector>

#include "crawler/frontier.h"
#include "store/store.h"
#include "tests/bench/arguments.h"
#include "tests/bench/cpu_seconds.h"
#include "tests/bench/resident.h"
#include "tests/bench/store_load.h"
#include "tests/support/simulated_clock.h"
#include "tests/support/store_fixture.h"

namespace {

using crawler::Frontier;
using crawler::FrontierItem;

FrontierItem Item(std::size_t number, std::size_t hosts) {
  FrontierItem item;
  item.origin = "https://host" + std::to_string(number % hosts) + ".example.kz";
  item.url = item.origin + "/news/2026/" + std::to_string(number % 12 + 1) + "/a-story-of-a-town-" +
             std::to_string(number);
  item.source = "source" + std::to_string(number % hosts);
  return item;
}

// Adds the URLs of [begin, end) as pages that name a hundred each would. Returns URLs per second of
// CPU of this thread: what else the machine does must not count.
double Add(Frontier& frontier, std::size_t begin, std::size_t end, std::size_t hosts) {
  const double start = bench::CpuSeconds();
  std::vector<FrontierItem> items;
  for (std::size_t i = begin; i < end; ++i) {
    items.push_back(Item(i, hosts));
    if (items.size() == 100 || i + 1 == end) {
      frontier.Add(items);
      items.clear();
    }
  }
  return static_cast<double>(end - begin) / (bench::CpuSeconds() - start);
}

// Takes, releases and answers `count` items, without delays. Returns items per second of
// CPU.
double Work(Frontier& frontier, std::size_t count) {
  const double start = bench::CpuSeconds();
  for (std::size_t i = 0; i < count; ++i) {
    auto item = frontier.Take();
    if (!item) {
      std::printf("only %zu items could be taken\n", i);
      break;
    }
    frontier.Release(item->origin, std::chrono::milliseconds(0));
    item->etag = "\"5f3c9a7e12\"";
    frontier.Done(*item);
  }
  return static_cast<double>(count) / (bench::CpuSeconds() - start);
}

void Throughput(store::Store& store, std::size_t urls, std::size_t hosts) {
  Frontier frontier(store.space(store::kFrontierSpace), {},
                    [] { return std::chrono::system_clock::now(); });
  const std::size_t tenth = urls / 10;
  // One tenth is taken while the frontier is small, one while it is full, one when it runs empty.
  double added[10];
  for (int i = 0; i < 10; ++i) {
    added[i] = Add(frontier, static_cast<std::size_t>(i) * tenth,
                   static_cast<std::size_t>(i + 1) * tenth, hosts);
    std::printf("add   %8zu known: %8.0f URLs/s, resident %4ld MB\n",
                static_cast<std::size_t>(i + 1) * tenth, added[i], bench::ResidentMegabytes());
  }
  double worked[10];
  for (int i = 0; i < 10; ++i) {
    worked[i] = Work(frontier, tenth);
    std::printf("fetch %8zu done:  %8.0f URLs/s, resident %4ld MB\n",
                static_cast<std::size_t>(i + 1) * tenth, worked[i], bench::ResidentMegabytes());
  }
  std::printf("last against first tenth: add %.2f, take and answer %.2f\n", added[9] / added[0],
              worked[9] / worked[0]);
  Add(frontier, urls, urls + tenth, hosts);
  const auto start = bench::Clock::now();
  {
    const Frontier again(store.space(store::kFrontierSpace), {},
                         [] { return std::chrono::system_clock::now(); });
    std::printf("a start with %zu queued takes %.2f s\n",
                static_cast<std::size_t>(again.counts().queued), bench::Seconds(start));
  }
}

void Politeness(store::Store& store, std::size_t urls, std::size_t hosts) {
  test::SimulatedClock clock;
  Frontier frontier(store.space(store::kFrontierSpace), {}, clock.function());
  Add(frontier, 0, urls, hosts);
  const auto end = clock.now() + std::chrono::minutes(1);
  const double begin = bench::ProcessCpuSeconds();
  std::size_t taken = 0;
  while (clock.now() < end) {
    while (auto item = frontier.Take()) {
      frontier.Release(item->origin, std::nullopt);
      frontier.Done(*item);
      ++taken;
    }
    const auto due = frontier.NextDue();
    if (!due) break;
    clock.AdvanceTo(std::max(*due, clock.now() + std::chrono::milliseconds(1)));
  }
  std::printf("a minute of %zu hosts at a request a second: %zu taken, %.1f %% of a core, %ld MB\n",
              hosts, taken, 100 * (bench::ProcessCpuSeconds() - begin) / 60,
              bench::ResidentMegabytes());
}

}  // namespace

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  bench::Arguments arguments(argc, argv);
  const bool politeness = arguments.Take("--politeness");
  const std::size_t hosts = arguments.Count("--hosts", 5000);
  const std::size_t urls = arguments.NextCount(1'000'000);
  const fixture::Folder folder;
  store::Options options;
  options.folder = folder / "store";
  const auto store = fixture::Open(options);
  if (politeness) {
    Politeness(*store, urls, hosts);
  } else {
    Throughput(*store, urls, hosts);
  }
}
