// What searching and counting ask of every document, in memory, column by column, so that a
// condition on a million documents takes milliseconds, and all that a header says of the documents
// found. About 60 bytes a document.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/document.h"
#include "core/tag.h"
#include "store/keys.h"
#include "store/notes.h"
#include "store/record.h"
#include "store/store.h"

namespace store {

// The distinct values of a column, numbered from 0 in the order in which they came.
template <typename Value, typename Hash>
class Dictionary {
 public:
  std::uint32_t IdOf(const Value& value) {
    const auto [at, added] = ids_.try_emplace(value, static_cast<std::uint32_t>(values_.size()));
    if (added) values_.push_back(value);
    return at->second;
  }
  const Value& operator[](std::uint32_t id) const { return values_[id]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(values_.size()); }

 private:
  std::unordered_map<Value, std::uint32_t, Hash> ids_;
  std::vector<Value> values_;
};

struct SourceName {
  core::SourceType type = core::SourceType::kOther;
  std::string id;

  bool operator==(const SourceName&) const = default;
};

struct HashOfValue {
  std::size_t operator()(const SourceName& source) const;
  std::size_t operator()(const TagSummary& tag) const;
};

// The columns of one segment; rows by the lower 16 bits of the number.
struct ColumnSegment {
  // Bits of `flags`.
  enum Flag : std::uint8_t {
    kCorruption = 1,
    kCountable = 2,
    kSpecial = 4,
    kOpen = 8,
    kRemoved = 16,
    kThere = 32,  // numbers are missing: lost ones, and those of erased documents
  };

  std::vector<std::uint8_t> flags, language, context;
  std::vector<std::uint32_t> length;  // indexed tokens
  std::vector<std::uint32_t> text_bytes;
  std::vector<std::uint32_t> version;  // of the document
  std::vector<std::uint32_t> source;   // in Columns::sources
  std::vector<DocumentNumber> group;
  std::vector<std::int64_t> time;  // counted_at, seconds since 1970
  std::vector<Commit> added;
  std::vector<std::uint32_t> tags_begin;  // of the row, in `tags`
  std::vector<std::uint16_t> tags_count;
  std::vector<std::uint32_t> tags;  // in Columns::tags

  std::uint64_t documents = 0, tokens = 0;  // sums: rows that are there, and their lengths

  std::uint32_t rows() const { return static_cast<std::uint32_t>(flags.size()); }
  std::pair<const std::uint32_t*, const std::uint32_t*> tags_of(std::uint32_t row) const {
    const std::uint32_t* first = tags.data() + tags_begin[row];
    return {first, first + tags_count[row]};
  }
  bool counts(std::uint32_t row) const {
    return (flags[row] & (kCountable | kSpecial)) == kCountable;
  }
};

// Not thread-safe: who adds keeps readers out. Include from .cpp files only.
class Columns {
 public:
  // In order of number.
  void Add(const HeaderRecord& record);
  void Remove(DocumentNumber number, Commit commit);
  // Replaces what the header of a document has of its classification.
  void Retag(DocumentNumber number, const core::Classification& classification);
  // Says that nothing changed up to that commit.
  void Reach(Commit commit) { last_commit_ = std::max(last_commit_, commit); }

  // The header of a document that there is, with the tags that are in effect and the group that
  // `groups` makes of its own.
  Header HeaderOf(DocumentNumber number, const GroupMap& groups) const;

  // All versions of the document whose version `latest` is live now, in order.
  std::vector<DocumentNumber> VersionsOf(DocumentNumber latest) const;
  // How many documents that were live at that commit were erased since.
  std::uint64_t ErasedSince(std::optional<Commit> at) const;
  // All versions that were erased.
  std::uint64_t erased() const { return erased_.size(); }

  // Labels and merges as they were written: each speaks of the version that there was.
  Notes& notes() { return notes_; }
  const Notes& notes() const { return notes_; }
  // The version of the same document that was live at that commit, absent: now.
  DocumentNumber LatestOf(DocumentNumber number, std::optional<Commit> at) const;
  // What was said of a document in any version, of those in force then: by name, and with the
  // version of which it was said.
  std::vector<std::pair<DocumentNumber, Label>> LabelsOf(DocumentNumber number,
                                                         std::optional<Commit> at) const;
  // The latest versions, in order, of the documents that had that label; `value` empty: whatever
  // its value.
  std::vector<DocumentNumber> Labelled(std::string_view name, std::string_view value,
                                       std::optional<Commit> at) const;
  // Also joins the groups of later versions of what was merged.
  GroupMap GroupsAt(std::optional<Commit> at) const;

  DocumentNumber last() const { return last_; }
  // The newest commit that they show.
  Commit last_commit() const { return last_commit_; }
  std::uint32_t segments() const { return static_cast<std::uint32_t>(segments_.size()); }
  const ColumnSegment& segment(std::uint32_t at) const { return segments_[at]; }
  const Dictionary<SourceName, HashOfValue>& sources() const { return sources_; }
  const Dictionary<TagSummary, HashOfValue>& tags() const { return tags_; }

  bool Has(DocumentNumber number) const {
    return number <= last_ &&
           (segments_[number >> kSegmentBits].flags[number & 0xffffu] & ColumnSegment::kThere) != 0;
  }
  // The near-duplicate group of a document that there is.
  DocumentNumber GroupOf(DocumentNumber number) const {
    return segments_[number >> kSegmentBits].group[number & 0xffffu];
  }
  // The last document that was there at that commit; 0 if none was.
  DocumentNumber LastAt(Commit commit) const;
  // Whether it was live at that commit, at which it was there; absent: now.
  bool Live(DocumentNumber number, std::optional<Commit> at) const {
    const std::uint8_t flags = segments_[number >> kSegmentBits].flags[number & 0xffffu];
    constexpr std::uint8_t kBoth = ColumnSegment::kThere | ColumnSegment::kRemoved;
    if ((flags & kBoth) == ColumnSegment::kThere) return true;
    return (flags & ColumnSegment::kThere) != 0 && at && removed_.at(number) > *at;
  }

 private:
  void SetTags(ColumnSegment& segment, std::uint32_t row, const Header& header);

  std::vector<ColumnSegment> segments_;
  Dictionary<SourceName, HashOfValue> sources_;
  Dictionary<TagSummary, HashOfValue> tags_;
  std::unordered_map<DocumentNumber, Commit> removed_;
  // Of erased versions: when they were live, [added, removed).
  std::vector<std::pair<Commit, Commit>> erased_;
  DocumentNumber last_ = 0;
  Commit last_commit_ = 0;
  Notes notes_;
};

// A filter made ready for the rows of these columns; valid until they grow.
class RowFilter {
 public:
  // `at`: when labels must have been in force.
  RowFilter(const Columns& columns, const Filter& filter, std::optional<Commit> at);

  // Whether the conditions hold, but for `at`: see Columns::Live.
  bool Admits(DocumentNumber number) const {
    const ColumnSegment& segment = columns_.segment(number >> kSegmentBits);
    const std::uint32_t row = number & 0xffffu;
    // Most rows that are not admitted fail here already.
    if (!MayAdmit(segment.flags[row])) return false;
    return empty_ || (AdmitsRow(segment, row) && HasLabels(number));
  }
  // Whether a row with these flags may be admitted: what to ask first of very many.
  bool MayAdmit(std::uint8_t flags) const { return (flags & flags_asked_) == flags_wanted_; }
  // Nothing is asked of a row.
  bool empty() const { return empty_; }

 private:
  using Accepted = std::vector<bool>;  // by id in the dictionary

  bool AdmitsRow(const ColumnSegment& segment, std::uint32_t row) const;
  bool HasLabels(DocumentNumber number) const;

  const Columns& columns_;
  std::optional<Accepted> sources_;
  std::vector<Accepted> tags_;  // a row needs one tag of each
  std::optional<std::uint8_t> language_, context_;
  std::uint8_t flags_asked_ = 0, flags_wanted_ = 0;
  std::int64_t from_, to_;
  std::vector<std::vector<DocumentNumber>> labels_;  // of each asked for: who has it
  bool empty_ = true;
};

}  // namespace store
