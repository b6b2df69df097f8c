#include "classify/findings.h"

#include <algorithm>
#include <string_view>

namespace classify {
namespace {

constexpr std::uint32_t kShortSentence = 40;  // tokens; underlined as a whole

// Separates statements; a comma alone does so only in long sentences.
bool Separates(std::string_view mark, bool at_commas) {
  return mark == ";" || mark == ":" || mark == "—" || mark == "–" || (at_commas && mark == ",");
}

bool IsLookAlike(const Hit& hit, const Lexicon& lexicon) {
  if (hit.owner.kind != OwnerKind::kRule) return false;
  const auto& emits = lexicon.rules[hit.owner.index].emits;
  return std::any_of(emits.begin(), emits.end(), [](const Emission& e) { return e.look_alike; });
}

}  // namespace

void CoverLookAlikes(const Lexicon& lexicon, Findings& findings) {
  // Hits are ordered by sentence, so only neighbours can overlap.
  auto& hits = findings.hits;
  for (std::size_t begin = 0; begin < hits.size();) {
    std::size_t end = begin + 1;
    while (end < hits.size() && hits[end].sentence == hits[begin].sentence) ++end;
    for (std::size_t i = begin; i < end; ++i) {
      const Hit& cover = hits[i];
      const bool look_alike = IsLookAlike(cover, lexicon);
      const bool name = cover.owner.kind == OwnerKind::kBody;
      const bool region = cover.owner.kind == OwnerKind::kRegion;
      if (!look_alike && !name && !region) continue;
      for (std::size_t j = begin; j < end; ++j) {
        Hit& hit = hits[j];
        if (hit.owner == cover.owner) continue;
        const bool rule = hit.owner.kind == OwnerKind::kRule;
        const bool overlaps =
            hit.first_token < cover.end_token && cover.first_token < hit.end_token;
        const bool inside =
            cover.first_token <= hit.first_token && hit.end_token <= cover.end_token;
        const bool shorter = hit.end_token - hit.first_token < cover.end_token - cover.first_token;
        const bool of_region = hit.owner.kind == OwnerKind::kRegion;
        if ((look_alike && rule && overlaps && !IsLookAlike(hit, lexicon)) ||
            (name && inside && shorter && !of_region) ||
            (region && inside && shorter && of_region)) {
          hit.covered = true;
        }
      }
    }
    begin = end;
  }
}

core::Evidence ClauseOf(const Hit& hit, const Findings& findings) {
  const TokenView& view = findings.view(hit.field);
  const core::NormalizedText& text = *view.text;
  const core::Sentence& sentence = text.sentences[view.sentence[hit.first_token]];
  const std::uint32_t first = view.tokens[hit.first_token];
  const std::uint32_t last = view.tokens[hit.end_token - 1];
  const bool at_commas = sentence.end_token - sentence.first_token > kShortSentence;
  const auto separates = [&](std::uint32_t token) {
    const core::Token& at = text.tokens[token];
    return (at.traits & core::kPunctuation) != 0 &&
           Separates(view.field.substr(at.begin, at.end - at.begin), at_commas);
  };
  std::uint32_t begin = first;
  while (begin > sentence.first_token && !separates(begin - 1)) --begin;
  std::uint32_t end = last + 1;
  while (end < sentence.end_token && !separates(end)) ++end;
  while (begin < first && (text.tokens[begin].traits & core::kPunctuation)) ++begin;
  while (end > last + 1 && (text.tokens[end - 1].traits & core::kPunctuation)) --end;
  core::Evidence evidence;
  evidence.field = hit.field;
  evidence.begin = text.tokens[begin].begin;
  evidence.end = text.tokens[end - 1].end;
  return evidence;
}

}  // namespace classify
