// What the rules say of each sentence of a document, before it is judged.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "classify/findings.h"
#include "classify/lexicon.h"
#include "core/tag.h"

namespace classify {

// Signs of a sentence, as numbers of bits.
enum Sign : std::uint8_t {
  kActStated,       // a rule of weight 1: the words alone state an act
  kActLikely,       // of at least kLikely
  kActPossible,     // of less
  kSchemeStated,    // the same of schemes and offences
  kSchemePossible,  // of less than 1
  kLookAlikeSign,   // an innocent use
  kPostSign,        // an official
  kElementSign,     // another element of an episode: a sum, a case
  kCoveredSign,     // a look-alike or a name covers words that a rule looks for
  kFirstStageSign,  // then one for each core::Context
};
inline constexpr std::size_t kSigns = kFirstStageSign + core::kContexts;
inline constexpr float kLikely = 0.5F;

constexpr std::uint32_t Bit(std::size_t sign) {
  return std::uint32_t{1} << sign;
}
constexpr std::uint32_t Bit(core::Context stage) {
  return Bit(kFirstStageSign + static_cast<std::size_t>(stage));
}

// "act_stated", ..., "stage_conviction".
std::string_view NameOfSign(std::size_t sign);

struct SentenceSigns {
  std::uint32_t bits = 0;  // of Sign
  float act = 0;           // the weight of the strongest sign of an act
  // The verdict, once judged.
  bool states_act = false;
  float strength = 0;  // how surely it does

  bool Has(std::uint32_t any_of) const { return (bits & any_of) != 0; }
};

// Somebody investigates, detains, judges.
inline constexpr std::uint32_t kProceedingSigns = Bit(core::Context::kInvestigation) |
                                                  Bit(core::Context::kConviction) |
                                                  Bit(core::Context::kAcquittal);
// Speaks of fighting corruption.
inline constexpr std::uint32_t kFightSigns =
    Bit(core::Context::kPrevention) | Bit(core::Context::kPolicy);
inline constexpr std::uint32_t kEpisodeSigns = Bit(kPostSign) | Bit(kElementSign);
// A statement of an act is looked for only where one of these is.
inline constexpr std::uint32_t kActSigns = Bit(kActStated) | Bit(kActLikely) | Bit(kActPossible) |
                                           Bit(kSchemeStated) | Bit(kSchemePossible);

// The rule of a hit that counts; null if it is a body's or a region's, or covered.
const Rule* RuleOf(const Hit& hit, const Lexicon& lexicon);

// A kind of text that is short: comments and single sentences.
bool IsShort(std::string_view kind);

// Of each sentence of the document.
std::vector<SentenceSigns> ReadSigns(const Lexicon& lexicon, const Findings& findings);

}  // namespace classify
