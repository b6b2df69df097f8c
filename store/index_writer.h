// Takes the words of documents into the index. Include from .cpp files only.
#pragma once

#include <rocksdb/write_batch.h>

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "store/indexed_words.h"
#include "store/posting_buffer.h"
#include "store/recent_hashes.h"

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

  // Documents to take out, with the words that they were added with.
  class Removal {
   public:
    // Numbers in any order, each once.
    void Add(const IndexedWords& words, DocumentNumber number);

   private:
    friend class IndexWriter;
    std::map<std::string, std::vector<std::uint16_t>, std::less<>> lows_;  // by key of postings
  };
  // Takes them out of the postings as they are in the database, by `batch`; a word that no other
  // document has is forgotten. Nothing must wait to be drained.
  void Remove(Removal removal, rocksdb::WriteBatch& batch);

 private:
  void AddWord(std::string_view lemma, rocksdb::WriteBatch& batch);
  void RemoveWord(std::string_view lemma, rocksdb::WriteBatch& batch);
  bool HasOtherBlocks(std::string_view term, const std::set<std::string>& emptied) const;

  const Database& database_;
  const Spelling spelling_;
  PostingBuffer postings_;
  RecentHashes known_words_;  // of words that the index has
};

}  // namespace store
