// Takes the words of documents into the index. Include from .cpp files only.
#pragma once

#include <rocksdb/write_batch.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

#include "store/database.h"
#include "store/indexed_words.h"
#include "store/posting_buffer.h"

namespace store {

// Not thread-safe.
class IndexWriter {
 public:
  // `database` outlives this.
  IndexWriter(const Database& database, Spelling spelling);

  // Numbers must grow. Leaves the segment in the keys of `words`.
  void Add(IndexedWords& words, DocumentNumber number);
  // Moves what was added into `batch`, each word once.
  void Drain(rocksdb::WriteBatch& batch);

 private:
  void AddWord(std::string_view lemma, rocksdb::WriteBatch& batch);

  const Database& database_;
  const Spelling spelling_;
  PostingBuffer postings_;
  std::unordered_set<std::uint64_t> known_words_;  // hashes of words that the index has
};

}  // namespace store
