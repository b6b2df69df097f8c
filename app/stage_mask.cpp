#include <nlohmann/json.hpp>

#include "app/stage.h"
#include "nlp/masker.h"

namespace app {
namespace {

using nlohmann::json;

json AnswerMask(const json& line) {
  const std::string text = RequiredString(line, "text");
  nlp::MaskedText masked = nlp::Mask(text);
  json entities = json::array();
  for (const nlp::Entity& entity : masked.entities) {
    entities.push_back({{"type", nlp::Name(entity.type)},
                        {"start", entity.begin},
                        {"end", entity.end},
                        {"text", text.substr(entity.begin, entity.end - entity.begin)}});
  }
  return {{"masked", std::move(masked.text)}, {"entities", std::move(entities)}};
}

}  // namespace

Stage MaskStage() {
  return {"mask", "Personal data of applicants, found and hidden.",
          R"({"id":1,"text":"Тел. 87010000000"}
{"id":1,"masked":"Тел. [phone]","entities":[{"type":"phone","start":9,"end":20,"text":"87010000000"}]})",
          [](CLI::App&) { return [] { return Answer(AnswerMask); }; }};
}

}  // namespace app
