// A text as the finders of personal data see it. Private to the masker.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/normalized_text.h"
#include "nlp/masker.h"
#include "nlp/tokenizer.h"

namespace nlp {

// A token, or a whole entity that has been found already. A placeholder of an earlier masking is
// such an entity too, so that masking a masked text sees the same neighbourhoods and changes
// nothing.
struct Unit {
  std::uint32_t begin = 0, end = 0;  // bytes
  std::string_view norm;             // empty for entities
  std::uint8_t traits = 0;           // core::TokenTrait bits
  std::uint8_t gap = kGapNone;       // what stands before it
  std::uint32_t context = 0;         // bits of name_table.h
  std::uint32_t address = 0;         // bits of address_words.h
  std::optional<EntityType> entity;

  bool Is(unsigned trait) const { return (traits & trait) != 0; }
  bool IsWord() const { return Is(core::kWord); }
  bool IsMark(std::string_view mark) const { return Is(core::kPunctuation) && norm == mark; }
  bool IsMark(std::initializer_list<std::string_view> marks) const;
  std::size_t letters() const;  // of the norm
};

class MaskText {
 public:
  explicit MaskText(std::string_view text);

  std::string_view text() const { return text_; }
  std::span<const core::Token> tokens() const { return tokens_; }
  std::string_view norm(const core::Token& token) const {
    return std::string_view(words_).substr(token.norm_at, token.norm_size);
  }
  // The number of tokens that end at or before byte `at`.
  std::size_t TokensBefore(std::size_t at) const;
  // Whether one of the `count` words between bytes `from` and `at`, counted from the end and in the
  // same sentence, begins with one of `stems` (folded).
  bool HasLabelBefore(std::size_t from, std::size_t at, std::size_t count,
                      std::span<const std::string_view> stems) const;

  // The tokens with each of `entities` (in order of place) as one unit.
  std::vector<Unit> UnitsWith(std::span<const Entity> entities) const;

 private:
  std::string_view text_;
  std::string words_;
  std::vector<core::Token> tokens_;
  std::vector<TokenNote> notes_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>>
      classes_;  // context and address bits of the tokens
};

// The finders. Each appends what it finds in the order of place.
// Numbers, e-mail addresses and plates; also the placeholders, as entities of their type.
void FindNumbers(const MaskText& text, std::vector<Entity>& found);
void FindAddresses(std::span<const Unit> units, std::vector<Entity>& found);
// `units` are those of `text`.
void FindNames(const MaskText& text, std::span<const Unit> units, std::vector<Entity>& found);
// The units of a text with all entities but names found; those are appended in order of place.
std::vector<Unit> UnitsBeforeNames(const MaskText& text, std::vector<Entity>& entities);

bool StartsWithAny(std::string_view word, std::span<const std::string_view> stems);

}  // namespace nlp
