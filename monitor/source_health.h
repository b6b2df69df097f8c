// Whether a source still publishes as it did, judged by when its items appeared.
//
// The rate is the median of the daily counts of the days before the last item, at most 30; of small
// counts their mean. From it comes the one-sided 95 % lower bound of a Poisson mean, F. Garwood,
// "Fiducial Limits for the Poisson Distribution", Biometrika 28 (1936), 437-442. Days that vary
// more than Poisson's (weekends, campaigns) widen it by their dispersion, variance over mean.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/time.h"

namespace monitor {

enum class SourceState : std::uint8_t {
  kEmpty,    // no items
  kNew,      // too few items or days to expect anything
  kWell,     // as expected
  kSilent,   // nothing for longer than chance and habit explain
  kDropped,  // items, but in the last week at most half of what was due, and not by chance
};
// "empty", "new", "well", "silent", "dropped".
std::string_view Name(SourceState state);

struct SourceHealth {
  SourceState state = SourceState::kEmpty;
  std::uint64_t last_day = 0, last_week = 0, last_month = 0;  // items of 1, 7 and 30 days
  std::optional<core::Instant> last_item;
  double per_day = 0;      // items expected
  double per_day_low = 0;  // its lower bound, by which alarms go
  // What silence is usual: longer ones ended on at most one in ten of the days with items.
  std::chrono::seconds silence{0}, usual_silence{0};
  // From so long a silence on it is one that chance and habit do not explain; zero: never.
  std::chrono::seconds alarm_after{0};
  // Of so few items, or of so long a silence, if the source were well; of the state's alarm.
  double probability = 1;
};

// `items`: when those of one source appeared, ascending; later ones than `now` are not looked at.
// A source that publishes by chance alone at a steady rate raises less than one alarm in a year,
// and is found silent once so many items are due that fewer than a tenth of a year's silences
// would last as long.
SourceHealth JudgeSource(std::span<const core::Instant> items, core::Instant now);

}  // namespace monitor
