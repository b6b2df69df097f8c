#include "nlp/word_classes.h"

#include <string>

#include "nlp/character.h"
#include "nlp/embedded.h"
#include "nlp/utf8.h"
#include "nlp/word_list.h"

namespace nlp {

WordClasses::WordClasses(std::string_view file, std::span<const Name> names) : entries_(4096) {
  ForEachLine(file, [&](std::string_view line) {
    const std::size_t colon = line.find(": ");
    std::uint32_t bit = 0;
    for (const auto& [name, value] : names) {
      if (name == line.substr(0, colon)) bit = value;
    }
    ForEachWord(line.substr(colon + 1), [&](std::string_view word) { Add(word, bit); });
  });
}

void WordClasses::Add(std::string_view word, std::uint32_t bit) {
  const char mark = word.back();
  if (mark == '*' || mark == '~') word.remove_suffix(1);
  const std::string key = KeyText(FoldedWord(word));
  Entry& entry = entries_.Insert(NameKey::Hash(key));
  (mark == '*' ? entry.russian : mark == '~' ? entry.kazakh : entry.exact) |= bit;
  if (mark != '~') return;
  if (const std::string soft = SoftenedStem(key); !soft.empty()) {
    entries_.Insert(NameKey::Hash(soft)).kazakh |= bit;
  }
}

std::uint32_t WordClasses::Of(const NameKey& key) const {
  for (std::size_t size = key.size(); size > 0; --size) {
    const Entry* entry = entries_.Find(key.hash(size));
    if (entry == nullptr) continue;
    std::uint32_t bits = 0;
    if (size == key.size()) bits |= entry->exact;
    if ((entry->russian | entry->kazakh) != 0) {
      const std::uint16_t endings = EndingsOf(key.text().substr(size));
      if ((endings & kRussianNoun) != 0) bits |= entry->russian;
      if ((endings & kKazakhNoun) != 0) bits |= entry->kazakh;
    }
    if (bits != 0) return bits;
  }
  return 0;
}

std::string SoftenedStem(std::string key) {
  constexpr std::size_t kShortest = 3;
  static const std::string kHard = KeyText("кп"), kSoft = KeyText("гб");
  if (key.size() < kShortest) return "";
  const std::size_t at = kHard.find(key.back());
  if (at == std::string::npos) return "";
  key.back() = kSoft[at];
  return key;
}

std::string FoldedWord(std::string_view word) {
  const CharacterTable& table = CharacterTable::Get();
  std::string folded;
  for (std::size_t at = 0; at < word.size();) {
    const Decoded next = DecodeAt(word, at);
    AppendUtf8(table[next.character].fold, folded);
    at += next.size;
  }
  return folded;
}

}  // namespace nlp
