#include "store/indexed_words.h"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "store/keys.h"
#include "store/postings.h"

namespace store {
namespace {

struct Occurrence {
  std::string_view lemma;
  std::uint32_t position = 0;
};

// Appends the indexed tokens of a field; those of a title share its last position beyond it.
void Collect(const core::NormalizedText& field, bool is_title,
             std::vector<Occurrence>& occurrences) {
  std::uint32_t position = is_title ? 0 : kTextPosition;
  for (const core::Token& token : field.tokens) {
    const std::string_view lemma = field.lemma_code(token);
    if (lemma.empty()) continue;
    if (IsTerm(lemma)) occurrences.push_back({lemma, position});
    if (!is_title || position + 1 < kTextPosition) ++position;
  }
}

}  // namespace

IndexedWords IndexWords(const core::NormalizedText& title, const core::NormalizedText& text) {
  std::vector<Occurrence> occurrences;
  occurrences.reserve(title.tokens.size() + text.tokens.size());
  Collect(title, true, occurrences);
  Collect(text, false, occurrences);
  std::sort(occurrences.begin(), occurrences.end(), [](const Occurrence& a, const Occurrence& b) {
    return std::tie(a.lemma, a.position) < std::tie(b.lemma, b.position);
  });
  IndexedWords indexed;
  for (std::size_t i = 0; i < occurrences.size();) {
    const std::size_t first = i;
    const std::string_view lemma = occurrences[i].lemma;
    std::uint32_t last = 0;
    for (; i < occurrences.size() && occurrences[i].lemma == lemma; ++i) {
      AppendPosition(indexed.positions, last, occurrences[i].position);
      last = occurrences[i].position;
    }
    indexed.keys.append(TermOf(lemma)).append(kSegmentBytes, '\0');
    indexed.words.push_back({static_cast<std::uint32_t>(indexed.keys.size()),
                             PayloadOf(static_cast<std::uint32_t>(i - first),
                                       occurrences[first].position < kTextPosition),
                             static_cast<std::uint32_t>(indexed.positions.size())});
  }
  indexed.tokens = static_cast<std::uint32_t>(occurrences.size());
  return indexed;
}

}  // namespace store
