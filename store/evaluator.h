// Finds the documents that a query tree asks for, segment by segment. Include from .cpp files only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/columns.h"
#include "store/database.h"
#include "store/word_postings.h"

namespace store {

// Rows of a segment, ascending.
using Rows = std::vector<std::uint16_t>;

class Evaluator {
 public:
  // A word of the query whose frequency tells how well a document fits.
  struct Word {
    WordPostings postings;
    std::string written;  // as typed
    bool counts = false;  // not only in what must not be there
  };

  // All of these outlive this, and the columns stand still. `at`: the commit that is searched;
  // absent: now. Segments before `first` are not read, nor asked for.
  Evaluator(const Database& database, const Database::Snapshot& snapshot, const Columns& columns,
            const Spelling& spelling, std::optional<Commit> at, std::uint32_t first,
            const QueryNode& root);
  ~Evaluator();

  // The documents of that segment; segments in ascending order. Superseded versions are among them.
  const Rows& Find(std::uint32_t segment);

  // Each different word once, in the order of the query.
  std::vector<Word>& words() { return words_; }

 private:
  struct Node;

  std::unique_ptr<Node> Compile(const QueryNode& query, bool counts);
  std::size_t WordOf(const QueryNode& term, bool counts);
  void ReadPrefix(const std::string& prefix, bool in_title, Node& node) const;
  std::vector<std::string> Spellings(const std::vector<std::string>& lemmas);

  // Rows that fit `node` and are `within`; null: all rows of the segment. Replaces what `out` has.
  void Evaluate(Node& node, const Rows* within, Rows& out);
  void EvaluateTerm(const Node& node, const Rows* within, Rows& out);
  void EvaluateAnd(Node& node, const Rows* within, Rows& out);
  void EvaluateTogether(Node& node, const Rows* within, Rows& out);
  std::size_t CostOf(const Node& node);
  void AllRows(const Rows* within, Rows& out) const;

  const Database& database_;
  const Database::Snapshot& snapshot_;
  const Columns& columns_;
  const Spelling& spelling_;
  const std::optional<Commit> at_;
  const std::uint32_t first_;
  std::unique_ptr<rocksdb::Iterator> spellings_;
  std::vector<Word> words_;
  std::unique_ptr<Node> root_;
  std::uint32_t segment_ = 0;
  Rows found_;
};

}  // namespace store
