#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "app/explanation.h"
#include "app/stage.h"
#include "nlp/analyzer.h"
#include "nlp/keyphrases.h"

namespace app {
namespace {

using nlohmann::json;

json SentenceOf(const core::Sentence& sentence) {
  return {{"start", sentence.begin},
          {"end", sentence.end},
          {"language", core::Code(sentence.language)}};
}

json TokenOf(const core::NormalizedText& text, const core::Token& token) {
  return {{"start", token.begin},
          {"end", token.end},
          {"norm", text.norm(token)},
          {"lemma", text.lemma(token)}};
}

// Appends `"name":[...]` with what `describe` makes of each item, one at a time: a tree of all
// tokens would take a hundred times the memory of the text.
template <typename Item, typename Describe>
void AppendList(std::string_view name, const std::vector<Item>& items, Describe describe,
                std::string& out) {
  out += fmt::format(",\"{}\":[", name);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += ',';
    out += describe(items[i]).dump(-1, ' ', false, json::error_handler_t::replace);
  }
  out += ']';
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
    json answer = {{"confidence", out.confidence}};
    answer["id"] = line.contains("id") ? line["id"] : json();
    if (out.language != core::Language::kUnknown) answer["language"] = core::Code(out.language);
    if (out.script != core::Script::kNone) answer["script"] = core::Code(out.script);
    if (settings.keyphrases > 0) {
      answer["keyphrases"] = KeyphrasesOf(text, settings.keyphrases, *worker);
    }
    std::string written = answer.dump(-1, ' ', false, json::error_handler_t::replace);
    written.pop_back();  // the brace
    AppendList("sentences", out.sentences, SentenceOf, written);
    AppendList(
        "tokens", out.tokens, [&](const core::Token& token) { return TokenOf(out, token); },
        written);
    written += "}\n";
    return written;
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
