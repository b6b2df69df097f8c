// The figures of legal statistics and surveys that were imported (Rules, para 7, 1 and 4).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/key_value.h"
#include "core/observation.h"

namespace monitor {

// The space of the store that they are kept in.
inline constexpr std::string_view kObservationSpace = "observations";

enum class ObservationChange : std::uint8_t { kAdded, kUpdated, kUnchanged };

// What makes a figure the same one: type, source, indicator, labels, period and unit. Bytes.
std::string KeyOf(const core::Observation& observation);

// Adds to `batch` what keeps `observation` in `space`: nothing if the same figure is there with the
// same value and sample.
ObservationChange Keep(const core::KeyValue& space, const core::Observation& observation,
                       core::Batch& batch);

// Visits the observations of `source_type` (of both types without one) whose period overlaps
// [from, to], in order of type and source, until `visit` returns false. Damaged records
// throw std::runtime_error.
void VisitObservations(const core::KeyValue& space, std::optional<core::SourceType> source_type,
                       core::Day from, core::Day to,
                       const std::function<bool(const core::Observation&)>& visit);

}  // namespace monitor
