// The options that narrow a search: --sphere, --body, --from and so on.
#pragma once

#include <memory>
#include <string>

#include "store/store.h"

namespace CLI {
class App;
}

namespace app {

struct FilterArguments {
  std::string sphere, body, role, scheme, offence, region, source, source_type, language, context,
      from, to;
  bool corruption = false, countable = false;
};

// Declares the options on `command`.
void AddFilterOptions(CLI::App& command, FilterArguments& arguments);

// The filter they say, with days in `zone`. Throws Failure for a value that is none.
store::Filter ToFilter(const FilterArguments& arguments, const std::string& zone);

// "2026-01-31"; throws Failure naming `option` if `text` is no day.
core::Day RequiredDay(const std::string& text, const char* option);

}  // namespace app
