#include "store/search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

#include "store/counters.h"
#include "store/keys.h"
#include "store/posting_lists.h"
#include "store/postings.h"
#include "store/selection.h"

namespace store {
namespace {

// BM25 (Robertson and Zaragoza 2009, The Probabilistic Relevance Framework) with its usual
// constants. Frequencies are those of all versions ever put, so that a superseded one changes no
// score.
constexpr double kK1 = 1.2;
constexpr double kB = 0.75;

class Bm25 {
 public:
  Bm25(const Database& database, const std::vector<std::string>& terms,
       const Database::Snapshot& snapshot) {
    const CorpusSize size = ReadCorpusSize(database, snapshot);
    const auto documents = static_cast<double>(size.versions);
    mean_length_ = std::max(1.0, static_cast<double>(size.terms) / std::max(1.0, documents));
    for (const std::string& term : terms) {
      const auto having = static_cast<double>(PostingList(database, term, snapshot).Count());
      weights_.push_back(std::log1p((documents - having + 0.5) / (having + 0.5)));
    }
  }

  double Score(std::uint32_t length, std::span<const std::uint32_t> payloads) const {
    const double norm = kK1 * (1 - kB + kB * length / mean_length_);
    double score = 0;
    for (std::size_t i = 0; i < payloads.size(); ++i) {
      const double frequency = FrequencyOf(payloads[i]);
      score += weights_[i] * frequency * (kK1 + 1) / (frequency + norm);
    }
    return score;
  }

 private:
  std::vector<double> weights_;
  double mean_length_ = 1;
};

struct Ranked {
  std::int64_t time = 0;  // the first criterion if sorted by date, else always zero
  double score = 0;
  DocumentNumber number = 0;

  // True if this one is shown before `other`.
  bool operator<(const Ranked& other) const {
    if (time != other.time) return time > other.time;
    if (score != other.score) return score > other.score;
    return number < other.number;
  }
};

// The best `limit` of all that are offered.
class Best {
 public:
  explicit Best(std::size_t limit) : limit_(limit) {}

  void Offer(const Ranked& ranked) {
    if (worst_first_.size() < limit_) {
      worst_first_.push(ranked);
    } else if (limit_ > 0 && ranked < worst_first_.top()) {
      worst_first_.pop();
      worst_first_.push(ranked);
    }
  }

  // In order, best first.
  std::vector<Ranked> Take() {
    std::vector<Ranked> ordered(worst_first_.size());
    for (auto place = ordered.rbegin(); place != ordered.rend(); ++place) {
      *place = worst_first_.top();
      worst_first_.pop();
    }
    return ordered;
  }

 private:
  std::size_t limit_;
  std::priority_queue<Ranked> worst_first_;
};

}  // namespace

SearchResult Search(const Database& database, const Query& query) {
  SearchResult result;
  std::vector<std::string> terms;
  for (const std::string& lemma : query.terms) {
    if (!IsTerm(lemma)) return result;  // no document has it
    terms.push_back(LemmaTerm(lemma));
  }
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());

  const Database::Snapshot snapshot = database.TakeSnapshot();
  const Bm25 bm25(database, terms, snapshot);
  const std::size_t room = std::numeric_limits<std::size_t>::max() - query.offset;
  Best best(query.offset + std::min(query.limit, room));
  ForEachMatch(database, snapshot, terms, query.filter,
               [&](const HeaderRecord& record, std::span<const std::uint32_t> payloads) {
                 const Header& header = record.header;
                 ++result.total;
                 best.Offer({query.by_date ? header.counted_at.time_since_epoch().count() : 0,
                             bm25.Score(record.terms, payloads), header.number});
                 return true;
               });

  HeaderCursor headers(database, snapshot);
  const std::vector<Ranked> ranked = best.Take();
  for (std::size_t i = query.offset; i < ranked.size(); ++i) {
    result.hits.push_back({headers.At(ranked[i].number).header, ranked[i].score});
  }
  return result;
}

}  // namespace store
