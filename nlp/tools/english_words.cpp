#include "nlp/tools/english_words.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <unordered_map>
#include <utility>
#include <vector>

#include "nlp/tools/hunspell.h"
#include "nlp/tools/word_file.h"

namespace nlp {
namespace {

enum Part { kNoun, kVerb, kAdjective, kAdverb, kParts };

constexpr std::array<std::string_view, kParts> kFiles = {"noun", "verb", "adj", "adv"};

// How many of a hundred uses of a word of each part of speech are its base form, and how many are
// each other form; weights are these shares times WordNet's count of the word.
constexpr std::array<int, kParts> kBaseShare = {70, 35, 95, 95};
constexpr int kPlural = 30, kThirdPerson = 12, kPast = 30, kGerund = 16, kDegree = 3;
// The base form's share of words that are also forms of others: words, meeting, revised.
constexpr int kPluralBase = 10, kActionBase = 40, kParticipleBase = 40;
constexpr int kUncounted = 1, kUse = 3;  // WordNet counts too few texts to trust zero
constexpr int kDictionaryWord = 30, kDictionaryForm = 10;
constexpr int kListed = 1 << 24;

bool IsVowel(char letter) {
  return std::string_view("aeiou").find(letter) != std::string_view::npos;
}

bool EndsWithAny(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return word.ends_with(ending); });
}

std::string Stem(const std::string& word, std::size_t cut) {
  return word.substr(0, word.size() - cut);
}

bool EndsInConsonantAndY(const std::string& word) {
  return word.size() > 2 && word.ends_with('y') && !IsVowel(word[word.size() - 2]);
}

std::string WithS(const std::string& word) {
  if (EndsInConsonantAndY(word)) return Stem(word, 1) + "ies";
  for (const std::string_view ending : {"s", "x", "z", "ch", "sh"}) {
    if (word.ends_with(ending)) return word + "es";
  }
  return word + "s";
}

std::string WithE(const std::string& word, std::string_view ending) {  // -ed, -er, -est
  if (word.ends_with('e')) return word + std::string(ending.substr(1));
  if (EndsInConsonantAndY(word)) return Stem(word, 1) + "i" + std::string(ending);
  return word + std::string(ending);
}

std::string WithIng(const std::string& word) {
  if (word.ends_with("ie")) return Stem(word, 2) + "ying";
  if (word.ends_with('e') && !word.ends_with("ee") && !word.ends_with("oe") &&
      !word.ends_with("ye")) {
    return Stem(word, 1) + "ing";
  }
  return word + "ing";
}

// planned: one vowel before one consonant. Words of several syllables double too where the last is
// stressed; WordNet lists those as exceptions.
bool Doubles(const std::string& word) {
  if (word.size() < 3) return false;
  const char last = word.back(), vowel = word[word.size() - 2], before = word[word.size() - 3];
  return !IsVowel(last) && std::string_view("wxy").find(last) == std::string_view::npos &&
         IsVowel(vowel) && !IsVowel(before) &&
         std::count_if(word.begin(), word.end(), IsVowel) == 1;
}

class Maker {
 public:
  explicit Maker(const EnglishSources& sources) {
    ReadCounts(sources.wordnet + "/cntlist.rev");
    for (const Part part : {kNoun, kVerb, kAdjective, kAdverb}) {
      const std::string name(kFiles[part]);
      ReadIndex(sources.wordnet + "/index." + name, part);
      ReadExceptions(sources.wordnet + "/" + name + ".exc", part);
    }
    ReadHunspell(sources);
    for (const WordLine& line : ReadWordFile(sources.words)) {
      for (const std::string& form : line.words) table_.Add(form, line.head, kListed, 0);
      table_.Add(line.head, line.head, kListed - 1, 0);
    }
  }

  LemmaTable& table() { return table_; }

 private:
  static std::ifstream Open(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error(path + ": cannot be read; run scripts/install");
    return file;
  }

  int CountOf(const std::string& lemma, Part part) const {
    const auto found = counts_[part].find(lemma);
    return found == counts_[part].end() ? kUncounted : kUncounted + kUse * found->second;
  }

  void ReadCounts(const std::string& path) {
    std::ifstream file = Open(path);
    std::string key, sense;
    int count = 0;
    while (file >> key >> sense >> count) {
      const std::size_t percent = key.find('%');
      if (percent == std::string::npos || percent + 1 >= key.size()) continue;
      const char type = key[percent + 1];  // 5: an adjective beside another
      const int part = type == '5' ? kAdjective : type - '1';
      if (part < 0 || part >= kParts) continue;
      counts_[static_cast<std::size_t>(part)][key.substr(0, percent)] += count;
    }
    if (counts_[kNoun].empty()) throw std::runtime_error(path + ": has no counts of WordNet 3");
  }

  void ReadIndex(const std::string& path, Part part) {
    std::ifstream file = Open(path);
    std::string line;
    while (std::getline(file, line)) {
      if (line.starts_with(' ')) continue;  // the licence
      const std::string lemma = line.substr(0, line.find(' '));
      if (lemma.find_first_not_of("abcdefghijklmnopqrstuvwxyz-'") == std::string::npos) {
        AddForms(lemma, part, CountOf(lemma, part));
      }
    }
  }

  bool IsPlural(const std::string& lemma) const {
    return lemma.ends_with('s') && !lemma.ends_with("ss") &&
           counts_[kNoun].contains(Stem(lemma, 1));
  }

  void AddForms(const std::string& lemma, Part part, int count) {
    if (lemma == "be") return;  // every form of it is in our list
    int share = kBaseShare[part];
    if (part == kNoun && IsPlural(lemma)) share = kPluralBase;
    if (part == kNoun && lemma.ends_with("ing")) share = kActionBase;
    if (part == kAdjective && EndsWithAny(lemma, {"ed", "ing"})) share = kParticipleBase;
    table_.Add(lemma, lemma, count * share, part == kVerb ? 1 : 4);
    if (part == kNoun) table_.Add(WithS(lemma), lemma, count * kPlural, 4);
    if (part == kVerb) {
      table_.Add(WithS(lemma), lemma, count * kThirdPerson, 2);
      const std::string stem = Doubles(lemma) ? lemma + lemma.back() : lemma;
      table_.Add(WithE(stem, "ed"), lemma, count * kPast, 2);
      table_.Add(WithIng(stem), lemma, count * kGerund, 2);
    }
    if (part == kAdjective && lemma.size() <= kMaxCompared) {
      const std::string stem = Doubles(lemma) ? lemma + lemma.back() : lemma;
      table_.Add(WithE(stem, "er"), lemma, count * kDegree, 0);
      table_.Add(WithE(stem, "est"), lemma, count * kDegree, 0);
    }
  }

  void ReadExceptions(const std::string& path, Part part) {
    std::ifstream file = Open(path);
    std::string line;
    while (std::getline(file, line)) {
      std::istringstream fields(line);
      std::string form, lemma;
      if (!(fields >> form >> lemma) || lemma.find('_') != std::string::npos) continue;
      const int share = part == kNoun ? kPlural : part == kVerb ? kPast : kDegree;
      table_.Add(form, lemma, CountOf(lemma, part) * share, 1);
    }
  }

  // Words that WordNet has not: names, pronouns, prepositions.
  void ReadHunspell(const EnglishSources& sources) {
    const Hunspell hunspell(sources.aff, sources.dic);
    for (const Hunspell::Entry& entry : hunspell.entries()) {
      const std::string lemma = Fold(entry.word);
      if (table_.Find(lemma) == nullptr) table_.Add(lemma, lemma, kDictionaryWord, 4);
      for (const char flag : entry.flags) {
        if (std::string_view("SDG").find(flag) == std::string_view::npos) continue;
        hunspell.ForEachForm(entry.word, flag, [&](const std::string& form) {
          table_.Add(Fold(form), lemma, kDictionaryForm, 1);
        });
      }
    }
  }

  static constexpr std::size_t kMaxCompared = 8;  // longer adjectives take more and most

  std::array<std::unordered_map<std::string, int>, kParts> counts_;
  LemmaTable table_;
};

}  // namespace

LemmaTable MakeEnglishTable(const EnglishSources& sources) {
  return std::move(Maker(sources).table());
}

}  // namespace nlp
