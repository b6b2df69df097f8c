#include <memory>
#include <nlohmann/json.hpp>

#include "app/stage.h"
#include "nlp/analyzer.h"

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

// One thread's Analyzer memory; the Analyzer itself is shared.
struct Worker {
  nlp::Analyzer::Scratch scratch;
  core::NormalizedText normalized;
};

Answer MakeAnswer(std::shared_ptr<const nlp::Analyzer> analyzer) {
  return [analyzer = std::move(analyzer), worker = std::make_shared<Worker>()](const json& line) {
    const std::string text = RequiredString(line, "text");
    const core::Language hint = core::LanguageOf(OptionalString(line, "language"));
    core::NormalizedText& out = worker->normalized;
    analyzer->Analyze(text, hint, worker->scratch, out);
    json answer = {
        {"confidence", out.confidence}, {"sentences", SentencesOf(out)}, {"tokens", TokensOf(out)}};
    if (out.language != core::Language::kUnknown) answer["language"] = core::Code(out.language);
    if (out.script != core::Script::kNone) answer["script"] = core::Code(out.script);
    return answer;
  };
}

}  // namespace

Stage AnalyzeStage() {
  return {"analyze", "Language, sentences, tokens and lemmas of texts.",
          R"({"id":1,"text":"Взятка."}
{"id":1,"language":"ru","script":"cyrl","confidence":0.76,"sentences":[{"start":0,"end":13,"language":"ru"}],"tokens":[{"start":0,"end":12,"norm":"взятка","lemma":"взятк"},{"start":12,"end":13,"norm":".","lemma":"."}]})",
          [](CLI::App&) {
            return [analyzer = std::make_shared<const nlp::Analyzer>()] {
              return MakeAnswer(analyzer);
            };
          }};
}

}  // namespace app
