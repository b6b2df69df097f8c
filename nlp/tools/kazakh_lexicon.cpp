#include "nlp/tools/kazakh_lexicon.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <sstream>
#include <stdexcept>

#include "nlp/utf8.h"

namespace nlp::kazakh {
namespace {

Letters Of(std::u32string_view text) {
  Letters letters;
  for (const char32_t c : text) letters += LetterOf(c);
  return letters;
}

bool EndsInOneOf(const Letters& word, std::initializer_list<std::u32string_view> ends) {
  return std::any_of(ends.begin(), ends.end(),
                     [&](std::u32string_view end) { return word.ends_with(Of(end)); });
}

Harmony HarmonyOf(const Letters& word) {
  HarmonyReader reader;
  for (const Letter letter : word) reader.Read(letter);
  return reader.value();
}

// The word without look-alikes of Cyrillic letters.
std::string Cyrillic(std::string word) {
  static constexpr std::pair<char, std::string_view> kLookAlikes[] = {
      {'i', "і"}, {'a', "а"}, {'e', "е"}, {'o', "о"}, {'c', "с"}, {'p', "р"}, {'x', "х"}};
  std::string result;
  for (const char c : word) {
    const auto* found = std::find_if(std::begin(kLookAlikes), std::end(kLookAlikes),
                                     [c](const auto& pair) { return pair.first == c; });
    if (found == std::end(kLookAlikes)) {
      result += c;
    } else {
      result += found->second;
    }
  }
  return result;
}

// Stems that a word in -у or -ю may be the action noun of.
std::vector<Letters> StemsOfAction(const Letters& action, const std::set<Letters>& words) {
  Letters base = action.substr(0, action.size() - 1);
  if (base.empty()) return {};
  if (action.back() == LetterOf(U'ю')) {
    if (base.back() == LetterOf(U'и')) return {base};
    return {base + LetterOf(U'й')};
  }
  if (IsSyllabic(base.back())) return {base};
  std::vector<Letters> stems;
  const Letters elided = base + LetterOf(HarmonyOf(base) == Harmony::kBack ? U'ы' : U'і');
  base.back() = VoicelessOf(base.back());
  if (words.contains(elided)) stems.push_back(elided);
  if (words.contains(base) || stems.empty()) stems.push_back(base);
  return stems;
}

std::runtime_error Wrong(std::string_view file, std::size_t line, std::string_view what) {
  return std::runtime_error(std::string(file) + ":" + std::to_string(line) + ": " +
                            std::string(what));
}

}  // namespace

Letters LettersOf(std::string_view utf8) {
  Letters letters;
  for (std::size_t at = 0; at < utf8.size();) {
    const Decoded next = DecodeAt(utf8, at);
    const Letter letter = LetterOf(next.character);
    if (letter == 0) return {};
    letters += letter;
    at += next.size;
  }
  return letters;
}

std::string Utf8Of(const Letters& letters) {
  std::string utf8;
  for (const Letter letter : letters) AppendUtf8(CharacterOf(letter), utf8);
  return utf8;
}

void Lexicon::AddWords(std::string_view text) {
  constexpr std::string_view kFile = "kazakh_words.txt";
  std::istringstream lines{std::string(text)};
  std::string section;
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    if (line.front() == '[' && line.back() == ']') {
      section = line.substr(1, line.size() - 2);
      continue;
    }
    std::istringstream words(line);
    Letters lemma;  // of a line of forms
    if (section == "forms") {
      std::string first;
      words >> first;
      if (!first.ends_with(':')) throw Wrong(kFile, number, "no colon behind the lemma");
      lemma = LettersOf(std::string_view(first).substr(0, first.size() - 1));
      if (lemma.empty()) throw Wrong(kFile, number, "not in small Kazakh letters: " + first);
      if (!lexemes_.contains({lemma, Class::kVerb})) {
        others_.push_back({lemma, lemma, Class::kNominal, true});
      }
    }
    for (std::string word; words >> word;) {
      const std::size_t mark = word.find_first_of("/=");
      const Letters written = LettersOf(std::string_view(word).substr(0, mark));
      const Letters second =
          mark == word.npos ? Letters() : LettersOf(std::string_view(word).substr(mark + 1));
      if (written.empty() || (mark != word.npos && second.empty())) {
        throw Wrong(kFile, number, "not in small Kazakh letters: " + word);
      }
      const Class part = section == "verbs" ? Class::kVerb : Class::kNominal;
      if (section == "forms" || section == "particles" || section == "fixed") {
        others_.push_back({written, section == "forms" ? lemma : written, part, true});
        if (section == "fixed") lexemes_[{written, part}].is_written = true;
      } else if (section != "nouns" && section != "verbs") {
        throw Wrong(kFile, number, "no such section: " + section);
      } else if (mark != word.npos && word[mark] == '=') {
        others_.push_back({written, second, part, false});
      } else {
        lexemes_[{written, part}].is_written = true;
        if (mark != word.npos) elided_[{written, part}] = second;
      }
    }
  }
}

void Lexicon::AddCounts(const std::map<Lexeme, Evidence>& counts) {
  for (const auto& [lexeme, evidence] : counts) lexemes_[lexeme].count = evidence.count;
}

void Lexicon::AddDictionary(std::string_view text,
                            const std::function<bool(const Letters&)>& is_wanted) {
  constexpr std::size_t kShortest = 3, kLongest = 30;
  std::istringstream lines{std::string(text)};
  std::set<Letters> words, actions;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t slash = std::min(line.find('/'), line.find_last_not_of("\r\n ") + 1);
    const Letters word = LettersOf(Cyrillic(line.substr(0, slash)));
    if (word.size() < kShortest || word.size() > kLongest) continue;
    const bool is_action = slash + 1 < line.size() && line[slash] == '/' && line[slash + 1] == 'M';
    (is_action ? actions : words).insert(word);
  }
  for (const Letters& word : words) {
    if (is_wanted(word)) lexemes_[{word, Class::kNominal}].is_listed = true;
  }
  for (const Letters& action : actions) {
    if (!is_wanted(action)) continue;
    for (Letters& stem : StemsOfAction(action, words)) {
      if (stem.size() < kShortest) continue;  // the few there are stand in our own list
      lexemes_[{std::move(stem), Class::kVerb}].is_listed = true;
    }
  }
}

std::vector<WrittenStem> Lexicon::WrittenOf(const Lexeme& lexeme) const {
  const Letters& lemma = lexeme.lemma;
  const Letter last = lemma.back();
  Final final = FinalOf(last);
  if (last == LetterOf(U'ь') && lemma.size() > 1) final = FinalOf(lemma[lemma.size() - 2]);
  const Letters shorter = lemma.substr(0, lemma.size() - 1);
  std::vector<WrittenStem> stems;
  if (const auto elided = elided_.find(lexeme); elided != elided_.end()) {
    stems.push_back({lemma, final, Before::kAny});  // орыны is met beside орны
    stems.push_back({elided->second, final, Before::kVowel});
  } else {
    stems.push_back({lemma, final, last == LetterOf(U'қ') ? Before::kNoVowel : Before::kAny});
  }
  if (VoicedOf(last) != last) {
    stems.push_back({shorter + VoicedOf(last), final, Before::kVowel});
  }
  if (lexeme.part == Class::kNominal) {
    // Borrowed words that end in two consonants take a vowel: факт, фактісі.
    if (EndsInOneOf(lemma, {U"кт", U"ст", U"нк", U"нг", U"кс", U"рк", U"рг", U"нт", U"рт"})) {
      stems.push_back({lemma + LetterOf(U'і'), Final::kVowel, Before::kAny});
    }
    return stems;
  }
  if (last == LetterOf(U'ы') || last == LetterOf(U'і')) {
    stems.push_back({shorter, Final::kElided, Before::kAny});
    // байы, байиды, баю
    if (shorter.ends_with(LetterOf(U'й'))) {
      stems.push_back({shorter.substr(0, shorter.size() - 1), Final::kGlideless, Before::kAny});
    }
  } else if (last == LetterOf(U'й')) {
    stems.push_back({shorter, Final::kGlideless, Before::kAny});
  } else if (last == LetterOf(U'и')) {
    stems.push_back({lemma, Final::kHigh, Before::kAny});
  } else if (last == LetterOf(U'п')) {
    stems.push_back({shorter + LetterOf(U'у'), Final::kLabial, Before::kAny});
  }
  return stems;
}

std::map<Lexeme, Evidence> ReadCounts(std::string_view text) {
  std::map<Lexeme, Evidence> counts;
  std::istringstream lines{std::string(text)};
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    std::string lemma;
    char part = 0;
    double count = 0;
    const bool is_read = static_cast<bool>(fields >> lemma >> part >> count);
    const Letters letters = LettersOf(lemma);
    if (!is_read || letters.empty() || (part != 'n' && part != 'v')) {
      throw Wrong("kazakh_counts.txt", number, "not `LEMMA n|v COUNT`");
    }
    counts[{letters, part == 'v' ? Class::kVerb : Class::kNominal}].count = count;
  }
  return counts;
}

std::string WriteCounts(const std::map<Lexeme, Evidence>& counts) {
  std::vector<std::string> lines;
  for (const auto& [lexeme, evidence] : counts) {
    lines.push_back(Utf8Of(lexeme.lemma) + (lexeme.part == Class::kVerb ? " v " : " n ") +
                    std::to_string(std::lround(evidence.count)));
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

}  // namespace nlp::kazakh
