#include "classify/verdict.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace classify {
namespace {

// A sentence states an act if its strongest act sign, helped by what else stands there, reaches
// kActThreshold. A sign of weight 1 needs no help, a bare cue word does.
constexpr float kActThreshold = 1.0F;
constexpr float kProceedingHelp = 0.45F;   // somebody is investigated, detained, judged
constexpr float kEpisodeHelp = 0.25F;      // a sum, a post
constexpr float kFightPenalty = 0.5F;      // prevention or policy: speaks of fighting corruption
constexpr float kSupportThreshold = 0.5F;  // counts as act once another sentence states one

constexpr std::uint32_t kNearAct = 4;    // sentences: a sign of the stage belongs to the act
constexpr std::uint32_t kLead = 2;       // sentences of the text that tell what its title states
constexpr std::size_t kMaxEvidence = 3;  // spans per tag
constexpr std::size_t kMaxClauses = 4;   // spans of evidence of the document
constexpr std::size_t kMaxSpheres = 3;
constexpr float kSphereShare = 0.5F;  // of the best score that a further sphere must reach
constexpr float kOwnTopic = 3;        // a score that more than a mention in passing gives

struct SentenceSigns {
  float act = 0;
  bool episode = false, fight = false, proceeding = false;
  bool states_act = false;
};

bool IsProceeding(core::Context context) {
  return context == core::Context::kInvestigation || context == core::Context::kConviction ||
         context == core::Context::kAcquittal;
}

bool IsFight(core::Context context) {
  return context == core::Context::kPrevention || context == core::Context::kPolicy;
}

class Judgement {
 public:
  Judgement(const Input& input, const Lexicon& lexicon, const Registry& registry, core::Day date,
            const Findings& findings)
      : input_(input), lexicon_(lexicon), registry_(registry), date_(date), findings_(findings) {}

  core::Classification Run() {
    ReadSigns();
    core::Classification result;
    result.language = input_.text_analysis.language;
    result.lexicon_version = lexicon_.version;
    result.corruption = std::any_of(signs_.begin(), signs_.end(),
                                    [](const SentenceSigns& s) { return s.states_act; });
    result.context = ContextOf(result.corruption);
    result.countable = Countable(result);
    AddTags(result);
    if (result.corruption) AddEvidence(result);
    return result;
  }

 private:
  const Rule* RuleOf(const Hit& hit) const {
    return hit.owner.kind == OwnerKind::kRule && !hit.covered ? &lexicon_.rules[hit.owner.index]
                                                              : nullptr;
  }

  void ReadSigns() {
    signs_.assign(findings_.sentences, {});
    for (const Hit& hit : findings_.hits) {
      const Rule* rule = RuleOf(hit);
      if (!rule) continue;
      SentenceSigns& here = signs_[hit.sentence];
      for (const Emission& emission : rule->emits) {
        if (emission.act) here.act = std::max(here.act, rule->weight);
        here.episode = here.episode || emission.episode;
        here.proceeding = here.proceeding || IsProceeding(emission.context);
        here.fight = here.fight || IsFight(emission.context);
      }
    }
    bool any = false;
    for (SentenceSigns& here : signs_) {
      here.states_act = Score(here) >= kActThreshold;
      any = any || here.states_act;
    }
    for (SentenceSigns& here : signs_) {
      here.states_act = here.states_act || (any && Score(here) >= kSupportThreshold);
    }
  }

  static float Score(const SentenceSigns& signs) {
    if (signs.act == 0) return 0;
    return signs.act + (signs.proceeding ? kProceedingHelp : 0) +
           (signs.episode ? kEpisodeHelp : 0) - (signs.fight ? kFightPenalty : 0);
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

  core::Context ContextOf(bool corruption) const {
    std::array<float, 8> weight{};
    for (const Hit& hit : findings_.hits) {
      const Rule* rule = RuleOf(hit);
      if (!rule) continue;
      for (const Emission& emission : rule->emits) {
        const bool counts =
            !corruption || emission.context == core::Context::kForeign || NearAct(hit.sentence);
        if (counts) weight[static_cast<std::size_t>(emission.context)] += rule->weight;
      }
    }
    const auto of = [&weight](core::Context context) {
      return weight[static_cast<std::size_t>(context)];
    };
    if (!corruption) {
      const float prevention = of(core::Context::kPrevention);
      const float policy = of(core::Context::kPolicy);
      if (std::max(prevention, policy) < 1) return core::Context::kNone;
      return prevention >= policy ? core::Context::kPrevention : core::Context::kPolicy;
    }
    if (of(core::Context::kForeign) >= 1 && !AtHome()) return core::Context::kForeign;
    for (const core::Context stage :
         {core::Context::kAcquittal, core::Context::kConviction, core::Context::kInvestigation}) {
      if (of(stage) >= 1) return stage;
    }
    return core::Context::kAllegation;
  }

  // A specific episode: beside the act stands a person's post, a body, a sum or a case. A title
  // says what happened, the first sentences of the text to whom. Comments speak of officials and
  // sums in general, so theirs must name the body.
  bool Countable(const core::Classification& result) const {
    if (!result.corruption || result.context == core::Context::kAcquittal ||
        result.context == core::Context::kForeign) {
      return false;
    }
    const bool comment = input_.kind == "comment";
    const auto concrete = [this, comment](std::uint32_t s) {
      return (signs_[s].episode && !comment) ||
             std::any_of(findings_.hits.begin(), findings_.hits.end(), [s](const Hit& hit) {
               return hit.sentence == s && !hit.covered &&
                      (hit.owner.kind == OwnerKind::kBody || hit.owner.kind == OwnerKind::kFamily);
             });
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

  void AddTags(core::Classification& result) {
    std::vector<SentenceTraits> traits(signs_.size());
    for (std::size_t s = 0; s < signs_.size(); ++s) {
      traits[s] = {signs_[s].states_act, signs_[s].proceeding};
    }
    const bool complains = input_.kind == "appeal" || input_.kind == "comment";
    const auto bodies = FindBodies(findings_, lexicon_, registry_, date_, complains, traits);
    if (result.corruption) CollectActTags();
    AddSpheres(bodies, result);
    for (auto& [key, tag] : act_tags_) result.tags.push_back(std::move(tag));
    result.tags.insert(result.tags.end(), bodies.begin(), bodies.end());
    AddRegions(result);
    AddMarks(result);
    std::sort(result.tags.begin(), result.tags.end(), [](const core::Tag& a, const core::Tag& b) {
      return std::pair(a.kind, std::string_view(a.id)) < std::pair(b.kind, std::string_view(b.id));
    });
  }

  static core::Evidence EvidenceOf(const Rule& rule, const Hit& hit) {
    return {rule.id, rule.version, hit.field, hit.begin, hit.end};
  }

  bool BesideAct(std::uint32_t s) const {
    return signs_[s].states_act || (s > 0 && signs_[s - 1].states_act) ||
           (s + 1 < signs_.size() && signs_[s + 1].states_act);
  }

  // Schemes and offences count where the text states an act; their signs only beside one.
  void CollectActTags() {
    for (const Hit& hit : findings_.hits) {
      const Rule* rule = RuleOf(hit);
      if (!rule) continue;
      for (const Emission& emission : rule->emits) {
        if (emission.kind != core::TagKind::kScheme && emission.kind != core::TagKind::kOffence) {
          continue;
        }
        if (rule->weight < 1 && !BesideAct(hit.sentence)) continue;
        core::Tag& tag = act_tags_[{*emission.kind, emission.id}];
        tag.kind = *emission.kind;
        tag.id = emission.id;
        if (tag.evidence.size() < kMaxEvidence) tag.evidence.push_back(EvidenceOf(*rule, hit));
      }
    }
  }

  struct SphereScore {
    float score = 0;
    float of_fight = 0;  // the part of it that tells of prevention or policy
    std::vector<core::Evidence> evidence;
  };

  void AddSpheres(const std::vector<core::Tag>& bodies, core::Classification& result) const {
    std::map<std::string_view, SphereScore> scores;
    for (const Hit& hit : findings_.hits) {
      const Rule* rule = RuleOf(hit);
      if (!rule) continue;
      for (const Emission& emission : rule->emits) {
        if (emission.kind != core::TagKind::kSphere) continue;
        SphereScore& sphere = scores[emission.id];
        const bool in_focus = hit.field == core::Field::kTitle || signs_[hit.sentence].states_act;
        const float weight = rule->weight * (in_focus ? 2.0F : 1.0F);
        sphere.score += weight;
        if (emission.look_alike || IsFight(emission.context)) sphere.of_fight += weight;
        if (sphere.evidence.size() < kMaxEvidence) {
          sphere.evidence.push_back(EvidenceOf(*rule, hit));
        }
      }
    }
    for (const core::Tag& tag : bodies) {
      if (tag.role == core::Role::kActing) continue;
      const bool in_title = std::any_of(
          tag.evidence.begin(), tag.evidence.end(),
          [](const core::Evidence& evidence) { return evidence.field == core::Field::kTitle; });
      const float weight = (tag.role == core::Role::kImplicated ? 2.0F : 1.0F) +
                           (in_title && !result.corruption ? 2.0F : 0.0F);
      for (const std::string& sphere : registry_.Find(tag.id)->spheres) {
        SphereScore& score = scores[sphere];
        score.score += weight;
        if (score.evidence.empty() && !tag.evidence.empty()) {
          score.evidence.push_back(tag.evidence.front());
        }
      }
    }
    for (const Term& term : lexicon_.terms) {
      if (term.kind != core::TagKind::kScheme || term.parent.empty()) continue;
      const auto scheme = act_tags_.find({core::TagKind::kScheme, term.id});
      if (scheme == act_tags_.end()) continue;
      SphereScore& sphere = scores[term.parent];
      sphere.score += 3.0F;
      if (sphere.evidence.empty()) sphere.evidence = scheme->second.evidence;
    }
    TakeBestSpheres(scores, result);
  }

  static void TakeBestSpheres(const std::map<std::string_view, SphereScore>& scores,
                              core::Classification& result) {
    // Talk of fighting corruption comes in every sphere, so it takes the place of none that the
    // text names more than once.
    float best = 0, best_topic = 0;
    std::vector<std::pair<float, std::string_view>> ranked;
    for (const auto& [id, sphere] : scores) {
      ranked.emplace_back(sphere.score, id);
      best = std::max(best, sphere.score);
      if (!result.corruption) best_topic = std::max(best_topic, sphere.score - sphere.of_fight);
    }
    std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
      return std::pair(-a.first, a.second) < std::pair(-b.first, b.second);
    });
    for (std::size_t i = 0; i < std::min(ranked.size(), kMaxSpheres); ++i) {
      const auto& [score, id] = ranked[i];
      const bool topic = score >= kOwnTopic && score >= kSphereShare * best_topic;
      if (score < 1 || (score < kSphereShare * best && (result.corruption || !topic))) break;
      core::Tag tag;
      tag.kind = core::TagKind::kSphere;
      tag.id = std::string(id);
      tag.score = score / (score + 2.0F);
      tag.evidence = scores.at(id).evidence;
      result.tags.push_back(std::move(tag));
    }
  }

  void AddRegions(core::Classification& result) const {
    std::map<std::string_view, core::Tag> tags;
    for (const Hit& hit : findings_.hits) {
      if (hit.owner.kind != OwnerKind::kRegion || hit.covered) continue;
      const Region& region = lexicon_.regions[hit.owner.index];
      core::Tag& tag = tags[region.id];
      tag.kind = core::TagKind::kRegion;
      tag.id = region.id;
      if (tag.evidence.size() < kMaxEvidence) {
        tag.evidence.push_back({"region." + region.id, 1, hit.field, hit.begin, hit.end});
      }
    }
    for (auto& [id, tag] : tags) result.tags.push_back(std::move(tag));
  }

  // They hold whatever the text tells of.
  void AddMarks(core::Classification& result) const {
    std::map<std::string_view, core::Tag> tags;
    for (const Hit& hit : findings_.hits) {
      const Rule* rule = RuleOf(hit);
      if (!rule) continue;
      for (const Emission& emission : rule->emits) {
        if (emission.kind != core::TagKind::kMark) continue;
        core::Tag& tag = tags[emission.id];
        tag.kind = core::TagKind::kMark;
        tag.id = emission.id;
        if (tag.evidence.size() < kMaxEvidence) tag.evidence.push_back(EvidenceOf(*rule, hit));
      }
    }
    for (auto& [id, tag] : tags) result.tags.push_back(std::move(tag));
  }

  // Whether `rule` gives evidence of the verdict: that there was an act, or that there was none.
  static bool Decides(const Rule& rule, core::Context context) {
    return std::any_of(rule.emits.begin(), rule.emits.end(), [context](const Emission& emission) {
      return context == core::Context::kAcquittal ? emission.context == context : emission.act;
    });
  }

  // The clauses of the strongest signs, one per sentence, in order of place.
  void AddEvidence(core::Classification& result) const {
    std::vector<const Hit*> best(signs_.size(), nullptr);
    for (const Hit& hit : findings_.hits) {
      const Rule* rule = RuleOf(hit);
      if (!rule || !Decides(*rule, result.context)) continue;
      if (result.context != core::Context::kAcquittal && !signs_[hit.sentence].states_act) continue;
      const Hit*& known = best[hit.sentence];
      if (!known || rule->weight > lexicon_.rules[known->owner.index].weight) known = &hit;
    }
    // The text states the act in full; a title counts only where the text does not.
    AddClauses(core::Field::kText, best, result);
    if (result.evidence.empty()) AddClauses(core::Field::kTitle, best, result);
  }

  void AddClauses(core::Field field, const std::vector<const Hit*>& hits,
                  core::Classification& result) const {
    for (const Hit* hit : hits) {
      if (!hit || hit->field != field || result.evidence.size() == kMaxClauses) continue;
      const Rule& rule = lexicon_.rules[hit->owner.index];
      core::Evidence clause = ClauseOf(*hit, findings_);
      clause.rule = rule.id;
      clause.rule_version = rule.version;
      result.evidence.push_back(std::move(clause));
    }
  }

  const Input& input_;
  const Lexicon& lexicon_;
  const Registry& registry_;
  core::Day date_;
  const Findings& findings_;
  std::vector<SentenceSigns> signs_;
  std::map<std::pair<core::TagKind, std::string_view>, core::Tag> act_tags_;
};

}  // namespace

core::Classification Judge(const Input& input, const Lexicon& lexicon, const Registry& registry,
                           core::Day date, const Findings& findings) {
  return Judgement(input, lexicon, registry, date, findings).Run();
}

}  // namespace classify
