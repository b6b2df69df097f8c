// A document made ready to be committed: everything that needs neither its number nor other
// documents.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/indexed_words.h"
#include "store/near_duplicates.h"
#include "store/record.h"
#include "store/seal.h"
#include "store/store.h"

namespace store {

struct PreparedDocument {
  std::string identity_key;
  std::string fingerprint;  // 32 bytes: of all but the lexicon that makes a new version necessary
  std::string lexicon_version;
  std::string text_sha256;  // 32 bytes
  HeaderRecord header;      // without number, group, commits and version
  std::string document;     // encoded
  std::string streams;      // encoded
  IndexedWords words;
  std::optional<Sketch> sketch;
  Grams grams;  // of the text, for exact comparison
  std::vector<std::string> counters;
  std::optional<Sealed> sealed;
};

// Puts into a header what it has of a document and its classification.
void Describe(const core::Document& document, const core::Classification& classification,
              Header& header);
// Puts into a header what it has of a classification.
void Summarize(const core::Classification& classification, Header& header);

// `master` may be null if `original` is empty.
PreparedDocument MakeReady(const core::Document& document, const core::NormalizedText& title,
                           const core::NormalizedText& text,
                           const core::Classification& classification, std::string_view original,
                           const MasterKey* master);

}  // namespace store
