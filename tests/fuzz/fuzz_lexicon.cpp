// Any bytes as a lexicon file: errors, never a crash or a hang.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "classify/classifier.h"
#include "config/lexicon_loader.h"
#include "nlp/analyzer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const nlp::Analyzer analyzer;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  auto lexicon = config::ParseLexicon({{"fuzz.yaml", text}});
  if (lexicon) classify::Classifier::Compile(*std::move(lexicon), analyzer, {});
  return 0;
}
