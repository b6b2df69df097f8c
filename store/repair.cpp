#include "store/repair.h"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/core.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "store/batch_writer.h"
#include "store/codec.h"
#include "store/counters.h"
#include "store/database.h"
#include "store/erasures.h"
#include "store/key_ring.h"
#include "store/keys.h"
#include "store/live_columns.h"
#include "store/prepared.h"
#include "store/record.h"
#include "store/salvage.h"
#include "store/streams.h"
#include "store/taggings.h"
#include "store/upgrade.h"

namespace store {
namespace {

// Makes anew what follows from documents and analyses.
class Rebuilder {
 public:
  Rebuilder(Database& database, const Options& options, RepairReport& report)
      : database_(database),
        options_(options),
        report_(report),
        writer_(database),
        erasures_(database),
        taggings_(database) {}

  void Run(const std::function<void(std::string_view)>& progress) {
    progress("headers");
    FixHeaders();
    DropWithoutDocument(Family::kStreams);
    DropWithoutDocument(Family::kSketches);
    FixIdentities();
    CheckSealing();
    progress("postings");
    RebuildIndex(database_, options_);
    report_.restored.emplace_back("postings and the list of words");
    progress("counters");
    rocksdb::WriteBatch batch;
    PutCounters(database_, LoadColumns(database_, taggings_, taggings_.At({})), batch);
    PutState(batch);
    database_.Write(batch);
    report_.restored.emplace_back("counters");
    database_.Sync();
  }

 private:
  struct Live {
    DocumentNumber number = 0;
    std::uint32_t version = 0;
    std::string lexicon_version;
  };

  bool Has(DocumentNumber number) const { return number < there_.size() && there_[number]; }

  // Headers and documents side by side, in order of number.
  void FixHeaders() {
    const auto documents = database_.Iterate(Family::kDocuments);
    documents->SeekToFirst();
    const auto headers = database_.Iterate(Family::kCatalog);
    headers->Seek(kHeaderPrefix);
    rocksdb::WriteBatch clear;
    rocksdb::ColumnFamilyHandle* catalog = database_.handle(Family::kCatalog);
    database_.Check(clear.DeleteRange(catalog, "t", "u"));
    database_.Write(clear);
    while (true) {
      const auto of_header = NumberOf(*headers, kHeaderPrefix);
      const auto of_document = NumberOf(*documents, "");
      if (!of_header && !of_document) break;
      const DocumentNumber number = std::min(of_header.value_or(~DocumentNumber{0}),
                                             of_document.value_or(~DocumentNumber{0}));
      const bool has_header = of_header == number, has_document = of_document == number;
      Fix(number, has_header ? headers->value().ToStringView() : std::string_view(),
          has_document ? documents->value().ToStringView() : std::string_view());
      if (has_header) headers->Next();
      if (has_document) documents->Next();
    }
    database_.Check(headers->status());
    database_.Check(documents->status());
    writer_.Write();
  }

  static std::optional<DocumentNumber> NumberOf(const rocksdb::Iterator& at,
                                                std::string_view prefix) {
    if (!at.Valid() || !at.key().starts_with(prefix)) return std::nullopt;
    const std::string_view key = at.key().ToStringView().substr(prefix.size());
    if (key.size() != sizeof(DocumentNumber)) return std::nullopt;
    return FixedAt<DocumentNumber>(key);
  }

  void Fix(DocumentNumber number, std::string_view header_value, std::string_view document_value) {
    HeaderRecord header;
    const bool has_header = !header_value.empty() && Decode(header_value, number, header);
    if (!has_header) header = HeaderRecord();  // which may be half filled
    const auto record = document_value.empty() ? std::nullopt : DecodeDocument(document_value);
    last_number_ = std::max(last_number_, number);
    // Commits grow with numbers.
    last_added_ = has_header ? header.header.added : last_added_ + 1;
    last_commit_ = std::max({last_commit_, last_added_, header.header.removed, header.erased});
    const auto erasure = erasures_.Of(number);
    if (erasure || (has_header && header.erased != 0)) {
      return Erase(number, header, erasure);
    }
    if (!record) return Lose(number, has_header ? &header : nullptr);
    if (!has_header) {
      header.header.number = header.header.group = number;
      header.header.added = last_added_;
      const std::string key = IdentityKeyOf(record->document.key);
      const auto value = database_.Get(Family::kCatalog, key);
      const auto identity = value ? DecodeIdentity(*value) : std::nullopt;
      if (identity && identity->number == number) {
        header.header.version = identity->version;
      } else if (const auto before = live_.find(key); before != live_.end()) {
        header.header.version = before->second.version + 1;
      }
      report_.restored.push_back(fmt::format("the header of document {}", number));
    }
    if (number >= there_.size()) there_.resize(number + std::size_t{1});
    there_[number] = true;
    const IndexedWords words = WordsOf(number);
    HeaderRecord due = header;
    Describe(record->document, record->classification, due.header);
    due.terms = words.tokens;
    PutHeader(due);
    writer_.Put(Family::kCatalog, TextKeyOf(record->text_sha256, number), {});
    // The last version of a key is the live one, unless it is known to be another.
    const std::string key = IdentityKeyOf(record->document.key);
    const auto before = live_.find(key);
    if (due.header.removed == 0) {
      if (before != live_.end()) Supersede(before->second.number, due.header.added);
      live_[key] = {number, due.header.version, record->classification.lexicon_version};
    }
  }

  // What was deleted may be back if the table that had the deletion is lost.
  void Erase(DocumentNumber number, HeaderRecord header, const std::optional<Erasure>& erasure) {
    if (!erasure && unknown_erasures_++ == 0) {
      report_.lost.push_back(fmt::format(
          "the record of the erasure of document {}, and perhaps of others: they are refused no "
          "more until 'sholu forget --honour' brings the records from a backup",
          number));
    }
    if (header.erased == 0) {
      header.header.number = number;
      header.header.added = last_added_;
      header.erased = erasure->commit;
      if (header.header.removed == 0) header.header.removed = erasure->commit;
      PutHeader(header);
    }
    last_commit_ = std::max(last_commit_, header.erased);
    writer_.Delete(Family::kDocuments, NumberKeyOf(number));
    writer_.Delete(Family::kSealed, SealedKeyKeyOf(number));
    writer_.Delete(Family::kSealed, SealedTextKeyOf(number));
    for (Taggings::Number tagging = 1; tagging <= taggings_.pending_number(); ++tagging) {
      writer_.Delete(Family::kCatalog, RetaggedKeyOf(tagging, number));
    }
    const std::string labels = LabelPrefixOf(number);
    const auto at = database_.Iterate(Family::kCatalog);
    for (at->Seek(labels); at->Valid() && at->key().starts_with(labels); at->Next()) {
      writer_.Delete(Family::kCatalog, at->key().ToStringView());
    }
    database_.Check(at->status());
  }

  void Supersede(DocumentNumber number, Commit commit) {
    writer_.Write();
    HeaderRecord record;
    const auto value = database_.Get(Family::kCatalog, HeaderKeyOf(number));
    if (!value || !Decode(*value, number, record) || record.header.removed != 0) return;
    record.header.removed = commit;
    PutHeader(record);
  }

  void PutHeader(const HeaderRecord& record) {
    std::string encoded;
    Encode(record, encoded);
    writer_.Put(Family::kCatalog, HeaderKeyOf(record.header.number), encoded);
  }

  // Its text is gone: what else there is of it goes, too.
  void Lose(DocumentNumber number, const HeaderRecord* header) {
    report_.lost.push_back(fmt::format("document {}", number));
    HeaderRecord left;
    left.header.number = number;
    left.header.added = header != nullptr ? header->header.added : last_added_;
    left.header.removed = header != nullptr && header->header.removed != 0 ? header->header.removed
                                                                           : left.header.added;
    left.erased = left.header.removed;
    PutHeader(left);
    writer_.Delete(Family::kDocuments, NumberKeyOf(number));
  }

  IndexedWords WordsOf(DocumentNumber number) {
    const auto value = database_.Get(Family::kStreams, NumberKeyOf(number));
    const auto analysis = value ? DecodeStreams(*value) : std::nullopt;
    if (analysis) return IndexWords(analysis->title, analysis->text);
    report_.lost.push_back(
        fmt::format("the analysis of document {}: 'sholu lexicon retag' makes it anew", number));
    writer_.Put(Family::kStreams, NumberKeyOf(number),
                EncodeStreams(core::NormalizedText(), core::NormalizedText()));
    return {};
  }

  void DropWithoutDocument(Family family) {
    const auto at = database_.Iterate(family);
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
      const auto number = NumberOf(*at, "");
      if (!number || !Has(*number)) writer_.Delete(family, at->key().ToStringView());
    }
    database_.Check(at->status());
    writer_.Write();
  }

  void CheckSealing() {
    const auto sealed = database_.Iterate(Family::kSealed);
    sealed->SeekToFirst();
    if (!sealed->Valid() || database_.Get(Family::kCounters, kSealingKey)) return;
    report_.lost.emplace_back(
        "which master key the originals were sealed with: the next command takes that of the key "
        "file");
  }

  // What leads from a key to its document. A fingerprint that is lost makes the next import a new
  // version.
  void FixIdentities() {
    const auto at = database_.Iterate(Family::kCatalog);
    for (at->Seek(kIdentityPrefix); at->Valid() && at->key().starts_with(kIdentityPrefix);
         at->Next()) {
      const auto live = live_.find(at->key().ToString());
      const auto identity = DecodeIdentity(at->value().ToStringView());
      if (live == live_.end()) {
        writer_.Delete(Family::kCatalog, at->key().ToStringView());
      } else if (identity && identity->number == live->second.number &&
                 identity->version == live->second.version) {
        live_.erase(live);
      }
    }
    database_.Check(at->status());
    for (const auto& [key, live] : live_) {
      writer_.Put(
          Family::kCatalog, key,
          Encode(Identity{live.number, live.version, std::string(32, '\0'), live.lexicon_version}));
      report_.restored.push_back(fmt::format("the key of document {}", live.number));
    }
    writer_.Write();
  }

  void PutState(rocksdb::WriteBatch& batch) {
    Commit commit = last_commit_;
    DocumentNumber number = last_number_;
    if (const auto state = ReadState(database_)) {
      commit = std::max(commit, state->commit);
      number = std::max(number, state->number);
    }
    AddState(database_, {commit, number}, batch);
  }

  Database& database_;
  const Options& options_;
  RepairReport& report_;
  BatchWriter writer_;
  const Erasures erasures_;
  const Taggings taggings_;
  std::uint64_t unknown_erasures_ = 0;
  std::vector<bool> there_;  // by number: documents that have a text
  std::map<std::string, Live> live_;
  DocumentNumber last_number_ = 0;
  Commit last_commit_ = 0, last_added_ = 0;
};

std::filesystem::path Beside(const std::filesystem::path& folder, std::string_view suffix) {
  std::filesystem::path path = folder;
  if (!path.has_filename()) path = path.parent_path();
  path += suffix;
  return path;
}

// A name beside the folder that nothing has.
std::filesystem::path PlaceForDamaged(const std::filesystem::path& folder) {
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  const std::string name = fmt::format(".damaged-{:%Y%m%d%H%M%S}", fmt::gmtime(now));
  std::filesystem::path path = Beside(folder, name);
  for (int i = 2; std::filesystem::exists(path); ++i) {
    path = Beside(folder, fmt::format("{}-{}", name, i));
  }
  return path;
}

// Gives two folders each other's names, so that no kill leaves none under one of them. Not all file
// systems can.
std::optional<core::Error> Exchange(const std::filesystem::path& a,
                                    const std::filesystem::path& b) {
  if (::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0) return {};
  const std::string why = std::generic_category().message(errno);
  return core::Error{
      fmt::format("{0}: what was repaired lies in {1}, and the two cannot be exchanged ({2}): move "
                  "{0} away and {1} into its place",
                  a.string(), b.string(), why)};
}

}  // namespace

core::Expected<RepairReport> Repair(const Options& options,
                                    const std::function<void(std::string_view)>& progress) {
  RepairReport report;
  auto database = Database::Open(options);
  if (database && (*database)->DamagedTables().empty()) {
    Rebuilder(**database, options, report).Run(progress);
    return report;
  }
  if (!database && !Database::IsDamage(database.error())) return database.error();
  database = core::Error{};  // closed, so that nothing in it changes any more
  Options anew = options;
  anew.folder = Beside(options.folder, ".repaired");
  std::filesystem::remove_all(anew.folder);
  auto copy = Database::Open(anew);
  if (!copy) return copy.error();
  if (const auto error =
          Salvage(options, Beside(options.folder, ".scratch"), **copy, report, progress)) {
    return core::Error{fmt::format("{}: it cannot be repaired: restore it from a backup ({})",
                                   options.folder.string(), error->message)};
  }
  Rebuilder(**copy, options, report).Run(progress);
  copy = core::Error{};
  if (auto error = Exchange(options.folder, anew.folder)) return *std::move(error);
  report.damaged = PlaceForDamaged(options.folder);
  std::filesystem::rename(anew.folder, report.damaged);
  return report;
}

}  // namespace store
