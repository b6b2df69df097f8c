// What the patterns of a lexicon found in one document, before any judgement.
#pragma once

#include <cstdint>
#include <vector>

#include "classify/classifier.h"
#include "classify/lexicon.h"
#include "classify/matcher.h"
#include "core/tag.h"

namespace classify {

// Whom a pattern belongs to.
enum class OwnerKind : std::uint8_t { kRule, kBody, kFamily, kRegion };
struct Owner {
  OwnerKind kind = OwnerKind::kRule;
  std::uint32_t index = 0;  // in the lexicon's rules, bodies, families or regions

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

// Marks the hits that a look-alike overlaps, the words inside the name of a body, and the name of a
// region inside a longer one (Almaty in Almaty Region): they are no evidence of anything.
void CoverLookAlikes(const Lexicon& lexicon, Findings& findings);

}  // namespace classify
