#include "core/normalized_text.h"

namespace core {

std::string_view Code(Script script) {
  constexpr std::array<std::string_view, 5> kCodes = {"", "cyrl", "latn", "arab", "mixed"};
  return kCodes[static_cast<std::size_t>(script)];
}

void NormalizedText::Clear() {
  words.clear();
  tokens.clear();
  sentences.clear();
  lemma_stream.clear();
  surface_stream.clear();
  language = Language::kUnknown;
  confidence = 0;
  script = Script::kNone;
  nlp_version = 0;
}

}  // namespace core
