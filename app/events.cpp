#include "app/events.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace app {

void PutTotals::Count(store::PutResult result) {
  switch (result) {
    case store::PutResult::kAdded:
      ++added;
      break;
    case store::PutResult::kUpdated:
      ++updated;
      break;
    case store::PutResult::kUnchanged:
      ++unchanged;
      break;
    case store::PutResult::kErased:
      ++erased;
      break;
  }
}

std::string_view Name(store::PutResult result) {
  switch (result) {
    case store::PutResult::kAdded:
      return "added";
    case store::PutResult::kUpdated:
      return "updated";
    case store::PutResult::kErased:
      return "erased";
    case store::PutResult::kUnchanged:
      break;
  }
  return "unchanged";
}

void EventLog::Closer::operator()(std::FILE* file) const {
  if (file != stdout) std::fclose(file);
}

core::Expected<EventLog> EventLog::Open(const std::string& path) {
  EventLog log;
  if (path == "-") {
    log.file_.reset(stdout);
  } else if (!path.empty()) {
    log.file_.reset(std::fopen(path.c_str(), "ae"));
    if (!log.file_) {
      return core::Error{fmt::format("{}: cannot write events: {}", path, std::strerror(errno))};
    }
  }
  return log;
}

void EventLog::Write(const core::DocumentKey& key, const store::PutOutcome& outcome) {
  if (!file_) return;
  const nlohmann::json line = {
      {"event", Name(outcome.result)}, {"key", key.ToString()}, {"number", outcome.number}};
  const std::string text =
      line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size() ||
      std::fflush(file_.get()) != 0) {
    throw std::runtime_error(fmt::format("cannot write events: {}", std::strerror(errno)));
  }
}

}  // namespace app
