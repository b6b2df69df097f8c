#include "nlp/tools/lemma_table.h"

#include <algorithm>
#include <map>
#include <span>
#include <stdexcept>
#include <vector>

#include "nlp/lemma_automaton.h"
#include "nlp/lemma_letters.h"
#include "nlp/utf8.h"

namespace nlp {
namespace {

constexpr std::size_t kMaxTaughtEnding = 8;  // letters
constexpr std::uint32_t kMinLessons = 4;     // weight behind a rule for unknown words
constexpr std::size_t kMinStem = 2;          // letters that such a rule leaves

constexpr std::uint32_t kNoRule = 0xFFFFFF;

std::string LettersOf(std::string_view folded) {
  std::string letters;
  for (std::size_t at = 0; at < folded.size();) {
    const Decoded next = DecodeAt(folded, at);
    letters += LetterOf(next.character);
    at += next.size;
  }
  return letters;
}

void Put32(std::uint32_t number, std::string& out) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(number >> shift & 0xFF);
}

// Numbers rules, and keeps their endings in one string.
class Rules {
 public:
  std::uint32_t Number(std::size_t cut, std::string_view ending) {
    const auto [found, is_new] = numbers_.try_emplace({cut, std::string(ending)}, count());
    if (is_new) {
      std::size_t at = endings_.find(ending);
      if (at == std::string::npos) {
        at = endings_.size();
        endings_ += ending;
      }
      if (cut > 0xFF || ending.size() > 0xFF || at > 0xFFFF) {
        throw std::runtime_error("rules of lemmas do not fit their fields");
      }
      Put32(static_cast<std::uint32_t>(at << 16 | ending.size() << 8 | cut), cells_);
    }
    return found->second;
  }

  std::size_t Cut(std::uint32_t rule) const {
    return static_cast<unsigned char>(cells_[std::size_t{rule} * 4]);
  }
  std::uint32_t count() const { return static_cast<std::uint32_t>(cells_.size() / 4); }
  const std::string& cells() const { return cells_; }
  std::string Endings() const {
    std::string padded = endings_;
    while (padded.size() % 4 != 0) padded += '\0';
    return padded;
  }

 private:
  std::map<std::pair<std::size_t, std::string>, std::uint32_t> numbers_;
  std::string endings_, cells_;
};

// The number of the rule that makes `lemma` of `form`.
std::uint32_t RuleOf(std::string_view form, std::string_view lemma, Rules& rules) {
  std::size_t same = 0;
  while (same < form.size() && same < lemma.size() && form[same] == lemma[same]) ++same;
  while (same > 0 && same < form.size() && (form[same] & 0xC0) == 0x80) --same;
  while (same > 0 && same < lemma.size() && (lemma[same] & 0xC0) == 0x80) --same;
  return rules.Number(CountCharacters(form.substr(same)), lemma.substr(same));
}

struct State {
  std::uint32_t rule = kNoRule;
  std::vector<std::pair<char, std::uint32_t>> next;  // letter, place
  bool operator==(const State&) const = default;
};

struct HashOfState {
  std::size_t operator()(const State& state) const {
    std::size_t hash = state.rule;
    for (const auto& [letter, place] : state.next) {
      hash = (hash ^ (place * 64 + static_cast<unsigned char>(letter))) * 0x9E3779B97F4A7C15;
      hash ^= hash >> 29;
    }
    return hash;
  }
};

// Builds a minimal automaton from words in order (Daciuk et al. 2000, algorithm 1), states written
// as they become final.
class Automaton {
 public:
  explicit Automaton(std::string& cells) : cells_(cells), path_(1) {}

  void Add(const std::string& word, std::uint32_t rule) {
    std::size_t same = 0;
    while (same < word.size() && same < last_.size() && word[same] == last_[same]) ++same;
    Close(same);
    for (std::size_t i = same; i < word.size(); ++i) path_.emplace_back();
    path_.back().rule = rule;
    last_ = word;
  }

  std::uint32_t Finish() {
    Close(0);
    return Write(path_[0]);
  }

 private:
  void Close(std::size_t depth) {
    for (; path_.size() > depth + 1; path_.pop_back()) {
      path_[path_.size() - 2].next.emplace_back(last_[path_.size() - 2], Write(path_.back()));
    }
  }

  std::uint32_t Write(const State& state) {
    const auto place = static_cast<std::uint32_t>(cells_.size() / 4);
    if (place >= LemmaAutomaton::kNoState) throw std::runtime_error("too many words with lemmas");
    const auto [found, is_new] = places_.try_emplace(state, place);
    if (is_new) {
      if (state.rule != kNoRule) {
        Put32(state.rule << 8 | LemmaAutomaton::kRuleCell |
                  (state.next.empty() ? LemmaAutomaton::kLastCell : 0),
              cells_);
      }
      for (const auto& [letter, next] : state.next) {
        const bool is_last = letter == state.next.back().first;
        Put32(next << 8 | static_cast<unsigned char>(letter) |
                  (is_last ? LemmaAutomaton::kLastCell : 0),
              cells_);
      }
    }
    return found->second;
  }

  std::string& cells_;
  std::vector<State> path_;
  std::string last_;
  std::unordered_map<State, std::uint32_t, HashOfState> places_;
};

// A word that teaches: its letters from the last one, its rule, and how much it counts.
struct Lesson {
  std::string reversed;
  std::uint32_t rule, weight;
};

// What the lessons, in order and alike in their first `depth` letters, say about words of that
// ending. Leaves out endings whose rule is that of the shorter ending.
void Learn(std::span<const Lesson> lessons, std::size_t depth, std::uint32_t inherited,
           std::vector<std::uint32_t>& counts,
           std::vector<std::pair<std::string, std::uint32_t>>& learnt) {
  std::uint32_t rule = inherited;
  if (depth > 0) {
    std::uint32_t most = kMinLessons - 1;
    for (const Lesson& lesson : lessons) {
      const std::uint32_t count = counts[lesson.rule] += lesson.weight;
      if (count > most || (count == most && lesson.rule == inherited)) {
        most = count;
        rule = lesson.rule;
      }
    }
    for (const Lesson& lesson : lessons) counts[lesson.rule] = 0;
  }
  if (rule != inherited) learnt.emplace_back(lessons.front().reversed.substr(0, depth), rule);
  if (depth == kMaxTaughtEnding) return;
  for (std::size_t begin = 0; begin < lessons.size();) {
    std::size_t end = begin;
    if (lessons[begin].reversed.size() > depth) {
      const char letter = lessons[begin].reversed[depth];
      while (end < lessons.size() && lessons[end].reversed[depth] == letter) ++end;
      Learn(lessons.subspan(begin, end - begin), depth + 1, rule, counts, learnt);
    } else {
      ++end;
    }
    begin = end;
  }
}

}  // namespace

std::string Fold(std::string_view utf8) {
  std::string folded;
  for (std::size_t at = 0; at < utf8.size();) {
    const Decoded next = DecodeAt(utf8, at);
    char32_t c = next.character;
    if (c >= U'А' && c <= U'Я') c += U'а' - U'А';
    if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
    if (c == U'ё' || c == U'Ё') c = U'е';
    AppendUtf8(c, folded);
    at += next.size;
  }
  return folded;
}

void LemmaTable::Add(const std::string& form, const std::string& lemma, int weight, int lessons) {
  Reading& reading = readings_[form];
  if (reading.lemma.empty() || weight > reading.weight) reading = {lemma, weight, lessons};
}

const LemmaTable::Reading* LemmaTable::Find(const std::string& form) const {
  const auto found = readings_.find(form);
  return found == readings_.end() ? nullptr : &found->second;
}

std::string LemmaTable::Write() const {
  Rules rules;
  std::vector<Lesson> lessons;
  std::vector<std::pair<std::string, std::uint32_t>> words, endings;
  // In order, so that the block depends on nothing but the words.
  std::vector<std::pair<std::string, const std::string*>> forms;
  for (const auto& [form, reading] : readings_) {
    std::string letters = LettersOf(form);
    if (letters.empty() || letters.find('\0') != std::string::npos) continue;
    forms.emplace_back(std::move(letters), &form);
  }
  std::sort(forms.begin(), forms.end());
  for (auto& [letters, form] : forms) {
    const Reading& reading = readings_.at(*form);
    const std::uint32_t rule = RuleOf(*form, reading.lemma, rules);
    if (reading.lessons > 0 && letters.size() >= rules.Cut(rule) + kMinStem) {
      lessons.push_back({std::string(letters.rbegin(), letters.rend()), rule,
                         static_cast<std::uint32_t>(reading.lessons)});
    }
    words.emplace_back(std::move(letters), rule);
  }
  std::sort(lessons.begin(), lessons.end(),
            [](const Lesson& a, const Lesson& b) { return a.reversed < b.reversed; });
  std::vector<std::uint32_t> counts(rules.count());
  Learn(lessons, 0, kNoRule, counts, endings);

  std::string cells;
  Automaton exact(cells);
  for (const auto& [letters, rule] : words) exact.Add(letters, rule);
  const std::uint32_t first_word = exact.Finish();
  Automaton guesses(cells);
  for (const auto& [letters, rule] : endings) guesses.Add(letters, rule);
  const std::uint32_t first_ending = guesses.Finish();

  std::string block;
  const std::string text = rules.Endings();
  Put32(LemmaAutomaton::kMagic, block);
  Put32(rules.count(), block);
  Put32(static_cast<std::uint32_t>(text.size()), block);
  Put32(static_cast<std::uint32_t>(cells.size() / 4), block);
  Put32(first_word, block);
  Put32(first_ending, block);
  return block + rules.cells() + text + cells;
}

}  // namespace nlp
