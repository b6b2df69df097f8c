// The corpus: documents with their tags, indexes and counters, put in atomic batches.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "core/expected.h"
#include "core/key_value.h"
#include "core/normalized_text.h"
#include "core/tag.h"
#include "store/query.h"

namespace store {

// Number of one version of one document; never used twice, grows in the order of commits.
using DocumentNumber = std::uint32_t;

// What counting needs of a document, kept apart from its text so that it is cheap to read.
struct Header {
  DocumentNumber number = 0;
  // The earliest known member of its near-duplicate group; itself if alone. Search and Select give
  // the smallest of those that people merged.
  DocumentNumber group = 0;
  Commit added = 0;
  Commit removed = 0;         // 0: live; else the commit that superseded it
  std::uint32_t version = 1;  // of the document under its key
  core::SourceType source_type = core::SourceType::kOther;
  std::string source;
  core::Instant counted_at{};
  core::Language language = core::Language::kUnknown;
  core::Context context = core::Context::kNone;
  bool corruption = false, countable = false, special = false, open = true;
  std::uint32_t text_bytes = 0;
  std::vector<TagSummary> tags;

  bool counts() const { return countable && !special; }
};

struct StoredDocument {
  Header header;
  core::Document document;
  core::Classification classification;
  std::string text_sha256;  // of document.text, 64 hex digits; equal texts share it and stay apart
};

// What a person says of a document; of one name a document has one at a time.
struct Label {
  std::string name, value;
  std::string by;  // who
  core::Instant at{};
  Commit added = 0, removed = 0;  // removed 0: in force
};

// A person's word that the near-duplicate groups of two documents tell of one incident.
struct Merge {
  DocumentNumber a = 0, b = 0;  // groups
  std::string by;
  core::Instant at{};
  Commit added = 0, removed = 0;
};

// All documents up to `last` were tagged anew: from `commit` on they have those tags, before it
// those of before.
struct Tagging {
  std::string lexicon_version;
  Commit commit = 0;
  DocumentNumber last = 0;
};

// What is left of a document that was erased. It has no word of it.
struct Erasure {
  Commit commit = 0;
  std::string key_sha256;  // 32 bytes: of its key, by which it is refused from then on
  core::SourceType source_type = core::SourceType::kOther;
  core::Instant at{};
  std::string by, reason;
  std::vector<DocumentNumber> versions;  // in order; none if it was not there
  // Where its bytes lay in the archive, without their hashes.
  std::vector<core::ArchiveRef> archived;
  bool purged = false;  // no file of the store or the archive has any of it any more
};

// Who erases, and why: kept for ever, so it names no applicant.
struct ErasureOrder {
  std::string by, reason;
  core::Instant at{};
};

// A tagging under way: nobody sees it yet.
struct Retagging {
  std::string lexicon_version;
  DocumentNumber next = 1;  // the document to go on with
};

struct Retagged {
  DocumentNumber number = 0;
  core::Classification classification;
};

// What the Analyzer found in a document, as kept for tagging it anew: without `words`.
struct Analysis {
  core::NormalizedText title, text;
};

class Database;

// One document made ready on a worker thread: all keys and postings built, no number yet.
struct PreparedDocument;
struct PreparedDeleter {
  void operator()(PreparedDocument*) const;
};
using Prepared = std::unique_ptr<PreparedDocument, PreparedDeleter>;

// A document to commit, and what to write to kFrontierSpace in the same atomic batch.
struct PutRequest {
  Prepared document;  // null: only `alongside`
  core::Batch alongside;
};

// kErased: it was erased and is refused.
enum class PutResult : std::uint8_t { kAdded, kUpdated, kUnchanged, kErased };

struct PutOutcome {
  PutResult result = PutResult::kUnchanged;
  DocumentNumber number = 0;  // of the version that is live now; 0 if it was erased
};

// The space that PutRequest::alongside is written to.
inline constexpr std::string_view kFrontierSpace = "frontier";

struct Query {
  QueryNode root;  // what the words say; kAll: the filter alone decides
  Filter filter;
  // Only documents of greater numbers: what came later. Older parts of the index are not read, so
  // that the cost does not follow the corpus; nor are they part of counts of words, so that scores
  // say little: sort by date.
  DocumentNumber after = 0;
  std::size_t limit = 10, offset = 0;
  bool by_date = false;    // newest first instead of by BM25; then there are no scores
  std::size_t facets = 0;  // values shown of each dimension; 0: they are not counted
  bool explain = false;
};

// What a word of the query adds to the score of a hit.
struct Contribution {
  std::size_t word = 0;  // in SearchResult::words
  std::uint32_t frequency = 0;
  double score = 0;
};

struct Hit {
  Header header;
  double score = 0;
  std::vector<Contribution> contributions;  // if asked to explain
};

// A word of the query, as it was sought.
struct SoughtWord {
  std::string written;
  // Its lemmas and spellings, and how many documents have each, in all versions.
  std::vector<std::pair<std::string, std::uint64_t>> lemmas;
  bool counts = true;  // not only in what must not be there
  double weight = 0;   // inverse document frequency; 0 if it does not count
};

struct Facet {
  Dimension dimension = Dimension::kSphere;
  std::vector<std::pair<std::string, std::uint64_t>> values;  // and documents, most first
};

struct SearchResult {
  std::vector<Hit> hits;
  std::uint64_t total = 0;  // of documents that match
  // The same query with this commit as its filter's `at` finds the same, in the same order with the
  // same scores, for ever: that is how to turn pages.
  Commit commit = 0;              // never a later one than there is
  DocumentNumber last = 0;        // the last document that there was at it
  std::vector<Facet> facets;      // those that have values, in the order of Dimension
  std::vector<SoughtWord> words;  // each different one once, in the order of the query
  std::uint64_t erased = 0;       // documents of that commit that were erased since
};

// Asks how many documents there are by time and by the values of one or two dimensions.
struct SeriesQuery {
  QueryNode root;  // what the words say; kAll: the filter alone decides
  Filter filter;
  std::vector<core::Instant> bounds;  // ascending: bucket i is [bounds[i], bounds[i + 1])
  std::vector<Dimension> by;          // at most two different ones
  bool rates = false;                 // count what they are held against, too
};

// Of one bucket and one value of each dimension. A document of several values is in the cell of
// each, so that cells do not add up.
struct SeriesCell {
  std::uint32_t bucket = 0;
  std::array<std::uint32_t, 2> values{};  // in Series::values, in the order of SeriesQuery::by
  std::uint64_t items = 0;
  std::uint64_t incidents = 0;  // groups of near-duplicates
  std::uint64_t outlets = 0;    // sources
  // With rates: all items of the bucket in the sources and languages of the filter and of the cell,
  // whatever they tell of.
  std::uint64_t of_items = 0;

  double per_100_000() const {
    return of_items == 0 ? 0 : 1e5 * static_cast<double>(items) / static_cast<double>(of_items);
  }
};

struct Series {
  std::vector<std::vector<std::string>> values;  // of each dimension
  std::vector<SeriesCell> cells;                 // those that are not empty, by bucket and values
  Commit commit = 0;  // that it was counted at: the same for ever with it as the filter's `at`
  std::uint64_t erased = 0;  // documents of that commit that were erased since
};

struct Counters {
  std::uint64_t documents = 0;   // live
  std::uint64_t versions = 0;    // all ever put, erased ones among them
  std::uint64_t corruption = 0;  // live documents that tell of corruption
  std::uint64_t countable = 0;   // live documents that count (not special)
  std::uint64_t special =
      0;  // countable live ones left out because a special state body is implicated
  std::vector<std::pair<std::string, std::uint64_t>>
      by_source;  // "media/astana-times" -> live documents
  std::vector<std::pair<std::string, std::uint64_t>>
      by_tag;  // "sphere/health", "body/x/implicated" -> counting ones

  bool operator==(const Counters&) const = default;
};

// Another, lossy spelling of a lemma (one byte a character) under which it is found, too: what is
// typed for it on a keyboard without its letters. Thread-safe. Empty: there is none.
using Spelling = std::function<std::string(std::string_view lemma)>;

struct Options {
  std::filesystem::path folder;
  // Master key of the sealed originals, made if missing unless read_only; empty: no sealing.
  std::filesystem::path key_file;
  std::size_t cache_bytes = 256u << 20;
  std::size_t write_buffer_bytes = 32u << 20;  // of all families together
  // Beside a writer in another process, too: shows the store as it was when it was opened.
  bool read_only = false;
  // Jaccard similarity, of the pairs of neighbouring lemmas of two texts, from which they are
  // near-duplicates; see Similarity in store/near_duplicates.h.
  double near_duplicate_threshold = 0.28;
  Spelling spelling;
  // Among how many of the newest documents near-duplicates are sought; about 700 bytes of memory
  // each.
  std::size_t near_duplicate_window = 1u << 17;
};

// Reads documents one after the other, of the store as it was when this was made: what Store::Get
// and Store::GetAnalysis give, for less if numbers grow. Not thread-safe; two of them may be used
// side by side.
class DocumentReader {
 public:
  ~DocumentReader();
  DocumentReader(DocumentReader&&) noexcept;
  DocumentReader& operator=(DocumentReader&&) noexcept;

  // Null if there is no such document. Each is valid until the next call of the same function.
  const StoredDocument* Get(DocumentNumber number);
  const Analysis* GetAnalysis(DocumentNumber number);

 private:
  friend class Store;
  class Impl;
  explicit DocumentReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// One writer (what commits, keeps or begins something, Write of a space) at a time, from one
// thread; everything else is thread-safe. A lost or damaged database throws std::runtime_error.
class Store {
 public:
  // Opens or creates the store. The error says what to do: locked by another process, no such
  // folder, newer format.
  static core::Expected<std::unique_ptr<Store>> Open(const Options& options);
  ~Store();

  // Everything about a document that needs no other document. `original`: the unmasked fields of an
  // appeal, sealed under a key of its own; empty: nothing to seal. Runs on workers, in parallel.
  // Throws std::runtime_error if there is an original and no key file was given.
  Prepared Prepare(const core::Document& document, const core::NormalizedText& title,
                   const core::NormalizedText& text, const core::Classification& classification,
                   std::string_view original) const;

  // Commits documents in their order, all in one atomic batch together with what goes alongside;
  // each is a commit of its own. Larger groups cost less per document. kUnchanged if the latest
  // version under its key has the same title, text, authors, region, addressee, published and
  // original, and was made by the same nlp_version and lexicon_version: then only what goes
  // alongside is written. On return the documents survive the death of this process; a power loss
  // may take back what came after the last Sync. One outcome per request, empty where there was no
  // document.
  std::vector<std::optional<PutOutcome>> PutGroup(std::span<PutRequest> group);
  // A group of one.
  PutOutcome Put(Prepared prepared, const core::Batch& alongside = {});
  // Makes all earlier commits survive a power loss.
  void Sync();

  Commit last_commit() const;
  // With the tags in effect at that commit, by itself now. Absent if there is no such document.
  std::optional<StoredDocument> Get(DocumentNumber number, std::optional<Commit> at = {}) const;
  // The latest version under a key.
  std::optional<StoredDocument> Find(const core::DocumentKey& key) const;
  // All documents ever put with that text (64 hex digits), in order of number.
  std::vector<DocumentNumber> WithText(std::string_view text_sha256) const;
  std::optional<Analysis> GetAnalysis(DocumentNumber number) const;
  // This outlives it.
  DocumentReader Reader() const;
  // The unsealed original of an appeal; an error if there is none or its key is gone.
  core::Expected<std::string> Unseal(DocumentNumber number) const;

  SearchResult Search(const Query& query) const;
  Series Count(const SeriesQuery& query) const;
  // Visits the headers of all live documents that match, in order of number, until `visit` returns
  // false. Meanwhile nothing can be committed, so that `visit` must not.
  void Select(const Filter& filter, const std::function<bool(const Header&)>& visit) const;

  // Gives a live document a label, in place of one of that name; it stays with later versions.
  // `added` and `removed` are not looked at. Each of these four is a commit; the error says that
  // there is no such document, or nothing to do.
  core::Expected<Commit> SetLabel(DocumentNumber number, const Label& label);
  core::Expected<Commit> RemoveLabel(DocumentNumber number, std::string_view name);
  // Counts what the two documents tell of as one incident from now on, in their whole groups.
  core::Expected<Commit> MergeIncidents(DocumentNumber a, DocumentNumber b, std::string_view by,
                                        core::Instant at);
  core::Expected<Commit> SplitIncidents(DocumentNumber a, DocumentNumber b);
  // Those in force at that commit, absent: now; by name.
  std::vector<Label> Labels(DocumentNumber number, std::optional<Commit> at = {}) const;

  // Erases documents, each in all its versions: text, title, address, analysis, postings, tags,
  // labels and the key of its original, now and at all earlier commits. What is left says that
  // there was one, when, and who erased it why; the document is refused from then on. Atomic and
  // durable, a commit for each. The error says which number is no document; then nothing was done.
  core::Expected<std::vector<Erasure>> Erase(std::span<const DocumentNumber> numbers,
                                             const ErasureOrder& order);
  // Erases what was erased elsewhere, and refuses what is not there yet: for a corpus that was
  // brought back from a backup. Gives what was done anew.
  std::vector<Erasure> Honour(std::span<const Erasure> erasures);
  // Writes all files anew that may have anything of what was erased, so that none has; takes
  // minutes for a million documents. To be called after the archive was cleared of
  // Erasure::archived. Kept are only copies in the manifest of RocksDB: they go with the next
  // opening for writing. `progress`: of 1.
  void Purge(const std::function<void(double)>& progress);
  // Visits where each version that was not erased has its page in the archive, in order of number;
  // reads them all.
  void VisitArchived(const std::function<void(const core::ArchiveRef&)>& visit) const;
  // In order of commits.
  std::vector<Erasure> erasures() const;
  // That which took away a version.
  std::optional<Erasure> ErasureOf(DocumentNumber number) const;
  bool IsErased(const core::DocumentKey& key) const;

  // Begins to tag the corpus anew, or goes on with what was begun for that version of the lexicon
  // and neither finished nor overtaken by another.
  Retagging BeginRetagging(std::string_view lexicon_version);
  // Keeps the tags of documents that have others than before, and where to go on: atomic. Until the
  // retagging is finished all see the old ones. Like the next one only after BeginRetagging, else
  // std::logic_error.
  void PutRetagged(std::span<const Retagged> documents, DocumentNumber next);
  // Puts the new tags in the place of the old ones, atomically and durably, for all documents there
  // are; those that were not among PutRetagged keep theirs, as tagged by that lexicon. Earlier
  // commits show the tags that they had. Needs memory for the columns of all documents.
  Commit FinishRetagging();
  // Those that were finished, in the order of their commits.
  std::vector<Tagging> taggings() const;

  // Counters as kept (merged at each commit), and the same counted anew from the documents: they
  // must be equal.
  Counters counters() const;
  Counters Recount() const;

  // Whether the originals can be opened.
  bool has_master_key() const;
  // Makes a new master key, which takes the place of the old one in the key file; that is kept
  // beside it for older backups. Gives how many originals it was that changed keys. Nobody may
  // prepare documents meanwhile.
  core::Expected<std::uint64_t> RotateKey();

  // An ordered space of keys of its own for another stage. Lives as long as the
  // store.
  core::KeyValue& space(std::string_view name);

  // For the other files of this folder.
  Database& database();

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace store
