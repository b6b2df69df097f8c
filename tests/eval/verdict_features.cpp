// Prints what the learned layer of the verdict weighs: {"id", "kind", "title", "text"} per line in;
// out, per text, its id, its features but those of its words, and its sentences, each with field,
// start, end, what rules say of its strength, and features.
// usage: verdict_features [LEXICON].
// scripts/train_verdict reads it.
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "classify/classifier.h"
#include "config/lexicon_loader.h"
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

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const nlp::Analyzer analyzer;
  classify::Lexicon lexicon;
  if (argc > 1) {
    auto loaded = config::LoadLexicon(argv[1]);
    if (!loaded) return Fail(loaded.error());
    lexicon = *std::move(loaded);
  } else {
    lexicon = config::BuiltInLexicon();
  }
  classify::Classifier::Options options;
  options.weights = "";  // those of the program may be of another form
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
    const auto features =
        (*classifier)
            ->Features({kind, std::nullopt, title, text, title_analysis, text_analysis}, scratch);
    json sentences = json::array();
    for (const auto& sentence : features.sentences) {
      sentences.push_back({{"field", core::Name(sentence.field)},
                           {"start", sentence.begin},
                           {"end", sentence.end},
                           {"strength", sentence.strength},
                           {"features", sentence.features}});
    }
    std::cout << json{{"id", input.at("id")},
                      {"features", features.features},
                      {"sentences", std::move(sentences)}}
              << "\n";
  }
  return 0;
}
