#include "store/index_writer.h"

#include <utility>

#include "store/keys.h"

namespace store {
namespace {

// Words that are remembered as having been written: about 40 bytes each.
constexpr std::size_t kKnownWords = 1u << 20;

}  // namespace

IndexWriter::IndexWriter(const Database& database, Spelling spelling)
    : database_(database), spelling_(std::move(spelling)) {}

void IndexWriter::Add(IndexedWords& words, DocumentNumber number) {
  const auto segment = static_cast<std::uint16_t>(number >> kSegmentBits);
  std::uint32_t key = 0, positions = 0;
  for (const IndexedWords::Word& word : words.words) {
    words.keys[word.key_end - 2] = static_cast<char>(static_cast<unsigned char>(segment >> 8));
    words.keys[word.key_end - 1] = static_cast<char>(static_cast<unsigned char>(segment));
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
  if (!known_words_.insert(std::hash<std::string_view>()(lemma)).second) return;
  if (known_words_.size() > kKnownWords) known_words_.clear();
  rocksdb::ColumnFamilyHandle* catalog = database_.handle(Family::kCatalog);
  database_.Check(batch.Put(catalog, WordKeyOf(lemma), {}));
  if (!spelling_) return;
  const std::string spelling = spelling_(lemma);
  if (spelling != lemma && IsTerm(spelling)) {
    database_.Check(batch.Put(catalog, SpellingKeyOf(spelling, lemma), {}));
  }
}

void IndexWriter::Drain(rocksdb::WriteBatch& batch) {
  postings_.Drain([&](std::string_view key, std::string_view block) {
    database_.Check(batch.Merge(database_.handle(Family::kPostings), key, block));
    AddWord(key.substr(0, key.size() - kSegmentBytes - 1), batch);
  });
}

}  // namespace store
