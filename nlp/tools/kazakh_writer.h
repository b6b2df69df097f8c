// Writes the model that kazakh_model.h describes.
#pragma once

#include <string>
#include <string_view>

#include "nlp/tools/kazakh_lexicon.h"

namespace nlp::kazakh {

// The model of a lexicon and the grammar's text; the same bytes for the same input. Throws
// std::runtime_error if they do not fit.
std::string WriteModel(const Lexicon& lexicon, std::string_view grammar);

}  // namespace nlp::kazakh
