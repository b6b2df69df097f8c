// libFuzzer: any bytes through the Analyzer.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "nlp/analyzer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const nlp::Analyzer analyzer;
  static nlp::Analyzer::Scratch scratch;
  static core::NormalizedText out;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  analyzer.Analyze(text, core::Language::kUnknown, scratch, out);
  std::uint32_t last = 0;
  for (const core::Token& token : out.tokens) {
    if (token.begin < last || token.end <= token.begin || token.end > size) std::abort();
    if (token.lemma_stream_at > out.lemma_stream.size()) std::abort();
    if (out.norm(token).empty() || out.lemma(token).empty()) std::abort();
    last = token.end;
  }
  return 0;
}
