#include "store/committer.h"

#include <limits>
#include <stdexcept>

#include "store/codec.h"
#include "store/counters.h"
#include "store/grouping.h"
#include "store/keys.h"
#include "store/postings.h"

namespace store {
namespace {

constexpr std::string_view kStateKey = "!";  // in family "counters": last commit, last number

}  // namespace

Committer::Committer(Database& database, const Space& frontier, const MasterKey* master,
                     double threshold)
    : database_(database), frontier_(frontier), master_(master), threshold_(threshold) {
  const auto state = database.Get(Family::kCounters, kStateKey);
  if (!state) return;
  Reader reader(*state);
  last_commit_ = reader.Varint();
  last_number_ = reader.Varint32();
  if (!reader.ok()) database.Damaged("the number of the last commit is unreadable");
}

PutOutcome Committer::Put(PreparedDocument& prepared, const core::Batch& alongside) {
  batch_.Clear();
  frontier_.AddTo(batch_, alongside);

  std::optional<Identity> before;
  if (const auto value = database_.Get(Family::kCatalog, prepared.identity_key)) {
    before = DecodeIdentity(*value);
    if (!before) database_.Damaged("the identity of a document is unreadable");
  }
  if (before && before->fingerprint == prepared.fingerprint) {
    if (!alongside.empty()) database_.Write(batch_);
    return {PutResult::kUnchanged, before->number};
  }
  if (last_number_ == std::numeric_limits<DocumentNumber>::max()) {
    throw std::runtime_error("the store is full: no document number is left");
  }

  const DocumentNumber number = last_number_ + 1;
  Header& header = prepared.header.header;
  header.number = number;
  header.added = last_commit_ + 1;
  header.version = before ? before->version + 1 : 1;
  const std::optional<DocumentNumber> superseded =
      before ? std::optional(before->number) : std::nullopt;
  header.group = FindGroup(database_, prepared, superseded, threshold_).value_or(number);

  AddRecords(prepared, header);
  AddPostings(prepared, number);
  if (prepared.bands) AddToBands(database_, *prepared.bands, number, batch_);
  if (prepared.sealed) AddSealed(*prepared.sealed, number);
  CountAdded(database_, prepared.counters, prepared.header.terms, batch_);
  if (superseded) Supersede(*superseded, header.added);
  Write(number, header.added);
  return {before ? PutResult::kUpdated : PutResult::kAdded, number};
}

void Committer::AddRecords(const PreparedDocument& prepared, const Header& header) {
  std::string value;
  Encode(prepared.header, value);
  rocksdb::ColumnFamilyHandle* catalog = database_.handle(Family::kCatalog);
  rocksdb::ColumnFamilyHandle* documents = database_.handle(Family::kDocuments);
  database_.Check(batch_.Put(catalog, HeaderKeyOf(header.number), value));
  database_.Check(
      batch_.Put(catalog, prepared.identity_key,
                 Encode(Identity{header.number, header.version, prepared.fingerprint})));
  database_.Check(batch_.Put(catalog, TextKeyOf(prepared.text_sha256, header.number), {}));
  database_.Check(batch_.Put(catalog, TimeKeyOf(header.counted_at, header.number), {}));
  database_.Check(batch_.Put(documents, DocumentKeyOf(header.number), prepared.document));
  database_.Check(batch_.Put(documents, StreamsKeyOf(header.number), prepared.streams));
}

void Committer::AddPostings(PreparedDocument& prepared, DocumentNumber number) {
  const auto segment = static_cast<std::uint16_t>(number >> kSegmentBits);
  std::string block;
  std::uint32_t begin = 0;
  for (const PreparedDocument::Term& term : prepared.terms) {
    prepared.term_keys[term.end - 2] = static_cast<char>(static_cast<unsigned char>(segment >> 8));
    prepared.term_keys[term.end - 1] = static_cast<char>(static_cast<unsigned char>(segment));
    block.clear();
    AppendBlock(block, {static_cast<std::uint16_t>(number), term.payload});
    const std::string_view key =
        std::string_view(prepared.term_keys).substr(begin, term.end - begin);
    database_.Check(batch_.Merge(database_.handle(Family::kPostings), key, block));
    begin = term.end;
  }
}

void Committer::AddSealed(const Sealed& sealed, DocumentNumber number) {
  rocksdb::ColumnFamilyHandle* family = database_.handle(Family::kSealed);
  database_.Check(batch_.Put(family, SealedTextKeyOf(number), sealed.ciphertext));
  database_.Check(batch_.Put(family, SealedKeyKeyOf(number), master_->Wrap(sealed.key, number)));
}

void Committer::Supersede(DocumentNumber number, Commit commit) {
  HeaderRecord record;
  const auto value = database_.Get(Family::kCatalog, HeaderKeyOf(number));
  if (!value || !Decode(*value, number, record)) {
    database_.Damaged("the header of document " + std::to_string(number) + " is unreadable");
  }
  CountRemoved(database_, CountersOf(record.header), batch_);
  record.header.removed = commit;
  std::string changed;
  Encode(record, changed);
  database_.Check(batch_.Put(database_.handle(Family::kCatalog), HeaderKeyOf(number), changed));
}

void Committer::Write(DocumentNumber number, Commit commit) {
  std::string state;
  AppendVarint(state, commit);
  AppendVarint(state, number);
  database_.Check(batch_.Put(database_.handle(Family::kCounters), kStateKey, state));
  database_.Write(batch_);
  last_number_ = number;
  last_commit_ = commit;
}

}  // namespace store
