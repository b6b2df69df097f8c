// Patterns resolved to the codes of the streams, ready to run over the tokens of a sentence.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "classify/pattern.h"
#include "core/normalized_text.h"
#include "nlp/analyzer.h"

namespace classify {

// One word test.
struct WordTest {
  WordKind kind = WordKind::kLemma;
  bool capitalized = false;
  std::string code;     // in the alphabet of the streams, without spaces
  std::string capital;  // of an abbreviation: UTF-8 as written
};

// A literal that stands in every match of its pattern, and the stream it stands in.
struct Anchor {
  bool surface = false;
  std::string literal;  // with the spaces of its ends; a prefix has none behind
};

struct ProgramNode {
  enum class Kind : std::uint8_t { kWord, kWords, kSequence, kChoice };
  Kind kind = Kind::kSequence;
  bool optional = false;
  std::uint8_t gap = 0;
  std::uint32_t word = 0;  // kWord: in the set's words
  // kWords: any of these codes; each list is sorted, and no prefix begins with another.
  std::vector<std::string> lemmas, forms, prefixes;
  std::vector<std::uint32_t> children;  // in ProgramSet's nodes
};

// The tokens of one field that patterns see: words and numbers, no punctuation.
struct TokenView {
  std::string_view field;  // the original text
  const core::NormalizedText* text = nullptr;
  std::vector<std::uint32_t> tokens;    // indices into text->tokens
  std::vector<std::uint32_t> sentence;  // of each of `tokens`
  std::vector<std::uint32_t> first;     // of each sentence, and one past the last: into `tokens`

  void Fill(std::string_view field_text, const core::NormalizedText& analysis);
  const core::Token& token(std::uint32_t position) const { return text->tokens[tokens[position]]; }
};

// Resolves the words of patterns through the Analyzer, in one language.
class WordResolver {
 public:
  WordResolver(const nlp::Analyzer& analyzer, core::Language language)
      : analyzer_(analyzer), language_(language) {}

  struct Code {
    std::string lemma, form;
  };
  core::Language language() const { return language_; }
  // The tokens of `word`; none if it has neither letter nor digit.
  const std::vector<Code>& Resolve(const std::string& word);

 private:
  const nlp::Analyzer& analyzer_;
  core::Language language_;
  nlp::Analyzer::Scratch scratch_;
  core::NormalizedText text_;
  std::map<std::string, std::vector<Code>> known_;
};

// Half-open range of positions in a TokenView.
struct TokenSpan {
  std::uint32_t begin = 0, end = 0;
};

// The programs of one language.
class ProgramSet {
 public:
  // Adds `pattern` and returns its number, counted from 0. The error names the place.
  core::Expected<std::uint32_t> Add(const Pattern& pattern, WordResolver& resolver,
                                    const std::vector<WordList>& lists);

  std::size_t size() const { return programs_.size(); }
  const std::vector<Anchor>& anchors(std::uint32_t program) const {
    return programs_[program].anchors;
  }
  // No match is longer.
  std::uint32_t max_tokens(std::uint32_t program) const { return programs_[program].max_tokens; }

  // The longest match that begins exactly at `begin`, with the nearest matches of the other parts
  // taken in; nullopt if there is none within the sentence of `begin`.
  std::optional<TokenSpan> MatchAt(std::uint32_t program, const TokenView& view,
                                   std::uint32_t begin) const;

 private:
  struct Program {
    std::vector<std::uint32_t> parts;  // nodes
    std::vector<Anchor> anchors;
    std::uint32_t max_tokens = 0;  // of the first part
  };
  friend class ProgramBuilder;

  struct List {
    std::uint32_t node = 0;
    std::uint32_t max_tokens = 0;
    std::vector<Anchor> anchors;
  };

  // Sets are bit masks of positions from `base` on.
  std::uint64_t Advance(std::uint32_t node, std::uint64_t set, const TokenView& view,
                        std::uint32_t base, std::uint32_t end) const;
  std::uint32_t LongestAt(std::uint32_t node, const TokenView& view, std::uint32_t begin,
                          std::uint32_t end) const;
  std::optional<TokenSpan> Nearest(std::uint32_t node, const TokenView& view, TokenSpan first,
                                   TokenSpan sentence) const;
  static bool Test(const WordTest& word, const TokenView& view, std::uint32_t position);
  static bool TestAny(const ProgramNode& words, const TokenView& view, std::uint32_t position);

  std::vector<WordTest> words_;
  std::vector<ProgramNode> nodes_;
  std::vector<Program> programs_;
  std::map<std::string, List> lists_;  // those built so far
};

}  // namespace classify
