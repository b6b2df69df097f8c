#include "classify/verdict.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "classify/act_evidence.h"
#include "classify/document_tags.h"
#include "classify/learned_tags.h"
#include "classify/sentence_signs.h"

namespace classify {
namespace {

// A sentence states an act if its strongest act sign, helped by what else stands there, reaches
// kActThreshold. A sign of weight 1 needs no help, a bare cue word does.
constexpr float kActThreshold = 1.0F;
constexpr float kProceedingHelp = 0.45F;   // somebody is investigated, detained, judged
constexpr float kEpisodeHelp = 0.25F;      // a sum, a post
constexpr float kFightPenalty = 0.5F;      // prevention or policy: speaks of fighting corruption
constexpr float kSupportThreshold = 0.5F;  // counts as act once another sentence states one
constexpr float kWorthOfLogOdds = 0.3F;  // where statements are put in order; scripts/train_verdict
// What a rule takes for a statement is none below this.
constexpr float kDoubtfulLogOdds = -3;
// What a sentence must have to be evidence: of a text that tells of an act, one is likelier to
// state it than of any.
constexpr float kEvidenceLogOdds = -1.5F;
// What the document must have so that an act which rules find is one: the less, the surer they are.
// A brief text has few words to go by. An act that rules do not find must have more, most of all in
// an ordinary sentence, of which there are so many.
constexpr float kOfBrief = -4, kUndoubted = -2, kHelped = -1.5F, kDoubted = 0.5F;
constexpr float kAddition = 0.5F, kAdditionToSentence = 1.5F;
constexpr float kCountableVeto = -1.5F, kCountableAddition = 0.3F;
// What the context that rules find has over others.
constexpr float kRules = 0.5F, kRulesOfBrief = 2;
constexpr std::size_t kBrief = 2;  // sentences

constexpr std::uint32_t kNearAct = 4;  // sentences: a sign of the stage belongs to the act
// Citizens tell of proceedings in passing, often of their own: several signs make a stage.
constexpr float kCitizenStage = 2;
constexpr std::uint32_t kLead = 2;  // sentences of the text that tell what its title states

bool IsProceeding(core::Context context) {
  return context == core::Context::kInvestigation || context == core::Context::kConviction;
}

bool IsFromCitizen(std::string_view kind) {
  return kind == "appeal" || kind == "comment";
}

bool IsSentence(std::string_view kind) {
  return kind == "sentence";
}

bool IsDomesticAct(core::Context context) {
  return context != core::Context::kAcquittal && context != core::Context::kForeign;
}

// What rules alone say.
class ByRules {
 public:
  ByRules(const Input& input, const Lexicon& lexicon, const Findings& findings,
          std::vector<SentenceSigns>& signs)
      : input_(input),
        lexicon_(lexicon),
        findings_(findings),
        from_citizen_(IsFromCitizen(input.kind)),
        signs_(signs) {}

  RuleVerdict Run() {
    FindStatements();
    RuleVerdict verdict;
    for (const SentenceSigns& here : signs_) {
      if (here.states_act) ++verdict.statements;
      verdict.strength = std::max(verdict.strength, here.strength);
    }
    verdict.corruption = verdict.statements > 0;
    verdict.context = ContextOf(verdict.corruption);
    verdict.countable = verdict.corruption && IsDomesticAct(verdict.context) && IsEpisode();
    return verdict;
  }

 private:
  void FindStatements() {
    bool any = false;
    for (SentenceSigns& here : signs_) {
      here.strength = Score(here);
      here.states_act = here.strength >= kActThreshold;
      any = any || here.states_act;
    }
    for (SentenceSigns& here : signs_) {
      here.states_act = here.states_act || (any && here.strength >= kSupportThreshold);
    }
  }

  static float Score(const SentenceSigns& signs) {
    if (signs.act == 0) return 0;
    return signs.act + (signs.Has(kProceedingSigns) ? kProceedingHelp : 0) +
           (signs.Has(kEpisodeSigns) ? kEpisodeHelp : 0) -
           (signs.Has(kFightSigns) ? kFightPenalty : 0);
  }

  bool NearAct(std::uint32_t sentence) const {
    if (sentence < findings_.title_sentences) return true;
    const std::uint32_t from = sentence - std::min(sentence, kNearAct);
    const std::uint32_t to = std::min(sentence + kNearAct + 1, findings_.sentences);
    for (std::uint32_t s = from; s < to; ++s) {
      if (signs_[s].states_act) return true;
    }
    return false;
  }

  // Domestic if the text names a region or a national body; every country has schools and police.
  bool AtHome() const {
    return std::any_of(findings_.hits.begin(), findings_.hits.end(), [this](const Hit& hit) {
      if (hit.covered) return false;
      if (hit.owner.kind == OwnerKind::kRegion) return true;
      return hit.owner.kind == OwnerKind::kBody && !lexicon_.bodies[hit.owner.index].generic();
    });
  }

  // The weights of the stages that the text speaks of; of a corrupt act, those beside it.
  std::array<float, core::kContexts> WeighStages(bool corruption) const {
    std::array<float, core::kContexts> weight{};
    for (const Hit& hit : findings_.hits) {
      const Rule* rule = RuleOf(hit, lexicon_);
      if (!rule) continue;
      for (const Emission& emission : rule->emits) {
        const bool counts =
            !corruption || emission.context == core::Context::kForeign ||
            (from_citizen_ && IsProceeding(emission.context) ? signs_[hit.sentence].states_act
                                                             : NearAct(hit.sentence));
        if (counts) weight[static_cast<std::size_t>(emission.context)] += rule->weight;
      }
    }
    return weight;
  }

  core::Context ContextOf(bool corruption) const {
    const auto weight = WeighStages(corruption);
    const auto of = [&weight](core::Context context) {
      return weight[static_cast<std::size_t>(context)];
    };
    if (!corruption) {
      const float prevention = of(core::Context::kPrevention);
      const float policy = of(core::Context::kPolicy);
      if (std::max(prevention, policy) < 1) {
        return NamesCorruption() ? core::Context::kPolicy : core::Context::kNone;
      }
      return prevention >= policy ? core::Context::kPrevention : core::Context::kPolicy;
    }
    // An appeal is made to the authorities of the place.
    if (input_.kind != "appeal" && of(core::Context::kForeign) >= (from_citizen_ ? 2 : 1) &&
        !AtHome()) {
      return core::Context::kForeign;
    }
    if (of(core::Context::kAcquittal) >= 1) return core::Context::kAcquittal;
    for (const core::Context stage : {core::Context::kConviction, core::Context::kInvestigation}) {
      if (of(stage) >= (from_citizen_ ? kCitizenStage : 1)) return stage;
    }
    return core::Context::kAllegation;
  }

  // Who names corruption and tells of no act speaks of it in general.
  bool NamesCorruption() const {
    return std::any_of(signs_.begin(), signs_.end(), [](const SentenceSigns& s) {
      return s.Has(Bit(kActLikely)) && !s.Has(kEpisodeSigns);
    });
  }

  // A specific episode: beside the act stands a person's post, a body, a sum or a case. A title
  // says what happened, the first sentences of the text to whom. Comments speak of officials and
  // sums in general, so theirs must name the body.
  bool IsEpisode() const {
    std::vector<bool> names_body(signs_.size());
    for (const Hit& hit : findings_.hits) {
      if (IsName(hit) && !hit.covered) names_body[hit.sentence] = true;
    }
    const bool comment = input_.kind == "comment";
    const auto concrete = [&](std::uint32_t s) {
      return (signs_[s].Has(kEpisodeSigns) && !comment) || names_body[s];
    };
    for (std::uint32_t s = 0; s < findings_.sentences; ++s) {
      if (!signs_[s].states_act) continue;
      if (concrete(s)) return true;
      if (s >= findings_.title_sentences) continue;
      const std::uint32_t lead = std::min(findings_.title_sentences + kLead, findings_.sentences);
      for (std::uint32_t at = findings_.title_sentences; at < lead; ++at) {
        if (concrete(at)) return true;
      }
    }
    return false;
  }

  const Input& input_;
  const Lexicon& lexicon_;
  const Findings& findings_;
  bool from_citizen_;
  std::vector<SentenceSigns>& signs_;
};

// What the learned layer makes of it.
class Learned {
 public:
  Learned(const Input& input, const Knowledge& knowledge, const Findings& findings,
          TextModel::Scratch& scratch, std::vector<SentenceSigns>& signs)
      : input_(input),
        knowledge_(knowledge),
        findings_(findings),
        scratch_(scratch),
        signs_(signs),
        log_odds_(scratch.log_odds),
        scores_(scratch.scores) {}

  // Changes `verdict` and what the signs say of sentences.
  void Judge(RuleVerdict& verdict) {
    Collect(verdict);
    knowledge_.model.Score(scratch_);
    verdict.corruption = scores_.corruption > LeastLogOdds(verdict) && !signs_.empty();
    verdict.context = MostLikelyContext(verdict);
    const float veto = IsBrief() ? kOfBrief : kCountableVeto;
    const float least_countable = verdict.countable ? veto : kCountableAddition;
    verdict.countable =
        verdict.corruption && IsDomesticAct(verdict.context) && scores_.countable > least_countable;
    FindStatements(verdict.corruption);
  }

  // Of a document that tells of an act, takes more sentences for statements of it: those that serve
  // as evidence, but not for saying whose the act is.
  void AddStatements() const {
    for (std::size_t s = 0; s < signs_.size(); ++s) {
      signs_[s].states_act = signs_[s].states_act || log_odds_[s] > kEvidenceLogOdds;
    }
  }

  void JudgeTopics(bool corruption, std::vector<Candidate>& topics) const {
    classify::JudgeTopics(knowledge_.lexicon, knowledge_.model, findings_, signs_, focus_,
                          corruption, scratch_, topics);
  }

 private:
  // Makes the features of the document ready.
  void Collect(const RuleVerdict& verdict) {
    WeighSentences();
    scratch_.features.clear();
    AddRuleFeatures(input_.kind, knowledge_.lexicon, findings_, verdict, scratch_.features);
    focus_ = Strongest();
    AddWords(findings_, signs_, focus_, scratch_.features);
  }

  float LeastLogOdds(const RuleVerdict& verdict) const {
    if (!verdict.corruption) return IsSentence(input_.kind) ? kAdditionToSentence : kAddition;
    if (IsBrief()) return kOfBrief;
    for (std::size_t s = 0; s < signs_.size(); ++s) {
      if (signs_[s].states_act && log_odds_[s] > 0) return kUndoubted;
    }
    return verdict.strength > kActThreshold ? kHelped : kDoubted;
  }

  bool IsBrief() const { return IsShort(input_.kind) || signs_.size() <= kBrief; }

  core::Context MostLikelyContext(const RuleVerdict& verdict) const {
    using enum core::Context;
    constexpr std::array kOfActs = {kAllegation, kInvestigation, kConviction, kAcquittal, kForeign};
    constexpr std::array kOfNone = {kNone, kPrevention, kPolicy};
    const std::span<const core::Context> possible =
        verdict.corruption ? std::span<const core::Context>(kOfActs) : kOfNone;
    const float worth = IsBrief() ? kRulesOfBrief : kRules;
    const auto score = [&](core::Context context) {
      return scores_.contexts[static_cast<std::size_t>(context)] +
             (context == verdict.context ? worth : 0);
    };
    return *std::max_element(
        possible.begin(), possible.end(),
        [&score](core::Context a, core::Context b) { return score(a) < score(b); });
  }

  void WeighSentences() {
    log_odds_.resize(signs_.size());
    for (std::uint32_t s = 0; s < signs_.size(); ++s) {
      scratch_.features.clear();
      AddSentenceFeatures(input_.kind, findings_, signs_, s, scratch_.features);
      log_odds_[s] = knowledge_.model.StatesAct(scratch_);
      signs_[s].strength += kWorthOfLogOdds * log_odds_[s];
    }
  }

  // The sentence most likely to state an act; 0 if there is none.
  std::uint32_t Strongest() const {
    const auto strongest = std::max_element(
        signs_.begin(), signs_.end(),
        [](const SentenceSigns& a, const SentenceSigns& b) { return a.strength < b.strength; });
    return static_cast<std::uint32_t>(strongest - signs_.begin());
  }

  // A text that tells of an act states it somewhere.
  void FindStatements(bool corruption) {
    bool any = false;
    for (std::uint32_t s = 0; s < signs_.size(); ++s) {
      SentenceSigns& here = signs_[s];
      here.states_act = corruption && log_odds_[s] > (here.states_act ? kDoubtfulLogOdds : 0);
      any = any || here.states_act;
    }
    if (corruption && !any) signs_[Strongest()].states_act = true;
  }

  const Input& input_;
  const Knowledge& knowledge_;
  const Findings& findings_;
  TextModel::Scratch& scratch_;
  std::vector<SentenceSigns>& signs_;
  std::vector<float>& log_odds_;  // of each sentence
  const TextModel::Scores& scores_;
  std::uint32_t focus_ = 0;  // the sentence whose surroundings are weighed
};

Candidates CandidatesOf(const Input& input, const Knowledge& knowledge, core::Day date,
                        const Findings& findings, const std::vector<SentenceSigns>& signs,
                        const RuleVerdict& verdict) {
  return CandidatesByRules(knowledge.lexicon, knowledge.registry, date, IsFromCitizen(input.kind),
                           findings, signs, verdict.corruption, verdict.context);
}

}  // namespace

RuleVerdict JudgeByRules(const Input& input, const Lexicon& lexicon, const Findings& findings,
                         std::vector<SentenceSigns>& signs) {
  return ByRules(input, lexicon, findings, signs).Run();
}

Weighing Weigh(const Input& input, const Knowledge& knowledge, core::Day date,
               const Findings& findings, TextModel::Scratch& scratch) {
  std::vector<SentenceSigns> signs = ReadSigns(knowledge.lexicon, findings);
  RuleVerdict verdict = JudgeByRules(input, knowledge.lexicon, findings, signs);
  Weighing weighing;
  weighing.by_rules = verdict.corruption;
  weighing.learned = !knowledge.model.empty();
  if (!weighing.learned) return weighing;
  Learned learned(input, knowledge, findings, scratch, signs);
  learned.Judge(verdict);
  const auto named = [](const auto& weights, float& sum) {
    std::vector<std::pair<std::string, float>> result;
    for (const auto& [feature, weight] : weights) {
      sum += weight;
      result.emplace_back(NameOf(feature), weight);
    }
    return result;
  };
  const std::vector<Feature> of_verdict = scratch.features;
  weighing.weights = named(knowledge.model.WeightsOfCorruption(scratch), weighing.log_odds);
  const std::vector<Candidate> by_rules =
      CandidatesOf(input, knowledge, date, findings, signs, verdict).topics;
  std::vector<Candidate> judged = by_rules;
  learned.JudgeTopics(verdict.corruption, judged);
  const auto find = [](const std::vector<Candidate>& topics, const TextModel::Topic& topic) {
    return std::find_if(topics.begin(), topics.end(), [&topic](const Candidate& one) {
      return one.kind == topic.kind && one.id == topic.id;
    });
  };
  const auto& known = knowledge.model.topics();
  for (std::size_t i = 0; i < known.size(); ++i) {
    const auto rule = find(by_rules, known[i]);
    const auto final = find(judged, known[i]);
    Weighing::Topic topic{known[i].kind,
                          known[i].id,
                          rule != by_rules.end() && rule->taken,
                          final != judged.end() && final->taken,
                          0,
                          {}};
    if (!topic.by_rules && !topic.taken) continue;
    scratch.features = of_verdict;
    AddTopicFeatures(knowledge.lexicon, findings, by_rules, scratch.features);
    if (rule != by_rules.end()) AddFeaturesOf(*rule, by_rules, scratch.features);
    topic.weights = named(knowledge.model.WeightsOf(i, scratch), topic.score);
    weighing.topics.push_back(std::move(topic));
  }
  std::sort(weighing.topics.begin(), weighing.topics.end(), [](const auto& a, const auto& b) {
    return std::pair(a.kind, std::string_view(a.id)) < std::pair(b.kind, std::string_view(b.id));
  });
  return weighing;
}

Classifier::TopicFeatures WeighedForTopics(const Input& input, const Knowledge& knowledge,
                                           core::Day date, const Findings& findings,
                                           TextModel::Scratch& scratch) {
  std::vector<SentenceSigns> signs = ReadSigns(knowledge.lexicon, findings);
  RuleVerdict verdict = JudgeByRules(input, knowledge.lexicon, findings, signs);
  Learned learned(input, knowledge, findings, scratch, signs);
  learned.Judge(verdict);
  Classifier::TopicFeatures weighed;
  std::vector<Feature>& features = scratch.features;
  const std::vector<Candidate> topics =
      CandidatesOf(input, knowledge, date, findings, signs, verdict).topics;
  AddTopicFeatures(knowledge.lexicon, findings, topics, features);
  weighed.features = NamesOf(features);
  for (const Candidate& topic : topics) {
    features.clear();
    AddFeaturesOf(topic, topics, features);
    weighed.found.push_back({topic.kind, std::string(topic.id), NamesOf(features)});
  }
  return weighed;
}

core::Classification Judge(const Input& input, const Knowledge& knowledge, core::Day date,
                           const Findings& findings, TextModel::Scratch& scratch) {
  std::vector<SentenceSigns> signs = ReadSigns(knowledge.lexicon, findings);
  RuleVerdict verdict = JudgeByRules(input, knowledge.lexicon, findings, signs);
  Learned learned(input, knowledge, findings, scratch, signs);
  const bool learns = !knowledge.model.empty();
  if (learns) learned.Judge(verdict);
  core::Classification result;
  result.language = input.text_analysis.language;
  result.lexicon_version = knowledge.lexicon.version;
  result.corruption = verdict.corruption;
  result.context = verdict.context;
  result.countable = verdict.countable;
  Candidates candidates = CandidatesOf(input, knowledge, date, findings, signs, verdict);
  if (learns) learned.JudgeTopics(result.corruption, candidates.topics);
  AddTags(knowledge.lexicon, findings, std::move(candidates), result);
  if (result.corruption) {
    if (learns) learned.AddStatements();
    AddEvidence(knowledge.lexicon, findings, signs, IsShort(input.kind), result);
  }
  return result;
}

}  // namespace classify
