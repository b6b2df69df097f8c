#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/explanation.h"
#include "app/stage.h"
#include "nlp/analyzer.h"
#include "nlp/keyphrases.h"

namespace app {
namespace {

using nlohmann::json;

json SentencesOf(const core::NormalizedText& text) {
  json sentences = json::array();
  for (const core::Sentence& sentence : text.sentences) {
    sentences.push_back({{"start", sentence.begin},
                         {"end", sentence.end},
                         {"language", core::Code(sentence.language)}});
  }
  return sentences;
}

json TokensOf(const core::NormalizedText& text) {
  json tokens = json::array();
  for (const core::Token& token : text.tokens) {
    tokens.push_back({{"start", token.begin},
                      {"end", token.end},
                      {"norm", text.norm(token)},
                      {"lemma", text.lemma(token)}});
  }
  return tokens;
}

struct Settings {
  std::size_t keyphrases = 0;
  bool explain = false;
};

// One thread's memory; the Analyzer itself is shared.
struct Worker {
  nlp::Analyzer::Scratch scratch;
  core::NormalizedText normalized;
  nlp::KeyphraseCounter phrases;
};

json KeyphrasesOf(const std::string& text, std::size_t limit, Worker& worker) {
  worker.phrases.Clear();
  worker.phrases.Add(text, worker.normalized);
  json phrases = json::array();
  for (const nlp::Keyphrase& phrase : worker.phrases.Top(limit)) {
    phrases.push_back({{"text", phrase.text},
                       {"lemma", phrase.lemma},
                       {"score", phrase.score},
                       {"count", phrase.count}});
  }
  return phrases;
}

Answer MakeAnswer(std::shared_ptr<const nlp::Analyzer> analyzer, const Settings& settings) {
  return [analyzer = std::move(analyzer), worker = std::make_shared<Worker>(), settings,
          colours = ColoursOfOutput()](const json& line) -> json {
    const std::string text = RequiredString(line, "text");
    const core::Language hint = core::LanguageOf(OptionalString(line, "language"));
    core::NormalizedText& out = worker->normalized;
    analyzer->Analyze(text, hint, worker->scratch, out);
    if (settings.explain) return Explain(text, out, colours);
    json answer = {
        {"confidence", out.confidence}, {"sentences", SentencesOf(out)}, {"tokens", TokensOf(out)}};
    if (out.language != core::Language::kUnknown) answer["language"] = core::Code(out.language);
    if (out.script != core::Script::kNone) answer["script"] = core::Code(out.script);
    if (settings.keyphrases > 0) {
      answer["keyphrases"] = KeyphrasesOf(text, settings.keyphrases, *worker);
    }
    return answer;
  };
}

}  // namespace

Stage AnalyzeStage() {
  Stage stage;
  stage.name = "analyze";
  stage.about = "Language, sentences, tokens and lemmas of texts.";
  stage.example =
      R"({"id":1,"text":"Взятка."}
{"id":1,"language":"ru","script":"cyrl","confidence":0.76,"sentences":[{"start":0,"end":13,"language":"ru"}],"tokens":[{"start":0,"end":12,"norm":"взятка","lemma":"взятка"},{"start":12,"end":13,"norm":".","lemma":"."}]}

What happened to each word, for a person:
echo '{"text":"Әкiм пара алды."}' | sholu analyze --explain)";
  stage.setup = [](CLI::App& command) {
    const auto settings = std::make_shared<Settings>();
    CLI::Option* const keyphrases = command.add_option(
        "--keyphrases", settings->keyphrases,
        "Add the N phrases that say most about each text: text, lemma, score, count");
    command
        .add_flag("--explain", settings->explain,
                  "Print a table for a person instead: each word, its norm, lemma and traits")
        ->excludes(keyphrases);
    return [settings, analyzer = std::make_shared<const nlp::Analyzer>()]() -> Answer {
      return MakeAnswer(analyzer, *settings);
    };
  };
  return stage;
}

}  // namespace app
