// The hosts of the frontier and which of them may be asked next; in memory only.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "crawler/frontier_record.h"

namespace crawler {

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>()(text);
  }
};
template <typename Value>
using StringMap = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

struct LaneState {
  std::string cursor;          // all keys before it are taken or gone
  std::optional<Micros> head;  // due time of the first entry that is not taken
};

struct Host;

// "https://example.kz:8443", with what of its queue is next.
struct Origin {
  std::string name;
  std::array<LaneState, kLanes> lanes;
  Host* host = nullptr;
};

// What politeness counts by: http and https of one name are one host.
struct Host {
  std::size_t id = 0;  // order of first sight, for ties
  std::vector<Origin*> origins;
  bool in_flight = false;
  Micros next_allowed = 0;  // by politeness
  Micros paused_until = 0;
  Micros kept_delay = 0;  // as last written down

  // When its first entry that is not taken is due.
  std::optional<Micros> due() const {
    std::optional<Micros> head;
    for (const Origin* origin : origins) {
      for (const LaneState& lane : origin->lanes) {
        if (lane.head) head = std::min(head.value_or(*lane.head), *lane.head);
      }
    }
    return head ? std::optional(std::max(*head, paused_until)) : std::nullopt;
  }
  std::optional<Micros> scheduled;  // its entry in the ready list
};

// "example.kz:8443" of "https://example.kz:8443".
std::string_view HostOf(std::string_view origin);

// Not thread-safe. Hosts and origins live as long as it does and never move.
class HostSchedule {
 public:
  // Of "https://host"; made when first asked for.
  Origin& OriginOf(std::string_view origin);
  // nullptr if never made.
  const Origin* FindOrigin(std::string_view origin) const;
  Host* FindHost(std::string_view host);

  // Puts the host where it belongs after any change to it.
  void Reschedule(Host& host);
  // A queue key appeared, or is no longer taken.
  void Uncover(Origin& origin, Lane lane, Micros due, const std::string& key);

  // The host that may be asked first of those without an exchange in flight, and when; nullptr if
  // nothing is queued at any.
  Host* first() const;
  Micros first_due() const;
  // Whether an entry that is not taken is due by then, politeness aside.
  bool HasDue(Micros by) const;
  // No host is asked before `at`.
  void HoldAll(Micros at);

 private:
  StringMap<std::unique_ptr<Origin>> origins_;
  StringMap<Host> hosts_;
  std::set<std::tuple<Micros, std::size_t, Host*>> ready_;  // hosts free to be asked, by when
};

}  // namespace crawler
