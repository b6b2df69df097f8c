// The one-byte streams of a text.
#pragma once

#include "core/normalized_text.h"

namespace nlp {

// Writes both streams from the words, tokens and sentences of `text`, and the places in them that
// tokens and sentences name. Overwrites the streams and keeps their memory.
void WriteStreams(core::NormalizedText& text);

}  // namespace nlp
