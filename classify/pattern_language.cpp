#include "classify/pattern_language.h"

#include <algorithm>

namespace classify {
namespace {

core::Language Neighbour(core::Language language) {
  switch (language) {
    case core::Language::kKy:
    case core::Language::kTt:
    case core::Language::kBa:
      return core::Language::kKk;
    case core::Language::kUk:
    case core::Language::kBe:
    case core::Language::kBg:
      return core::Language::kRu;
    default:
      return language;
  }
}

}  // namespace

int PatternLanguage(core::Language sentence, core::Language whole) {
  const core::Language language =
      Neighbour(sentence == core::Language::kUnknown ? whole : sentence);
  const auto found = std::find(kPatternLanguages.begin(), kPatternLanguages.end(), language);
  return found == kPatternLanguages.end() ? -1
                                          : static_cast<int>(found - kPatternLanguages.begin());
}

}  // namespace classify
