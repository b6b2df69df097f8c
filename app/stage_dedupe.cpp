#include <CLI/CLI.hpp>
#include <cstddef>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/stage.h"
#include "nlp/analyzer.h"
#include "store/near_duplicate_window.h"
#include "store/near_duplicates.h"

namespace app {
namespace {

using nlohmann::json;

struct Options {
  double threshold = store::Options().near_duplicate_threshold;
  std::size_t window = std::size_t{1} << 15;  // a power of two, or the next one
};

// The documents read so far. A group is known by the number of its first one, as in the store.
class Deduper {
 public:
  explicit Deduper(const Options& options)
      : threshold_(options.threshold), window_(options.window), held_(window_.capacity() + 1) {}

  json Answer(const json& line) {
    const std::string text = RequiredString(line, "text");
    analyzer_.Analyze(text, core::Language::kUnknown, scratch_, analysis_);
    const store::DocumentNumber number = ++last_;
    Held& mine = HeldOf(number);
    store::GramsOf(analysis_.lemma_stream, mine.grams);
    mine.first = line.contains("id") ? line["id"] : json();
    const json alone = {{"original", nullptr}, {"similarity", 0.0}};
    const auto sketch = store::SketchOf(mine.grams);
    if (!sketch) return alone;
    const auto match =
        window_.MostSimilar(number, *sketch, threshold_, [&](store::DocumentNumber candidate) {
          return store::Similarity(mine.grams, HeldOf(candidate).grams);
        });
    window_.Add(number, {match ? match->group : number, *sketch});
    if (!match) return alone;
    mine.first = HeldOf(match->number).first;
    return {{"original", mine.first}, {"similarity", match->similarity}};
  }

 private:
  struct Held {
    json first;  // the id of the first document of its group
    store::Grams grams;
  };
  Held& HeldOf(store::DocumentNumber number) { return held_[number % held_.size()]; }

  double threshold_;
  nlp::Analyzer analyzer_;
  nlp::Analyzer::Scratch scratch_;
  core::NormalizedText analysis_;
  store::NearDuplicateWindow window_;
  std::vector<Held> held_;  // those in the window, and the one that is being read
  store::DocumentNumber last_ = 0;
};

}  // namespace

Stage DedupeStage() {
  Stage stage{
      "dedupe", "Near-duplicates among texts in order of time: the earliest one of each.",
      R"({"id":2,"text":"Суд вынес приговор бывшему акиму.","date":"2026-01-15"}
{"id":2,"original":1,"similarity":0.83})",
      [](CLI::App& command) {
        const auto options = std::make_shared<Options>();
        command
            .add_option("--threshold", options->threshold,
                        "Share of pairs of neighbouring words that two texts must have in common "
                        "(Jaccard similarity of lemmas)")
            ->check(CLI::Range(0.0, 1.0))
            ->capture_default_str();
        command
            .add_option("--window", options->window,
                        "Among how many of the newest texts duplicates are sought; about 4 KB each")
            ->check(CLI::Range(std::size_t{1}, std::size_t{1} << 24))
            ->capture_default_str();
        return [options] {
          const auto deduper = std::make_shared<Deduper>(*options);
          return Answer([deduper](const json& line) { return deduper->Answer(line); });
        };
      }};
  stage.in_order = true;
  return stage;
}

}  // namespace app
