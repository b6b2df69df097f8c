// A text as the finder of names sees it: words with what they say about names, and the runs of
// words that may be names. Private to the masker.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "nlp/mask_text.h"
#include "nlp/name_table.h"

namespace nlp {

struct NameToken {
  std::uint32_t begin = 0, end = 0;  // bytes
  std::string_view norm;
  std::uint8_t traits = 0, gap = kGapNone;
  std::optional<EntityType> entity;
  std::uint32_t context = 0;  // Context bits
  NameWord name;              // of candidates
  bool candidate = false;     // may be a word of a name
  bool initial = false;       // "А", a dot behind it or not
  bool starts_sentence = false;
  bool quoted = false;
  bool loud = false;        // in capitals, as its neighbours are
  bool acronym = false;     // capitals within the word: КамАЗ, ҚР-ның
  bool small_tail = false;  // a part behind a hyphen that begins with a small letter

  bool Is(unsigned trait) const { return (traits & trait) != 0; }
  bool IsWord() const { return !entity && Is(core::kWord) && !Is(core::kNumber); }
  bool IsPlainMark() const { return !entity && Is(core::kPunctuation); }
  bool IsMark(std::string_view mark) const { return IsPlainMark() && norm == mark; }
  bool NewLine() const { return (gap & kGapNewline) != 0; }
};

// A word or an initial of a run, with its dot.
struct NamePart {
  std::uint32_t first = 0, end = 0;  // tokens
  // G g c: a listed given name, one that is also a word, one of two elements; S s w W: a surname
  // that is known, by its ending, by a weak one, by a weak one and a common word; v: a known one
  // that is also a word; P patronymic; L its second word; I initial; U unknown; D common word.
  char type = 'U';
};

// Parts that stand together and may be one or more names.
struct NameRun {
  std::uint32_t first = 0, end = 0;  // of NameText::parts()
};

class NameText {
 public:
  // `units` refer to `text`.
  NameText(std::string_view text, std::span<const Unit> units);

  std::span<const NameToken> tokens() const { return tokens_; }
  std::span<const NamePart> parts() const { return parts_; }
  std::span<const NameRun> runs() const { return runs_; }
  // Whether nearly nothing is written with a capital.
  bool small() const { return capital_words_ * 8 < words_; }
  bool mostly_latin() const { return latin_words_ * 2 > words_; }

 private:
  void AddTokens(std::string_view text, std::span<const Unit> units);
  void Describe();
  void FindRuns();
  bool HasNameBeside(std::size_t i) const;
  bool IsSmallCandidate(std::size_t i) const;
  bool IsCandidate(std::size_t i) const;
  bool IsInitial(std::size_t i) const;
  std::size_t PartEnd(std::size_t i, bool first) const;

  std::vector<NameToken> tokens_;
  std::vector<NamePart> parts_;
  std::vector<NameRun> runs_;
  std::size_t words_ = 0, latin_words_ = 0, capital_words_ = 0, loud_words_ = 0;
};

// The type of a part that is this token; see NamePart.
char TypeOf(const NameToken& token);

// Whether a token ends a sentence (a dot of an initial or of a short word before a small letter
// does not).
bool EndsSentence(std::span<const NameToken> tokens, std::size_t i);

}  // namespace nlp
