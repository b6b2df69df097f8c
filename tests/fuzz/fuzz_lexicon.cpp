// Any bytes as a lexicon file: errors with places, never a crash or a hang; what compiles is run
// over a text, and what it finds lies in that text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "classify/classifier.h"
#include "config/lexicon_loader.h"
#include "nlp/analyzer.h"

namespace {

constexpr std::string_view kTitle = "Взятка в школе: инспектор";
constexpr std::string_view kText =
    "Инспектор взял взятку 200 тг, взял деньги. Взятку дал врач ЧСИ-ға!\n"
    "Инспектор екі миллион теңге пара алды; ақша ЧСИ-да. Пара, пара, пара алды.\n"
    "The officer took a bribe of 500 dollars, took money, took it in 2024.";

struct Document {
  nlp::Analyzer analyzer;
  core::NormalizedText title, text;

  Document() {
    nlp::Analyzer::Scratch scratch;
    analyzer.Analyze(kTitle, core::Language::kUnknown, scratch, title);
    analyzer.Analyze(kText, core::Language::kUnknown, scratch, text);
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Document document;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto lexicon = config::ParseLexicon({{"fuzz.yaml", bytes}});
  if (!lexicon) {
    if (lexicon.error().empty()) std::abort();
    return 0;
  }
  const auto classifier = classify::Classifier::Compile(*std::move(lexicon), document.analyzer, {});
  if (!classifier) {
    if (classifier.error().empty()) std::abort();
    return 0;
  }
  const classify::Input input{"article", core::Day{}, kTitle, kText, document.title, document.text};
  classify::Classifier::Scratch scratch(**classifier);
  (*classifier)->Classify(input, scratch);
  for (const auto& match : (*classifier)->Explain(input, scratch)) {
    const std::string_view field = match.field == core::Field::kTitle ? kTitle : kText;
    if (match.begin >= match.end || match.end > field.size()) std::abort();
  }
  return 0;
}
