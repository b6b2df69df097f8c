// The words that headers of tables of figures are written with in Kazakh, Russian and English.
#pragma once

#include <span>

#include "crawler/figure_layout.h"
#include "crawler/header_words.h"

namespace crawler {

// Phrases whose roles are FigureRole. Thread-safe.
const HeaderVocabulary& FigureVocabulary();

}  // namespace crawler
