// Patterns resolved to the codes of the streams, ready to run over the tokens of a sentence.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "classify/code.h"
#include "classify/pattern.h"
#include "classify/presence.h"
#include "classify/token_view.h"
#include "classify/word_rarity.h"
#include "core/normalized_text.h"
#include "nlp/analyzer.h"
#include "nlp/hash.h"

namespace classify {

// One word test.
struct WordTest {
  WordKind kind = WordKind::kLemma;
  bool capitalized = false;
  WholeCode code;
  std::string capital;  // of an abbreviation: UTF-8 as written
};

// A word that stands in every match, at one of the places from `from` to `to`, counted in tokens
// from the last token of a literal (negative: before it).
struct Near {
  int from = 0, to = 0;
  std::uint32_t node = 0;
};

// A literal that stands in every match of its pattern, and the stream it stands in.
struct Anchor {
  bool surface = false;
  std::string literal;  // with the spaces of its ends; a prefix has none behind
  // How many tokens, gaps included, stand in a match before the last token of the literal.
  std::uint32_t least_before = 0, most_before = 0;
  // Each place where the literal stands is a match that ends with it.
  bool exact = false;
  std::optional<Near> near;
};

// Any of these words.
struct WordSet {
  CodeSet lemmas, forms;
  std::vector<std::string> prefixes;  // sorted, none begins with another
  std::uint64_t surface_begins = 0;   // of forms and prefixes
};

// The BeginBits that a token has in one of the streams if a node that tests single tokens holds.
struct Begins {
  std::uint64_t lemma = 0, surface = 0;
};

struct ProgramNode {
  enum class Kind : std::uint8_t { kWord, kWords, kSequence, kChoice };
  Kind kind = Kind::kSequence;
  bool optional = false;
  std::uint8_t gap = 0;
  std::uint32_t at = 0;     // kWord, kWords: in the set's words or word sets; else its children
  std::uint32_t count = 0;  // of children
};

// A node that is looked for, and of which each match's sentence has one of the words of that
// witness of the presence index; kUnknown: not known.
struct LookNode {
  static constexpr std::uint32_t kUnknown = UINT32_MAX;

  std::uint32_t node = 0, witness = kUnknown;
};

// Resolves the words of patterns through the Analyzer, in one language.
class WordResolver {
 public:
  WordResolver(const nlp::Analyzer& analyzer, core::Language language)
      : analyzer_(analyzer), language_(language), rarity_(language) {}

  struct Code {
    std::string lemma, form;
  };
  core::Language language() const { return language_; }
  const WordRarity& rarity() const { return rarity_; }
  // The tokens of `word`; none if it has neither letter nor digit.
  const std::vector<Code>& Resolve(const std::string& word);

 private:
  const nlp::Analyzer& analyzer_;
  core::Language language_;
  WordRarity rarity_;
  nlp::Analyzer::Scratch scratch_;
  core::NormalizedText text_;
  std::unordered_map<std::string, std::vector<Code>> known_;
};

// The programs of one language.
class ProgramSet {
 public:
  // Memory of one thread.
  struct Scratch {
    std::vector<std::uint32_t> ends, next;
  };

  // Adds `pattern` and returns its number, counted from 0. Of its `conditions` only scope and order
  // of the parts matter here. The error names the place.
  core::Expected<std::uint32_t> Add(const Pattern& pattern, const Conditions& conditions,
                                    WordResolver& resolver, const std::vector<WordList>& lists);
  // Adds a pattern of one part, which only ShortestAt asks for.
  core::Expected<LookNode> AddLook(const Pattern& pattern, WordResolver& resolver,
                                   const std::vector<WordList>& lists);

  // Of the words that each match of `pattern` has, those that are known, without adding it. The
  // words of its parts that may stand in other sentences are left out.
  core::Expected<std::vector<Witness>> FindNeeded(const Pattern& pattern,
                                                  const Conditions& conditions,
                                                  WordResolver& resolver,
                                                  const std::vector<WordList>& lists);

  std::size_t size() const { return programs_.size(); }
  const std::vector<Anchor>& anchors(std::uint32_t program) const {
    return programs_[program].anchors;
  }

  // What the sentence of each match has beside the anchor and the word near it.
  std::span<const std::uint32_t> required(std::uint32_t program) const {
    return programs_[program].required;
  }
  const PresenceIndex& presence() const { return presence_; }
  // To be called once, when all programs are there.
  void Freeze() { presence_.Freeze(); }
  // The lemma that `node` asks for; null if it asks for anything else.
  const WholeCode* LemmaOf(std::uint32_t node) const;
  Begins BeginsOf(std::uint32_t node) const;
  // Whether the token at `position` is one that `node`, which tests single tokens, asks for.
  bool TestAt(std::uint32_t node, const TokenView& view, std::uint32_t position) const {
    const ProgramNode& test = nodes_[node];
    return test.kind == ProgramNode::Kind::kWord ? Test(words_[test.at], view, position)
                                                 : TestAny(word_sets_[test.at], view, position);
  }

  // The parts behind the first that may stand in other sentences, so that MatchAt does not ask for
  // them.
  std::span<const LookNode> far_parts(std::uint32_t program) const {
    return programs_[program].far_parts;
  }

  // The match that begins exactly at `begin`, as classify/pattern.h defines it, without far parts;
  // nullopt if there is none within the sentence of `begin`.
  std::optional<TokenSpan> MatchAt(std::uint32_t program, const TokenView& view,
                                   std::uint32_t begin, Scratch& scratch) const;
  // The end of the shortest match of `node` that begins at `begin`, within its sentence; `begin` if
  // there is none.
  std::uint32_t ShortestAt(std::uint32_t node, const TokenView& view, std::uint32_t begin) const;

 private:
  struct Program {
    std::vector<std::uint32_t> parts;  // nodes
    std::vector<LookNode> far_parts;
    std::vector<std::uint32_t> max_tokens;  // of each part
    std::vector<Anchor> anchors;
    std::vector<std::uint32_t> required;  // in the presence index
    Scope same = Scope::kSentence;
    bool in_order = false;
  };
  friend class ProgramBuilder;

  struct List {
    std::uint32_t node = 0;
    std::uint32_t min_tokens = 0, max_tokens = 0;
    std::vector<Anchor> anchors;
  };

  // Sets are bit masks of positions from `base` on.
  std::uint64_t Advance(std::uint32_t node, std::uint64_t set, const TokenView& view,
                        std::uint32_t base, std::uint32_t end) const;
  // Appends the ends of all matches of `node` that begin at `begin`, in order, none empty.
  void AddEnds(std::uint32_t node, const TokenView& view, std::uint32_t begin, std::uint32_t end,
               std::vector<std::uint32_t>& ends) const;
  std::uint32_t LongestAt(std::uint32_t node, const TokenView& view, std::uint32_t begin,
                          std::uint32_t end) const;
  // The latest end of a chain of the parts that begins at `begin`; `begin` if there is none.
  std::uint32_t LongestChain(const std::vector<std::uint32_t>& parts, const TokenView& view,
                             TokenSpan sentence, std::uint32_t begin, Scratch& scratch) const;
  // Of the matches of `node`, which are no longer than `max_tokens`, the one nearest to `first`.
  std::optional<TokenSpan> Nearest(std::uint32_t node, std::uint32_t max_tokens,
                                   const TokenView& view, TokenSpan first,
                                   TokenSpan sentence) const;
  static bool Test(const WordTest& word, const TokenView& view, std::uint32_t position);
  static bool TestAny(const WordSet& words, const TokenView& view, std::uint32_t position);

  std::vector<WordTest> words_;
  std::vector<WordSet> word_sets_;
  std::vector<ProgramNode> nodes_;
  std::vector<std::uint32_t> children_;  // nodes, those of one node side by side
  PresenceIndex presence_;
  std::vector<Program> programs_;
  std::map<std::string, List> lists_;  // those built so far
  std::span<const std::uint32_t> children(const ProgramNode& node) const {
    return std::span(children_).subspan(node.at, node.count);
  }

  // A witness and how often its words stand in text; of what was asked so far.
  struct Witnessed {
    std::shared_ptr<const Witness> witness;
    double rate = 0;
  };
  std::unordered_map<std::uint64_t, std::optional<Witnessed>> witness_of_;  // by kind and `at`
};

}  // namespace classify
