#include "store/series.h"

#include <algorithm>
#include <utility>

#include "store/dimension_ids.h"
#include "store/evaluator.h"
#include "store/flat_set.h"

namespace store {
namespace {

// Which of the buckets an instant falls into.
class Buckets {
 public:
  explicit Buckets(const std::vector<core::Instant>& bounds) {
    for (const core::Instant bound : bounds) bounds_.push_back(bound.time_since_epoch().count());
  }

  std::size_t size() const { return bounds_.empty() ? 0 : bounds_.size() - 1; }
  bool Has(std::int64_t time) const {
    return size() > 0 && time >= bounds_.front() && time < bounds_.back();
  }
  // Of a time that there is a bucket for. A guess, as if all were equally long, is off by little.
  std::size_t Of(std::int64_t time) const {
    const double share = static_cast<double>(time - bounds_.front()) /
                         static_cast<double>(bounds_.back() - bounds_.front());
    std::size_t at =
        std::min(static_cast<std::size_t>(share * static_cast<double>(size())), size() - 1);
    while (time < bounds_[at]) --at;
    while (time >= bounds_[at + 1]) ++at;
    return at;
  }

 private:
  std::vector<std::int64_t> bounds_;
};

// What items are held against: not what they tell of, but where they come from.
bool IsCoverage(Dimension dimension) {
  return dimension == Dimension::kSource || dimension == Dimension::kSourceType ||
         dimension == Dimension::kLanguage;
}

// Which outlets tell of each cell: bits of all of them, or where those would be too many a set.
class Outlets {
 public:
  explicit Outlets(std::uint32_t all) : words_(all <= kMostBits ? (all + 63) / 64 : 0) {}

  // Whether it is new to the cell. Cells count up from 0.
  bool Insert(std::uint32_t cell, std::uint32_t outlet) {
    if (words_ == 0) return set_.Insert(static_cast<std::uint64_t>(cell) << 32 | outlet).second;
    if (bits_.size() < (cell + 1) * words_) bits_.resize((cell + 1) * words_);
    std::uint64_t& bits = bits_[cell * words_ + outlet / 64];
    const std::uint64_t bit = std::uint64_t{1} << outlet % 64;
    const bool is_new = (bits & bit) == 0;
    bits |= bit;
    return is_new;
  }

 private:
  static constexpr std::uint32_t kMostBits = 1024;

  std::size_t words_;  // of each cell; 0: the set has them
  std::vector<std::uint64_t> bits_;
  FlatSet set_;
};

class Counting {
 public:
  Counting(const Columns& columns, const SeriesQuery& query)
      : columns_(columns),
        at_(query.filter.at),
        all_words_(query.root.kind == QueryNode::Kind::kAll),
        admits_(columns, query.filter, query.filter.at),
        groups_(columns.GroupsAt(query.filter.at)),
        buckets_(query.bounds),
        outlets_(columns.sources().size()) {
    for (const Dimension dimension : query.by) {
      ids_.emplace_back(columns, dimension);
      coverage_.push_back(IsCoverage(dimension));
    }
  }

  bool MayCount(std::uint8_t flags) const { return admits_.MayAdmit(flags); }
  bool Counts(DocumentNumber number) const {
    const ColumnSegment& segment = columns_.segment(number >> kSegmentBits);
    const std::uint32_t row = number & 0xffffu;
    return admits_.Admits(number) && buckets_.Has(segment.time[row]) && columns_.Live(number, at_);
  }

  // In order of number; of one that counts.
  void Add(DocumentNumber number) {
    const ColumnSegment& segment = columns_.segment(number >> kSegmentBits);
    const std::uint32_t row = number & 0xffffu;
    const DocumentNumber group = groups_.Of(segment.group[row]);
    // The first of a group comes before the others and counts as the incident in its cells, so that
    // only the others need to be remembered.
    const bool leads = all_words_ && group == number;
    first_cells_.clear();
    if (all_words_ && !leads && Counts(group)) CellsOf(group, first_cells_);
    CellsOf(number, cells_);
    for (const std::uint64_t cell : cells_) {
      const auto [at, added] = keys_.Insert(cell);
      const std::uint32_t source = segment.source[row];
      if (added) counts_.emplace_back();
      SeriesCell& counts = counts_[at];
      ++counts.items;
      if (leads ||
          (std::find(first_cells_.begin(), first_cells_.end(), cell) == first_cells_.end() &&
           incidents_.Insert(Pair(at, group)).second)) {
        ++counts.incidents;
      }
      if (outlets_.Insert(at, source)) ++counts.outlets;
    }
  }

  // Counts the items of the same sources and languages, whatever they tell of, up to `last`.
  void CountBase(const Filter& filter, DocumentNumber last) {
    Filter scope;
    scope.source = filter.source;
    scope.source_type = filter.source_type;
    scope.language = filter.language;
    const RowFilter in_scope(columns_, scope, at_);
    std::size_t keys = buckets_.size();
    for (std::size_t i = 0; i < ids_.size(); ++i) keys *= coverage_[i] ? ids_[i].size() : 1;
    base_.assign(keys, 0);
    for (std::uint32_t at = 0; at < columns_.segments(); ++at) {
      const ColumnSegment& segment = columns_.segment(at);
      for (std::uint32_t row = 0; row < segment.rows(); ++row) {
        const DocumentNumber number = at << kSegmentBits | row;
        if (number > last) return;
        if (!buckets_.Has(segment.time[row]) || !in_scope.Admits(number) ||
            !columns_.Live(number, at_)) {
          continue;
        }
        std::size_t key = buckets_.Of(segment.time[row]);
        for (std::size_t i = 0; i < ids_.size(); ++i) {
          if (!coverage_[i]) continue;
          ids_[i].ForEach(segment, row, [&](std::uint32_t id) { key = key * ids_[i].size() + id; });
        }
        ++base_[key];
      }
    }
  }

  Series Take() {
    Series series;
    for (const DimensionIds& ids : ids_) {
      std::vector<std::string>& values = series.values.emplace_back();
      for (std::uint32_t id = 0; id < ids.size(); ++id) values.push_back(ids.value(id));
    }
    std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
    order.reserve(counts_.size());
    for (const std::uint64_t key : keys_.keys()) {
      order.emplace_back(key, static_cast<std::uint32_t>(order.size()));
    }
    std::sort(order.begin(), order.end());
    series.cells.reserve(order.size());
    for (auto [key, at] : order) {
      SeriesCell& cell = series.cells.emplace_back(counts_[at]);
      for (std::size_t i = ids_.size(); i > 0; --i) {
        cell.values[i - 1] = static_cast<std::uint32_t>(key % ids_[i - 1].size());
        key /= ids_[i - 1].size();
      }
      cell.bucket = static_cast<std::uint32_t>(key);
      if (!base_.empty()) cell.of_items = base_[BaseKeyOf(cell)];
    }
    return series;
  }

 private:
  static std::uint64_t Pair(std::uint32_t a, std::uint32_t b) {
    return static_cast<std::uint64_t>(a) << 32 | b;
  }

  std::size_t BaseKeyOf(const SeriesCell& cell) const {
    std::size_t key = cell.bucket;
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      if (coverage_[i]) key = key * ids_[i].size() + cell.values[i];
    }
    return key;
  }

  // The cells that a document counts in, each once, since it has each value once: bucket, then the
  // values, as a number of mixed radix.
  void CellsOf(DocumentNumber number, std::vector<std::uint64_t>& cells) {
    const ColumnSegment& segment = columns_.segment(number >> kSegmentBits);
    const std::uint32_t row = number & 0xffffu;
    cells.assign(1, buckets_.Of(segment.time[row]));
    for (const DimensionIds& ids : ids_) {
      longer_.clear();
      ids.ForEach(segment, row, [&](std::uint32_t id) {
        for (const std::uint64_t cell : cells) longer_.push_back(cell * ids.size() + id);
      });
      cells.swap(longer_);
    }
  }

  const Columns& columns_;
  const std::optional<Commit> at_;
  const bool all_words_;
  const RowFilter admits_;
  const GroupMap groups_;
  const Buckets buckets_;
  std::vector<DimensionIds> ids_;
  std::vector<bool> coverage_;  // by dimension
  FlatSet keys_;                // of the cells
  std::vector<SeriesCell> counts_;
  FlatSet incidents_;
  Outlets outlets_;
  std::vector<std::uint64_t> base_;
  std::vector<std::uint64_t> cells_, first_cells_, longer_;
};

}  // namespace

Series CountSeries(const Database& database, const Columns& columns, const Spelling& spelling,
                   const SeriesQuery& query) {
  const std::optional<Commit> at = query.filter.at;
  const DocumentNumber last = at ? columns.LastAt(*at) : columns.last();
  Counting counting(columns, query);
  const Database::Snapshot snapshot = database.TakeSnapshot();
  Evaluator evaluator(database, snapshot, columns, spelling, at, 0, query.root);
  for (std::uint32_t segment = 0; segment < columns.segments(); ++segment) {
    const auto add = [&](std::uint32_t row) {
      const DocumentNumber number = segment << kSegmentBits | row;
      if (number <= last && counting.Counts(number)) counting.Add(number);
    };
    if (query.root.kind == QueryNode::Kind::kAll) {
      const std::vector<std::uint8_t>& flags = columns.segment(segment).flags;
      for (std::uint32_t row = 0; row < flags.size(); ++row) {
        if (counting.MayCount(flags[row])) add(row);
      }
    } else {
      for (const std::uint16_t row : evaluator.Find(segment)) add(row);
    }
  }
  if (query.rates) counting.CountBase(query.filter, last);
  Series series = counting.Take();
  series.commit = std::min(at.value_or(columns.last_commit()), columns.last_commit());
  series.erased = columns.ErasedSince(at);
  return series;
}

}  // namespace store
