// What the patterns of a lexicon found in one document, before any judgement.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "classify/classifier.h"
#include "classify/lexicon.h"
#include "classify/matcher.h"
#include "classify/token_view.h"
#include "core/tag.h"

namespace classify {

// Whom a pattern belongs to.
enum class OwnerKind : std::uint8_t {
  kRule,
  kBody,
  kFamily,
  kPresumedBody,  // by words that are no name of it
  kPresumedFamily,
  kUnknownOffice,  // presumably the lexicon's offices.unknown
  kRegion,
  kLocality,    // until ResolveLocalities
  kOfficeHead,  // until OfficeNames::Join, like the next two
  kOfficeField,
  kOfficeScope,
  kRoleWords,
};
struct Owner {
  OwnerKind kind = OwnerKind::kRule;
  std::uint32_t index = 0;  // in the lexicon's rules, bodies, families, regions and so on

  auto operator<=>(const Owner&) const = default;
};

struct Hit {
  Owner owner;
  core::Field field = core::Field::kText;
  std::uint32_t sentence = 0;                    // of the document: those of the title come first
  std::uint32_t first_token = 0, end_token = 0;  // positions in the field's TokenView
  std::uint32_t begin = 0, end = 0;              // bytes of the field
  bool covered = false;                          // by a look-alike
  std::uint32_t pattern = 0;                     // the Matcher's number
  std::uint32_t stopped_by = Match::kPassed;     // a guard of its rule; then it counts nowhere
};

struct Findings {
  std::vector<Hit> hits;  // ordered by sentence, place, owner
  std::uint32_t title_sentences = 0;
  std::uint32_t sentences = 0;  // of title and text
  DocumentView document;

  const TokenView& view(core::Field field) const { return document[field]; }
};

// Whether the hit is the name of a body.
bool IsName(const Hit& hit);
// Whether it names a region or a place in one.
bool IsPlace(const Hit& hit);

// How many tokens a name may have that is looked for around another hit.
inline constexpr std::uint32_t kLongestName = 24;

// Hits are ordered by sentence: where the sentence of the one at `begin` ends.
std::size_t EndOfSentence(const std::vector<Hit>& hits, std::size_t begin);

// The hits of `hits`, which are ordered by place and of one sentence, that begin in `tokens`.
std::span<const Hit> BeginningIn(std::span<const Hit> hits, TokenSpan tokens);

// Marks the hits that a look-alike overlaps, the words inside the name of a body, and the name of a
// region inside a longer one (Almaty in Almaty Region): they are no evidence of anything.
void CoverLookAlikes(const Lexicon& lexicon, Findings& findings);

// Makes each locality the region that it lies in. A name that several regions share is the one of
// them that the text names otherwise; it is no evidence of any if that is none or several.
void ResolveLocalities(const Lexicon& lexicon, Findings& findings);

}  // namespace classify
