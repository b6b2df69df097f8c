#include "nlp/name_questions.h"

#include <utility>

namespace nlp {
namespace {

constexpr std::pair<std::string_view, std::uint32_t> kQuestions[] = {
    {"bias", kBias},
    {"shape", kShape},
    {"level", kLevel},
    {"left", kLeft},
    {"right", kRight},
    {"left_level", kLeftLevel},
    {"right_level", kRightLevel},
    {"look_left", kLookLeft},
    {"look_level", kLookLevel},
    {"look_right", kLookRight},
    {"start", kStart},
    {"segment", kSegment},
    {"tail", kTail},
    {"entity", kEntity},
    {"quoted", kQuoted},
    {"loud", kLoud},
    {"small", kSmall},
    {"more_left", kMoreLeft},
    {"more_right", kMoreRight},
    {"place", kPlaceWord},
    {"historic", kHistoricWord},
    {"brand", kBrandWord},
    {"document_post", kDocumentPost},
    {"document_own", kDocumentOwn},
    {"new_line", kNewLine},
    {"repeated", kRepeated},
    {"inflected", kInflected},
    {"latin", kLatinWord},
    {"first_start", kFirstStart},
    {"tail_post", kTailPost},
    {"self_post", kSelfPost},
    {"length", kLength},
    {"left_start", kLeftStart},
    {"both_sides", kBothSides},
    {"role", kRole},
    {"pair", kPair},
    {"plain", kPlain},
    {"name_left", kNameLeft},
    {"name_right", kNameRight},
    {"first_last", kFirstLast},
    {"thing", kThing},
    {"small_left", kSmallLeft},
    {"on_street", kOnStreet},
};

}  // namespace

std::string FeatureName(std::uint32_t feature) {
  for (const auto& [name, question] : kQuestions) {
    if (question == feature >> 24)
      return std::string(name) + " " + std::to_string(feature & 0xFFFFFF);
  }
  return "";
}

std::uint32_t FeatureOf(std::string_view question, std::uint32_t answer) {
  for (const auto& [name, value] : kQuestions) {
    if (name == question) return value << 24 | (answer & 0xFFFFFF);
  }
  return 0;
}

}  // namespace nlp
