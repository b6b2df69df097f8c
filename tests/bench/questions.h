// Queries as people put them, drawn from the documents of a store; and how long answers take.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "store/store.h"
#include "tests/bench/chance.h"

namespace bench {

struct Question {
  std::vector<std::string> lemmas;
  bool phrase = false;  // one right behind the other; else all of them anywhere
  store::Filter filter;
  std::size_t facets = 0;  // values of each dimension; 0: not asked for
};

// Content words of a document that 0.01 to 5 % of all documents have, so that every question has an
// answer. The same for the same store and seed. Fewer than asked for if the store is too small.
class Questioner {
 public:
  Questioner(const store::Store& store, std::uint64_t seed);

  // Two words of one document.
  std::vector<Question> Pairs(std::size_t count);
  // `words` neighbouring words of a sentence; the first and the last are content words.
  std::vector<Question> Phrases(std::size_t count, std::size_t words);
  // A word of a document that is of its sphere and at most half a year older or newer, with facets.
  std::vector<Question> Filtered(std::size_t count);

  // A sphere and an implicated body of one document.
  std::vector<store::TagSummary> SphereAndBody();

 private:
  store::DocumentNumber DrawNumber();
  core::NormalizedText Draw();
  // Different content words of a text, `count` of them or fewer.
  std::vector<std::string> DrawWords(const core::NormalizedText& text, std::size_t count);
  bool IsContent(const std::string& lemma);

  const store::Store& store_;
  Chance chance_;
  std::uint64_t documents_ = 0;
  std::unordered_set<std::string> frequent_;              // in a sample of documents
  std::unordered_map<std::string, std::uint64_t> known_;  // in how many documents
};

// Milliseconds, and documents found.
struct Times {
  double median = 0, p95 = 0, p99 = 0;
  double mean_hits = 0;
};
struct Timed {
  double milliseconds = 0;
  std::uint64_t hits = 0;
};
Times Summarize(std::vector<Timed> answers);

// What a benchmark asks of the store, all in one place.
store::Query QueryOf(const Question& question);

}  // namespace bench
