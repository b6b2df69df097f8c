#include "classify/findings.h"

#include <algorithm>

namespace classify {
namespace {

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

}  // namespace classify
