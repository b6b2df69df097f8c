// libFuzzer: any bytes through the normaliser, whose repairs must lie in order within the text, and
// through the reading of Kazakh words.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "nlp/kazakh_script.h"
#include "nlp/normalizer.h"
#include "nlp/utf8.h"

namespace {

bool IsWellFormed(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const nlp::Decoded next = nlp::DecodeAt(text, at);
    if (next.character == nlp::kReplacement && next.size == 1) return false;
    at += next.size;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const nlp::Repaired repaired = nlp::Normalize(text, nlp::Explain::kYes);
  if (!IsWellFormed(repaired.text) || !IsWellFormed(repaired.fold)) std::abort();
  std::size_t last = 0;
  for (const nlp::Repair& repair : repaired.repairs) {
    if (repair.begin < last || repair.end < repair.begin || repair.end > size) std::abort();
    if (text.substr(repair.begin, repair.end - repair.begin) != repair.before) std::abort();
    if (nlp::DescribeReasons(repair.reasons).empty()) std::abort();
    last = repair.begin;
  }
  if (nlp::Normalize(text).text != repaired.text) std::abort();
  std::string out;
  for (int alphabet = 0; alphabet <= static_cast<int>(nlp::KazakhAlphabet::kArabic); ++alphabet) {
    const bool read = nlp::KazakhToCyrillic(text, static_cast<nlp::KazakhAlphabet>(alphabet), out);
    if (read && (out.empty() || !IsWellFormed(out))) std::abort();
  }
  return 0;
}
