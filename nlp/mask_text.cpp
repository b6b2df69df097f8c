#include "nlp/mask_text.h"

#include <algorithm>

#include "nlp/name_table.h"
#include "nlp/utf8.h"

namespace nlp {

bool Unit::IsMark(std::initializer_list<std::string_view> marks) const {
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view m) { return IsMark(m); });
}

std::size_t Unit::letters() const {
  return CountCharacters(norm);
}

MaskText::MaskText(std::string_view text) : text_(text) {
  words_.reserve(text.size());
  tokens_.reserve(text.size() / 8);
  notes_.reserve(text.size() / 8);
  Tokenizer().Tokenize(text, words_, tokens_, notes_);
  classes_.reserve(tokens_.size());
  for (const core::Token& token : tokens_) {
    const bool word = (token.traits & core::kWord) != 0;
    const WordNotes notes = word ? NotesOf(norm(token)) : WordNotes();
    classes_.emplace_back(notes.context, notes.address);
  }
}

std::size_t MaskText::TokensBefore(std::size_t at) const {
  const auto after =
      std::upper_bound(tokens_.begin(), tokens_.end(), at,
                       [](std::size_t byte, const core::Token& token) { return byte < token.end; });
  return static_cast<std::size_t>(after - tokens_.begin());
}

bool MaskText::HasLabelBefore(std::size_t from, std::size_t at, std::size_t count,
                              std::span<const std::string_view> stems) const {
  constexpr std::size_t kMaxMarks = 8;
  const std::size_t here = TokensBefore(at);
  const std::size_t last = here - std::min(here, count + kMaxMarks);
  for (std::size_t i = here; i > last && count > 0; --i) {
    const core::Token& token = tokens_[i - 1];
    if (token.begin < from) return false;
    const std::string_view word = norm(token);
    if ((token.traits & core::kPunctuation) != 0) {
      // A dot may belong to an abbreviated label (тел.); two words on it no longer does.
      if (word == "!" || word == "?") return false;
      continue;
    }
    if (StartsWithAny(word, stems)) return true;
    --count;
  }
  return false;
}

std::vector<Unit> MaskText::UnitsWith(std::span<const Entity> entities) const {
  std::vector<Unit> units;
  units.reserve(tokens_.size());
  std::size_t next = 0;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const core::Token& token = tokens_[i];
    while (next < entities.size() && entities[next].end <= token.begin) ++next;
    if (next < entities.size() && entities[next].begin < token.end) {
      const Entity& entity = entities[next];
      if (units.empty() || units.back().begin != entity.begin) {
        Unit unit;
        unit.begin = entity.begin;
        unit.end = entity.end;
        unit.gap = notes_[i].gap;
        unit.entity = entity.type;
        units.push_back(unit);
      }
      continue;
    }
    units.push_back({token.begin,
                     token.end,
                     norm(token),
                     token.traits,
                     notes_[i].gap,
                     classes_[i].first,
                     classes_[i].second,
                     {}});
  }
  return units;
}

bool StartsWithAny(std::string_view word, std::span<const std::string_view> stems) {
  return std::any_of(stems.begin(), stems.end(),
                     [&](std::string_view stem) { return word.starts_with(stem); });
}

}  // namespace nlp
