#include "monitor/priority.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace monitor {
namespace {

constexpr std::array<std::string_view, 3> kLevels = {"low", "medium", "high"};

bool Implicates(const store::TagSummary& tag) {
  return tag.kind == core::TagKind::kBody && tag.role == core::Role::kImplicated;
}

// How often groups occur among the items of a ranking, and implicated bodies among its groups.
class Occurrences {
 public:
  explicit Occurrences(const std::set<std::string>& generic_bodies) : generic_(generic_bodies) {}

  void Add(const store::Header& header) {
    ++copies_[header.group];
    ForEachBody(header, [&](const std::string& body) {
      bodies_[body].insert(header.group);
      return true;
    });
  }

  std::uint64_t Copies(const store::Header& header) const { return copies_.at(header.group); }

  // Whether a body that `header` implicates occurs in at least so many groups.
  bool SharesBody(const store::Header& header, std::uint64_t least) const {
    bool shares = false;
    ForEachBody(header, [&](const std::string& body) {
      shares = bodies_.at(body).size() >= least;
      return !shares;
    });
    return shares;
  }

 private:
  // Visits what tells the implicated bodies apart, until `visit` returns false. A generic one is
  // another one in each region; where none is told it is not known which one is meant.
  template <typename Visit>
  void ForEachBody(const store::Header& header, const Visit& visit) const {
    for (const store::TagSummary& tag : header.tags) {
      if (!Implicates(tag)) continue;
      if (!generic_.contains(tag.id)) {
        if (!visit(tag.id)) return;
        continue;
      }
      for (const store::TagSummary& region : header.tags) {
        if (region.kind == core::TagKind::kRegion && !visit(tag.id + ' ' + region.id)) return;
      }
    }
  }

  const std::set<std::string>& generic_;
  std::unordered_map<store::DocumentNumber, std::uint64_t> copies_;
  std::unordered_map<std::string, std::unordered_set<store::DocumentNumber>> bodies_;  // to groups
};

bool HasOneOf(const store::Header& header, core::TagKind kind,
              const std::vector<std::string>& ids) {
  return std::any_of(header.tags.begin(), header.tags.end(), [&](const store::TagSummary& tag) {
    return tag.kind == kind && (kind != core::TagKind::kBody || Implicates(tag)) &&
           std::find(ids.begin(), ids.end(), tag.id) != ids.end();
  });
}

bool Holds(const PriorityCondition& condition, const store::Header& header,
           const Occurrences& occurrences) {
  const auto equal = [](const std::optional<bool>& wanted, bool value) {
    return !wanted || *wanted == value;
  };
  if (!equal(condition.corruption, header.corruption) ||
      !equal(condition.countable, header.countable) || !equal(condition.special, header.special)) {
    return false;
  }
  if (!condition.contexts.empty() && std::find(condition.contexts.begin(), condition.contexts.end(),
                                               header.context) == condition.contexts.end()) {
    return false;
  }
  if (condition.copies > 0 && occurrences.Copies(header) < condition.copies) return false;
  if (condition.same_body > 0 && !occurrences.SharesBody(header, condition.same_body)) {
    return false;
  }
  return std::all_of(condition.tags.begin(), condition.tags.end(), [&](const auto& wanted) {
    return HasOneOf(header, wanted.first, wanted.second);
  });
}

RankedItem Weigh(const Priorities& priorities, const store::Header& header,
                 const Occurrences& occurrences) {
  RankedItem item;
  item.number = header.number;
  item.copies = occurrences.Copies(header);
  for (std::size_t i = 0; i < priorities.rules.size(); ++i) {
    const PriorityRule& rule = priorities.rules[i];
    if (!Holds(rule.when, header, occurrences)) continue;
    if (!rule.unless.empty() && Holds(rule.unless, header, occurrences)) continue;
    item.points += rule.points;
    item.reasons.push_back(i);
  }
  item.level = item.points >= priorities.high     ? PriorityLevel::kHigh
               : item.points >= priorities.medium ? PriorityLevel::kMedium
                                                  : PriorityLevel::kLow;
  return item;
}

// An item with what orders it.
struct Placed {
  RankedItem item;
  core::Instant counted_at;

  bool Before(const Placed& other) const {
    return std::tie(other.item.points, other.counted_at, item.number) <
           std::tie(item.points, counted_at, other.item.number);
  }
};

// Which document stands for each group of near-copies: that of most points, then the
// earliest, then that of the lowest number.
class Representatives {
 public:
  void Add(const store::Header& header, int points) {
    const Best one{points, header.counted_at, header.number};
    const auto [found, fresh] = best_.try_emplace(header.group, one);
    if (!fresh && one.Before(found->second)) found->second = one;
  }
  bool Has(const store::Header& header) const {
    return best_.at(header.group).number == header.number;
  }

 private:
  struct Best {
    int points;
    core::Instant counted_at;
    store::DocumentNumber number;

    bool Before(const Best& other) const {
      return std::tie(other.points, counted_at, number) <
             std::tie(points, other.counted_at, other.number);
    }
  };
  std::unordered_map<store::DocumentNumber, Best> best_;
};

}  // namespace

bool PriorityCondition::empty() const {
  return tags.empty() && contexts.empty() && !corruption && !countable && !special && copies == 0 &&
         same_body == 0;
}

std::string_view Name(PriorityLevel level) {
  return kLevels[static_cast<std::size_t>(level)];
}

std::optional<PriorityLevel> PriorityLevelOf(std::string_view name) {
  const auto found = std::find(kLevels.begin(), kLevels.end(), name);
  if (found == kLevels.end()) return std::nullopt;
  return static_cast<PriorityLevel>(found - kLevels.begin());
}

std::string_view ReasonIn(const PriorityRule& rule, core::Language language) {
  switch (language) {
    case core::Language::kKk:
      return rule.kk;
    case core::Language::kEn:
      return rule.en;
    default:
      return rule.ru;
  }
}

Ranking Rank(const store::Store& store, const Priorities& priorities,
             const RankingRequest& request) {
  store::Filter filter = request.filter;
  if (!filter.at) filter.at = store.last_commit();  // all passes see the same items
  Occurrences occurrences(request.generic_bodies);
  store.Select(filter, [&](const store::Header& header) {
    occurrences.Add(header);
    return true;
  });

  Representatives representatives;
  if (request.fold_copies) {
    store.Select(filter, [&](const store::Header& header) {
      representatives.Add(header, Weigh(priorities, header, occurrences).points);
      return true;
    });
  }

  const std::size_t kept =
      request.limit > SIZE_MAX - request.offset ? SIZE_MAX : request.offset + request.limit;
  const auto before = [](const Placed& a, const Placed& b) { return a.Before(b); };
  std::vector<Placed> best;  // a heap whose front is the last of those kept
  Ranking ranking;
  store.Select(filter, [&](const store::Header& header) {
    if (request.fold_copies && !representatives.Has(header)) return true;
    Placed placed{Weigh(priorities, header, occurrences), header.counted_at};
    if (placed.item.level < request.level) return true;
    ++ranking.total;
    best.push_back(std::move(placed));
    std::push_heap(best.begin(), best.end(), before);
    if (best.size() > kept) {
      std::pop_heap(best.begin(), best.end(), before);
      best.pop_back();
    }
    return true;
  });
  std::sort_heap(best.begin(), best.end(), before);
  for (std::size_t i = request.offset; i < best.size(); ++i) {
    ranking.items.push_back(std::move(best[i].item));
  }
  return ranking;
}

}  // namespace monitor
