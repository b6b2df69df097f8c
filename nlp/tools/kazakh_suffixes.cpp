#include "nlp/tools/kazakh_suffixes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "nlp/utf8.h"

namespace nlp::kazakh {
namespace {

struct Rule {
  std::string from, to;
  std::u32string suffix;
  std::uint32_t cost;
};

struct Grammar {
  std::vector<Rule> rules;
  std::map<std::string, std::uint32_t> ends;
};

Grammar Parse(std::string_view text) {
  Grammar grammar;
  std::istringstream lines{std::string(text)};
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    std::string first, second;
    fields >> first >> second;
    if (first == "end") {
      if (std::uint32_t cost; fields >> cost) {
        grammar.ends[second] = cost;
        continue;
      }
    } else if (first == "like" && second.ends_with(':')) {
      second.pop_back();
      if (std::string model; fields >> model) {
        const std::vector<Rule> rules = grammar.rules;
        for (Rule rule : rules) {
          if (rule.from != model) continue;
          rule.from = second;
          grammar.rules.push_back(std::move(rule));
        }
        continue;
      }
    } else if (first.ends_with(':')) {
      first.pop_back();
      Rule rule;
      for (std::size_t at = 0; at < second.size();) {
        const Decoded next = DecodeAt(second, at);
        rule.suffix += next.character;
        at += next.size;
      }
      if (fields >> rule.cost >> rule.to) {
        std::istringstream names(first);
        for (std::string name; std::getline(names, name, ',');) {
          rule.from = name;
          grammar.rules.push_back(rule);
        }
        continue;
      }
    }
    throw std::runtime_error("kazakh_grammar.txt:" + std::to_string(number) +
                             ": not a rule: " + line);
  }
  return grammar;
}

// What stands before the next letter of a suffix.
struct Context {
  Harmony harmony;
  Final final;
};

bool IsOneOf(Final final, std::initializer_list<Final> finals) {
  return std::find(finals.begin(), finals.end(), final) != finals.end();
}

// The letters of a capital that turns into several, or into none; nullopt: it may not stand here.
std::optional<std::u32string> LettersOf(char32_t symbol, Context context) {
  const bool is_back = context.harmony == Harmony::kBack;
  const Final final = context.final;
  const std::u32string a = is_back ? U"а" : U"е";
  const std::u32string y = is_back ? U"ы" : U"і";
  const bool is_vowel = final == Final::kVowel;
  const bool is_voiceless = final == Final::kVoiceless;
  const auto pick = [&](bool first, char32_t one, bool second, char32_t two, char32_t other) {
    return std::u32string(1, first ? one : second ? two : other);
  };
  switch (final) {
    case Final::kElided:
      if (symbol == U'J') return U"и";
      if (symbol == U'U') return U"у";
      return std::nullopt;
    case Final::kGlideless:
    case Final::kHigh: {
      const std::u32string vowel = is_back ? U"я" : U"е";
      if (symbol == U'U') return U"ю";
      if (!is_back && final == Final::kGlideless) return std::nullopt;  // көбей-е keeps its й
      if (symbol == U'J') return vowel;
      if (symbol == U'R') return vowel + U"р";
      if (symbol == U'Q') return vowel + U"й";
      return std::nullopt;
    }
    case Final::kLabial:
      if (symbol == U'E') return y;
      return std::nullopt;
    default:
      break;
  }
  switch (symbol) {
    case U'A':
      return a;
    case U'Y':
      return y;
    case U'L':
      return pick(IsOneOf(final, {Final::kVowel, Final::kGlide}), U'л', is_voiceless, U'т', U'д');
    case U'D':
      return pick(is_voiceless, U'т', false, 0, U'д');
    case U'N':
      return pick(IsOneOf(final, {Final::kVowel, Final::kNasal}), U'н', is_voiceless, U'т', U'д');
    case U'C':
      return pick(is_vowel, U'н', is_voiceless, U'т', U'д');
    case U'B':
      return pick(final == Final::kNasal, U'н', is_voiceless, U'т', U'д');
    case U'M':
      return pick(final == Final::kSibilant, U'б', is_voiceless, U'п', U'м');
    case U'P':
      return pick(IsOneOf(final, {Final::kNasal, Final::kSibilant}), U'б', is_voiceless, U'п',
                  U'м');
    case U'G':
      return pick(is_voiceless, is_back ? U'қ' : U'к', is_back, U'ғ', U'г');
    case U'K':
      return pick(is_back, U'қ', false, 0, U'к');
    case U'H':
      return pick(is_back, U'ғ', false, 0, U'г');
    case U'E':
      return is_vowel ? U"" : y;
    case U'S':
      return is_vowel ? U"с" : U"";
    case U'J':
      return is_vowel ? U"й" : a;
    case U'R':
      return is_vowel ? U"р" : a + U"р";
    case U'Q':
      return is_vowel ? U"й" : a + U"й";
    case U'U':
      return U"у";
    default:
      return std::u32string(1, symbol);
  }
}

// The suffix as it is written in `context`, which becomes what stands before the next suffix.
std::optional<std::u32string> Spell(const Rule& rule, Context& context) {
  // тап, тауып: this end of a stem stands before no other suffix.
  if (context.final == Final::kLabial && rule.suffix != U"Eп") return std::nullopt;
  std::u32string written;
  for (const char32_t symbol : rule.suffix) {
    const auto letters = LettersOf(symbol, context);
    if (!letters) return std::nullopt;
    written += *letters;
    if (!letters->empty()) context.final = FinalOf(LetterOf(letters->back()));
  }
  return written;
}

struct Edge {
  std::uint32_t from;
  Letter letter;
  std::uint32_t cost;
};

// Grammar states in their contexts, and the letters between them, with edges backwards.
class Network {
 public:
  explicit Network(const Grammar& grammar, bool is_folded) : is_folded_(is_folded) {
    for (const char* start : {"NOUN", "VERB"}) {
      const Class part = std::string_view(start) == "NOUN" ? Class::kNominal : Class::kVerb;
      const int finals =
          part == Class::kNominal ? static_cast<int>(Final::kVoiceless) + 1 : kFinals;
      for (int final = 0; final < finals; ++final) {
        for (const Harmony harmony : {Harmony::kBack, Harmony::kFront}) {
          Expand(grammar, start, {harmony, static_cast<Final>(final)}, part);
        }
      }
    }
    for (std::size_t i = 0; i < pending_.size(); ++i) {
      const auto [state, context] = pending_[i];
      Expand(grammar, state, context, std::nullopt);
    }
  }

  struct Node {
    std::optional<Tag> tag;
    std::optional<std::uint32_t> end;
    std::vector<Edge> back;
  };
  const std::vector<Node>& nodes() const { return nodes_; }

 private:
  std::uint32_t NewNode() {
    nodes_.emplace_back();
    return static_cast<std::uint32_t>(nodes_.size() - 1);
  }

  std::uint32_t NodeOf(const Grammar& grammar, const std::string& state, Context context) {
    const auto key = std::tuple(state, context.harmony, context.final);
    const auto found = ids_.find(key);
    if (found != ids_.end()) return found->second;
    const std::uint32_t id = NewNode();
    ids_.emplace(key, id);
    if (state == ".") {
      nodes_[id].end = 0;
      return id;
    }
    if (const auto end = grammar.ends.find(state); end != grammar.ends.end()) {
      nodes_[id].end = end->second;
    }
    pending_.emplace_back(state, context);
    return id;
  }

  void Expand(const Grammar& grammar, const std::string& state, Context context,
              std::optional<Class> start) {
    std::uint32_t plain = 0, before_vowel = 0;
    if (start) {
      plain = NewNode();
      before_vowel = NewNode();
      nodes_[plain].tag = Tag{*start, context.harmony, context.final, false, 0};
      nodes_[before_vowel].tag = Tag{*start, context.harmony, context.final, true, 0};
      if (context.final <= Final::kVoiceless) nodes_[plain].end = grammar.ends.at(state);
    } else {
      plain = before_vowel = ids_.at(std::tuple(state, context.harmony, context.final));
    }
    for (const Rule& rule : grammar.rules) {
      if (rule.from != state) continue;
      Context after = context;
      const auto written = Spell(rule, after);
      if (!written || written->empty()) continue;
      std::uint32_t at = IsSyllabic(LetterOf(written->front())) ? before_vowel : plain;
      std::uint32_t cost = rule.cost;
      for (std::size_t i = 0; i < written->size(); ++i) {
        const bool is_last = i + 1 == written->size();
        const std::uint32_t next = is_last ? NodeOf(grammar, rule.to, after) : NewNode();
        const Letter letter = LetterOf((*written)[i]);
        nodes_[next].back.push_back({at, is_folded_ ? FoldedOf(letter) : letter, cost});
        cost = 0;
        at = next;
      }
    }
  }

  bool is_folded_;
  std::vector<Node> nodes_;
  std::map<std::tuple<std::string, Harmony, Final>, std::uint32_t> ids_;
  std::vector<std::pair<std::string, Context>> pending_;
};

// Nodes with what they cost more than the path so far.
using Subset = std::map<std::uint32_t, std::uint32_t>;

// Takes off what all of them cost.
std::uint32_t Push(Subset& subset) {
  std::uint32_t least = kMaxArcCost;
  for (const auto& [node, cost] : subset) least = std::min(least, cost);
  for (auto& [node, cost] : subset) cost -= least;
  return least;
}

}  // namespace

SuffixAutomaton CompileSuffixes(std::string_view text, bool is_folded) {
  const Network network(Parse(text), is_folded);
  const auto& nodes = network.nodes();
  std::map<Subset, std::uint32_t> ids;
  std::vector<Subset> states;
  const auto id_of = [&](Subset subset) {
    const auto [at, is_new] = ids.emplace(subset, static_cast<std::uint32_t>(states.size()));
    if (is_new) states.push_back(std::move(subset));
    return at->second;
  };
  Subset ends;
  for (std::uint32_t node = 0; node < nodes.size(); ++node) {
    if (nodes[node].end) ends[node] = *nodes[node].end;
  }
  id_of(std::move(ends));  // the first state; its costs stay on top
  SuffixAutomaton result;
  for (std::size_t state = 0; state < states.size(); ++state) {
    result.arcs_begin.push_back(static_cast<std::uint32_t>(result.arcs.size()));
    result.tags_begin.push_back(static_cast<std::uint32_t>(result.tags.size()));
    std::map<Letter, Subset> next;
    for (const auto& [node, cost] : states[state]) {
      if (auto tag = nodes[node].tag) {
        tag->cost = static_cast<std::uint8_t>(std::min(cost, 255U));
        result.tags.push_back(PackTag(*tag));
      }
      for (const Edge& edge : nodes[node].back) {
        const std::uint32_t total = cost + edge.cost;
        const auto [at, is_new] = next[edge.letter].emplace(edge.from, total);
        if (!is_new) at->second = std::min(at->second, total);
      }
    }
    for (auto& [letter, subset] : next) {
      const std::uint32_t cost = Push(subset);
      result.arcs.push_back(letter | cost << 6 | id_of(std::move(subset)) << 12);
    }
  }
  result.arcs_begin.push_back(static_cast<std::uint32_t>(result.arcs.size()));
  result.tags_begin.push_back(static_cast<std::uint32_t>(result.tags.size()));
  if (states.size() >= 1U << 20) {
    throw std::runtime_error("kazakh_grammar.txt: more states than the model has room for");
  }
  return result;
}

}  // namespace nlp::kazakh
