#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "app/stage.h"
#include "classify/classifier.h"
#include "config/lexicon_loader.h"
#include "core/time.h"
#include "nlp/analyzer.h"

namespace app {
namespace {

using nlohmann::json;

// What all threads share.
struct Shared {
  nlp::Analyzer analyzer;
  std::unique_ptr<classify::Classifier> classifier;
};

std::string AllMessages(const std::vector<core::Error>& errors) {
  std::string all;
  for (const core::Error& error : errors) all += (all.empty() ? "" : "\n") + error.message;
  return all;
}

// $XDG_CACHE_HOME/sholu, else ~/.cache/sholu (XDG Base Directory Specification); none without a
// home.
std::filesystem::path CacheFolder() {
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache == '/') {
    return std::filesystem::path(cache) / "sholu";
  }
  if (const char* home = std::getenv("HOME"); home && *home == '/') {
    return std::filesystem::path(home) / ".cache/sholu";
  }
  return {};
}

std::string ReadWeights(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  if (!file) throw CLI::ValidationError("--weights", path + " cannot be read; check the path");
  return content.str();
}

std::shared_ptr<const Shared> Share(const std::string& folder, const std::string& weights) {
  auto shared = std::make_shared<Shared>();
  classify::Lexicon lexicon;
  if (folder.empty()) {
    lexicon = config::BuiltInLexicon();
  } else {
    auto loaded = config::LoadLexicon(folder);
    if (!loaded) throw CLI::ValidationError("--lexicon", AllMessages(loaded.error()));
    lexicon = *std::move(loaded);
  }
  classify::Classifier::Options options;
  options.cache_folder = CacheFolder();
  if (!weights.empty()) options.weights = ReadWeights(weights);
  auto classifier = classify::Classifier::Compile(std::move(lexicon), shared->analyzer, options);
  if (!classifier) throw CLI::ValidationError("--lexicon", AllMessages(classifier.error()));
  shared->classifier = *std::move(classifier);
  return shared;
}

json SphereJson(const core::Tag& tag) {
  return {{"id", tag.id}, {"score", tag.score}};
}

json BodyJson(const core::Tag& tag) {
  return {{"id", tag.id}, {"role", core::Name(tag.role)}, {"special", tag.special}};
}

json ToJson(const core::Classification& result, std::string_view title, std::string_view text) {
  json answer = {{"language", core::Code(result.language)},
                 {"corruption", result.corruption},
                 {"context", core::Name(result.context)},
                 {"countable", result.countable}};
  json spheres = json::array(), bodies = json::array(), schemes = json::array(),
       offences = json::array(), regions = json::array(), marks = json::array(),
       evidence = json::array();
  for (const core::Tag& tag : result.tags) {
    switch (tag.kind) {
      case core::TagKind::kSphere:
        spheres.push_back(SphereJson(tag));
        break;
      case core::TagKind::kBody:
        bodies.push_back(BodyJson(tag));
        break;
      case core::TagKind::kScheme:
        schemes.push_back(tag.id);
        break;
      case core::TagKind::kOffence:
        offences.push_back(tag.id);
        break;
      case core::TagKind::kRegion:
        regions.push_back(tag.id);
        break;
      case core::TagKind::kMark:
        marks.push_back(tag.id);
        break;
    }
  }
  for (const core::Evidence& span : result.evidence) {
    const std::string_view field = span.field == core::Field::kTitle ? title : text;
    evidence.push_back({{"rule", span.rule},
                        {"field", core::Name(span.field)},
                        {"start", span.begin},
                        {"end", span.end},
                        {"text", field.substr(span.begin, span.end - span.begin)}});
  }
  answer["spheres"] = std::move(spheres);
  answer["bodies"] = std::move(bodies);
  answer["schemes"] = std::move(schemes);
  answer["offences"] = std::move(offences);
  answer["regions"] = std::move(regions);
  answer["marks"] = std::move(marks);
  answer["evidence"] = std::move(evidence);
  return answer;
}

// One worker thread: the shared classifier and the memory it reuses.
class Tagger {
 public:
  explicit Tagger(std::shared_ptr<const Shared> shared)
      : shared_(std::move(shared)), classifier_(*shared_->classifier) {}

  json operator()(const json& line) {
    const std::string text = RequiredString(line, "text");
    const std::string title = OptionalString(line, "title");
    const std::string kind = OptionalString(line, "kind");
    const std::string date = OptionalString(line, "date");
    std::optional<core::Day> day;
    if (!date.empty()) {
      const auto written = core::ParseIso(date);
      if (!written) throw BadLine("date '" + date + "' is not ISO 8601, such as 2024-05-12");
      day = written->day();
    }
    shared_->analyzer.Analyze(text, core::Language::kUnknown, analyzer_, text_analysis_);
    shared_->analyzer.Analyze(title, text_analysis_.language, analyzer_, title_analysis_);
    const core::Classification result = shared_->classifier->Classify(
        {kind, day, title, text, title_analysis_, text_analysis_}, classifier_);
    return ToJson(result, title, text);
  }

 private:
  std::shared_ptr<const Shared> shared_;
  nlp::Analyzer::Scratch analyzer_;
  classify::Classifier::Scratch classifier_;
  core::NormalizedText title_analysis_, text_analysis_;
};

}  // namespace

Stage TagStage() {
  Stage stage;
  stage.name = "tag";
  stage.about = "Tag texts with spheres, bodies, schemes, offences, regions and the verdict";
  stage.example =
      R"({"id":1,"kind":"article","date":"2026-02-03","text":"Завуча школы в Таразе задержали при получении взятки."})"
      "\n"
      R"({"id":1,"language":"ru","corruption":true,"context":"investigation","countable":true,"spheres":[{"id":"education","score":0.7}],"bodies":[{"id":"school","role":"implicated","special":false}],"schemes":["bribe_generic"],"offences":["cc366"],"regions":["KZ-31"],"evidence":[{"rule":"scheme.bribe_generic","field":"text","start":0,"end":97,"text":"..."}]})";
  stage.setup = [](CLI::App& command) {
    const auto folder = std::make_shared<std::string>(), weights = std::make_shared<std::string>();
    command.add_option("--lexicon", *folder,
                       "Folder of the lexicon, with the registry's files in it, beside it or in "
                       "registry/ beside it; the built-in one if absent");
    command.add_option("--weights", *weights,
                       "File of scripts/train_verdict, which decides together with the rules; "
                       "the built-in one if absent");
    // Compiled before any worker starts: an error in the lexicon ends the run.
    const auto shared = std::make_shared<std::shared_ptr<const Shared>>();
    command.parse_complete_callback(
        [folder, weights, shared] { *shared = Share(*folder, *weights); });
    return [shared]() -> Answer {
      const auto tagger = std::make_shared<Tagger>(*shared);
      return [tagger](const json& line) { return (*tagger)(line); };
    };
  };
  return stage;
}

}  // namespace app
