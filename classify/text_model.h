// The learned layer of the verdict: linear models over the words of a text and what rules say of
// it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "classify/text_features.h"
#include "core/expected.h"
#include "core/tag.h"
#include "nlp/flat_table.h"

namespace classify {

// Linear models that share their features. scripts/train_verdict makes the weights.
// Immutable and thread-safe.
class TextModel {
 public:
  // Of a document; but for the topics, logarithms of odds.
  struct Scores {
    float corruption = 0;  // it tells of a corrupt act
    float countable = 0;
    std::array<float, core::kContexts> contexts{};
    std::vector<float> topics;  // of each of TextModel::topics(): how far it is from doubt
  };
  // A sphere, a scheme or an offence that is learned.
  struct Topic {
    core::TagKind kind = core::TagKind::kSphere;
    std::string id;
  };
  struct Ranked {
    float score = 0;
    std::uint32_t topic = 0;  // in topics()
  };
  // Memory of one thread, for models of any weights.
  class Scratch {
   public:
    std::vector<Feature> features;          // to be filled and handed over
    std::vector<float> log_odds;            // room for what the caller learns of each sentence
    std::vector<Ranked> ranked;             // for its order of topics
    std::vector<std::uint32_t> candidates;  // and for which of its candidates each of them is
    Scores scores;                          // of the last document

   private:
    friend class TextModel;
    std::vector<std::uint32_t> seen;  // of each row: the last turn that had it
    std::uint32_t turn = 0;
    std::vector<std::uint64_t> keys;  // of the features
    struct Found {
      std::uint32_t row = 0, feature = 0;
    };
    std::vector<Found> found;  // rows of the features, each once
    std::vector<float> sums;   // by target, but for the topics
  };

  // `weights`: lines of a feature and, each behind a tab, target and weight: "lemma ақша\tact
  // 0.41". # begins a comment. The error names the line.
  static core::Expected<TextModel> Make(std::string_view weights);

  // Whether there is anything to say; without weights rules decide alone.
  bool empty() const { return weights_.empty(); }
  // The logarithm of the odds that the sentence of `scratch.features` states an act.
  float StatesAct(Scratch& scratch) const;
  // Fills `scratch.scores`: of the document of `scratch.features`.
  void Score(Scratch& scratch) const;
  // Adds to Scores::topics what `scratch.features` say of them; none may have been scored before.
  void ScoreTopics(Scratch& scratch) const;
  // What `scratch.features` say of any topic of the kind.
  float ScoreAny(core::TagKind kind, Scratch& scratch) const;
  // What `scratch.features` say of one topic.
  float ScoreOf(std::size_t topic, Scratch& scratch) const;
  const std::vector<Topic>& topics() const { return topics_; }
  // The place of a topic in topics(); nothing if it is not learned.
  std::optional<std::uint32_t> Find(core::TagKind kind, std::string_view id) const;
  // What each known one of `scratch.features` adds to Scores::corruption, the weightiest first.
  std::vector<std::pair<Feature, float>> WeightsOfCorruption(Scratch& scratch) const;
  // And to the score of a topic, together with what is said of any of its kind.
  std::vector<std::pair<Feature, float>> WeightsOf(std::size_t topic, Scratch& scratch) const;

 private:
  struct Weight {
    std::uint32_t target = 0;
    float weight = 0;
  };
  struct Row {
    float act = 0;
    // In weights_: of the other targets, and from which on of topics.
    std::uint32_t first = 0, topics = 0, end = 0;
  };
  enum Target : std::uint32_t { kCorruption, kCountable, kFirstContext };
  static constexpr std::uint32_t kFirstAny = kFirstContext + core::kContexts;  // by kind
  static constexpr std::uint32_t kFirstTopic = kFirstAny + core::kTagKinds;
  static constexpr std::uint32_t kAct = UINT32_MAX;

  static std::uint64_t Key(const Feature& feature);
  static std::uint64_t Key(core::TagKind kind, std::string_view id);
  // kAct, a Target, or that of a topic, which is made if it is new; nothing if there is no such.
  std::optional<std::uint32_t> TargetNamed(std::string_view name);
  // Calls `visit` with each known row of the features, once, and the feature.
  template <typename Visit>
  void ForEachRow(Scratch& scratch, Visit visit) const;
  void AddTopics(const Row& row, std::vector<float>& topics) const;
  float Sum(std::uint32_t target, Scratch& scratch) const;
  std::vector<std::pair<Feature, float>> WeightsOfEither(std::uint32_t target, std::uint32_t other,
                                                         Scratch& scratch) const;

  nlp::FlatTable<std::uint32_t> row_of_;  // by key, counted from 1
  std::vector<Row> rows_;
  std::vector<Weight> weights_;
  std::vector<Topic> topics_;
  nlp::FlatTable<std::uint32_t> topic_of_;  // by key of kind and id, counted from 1
};

// The weights that are part of the program.
std::string_view BuiltInWeights();

}  // namespace classify
