// The strongest evidence of a summary: which incidents to quote, and their words.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/time.h"
#include "monitor/summary.h"
#include "store/store.h"

namespace monitor {

// The incidents of a period, each by its earliest item, and by scheme.
class Incidents {
 public:
  // A counted item; `new_outlet`: the first of its source in the incident.
  void Add(const store::Header& header, bool new_outlet);
  // That the item tells of `scheme`.
  void AddScheme(const store::Header& header, std::string_view scheme);

  // An item that stands for its incident: the earliest one, of equal ones that of the lowest
  // number.
  struct Original {
    store::DocumentNumber group = 0, number = 0;
    core::Instant counted_at{};
  };
  struct Size {
    std::uint32_t items = 0, outlets = 0;
  };

  Size SizeOf(store::DocumentNumber group) const { return incidents_.at(group).size; }
  // The newest, at most `limit`; of all incidents, or of those of one scheme, each by the earliest
  // item that tells of it.
  std::vector<Original> Newest(std::size_t limit) const;
  std::vector<Original> NewestOf(std::string_view scheme, std::size_t limit) const;
  // The schemes that incidents were added under, those of the most incidents first.
  std::vector<std::string> Schemes() const;

 private:
  struct Incident {
    Original original;
    Size size;
  };
  using Originals = std::unordered_map<store::DocumentNumber, Original>;  // by group

  std::unordered_map<store::DocumentNumber, Incident> incidents_;
  std::map<std::string, Originals, std::less<>> schemes_;
};

// Fills summary.quotations, at most summary.request.quotations: no two of one incident, scheme
// after scheme, the strongest of each first. Those that stand for a scheme show the words that its
// rule found. Returns the lexicon versions of the documents it read.
std::set<std::string> Quote(const store::Store& store, const Incidents& incidents,
                            const store::TagSummary& scope, const core::Zone& zone,
                            Summary& summary);

}  // namespace monitor
