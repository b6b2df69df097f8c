#include "monitor/observations.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "core/sha256.h"

namespace monitor {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kSourceTypes = {core::SourceType::kStatistics, core::SourceType::kSurvey};
constexpr int kVersion = 1;  // of a record

std::string KeyPrefix(core::SourceType type) {
  return std::string(1, static_cast<char>(type));
}

// The texts of a record, by their keys.
constexpr std::pair<const char*, std::string core::Observation::*> kTexts[] = {
    {"source", &core::Observation::source},     {"indicator", &core::Observation::indicator},
    {"category", &core::Observation::category}, {"offence", &core::Observation::offence},
    {"sphere", &core::Observation::sphere},     {"body", &core::Observation::body},
    {"region", &core::Observation::region},     {"unit", &core::Observation::unit},
    {"file", &core::Observation::file},         {"sha256", &core::Observation::sha256},
    {"column", &core::Observation::column}};

std::string Encode(const core::Observation& o) {
  Json record = {{"version", kVersion},        {"from", core::ToString(o.from)},
                 {"to", core::ToString(o.to)}, {"value", o.value},
                 {"sample", o.sample},         {"row", o.row}};
  for (const auto& [key, member] : kTexts) record[key] = o.*member;
  return record.dump(-1, ' ', false, Json::error_handler_t::replace);
}

core::Observation Decode(core::SourceType type, std::string_view bytes) {
  try {
    const Json record = Json::parse(bytes);
    const auto from = core::ParseDay(record.at("from").get<std::string>());
    const auto to = core::ParseDay(record.at("to").get<std::string>());
    if (record.at("version") != kVersion || !from || !to) {
      throw std::runtime_error("unknown version or broken period");
    }
    core::Observation o;
    o.source_type = type;
    o.from = *from;
    o.to = *to;
    o.value = record.at("value");
    o.sample = record.at("sample");
    o.row = record.at("row");
    for (const auto& [key, member] : kTexts) record.at(key).get_to(o.*member);
    return o;
  } catch (const std::exception& damage) {
    throw std::runtime_error(
        fmt::format("damaged record of a figure in the store: {}", damage.what()));
  }
}

}  // namespace

// Source type, source, NUL, a hash of the identity. A source has no NUL: its name is printable.
std::string KeyOf(const core::Observation& o) {
  const Json identity = {core::ToString(o.from),
                         core::ToString(o.to),
                         o.indicator,
                         o.category,
                         o.offence,
                         o.sphere,
                         o.body,
                         o.region,
                         o.unit};
  const std::string text = identity.dump(-1, ' ', false, Json::error_handler_t::replace);
  return KeyPrefix(o.source_type) + o.source + '\0' + core::Sha256Hex(text);
}

ObservationChange Keep(const core::KeyValue& space, const core::Observation& observation,
                       core::Batch& batch) {
  std::string key = KeyOf(observation);
  const auto kept = space.Get(key);
  if (kept) {
    const core::Observation before = Decode(observation.source_type, *kept);
    if (before.value == observation.value && before.sample == observation.sample) {
      return ObservationChange::kUnchanged;
    }
  }
  batch.Put(std::move(key), Encode(observation));
  return kept ? ObservationChange::kUpdated : ObservationChange::kAdded;
}

void VisitObservations(const core::KeyValue& space, std::optional<core::SourceType> source_type,
                       core::Day from, core::Day to,
                       const std::function<bool(const core::Observation&)>& visit) {
  for (const core::SourceType type : kSourceTypes) {
    if (source_type && *source_type != type) continue;
    bool more = true;
    const std::string begin = KeyPrefix(type);
    const std::string end(1, static_cast<char>(static_cast<int>(type) + 1));
    space.Scan(begin, end, [&](std::string_view, std::string_view value) {
      const core::Observation observation = Decode(type, value);
      if (observation.to >= from && observation.from <= to) more = visit(observation);
      return more;
    });
    if (!more) return;
  }
}

}  // namespace monitor
