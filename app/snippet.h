// The part of a text that shows best why a search found it.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/rule_explanation.h"
#include "core/normalized_text.h"
#include "store/store.h"

namespace app {

// Words to look out for, in codes of the streams.
struct SoughtWords {
  // Of each word of a query all its lemmas and spellings.
  std::vector<std::set<std::string, std::less<>>> words;
  std::vector<std::string> prefixes;

  // What a search asked for, but not what must not be there.
  static SoughtWords Of(const store::QueryNode& root, const std::vector<store::SoughtWord>& words);
};

struct Snippet {
  std::string text;         // with … where it is cut
  std::vector<Mark> marks;  // of sought words, bytes of it
};

// About `bytes` of `text`, cut between words: where the most different sought words stand, the
// earliest such place; the beginning if there are none. Linear time.
Snippet SnippetOf(std::string_view text, const core::NormalizedText& analysis,
                  const SoughtWords& sought, std::size_t bytes);

}  // namespace app
