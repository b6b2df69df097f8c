#include "store/store.h"

#include <fmt/core.h>

#include <map>
#include <mutex>
#include <set>

#include "core/sha256.h"
#include "store/codec.h"
#include "store/committer.h"
#include "store/counters.h"
#include "store/document_reader.h"
#include "store/erasures.h"
#include "store/key_ring.h"
#include "store/keys.h"
#include "store/live_columns.h"
#include "store/search.h"
#include "store/selection.h"
#include "store/series.h"
#include "store/upgrade.h"

namespace store {

void PreparedDeleter::operator()(PreparedDocument* prepared) const {
  delete prepared;
}

struct Store::Impl {
  Impl(std::unique_ptr<Database> opened, std::optional<MasterKey> key, const Options& options_given)
      : database(std::move(opened)),
        master(std::move(key)),
        options(options_given),
        spelling(options.spelling),
        taggings(*database),
        columns(*database, taggings),
        erasures(*database),
        committer(*database, taggings, columns, erasures, SpaceOf(kFrontierSpace), master_key(),
                  options) {}

  const MasterKey* master_key() const { return master ? &*master : nullptr; }

  Space& SpaceOf(std::string_view name) {
    const std::lock_guard lock(spaces_mutex);
    const auto found = spaces.find(name);
    if (found != spaces.end()) return found->second;
    return spaces.try_emplace(std::string(name), *database, name).first->second;
  }

  // Why a document cannot be spoken of.
  std::optional<core::Error> NotLive(DocumentNumber number) const {
    const LiveColumns::Reading reading = columns.Read({});
    if (!reading->Has(number)) {
      return core::Error{fmt::format("there is no document {}", number)};
    }
    const DocumentNumber latest = reading->LatestOf(number, {});
    if (latest == number) return std::nullopt;
    return core::Error{fmt::format("document {} has a newer version: {}", number, latest)};
  }

  // Takes a label away, in whichever version the document got it. False if it has none of the name.
  bool RemoveLabel(Columns& of, DocumentNumber number, std::string_view name, Commit commit,
                   rocksdb::WriteBatch& batch) const {
    bool removed = false;
    for (const auto& [version, label] : of.LabelsOf(number, {})) {
      if (label.name != name) continue;
      removed |= of.notes().RemoveLabel(*database, version, name, commit, batch);
    }
    return removed;
  }

  std::unique_ptr<Database> database;
  std::optional<MasterKey> master;
  const Options options;
  std::mutex spaces_mutex;
  std::map<std::string, Space, std::less<>> spaces;
  const Spelling spelling;
  Taggings taggings;
  LiveColumns columns;
  Erasures erasures;
  Committer committer;
};

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Store::~Store() = default;

core::Expected<std::unique_ptr<Store>> Store::Open(const Options& options) {
  auto database = Database::Open(options);
  if (!database) return database.error();
  Upgrade(**database, options);
  auto master = LoadMasterKey(**database, options);
  if (!master) return master.error();
  auto impl = std::make_unique<Impl>(*std::move(database), *std::move(master), options);
  return std::unique_ptr<Store>(new Store(std::move(impl)));
}

Prepared Store::Prepare(const core::Document& document, const core::NormalizedText& title,
                        const core::NormalizedText& text,
                        const core::Classification& classification,
                        std::string_view original) const {
  return Prepared(new PreparedDocument(
      MakeReady(document, title, text, classification, original, impl_->master_key())));
}

std::vector<std::optional<PutOutcome>> Store::PutGroup(std::span<PutRequest> group) {
  return impl_->committer.Put(group);
}

PutOutcome Store::Put(Prepared prepared, const core::Batch& alongside) {
  PutRequest request{std::move(prepared), alongside};
  return *impl_->committer.Put({&request, 1}).front();
}

void Store::Sync() {
  impl_->database->Sync();
}

Commit Store::last_commit() const {
  return impl_->committer.last_commit();
}

std::optional<StoredDocument> Store::Get(DocumentNumber number, std::optional<Commit> at) const {
  const Database& database = *impl_->database;
  const Database::Snapshot snapshot = database.TakeSnapshot();
  const auto header = database.Get(Family::kCatalog, HeaderKeyOf(number), snapshot);
  if (!header) return std::nullopt;
  const auto value = database.Get(Family::kDocuments, NumberKeyOf(number), snapshot);
  HeaderRecord record;
  StoredDocument document;
  if (!Assemble(database, impl_->taggings, number, at, *header, value, record, document)) {
    return std::nullopt;
  }
  return document;
}

std::optional<StoredDocument> Store::Find(const core::DocumentKey& key) const {
  const auto value = impl_->database->Get(Family::kCatalog, IdentityKeyOf(key));
  if (!value) return std::nullopt;
  const auto identity = DecodeIdentity(*value);
  if (!identity) {
    impl_->database->Damaged(fmt::format("the identity of {} is unreadable", key.ToString()));
  }
  return Get(identity->number);
}

std::vector<DocumentNumber> Store::WithText(std::string_view text_sha256) const {
  std::vector<DocumentNumber> numbers;
  const auto sha256 = core::FromHex(text_sha256);
  if (!sha256 || sha256->size() != 32) return numbers;
  const std::string prefix = TextKeyPrefix(*sha256);
  const auto at = impl_->database->Iterate(Family::kCatalog);
  for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
    numbers.push_back(FixedAt<DocumentNumber>(at->key().ToStringView().substr(prefix.size())));
  }
  impl_->database->Check(at->status());
  return numbers;
}

std::optional<Analysis> Store::GetAnalysis(DocumentNumber number) const {
  const auto value = impl_->database->Get(Family::kStreams, NumberKeyOf(number));
  if (!value) return std::nullopt;
  Analysis analysis;
  ReadAnalysis(*impl_->database, number, *value, analysis);
  return analysis;
}

DocumentReader Store::Reader() const {
  return DocumentReader(std::make_unique<DocumentReader::Impl>(*impl_->database, impl_->taggings));
}

core::Expected<std::string> Store::Unseal(DocumentNumber number) const {
  if (!impl_->master) {
    return core::Error{fmt::format("document {}: no key file is configured", number)};
  }
  const Database& database = *impl_->database;
  const auto ciphertext = database.Get(Family::kSealed, SealedTextKeyOf(number));
  if (!ciphertext) return core::Error{fmt::format("document {}: it has no original", number)};
  const auto key = database.Get(Family::kSealed, SealedKeyKeyOf(number));
  if (!key) return core::Error{fmt::format("document {}: its key was destroyed", number)};
  auto original = impl_->master->Unseal(*key, *ciphertext, number);
  if (!original) {
    return core::Error{fmt::format(
        "document {}: its original was changed since it was sealed: restore it from a backup",
        number)};
  }
  return *std::move(original);
}

SearchResult Store::Search(const Query& query) const {
  const LiveColumns::Reading columns = impl_->columns.Read(query.filter.at);
  return store::Search(*impl_->database, *columns, impl_->spelling, query);
}

Series Store::Count(const SeriesQuery& query) const {
  const LiveColumns::Reading columns = impl_->columns.Read(query.filter.at);
  return CountSeries(*impl_->database, *columns, impl_->spelling, query);
}

void Store::Select(const Filter& filter, const std::function<bool(const Header&)>& visit) const {
  const LiveColumns::Reading columns = impl_->columns.Read(filter.at);
  ForEachAdmitted(*columns, filter, visit);
}

core::Expected<Commit> Store::SetLabel(DocumentNumber number, const Label& label) {
  if (const auto error = impl_->NotLive(number)) return *error;
  return *impl_->committer.Note([&](Columns& columns, Commit commit, rocksdb::WriteBatch& batch) {
    impl_->RemoveLabel(columns, number, label.name, commit, batch);
    Label added = label;
    added.added = commit;
    added.removed = 0;
    columns.notes().AddLabel(*impl_->database, number, added, batch);
    return true;
  });
}

core::Expected<Commit> Store::RemoveLabel(DocumentNumber number, std::string_view name) {
  if (const auto error = impl_->NotLive(number)) return *error;
  const auto done =
      impl_->committer.Note([&](Columns& columns, Commit commit, rocksdb::WriteBatch& batch) {
        return impl_->RemoveLabel(columns, number, name, commit, batch);
      });
  if (!done) return core::Error{fmt::format("document {} has no label {}", number, name)};
  return *done;
}

core::Expected<Commit> Store::MergeIncidents(DocumentNumber a, DocumentNumber b,
                                             std::string_view by, core::Instant at) {
  for (const DocumentNumber number : {a, b}) {
    if (const auto error = impl_->NotLive(number)) return *error;
  }
  const auto done =
      impl_->committer.Note([&](Columns& columns, Commit commit, rocksdb::WriteBatch& batch) {
        const GroupMap groups = columns.GroupsAt({});
        const DocumentNumber first = columns.GroupOf(a), second = columns.GroupOf(b);
        if (groups.Of(first) == groups.Of(second)) return false;
        columns.notes().AddMerge(*impl_->database, {first, second, std::string(by), at, commit, 0},
                                 batch);
        return true;
      });
  if (!done) return core::Error{fmt::format("documents {} and {} are one incident already", a, b)};
  return *done;
}

core::Expected<Commit> Store::SplitIncidents(DocumentNumber a, DocumentNumber b) {
  for (const DocumentNumber number : {a, b}) {
    if (const auto error = impl_->NotLive(number)) return *error;
  }
  const auto done =
      impl_->committer.Note([&](Columns& columns, Commit commit, rocksdb::WriteBatch& batch) {
        // What was merged may have a later version in a group of its own.
        const auto is = [&](DocumentNumber end, DocumentNumber number) {
          const DocumentNumber group = columns.GroupOf(number);
          return end == group || columns.GroupOf(columns.LatestOf(end, {})) == group;
        };
        std::vector<Commit> merges;
        columns.notes().ForEachMerge({}, [&](const Merge& merge) {
          if ((is(merge.a, a) && is(merge.b, b)) || (is(merge.a, b) && is(merge.b, a))) {
            merges.push_back(merge.added);
          }
        });
        for (const Commit added : merges) {
          columns.notes().RemoveMerge(*impl_->database, added, commit, batch);
        }
        return !merges.empty();
      });
  if (!done) return core::Error{fmt::format("documents {} and {} were not merged", a, b)};
  return *done;
}

std::vector<Label> Store::Labels(DocumentNumber number, std::optional<Commit> at) const {
  const LiveColumns::Reading columns = impl_->columns.Read(at);
  std::vector<Label> labels;
  for (auto& [version, label] : columns->LabelsOf(number, at)) labels.push_back(std::move(label));
  return labels;
}

core::Expected<std::vector<Erasure>> Store::Erase(std::span<const DocumentNumber> numbers,
                                                  const ErasureOrder& order) {
  std::vector<Doomed> doomed;
  std::set<DocumentNumber> taken;
  for (const DocumentNumber number : numbers) {
    const LiveColumns::Reading columns = impl_->columns.Read({});
    if (!columns->Has(number)) {
      return core::Error{impl_->erasures.Of(number)
                             ? fmt::format("document {} was erased already", number)
                             : fmt::format("there is no document {}", number)};
    }
    const DocumentNumber latest = columns->LatestOf(number, {});
    if (taken.insert(latest).second) doomed.push_back({columns->VersionsOf(latest), {}, order});
  }
  return impl_->committer.Erase(doomed);
}

std::vector<Erasure> Store::Honour(std::span<const Erasure> erasures) {
  std::map<std::string, const Erasure*> wanted;
  for (const Erasure& erasure : erasures) {
    if (!impl_->erasures.HasHash(erasure.key_sha256)) wanted[erasure.key_sha256] = &erasure;
  }
  std::vector<Doomed> doomed;
  if (wanted.empty()) return {};
  const auto order_of = [](const Erasure& erasure) {
    return ErasureOrder{erasure.by, erasure.reason, erasure.at};
  };
  {
    const LiveColumns::Reading columns = impl_->columns.Read({});
    const auto at = impl_->database->Iterate(Family::kCatalog);
    for (at->Seek(kIdentityPrefix); at->Valid() && at->key().starts_with(kIdentityPrefix);
         at->Next()) {
      const auto found = wanted.find(HashOfIdentity(at->key().ToStringView()));
      if (found == wanted.end()) continue;
      const auto identity = DecodeIdentity(at->value().ToStringView());
      if (!identity) impl_->database->Damaged("the identity of a document is unreadable");
      doomed.push_back({columns->VersionsOf(identity->number), {}, order_of(*found->second)});
      wanted.erase(found);
    }
    impl_->database->Check(at->status());
  }
  for (const auto& [key_sha256, erasure] : wanted) {
    doomed.push_back({{}, key_sha256, order_of(*erasure)});
  }
  return impl_->committer.Erase(doomed);
}

void Store::Purge(const std::function<void(double)>& progress) {
  std::vector<DocumentNumber> numbers;
  for (const Erasure& erasure : impl_->erasures.all()) {
    if (erasure.purged) continue;
    numbers.insert(numbers.end(), erasure.versions.begin(), erasure.versions.end());
  }
  if (numbers.empty()) return;
  impl_->database->Purge(numbers, progress);
  impl_->committer.MarkPurged();
}

void Store::VisitArchived(const std::function<void(const core::ArchiveRef&)>& visit) const {
  const Database& database = *impl_->database;
  const auto at = database.Iterate(Family::kDocuments);
  for (at->SeekToFirst(); at->Valid(); at->Next()) {
    const auto record = DecodeDocument(at->value().ToStringView());
    if (!record) database.Damaged("a document is unreadable");
    if (!record->document.archive.file.empty()) visit(record->document.archive);
  }
  database.Check(at->status());
}

std::vector<Erasure> Store::erasures() const {
  return impl_->erasures.all();
}

std::optional<Erasure> Store::ErasureOf(DocumentNumber number) const {
  return impl_->erasures.Of(number);
}

bool Store::IsErased(const core::DocumentKey& key) const {
  return impl_->erasures.Has(IdentityKeyOf(key));
}

Retagging Store::BeginRetagging(std::string_view lexicon_version) {
  return impl_->taggings.Begin(lexicon_version);
}

void Store::PutRetagged(std::span<const Retagged> documents, DocumentNumber next) {
  impl_->taggings.Put(documents, next);
}

Commit Store::FinishRetagging() {
  const Commit commit = impl_->committer.FinishRetagging();
  impl_->database->Sync();
  return commit;
}

std::vector<Tagging> Store::taggings() const {
  return impl_->taggings.finished();
}

Counters Store::counters() const {
  return ReadCounters(*impl_->database);
}

Counters Store::Recount() const {
  return CountAnew(LoadColumns(*impl_->database, impl_->taggings, impl_->taggings.At({})));
}

Database& Store::database() {
  return *impl_->database;
}

bool Store::has_master_key() const {
  return impl_->master.has_value();
}

core::Expected<std::uint64_t> Store::RotateKey() {
  if (!impl_->master) return core::Error{"no key file is configured: there is no key to replace"};
  return RotateMasterKey(*impl_->database, impl_->options, *impl_->master);
}

core::KeyValue& Store::space(std::string_view name) {
  return impl_->SpaceOf(name);
}

}  // namespace store
