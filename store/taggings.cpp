#include "store/taggings.h"

#include <fmt/core.h>

#include <algorithm>
#include <stdexcept>

#include "store/codec.h"
#include "store/keys.h"
#include "store/record.h"

namespace store {

Taggings::Taggings(Database& database) : database_(database) {
  const auto at = database.Iterate(Family::kCatalog);
  for (at->Seek(kTaggingPrefix); at->Valid() && at->key().starts_with(kTaggingPrefix); at->Next()) {
    const auto record = DecodeTagging(at->value().ToStringView());
    if (!record) database.Damaged("the record of a tagging is unreadable");
    if (record->commit != 0) {
      finished_.push_back({record->lexicon_version, record->commit, record->documents});
    } else {
      pending_ = Retagging{record->lexicon_version, record->documents};
    }
  }
  database.Check(at->status());
}

std::vector<Tagging> Taggings::finished() const {
  const std::lock_guard lock(mutex_);
  return finished_;
}

Taggings::Number Taggings::At(std::optional<Commit> commit) const {
  const std::lock_guard lock(mutex_);
  const auto end = std::find_if(finished_.begin(), finished_.end(), [&](const Tagging& tagging) {
    return commit && tagging.commit > *commit;
  });
  return static_cast<Number>(end - finished_.begin());
}

bool Taggings::Covers(Number tagging, DocumentNumber document) const {
  // A later one covers all documents that an earlier one does.
  return tagging > 0 && finished_[tagging - 1].last >= document;
}

std::shared_ptr<const Taggings::Spoken> Taggings::SpokenBy(Number tagging) const {
  constexpr std::size_t kFew = 1000;
  if (spoken_ && spoken_->size() >= tagging) return spoken_;
  if (++questions_ < kFew) return nullptr;
  auto spoken = spoken_ ? std::make_shared<Spoken>(*spoken_) : std::make_shared<Spoken>();
  const auto at = database_.Iterate(Family::kCatalog);
  while (spoken->size() < finished_.size()) {
    std::vector<DocumentNumber>& documents = spoken->emplace_back();
    const std::string prefix = RetaggedPrefix(static_cast<Number>(spoken->size()));
    for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
      documents.push_back(FixedAt<DocumentNumber>(at->key().ToStringView().substr(prefix.size())));
    }
  }
  database_.Check(at->status());
  questions_ = 0;
  spoken_ = spoken;
  return spoken;
}

std::optional<core::Classification> Taggings::Find(Number tagging, DocumentNumber document) const {
  std::shared_ptr<const Spoken> spoken;
  {
    const std::lock_guard lock(mutex_);
    if (!Covers(tagging, document)) return std::nullopt;
    spoken = SpokenBy(tagging);
  }
  for (Number number = tagging; number > 0; --number) {
    if (spoken) {
      const auto& documents = (*spoken)[number - 1];
      if (!std::binary_search(documents.begin(), documents.end(), document)) continue;
    }
    const auto value = database_.Get(Family::kCatalog, RetaggedKeyOf(number, document));
    if (!value) continue;
    auto classification = DecodeClassification(*value);
    if (!classification) {
      database_.Damaged(fmt::format("the tags of document {} are unreadable", document));
    }
    return classification;
  }
  return std::nullopt;
}

void Taggings::ForEach(
    Number tagging,
    const std::function<void(DocumentNumber, const core::Classification&)>& visit) const {
  const std::string prefix = RetaggedPrefix(tagging);
  const auto at = database_.Iterate(Family::kCatalog);
  for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
    const auto document = FixedAt<DocumentNumber>(at->key().ToStringView().substr(prefix.size()));
    const auto classification = DecodeClassification(at->value().ToStringView());
    if (!classification) {
      database_.Damaged(fmt::format("the tags of document {} are unreadable", document));
    }
    visit(document, *classification);
  }
  database_.Check(at->status());
}

std::optional<std::string> Taggings::LexiconOf(Number tagging, DocumentNumber document) const {
  const std::lock_guard lock(mutex_);
  if (!Covers(tagging, document)) return std::nullopt;
  return finished_[tagging - 1].lexicon_version;
}

std::optional<Retagging> Taggings::pending() const {
  const std::lock_guard lock(mutex_);
  return pending_;
}

Taggings::Number Taggings::pending_number() const {
  const std::lock_guard lock(mutex_);
  return static_cast<Number>(finished_.size() + 1);
}

Retagging Taggings::RequirePending() const {
  const auto found = pending();
  if (!found) throw std::logic_error("no retagging was begun");
  return *found;
}

Retagging Taggings::Begin(std::string_view lexicon_version) {
  if (const auto before = pending(); before && before->lexicon_version == lexicon_version) {
    return *before;
  }
  const Number number = pending_number();
  const Retagging begun{std::string(lexicon_version), 1};
  rocksdb::ColumnFamilyHandle* catalog = database_.handle(Family::kCatalog);
  rocksdb::WriteBatch batch;
  database_.Check(batch.DeleteRange(catalog, RetaggedPrefix(number), RetaggedPrefix(number + 1)));
  database_.Check(batch.Put(catalog, TaggingKeyOf(number),
                            Encode(TaggingRecord{begun.lexicon_version, 0, begun.next})));
  database_.Write(batch);
  const std::lock_guard lock(mutex_);
  pending_ = begun;
  return begun;
}

void Taggings::Put(std::span<const Retagged> documents, DocumentNumber next) {
  const Number number = pending_number();
  rocksdb::ColumnFamilyHandle* catalog = database_.handle(Family::kCatalog);
  rocksdb::WriteBatch batch;
  for (const Retagged& document : documents) {
    database_.Check(batch.Put(catalog, RetaggedKeyOf(number, document.number),
                              Encode(document.classification)));
  }
  database_.Check(batch.Put(catalog, TaggingKeyOf(number),
                            Encode(TaggingRecord{RequirePending().lexicon_version, 0, next})));
  database_.Write(batch);
  const std::lock_guard lock(mutex_);
  pending_->next = next;
}

void Taggings::AddFinish(Commit commit, DocumentNumber last, rocksdb::WriteBatch& batch) const {
  database_.Check(batch.Put(database_.handle(Family::kCatalog), TaggingKeyOf(pending_number()),
                            Encode(TaggingRecord{RequirePending().lexicon_version, commit, last})));
}

void Taggings::Finished(Commit commit, DocumentNumber last) {
  const std::lock_guard lock(mutex_);
  finished_.push_back({pending_->lexicon_version, commit, last});
  pending_.reset();
}

}  // namespace store
