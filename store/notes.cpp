#include "store/notes.h"

#include <algorithm>
#include <limits>

#include "store/codec.h"
#include "store/keys.h"
#include "store/record.h"

namespace store {
namespace {

// Whether what has these two was in force.
template <typename Note>
bool InForce(const Note& note, std::optional<Commit> at) {
  if (!at) return note.removed == 0;
  return note.added <= *at && (note.removed == 0 || note.removed > *at);
}

}  // namespace

void GroupMap::Join(DocumentNumber a, DocumentNumber b) {
  const DocumentNumber from = std::max(Of(a), Of(b)), to = std::min(Of(a), Of(b));
  if (from == to) return;
  for (auto& [group, root] : roots_) {
    if (root == from) root = to;
  }
  roots_[from] = to;
}

Notes Notes::Read(const Database& database) {
  Notes notes;
  const auto at = database.Iterate(Family::kCatalog);
  for (at->Seek(kLabelPrefix); at->Valid() && at->key().starts_with(kLabelPrefix); at->Next()) {
    const auto number = FixedAt<DocumentNumber>(at->key().ToStringView().substr(1));
    auto label = DecodeLabel(at->value().ToStringView());
    if (!label)
      database.Damaged("a label of document " + std::to_string(number) + " is unreadable");
    notes.labels_[number].push_back(*std::move(label));
  }
  for (at->Seek(kMergePrefix); at->Valid() && at->key().starts_with(kMergePrefix); at->Next()) {
    auto merge = DecodeMerge(at->value().ToStringView());
    if (!merge) database.Damaged("a merge of incidents is unreadable");
    notes.merges_.push_back(*std::move(merge));
  }
  database.Check(at->status());
  return notes;
}

void Notes::Write(const Database& database, DocumentNumber number, const Label& label,
                  rocksdb::WriteBatch& batch) {
  database.Check(
      batch.Put(database.handle(Family::kCatalog), LabelKeyOf(number, label.added), Encode(label)));
}

void Notes::Write(const Database& database, const Merge& merge, rocksdb::WriteBatch& batch) {
  database.Check(
      batch.Put(database.handle(Family::kCatalog), MergeKeyOf(merge.added), Encode(merge)));
}

void Notes::AddLabel(const Database& database, DocumentNumber number, const Label& label,
                     rocksdb::WriteBatch& batch) {
  labels_[number].push_back(label);
  Write(database, number, label, batch);
}

bool Notes::RemoveLabel(const Database& database, DocumentNumber number, std::string_view name,
                        Commit commit, rocksdb::WriteBatch& batch) {
  const auto found = labels_.find(number);
  if (found == labels_.end()) return false;
  for (Label& label : found->second) {
    if (label.removed != 0 || label.name != name) continue;
    label.removed = commit;
    Write(database, number, label, batch);
    return true;
  }
  return false;
}

void Notes::AddMerge(const Database& database, const Merge& merge, rocksdb::WriteBatch& batch) {
  merges_.push_back(merge);
  Write(database, merge, batch);
}

void Notes::RemoveMerge(const Database& database, Commit added, Commit commit,
                        rocksdb::WriteBatch& batch) {
  for (Merge& merge : merges_) {
    if (merge.added != added) continue;
    merge.removed = commit;
    Write(database, merge, batch);
  }
}

Commit Notes::last_commit() const {
  Commit last = 0;
  for (const auto& [number, labels] : labels_) {
    for (const Label& label : labels) last = std::max({last, label.added, label.removed});
  }
  for (const Merge& merge : merges_) last = std::max({last, merge.added, merge.removed});
  return last;
}

void Notes::ForEachLabel(std::optional<Commit> at,
                         const std::function<void(DocumentNumber, const Label&)>& visit) const {
  for (const auto& [number, labels] : labels_) {
    for (const Label& label : labels) {
      if (InForce(label, at)) visit(number, label);
    }
  }
}

void Notes::ForEachMerge(std::optional<Commit> at,
                         const std::function<void(const Merge&)>& visit) const {
  for (const Merge& merge : merges_) {
    if (InForce(merge, at)) visit(merge);
  }
}

}  // namespace store
