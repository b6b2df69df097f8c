// The documents that a filter admits. Include from .cpp files only.
#pragma once

#include <functional>

#include "store/columns.h"

namespace store {

// Visits the headers of the documents that `filter` admits, in order of number, until `visit`
// returns false.
void ForEachAdmitted(const Columns& columns, const Filter& filter,
                     const std::function<bool(const Header&)>& visit);

}  // namespace store
