// Fills a store as the program's pipeline does: one thread makes documents ready, one commits
// groups of them.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "store/store.h"
#include "tests/bench/made_corpus.h"

namespace bench {

using Clock = std::chrono::steady_clock;

// Since `begin`.
inline double Seconds(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

struct LoadOptions {
  std::size_t documents = 30'000;
  std::size_t group = 512;               // committed at once
  std::chrono::milliseconds sync{2000};  // after how long the log is forced to the disk; 0: never
};

// In seconds.
struct LoadCost {
  double wall = 0;
  double generating = 0, preparing = 0, putting = 0;  // CPU, each of one thread
  double all = 0;          // CPU of the whole process but generating: RocksDB's threads, too
  double slowest_put = 0;  // wall, of one group
  double first = 0,
         last = 0;  // wall, per document: of the first 100,000 (or half), of the last tenth
  double first_cpu = 0, last_cpu = 0;  // the same of CPU of the committing thread
};

// Puts what `corpus` gives next.
LoadCost Load(store::Store& store, MadeCorpus& corpus, const LoadOptions& options);

std::uintmax_t BytesIn(const std::filesystem::path& folder);

}  // namespace bench
