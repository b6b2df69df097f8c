// bench_search DOCUMENTS | FOLDER [DOCUMENTS] [--queries N] [--reprints SHARE]: asks a store 500
// queries of each kind, drawn from its documents, and prints how long the answers took. The store
// is made anew, or lies in FOLDER, where DOCUMENTS (default 1,000,000) are put first if there is
// none.
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/store.h"
#include "tests/bench/arguments.h"
#include "tests/bench/made_corpus.h"
#include "tests/bench/questions.h"
#include "tests/bench/store_load.h"
#include "tests/support/store_fixture.h"

namespace {

using bench::Clock;
using bench::Question;

void Ask(const char* kind, const store::Store& store, const std::vector<Question>& questions) {
  std::vector<bench::Timed> answers;
  for (const bool warm : {false, true}) {
    answers.clear();
    for (const Question& question : questions) {
      const store::Query query = bench::QueryOf(question);
      const auto begin = Clock::now();
      const store::SearchResult result = store.Search(query);
      answers.push_back({1e3 * bench::Seconds(begin), result.total});
    }
    if (questions.empty()) {
      std::printf("%-22s the store is too small for such questions\n", kind);
      return;
    }
    const bench::Times times = bench::Summarize(answers);
    std::printf("%-22s %-5s %9.3f %9.3f %9.3f %11.1f\n", kind, warm ? "warm" : "first",
                times.median, times.p95, times.p99, times.mean_hits);
  }
}

// What tells of what over five years, month by month.
void Count(const char* kind, const store::Store& store, std::vector<store::Dimension> by,
           bool rates, std::vector<store::TagSummary> tags = {}) {
  store::SeriesQuery query;
  query.filter.tags = std::move(tags);
  query.filter.countable = true;
  query.filter.special = false;
  query.by = std::move(by);
  query.rates = rates;
  const auto oldest = std::chrono::year_month(std::chrono::year(2021), std::chrono::January);
  for (int month = 0; month <= 60; ++month) {
    query.bounds.push_back(core::Instant(
        std::chrono::sys_days((oldest + std::chrono::months(month)) / std::chrono::day(1))));
  }
  std::vector<bench::Timed> answers;
  for (int i = 0; i < 30; ++i) {
    const auto begin = Clock::now();
    const store::Series series = store.Count(query);
    answers.push_back({1e3 * bench::Seconds(begin), series.cells.size()});
  }
  const bench::Times times = bench::Summarize(answers);
  std::printf("%-22s %-5s %9.3f %9.3f %9.3f %11.1f cells\n", kind, "warm", times.median, times.p95,
              times.p99, times.mean_hits);
}

}  // namespace

int main(int argc, char** argv) {
  bench::Arguments arguments(argc, argv);
  bench::CorpusOptions corpus_options;
  corpus_options.reprints = arguments.Number("--reprints", corpus_options.reprints);
  const auto queries = arguments.Count("--queries", 500);
  const std::string place = arguments.Next().value_or("30000");
  const bool temporary =
      std::all_of(place.begin(), place.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  corpus_options.documents =
      temporary ? bench::Arguments::CountOf(place) : arguments.NextCount(1'000'000);

  std::optional<fixture::Folder> folder;
  store::Options options;
  options.folder = place;
  if (temporary) options.folder = folder.emplace() / "store";
  const bool exists = std::filesystem::exists(options.folder);
  auto store = fixture::Open(options);
  if (!exists) {
    bench::LoadOptions load;
    load.documents = corpus_options.documents;
    bench::MadeCorpus corpus(corpus_options);
    const bench::LoadCost cost = bench::Load(*store, corpus, load);
    std::printf("built in %.0f s\n", cost.wall);
    store.reset();
    store = fixture::Open(options);
  }
  const auto begin = Clock::now();
  store.reset();
  store = fixture::Open(options);
  const double open = bench::Seconds(begin);
  store->Search({});
  std::printf("open %.2f s, and with the first search, which reads the columns, %.2f s\n", open,
              bench::Seconds(begin));

  bench::Questioner questioner(*store, 7);
  std::printf("%llu documents, %zu queries of a kind, milliseconds\n",
              static_cast<unsigned long long>(store->counters().documents), queries);
  std::printf("%-22s %-5s %9s %9s %9s %11s\n", "", "", "median", "p95", "p99", "mean hits");
  Ask("two words", *store, questioner.Pairs(queries));
  Ask("word, sphere, year", *store, questioner.Filtered(queries));
  Ask("phrase of two words", *store, questioner.Phrases(queries, 2));
  Ask("phrase of three words", *store, questioner.Phrases(queries, 3));
  using store::Dimension;
  Count("months alone", *store, {}, false);
  Count("one sphere and body", *store, {}, false, questioner.SphereAndBody());
  Count("sphere", *store, {Dimension::kSphere}, false);
  Count("sphere by body", *store, {Dimension::kSphere, Dimension::kBody}, false);
  Count("with rates", *store, {Dimension::kSphere, Dimension::kBody}, true);
}
