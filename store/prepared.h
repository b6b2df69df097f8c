// A document made ready to be committed: everything that needs neither its number nor other
// documents.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/near_duplicates.h"
#include "store/record.h"
#include "store/seal.h"
#include "store/store.h"

namespace store {

struct PreparedDocument {
  // Keys of postings back to back, ascending, each with room for its segment at the end.
  struct Term {
    std::uint32_t end = 0;  // of the key, in `term_keys`
    std::uint32_t payload = 0;
  };

  std::string identity_key;
  std::string fingerprint;  // 32 bytes: of all that makes a new version necessary
  std::string text_sha256;  // 32 bytes
  HeaderRecord header;      // without number, group, commits and version
  std::string document;     // encoded
  std::string streams;      // encoded
  std::string term_keys;
  std::vector<Term> terms;
  std::optional<Sketch> sketch;
  Grams grams;  // of the text, for exact comparison
  std::vector<std::string> counters;
  std::optional<Sealed> sealed;
};

// `master` may be null if `original` is empty.
PreparedDocument MakeReady(const core::Document& document, const core::NormalizedText& title,
                           const core::NormalizedText& text,
                           const core::Classification& classification, std::string_view original,
                           const MasterKey* master);

}  // namespace store
