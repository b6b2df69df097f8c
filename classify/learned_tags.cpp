#include "classify/learned_tags.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <utility>

#include "classify/act_evidence.h"
#include "classify/classifier.h"

namespace classify {
namespace {

// What the most likely topic of a kind and the further ones must have; chosen by cross-validation.
struct Policy {
  core::TagKind kind;
  float first, further;
  std::size_t most;
  std::string_view rule;  // that evidence names
};
constexpr std::array<Policy, 3> kPolicies = {{
    {core::TagKind::kSphere, -0.5F, -0.25F, 3, kLearnedSphere},
    {core::TagKind::kScheme, -0.5F, -0.25F, 3, kLearnedScheme},
    {core::TagKind::kOffence, -0.25F, -0.25F, 3, kLearnedOffence},
}};
constexpr float kUnnamed = 0.3F;               // what one must have that no rule names
constexpr float kStressed = 2, kRepeated = 4;  // sums of what rules say
constexpr std::array<float, 7> kLevels = {0.4F, 0.9F, 1.5F, 2.5F, 4, 6, 10};
constexpr std::array<std::string_view, 8> kNumbers = {"0", "1", "2", "3", "4", "5", "6", "7"};
constexpr std::size_t kLastRank = 4;
constexpr float kShares = 4;
constexpr float kSteepness = 2;  // of the confidence in a topic by its score

class Judgement {
 public:
  Judgement(const Lexicon& lexicon, const TextModel& model, const Findings& findings,
            const std::vector<SentenceSigns>& signs, std::uint32_t focus,
            TextModel::Scratch& scratch, std::vector<Candidate>& topics)
      : lexicon_(lexicon),
        model_(model),
        findings_(findings),
        signs_(signs),
        focus_(focus),
        scratch_(scratch),
        topics_(topics) {}

  void Run(bool corruption) {
    scratch_.features.clear();
    AddTopicFeatures(lexicon_, findings_, topics_, scratch_.features);
    model_.ScoreTopics(scratch_);
    std::vector<std::uint32_t>& candidates = scratch_.candidates;
    candidates.assign(model_.topics().size(), kNone);
    for (std::uint32_t i = 0; i < topics_.size(); ++i) {
      const auto topic = model_.Find(topics_[i].kind, topics_[i].id);
      if (topic) candidates[*topic] = i;
    }
    for (const Policy& policy : kPolicies) {
      if (policy.kind == core::TagKind::kSphere || corruption) Judge(policy);
    }
  }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  void Judge(const Policy& policy) {
    std::vector<TextModel::Ranked>& ranked = scratch_.ranked;
    ranked.clear();
    for (std::uint32_t topic = 0; topic < model_.topics().size(); ++topic) {
      if (model_.topics()[topic].kind == policy.kind) ranked.push_back({ScoreOf(topic), topic});
    }
    for (const auto& [score, topic] : ranked) {
      if (Candidate* const candidate = CandidateOf(topic)) {
        candidate->taken = false;
        candidate->confidence = Confidence(score);
      }
    }
    const std::size_t most = std::min(policy.most, ranked.size());
    std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(most),
                      ranked.end(), [](const auto& a, const auto& b) {
                        return std::pair(-a.score, a.topic) < std::pair(-b.score, b.topic);
                      });
    for (std::size_t i = 0; i < most; ++i) {
      const auto& [score, topic] = ranked[i];
      Candidate* const candidate = CandidateOf(topic);
      if (score <= (!candidate ? kUnnamed : i == 0 ? policy.first : policy.further)) continue;
      if (candidate) {
        candidate->taken = true;
        if (candidate->evidence.empty()) candidate->evidence = {EvidenceOf(topic, policy.rule)};
      } else {
        Add(topic, score, policy.rule);
      }
    }
  }

  // Null if no rule names it. Those that are added have none.
  Candidate* CandidateOf(std::uint32_t topic) const {
    const std::uint32_t candidate = scratch_.candidates[topic];
    return candidate == kNone ? nullptr : &topics_[candidate];
  }

  float ScoreOf(std::uint32_t topic) const {
    const float score = scratch_.scores.topics[topic];
    const Candidate* const candidate = CandidateOf(topic);
    if (!candidate) return score;
    scratch_.features.clear();
    AddFeaturesOf(*candidate, topics_, scratch_.features);
    return score + model_.ScoreAny(candidate->kind, scratch_);
  }

  static float Confidence(float score) { return 1 / (1 + std::exp(-kSteepness * score)); }

  void Add(std::uint32_t topic, float score, std::string_view rule) {
    const auto& [kind, id] = model_.topics()[topic];
    const auto defined = [&kind = kind, &id = id](const Term& term) {
      return term.kind == kind && term.id == id;
    };
    if (std::none_of(lexicon_.terms.begin(), lexicon_.terms.end(), defined)) return;
    topics_.push_back({kind, id, 0, true, Confidence(score), {EvidenceOf(topic, rule)}});
  }

  core::Evidence EvidenceOf(std::uint32_t topic, std::string_view rule) const {
    core::Evidence evidence = SentenceSpan(Telling(topic), findings_);
    evidence.rule = rule;
    evidence.rule_version = kLearnedVersion;
    return evidence;
  }

  // The sentence in focus whose words say most for the topic.
  std::uint32_t Telling(std::uint32_t topic) const {
    std::uint32_t telling = focus_;
    float most = 0;
    for (std::uint32_t at = 0; at < signs_.size(); ++at) {
      if (!IsInFocus(at, focus_, findings_)) continue;
      scratch_.features.clear();
      AddWordsOf(findings_, signs_, at, scratch_.features);
      const float score = model_.ScoreOf(topic, scratch_);
      if (score > most) most = score, telling = at;
    }
    return telling;
  }

  const Lexicon& lexicon_;
  const TextModel& model_;
  const Findings& findings_;
  const std::vector<SentenceSigns>& signs_;
  std::uint32_t focus_;
  TextModel::Scratch& scratch_;
  std::vector<Candidate>& topics_;
};

}  // namespace

void AddTopicFeatures(const Lexicon& lexicon, const Findings& findings,
                      const std::vector<Candidate>& topics, std::vector<Feature>& features) {
  for (const Hit& hit : findings.hits) {
    const Rule* rule = RuleOf(hit, lexicon);
    // A rule that is kept out of counts emits nothing.
    if (rule && !rule->emits.empty()) features.push_back({"rule", rule->id});
  }
  for (const Candidate& topic : topics) {
    const std::string_view kind = core::Name(topic.kind);
    features.push_back({"named", kind, topic.id});
    if (topic.taken) features.push_back({"taken", kind, topic.id});
    if (topic.score >= kStressed) features.push_back({"stressed", kind, topic.id});
    if (topic.score >= kRepeated) features.push_back({"repeated", kind, topic.id});
  }
}

void AddFeaturesOf(const Candidate& topic, const std::vector<Candidate>& topics,
                   std::vector<Feature>& features) {
  const auto level = static_cast<std::size_t>(
      std::upper_bound(kLevels.begin(), kLevels.end(), topic.score) - kLevels.begin());
  std::size_t rank = 0;
  float best = topic.score;
  for (const Candidate& other : topics) {
    if (other.kind != topic.kind) continue;
    best = std::max(best, other.score);
    if (std::pair(-other.score, other.id) < std::pair(-topic.score, topic.id)) ++rank;
  }
  const float share = best > 0 ? std::floor(kShares * topic.score / best) : 0;
  features.push_back({"topic", "sum", kNumbers[level]});
  features.push_back({"topic", "rank", kNumbers[std::min(rank, kLastRank)]});
  features.push_back({"topic", "share", kNumbers[static_cast<std::size_t>(share)]});
  features.push_back({"topic", topic.taken ? "taken" : "left"});
}

void JudgeTopics(const Lexicon& lexicon, const TextModel& model, const Findings& findings,
                 const std::vector<SentenceSigns>& signs, std::uint32_t focus, bool corruption,
                 TextModel::Scratch& scratch, std::vector<Candidate>& topics) {
  if (signs.empty()) return;
  Judgement(lexicon, model, findings, signs, focus, scratch, topics).Run(corruption);
}

}  // namespace classify
