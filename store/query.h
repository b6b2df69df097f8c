// What is asked of the corpus: conditions on documents, and the tree of words that a search makes
// of what a person typed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/document.h"
#include "core/language.h"
#include "core/tag.h"
#include "core/time.h"

namespace store {

// Number of a commit, from 1. A snapshot of the corpus is a commit number, valid for ever.
using Commit = std::uint64_t;

struct TagSummary {
  core::TagKind kind;
  std::string id;
  core::Role role = core::Role::kNone;

  bool operator==(const TagSummary&) const = default;
};

// Conditions that must all hold; an empty one holds always.
struct Filter {
  std::vector<TagSummary> tags;  // role kNone: any role
  // Of each group at least one tag: a body and its successors.
  std::vector<std::vector<TagSummary>> any_tags;
  std::optional<core::SourceType> source_type;
  std::string source;
  std::optional<core::Language> language;
  std::optional<core::Context> context;
  std::optional<core::Instant> from, to;  // counted_at in [from, to)
  std::optional<bool> corruption, countable, special;
  std::vector<std::pair<std::string, std::string>> labels;  // name and value; "": any value
  std::optional<Commit> at;  // the corpus as of that commit; absent: now
};

// By what documents are counted.
enum class Dimension : std::uint8_t {
  kSphere,
  kScheme,
  kOffence,
  kBody,  // implicated ones only
  kRegion,
  kMark,
  kSource,
  kSourceType,
  kLanguage,
  kContext,
};
inline constexpr std::size_t kDimensions = 10;
// "sphere", "scheme", "offence", "body", "region", "mark", "source", "type", "lang", "context".
std::string_view Name(Dimension dimension);
std::optional<Dimension> DimensionOf(std::string_view name);
// The tags that are its values; nothing if others are.
std::optional<core::TagKind> TagKindOf(Dimension dimension);

// A part of a query. Words are lemmas as they stand in the lemma stream: one byte a character (see
// core::NormalizedText::lemma_code).
struct QueryNode {
  enum class Kind : std::uint8_t {
    kAll,     // every document
    kTerm,    // one of `lemmas`
    kPrefix,  // a lemma that begins with lemmas[0]
    kPhrase,  // `parts`, terms, one right behind the other
    kNear,    // `parts`, terms in any order, from the first to the last at most `distance` words on
    kCondition,  // `condition` holds; its `at` is not looked at
    kAnd,        // all `parts`
    kOr,         // one of `parts`
    kNot,        // not parts[0]
  };

  Kind kind = Kind::kAll;
  bool in_title = false;  // kTerm, kPrefix, kPhrase, kNear: in the title only
  std::uint32_t distance = 0;
  std::vector<std::string> lemmas;
  std::vector<QueryNode> parts;
  Filter condition;
  std::string written;  // as typed, for explanations
};

// The node of documents that have all `parts`.
inline QueryNode AllOf(std::vector<QueryNode> parts) {
  QueryNode node;
  node.kind = QueryNode::Kind::kAnd;
  node.parts = std::move(parts);
  return node;
}

// The node of one word.
inline QueryNode Term(std::string lemma) {
  QueryNode node;
  node.kind = QueryNode::Kind::kTerm;
  node.written = lemma;
  node.lemmas.push_back(std::move(lemma));
  return node;
}

}  // namespace store
