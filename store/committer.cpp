#include "store/committer.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "store/codec.h"
#include "store/keys.h"
#include "store/streams.h"

namespace store {
namespace {

// Sketches that fell out of the window are deleted once per so many documents.
constexpr DocumentNumber kSweepEvery = 1u << 14;

}  // namespace

Committer::Committer(Database& database, Taggings& taggings, LiveColumns& columns,
                     Erasures& erasures, const Space& frontier, const MasterKey* master,
                     const Options& options)
    : database_(database),
      taggings_(taggings),
      columns_(columns),
      erasures_(erasures),
      frontier_(frontier),
      master_(master),
      index_(database, options.spelling),
      threshold_(options.near_duplicate_threshold),
      window_size_(options.near_duplicate_window) {
  const auto state = ReadState(database);
  if (!state) return;
  commit_ = state->commit;
  last_commit_ = commit_;
  last_number_ = state->number;
}

std::vector<std::optional<PutOutcome>> Committer::Put(std::span<PutRequest> group) {
  batch_.Clear();
  identities_.clear();
  added_.clear();
  removed_.clear();
  const auto known = ReadIdentities(group);
  std::vector<std::optional<PutOutcome>> outcomes(group.size());
  for (std::size_t i = 0; i < group.size(); ++i) {
    frontier_.AddTo(batch_, group[i].alongside);
    if (!group[i].document) continue;
    PreparedDocument& prepared = *group[i].document;
    if (erasures_.Has(prepared.identity_key)) {
      outcomes[i] = PutOutcome{PutResult::kErased, 0};
      continue;
    }
    const auto pending = identities_.find(prepared.identity_key);
    const auto before = pending != identities_.end() ? std::optional(pending->second) : known[i];
    if (before && IsUnchanged(prepared, *before)) {
      outcomes[i] = PutOutcome{PutResult::kUnchanged, before->number};
    } else {
      outcomes[i] = Add(prepared, before);
    }
  }
  Write();
  return outcomes;
}

bool Committer::IsUnchanged(const PreparedDocument& prepared, const Identity& before) const {
  if (before.fingerprint != prepared.fingerprint) return false;
  const auto retagged = taggings_.LexiconOf(taggings_.At({}), before.number);
  return prepared.lexicon_version == (retagged ? *retagged : before.lexicon_version);
}

// One per request; empty where there is no document or no earlier version.
std::vector<std::optional<Identity>> Committer::ReadIdentities(std::span<PutRequest> group) const {
  std::vector<rocksdb::Slice> keys;
  keys.reserve(group.size());
  for (const PutRequest& request : group) {
    keys.emplace_back(request.document ? std::string_view(request.document->identity_key) : "");
  }
  std::vector<rocksdb::PinnableSlice> values;
  database_.MultiGet(Family::kCatalog, keys, values);
  std::vector<std::optional<Identity>> identities(group.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].empty()) continue;
    identities[i] = DecodeIdentity(values[i].ToStringView());
    if (!identities[i]) database_.Damaged("the identity of a document is unreadable");
  }
  return identities;
}

PutOutcome Committer::Add(PreparedDocument& prepared, std::optional<Identity> before) {
  if (last_number_ == std::numeric_limits<DocumentNumber>::max()) {
    throw std::runtime_error("the store is full: no document number is left");
  }
  const DocumentNumber number = ++last_number_;
  Header& header = prepared.header.header;
  header.number = number;
  header.added = ++commit_;
  header.version = before ? before->version + 1 : 1;
  if (before) Supersede(before->number, header.added);
  header.group = GroupOf(number, prepared);

  AddRecords(prepared, header);
  index_.Add(prepared.words, number);
  if (prepared.sketch) AddSketch(*prepared.sketch, header);
  if (prepared.sealed) AddSealed(*prepared.sealed, number);
  counters_.Added(prepared.counters);
  identities_.insert_or_assign(
      prepared.identity_key,
      Identity{number, header.version, prepared.fingerprint, prepared.lexicon_version});
  added_.push_back(&prepared);
  return {before ? PutResult::kUpdated : PutResult::kAdded, number};
}

NearDuplicateWindow& Committer::Window() {
  if (window_) return *window_;
  window_.emplace(window_size_);
  const auto at = database_.Iterate(Family::kSketches);
  const DocumentNumber last = last_number_;
  at->Seek(NumberKeyOf(
      last > window_->capacity() ? static_cast<DocumentNumber>(last - window_->capacity()) : 0));
  for (; at->Valid(); at->Next()) {
    if (at->key().size() != sizeof(DocumentNumber)) {
      database_.Damaged("the sketch of a document is unreadable");
    }
    const auto number = FixedAt<DocumentNumber>(at->key().ToStringView());
    const auto record = DecodeSketch(at->value().ToStringView());
    if (!record) database_.Damaged("the sketch of a document is unreadable");
    if (record->sketch.size > 0) window_->Add(number, *record);
  }
  database_.Check(at->status());
  return *window_;
}

// The group of the most similar document; its own if there is none.
DocumentNumber Committer::GroupOf(DocumentNumber number, const PreparedDocument& prepared) {
  if (!prepared.sketch) return number;
  const auto match = Window().MostSimilar(
      number, *prepared.sketch, threshold_,
      [&](DocumentNumber candidate) { return SimilarityTo(candidate, prepared); });
  return match ? match->group : number;
}

double Committer::SimilarityTo(DocumentNumber candidate, const PreparedDocument& prepared) {
  if (const PreparedDocument* pending = PendingOf(candidate)) {
    return Similarity(prepared.grams, pending->grams);
  }
  ReadGrams(candidate);
  return Similarity(prepared.grams, grams_);
}

// Of the text of a document on the disk, into `grams_`.
void Committer::ReadGrams(DocumentNumber number) {
  const auto streams = database_.Get(Family::kStreams, NumberKeyOf(number));
  std::string lemmas;
  if (!streams || !ReadLemmaStream(*streams, lemmas)) {
    database_.Damaged("the streams of document " + std::to_string(number) + " are unreadable");
  }
  GramsOf(lemmas, grams_);
}

// Called while the document last_number_ is being added.
const PreparedDocument* Committer::PendingOf(DocumentNumber number) const {
  const std::size_t first = last_number_ - added_.size();
  return number >= first && number < last_number_ ? added_[number - first] : nullptr;
}

void Committer::AddRecords(const PreparedDocument& prepared, const Header& header) {
  std::string value;
  Encode(prepared.header, value);
  rocksdb::ColumnFamilyHandle* catalog = database_.handle(Family::kCatalog);
  database_.Check(batch_.Put(catalog, HeaderKeyOf(header.number), value));
  database_.Check(batch_.Put(catalog, prepared.identity_key,
                             Encode(Identity{header.number, header.version, prepared.fingerprint,
                                             prepared.lexicon_version})));
  database_.Check(batch_.Put(catalog, TextKeyOf(prepared.text_sha256, header.number), {}));
  const std::string key = NumberKeyOf(header.number);
  database_.Check(batch_.Put(database_.handle(Family::kDocuments), key, prepared.document));
  database_.Check(batch_.Put(database_.handle(Family::kStreams), key, prepared.streams));
}

void Committer::AddSketch(const Sketch& sketch, const Header& header) {
  const SketchRecord record{header.group, sketch};
  rocksdb::ColumnFamilyHandle* family = database_.handle(Family::kSketches);
  database_.Check(batch_.Put(family, NumberKeyOf(header.number), Encode(record)));
  Window().Add(header.number, record);
  if (header.number % kSweepEvery == 0 && header.number > window_->capacity()) {
    const auto oldest = static_cast<DocumentNumber>(header.number - window_->capacity());
    database_.Check(batch_.DeleteRange(family, NumberKeyOf(0), NumberKeyOf(oldest)));
  }
}

void Committer::AddSealed(const Sealed& sealed, DocumentNumber number) {
  rocksdb::ColumnFamilyHandle* family = database_.handle(Family::kSealed);
  database_.Check(batch_.Put(family, SealedTextKeyOf(number), sealed.ciphertext));
  database_.Check(batch_.Put(family, SealedKeyKeyOf(number), master_->Wrap(sealed.key, number)));
}

void Committer::Supersede(DocumentNumber number, Commit commit) {
  HeaderRecord record;
  if (const PreparedDocument* pending = PendingOf(number)) {
    record = pending->header;
  } else {
    const auto value = database_.Get(Family::kCatalog, HeaderKeyOf(number));
    if (!value || !Decode(*value, number, record)) {
      database_.Damaged("the header of document " + std::to_string(number) + " is unreadable");
    }
  }
  Header in_effect = record.header;
  if (const auto retagged = taggings_.Find(taggings_.At({}), number)) {
    Summarize(*retagged, in_effect);
  }
  counters_.Removed(CountersOf(in_effect));
  record.header.removed = commit;
  std::string changed;
  Encode(record, changed);
  database_.Check(batch_.Put(database_.handle(Family::kCatalog), HeaderKeyOf(number), changed));
  database_.Check(batch_.Delete(database_.handle(Family::kSketches), NumberKeyOf(number)));
  Window().Remove(number);
  removed_.push_back({number, commit});
}

void Committer::AddState() {
  store::AddState(database_, {commit_, last_number_}, batch_);
}

Commit Committer::FinishRetagging() {
  batch_.Clear();
  ++commit_;
  taggings_.AddFinish(commit_, last_number_, batch_);
  PutCounters(database_, LoadColumns(database_, taggings_, taggings_.pending_number()), batch_);
  AddState();
  database_.Write(batch_);
  taggings_.Finished(commit_, last_number_);
  columns_.Forget();
  last_commit_ = commit_;
  return commit_;
}

std::optional<Commit> Committer::Note(
    const std::function<bool(Columns&, Commit, rocksdb::WriteBatch&)>& change) {
  const Commit commit = commit_ + 1;
  batch_.Clear();
  const bool changed = columns_.ChangeNotes(commit, [&](Columns& columns) {
    if (!change(columns, commit, batch_)) return false;
    commit_ = commit;
    AddState();
    database_.Write(batch_);
    return true;
  });
  if (!changed) return std::nullopt;
  last_commit_ = commit;
  return commit;
}

std::vector<Erasure> Committer::Erase(std::span<const Doomed> doomed) {
  std::vector<Erasure> erasures;
  batch_.Clear();
  Eraser eraser(database_, taggings_, index_, counters_, batch_);
  for (const Doomed& document : doomed) erasures.push_back(eraser.Take(document, ++commit_));
  eraser.Finish();
  counters_.Drain(database_, batch_);
  AddState();
  columns_.Forget([&] { database_.Write(batch_); });
  database_.Sync();
  erasures_.Put(erasures);
  for (const Erasure& erasure : erasures) {
    for (const DocumentNumber number : erasure.versions) {
      if (window_) window_->Remove(number);
    }
  }
  last_commit_ = commit_;
  return erasures;
}

void Committer::MarkPurged() {
  std::vector<Erasure> erasures = erasures_.all();
  batch_.Clear();
  for (Erasure& erasure : erasures) {
    if (erasure.purged) continue;
    erasure.purged = true;
    database_.Check(batch_.Put(database_.handle(Family::kCatalog), ErasureKeyOf(erasure.commit),
                               Encode(erasure)));
  }
  if (batch_.Count() == 0) return;
  database_.Write(batch_);
  database_.Sync();
  erasures_.Put(std::move(erasures));
}

void Committer::Write() {
  if (!added_.empty()) {
    index_.Drain(batch_);
    counters_.Drain(database_, batch_);
    AddState();
  }
  if (batch_.Count() > 0) database_.Write(batch_);
  last_commit_ = commit_;
  if (added_.empty()) return;
  std::vector<const HeaderRecord*> headers;
  for (const PreparedDocument* prepared : added_) headers.push_back(&prepared->header);
  columns_.Follow(headers, removed_);
}

}  // namespace store
