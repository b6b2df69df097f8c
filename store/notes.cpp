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
  RemoveLabel(database, number, label.name, label.added, batch);
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

bool Notes::RemoveMerge(const Database& database, DocumentNumber a, DocumentNumber b, Commit commit,
                        rocksdb::WriteBatch& batch) {
  bool removed = false;
  for (Merge& merge : merges_) {
    const bool is_it = (merge.a == a && merge.b == b) || (merge.a == b && merge.b == a);
    if (!is_it || merge.removed != 0) continue;
    merge.removed = commit;
    Write(database, merge, batch);
    removed = true;
  }
  return removed;
}

Commit Notes::last_commit() const {
  Commit last = 0;
  for (const auto& [number, labels] : labels_) {
    for (const Label& label : labels) last = std::max({last, label.added, label.removed});
  }
  for (const Merge& merge : merges_) last = std::max({last, merge.added, merge.removed});
  return last;
}

std::vector<Label> Notes::LabelsOf(DocumentNumber number, std::optional<Commit> at) const {
  std::vector<Label> labels;
  const auto found = labels_.find(number);
  if (found == labels_.end()) return labels;
  std::copy_if(found->second.begin(), found->second.end(), std::back_inserter(labels),
               [&](const Label& label) { return InForce(label, at); });
  std::sort(labels.begin(), labels.end(),
            [](const Label& a, const Label& b) { return a.name < b.name; });
  return labels;
}

std::vector<DocumentNumber> Notes::With(std::string_view name, std::string_view value,
                                        std::optional<Commit> at) const {
  std::vector<DocumentNumber> numbers;
  for (const auto& [number, labels] : labels_) {
    if (std::any_of(labels.begin(), labels.end(), [&](const Label& label) {
          return label.name == name && (value.empty() || label.value == value) &&
                 InForce(label, at);
        })) {
      numbers.push_back(number);
    }
  }
  return numbers;
}

GroupMap Notes::GroupsAt(std::optional<Commit> at) const {
  GroupMap groups;
  for (const Merge& merge : merges_) {
    if (InForce(merge, at)) groups.Join(merge.a, merge.b);
  }
  return groups;
}

}  // namespace store
