// The clock of this machine.
#pragma once

#include <chrono>

#include "core/time.h"

namespace app {

inline core::Instant Now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace app
