#include "monitor/alert_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace monitor {
namespace {

using Json = nlohmann::ordered_json;

template <typename Read>
auto Parsed(std::string_view key, std::string_view value, Read read) {
  try {
    return read(Json::parse(value));
  } catch (const Json::exception&) {
    Damaged(key);
  }
}

std::int64_t Seconds(core::Instant instant) {
  return instant.time_since_epoch().count();
}
core::Instant InstantOf(const Json& json) {
  return core::Instant(std::chrono::seconds(json.get<std::int64_t>()));
}

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

constexpr std::array<std::string_view, 4> kKinds = {"document", "trouble", "recovery", "summary"};
constexpr std::array<std::string_view, 2> kChannels = {"mail", "webhook"};

template <typename Enum, std::size_t size>
Enum EnumOf(const std::array<std::string_view, size>& names, const Json& json) {
  const auto found = std::find(names.begin(), names.end(), json.get<std::string>());
  if (found == names.end()) throw Json::other_error::create(501, "unknown name", &json);
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view Name(Channel channel) {
  return kChannels[static_cast<std::size_t>(channel)];
}
std::string_view Name(Alert::Kind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

void Damaged(std::string_view key) {
  throw std::runtime_error(fmt::format("damaged record of an alert in the store: {}", key));
}

std::uint64_t NumberOf(std::string_view key, std::string_view value) {
  std::uint64_t number = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
  if (read.ec != std::errc() || read.ptr != value.data() + value.size()) Damaged(key);
  return number;
}

std::string Encode(const Alert& alert) {
  Json json = {{"number", alert.number},          {"id", alert.id},
               {"kind", Name(alert.kind)},        {"watch", alert.watch},
               {"raised", Seconds(alert.raised)}, {"updated", Seconds(alert.updated)}};
  switch (alert.kind) {
    case Alert::Kind::kDocument:
      json["document"] = alert.document;
      json["group"] = alert.group;
      json["items"] = alert.items;
      break;
    case Alert::Kind::kTrouble:
    case Alert::Kind::kRecovery:
      json["source"] = alert.source;
      json["trouble"] = alert.trouble;
      json["since"] = Seconds(alert.since);
      json["detail"] = alert.detail;
      break;
    case Alert::Kind::kSummary:
      json["programme"] = alert.programme;
      json["period"] = alert.period;
      json["files"] = alert.files;
      break;
  }
  return Dump(json);
}

Alert DecodeAlert(std::string_view key, std::string_view value) {
  return Parsed(key, value, [](const Json& json) {
    Alert alert;
    alert.number = json.at("number");
    alert.id = json.at("id");
    alert.kind = EnumOf<Alert::Kind>(kKinds, json.at("kind"));
    alert.watch = json.at("watch");
    alert.raised = InstantOf(json.at("raised"));
    alert.updated = InstantOf(json.at("updated"));
    if (alert.kind == Alert::Kind::kDocument) {
      alert.document = json.at("document");
      alert.group = json.at("group");
      alert.items = json.at("items");
    } else if (alert.kind == Alert::Kind::kSummary) {
      alert.programme = json.at("programme");
      alert.period = json.at("period");
      alert.files = json.at("files").get<std::vector<std::string>>();
    } else {
      alert.source = json.at("source");
      alert.trouble = json.at("trouble");
      alert.since = InstantOf(json.at("since"));
      alert.detail = json.at("detail");
    }
    return alert;
  });
}

std::string Encode(const Letter& letter) {
  Json json = {{"number", letter.number},         {"id", letter.id},
               {"channel", Name(letter.channel)}, {"watch", letter.watch},
               {"alerts", letter.alerts},         {"written", Seconds(letter.written)},
               {"due", Seconds(letter.due)},      {"closed", letter.closed},
               {"attempts", letter.attempts},     {"trouble", letter.trouble}};
  if (letter.tried) json["tried"] = Seconds(*letter.tried);
  return Dump(json);
}

Letter DecodeLetter(std::string_view key, std::string_view value) {
  return Parsed(key, value, [](const Json& json) {
    Letter letter;
    letter.number = json.at("number");
    letter.id = json.at("id");
    letter.channel = EnumOf<Channel>(kChannels, json.at("channel"));
    letter.watch = json.at("watch");
    letter.alerts = json.at("alerts").get<std::vector<std::uint64_t>>();
    letter.written = InstantOf(json.at("written"));
    letter.due = InstantOf(json.at("due"));
    letter.closed = json.at("closed");
    letter.attempts = json.at("attempts");
    if (json.contains("tried")) letter.tried = InstantOf(json.at("tried"));
    letter.trouble = json.at("trouble");
    return letter;
  });
}

std::string Encode(const Issue& issue) {
  return Dump({{"begun", Seconds(issue.begun)}, {"commit", issue.commit}, {"done", issue.done}});
}

Issue DecodeIssue(std::string_view key, std::string_view value) {
  return Parsed(key, value, [](const Json& json) {
    Issue issue;
    issue.begun = InstantOf(json.at("begun"));
    issue.commit = json.at("commit");
    issue.done = json.at("done");
    return issue;
  });
}

}  // namespace monitor
