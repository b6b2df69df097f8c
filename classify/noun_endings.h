// The endings of Kazakh nouns, for names whose stems must not be guessed.
#pragma once

#include <string_view>

namespace classify {

// Whether `ending`, in codes of nlp/alphabet.h, is what Kazakh may add to a name: nothing, a case
// (Оралда), a possessive (Оралы), the suffix of inhabitants and things (Оралдық) and its plural.
bool IsNounEnding(std::string_view ending);

}  // namespace classify
