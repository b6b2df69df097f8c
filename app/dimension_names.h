// What dimensions of counting are called.
#pragma once

#include <string_view>

#include "core/language.h"
#include "store/query.h"

namespace app {

// In lower case, as the head of a column.
std::string_view NameIn(core::Language language, store::Dimension dimension);

}  // namespace app
