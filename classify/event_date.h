// When a sentence says that something happened.
#pragma once

#include <cstdint>
#include <optional>

#include "classify/findings.h"
#include "core/time.h"

namespace classify {

// The days that the last date in `sentence` (of the document) covers: of a year ("в 2022 году",
// "2022 жылы", "in 2022"), of a month ("в июне 2022 года") or one day. Nullopt if there is none, or
// only dates behind `published`.
std::optional<core::Period> EventPeriod(const Findings& findings, std::uint32_t sentence,
                                        core::Day published);

}  // namespace classify
