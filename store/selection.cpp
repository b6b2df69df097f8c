#include "store/selection.h"

#include <algorithm>

#include "store/codec.h"
#include "store/keys.h"
#include "store/posting_lists.h"

namespace store {
namespace {

// Steps to a near header cost less than a new search for it.
constexpr int kSteps = 8;

bool LiveAt(const Header& header, std::optional<Commit> at) {
  if (!at) return header.removed == 0;
  return header.added <= *at && (header.removed == 0 || header.removed > *at);
}

bool HasTag(const Header& header, const TagSummary& wanted) {
  return std::any_of(header.tags.begin(), header.tags.end(), [&](const TagSummary& tag) {
    return tag.kind == wanted.kind && tag.id == wanted.id &&
           (wanted.role == core::Role::kNone || tag.role == wanted.role);
  });
}

template <typename T>
bool Holds(const std::optional<T>& wanted, const T& value) {
  return !wanted || *wanted == value;
}

// The lists that a document admitted by `filter` must be in. A condition without a list is left to
// Admits.
std::vector<std::string> TermsOf(const Filter& filter) {
  std::vector<std::string> terms;
  for (const TagSummary& tag : filter.tags) {
    if (IsTerm(tag.id)) terms.push_back(TagTerm(tag.kind, tag.role, tag.id));
  }
  if (IsTerm(filter.source)) terms.push_back(SourceTerm(filter.source));
  if (filter.language) terms.push_back(LanguageTerm(*filter.language));
  return terms;
}

// The documents counted in [from, to), in order of number.
std::vector<DocumentNumber> CountedBetween(const Database& database, const Filter& filter,
                                           const Database::Snapshot& snapshot) {
  const std::string begin = filter.from ? TimeKeyOf(*filter.from, 0) : std::string(kTimePrefix);
  const std::string end = filter.to ? TimeKeyOf(*filter.to, 0) : "";
  std::vector<DocumentNumber> numbers;
  const auto at = database.Iterate(Family::kCatalog, snapshot);
  for (at->Seek(begin); at->Valid() && at->key().starts_with(kTimePrefix); at->Next()) {
    std::string_view key = at->key().ToStringView();
    if (filter.to && key >= end) break;
    key.remove_prefix(key.size() - sizeof(DocumentNumber));
    numbers.push_back(FixedAt<DocumentNumber>(key));
  }
  database.Check(at->status());
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

}  // namespace

HeaderCursor::HeaderCursor(const Database& database, const Database::Snapshot& snapshot)
    : database_(database), at_(database.Iterate(Family::kCatalog, snapshot)) {}

const HeaderRecord& HeaderCursor::Read() {
  const auto number = FixedAt<DocumentNumber>(at_->key().ToStringView().substr(1));
  if (!Decode(at_->value().ToStringView(), number, record_)) {
    database_.Damaged("the header of document " + std::to_string(number) + " is unreadable");
  }
  return record_;
}

const HeaderRecord& HeaderCursor::At(DocumentNumber number) {
  const std::string key = HeaderKeyOf(number);
  for (int i = 0; i < kSteps && at_->Valid() && at_->key().compare(key) < 0; ++i) at_->Next();
  if (!at_->Valid() || at_->key().compare(key) != 0) at_->Seek(key);
  database_.Check(at_->status());
  if (!at_->Valid() || at_->key().compare(key) != 0) {
    database_.Damaged("document " + std::to_string(number) + " has postings and no header");
  }
  return Read();
}

const HeaderRecord* HeaderCursor::Next() {
  if (at_->Valid()) {
    at_->Next();
  } else {
    at_->Seek(kHeaderPrefix);
  }
  database_.Check(at_->status());
  if (!at_->Valid() || !at_->key().starts_with(kHeaderPrefix)) return nullptr;
  return &Read();
}

bool Admits(const Filter& filter, const Header& header) {
  return LiveAt(header, filter.at) && Holds(filter.source_type, header.source_type) &&
         (filter.source.empty() || filter.source == header.source) &&
         Holds(filter.language, header.language) && Holds(filter.context, header.context) &&
         (!filter.from || header.counted_at >= *filter.from) &&
         (!filter.to || header.counted_at < *filter.to) &&
         Holds(filter.corruption, header.corruption) && Holds(filter.countable, header.countable) &&
         Holds(filter.special, header.special) &&
         std::all_of(filter.tags.begin(), filter.tags.end(),
                     [&](const TagSummary& tag) { return HasTag(header, tag); }) &&
         std::all_of(filter.any_tags.begin(), filter.any_tags.end(), [&](const auto& tags) {
           return std::any_of(tags.begin(), tags.end(),
                              [&](const TagSummary& tag) { return HasTag(header, tag); });
         });
}

void ForEachMatch(const Database& database, const Database::Snapshot& snapshot,
                  const std::vector<std::string>& terms, const Filter& filter,
                  const std::function<bool(const HeaderRecord& record,
                                           std::span<const std::uint32_t> payloads)>& visit) {
  HeaderCursor headers(database, snapshot);
  std::vector<PostingList> lists;
  for (const std::string& term : terms) lists.emplace_back(database, term, snapshot);
  for (const std::string& term : TermsOf(filter)) lists.emplace_back(database, term, snapshot);
  if (!lists.empty()) {
    Intersect(database, lists, [&](DocumentNumber number, std::span<const std::uint32_t> payloads) {
      const HeaderRecord& record = headers.At(number);
      return !Admits(filter, record.header) || visit(record, payloads.first(terms.size()));
    });
    return;
  }
  if (filter.from || filter.to) {
    for (const DocumentNumber number : CountedBetween(database, filter, snapshot)) {
      const HeaderRecord& record = headers.At(number);
      if (Admits(filter, record.header) && !visit(record, {})) return;
    }
    return;
  }
  while (const HeaderRecord* record = headers.Next()) {
    if (Admits(filter, record->header) && !visit(*record, {})) return;
  }
}

}  // namespace store
