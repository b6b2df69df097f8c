#include "store/check.h"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "core/sha256.h"
#include "store/codec.h"
#include "store/database.h"
#include "store/header_cursor.h"
#include "store/indexed_words.h"
#include "store/keys.h"
#include "store/postings.h"
#include "store/prepared.h"
#include "store/record.h"
#include "store/streams.h"
#include "store/word_postings.h"

namespace store {
namespace {

std::uint64_t Mixed(std::uint64_t hash, std::uint64_t more) {
  hash = (hash ^ more) * 0x9E37'79B9'7F4A'7C15u;
  return hash ^ (hash >> 29);
}

// A sum over a multiset: equal ones have equal sums, whatever the order; others but by chance
// (2^-64) don't.
class SetHash {
 public:
  void Add(std::uint64_t hash) { sum_ += hash; }
  void Join(const SetHash& other) { sum_ += other.sum_; }
  bool operator==(const SetHash&) const = default;

 private:
  std::uint64_t sum_ = 0;
};

std::uint64_t HashOf(std::string_view bytes) {
  return std::hash<std::string_view>()(bytes);
}

std::uint64_t HashOf(std::uint64_t term, std::uint16_t low, std::uint32_t payload,
                     std::string_view positions) {
  return Mixed(Mixed(Mixed(term, low), payload), HashOf(positions));
}

class Checker {
 public:
  Checker(Store& store, const Spelling& spelling, const CheckOptions& options)
      : store_(store),
        database_(store.database()),
        spelling_(spelling),
        options_(options),
        snapshot_(database_.TakeSnapshot()) {}

  CheckReport Run() {
    if (CheckTables()) {
      CheckDocuments();
      CheckPostings();
      CheckKeys();
      CheckCounters();
    }
    return std::move(report_);
  }

 private:
  void Find(std::string finding, bool in_place = true) {
    ++report_.found;
    report_.repairable_in_place &= in_place;
    if (report_.findings.size() < kMaxFindings) report_.findings.push_back(std::move(finding));
  }

  void FindIn(DocumentNumber number, std::string_view what, bool in_place = true) {
    Find(fmt::format("document {}: {}", number, what), in_place);
  }

  // Whether all can be read.
  bool CheckTables() {
    const std::vector<std::string> damaged = database_.DamagedTables();
    for (const std::string& table : damaged) Find(table, false);
    return damaged.empty();
  }

  void CheckDocuments() {
    const std::uint64_t all = store_.counters().versions;
    HeaderCursor headers(database_, snapshot_);
    const auto documents = database_.Iterate(Family::kDocuments, snapshot_);
    const auto streams = database_.Iterate(Family::kStreams, snapshot_);
    documents->SeekToFirst();
    streams->SeekToFirst();
    std::uint64_t done = 0;
    while (const HeaderRecord* header = headers.Next()) {
      const std::string key = NumberKeyOf(header->header.number);
      PassOver(*documents, key, "a document without a header");
      PassOver(*streams, key, "streams without a header");
      const bool has_document = documents->Valid() && documents->key() == key;
      const bool has_streams = streams->Valid() && streams->key() == key;
      last_commit_ = std::max({last_commit_, header->header.added, header->header.removed});
      if (header->erased != 0) {
        ++report_.erased;
        if (has_document || has_streams) {
          FindIn(header->header.number, "it was erased, and something of it is still there");
        }
      } else if (!has_document) {
        FindIn(header->header.number, "its text is missing", false);
      } else {
        CheckVersion(*header, documents->value().ToStringView(),
                     has_streams ? streams->value().ToStringView() : std::string_view());
      }
      if (has_document) documents->Next();
      if (has_streams) streams->Next();
      if (options_.progress && ++done % 1024 == 0) options_.progress(done, all);
    }
    PassOver(*documents, "", "a document without a header");
    PassOver(*streams, "", "streams without a header");
    database_.Check(documents->status());
    database_.Check(streams->status());
  }

  // Names what lies before `key`, or before the end if that is empty.
  void PassOver(rocksdb::Iterator& at, const std::string& key, std::string_view what) {
    for (; at.Valid() && (key.empty() || at.key().compare(key) < 0); at.Next()) {
      Find(fmt::format("number {}: {}", FixedAt<DocumentNumber>(at.key().ToStringView()), what));
    }
  }

  void CheckVersion(const HeaderRecord& stored, std::string_view value,
                    std::string_view streams_value) {
    const Header& header = stored.header;
    const DocumentNumber number = header.number;
    ++report_.versions;
    if (header.removed == 0) ++report_.documents;
    const auto record = DecodeDocument(value);
    if (!record) return FindIn(number, "its record is unreadable", false);
    const core::Document& document = record->document;
    if (core::Sha256(document.text) != record->text_sha256) {
      FindIn(number, "its text is not the one whose hash was stored", false);
    }
    if (document.key.source_type != header.source_type || document.key.source != header.source ||
        document.counted_at() != header.counted_at || document.text.size() != header.text_bytes) {
      FindIn(number, "its header says something else than its record");
    }
    text_keys_.Add(HashOf(TextKeyOf(record->text_sha256, number)));
    if (header.removed == 0) CheckIdentity(header, document.key);
    const auto analysis = DecodeStreams(streams_value);
    if (streams_value.empty() || !analysis) {
      FindIn(number, "its analysis is missing or unreadable", false);
    } else {
      const IndexedWords words = IndexWords(analysis->title, analysis->text);
      if (words.tokens != stored.terms) FindIn(number, "its header counts other words");
      AddWords(words, number);
    }
    CheckOriginal(number);
    if (options_.check_archive && !document.archive.file.empty()) {
      const std::string wrong = options_.check_archive(document.archive);
      if (wrong.empty()) {
        ++report_.archived;
      } else {
        FindIn(number, wrong, false);
      }
    }
  }

  void CheckIdentity(const Header& header, const core::DocumentKey& key) {
    const std::string identity_key = IdentityKeyOf(key);
    ++identities_;
    const auto value = database_.Get(Family::kCatalog, identity_key, snapshot_);
    const auto identity = value ? DecodeIdentity(*value) : std::nullopt;
    if (!identity || identity->number != header.number || identity->version != header.version) {
      FindIn(header.number, "its key does not lead to it");
    }
  }

  void AddWords(const IndexedWords& words, DocumentNumber number) {
    const std::uint32_t segment = number >> kSegmentBits;
    if (segment >= of_documents_.size()) of_documents_.resize(segment + 1);
    std::uint32_t key = 0, positions = 0;
    const std::string_view keys = words.keys, places = words.positions;
    for (const IndexedWords::Word& word : words.words) {
      const std::string_view term = keys.substr(key, word.key_end - kSegmentBytes - key);
      of_documents_[segment].Add(HashOf(HashOf(term), static_cast<std::uint16_t>(number),
                                        word.payload,
                                        places.substr(positions, word.positions_end - positions)));
      key = word.key_end;
      positions = word.positions_end;
    }
  }

  void CheckOriginal(DocumentNumber number) {
    const bool key = database_.Get(Family::kSealed, SealedKeyKeyOf(number), snapshot_).has_value();
    const bool text =
        database_.Get(Family::kSealed, SealedTextKeyOf(number), snapshot_).has_value();
    if (!key && !text) return;
    if (!key || !text) return FindIn(number, "of its original only a part is there", false);
    if (!store_.has_master_key()) return;
    if (const auto original = store_.Unseal(number)) {
      ++report_.originals;
    } else {
      FindIn(number, "its sealed original was changed", false);
    }
  }

  void CheckPostings() {
    std::vector<SetHash> of_postings(of_documents_.size());
    const auto at = database_.Iterate(Family::kPostings, snapshot_);
    PostingArrays arrays;
    std::string before;
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
      const std::string_view key = at->key().ToStringView();
      if (key.size() <= kSegmentBytes + 1) {
        Find("postings: a key is unreadable");
        continue;
      }
      const std::string_view term = key.substr(0, key.size() - kSegmentBytes);
      if (term != before) AddWord(term.substr(0, term.size() - 1));
      before = term;
      const auto segment = FixedAt<std::uint16_t>(key.substr(term.size()));
      if (segment >= of_postings.size()) of_postings.resize(segment + std::size_t{1});
      if (!AddBlock(term, at->value().ToStringView(), arrays, of_postings[segment])) {
        Find(fmt::format("postings: a block of documents {} to {} is unreadable",
                         std::uint32_t{segment} << kSegmentBits,
                         ((std::uint32_t{segment} + 1) << kSegmentBits) - 1));
      }
    }
    database_.Check(at->status());
    of_documents_.resize(std::max(of_documents_.size(), of_postings.size()));
    of_postings.resize(of_documents_.size());
    for (std::size_t i = 0; i < of_postings.size(); ++i) {
      if (of_postings[i] == of_documents_[i]) continue;
      Find(fmt::format("postings: those of documents {} to {} are not those of their texts",
                       i << kSegmentBits, ((i + 1) << kSegmentBits) - 1));
    }
  }

  bool AddBlock(std::string_view term, std::string_view block, PostingArrays& arrays,
                SetHash& sum) const {
    if (!ReadBlock(block, arrays)) return false;
    const std::uint64_t hash = HashOf(term);
    std::string_view positions = arrays.positions;
    for (std::size_t i = 0; i < arrays.lows.size(); ++i) {
      PositionReader reader(positions);
      reader.Skip(FrequencyOf(arrays.payloads[i]));
      if (reader.damaged()) return false;
      const std::size_t mine = positions.size() - reader.rest();
      sum.Add(HashOf(hash, arrays.lows[i], arrays.payloads[i], positions.substr(0, mine)));
      positions.remove_prefix(mine);
    }
    return positions.empty();
  }

  void AddWord(std::string_view lemma) {
    words_.Add(HashOf(WordKeyOf(lemma)));
    if (!spelling_) return;
    const std::string spelling = spelling_(lemma);
    if (spelling != lemma && IsTerm(spelling)) words_.Add(HashOf(SpellingKeyOf(spelling, lemma)));
  }

  SetHash KeysBetween(std::string_view begin, std::string_view end, std::uint64_t& count) const {
    SetHash sum;
    const rocksdb::Slice limit(end);
    const auto at = database_.Iterate(Family::kCatalog, snapshot_, &limit);
    for (at->Seek(begin); at->Valid(); at->Next()) {
      sum.Add(HashOf(at->key().ToStringView()));
      ++count;
    }
    database_.Check(at->status());
    return sum;
  }

  void CheckKeys() {
    std::uint64_t count = 0;
    if (KeysBetween("t", "u", count) != text_keys_) {
      Find("catalog: the keys by hash of text are not those of the documents");
    }
    std::uint64_t identities = 0;
    KeysBetween("k", "l", identities);
    if (identities != identities_) {
      Find(fmt::format("catalog: {} keys of documents, {} documents", identities, identities_));
    }
    SetHash words = KeysBetween("v", "w", count);
    const SetHash spellings = KeysBetween("f", "g", count);
    words.Join(spellings);
    if (words != words_) Find("catalog: the list of words is not that of the postings");
    if (store_.last_commit() < last_commit_) {
      Find(fmt::format("commit {} is there, and the last one is said to be {}", last_commit_,
                       store_.last_commit()),
           false);
    }
  }

  void CheckCounters() {
    if (store_.counters() != store_.Recount()) {
      Find("counters: they are not those of the documents");
    }
  }

  Store& store_;
  Database& database_;
  const Spelling& spelling_;
  const CheckOptions& options_;
  const Database::Snapshot snapshot_;
  CheckReport report_;
  std::vector<SetHash> of_documents_;  // what the postings should be, by segment
  SetHash text_keys_, words_;
  std::uint64_t identities_ = 0;
  Commit last_commit_ = 0;
};

}  // namespace

CheckReport Check(Store& store, const Spelling& spelling, const CheckOptions& options) {
  return Checker(store, spelling, options).Run();
}

}  // namespace store
