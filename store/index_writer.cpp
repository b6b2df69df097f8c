#include "store/index_writer.h"

#include <algorithm>
#include <utility>

#include "store/codec.h"
#include "store/keys.h"
#include "store/word_postings.h"

namespace store {
namespace {

// The end of a key of postings.
std::string SegmentOf(DocumentNumber number) {
  std::string segment;
  AppendFixed(segment, static_cast<std::uint16_t>(number >> kSegmentBits));
  return segment;
}

}  // namespace

void IndexWriter::Removal::Add(const IndexedWords& words, DocumentNumber number) {
  const std::string segment = SegmentOf(number);
  std::uint32_t begin = 0;
  for (const IndexedWords::Word& word : words.words) {
    std::string key = words.keys.substr(begin, word.key_end - begin);
    key.replace(key.size() - kSegmentBytes, kSegmentBytes, segment);
    lows_[std::move(key)].push_back(static_cast<std::uint16_t>(number));
    begin = word.key_end;
  }
}

IndexWriter::IndexWriter(const Database& database, Spelling spelling)
    : database_(database), spelling_(std::move(spelling)) {}

void IndexWriter::Add(IndexedWords& words, DocumentNumber number) {
  const std::string segment = SegmentOf(number);
  std::uint32_t key = 0, positions = 0;
  for (const IndexedWords::Word& word : words.words) {
    words.keys.replace(word.key_end - kSegmentBytes, kSegmentBytes, segment);
    postings_.Add(
        std::string_view(words.keys).substr(key, word.key_end - key),
        {static_cast<std::uint16_t>(number), word.payload,
         std::string_view(words.positions).substr(positions, word.positions_end - positions)});
    key = word.key_end;
    positions = word.positions_end;
  }
}

// A word that was not seen for long is written once more, which changes nothing.
void IndexWriter::AddWord(std::string_view lemma, rocksdb::WriteBatch& batch) {
  if (known_words_.Meet(std::hash<std::string_view>()(lemma))) return;
  rocksdb::ColumnFamilyHandle* catalog = database_.handle(Family::kCatalog);
  database_.Check(batch.Put(catalog, WordKeyOf(lemma), {}));
  if (!spelling_) return;
  const std::string spelling = spelling_(lemma);
  if (spelling != lemma && IsTerm(spelling)) {
    database_.Check(batch.Put(catalog, SpellingKeyOf(spelling, lemma), {}));
  }
}

void IndexWriter::RemoveWord(std::string_view lemma, rocksdb::WriteBatch& batch) {
  known_words_.Forget(std::hash<std::string_view>()(lemma));
  rocksdb::ColumnFamilyHandle* catalog = database_.handle(Family::kCatalog);
  database_.Check(batch.Delete(catalog, WordKeyOf(lemma)));
  if (spelling_) database_.Check(batch.Delete(catalog, SpellingKeyOf(spelling_(lemma), lemma)));
}

bool IndexWriter::HasOtherBlocks(std::string_view term,
                                 const std::set<std::string>& emptied) const {
  const auto at = database_.IterateTerm(Family::kPostings);
  const std::string first = std::string(term).append(kSegmentBytes, '\0');
  for (at->Seek(first); at->Valid() && at->key().starts_with(term); at->Next()) {
    if (at->key().size() == term.size() + kSegmentBytes && !emptied.contains(at->key().ToString()))
      return true;
  }
  database_.Check(at->status());
  return false;
}

void IndexWriter::Remove(Removal removal, rocksdb::WriteBatch& batch) {
  rocksdb::ColumnFamilyHandle* family = database_.handle(Family::kPostings);
  std::set<std::string> emptied;
  std::string rest;
  for (auto& [key, lows] : removal.lows_) {
    const auto block = database_.Get(Family::kPostings, key);
    if (!block) continue;
    std::sort(lows.begin(), lows.end());
    if (!RemoveFromBlock(*block, lows, rest)) DamagedBlock(database_);
    if (rest.empty()) {
      database_.Check(batch.Delete(family, key));
      emptied.insert(key);
    } else {
      database_.Check(batch.Put(family, key, rest));
    }
  }
  for (const std::string& key : emptied) {
    const std::string_view term = std::string_view(key).substr(0, key.size() - kSegmentBytes);
    if (!HasOtherBlocks(term, emptied)) RemoveWord(term.substr(0, term.size() - 1), batch);
  }
}

void IndexWriter::Drain(rocksdb::WriteBatch& batch) {
  postings_.Drain([&](std::string_view key, std::string_view block) {
    database_.Check(batch.Merge(database_.handle(Family::kPostings), key, block));
    AddWord(key.substr(0, key.size() - kSegmentBytes - 1), batch);
  });
}

}  // namespace store
