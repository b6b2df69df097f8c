// An alert as the log and webhooks name it.
#pragma once

#include <nlohmann/json.hpp>

#include "monitor/alert.h"

namespace app {

// Ids, numbers and times, without a word of any text: "id", "kind", "watch", "raised", and those of
// its kind (docs/ALERTS.md).
nlohmann::ordered_json ToJson(const monitor::Alert& alert);

}  // namespace app
