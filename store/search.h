// Full-text search over lemmas. Include from .cpp files only.
#pragma once

#include "store/columns.h"
#include "store/database.h"

namespace store {

// `columns` stand still meanwhile.
SearchResult Search(const Database& database, const Columns& columns, const Spelling& spelling,
                    const Query& query);

}  // namespace store
