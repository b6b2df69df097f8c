// The tokens that patterns see, of one field and of a document.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/normalized_text.h"
#include "core/tag.h"

namespace classify {

// Half-open range of positions in a TokenView.
struct TokenSpan {
  std::uint32_t begin = 0, end = 0;

  bool operator==(const TokenSpan&) const = default;
};

// The tokens of one field: words and numbers, no punctuation.
struct TokenView {
  std::string_view field;  // the original text
  const core::NormalizedText* text = nullptr;
  std::vector<std::uint32_t> tokens;      // indices into text->tokens
  std::vector<std::uint32_t> lemma_at;    // of each of `tokens`: its first byte in the lemma stream
  std::vector<std::uint32_t> surface_at;  // and in the surface stream
  std::vector<std::uint32_t> sentence;    // of each of `tokens`
  std::vector<std::uint32_t> first;       // of each sentence, and one past the last: into `tokens`
  std::vector<std::uint32_t> paragraph;   // of each sentence
  std::vector<std::uint32_t> first_of_paragraph;  // and one past the last: into `tokens`

  // Borrows both; paragraphs are parted by the line breaks between sentences.
  void Fill(std::string_view field_text, const core::NormalizedText& analysis);
  // The form of a token as it stands in the surface stream, in UTF-8; analyses that were stored
  // have it, too.
  std::string form(std::uint32_t position) const;
  const core::Token& token(std::uint32_t position) const { return text->tokens[tokens[position]]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(tokens.size()); }
  TokenSpan sentence_of(std::uint32_t position) const {
    const std::uint32_t s = sentence[position];
    return {first[s], first[s + 1]};
  }
  TokenSpan paragraph_of(std::uint32_t position) const {
    const std::uint32_t p = paragraph[sentence[position]];
    return {first_of_paragraph[p], first_of_paragraph[p + 1]};
  }
};

// A document: its title stands before its text.
struct DocumentView {
  TokenView title, text;

  const TokenView& operator[](core::Field field) const {
    return field == core::Field::kTitle ? title : text;
  }
};
inline constexpr std::array kViewFields = {core::Field::kTitle, core::Field::kText};

}  // namespace classify
