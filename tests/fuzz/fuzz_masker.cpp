// libFuzzer: any bytes through the masker; entities must be in order and inside the text, and
// masking a masked text must change nothing.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "nlp/masker.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const nlp::MaskedText masked = nlp::Mask(text);
  std::uint32_t last = 0;
  for (const nlp::Entity& entity : masked.entities) {
    if (entity.begin < last || entity.end <= entity.begin || entity.end > size) std::abort();
    last = entity.end;
  }
  if (nlp::Mask(masked.text).text != masked.text) std::abort();
  return 0;
}
