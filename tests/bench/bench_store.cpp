// bench_store [DOCUMENTS] [--reprints SHARE] [--group N] [--sync SECONDS] [--write-buffer MB]
// [--no-near-duplicates]: puts made-up documents of about 3 KB and prints what it cost. With
// --no-near-duplicates it does so a second time without looking for any, and prints what looking
// costs.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "store/near_duplicates.h"
#include "store/store.h"
#include "tests/bench/arguments.h"
#include "tests/bench/cpu_seconds.h"
#include "tests/bench/made_corpus.h"
#include "tests/bench/store_load.h"
#include "tests/support/store_fixture.h"

namespace {

using bench::Clock;
using bench::Seconds;

long PeakMegabytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

void PrintCost(const bench::LoadCost& cost, std::size_t documents) {
  const auto count = static_cast<double>(documents);
  std::printf("Prepare %.0f docs/s and PutGroup %.0f docs/s of CPU, each on one thread\n",
              count / cost.preparing, count / cost.putting);
  std::printf("both at once, generator included (%.0f docs/s): %.0f docs/s by the clock\n",
              count / cost.generating, count / cost.wall);
  std::printf("%.0f docs per second of CPU, RocksDB's threads included, without the generator\n",
              count / cost.all);
  std::printf("slowest PutGroup %.0f ms\n", 1e3 * cost.slowest_put);
  std::printf(
      "a document of the last tenth costs %.2f of one of the first by the clock, %.2f "
      "of CPU of PutGroup\n",
      cost.last / cost.first, cost.last_cpu / cost.first_cpu);
}

// CPU seconds of what Prepare does for near-duplicates, per document.
double SketchCost(const bench::CorpusOptions& options) {
  constexpr std::size_t kSample = 2'000;
  bench::MadeCorpus corpus(options);
  bench::MadeDocument made;
  store::Grams grams;
  std::size_t sketches = 0;
  double seconds = 0;
  for (std::size_t i = 0; i < kSample; ++i) {
    corpus.Next(made);
    const double begin = bench::CpuSeconds();
    store::GramsOf(made.text.lemma_stream, grams);
    sketches += store::SketchOf(grams) ? 1 : 0;
    seconds += bench::CpuSeconds() - begin;
  }
  return sketches == 0 ? 0 : seconds / kSample;
}

// A window of one document, and nothing is similar enough.
bench::LoadCost WithoutNearDuplicates(const bench::CorpusOptions& corpus_options,
                                      const bench::LoadOptions& load) {
  const fixture::Folder folder;
  store::Options options;
  options.folder = folder / "store";
  options.near_duplicate_threshold = 2;
  options.near_duplicate_window = 1;
  const auto store = fixture::Open(options);
  bench::MadeCorpus corpus(corpus_options);
  return bench::Load(*store, corpus, load);
}

}  // namespace

int main(int argc, char** argv) {
  bench::Arguments arguments(argc, argv);
  bench::CorpusOptions corpus_options;
  bench::LoadOptions load;
  corpus_options.reprints = arguments.Number("--reprints", corpus_options.reprints);
  load.group = arguments.Count("--group", load.group);
  const double sync = arguments.Number("--sync", 1e-3 * static_cast<double>(load.sync.count()));
  load.sync = std::chrono::milliseconds(static_cast<std::int64_t>(1e3 * sync));
  const bool compare = arguments.Take("--no-near-duplicates");
  store::Options options;
  options.write_buffer_bytes = static_cast<std::size_t>(
      1e6 *
      arguments.Number("--write-buffer", 1e-6 * static_cast<double>(options.write_buffer_bytes)));
  load.documents = arguments.NextCount(load.documents);
  corpus_options.documents = load.documents;

  bench::MadeCorpus corpus(corpus_options);
  const long before = PeakMegabytes();
  const fixture::Folder folder;
  options.folder = folder / "store";
  auto store = fixture::Open(options);
  const bench::LoadCost cost = bench::Load(*store, corpus, load);
  const long peak = PeakMegabytes();

  const bench::CorpusFacts& facts = corpus.facts();
  const auto count = static_cast<double>(facts.documents);
  std::printf("%zu documents (%zu reprints) of %.0f bytes and %.0f tokens, %.0f distinct terms\n",
              facts.documents, facts.reprints, static_cast<double>(facts.bytes) / count,
              static_cast<double>(facts.tokens) / count, facts.terms.Count());
  std::printf("groups of %zu, ", load.group);
  if (load.sync.count() > 0) {
    std::printf("synced every %.1f s\n", 1e-3 * static_cast<double>(load.sync.count()));
  } else {
    std::printf("never synced\n");
  }
  PrintCost(cost, facts.documents);
  std::printf("peak memory %ld MB, %ld of them before the store was opened\n", peak, before);

  const auto text_bytes = static_cast<double>(facts.bytes);
  auto begin = Clock::now();
  store.reset();
  const double closing = Seconds(begin);
  const auto disk = static_cast<double>(bench::BytesIn(options.folder));
  begin = Clock::now();
  store = fixture::Open(options);
  const double opening = Seconds(begin);
  bench::MadeDocument made;
  corpus.Next(made);
  std::vector<store::PutRequest> group(1);
  group[0].document = store->Prepare(made.document, made.title, made.text, made.classification, "");
  begin = Clock::now();
  store->PutGroup(group);
  std::printf("close %.2f s, open %.2f s, first put %.2f s; disk %.0f MB, %.2f of the text\n",
              closing, opening, Seconds(begin), disk / 1e6, disk / text_bytes);
  store.reset();

  if (!compare) return 0;
  const bench::LoadCost without = WithoutNearDuplicates(corpus_options, load);
  std::printf("without near-duplicates:\n");
  PrintCost(without, load.documents);
  const double bare = without.all - SketchCost(corpus_options) * count;
  std::printf("near-duplicates: CPU with them %.2f of without, sketches in Prepare included\n",
              cost.all / bare);
}
