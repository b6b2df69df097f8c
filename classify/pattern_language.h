// The languages that have patterns of their own, and whose patterns read a sentence.
#pragma once

#include <array>

#include "core/language.h"

namespace classify {

inline constexpr std::array kPatternLanguages = {core::Language::kKk, core::Language::kRu,
                                                 core::Language::kEn};

// Whose patterns read a sentence: its own language if it has any; those of the neighbours are read
// as the one they share most words with (Turkic as Kazakh, Slavic as Russian); a sentence of
// unknown language as `whole`, the language of its field. An index into kPatternLanguages, or -1:
// nobody's.
int PatternLanguage(core::Language sentence, core::Language whole);

}  // namespace classify
