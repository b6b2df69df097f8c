// Patterns resolved to the codes of the streams, ready to run over the tokens of a sentence.
#pragma once

#include <bit>
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
  std::string code;
  std::string capital;  // of an abbreviation: UTF-8 as written

  // Whether more is asked of a token than that its code is the one, or begins so.
  bool asks_more() const {
    return capitalized || kind == WordKind::kName || kind == WordKind::kAbbreviation;
  }
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

struct ProgramNode {
  enum class Kind : std::uint8_t { kWord, kWords, kSequence, kChoice };
  // Of `words.filter`: any tokens may come first, or none: a match may be empty.
  static constexpr std::uint64_t kAnyWords = ~std::uint64_t{0};

  Kind kind = Kind::kSequence;
  bool optional = false;
  bool asks_more = false;  // kWord: the token must pass its test, too
  std::uint8_t gap = 0;
  std::uint32_t at = 0;     // kWord, kWords: in the set's words or witnesses; else its children
  std::uint32_t count = 0;  // of children
  WordSet words = {};  // kWord, kWords: those it may be; else only the filter of the first ones

  // Whether a match may begin with a token of such words, see WordSet::filter.
  bool MayBegin(std::uint64_t filter) const {
    return words.filter == kAnyWords || (words.filter & filter) != 0;
  }
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
  // Adds a pattern of one part, which only ForEachShortest asks for.
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

  // A sentence, and where its words stand by the index above.
  struct Sentence {
    const TokenView& view;
    TokenSpan span;
    Presence& words;
  };
  // The words that `node`, which tests single tokens, asks for; more may be asked of them.
  const WordSet& WordsOf(std::uint32_t node) const { return nodes_[node].words; }
  // Of a node that asks for one word: the begin of its code, all of it and the space behind if it
  // is a whole one, and its stream; nothing if it asks for several, or for a number.
  struct CodeBegin {
    std::string bytes;
    bool surface = false;
  };
  std::optional<CodeBegin> CodeOf(std::uint32_t node) const;
  // The BeginBits of the codes of a node that tests single tokens, and that has no CodeOf.
  struct Begins {
    std::uint64_t lemma = 0, surface = 0;
  };
  Begins BeginsOf(std::uint32_t node) const;

  // The parts behind the first that may stand in other sentences, so that MatchAt does not ask for
  // them.
  std::span<const LookNode> far_parts(std::uint32_t program) const {
    return programs_[program].far_parts;
  }

  // The match that begins exactly at `begin`, as classify/pattern.h defines it, without far parts;
  // nullopt if there is none within the sentence.
  std::optional<TokenSpan> MatchAt(std::uint32_t program, const Sentence& sentence,
                                   std::uint32_t begin, Scratch& scratch) const;
  // Calls for the memory that MatchAt reads first, if it is the number of a program.
  void Prefetch(std::uint32_t program) const {
    if (program < programs_.size()) __builtin_prefetch(&programs_[program]);
  }
  // Calls `visit` with the end of the shortest match of `node` for each begin within `span`, which
  // lies in the sentence, in order, until it gives false; returns whether it never did.
  template <typename Visit>
  bool ForEachShortest(std::uint32_t node, const Sentence& sentence, TokenSpan span,
                       Visit visit) const;

 private:
  struct Program {
    // What each match asks for stands together.
    std::uint32_t first = 0;  // the node of the first part
    Scope same = Scope::kSentence;
    bool in_order = false;
    std::vector<std::uint32_t> others;  // nodes of the other parts
    std::vector<LookNode> far_parts;
    std::vector<std::uint32_t> max_tokens;  // of each of `others`
    std::vector<Anchor> anchors;
    std::vector<std::uint32_t> required;  // in the presence index
  };
  friend class ProgramBuilder;

  struct List {
    std::uint32_t node = 0;
    std::uint32_t min_tokens = 0, max_tokens = 0;
    std::vector<Anchor> anchors;
  };

  // Sets are bit masks of positions from `base` on.
  // Of `set` the tokens that `node`, kWord or kWords, asks for.
  std::uint64_t Those(const ProgramNode& node, std::uint64_t set, const Sentence& sentence,
                      std::uint32_t base) const {
    set = sentence.words.Those(node.words, set, base - sentence.span.begin);
    return set == 0 || !node.asks_more ? set : Passing(words_[node.at], set, sentence.view, base);
  }
  // Of `set`, tokens with the code of `word`, those that pass its test.
  static std::uint64_t Passing(const WordTest& word, std::uint64_t set, const TokenView& view,
                               std::uint32_t base);
  // The positions behind the matches of `node` that begin in `set`.
  std::uint64_t Advance(const ProgramNode& node, std::uint64_t set, const Sentence& sentence,
                        std::uint32_t base) const;
  // Calls `visit` with each place in `span` where a match of `node` may begin, in order, until it
  // gives false; returns whether it never did.
  template <typename Visit>
  bool ForEachBegin(std::uint32_t node, const Sentence& sentence, TokenSpan span,
                    Visit visit) const;
  // The ends of all matches of `node` that begin at `begin`, of which none is empty.
  std::uint64_t EndsAt(std::uint32_t node, const Sentence& sentence, std::uint32_t begin) const {
    return Advance(nodes_[node], 1, sentence, begin) & ~std::uint64_t{1};
  }
  // `begin` if there is none.
  std::uint32_t LongestAt(std::uint32_t node, const Sentence& sentence, std::uint32_t begin) const;
  // The latest end of a chain of the parts that begins at `begin`; `begin` if there is none.
  std::uint32_t LongestChain(const Program& program, const Sentence& sentence, std::uint32_t begin,
                             Scratch& scratch) const;
  // Of the matches of `node`, which are no longer than `max_tokens`, the one nearest to `first`.
  std::optional<TokenSpan> Nearest(std::uint32_t node, std::uint32_t max_tokens,
                                   const Sentence& sentence, TokenSpan first) const;

  std::vector<WordTest> words_;
  std::vector<Witness> witnesses_;
  std::vector<ProgramNode> nodes_;  // those of one node side by side, copied if need be
  PresenceIndex presence_;
  std::vector<Program> programs_;
  std::map<std::string, List> lists_;  // those built so far
  std::span<const ProgramNode> children(const ProgramNode& node) const {
    return std::span(nodes_).subspan(node.at, node.count);
  }

  // A witness and how often its words stand in text; of what was asked so far.
  struct Witnessed {
    std::shared_ptr<const Witness> witness;
    double rate = 0;
  };
  std::unordered_map<std::uint64_t, std::optional<Witnessed>> witness_of_;  // by kind and `at`
};

template <typename Visit>
bool ProgramSet::ForEachBegin(std::uint32_t node, const Sentence& sentence, TokenSpan span,
                              Visit visit) const {
  const ProgramNode& asked = nodes_[node];
  if (!asked.MayBegin(sentence.words.Filter())) return true;
  for (std::uint32_t begin = span.begin; begin < span.end; ++begin) {
    if (!asked.MayBegin(sentence.words.FilterAt(begin - sentence.span.begin))) continue;
    if (!visit(begin)) return false;
  }
  return true;
}

template <typename Visit>
bool ProgramSet::ForEachShortest(std::uint32_t node, const Sentence& sentence, TokenSpan span,
                                 Visit visit) const {
  return ForEachBegin(node, sentence, span, [&](std::uint32_t begin) {
    const std::uint64_t ends = EndsAt(node, sentence, begin);
    return ends == 0 ||
           visit(TokenSpan{begin, begin + static_cast<std::uint32_t>(std::countr_zero(ends))});
  });
}

}  // namespace classify
