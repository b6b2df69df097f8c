// Words by which the end of a sentence is told: abbreviations, and words that begin sentences.
#pragma once

#include <cstdint>
#include <string_view>

namespace nlp {

enum class Abbreviation : std::uint8_t {
  kNone,
  kLeading,  // stands before what it belongs to: its dot never ends a sentence (ул., Dr.)
  kPostfix,  // stands behind a name or year and seldom closes a sentence (Алматы қ., 2019 ж.)
  kNumbered,  // leads a number and is a word otherwise (no., art.)
  kTrailing,  // may close a sentence (млн., etc., т.б.)
};

// What the folded `word` is before a dot.
Abbreviation AbbreviationOf(std::string_view word);

// Units and other abbreviations that close the number before them, though they lead elsewhere:
// "5 см. Потом" beside "См. Приложение".
bool ClosesNumber(std::string_view word);

// "год" and "век" shortened: often the end of an adverbial that begins a sentence.
bool IsYear(std::string_view word);

// Kazakh, Russian and English words of grammar that often begin a sentence and are neither names
// nor parts of titles.
bool IsStarter(std::string_view word);

}  // namespace nlp
