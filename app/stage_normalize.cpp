#include <nlohmann/json.hpp>

#include "app/stage.h"
#include "nlp/normalizer.h"

namespace app {
namespace {

using nlohmann::json;

json AnswerNormalize(const json& line) {
  nlp::Repaired repaired = nlp::Normalize(RequiredString(line, "text"));
  json answer = {{"text", std::move(repaired.text)}, {"fold", std::move(repaired.fold)}};
  if (repaired.script != core::Script::kNone) answer["script"] = core::Code(repaired.script);
  return answer;
}

}  // namespace

Stage NormalizeStage() {
  return {"normalize", "Repaired text, its script and its search key.",
          R"({"id":1,"text":"Әкiм"}
{"id":1,"text":"Әкім","fold":"аким","script":"mixed"})",
          [](CLI::App&) { return [] { return Answer(AnswerNormalize); }; }};
}

}  // namespace app
