// The way of a text through analysis and tagging on one thread, with the built-in lexicon: each
// step and both, by CPU time, the best of several rounds. usage: bench_tag FILE [ROUNDS], with the
// texts in lines {"text": ...}.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "classify/classifier.h"
#include "config/lexicon_loader.h"
#include "nlp/analyzer.h"
#include "tests/bench/cpu_seconds.h"

namespace {

using bench::CpuSeconds;

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench_tag FILE [ROUNDS]\n");
    return 2;
  }
  const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 10;
  std::vector<std::string> texts;
  double megabytes = 0;
  std::ifstream file(argv[1]);
  for (std::string line; std::getline(file, line);) {
    texts.push_back(nlohmann::json::parse(line).at("text"));
    megabytes += static_cast<double>(texts.back().size()) / 1e6;
  }

  const nlp::Analyzer analyzer;
  const auto classifier = classify::Classifier::Compile(config::BuiltInLexicon(), analyzer, {});
  if (!classifier) {
    std::fprintf(stderr, "%s\n", classifier.error().front().message.c_str());
    return 1;
  }
  nlp::Analyzer::Scratch analyzer_scratch;
  classify::Classifier::Scratch scratch(**classifier);
  const core::NormalizedText no_title;
  core::NormalizedText analysis;
  const auto analyze = [&](const std::string& text) {
    analyzer.Analyze(text, core::Language::kUnknown, analyzer_scratch, analysis);
  };
  std::size_t tags = 0;
  const auto tag = [&](const std::string& text) {
    const classify::Input input{"article", std::nullopt, {}, text, no_title, analysis};
    tags += (*classifier)->Classify(input, scratch).tags.size();
  };

  double first = 0, best_analysis = 1e9, best_tagging = 1e9, best = 1e9;
  for (int round = 0; round <= rounds; ++round) {
    double analysing = 0, tagging = 0;
    for (const std::string& text : texts) {
      const double begin = CpuSeconds();
      analyze(text);
      const double middle = CpuSeconds();
      tag(text);
      tagging += CpuSeconds() - middle;
      analysing += middle - begin;
    }
    if (round == 0) {
      first = analysing + tagging;
      std::printf("%zu texts, %.2f MB, %zu tags, MB/s, best of %d rounds\n", texts.size(),
                  megabytes, tags, rounds);
    }
    best_analysis = std::min(best_analysis, analysing);
    best_tagging = std::min(best_tagging, tagging);
    best = std::min(best, analysing + tagging);
  }
  std::printf("%-38s %6.1f\n", "analysed", megabytes / best_analysis);
  std::printf("%-38s %6.1f\n", "tagged", megabytes / best_tagging);
  std::printf("%-38s %6.1f\n", "both", megabytes / best);
  std::printf("%-38s %6.1f\n", "both, with nothing seen before", megabytes / first);
  return 0;
}
