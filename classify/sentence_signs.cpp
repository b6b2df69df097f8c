#include "classify/sentence_signs.h"

#include <algorithm>
#include <array>

namespace classify {
namespace {

constexpr std::array<std::string_view, kSigns> kNames = {
    "act_stated",
    "act_likely",
    "act_possible",
    "scheme_stated",
    "scheme_possible",
    "look_alike",
    "post",
    "element",
    "covered",
    "stage_none",
    "stage_allegation",
    "stage_investigation",
    "stage_conviction",
    "stage_acquittal",
    "stage_prevention",
    "stage_policy",
    "stage_foreign",
};

std::uint32_t BitsOf(const Emission& emission, float weight) {
  std::uint32_t bits = 0;
  if (emission.act) {
    bits |= Bit(weight >= 1 ? kActStated : (weight >= kLikely ? kActLikely : kActPossible));
  }
  if (emission.kind == core::TagKind::kScheme || emission.kind == core::TagKind::kOffence) {
    bits |= Bit(weight >= 1 ? kSchemeStated : kSchemePossible);
  }
  if (emission.look_alike) bits |= Bit(kLookAlikeSign);
  if (emission.episode) bits |= Bit(emission.post ? kPostSign : kElementSign);
  if (emission.context != core::Context::kNone) bits |= Bit(emission.context);
  return bits;
}

}  // namespace

std::string_view NameOfSign(std::size_t sign) {
  return kNames[sign];
}

bool IsShort(std::string_view kind) {
  return kind == "comment" || kind == "sentence";
}

const Rule* RuleOf(const Hit& hit, const Lexicon& lexicon) {
  return hit.owner.kind == OwnerKind::kRule && !hit.covered ? &lexicon.rules[hit.owner.index]
                                                            : nullptr;
}

std::vector<SentenceSigns> ReadSigns(const Lexicon& lexicon, const Findings& findings) {
  std::vector<SentenceSigns> signs(findings.sentences);
  for (const Hit& hit : findings.hits) {
    if (hit.owner.kind != OwnerKind::kRule) continue;
    SentenceSigns& here = signs[hit.sentence];
    if (hit.covered) {
      here.bits |= Bit(kCoveredSign);
      continue;
    }
    const Rule& rule = lexicon.rules[hit.owner.index];
    for (const Emission& emission : rule.emits) {
      here.bits |= BitsOf(emission, rule.weight);
      if (emission.act) here.act = std::max(here.act, rule.weight);
    }
  }
  return signs;
}

}  // namespace classify
