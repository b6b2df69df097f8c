// What the Analyzer made of a text, as a table for a person.
#pragma once

#include <string>
#include <string_view>

#include "app/colours.h"
#include "core/normalized_text.h"

namespace app {

// A heading for the text and for each sentence (its language), then one line per token: text, norm,
// lemma and traits in columns. With colours, norms that were repaired and lemmas that differ stand
// out. Characters that a terminal would obey are shown as core::Printable does; ends with a
// newline.
std::string Explain(std::string_view original, const core::NormalizedText& text, Colours colours);

}  // namespace app
