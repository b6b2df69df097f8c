// The strongest evidence of a summary: which incidents to quote, and their words.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/time.h"
#include "monitor/summary.h"
#include "store/store.h"

namespace monitor {

// The incidents of a period, each by its first item, and by scheme.
class Incidents {
 public:
  // A counted item; `new_outlet`: the first of its source in the incident.
  void Add(const store::Header& header, bool new_outlet);
  // That the incident is one of `scheme`.
  void AddScheme(store::DocumentNumber group, std::string_view scheme);

  struct Incident {
    store::DocumentNumber number = 0;
    core::Instant counted_at{};
    std::uint32_t items = 0, outlets = 0;
  };

  const Incident& At(store::DocumentNumber group) const { return incidents_.at(group); }
  // The newest, at most `limit`; of all, or of one scheme.
  std::vector<store::DocumentNumber> Newest(std::size_t limit) const;
  std::vector<store::DocumentNumber> NewestOf(std::string_view scheme, std::size_t limit) const;
  // The schemes that incidents were added under, those of the most incidents first.
  std::vector<std::string> Schemes() const;

 private:
  std::vector<store::DocumentNumber> Newest(std::vector<store::DocumentNumber> groups,
                                            std::size_t limit) const;

  std::unordered_map<store::DocumentNumber, Incident> incidents_;
  std::map<std::string, std::vector<store::DocumentNumber>, std::less<>> schemes_;
};

// Fills summary.quotations, at most summary.request.quotations: no two of one incident, scheme
// after scheme, the strongest of each first; and summary.lexicon_version from the documents it
// read.
void Quote(const store::Store& store, const Incidents& incidents, const store::TagSummary& scope,
           const core::Zone& zone, Summary& summary);

}  // namespace monitor
