#include "nlp/language.h"

#include <algorithm>
#include <cmath>

#include "nlp/hash.h"
#include "nlp/language_table.h"
#include "nlp/utf8.h"
#include "nlp/word_list.h"

namespace nlp {
namespace {

namespace table = language_table;

// Enough to be sure; keeps the cost of an endless sentence down.
constexpr std::size_t kMaxTokens = 400;
// A letter that occurs often says no more than this many times its weight.
constexpr std::uint32_t kMaxCount = 8;
// By how much a language must lead to overrule the fallback.
constexpr float kMargin = 1.0F;
constexpr std::size_t kMaxWord = 24;  // bytes of the longest word of the table

bool Contains(LanguageSet set, std::size_t language) {
  return (set >> language & 1U) != 0;
}

void Add(std::array<float, core::kLanguages>& scores, LanguageSet languages, float weight) {
  for (std::size_t i = 0; i < core::kLanguages; ++i) {
    if (Contains(languages, i)) scores[i] += weight;
  }
}

void Add(std::array<float, core::kLanguages>& scores,
         const std::array<float, core::kLanguages>& weights, float times) {
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i] += times * weights[i];
}

// How the languages of one script compare where the text says nothing: the language of most text
// that sholu reads comes first.
constexpr float PriorOf(core::Language language) {
  switch (language) {
    case core::Language::kRu:
    case core::Language::kEn:
      return 1.5F;
    case core::Language::kKk:
      return 1.2F;
    case core::Language::kKy:
    case core::Language::kAr:
      return 0.6F;
    default:
      return 0;
  }
}

LanguageSet CandidatesOf(const LanguageEvidence& evidence) {
  if (evidence.cyrillic + evidence.latin + evidence.arabic == 0) return 0;
  // Latin names are frequent in Cyrillic text, the reverse is rare.
  if (evidence.cyrillic * 2 >= evidence.latin && evidence.cyrillic >= evidence.arabic) {
    return table::kCyrillicLanguages;
  }
  return evidence.latin >= evidence.arabic ? table::kLatinLanguages : table::kArabicLanguages;
}

}  // namespace

LanguageEvidence& LanguageEvidence::operator+=(const LanguageEvidence& other) {
  for (std::size_t i = 0; i < score.size(); ++i) score[i] += other.score[i];
  cyrillic += other.cyrillic;
  latin += other.latin;
  arabic += other.arabic;
  return *this;
}

core::Script ScriptOf(std::uint64_t cyrillic, std::uint64_t latin, std::uint64_t arabic) {
  const std::uint64_t all = cyrillic + latin + arabic;
  if (all == 0) return core::Script::kNone;
  const std::uint64_t most = std::max({cyrillic, latin, arabic});
  if ((all - most) * 10 >= all) return core::Script::kMixed;
  if (most == cyrillic) return core::Script::kCyrillic;
  return most == latin ? core::Script::kLatin : core::Script::kArabic;
}

LanguageDetector::LanguageDetector() {
  const CharacterTable& characters = CharacterTable::Get();
  for (char32_t c = 0; c < kFlat; ++c) script_of_letter_[c] = characters[c].script;
  std::uint8_t row = 0;
  for (const LetterRow& letters : table::kLetters) {
    ++row;
    Add(letter_rows_[row], letters.languages, letters.weight);
    for (const char32_t c : letters.letters) row_of_letter_[c] = row;
  }
  for (const char32_t c : table::kCombining) combines_[c] = true;
  for (const WordRow& words : table::kWords) {
    ForEachWord(words.words, [&](std::string_view word) {
      Add(words_[Hash(word)], words.languages, words.weight);
    });
  }
}

// How often each row of letters and each combination occurred.
struct LanguageDetector::Tally {
  std::array<std::uint32_t, std::tuple_size_v<decltype(letter_rows_)>> letters{};
  std::array<std::uint32_t, std::size(table::kCombinations)> combinations{};

  void CountCombinations(char32_t before, char32_t last, char32_t next) {
    for (std::size_t i = 0; i < combinations.size(); ++i) {
      if (table::kCombinations[i].matches(before, last, next)) ++combinations[i];
    }
  }
};

LanguageEvidence LanguageDetector::Weigh(std::string_view words,
                                         std::span<const core::Token> tokens,
                                         std::span<const TokenNote> notes) const {
  LanguageEvidence evidence;
  Tally tally;
  for (std::size_t t = 0; t < std::min(tokens.size(), kMaxTokens); ++t) {
    if ((tokens[t].traits & core::kWord) == 0 || notes[t].is_address) continue;
    const std::string_view norm = words.substr(tokens[t].norm_at, tokens[t].norm_size);
    char32_t before = 0, last = 0;
    for (std::size_t at = 0; at < norm.size();) {
      const Decoded next = DecodeAt(norm, at);
      at += next.size;
      const char32_t c = next.character;
      if (c >= kFlat) continue;
      evidence.cyrillic += script_of_letter_[c] == kCyrillic ? 1 : 0;
      evidence.latin += script_of_letter_[c] == kLatin ? 1 : 0;
      evidence.arabic += script_of_letter_[c] == kArabic ? 1 : 0;
      ++tally.letters[row_of_letter_[c]];
      if (combines_[last]) tally.CountCombinations(before, last, c);
      before = last;
      last = c;
    }
    if (combines_[last]) tally.CountCombinations(before, last, 0);
    if (norm.size() > kMaxWord) continue;
    if (const auto found = words_.find(Hash(norm)); found != words_.end()) {
      Add(evidence.score, found->second, 1);
    }
  }
  const auto times = [](std::uint32_t count) {
    return static_cast<float>(std::min(count, kMaxCount));
  };
  for (std::size_t row = 1; row < tally.letters.size(); ++row) {
    if (tally.letters[row] > 0) Add(evidence.score, letter_rows_[row], times(tally.letters[row]));
  }
  for (std::size_t i = 0; i < tally.combinations.size(); ++i) {
    if (tally.combinations[i] == 0) continue;
    const auto& row = table::kCombinations[i];
    Add(evidence.score, row.languages, row.weight * times(tally.combinations[i]));
  }
  return evidence;
}

LanguageVerdict LanguageDetector::Decide(const LanguageEvidence& evidence,
                                         core::Language fallback) const {
  const LanguageSet candidates = CandidatesOf(evidence);
  if (candidates == 0) return {fallback, 0};
  const auto score_of = [&](std::size_t i) {
    return evidence.score[i] + PriorOf(static_cast<core::Language>(i));
  };
  std::size_t best = 0;
  float best_score = -1, second_score = -1;
  for (std::size_t i = 1; i < core::kLanguages; ++i) {
    if (!Contains(candidates, i)) continue;
    const float score = score_of(i);
    if (score > best_score) {
      second_score = best_score;
      best_score = score;
      best = i;
    } else {
      second_score = std::max(second_score, score);
    }
  }
  const auto fallback_index = static_cast<std::size_t>(fallback);
  if (Contains(candidates, fallback_index) && best != fallback_index &&
      best_score - score_of(fallback_index) < kMargin) {
    return {fallback, 0.5F};
  }
  const float confidence = 1 - 0.5F * std::exp(-(best_score - second_score) / 2);
  return {static_cast<core::Language>(best), confidence};
}

}  // namespace nlp
