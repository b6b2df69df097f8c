#include "nlp/script_repair.h"

#include <cstddef>

#include "nlp/character.h"

namespace nlp {
namespace {

struct Evidence {
  bool cyrillic = false, foreign = false;            // letters there are
  bool cyrillic_only = false, foreign_only = false;  // letters that have no look-alike
};

Evidence Weigh(const std::u32string& word, std::size_t begin, std::size_t end,
               const CharacterTable& table) {
  Evidence evidence;
  for (std::size_t i = begin; i < end; ++i) {
    if (table[word[i]].script == kCyrillic) {
      evidence.cyrillic = true;
      if (LatinLookalike(word[i]) == 0) evidence.cyrillic_only = true;
    } else {
      evidence.foreign = true;
      if (CyrillicLookalike(word[i]) == 0) evidence.foreign_only = true;
    }
  }
  return evidence;
}

void RepairRun(std::u32string& word, std::size_t begin, std::size_t end,
               const CharacterTable& table) {
  const Evidence evidence = Weigh(word, begin, end, table);
  if (!evidence.cyrillic || !evidence.foreign) return;
  if (evidence.cyrillic_only && evidence.foreign_only) return;
  const auto lookalike = evidence.foreign_only ? &LatinLookalike : &CyrillicLookalike;
  for (std::size_t i = begin; i < end; ++i) {
    const bool is_cyrillic = table[word[i]].script == kCyrillic;
    if (is_cyrillic == evidence.foreign_only) word[i] = lookalike(word[i]);
  }
}

}  // namespace

void RepairMixedScript(std::u32string& word) {
  const CharacterTable& table = CharacterTable::Get();
  for (std::size_t begin = 0; begin < word.size();) {
    std::size_t end = begin;
    while (end < word.size() && table[word[end]].kind == Kind::kLetter) ++end;
    RepairRun(word, begin, end, table);
    begin = end + 1;
  }
}

}  // namespace nlp
