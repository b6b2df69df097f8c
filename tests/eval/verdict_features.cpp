// Prints what the learned layer weighs: {"id", "kind", "date", "title", "text"} per line in; out,
// per text, its id, its features but those of its words, and its sentences, each with field, start,
// end, what rules say of its strength, and features.
// With weights of the verdict it prints instead what is weighed for the topics of the text:
// "topics", and in "found" what is weighed of each topic that rules find.
//
// usage: verdict_features [--weights FILE] [LEXICON].
// scripts/train_verdict reads it.
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "classify/classifier.h"
#include "config/lexicon_loader.h"
#include "core/time.h"
#include "nlp/analyzer.h"

namespace {

using nlohmann::json;

std::string StringOf(const json& line, const char* key) {
  const auto found = line.find(key);
  return found != line.end() && found->is_string() ? found->get<std::string>() : std::string();
}

int Fail(const std::vector<core::Error>& errors) {
  for (const core::Error& error : errors) std::cerr << error.message << "\n";
  return 1;
}

void AddVerdict(const classify::Classifier::DocumentFeatures& features, json& line) {
  line["features"] = features.features;
  json& sentences = line["sentences"] = json::array();
  for (const auto& sentence : features.sentences) {
    sentences.push_back({{"field", core::Name(sentence.field)},
                         {"start", sentence.begin},
                         {"end", sentence.end},
                         {"strength", sentence.strength},
                         {"features", sentence.features}});
  }
}

void AddTopics(const classify::Classifier::TopicFeatures& topics, json& line) {
  line["topics"] = topics.features;
  json& found = line["found"] = json::object();
  for (const auto& topic : topics.found) {
    found[std::string(core::Name(topic.kind)) + "." + topic.id] = topic.features;
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const nlp::Analyzer analyzer;
  classify::Lexicon lexicon;
  const bool weighs = argc > 2 && argv[1] == std::string_view("--weights");
  const int lexicon_at = weighs ? 3 : 1;
  if (argc > lexicon_at) {
    auto loaded = config::LoadLexicon(argv[lexicon_at]);
    if (!loaded) return Fail(loaded.error());
    lexicon = *std::move(loaded);
  } else {
    lexicon = config::BuiltInLexicon();
  }
  classify::Classifier::Options options;
  options.weights = "";  // those of the program may be of another form
  if (weighs) {
    std::ifstream file(argv[2]);
    options.weights = std::string(std::istreambuf_iterator<char>(file), {});
  }
  const auto classifier = classify::Classifier::Compile(std::move(lexicon), analyzer, options);
  if (!classifier) return Fail(classifier.error());
  nlp::Analyzer::Scratch words;
  classify::Classifier::Scratch scratch(**classifier);
  core::NormalizedText title_analysis, text_analysis;
  for (std::string line; std::getline(std::cin, line);) {
    const json input = json::parse(line);
    const std::string kind = StringOf(input, "kind"), title = StringOf(input, "title"),
                      text = StringOf(input, "text");
    analyzer.Analyze(text, core::Language::kUnknown, words, text_analysis);
    analyzer.Analyze(title, text_analysis.language, words, title_analysis);
    const classify::Input document{
        kind, core::ParseDay(StringOf(input, "date")), title, text, title_analysis, text_analysis};
    json line_out = {{"id", input.at("id")}};
    if (weighs) {
      AddTopics((*classifier)->FeaturesOfTopics(document, scratch), line_out);
    } else {
      AddVerdict((*classifier)->Features(document, scratch), line_out);
    }
    std::cout << line_out << "\n";
  }
  return 0;
}
