// Full-text search over lemmas. Include from .cpp files only.
#pragma once

#include "store/database.h"

namespace store {

SearchResult Search(const Database& database, const Query& query);

}  // namespace store
