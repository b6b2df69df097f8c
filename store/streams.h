// What the Analyzer found in a document, kept so that it can be tagged anew without analysing it
// anew.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/normalized_text.h"
#include "store/store.h"

namespace store {

std::string EncodeStreams(const core::NormalizedText& title, const core::NormalizedText& text);
// Without `words`. nullopt if the bytes are no such record, or a token or sentence
// would lie outside its stream.
std::optional<Analysis> DecodeStreams(std::string_view bytes);
// The same in place of what `analysis` has, whose memory is used again; false, and half filled.
bool DecodeStreams(std::string_view bytes, Analysis& analysis);
// The text's lemma stream alone. False if the bytes are no such record.
bool ReadLemmaStream(std::string_view bytes, std::string& stream);

}  // namespace store
