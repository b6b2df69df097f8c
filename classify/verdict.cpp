#include "classify/verdict.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include "classify/act_evidence.h"
#include "classify/document_tags.h"
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
constexpr float kWorthOfLogOdds = 0.3F;    // where statements are put in order
// Of a text that has more sentences than this, one looks like a statement by chance the sooner.
constexpr float kUsualSentences = 8;

constexpr std::uint32_t kNearAct = 4;  // sentences: a sign of the stage belongs to the act
// Citizens tell of proceedings in passing, often of their own: several signs make a stage.
constexpr float kCitizenStage = 2;
constexpr std::uint32_t kLead = 2;  // sentences of the text that tell what its title states

bool IsProceeding(core::Context context) {
  return context == core::Context::kInvestigation || context == core::Context::kConviction;
}

class Judgement {
 public:
  Judgement(const Input& input, const Knowledge& knowledge, core::Day date,
            const Findings& findings)
      : input_(input),
        knowledge_(knowledge),
        lexicon_(knowledge.lexicon),
        date_(date),
        findings_(findings),
        from_citizen_(input.kind == "appeal" || input.kind == "comment"),
        signs_(ReadSigns(knowledge.lexicon, findings)) {}

  core::Classification Run() {
    FindStatements();
    core::Classification result;
    result.language = input_.text_analysis.language;
    result.lexicon_version = lexicon_.version;
    result.corruption = std::any_of(signs_.begin(), signs_.end(),
                                    [](const SentenceSigns& s) { return s.states_act; });
    result.context = ContextOf(result.corruption);
    result.countable = Countable(result);
    AddTags(lexicon_, knowledge_.registry, date_, from_citizen_, findings_, signs_, result);
    if (result.corruption) {
      AddEvidence(lexicon_, findings_, signs_, IsShort(input_.kind), result);
    }
    return result;
  }

 private:
  void FindStatements() {
    bool any = false;
    const float least =
        std::log(std::max(1.0F, static_cast<float>(signs_.size()) / kUsualSentences));
    for (std::uint32_t s = 0; s < signs_.size(); ++s) {
      SentenceSigns& here = signs_[s];
      const float score = Score(here);
      const float log_odds = LogOdds(s);
      here.strength = score + kWorthOfLogOdds * log_odds;
      here.states_act = score >= kActThreshold || log_odds > least;
      any = any || here.states_act;
    }
    for (SentenceSigns& here : signs_) {
      here.states_act = here.states_act || (any && Score(here) >= kSupportThreshold);
    }
  }

  // Where rules find signs of an act but do not decide, the learned layer does; in articles and
  // appeals, since a comment or a single sentence has too few of them; and not where a sentence
  // speaks of fighting corruption, which takes the same words.
  float LogOdds(std::uint32_t s) const {
    if (IsShort(input_.kind) || !signs_[s].Has(kActSigns | Bit(kPostSign)) ||
        signs_[s].Has(kFightSigns)) {
      return 0;
    }
    return knowledge_.model.LogOdds(input_.kind, findings_, signs_, s);
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
  std::array<float, 8> WeighStages(bool corruption) const {
    std::array<float, 8> weight{};
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
  bool Countable(const core::Classification& result) const {
    if (!result.corruption || result.context == core::Context::kAcquittal ||
        result.context == core::Context::kForeign) {
      return false;
    }
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
  const Knowledge& knowledge_;
  const Lexicon& lexicon_;
  core::Day date_;
  const Findings& findings_;
  bool from_citizen_;  // an appeal or a comment
  std::vector<SentenceSigns> signs_;
};

}  // namespace

core::Classification Judge(const Input& input, const Knowledge& knowledge, core::Day date,
                           const Findings& findings) {
  return Judgement(input, knowledge, date, findings).Run();
}

}  // namespace classify
