#include "store/evaluator.h"

#include <algorithm>
#include <limits>
#include <set>

#include "store/keys.h"
#include "store/rows.h"

namespace store {

struct Evaluator::Node {
  QueryNode::Kind kind = QueryNode::Kind::kAll;
  bool in_title = false;
  std::uint32_t distance = 0;
  std::size_t word = 0;                // kTerm: in words_
  std::optional<RowFilter> condition;  // kCondition
  std::vector<Rows> prefixed;          // kPrefix: by segment
  std::vector<std::unique_ptr<Node>> parts;
  Rows rows, more_rows;  // memory of its evaluation
};

namespace {

// Whether `word` has every letter of `lemma` that its `other` spelling lacks.
bool Agrees(std::string_view lemma, std::string_view other, std::string_view word) {
  if (lemma.size() != other.size() || word.size() != lemma.size()) return lemma == other;
  for (std::size_t i = 0; i < lemma.size(); ++i) {
    if (lemma[i] != other[i] && lemma[i] != word[i]) return false;
  }
  return true;
}

}  // namespace

Evaluator::Evaluator(const Database& database, const Database::Snapshot& snapshot,
                     const Columns& columns, const Spelling& spelling, std::optional<Commit> at,
                     std::uint32_t first, const QueryNode& root)
    : database_(database),
      snapshot_(snapshot),
      columns_(columns),
      spelling_(spelling),
      at_(at),
      first_(first),
      root_(Compile(root, true)) {
  std::vector<WordPostings*> words;
  for (Word& word : words_) words.push_back(&word.postings);
  ReadPostings(database_, snapshot_, words);
}

Evaluator::~Evaluator() = default;

const Rows& Evaluator::Find(std::uint32_t segment) {
  segment_ = segment;
  Evaluate(*root_, nullptr, found_);
  return found_;
}

std::unique_ptr<Evaluator::Node> Evaluator::Compile(const QueryNode& query, bool counts) {
  using Kind = QueryNode::Kind;
  auto node = std::make_unique<Node>();
  node->kind = query.kind;
  node->in_title = query.in_title;
  node->distance = query.distance;
  switch (query.kind) {
    case Kind::kTerm:
      node->word = WordOf(query, counts);
      break;
    case Kind::kPrefix:
      if (!query.lemmas.empty()) ReadPrefix(query.lemmas[0], query.in_title, *node);
      break;
    case Kind::kCondition:
      node->condition.emplace(columns_, query.condition, at_);
      break;
    default:
      for (const QueryNode& part : query.parts) {
        node->parts.push_back(Compile(part, counts && query.kind != Kind::kNot));
      }
  }
  return node;
}

std::size_t Evaluator::WordOf(const QueryNode& term, bool counts) {
  const std::vector<std::string> lemmas = Spellings(term.lemmas);
  const auto known = std::find_if(words_.begin(), words_.end(), [&](const Word& word) {
    return word.postings.lemmas() == lemmas;
  });
  if (known != words_.end()) {
    known->counts |= counts;
    return static_cast<std::size_t>(known - words_.begin());
  }
  words_.push_back(
      {WordPostings(database_, lemmas, first_, columns_.segments()), term.written, counts});
  return words_.size() - 1;
}

// The lemmas that can be in the index, their other spelling, which is how they may stand in a text,
// and those of the same other spelling that have the letters which it lacks wherever the lemma has
// one: whoever types some of them may have left out others.
std::vector<std::string> Evaluator::Spellings(const std::vector<std::string>& lemmas) {
  std::set<std::string> all;
  for (const std::string& lemma : lemmas) {
    if (!IsTerm(lemma)) continue;
    const std::string other = spelling_ ? spelling_(lemma) : lemma;
    all.insert(lemma);
    all.insert(other);
    const std::string prefix = SpellingKeyPrefix(other);
    // To make one costs more than to seek with it.
    if (!spellings_) spellings_ = database_.IterateTerm(Family::kCatalog, snapshot_);
    for (spellings_->Seek(prefix); spellings_->Valid() && spellings_->key().starts_with(prefix);
         spellings_->Next()) {
      std::string word = spellings_->key().ToString().substr(prefix.size());
      if (Agrees(lemma, other, word)) all.insert(std::move(word));
    }
    database_.Check(spellings_->status());
  }
  return {all.begin(), all.end()};
}

void Evaluator::ReadPrefix(const std::string& prefix, bool in_title, Node& node) const {
  if (!IsTerm(prefix)) return;
  std::set<std::string> lemmas;
  const auto at = database_.Iterate(Family::kCatalog, snapshot_);
  const std::string words = WordKeyOf(prefix);
  for (at->Seek(words); at->Valid() && at->key().starts_with(words); at->Next()) {
    lemmas.insert(at->key().ToString().substr(kWordPrefix.size()));
  }
  std::string spellings = SpellingKeyPrefix(prefix);
  spellings.pop_back();
  for (at->Seek(spellings); at->Valid() && at->key().starts_with(spellings); at->Next()) {
    const std::string key = at->key().ToString();
    lemmas.insert(key.substr(key.find('\0') + 1));
  }
  database_.Check(at->status());

  std::vector<std::vector<bool>> found(columns_.segments());
  PostingArrays arrays;
  for (const std::string& lemma : lemmas) {
    const auto blocks = ReadBlocks(database_, snapshot_, {&lemma, 1}, first_, columns_.segments());
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if (blocks[i].empty()) continue;
      if (!ReadBlock(blocks[i].ToStringView(), arrays)) DamagedBlock(database_);
      const std::size_t segment = first_ + i;
      found[segment].resize(1u << kSegmentBits);
      for (std::size_t j = 0; j < arrays.lows.size(); ++j) {
        if (!in_title || InTitle(arrays.payloads[j])) found[segment][arrays.lows[j]] = true;
      }
    }
  }
  node.prefixed.resize(found.size());
  for (std::size_t segment = 0; segment < found.size(); ++segment) {
    for (std::size_t row = 0; row < found[segment].size(); ++row) {
      if (found[segment][row]) node.prefixed[segment].push_back(static_cast<std::uint16_t>(row));
    }
  }
}

void Evaluator::AllRows(const Rows* within, Rows& out) const {
  if (within != nullptr) {
    out = *within;
    return;
  }
  out.resize(columns_.segment(segment_).rows());
  for (std::size_t row = 0; row < out.size(); ++row) out[row] = static_cast<std::uint16_t>(row);
}

void Evaluator::EvaluateTerm(const Node& node, const Rows* within, Rows& out) {
  const PostingArrays& postings = words_[node.word].postings.In(segment_);
  if (!node.in_title) {
    if (within != nullptr) {
      Intersect(*within, postings.lows, out);
    } else {
      out.assign(postings.lows.begin(), postings.lows.end());
    }
    return;
  }
  Rows titled;
  for (std::size_t i = 0; i < postings.lows.size(); ++i) {
    if (InTitle(postings.payloads[i])) titled.push_back(postings.lows[i]);
  }
  within != nullptr ? Intersect(*within, titled, out) : out.swap(titled);
}

// What reading it costs, about: the cheapest part of a conjunction goes first, and if it has no
// documents the others are not read.
std::size_t Evaluator::CostOf(const Node& node) {
  using Kind = QueryNode::Kind;
  constexpr std::size_t kFiltering = std::numeric_limits<std::size_t>::max() / 4;
  switch (node.kind) {
    case Kind::kTerm:
      return words_[node.word].postings.BytesIn(segment_);
    case Kind::kPrefix:
      return segment_ < node.prefixed.size() ? node.prefixed[segment_].size() : 0;
    case Kind::kAnd:
    case Kind::kPhrase:
    case Kind::kNear: {
      std::size_t least = kFiltering;
      for (const auto& part : node.parts) least = std::min(least, CostOf(*part));
      return least;
    }
    case Kind::kOr: {
      std::size_t sum = 0;
      for (const auto& part : node.parts) sum = std::min(sum + CostOf(*part), kFiltering);
      return sum;
    }
    case Kind::kCondition:
      return kFiltering;
    default:
      return kFiltering + 1;
  }
}

void Evaluator::EvaluateAnd(Node& node, const Rows* within, Rows& out) {
  std::vector<std::pair<std::size_t, Node*>> order;
  for (const auto& part : node.parts) order.emplace_back(CostOf(*part), part.get());
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  const Rows* so_far = within;
  for (const auto& [cost, part] : order) {
    Evaluate(*part, so_far, node.more_rows);
    node.rows.swap(node.more_rows);
    so_far = &node.rows;
    if (node.rows.empty()) break;
  }
  AllRows(so_far, out);
}

// Phrases and neighbours: documents that have all the words, then the places where.
void Evaluator::EvaluateTogether(Node& node, const Rows* within, Rows& out) {
  EvaluateAnd(node, within, out);
  if (out.empty() || node.parts.empty()) return;
  std::vector<WordPostings::Positions> readers;
  for (const auto& part : node.parts) {
    WordPostings& postings = words_[part->word].postings;
    postings.In(segment_);
    readers.emplace_back(postings);
  }
  std::vector<std::vector<std::uint32_t>> positions(readers.size());
  const std::uint32_t end =
      node.in_title ? kTextPosition : std::numeric_limits<std::uint32_t>::max();
  const bool is_phrase = node.kind == QueryNode::Kind::kPhrase;
  std::erase_if(out, [&](std::uint16_t row) {
    for (std::size_t i = 0; i < readers.size(); ++i) readers[i].Of(row, positions[i]);
    return is_phrase ? !InARow(positions, end) : !Near(positions, node.distance, end);
  });
}

void Evaluator::Evaluate(Node& node, const Rows* within, Rows& out) {
  using Kind = QueryNode::Kind;
  switch (node.kind) {
    case Kind::kAll:
      AllRows(within, out);
      break;
    case Kind::kTerm:
      EvaluateTerm(node, within, out);
      break;
    case Kind::kPrefix: {
      static const Rows kNone;
      const Rows& rows = segment_ < node.prefixed.size() ? node.prefixed[segment_] : kNone;
      within != nullptr ? Intersect(*within, rows, out) : void(out = rows);
      break;
    }
    case Kind::kPhrase:
    case Kind::kNear:
      EvaluateTogether(node, within, out);
      break;
    case Kind::kCondition:
      AllRows(within, out);
      std::erase_if(out, [&](std::uint16_t row) {
        return !node.condition->Admits(segment_ << kSegmentBits | row);
      });
      break;
    case Kind::kAnd:
      EvaluateAnd(node, within, out);
      break;
    case Kind::kOr:
      node.rows.clear();
      for (const auto& part : node.parts) {
        Evaluate(*part, within, node.more_rows);
        Unite(node.rows, node.more_rows, out);
        node.rows.swap(out);
      }
      out.swap(node.rows);
      break;
    case Kind::kNot:
      Evaluate(*node.parts.front(), within, node.more_rows);
      AllRows(within, node.rows);
      Subtract(node.rows, node.more_rows, out);
      break;
  }
}

}  // namespace store
