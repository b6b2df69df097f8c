#include "store/search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

#include "store/dimension_ids.h"
#include "store/evaluator.h"
#include "store/rows.h"

namespace store {
namespace {

// BM25 (Robertson and Zaragoza 2009, The Probabilistic Relevance Framework) with its usual
// constants. Frequencies are those of all versions up to the last one searched, so that neither a
// superseded one nor what comes later changes a score.
constexpr double kK1 = 1.2;
constexpr double kB = 0.75;

// How many versions there are up to `last`, and their mean length.
struct CorpusSize {
  double documents = 0;
  double mean_length = 1;
};

CorpusSize SizeOf(const Columns& columns, DocumentNumber last) {
  std::uint64_t documents = 0, tokens = 0;
  for (std::uint32_t at = 0; at < columns.segments(); ++at) {
    const ColumnSegment& segment = columns.segment(at);
    if (at < last >> kSegmentBits || last == columns.last()) {
      documents += segment.documents;
      tokens += segment.tokens;
      continue;
    }
    if (at > last >> kSegmentBits) break;
    for (std::uint32_t row = 0; row <= (last & 0xffffu); ++row) {
      documents += (segment.flags[row] & ColumnSegment::kThere) != 0 ? 1 : 0;
      tokens += segment.length[row];
    }
  }
  const auto all = static_cast<double>(documents);
  return {all, std::max(1.0, static_cast<double>(tokens) / std::max(1.0, all))};
}

class Bm25 {
 public:
  Bm25(Evaluator& evaluator, const Columns& columns, DocumentNumber last) : evaluator_(evaluator) {
    const CorpusSize size = SizeOf(columns, last);
    mean_length_ = size.mean_length;
    for (Evaluator::Word& word : evaluator.words()) {
      SoughtWord& sought = sought_.emplace_back(SoughtWord{word.written, {}, word.counts, 0});
      const std::vector<std::uint64_t> counts = word.postings.Count(last);
      double having = 0;
      for (std::size_t i = 0; i < counts.size(); ++i) {
        having += static_cast<double>(counts[i]);
        sought.lemmas.emplace_back(word.postings.lemmas()[i], counts[i]);
      }
      having = std::min(having, size.documents);  // a document may have several
      if (word.counts) sought.weight = std::log1p((size.documents - having + 0.5) / (having + 0.5));
      weights_.push_back(sought.weight);
    }
  }

  // Adds to `scores` what each of `rows` has, which must be as many.
  void Score(std::uint32_t at, const ColumnSegment& segment, const Rows& rows,
             std::vector<double>& scores) {
    std::fill(scores.begin(), scores.end(), 0.0);
    for (std::size_t w = 0; w < weights_.size(); ++w) {
      if (weights_[w] == 0) continue;
      ForEachCommon(evaluator_.words()[w].postings.In(at), rows,
                    [&](std::size_t i, std::uint32_t frequency) {
                      scores[i] += Weigh(w, frequency, segment.length[rows[i]]);
                    });
    }
  }

  std::vector<Contribution> Explain(std::uint32_t at, const ColumnSegment& segment,
                                    std::uint16_t row) {
    std::vector<Contribution> contributions;
    for (std::size_t w = 0; w < weights_.size(); ++w) {
      if (weights_[w] == 0) continue;
      ForEachCommon(
          evaluator_.words()[w].postings.In(at), {row}, [&](std::size_t, std::uint32_t frequency) {
            contributions.push_back({w, frequency, Weigh(w, frequency, segment.length[row])});
          });
    }
    return contributions;
  }

  std::vector<SoughtWord> TakeWords() { return std::move(sought_); }

 private:
  double Weigh(std::size_t word, double frequency, double length) const {
    const double norm = kK1 * (1 - kB + kB * length / mean_length_);
    return weights_[word] * frequency * (kK1 + 1) / (frequency + norm);
  }

  // Calls `visit` with the place in `rows` and the frequency of those that are in `postings`.
  template <typename Visit>
  static void ForEachCommon(const PostingArrays& postings, const Rows& rows, Visit visit) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      at = SeekRow(postings.lows, at, rows[i]);
      if (at == postings.lows.size()) break;
      if (postings.lows[at] == rows[i]) visit(i, FrequencyOf(postings.payloads[at]));
    }
  }

  Evaluator& evaluator_;
  std::vector<double> weights_;  // by word
  std::vector<SoughtWord> sought_;
  double mean_length_ = 1;
};

struct Ranked {
  double score = 0;
  std::int64_t time = 0;  // 0 unless sorted by date; then there is no score
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

// Counts documents by the values of every dimension.
class FacetCounts {
 public:
  explicit FacetCounts(const Columns& columns) {
    for (std::size_t i = 0; i < kDimensions; ++i) {
      ids_.emplace_back(columns, static_cast<Dimension>(i));
      counts_.emplace_back(ids_.back().size());
    }
  }

  void Add(const ColumnSegment& segment, std::uint16_t row) {
    for (std::size_t i = 0; i < kDimensions; ++i) {
      ids_[i].ForEach(segment, row, [&](std::uint32_t id) { ++counts_[i][id]; });
    }
  }

  // At most `most` values of each dimension.
  std::vector<Facet> Take(std::size_t most) const {
    std::vector<Facet> facets;
    for (std::size_t i = 0; i < kDimensions; ++i) {
      Facet facet{static_cast<Dimension>(i), {}};
      for (std::uint32_t id = 0; id < ids_[i].size(); ++id) {
        if (counts_[i][id] > 0) facet.values.emplace_back(ids_[i].value(id), counts_[i][id]);
      }
      std::sort(facet.values.begin(), facet.values.end(), [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
      });
      if (facet.values.size() > most) facet.values.resize(most);
      if (!facet.values.empty()) facets.push_back(std::move(facet));
    }
    return facets;
  }

 private:
  std::vector<DimensionIds> ids_;
  std::vector<std::vector<std::uint64_t>> counts_;
};

}  // namespace

SearchResult Search(const Database& database, const Columns& columns, const Spelling& spelling,
                    const Query& query) {
  SearchResult result;
  const Database::Snapshot snapshot = database.TakeSnapshot();
  const std::optional<Commit> at = query.filter.at;
  const DocumentNumber last = at ? columns.LastAt(*at) : columns.last();
  result.last = last;
  if (last == 0) return result;
  result.commit = std::min(at.value_or(columns.last_commit()), columns.last_commit());
  result.erased = columns.ErasedSince(at);
  if (query.after >= last) return result;
  const std::uint32_t first = (query.after + 1) >> kSegmentBits;
  Evaluator evaluator(database, snapshot, columns, spelling, at, first, query.root);
  const RowFilter admits(columns, query.filter, at);
  Bm25 bm25(evaluator, columns, last);
  std::optional<FacetCounts> facets;
  if (query.facets > 0) facets.emplace(columns);

  const std::size_t room = std::numeric_limits<std::size_t>::max() - query.offset;
  Best best(query.offset + std::min(query.limit, room));
  Rows rows;
  std::vector<double> scores;
  for (std::uint32_t segment_at = first; segment_at <= last >> kSegmentBits; ++segment_at) {
    const ColumnSegment& segment = columns.segment(segment_at);
    rows.clear();
    for (const std::uint16_t row : evaluator.Find(segment_at)) {
      const DocumentNumber number = segment_at << kSegmentBits | row;
      if (number <= query.after) continue;
      if (number > last) break;
      if (admits.Admits(number) && columns.Live(number, at)) rows.push_back(row);
    }
    result.total += rows.size();
    scores.resize(rows.size());
    if (!query.by_date && query.limit > 0) bm25.Score(segment_at, segment, rows, scores);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (facets) facets->Add(segment, rows[i]);
      const Ranked ranked{query.by_date ? 0 : scores[i], query.by_date ? segment.time[rows[i]] : 0,
                          segment_at << kSegmentBits | rows[i]};
      best.Offer(ranked);
    }
  }

  const GroupMap groups = columns.GroupsAt(at);
  const std::vector<Ranked> ranked = best.Take();
  result.hits.reserve(ranked.size() - std::min(ranked.size(), query.offset));
  for (std::size_t i = query.offset; i < ranked.size(); ++i) {
    const DocumentNumber number = ranked[i].number;
    Hit& hit = result.hits.emplace_back();
    hit.header = columns.HeaderOf(number, groups);
    hit.score = ranked[i].score;
    if (query.explain) {
      const std::uint32_t in = number >> kSegmentBits;
      hit.contributions = bm25.Explain(in, columns.segment(in), number & 0xffffu);
    }
  }
  if (facets) result.facets = facets->Take(query.facets);
  result.words = bm25.TakeWords();
  return result;
}

}  // namespace store
