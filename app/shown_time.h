// Instants as people read them.
#pragma once

#include <string>

#include "core/time.h"

namespace app {

// "2026-01-31T18:00", in `zone`.
inline std::string ShownTime(const core::Zone& zone, core::Instant instant) {
  const auto local = instant + zone.OffsetAt(instant);
  return zone.At(std::chrono::local_seconds(local.time_since_epoch())).ToIso().substr(0, 16);
}

}  // namespace app
