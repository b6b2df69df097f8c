// The log of a run that never stops: one line per event, for people or for machines.
#pragma once

#include <functional>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string_view>

#include "core/time.h"

namespace app {

// Thread-safe.
class RunLog {
 public:
  using Clock = std::function<core::Instant()>;
  // Writes to standard output: JSON, else "2026-02-02T03:00:00Z event key=value ...", both harmless
  // on a terminal. Each line is flushed.
  RunLog(bool json, Clock clock);

  // `details`: an object. It must have no personal data: numbers and ids, no texts.
  void Write(std::string_view event, const nlohmann::ordered_json& details = nullptr);

 private:
  const bool json_;
  const Clock clock_;
  std::mutex mutex_;
};

}  // namespace app
