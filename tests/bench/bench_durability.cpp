// bench_durability FOLDER [DOCUMENTS]: checks a store, backs it up, backs it up again with nothing
// new, verifies and restores the backup, and prints what each took. A store that is not there is
// made of so many made-up documents of about 3 KB.
#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "store/backup.h"
#include "store/check.h"
#include "store/store.h"
#include "tests/bench/arguments.h"
#include "tests/bench/cpu_seconds.h"
#include "tests/bench/made_corpus.h"
#include "tests/bench/store_load.h"
#include "tests/support/store_fixture.h"

namespace {

// Runs `work` and prints how long it took.
template <typename Work>
void Time(const char* what, const Work& work) {
  const auto begin = bench::Clock::now();
  const double cpu = bench::CpuSeconds();
  work();
  std::printf("%-24s %6.1f s by the clock, %6.1f s of CPU\n", what, bench::Seconds(begin),
              bench::CpuSeconds() - cpu);
  std::fflush(stdout);
}

template <typename T>
T Must(core::Expected<T> value) {
  if (!value) throw std::runtime_error(value.error().message);
  return *std::move(value);
}

}  // namespace

int main(int argc, char** argv) {
  bench::Arguments arguments(argc, argv);
  const std::string folder = arguments.Next().value_or("");
  if (folder.empty()) {
    std::fprintf(stderr, "bench_durability FOLDER [DOCUMENTS]\n");
    return 2;
  }
  bench::LoadOptions load;
  load.documents = arguments.NextCount(load.documents);
  store::Options options;
  options.folder = folder;
  const bool is_new = !std::filesystem::exists(folder);
  std::unique_ptr<store::Store> store = fixture::Open(options);
  if (is_new) {
    bench::CorpusOptions of_corpus;
    of_corpus.documents = load.documents;
    bench::MadeCorpus corpus(of_corpus);
    bench::Load(*store, corpus, load);
  }
  std::printf("%llu versions of documents, %.1f GB\n",
              static_cast<unsigned long long>(store->counters().versions),
              static_cast<double>(bench::BytesIn(folder)) / 1e9);
  Time("fsck", [&] {
    const store::CheckReport report = store::Check(*store, options.spelling, {});
    std::printf("%s, ", report.sound() ? "sound" : report.findings.front().c_str());
  });
  const fixture::Folder scratch;
  const std::filesystem::path backup = scratch / "backup";
  Time("backup", [&] {
    Must(Must(store::Backups::Open(backup, false))->Create(*store, "first", {}));
  });
  Time("backup, nothing new", [&] {
    Must(Must(store::Backups::Open(backup, false))->Create(*store, "second", {}));
  });
  store.reset();
  const auto backups = Must(store::Backups::Open(backup, true));
  Time("verify", [&] { Must(backups->Verify(2)); });
  Time("restore", [&] { Must(backups->Restore(2, scratch / "restored")); });
}
