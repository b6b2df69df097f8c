// Tagging a corpus anew and trying patterns on it, on all cores, with the built-in lexicon.
// usage: bench_retag TRAINING [DOCUMENTS] [--keep FOLDER]
// TRAINING: the folder classify/training. DOCUMENTS (100,000) are its texts, one after the other,
// each time with other numbers in them and a sentence about the weather.
// FOLDER keeps the workspace, or is used as it is.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/pipeline.h"
#include "app/retagging.h"
#include "app/rule_lab.h"
#include "tests/bench/arguments.h"

namespace {

using Clock = std::chrono::steady_clock;

double Since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

std::vector<core::Document> ReadTexts(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<core::Document> documents;
  for (const auto& file : files) {
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
      const auto text = nlohmann::json::parse(line);
      core::Document& document = documents.emplace_back();
      document.kind = text.at("kind");
      document.text = text.at("text");
      if (text.at("title").is_string()) document.title = text.at("title");
      document.published = core::ParseIso(text.at("date").get<std::string>());
      document.key.source_type =
          document.kind == "article" ? core::SourceType::kMedia : core::SourceType::kAppeal;
      document.key.source = file.stem().string();
    }
  }
  return documents;
}

// The text for the `round`-th time.
core::Document Varied(core::Document document, std::size_t number, std::size_t round) {
  document.key.address = std::to_string(number);
  if (round > 0) {
    for (char& c : document.text) {
      if (c >= '0' && c <= '9') c = static_cast<char>('0' + (c - '0' + round) % 10);
    }
    document.text += " " + std::to_string(round) + " градусов было утром, к вечеру дождь.";
  }
  return document;
}

void Fill(const app::Workspace& workspace, const std::vector<core::Document>& texts,
          std::size_t count) {
  const auto classifier = workspace.CompileLexiconToTag();
  store::Store& store = *workspace.store;
  app::Pipeline pipeline(*workspace.analyzer, *classifier, store, [&store] { store.Sync(); }, {});
  for (std::size_t i = 0; i < count; ++i) {
    const core::Document& text = texts[i % texts.size()];
    const std::size_t round = i / texts.size();
    pipeline.Submit(
        [&text, i, round](app::Workbench& bench) {
          app::Unit unit;
          unit.document = bench.Prepare(Varied(text, i, round), {});
          return unit;
        },
        text.text.size());
  }
  pipeline.Finish();
}

void Retag(const app::Workspace& workspace, const char* what, bool all) {
  const auto classifier = workspace.CompileLexiconToTag();
  const auto begin = Clock::now();
  app::RetagOptions options;
  options.all = all;
  const app::RetagTotals totals = app::Retag(workspace, *classifier, options);
  const double seconds = Since(begin);
  std::printf("%-34s %7.2f s, %8.0f documents/s, %llu judged, %llu changed\n", what, seconds,
              static_cast<double>(totals.documents) / seconds,
              static_cast<unsigned long long>(totals.judged),
              static_cast<unsigned long long>(totals.changed));
  std::fflush(stdout);
}

std::string RuleText(int number, const char* pattern, int version) {
  return "  - {id: bench.rule_" + std::to_string(number) + ", version: " + std::to_string(version) +
         ", title: A rule, why: To be measured., emits: [{mark: repeated}], match: {ru: [\"" +
         pattern + "\"]}}\n";
}

void WriteRules(const std::filesystem::path& folder, int version) {
  std::ofstream file(folder / "lexicon/zz_bench.yaml", std::ios::binary);
  file << "rules:\n"
       << RuleText(1, "конверт ~4 врач", version) << RuleText(2, "сват ~5 тендер", version)
       << RuleText(3, "откат ~3 процент", version);
}

void Try(const app::Workspace& workspace, const std::vector<classify::WordList>& lists,
         const char* text) {
  classify::Pattern pattern;
  pattern.language = core::Language::kRu;
  pattern.text = text;
  std::vector<double> seconds;
  for (int round = 0; round < 5; ++round) {
    const auto answer = app::TryPattern(workspace, lists, pattern, {});
    if (!answer) {
      std::fprintf(stderr, "%s\n", answer.error().front().message.c_str());
      return;
    }
    seconds.push_back(answer->seconds);
    if (round == 0) {
      std::printf("  %-30s %7llu of %7llu looked at, first %.3f s", text,
                  static_cast<unsigned long long>(answer->documents),
                  static_cast<unsigned long long>(answer->candidates), answer->seconds);
    }
  }
  std::sort(seconds.begin(), seconds.end());
  std::printf(", median of 5 %.3f s\n", seconds[2]);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  bench::Arguments arguments(argc, argv);
  const bool keep = arguments.Take("--keep");
  const auto training = arguments.Next();
  if (!training) {
    std::fprintf(stderr, "usage: bench_retag TRAINING [DOCUMENTS] [--keep FOLDER]\n");
    return 2;
  }
  const std::size_t count = arguments.NextCount(100'000);
  const auto kept = keep ? arguments.Next() : std::nullopt;
  const std::filesystem::path folder =
      kept ? std::filesystem::path(*kept)
           : std::filesystem::temp_directory_path() / "sholu_bench_retag";
  if (!kept) std::filesystem::remove_all(folder);
  app::Global global;
  global.workspace = folder.string();
  if (!config::WriteWorkspace(folder)) {
    std::fprintf(stderr, "%s: cannot be written\n", folder.c_str());
    return 1;
  }
  {
    const app::Workspace workspace = app::Workspace::Open(global, app::Access::kWrite);
    if (workspace.store->counters().documents == 0) {
      const auto begin = Clock::now();
      Fill(workspace, ReadTexts(*training), count);
      std::printf("%zu documents put: %.0f/s\n", count, static_cast<double>(count) / Since(begin));
    }
  }
  // Another version each time, so that a workspace that was kept serves again.
  int version = static_cast<int>(Clock::now().time_since_epoch().count() / 1'000'000'000 % 100'000);
  const app::Workspace workspace = app::Workspace::Open(global, app::Access::kWrite);
  WriteRules(folder, version + 1);
  Retag(workspace, "all judged again", true);
  WriteRules(folder, version + 2);
  Retag(workspace, "after a change of 3 rules", false);
  const auto lists = workspace.lexicon().lists;
  std::printf("patterns tried\n");
  for (const char* pattern : {"взять ~3 конверт", "<official> ~4 деньги", "врач", "деньги",
                              "откат & тендер", "взятк*", "\"конвертик\""}) {
    Try(workspace, lists, pattern);
  }
  if (!kept) std::filesystem::remove_all(folder);
  return 0;
}
