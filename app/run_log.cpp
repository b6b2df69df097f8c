#include "app/run_log.h"

#include <fmt/format.h>

#include <cstdio>
#include <utility>

#include "app/text_json.h"
#include "core/printable.h"

namespace app {

RunLog::RunLog(bool json, Clock clock) : json_(json), clock_(std::move(clock)) {}

void RunLog::Write(std::string_view event, const nlohmann::ordered_json& details) {
  const std::string at = core::ToUtcString(clock_());
  const std::lock_guard lock(mutex_);
  if (json_) {
    nlohmann::ordered_json line = {{"at", at}, {"event", event}};
    for (const auto& [key, value] : details.items()) line[key] = value;
    PrintJson(line);
  } else {
    std::string line = fmt::format("{} {}", at, event);
    for (const auto& [key, value] : details.items()) {
      line += fmt::format(
          " {}={}", key,
          value.is_string() ? value.get<std::string>()
                            : value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    }
    fmt::print("{}\n", core::Printable(line));
  }
  std::fflush(stdout);
}

}  // namespace app
