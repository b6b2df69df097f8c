// The questions that are asked of a span of words, by number and by name. Private to the masker.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace nlp {

enum Question : std::uint32_t {
  kBias = 1,
  kShape,
  kLevel,
  kLeft,
  kRight,
  kLeftLevel,
  kRightLevel,
  kLookLeft,
  kLookLevel,
  kLookRight,
  kStart,
  kSegment,
  kTail,
  kEntity,
  kQuoted,
  kLoud,
  kSmall,
  kMoreLeft,
  kMoreRight,
  kPlaceWord,
  kHistoricWord,
  kBrandWord,
  kDocumentPost,
  kDocumentOwn,
  kNewLine,
  kRepeated,
  kInflected,
  kLatinWord,
  kFirstStart,
  kTailPost,
  kSelfPost,
  kLength,
  kLeftStart,
  kBothSides,
  kRole,
  kPair,
  kPlain,
  kNameLeft,
  kNameRight,
  kFirstLast,
  kThing,
  kSmallLeft,
  kOnStreet,
};

// "left 17": the question by name, the answer as a number.
std::string FeatureName(std::uint32_t feature);
// The packed feature of such a name; 0 if there is no such question.
std::uint32_t FeatureOf(std::string_view question, std::uint32_t answer);

}  // namespace nlp
