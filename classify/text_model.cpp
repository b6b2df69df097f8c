#include "classify/text_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "classify/embedded.h"
#include "nlp/alphabet.h"
#include "nlp/hash.h"

namespace classify {
namespace {

constexpr std::string_view kContextPrefix = "context.";

// Takes what stands before the next `separator` off `text`, and that.
std::string_view TakeUntil(char separator, std::string_view& text) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return taken;
}

bool ReadNumber(std::string_view text, float& number) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

}  // namespace

std::string_view BuiltInWeights() {
  return WeightFiles().front().content;
}

std::uint64_t TextModel::Key(const Feature& feature) {
  return nlp::Hash(feature.second, nlp::Hash(feature.first, nlp::Hash(feature.question)));
}

std::uint64_t TextModel::Key(core::TagKind kind, std::string_view id) {
  return nlp::Hash(id, nlp::Hash(core::Name(kind)));
}

std::optional<std::uint32_t> TextModel::Find(core::TagKind kind, std::string_view id) const {
  const std::uint32_t* const number = topic_of_.Find(Key(kind, id));
  return number ? std::optional(*number - 1) : std::nullopt;
}

std::optional<std::uint32_t> TextModel::TargetNamed(std::string_view name) {
  if (name == "act") return kAct;
  if (name == "corruption") return kCorruption;
  if (name == "countable") return kCountable;
  if (name.starts_with(kContextPrefix)) {
    const auto context = core::ContextOf(name.substr(kContextPrefix.size()));
    if (context) return kFirstContext + static_cast<std::uint32_t>(*context);
  }
  const auto kind = core::TagKindOf(TakeUntil('.', name));
  if (!kind || *kind > core::TagKind::kOffence) return std::nullopt;
  if (name.empty()) return kFirstAny + static_cast<std::uint32_t>(*kind);
  std::uint32_t& number = topic_of_.Insert(Key(*kind, name));
  if (number == 0) {
    topics_.push_back({*kind, std::string(name)});
    number = static_cast<std::uint32_t>(topics_.size());
  }
  return kFirstTopic + number - 1;
}

core::Expected<TextModel> TextModel::Make(std::string_view weights) {
  TextModel model;
  for (std::size_t number = 1; !weights.empty(); ++number) {
    std::string_view line = TakeUntil('\n', weights);
    if (line.empty() || line.front() == '#') continue;
    const auto wrong = [number](std::string_view what) {
      return core::Error{
          fmt::format("weights of the verdict:{}: {}; make the file anew", number, what)};
    };
    std::string_view names = TakeUntil('\t', line);
    Feature feature;
    feature.question = TakeUntil(' ', names);
    feature.first = TakeUntil(' ', names);
    feature.second = names;
    std::string code;
    if (feature.question == kLemmaQuestion) {
      nlp::Encode(feature.first, code);
      feature.first = code;
    }
    if (feature.question.empty()) return wrong("no feature before the first tab");
    Row row;
    row.first = static_cast<std::uint32_t>(model.weights_.size());
    while (!line.empty()) {
      std::string_view pair = TakeUntil('\t', line);
      const auto target = model.TargetNamed(TakeUntil(' ', pair));
      float weight = 0;
      if (!target || !ReadNumber(pair, weight)) {
        return wrong("not a target and a number between tabs");
      }
      if (*target == kAct) {
        row.act = weight;
      } else {
        model.weights_.push_back({*target, weight});
      }
    }
    row.end = static_cast<std::uint32_t>(model.weights_.size());
    const auto topics =
        std::stable_partition(model.weights_.begin() + row.first, model.weights_.end(),
                              [](const Weight& weight) { return weight.target < kFirstTopic; });
    row.topics = static_cast<std::uint32_t>(topics - model.weights_.begin());
    std::uint32_t& known = model.row_of_.Insert(Key(feature));
    if (known != 0) return wrong("the feature stands here twice");
    model.rows_.push_back(row);
    known = static_cast<std::uint32_t>(model.rows_.size());
  }
  return model;
}

// The tables are larger than the nearer caches: what is read of them is called for beforehand.
template <typename Visit>
void TextModel::ForEachRow(Scratch& scratch, Visit visit) const {
  if (++scratch.turn == 0 || scratch.seen.size() != rows_.size()) {
    scratch.seen.assign(rows_.size(), 0);
    scratch.turn = 1;
  }
  scratch.keys.clear();
  for (const Feature& feature : scratch.features) {
    scratch.keys.push_back(Key(feature));
    row_of_.Prefetch(scratch.keys.back());
  }
  scratch.found.clear();
  for (std::uint32_t i = 0; i < scratch.keys.size(); ++i) {
    const std::uint32_t* const row = row_of_.Find(scratch.keys[i]);
    if (!row || scratch.seen[*row - 1] == scratch.turn) continue;
    scratch.seen[*row - 1] = scratch.turn;
    scratch.found.push_back({*row - 1, i});
    __builtin_prefetch(&rows_[*row - 1]);
  }
  constexpr std::size_t kAhead = 4;
  for (std::size_t i = 0; i < scratch.found.size(); ++i) {
    if (i + kAhead < scratch.found.size()) {
      __builtin_prefetch(weights_.data() + rows_[scratch.found[i + kAhead].row].first);
    }
    const auto [row, feature] = scratch.found[i];
    visit(rows_[row], scratch.features[feature]);
  }
}

float TextModel::StatesAct(Scratch& scratch) const {
  float sum = 0;
  ForEachRow(scratch, [&sum](const Row& row, const Feature&) { sum += row.act; });
  return sum;
}

void TextModel::Score(Scratch& scratch) const {
  Scores& scores = scratch.scores;
  scores.topics.assign(topics_.size(), 0);
  scratch.sums.assign(kFirstTopic, 0);
  ForEachRow(scratch, [&](const Row& row, const Feature&) {
    for (std::uint32_t i = row.first; i < row.topics; ++i) {
      scratch.sums[weights_[i].target] += weights_[i].weight;
    }
    AddTopics(row, scores.topics);
  });
  scores.corruption = scratch.sums[kCorruption];
  scores.countable = scratch.sums[kCountable];
  std::copy_n(scratch.sums.begin() + kFirstContext, core::kContexts, scores.contexts.begin());
}

void TextModel::AddTopics(const Row& row, std::vector<float>& topics) const {
  for (std::uint32_t i = row.topics; i < row.end; ++i) {
    topics[weights_[i].target - kFirstTopic] += weights_[i].weight;
  }
}

void TextModel::ScoreTopics(Scratch& scratch) const {
  ForEachRow(scratch,
             [&](const Row& row, const Feature&) { AddTopics(row, scratch.scores.topics); });
}

float TextModel::Sum(std::uint32_t target, Scratch& scratch) const {
  float sum = 0;
  ForEachRow(scratch, [&](const Row& row, const Feature&) {
    for (std::uint32_t i = row.first; i < row.end; ++i) {
      if (weights_[i].target == target) sum += weights_[i].weight;
    }
  });
  return sum;
}

float TextModel::ScoreAny(core::TagKind kind, Scratch& scratch) const {
  return Sum(kFirstAny + static_cast<std::uint32_t>(kind), scratch);
}

float TextModel::ScoreOf(std::size_t topic, Scratch& scratch) const {
  return Sum(kFirstTopic + static_cast<std::uint32_t>(topic), scratch);
}

std::vector<std::pair<Feature, float>> TextModel::WeightsOfEither(std::uint32_t target,
                                                                  std::uint32_t other,
                                                                  Scratch& scratch) const {
  std::vector<std::pair<Feature, float>> weights;
  ForEachRow(scratch, [&](const Row& row, const Feature& feature) {
    for (std::uint32_t i = row.first; i < row.end; ++i) {
      const auto [of, weight] = weights_[i];
      if (of == target || of == other) weights.emplace_back(feature, weight);
    }
  });
  std::stable_sort(weights.begin(), weights.end(), [](const auto& a, const auto& b) {
    return std::abs(a.second) > std::abs(b.second);
  });
  return weights;
}

std::vector<std::pair<Feature, float>> TextModel::WeightsOfCorruption(Scratch& scratch) const {
  return WeightsOfEither(kCorruption, kCorruption, scratch);
}

std::vector<std::pair<Feature, float>> TextModel::WeightsOf(std::size_t topic,
                                                            Scratch& scratch) const {
  return WeightsOfEither(kFirstTopic + static_cast<std::uint32_t>(topic),
                         kFirstAny + static_cast<std::uint32_t>(topics_[topic].kind), scratch);
}

}  // namespace classify
