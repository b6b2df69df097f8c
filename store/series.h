// Counts over time: how many items, incidents and outlets tell of what. Include from .cpp files
// only; the types are in store.h.
#pragma once

#include "store/columns.h"
#include "store/database.h"

namespace store {

// `columns` stand still meanwhile and have the tags in effect at query.filter.at.
Series CountSeries(const Database& database, const Columns& columns, const Spelling& spelling,
                   const SeriesQuery& query);

}  // namespace store
