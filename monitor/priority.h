// Which appeals to read first: points by the operator's rules, each of which gives its reason.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/language.h"
#include "core/tag.h"
#include "store/store.h"

namespace monitor {

// What a rule asks of an item. All that is set must hold.
struct PriorityCondition {
  // For each kind of tag the ids of which one must be there; of bodies the implicated ones.
  std::map<core::TagKind, std::vector<std::string>> tags;
  std::vector<core::Context> contexts;  // one of them
  std::optional<bool> corruption, countable, special;
  std::uint64_t copies = 0;  // at least so many near-copies of it, itself included
  // At least so many items that implicate a body that it implicates, itself included; near-copies
  // are one. Of a body of which there are many only those that tell of the same region.
  std::uint64_t same_body = 0;

  bool empty() const;
};

struct PriorityRule {
  std::string id;
  int points = 0;                  // may be negative
  std::string kk, ru, en;          // the reason, for people
  PriorityCondition when, unless;  // `unless`: if all that is set in it holds, the rule does not
};

struct Priorities {
  std::vector<PriorityRule> rules;
  int high = 60, medium = 30;  // points from which an item has that level
};

enum class PriorityLevel : std::uint8_t { kLow, kMedium, kHigh };
// "low", "medium", "high".
std::string_view Name(PriorityLevel level);
std::optional<PriorityLevel> PriorityLevelOf(std::string_view name);

// The reason of a rule in that language, in Russian for other languages.
std::string_view ReasonIn(const PriorityRule& rule, core::Language language);

struct RankedItem {
  store::DocumentNumber number = 0;
  int points = 0;
  PriorityLevel level = PriorityLevel::kLow;
  std::vector<std::size_t> reasons;  // indexes of the rules that hold, in their order
  std::uint64_t copies = 1;          // near-copies among those that match, itself included
};

struct Ranking {
  std::vector<RankedItem> items;  // from the highest points on; equal ones: the newest first
  std::uint64_t total = 0;        // that match and have the level asked for; folded ones once
};

struct RankingRequest {
  store::Filter filter;
  std::set<std::string> generic_bodies;  // ids that stand for any of many ("a school")
  bool fold_copies = false;  // of near-copies only the one with most points, then the earliest
  PriorityLevel level = PriorityLevel::kLow;  // this one and higher
  std::size_t limit = 20, offset = 0;
};

// Ranks the live items that `request` asks for. Copies and bodies are counted among those that its
// filter admits. Two passes over headers (three if copies are folded); memory for the items shown,
// the groups met, and each body of each group.
Ranking Rank(const store::Store& store, const Priorities& priorities,
             const RankingRequest& request);

}  // namespace monitor
