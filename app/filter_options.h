// The options that narrow a search: --sphere, --body, --from and so on.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/language.h"
#include "monitor/names.h"
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

// Whether a command lists items of all types of source, or of one and needs no --source-type.
enum class SourceTypes : std::uint8_t { kAll, kOne };

// Declares the options on `command`.
void AddFilterOptions(CLI::App& command, FilterArguments& arguments,
                      SourceTypes types = SourceTypes::kAll);

// Throws Failure for an id that the lexicon or a registry does not have, with those that are near.
void CheckKnown(const FilterArguments& arguments, const monitor::Names& names,
                core::Language language);
// The same for one id.
void CheckKnown(const monitor::Names& names, core::TagKind kind, const std::string& id,
                core::Language language);

// Throws Failure for a commit, not 0, that the store does not have yet.
void CheckCommit(const store::Store& store, store::Commit at);

// Says on standard error which sources the options or the query ask for that no live document is
// of, with those that are near: a source may be known and have none yet, so that it is no error.
void TellOfEmptySources(const store::Store& store, const FilterArguments& arguments,
                        const store::QueryNode& query);

// The filter they say, with days in `zone`. Throws Failure for a value that is none.
store::Filter ToFilter(const FilterArguments& arguments, const std::string& zone);

// As it can be typed again: "--sphere health --from 2026-01-01"; empty: no condition.
std::string Described(const FilterArguments& arguments);

// "2026-01-31"; throws Failure naming `option` if `text` is no day.
core::Day RequiredDay(const std::string& text, const char* option);

}  // namespace app
