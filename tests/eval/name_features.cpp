// Prints what the masker sees of the names in texts: {"text": ...} per line in; out, per text, the
// runs of words that may be names, each a list of spans [start, end, [feature, ...]] with byte
// offsets. The first line out names the features' questions. scripts/train_names reads it.
#include "nlp/name_features.h"

#include <array>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "nlp/name_questions.h"

namespace {

nlohmann::json SpansOf(const nlp::NameText& text, const nlp::NameEvidence& evidence,
                       const nlp::NameRun& run) {
  nlohmann::json spans = nlohmann::json::array();
  for (std::uint32_t first = run.first; first < run.end; ++first) {
    for (std::uint32_t end = first + 1; end <= run.end && end - first <= nlp::kMaxSpanParts;
         ++end) {
      const nlp::NameSpan span{first, end};
      if (!nlp::IsSpan(text, span) || evidence.IsNamedAfter(span) || evidence.IsKnownOfficial(span))
        continue;
      const nlp::NamePart& last = text.parts()[end - 1];
      nlohmann::json features = nlohmann::json::array();
      for (const std::uint32_t f : evidence.Of(run, span).values()) features.push_back(f);
      std::string shape;
      for (std::uint32_t i = first; i < end; ++i) shape += text.parts()[i].type;
      spans.push_back({first - run.first, end - run.first,
                       text.tokens()[text.parts()[first].first].begin,
                       text.tokens()[last.end - 1].end, std::move(features), shape});
    }
  }
  return spans;
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  nlohmann::json questions;
  for (std::uint32_t question = 1; question < 256; ++question) {
    const std::string name = nlp::FeatureName(question << 24);
    if (!name.empty()) questions[std::to_string(question)] = name.substr(0, name.find(' '));
  }
  std::cout << questions << "\n";
  for (std::string line; std::getline(std::cin, line);) {
    const std::string input = nlohmann::json::parse(line).at("text");
    const nlp::MaskText mask(input);
    std::vector<nlp::Entity> entities;
    const std::vector<nlp::Unit> units = nlp::UnitsBeforeNames(mask, entities);
    const nlp::NameText text(input, units);
    const nlp::NameEvidence evidence(text);
    nlohmann::json runs = nlohmann::json::array();
    for (const nlp::NameRun& run : text.runs()) runs.push_back(SpansOf(text, evidence, run));
    std::cout << runs << "\n";
  }
  return 0;
}
