// bench_store [DOCUMENTS [GROUP]]: puts made-up documents of about 3 KB, GROUP at once (default
// 256), and prints what it cost. Words are drawn by Zipf's law; one document in five is a reprint
// with another beginning.
#include <sys/resource.h>
#include <time.h>

#include <chrono>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <random>
#include <string>

#include "store/store.h"
#include "tests/support/store_fixture.h"
#include "tests/support/zipf_words.h"

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kWordsPerText = 230;

double Seconds(Clock::duration duration) {
  return std::chrono::duration<double>(duration).count();
}

// What this thread has computed: other processes and RocksDB's own threads do not count.
Clock::duration CpuTime() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

fixture::Item Make(int i, fixture::ZipfWords& words, std::mt19937& random,
                   std::deque<std::string>& recent) {
  std::string text = words.Text(kWordsPerText);
  if (i % 5 == 4) text = words.Text(8) + recent[random() % recent.size()];
  recent.push_back(text);
  if (recent.size() > 1000) recent.pop_front();
  fixture::Item item(fixture::Name("https://outlet.example/", i), words.Text(8), text);
  item.document.received += std::chrono::minutes(i);
  item.document.key.source = fixture::Name("outlet-", static_cast<int>(random() % 40));
  if (i % 10 == 0) item.Counting();
  for (int n = 0; n < 3; ++n) {
    item.With(core::TagKind::kSphere, fixture::Name("sphere-", static_cast<int>(random() % 15)));
  }
  item.With(core::TagKind::kBody, fixture::Name("body-", static_cast<int>(random() % 300)),
            core::Role::kImplicated);
  return item;
}

std::uintmax_t BytesIn(const std::filesystem::path& folder) {
  std::uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    bytes += entry.file_size();
  }
  return bytes;
}

void Query(const store::Store& store, fixture::ZipfWords& words) {
  std::vector<double> times;
  for (int i = 0; i < 200; ++i) {
    store::Query query;
    query.root = store::AllOf({store::Term(words.Draw()), store::Term(words.Draw())});
    const auto begin = Clock::now();
    store.Search(query);
    times.push_back(1e3 * Seconds(Clock::now() - begin));
  }
  std::sort(times.begin(), times.end());
  std::printf("two-term query: median %.2f ms, p95 %.2f ms\n", times[100], times[190]);
}

}  // namespace

int main(int argc, char** argv) {
  const int documents = argc > 1 ? std::atoi(argv[1]) : 20'000;
  const std::size_t at_once = argc > 2 ? static_cast<std::size_t>(std::atoi(argv[2])) : 256;
  std::mt19937 random(1);
  fixture::ZipfWords words(random);
  const fixture::Folder folder;
  store::Options options;
  options.folder = folder / "store";
  auto store = fixture::Open(options);
  std::deque<std::string> recent;
  std::uintmax_t text_bytes = 0;
  Clock::duration prepare{}, put{}, put_cpu{}, slowest{};
  std::vector<store::PutRequest> group;
  for (int i = 0; i < documents; ++i) {
    const fixture::Item item = Make(i, words, random, recent);
    const auto title = fixture::Analyze(item.document.title);
    const auto text = fixture::Analyze(item.document.text);
    text_bytes += item.document.title.size() + item.document.text.size();
    const auto begin = Clock::now();
    group.push_back({store->Prepare(item.document, title, text, item.classification, ""), {}});
    prepare += Clock::now() - begin;
    if (group.size() < at_once && i + 1 < documents) continue;
    const auto ready = Clock::now();
    const auto cpu_before = CpuTime();
    store->PutGroup(group);
    put_cpu += CpuTime() - cpu_before;
    group.clear();
    const auto took = Clock::now() - ready;
    put += took;
    slowest = std::max(slowest, took);
  }
  std::printf("%d documents of %.1f KB, %zu at once; no sync\n", documents,
              static_cast<double>(text_bytes) / documents / 1e3, at_once);
  std::printf("Prepare %.0f docs/s, Put %.0f docs/s (%.0f per second of CPU), slowest %.0f ms\n",
              documents / Seconds(prepare), documents / Seconds(put), documents / Seconds(put_cpu),
              1e3 * Seconds(slowest));
  auto begin = Clock::now();
  store.reset();
  const double closing = Seconds(Clock::now() - begin);
  begin = Clock::now();
  store = fixture::Open(options);
  std::printf("close %.2f s, open %.2f s, disk %.2f of the text\n", closing,
              Seconds(Clock::now() - begin),
              static_cast<double>(BytesIn(options.folder)) / static_cast<double>(text_bytes));
  Query(*store, words);
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  std::printf("peak memory %ld MB, the vocabulary included\n", usage.ru_maxrss / 1024);
}
