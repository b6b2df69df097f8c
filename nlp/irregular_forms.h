// Forms that no suffix rule brings together with their word.
#pragma once

#include <string_view>

namespace nlp {

// The word of an irregular folded form, or "" if the form is not in the table.
std::string_view IrregularKazakh(std::string_view form);

}  // namespace nlp
