// Conditions on documents as people write them: the same values in options and in queries.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "classify/bodies.h"
#include "core/expected.h"
#include "core/language.h"
#include "core/tag.h"
#include "core/time.h"
#include "monitor/names.h"
#include "store/query.h"
#include "store/query_syntax.h"

namespace app {

// In all of these `asked` begins the error: where the value stands, "--sphere helth".

// The tags that `field` asks for; nullopt if it asks for something else.
std::optional<core::TagKind> TagKindOf(store::QueryField field);

// An error if the lexicon or a registry does not have `id`, with those that are near.
std::optional<core::Error> UnknownId(const monitor::Names& names, core::TagKind kind,
                                     const std::string& id, core::Language language,
                                     std::string_view asked);

// "implicated", "acting", "named".
core::Expected<core::Role> ReadRole(std::string_view name, std::string_view asked);

// "2026-01-31".
core::Expected<core::Day> ReadDay(std::string_view text, std::string_view asked);

// Adds to `filter` that `field`, which is not kTitle, has `value`: an id, of a body perhaps with
// "/acting"; a day in `zone`, also the last one; "corruption", "countable" or "special"; a label,
// perhaps with "=value". Ids are
// taken as they are.
std::optional<core::Error> AddCondition(store::QueryField field, std::string_view value,
                                        std::string_view asked, const core::Zone& zone,
                                        store::Filter& filter);

// Lets each body that `filter` asks for be any of its succession, in the same role: a ministry is
// asked for under its names of all years.
void AddSuccession(const classify::Registry& registry, store::Filter& filter);

}  // namespace app
