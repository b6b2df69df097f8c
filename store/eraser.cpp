#include "store/eraser.h"

#include <fmt/core.h>

#include <utility>

#include "store/codec.h"
#include "store/erasures.h"
#include "store/keys.h"
#include "store/prepared.h"
#include "store/record.h"
#include "store/streams.h"

namespace store {

void Eraser::DeleteKey(Family family, const std::string& key) {
  database_.Check(batch_.Delete(database_.handle(family), key));
}

void Eraser::TakeLabels(DocumentNumber number) {
  const std::string prefix = LabelPrefixOf(number);
  const auto at = database_.Iterate(Family::kCatalog);
  for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
    DeleteKey(Family::kCatalog, at->key().ToString());
  }
  database_.Check(at->status());
}

void Eraser::TakeVersion(DocumentNumber number, Erasure& erasure) {
  const std::string key = NumberKeyOf(number);
  HeaderRecord header;
  const auto header_value = database_.Get(Family::kCatalog, HeaderKeyOf(number));
  const auto value = database_.Get(Family::kDocuments, key);
  const auto streams = database_.Get(Family::kStreams, key);
  const auto record = value ? DecodeDocument(*value) : std::nullopt;
  const auto analysis = streams ? DecodeStreams(*streams) : std::nullopt;
  if (!header_value || !Decode(*header_value, number, header) || !record || !analysis) {
    database_.Damaged(fmt::format("document {} is unreadable", number));
  }
  if (header.header.removed == 0) {
    Header in_effect = header.header;
    if (const auto retagged = taggings_.Find(taggings_.At({}), number)) {
      Summarize(*retagged, in_effect);
    }
    counters_.Removed(CountersOf(in_effect));
    const std::string identity = IdentityKeyOf(record->document.key);
    erasure.key_sha256 = HashOfIdentity(identity);
    erasure.source_type = record->document.key.source_type;
    DeleteKey(Family::kCatalog, identity);
  }
  if (core::ArchiveRef archive = record->document.archive; !archive.file.empty()) {
    archive.sha256.clear();
    erasure.archived.push_back(std::move(archive));
  }
  removal_.Add(IndexWords(analysis->title, analysis->text), number);

  DeleteKey(Family::kDocuments, key);
  DeleteKey(Family::kStreams, key);
  DeleteKey(Family::kSketches, key);
  DeleteKey(Family::kSealed, SealedKeyKeyOf(number));
  DeleteKey(Family::kSealed, SealedTextKeyOf(number));
  DeleteKey(Family::kCatalog, TextKeyOf(record->text_sha256, number));
  for (Taggings::Number tagging = 1; tagging <= taggings_.pending_number(); ++tagging) {
    DeleteKey(Family::kCatalog, RetaggedKeyOf(tagging, number));
  }
  TakeLabels(number);

  HeaderRecord left;
  left.header.number = number;
  left.header.added = header.header.added;
  left.header.removed = header.header.removed == 0 ? erasure.commit : header.header.removed;
  left.erased = erasure.commit;
  std::string encoded;
  Encode(left, encoded);
  database_.Check(batch_.Put(database_.handle(Family::kCatalog), HeaderKeyOf(number), encoded));
}

Erasure Eraser::Take(const Doomed& doomed, Commit commit) {
  Erasure erasure;
  erasure.commit = commit;
  erasure.key_sha256 = doomed.key_sha256;
  erasure.at = doomed.order.at;
  erasure.by = doomed.order.by;
  erasure.reason = doomed.order.reason;
  erasure.versions = doomed.versions;
  erasure.purged = doomed.versions.empty();
  for (const DocumentNumber number : doomed.versions) TakeVersion(number, erasure);
  database_.Check(
      batch_.Put(database_.handle(Family::kCatalog), ErasureKeyOf(commit), Encode(erasure)));
  return erasure;
}

void Eraser::Finish() {
  index_.Remove(std::exchange(removal_, {}), batch_);
}

}  // namespace store
