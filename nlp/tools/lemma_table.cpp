#include "nlp/tools/lemma_table.h"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <stdexcept>
#include <unordered_map>
#include <utility>
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
  while (same > 0 && same < form.size() && IsTrailByte(form[same])) --same;
  while (same > 0 && same < lemma.size() && IsTrailByte(lemma[same])) --same;
  return rules.Number(CountCharacters(form.substr(same)), lemma.substr(same));
}

struct State {
  std::uint32_t rule = kNoRule;
  std::vector<std::pair<char, std::uint32_t>> next;  // letter, number of the state
  bool operator==(const State&) const = default;
};

struct HashOfState {
  std::size_t operator()(const State& state) const {
    std::size_t hash = state.rule;
    for (const auto& [letter, number] : state.next) {
      hash = (hash ^ (number * 64 + static_cast<unsigned char>(letter))) * 0x9E3779B97F4A7C15;
      hash ^= hash >> 29;
    }
    return hash;
  }
};

// States that differ, numbered as they come.
class States {
 public:
  std::uint32_t Number(const State& state) {
    const auto [found, is_new] =
        numbers_.try_emplace(state, static_cast<std::uint32_t>(states_.size()));
    if (is_new) states_.push_back(state);
    return found->second;
  }
  const std::vector<State>& all() const { return states_; }

 private:
  std::unordered_map<State, std::uint32_t, HashOfState> numbers_;
  std::vector<State> states_;
};

// Builds a minimal automaton from words in order (Daciuk et al. 2000, algorithm 1).
class Automaton {
 public:
  explicit Automaton(States& states) : states_(states), path_(1) {}

  void Add(const std::string& word, std::uint32_t rule) {
    std::size_t same = 0;
    while (same < word.size() && same < last_.size() && word[same] == last_[same]) ++same;
    Close(same);
    for (std::size_t i = same; i < word.size(); ++i) path_.emplace_back();
    path_.back().rule = rule;
    last_ = word;
  }

  // The number of the first state.
  std::uint32_t Finish() {
    Close(0);
    return states_.Number(path_[0]);
  }

 private:
  void Close(std::size_t depth) {
    for (; path_.size() > depth + 1; path_.pop_back()) {
      path_[path_.size() - 2].next.emplace_back(last_[path_.size() - 2],
                                                states_.Number(path_.back()));
    }
  }

  States& states_;
  std::vector<State> path_;
  std::string last_;
};

// Finds each state a place in one array, so that a letter leads to the cell at place + letter and
// no two states have the same place (Aoe 1989). A state lies near the one that leads to it, so that
// the way of a word crosses few lines of memory; that it may lie a little before it fills holes.
class Packer {
 public:
  Packer(const std::vector<State>& states, std::span<const std::uint32_t> firsts)
      : places_(states.size()) {
    // From the first states, each before those it leads to.
    std::vector<std::uint32_t> stack(firsts.begin(), firsts.end());
    std::vector<std::size_t> near(states.size());
    std::vector<bool> done(states.size());
    while (!stack.empty()) {
      const std::uint32_t number = stack.back();
      stack.pop_back();
      if (done[number]) continue;
      done[number] = true;
      std::size_t place = near[number];
      while (!Fits(states[number], place)) ++place;
      Take(states[number], place);
      places_[number] = static_cast<std::uint32_t>(place);
      for (const auto& [letter, next] : states[number].next) {
        stack.push_back(next);
        near[next] = place - std::min(place, kReach);
      }
    }
    if (used_.size() > LemmaAutomaton::kMaxCells) {
      throw std::runtime_error("too many words with lemmas");
    }
    cells_.assign(used_.size() + LemmaAutomaton::kLetterMask, LemmaAutomaton::kEmpty);
    for (std::size_t i = 0; i < states.size(); ++i) {
      const std::uint32_t place = places_[i];
      if (states[i].rule != kNoRule) cells_[place] = states[i].rule << 8;
      for (const auto& [letter, next] : states[i].next) {
        const auto code = static_cast<unsigned char>(letter);
        cells_[place + code] = places_[next] << 8 | code;
      }
    }
  }

  std::uint32_t PlaceOf(std::uint32_t state) const { return places_[state]; }
  const std::vector<std::uint32_t>& cells() const { return cells_; }

 private:
  static constexpr std::size_t kReach = 200;  // cells before

  bool IsUsed(std::size_t cell) const { return cell < used_.size() && used_[cell]; }
  bool IsPlace(std::size_t place) const { return place < is_place_.size() && is_place_[place]; }

  bool Fits(const State& state, std::size_t place) const {
    if (IsPlace(place) || (state.rule != kNoRule && IsUsed(place))) return false;
    return std::none_of(state.next.begin(), state.next.end(), [&](const auto& step) {
      return IsUsed(place + static_cast<unsigned char>(step.first));
    });
  }

  void Take(const State& state, std::size_t place) {
    const auto take = [&](std::size_t cell) {
      if (used_.size() <= cell) used_.resize(cell + 1);
      used_[cell] = true;
    };
    if (is_place_.size() <= place) is_place_.resize(place + 1);
    is_place_[place] = true;
    if (state.rule != kNoRule) take(place);
    for (const auto& [letter, next] : state.next) take(place + static_cast<unsigned char>(letter));
  }

  std::vector<bool> used_, is_place_;
  std::vector<std::uint32_t> places_, cells_;
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

  States states;
  Automaton exact(states);
  for (const auto& [letters, rule] : words) exact.Add(letters, rule);
  const std::uint32_t first_word = exact.Finish();
  Automaton guesses(states);
  for (const auto& [letters, rule] : endings) guesses.Add(letters, rule);
  const std::uint32_t first_ending = guesses.Finish();
  const Packer packer(states.all(), std::array{first_word, first_ending});

  std::string block;
  const std::string text = rules.Endings();
  Put32(LemmaAutomaton::kMagic, block);
  Put32(rules.count(), block);
  Put32(static_cast<std::uint32_t>(text.size()), block);
  Put32(static_cast<std::uint32_t>(packer.cells().size()), block);
  Put32(packer.PlaceOf(first_word), block);
  Put32(packer.PlaceOf(first_ending), block);
  block += rules.cells() + text;
  for (const std::uint32_t cell : packer.cells()) Put32(cell, block);
  return block;
}

}  // namespace nlp
