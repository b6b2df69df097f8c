#include "classify/findings.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace classify {
namespace {

bool IsLookAlike(const Hit& hit, const Lexicon& lexicon) {
  if (hit.owner.kind != OwnerKind::kRule) return false;
  const auto& emits = lexicon.rules[hit.owner.index].emits;
  return std::any_of(emits.begin(), emits.end(), [](const Emission& e) { return e.look_alike; });
}

}  // namespace

bool IsName(const Hit& hit) {
  return hit.owner.kind == OwnerKind::kBody || hit.owner.kind == OwnerKind::kFamily;
}

bool IsPlace(const Hit& hit) {
  return hit.owner.kind == OwnerKind::kRegion || hit.owner.kind == OwnerKind::kLocality;
}

std::size_t EndOfSentence(const std::vector<Hit>& hits, std::size_t begin) {
  std::size_t end = begin + 1;
  while (end < hits.size() && hits[end].sentence == hits[begin].sentence) ++end;
  return end;
}

std::span<const Hit> BeginningIn(std::span<const Hit> hits, TokenSpan tokens) {
  const auto before = [](const Hit& hit, std::uint32_t token) { return hit.first_token < token; };
  const auto first = std::lower_bound(hits.begin(), hits.end(), tokens.begin, before);
  const auto last = std::lower_bound(first, hits.end(), tokens.end, before);
  return {first, last};
}

void CoverLookAlikes(const Lexicon& lexicon, Findings& findings) {
  // Hits are ordered by sentence, so only neighbours can overlap.
  auto& hits = findings.hits;
  for (std::size_t begin = 0; begin < hits.size();) {
    const std::size_t end = EndOfSentence(hits, begin);
    std::uint32_t longest = 0;
    for (std::size_t i = begin; i < end; ++i) {
      longest = std::max(longest, hits[i].end_token - hits[i].first_token);
    }
    for (std::size_t i = begin; i < end; ++i) {
      const Hit& cover = hits[i];
      const bool look_alike = IsLookAlike(cover, lexicon);
      const bool name = IsName(cover);
      const bool region = IsPlace(cover);
      if (!look_alike && !name && !region) continue;
      const std::uint32_t from = cover.first_token - std::min(longest, cover.first_token);
      const auto near = BeginningIn({hits.data() + begin, end - begin}, {from, cover.end_token});
      const auto first_near = static_cast<std::size_t>(near.data() - hits.data());
      for (std::size_t j = first_near; j < first_near + near.size(); ++j) {
        Hit& hit = hits[j];
        if (hit.owner == cover.owner) continue;
        const bool rule = hit.owner.kind == OwnerKind::kRule;
        const bool overlaps =
            hit.first_token < cover.end_token && cover.first_token < hit.end_token;
        const bool inside =
            cover.first_token <= hit.first_token && hit.end_token <= cover.end_token;
        const bool shorter = hit.end_token - hit.first_token < cover.end_token - cover.first_token;
        const bool of_region = IsPlace(hit);
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

void ResolveLocalities(const Lexicon& lexicon, Findings& findings) {
  std::map<std::string_view, std::uint32_t> numbers;
  for (std::uint32_t i = 0; i < lexicon.regions.size(); ++i) numbers[lexicon.regions[i].id] = i;
  std::set<std::string_view> named;
  for (const Hit& hit : findings.hits) {
    if (hit.covered) continue;
    if (hit.owner.kind == OwnerKind::kRegion) named.insert(lexicon.regions[hit.owner.index].id);
    if (hit.owner.kind != OwnerKind::kLocality) continue;
    const auto& regions = lexicon.localities[hit.owner.index].regions;
    if (regions.size() == 1) named.insert(regions.front());
  }
  for (Hit& hit : findings.hits) {
    if (hit.owner.kind != OwnerKind::kLocality) continue;
    const auto& regions = lexicon.localities[hit.owner.index].regions;
    const auto meant = [&](const std::string& region) {
      return regions.size() == 1 || named.contains(region);
    };
    const auto region = std::find_if(regions.begin(), regions.end(), meant);
    if (region == regions.end() || std::count_if(region, regions.end(), meant) > 1) {
      hit.covered = true;
      continue;
    }
    hit.owner = {OwnerKind::kRegion, numbers.at(*region)};
  }
}

}  // namespace classify
