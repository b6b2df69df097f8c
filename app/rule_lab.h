// What a pattern that somebody is just writing would find in the corpus.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/colours.h"
#include "app/workspace.h"
#include "core/expected.h"
#include "store/store.h"

namespace app {

struct LabExample {
  store::Header header;
  std::string title;
  std::vector<std::string> sentences;  // with the matches marked
};

struct LabAnswer {
  std::uint64_t documents = 0;   // in which it matches
  std::uint64_t candidates = 0;  // that were looked at
  bool by_index = false;         // the index chose them; else they are all that the filter admits
  std::map<std::string, std::uint64_t> by_source;  // "media/astana-times"
  std::map<int, std::uint64_t> by_year;
  std::vector<LabExample> newest;  // the newest first, of equal texts one
  double seconds = 0;
};

struct LabOptions {
  store::Filter filter;
  std::size_t examples = 5;
  Colours colours = Colours::kNo;
};

// Compiles `pattern` alone, as of a rule without conditions that may call `lists`, and finds the
// live documents in which it matches. Every mistake gives one error with its place.
core::Expected<LabAnswer, std::vector<core::Error>> TryPattern(
    const Workspace& workspace, const std::vector<classify::WordList>& lists,
    const classify::Pattern& pattern, const LabOptions& options);

}  // namespace app
