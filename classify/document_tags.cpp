#include "classify/document_tags.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace classify {
namespace {

constexpr std::size_t kMaxEvidence = 3;  // spans per tag
constexpr std::size_t kMaxSpheres = 3;
constexpr float kSphereShare = 0.6F;      // of the best score that a further sphere must reach
constexpr float kSchemeShare = 0.3F;      // of the best score that a further scheme must reach
constexpr float kSchemeHint = 0.9F;       // of a scheme: no sphere without a word of its own
constexpr float kOwnTopic = 3;            // a score that more than a mention in passing gives
constexpr std::size_t kFewSentences = 4;  // a text of so many is short
constexpr std::string_view kFightSphere = "anticorruption";

bool IsFight(core::Context context) {
  return context == core::Context::kPrevention || context == core::Context::kPolicy;
}

core::Evidence EvidenceOf(const Rule& rule, const Hit& hit) {
  return {rule.id, rule.version, hit.field, hit.begin, hit.end};
}

class ByRules {
 public:
  ByRules(const Lexicon& lexicon, const Registry& registry, core::Day date, bool complains,
          const Findings& findings, const std::vector<SentenceSigns>& signs, bool corruption,
          core::Context context)
      : lexicon_(lexicon),
        registry_(registry),
        date_(date),
        complains_(complains),
        findings_(findings),
        signs_(signs),
        corruption_(corruption),
        context_(context) {
    std::copy_if(findings.hits.begin(), findings.hits.end(), std::back_inserter(special_names_),
                 [&lexicon](const Hit& hit) {
                   return hit.owner.kind == OwnerKind::kBody && !hit.covered &&
                          lexicon.bodies[hit.owner.index].special;
                 });
  }

  Candidates Run() {
    std::vector<SentenceTraits> traits(signs_.size());
    for (std::size_t s = 0; s < signs_.size(); ++s) {
      traits[s] = {signs_[s].states_act, signs_[s].Has(kProceedingSigns)};
    }
    Candidates candidates;
    candidates.bodies = FindBodies(findings_, lexicon_, registry_, date_, complains_, traits);
    if (corruption_) CollectActTags();
    AddSpheres(candidates.bodies, candidates.topics);
    for (auto& [key, candidate] : act_tags_) candidates.topics.push_back(std::move(candidate));
    std::sort(candidates.topics.begin(), candidates.topics.end(),
              [](const Candidate& a, const Candidate& b) {
                return std::pair(a.kind, a.id) < std::pair(b.kind, b.id);
              });
    return candidates;
  }

 private:
  bool BesideAct(std::uint32_t s) const {
    return signs_[s].states_act || (s > 0 && signs_[s - 1].states_act) ||
           (s + 1 < signs_.size() && signs_[s + 1].states_act);
  }

  // Schemes and offences count where the text states an act; their signs only beside one.
  void CollectActTags() {
    for (const Hit& hit : findings_.hits) {
      const Rule* rule = RuleOf(hit, lexicon_);
      if (!rule) continue;
      for (const Emission& emission : rule->emits) {
        if (emission.kind != core::TagKind::kScheme && emission.kind != core::TagKind::kOffence) {
          continue;
        }
        if (rule->weight < 1 && !BesideAct(hit.sentence)) continue;
        Candidate& candidate = act_tags_[{*emission.kind, emission.id}];
        candidate.kind = *emission.kind;
        candidate.id = emission.id;
        candidate.score += rule->weight * (signs_[hit.sentence].states_act ? 2.0F : 1.0F);
        if (candidate.evidence.size() < kMaxEvidence) {
          candidate.evidence.push_back(EvidenceOf(*rule, hit));
        }
      }
    }
    TakeStrong();
  }

  // An act is of a scheme or two; what is said of a third is mostly said in passing.
  void TakeStrong() {
    float best = 0;
    for (const auto& [key, candidate] : act_tags_) {
      if (candidate.kind == core::TagKind::kScheme) best = std::max(best, candidate.score);
    }
    for (auto& [key, candidate] : act_tags_) {
      candidate.taken =
          candidate.kind != core::TagKind::kScheme || candidate.score >= kSchemeShare * best;
    }
  }

  struct SphereScore {
    float score = 0;
    float of_fight = 0;  // the part of it that tells of prevention or policy
    std::vector<core::Evidence> evidence;
  };

  // Whether `hit` overlaps the name of a special body that stands for `sphere` itself: its people
  // are caught in the spheres of others.
  bool IsPartOfName(const Hit& hit, std::string_view sphere) const {
    const auto before = [](const Hit& other, std::uint32_t s) { return other.sentence < s; };
    const auto first =
        std::lower_bound(special_names_.begin(), special_names_.end(), hit.sentence, before);
    const auto last = std::lower_bound(first, special_names_.end(), hit.sentence + 1, before);
    const std::uint32_t from = hit.first_token - std::min(kLongestName, hit.first_token);
    const auto names = BeginningIn({first, last}, {from, hit.end_token});
    return std::any_of(names.begin(), names.end(), [&](const Hit& name) {
      const auto& spheres = lexicon_.bodies[name.owner.index].spheres;
      return hit.first_token < name.end_token &&
             std::find(spheres.begin(), spheres.end(), sphere) != spheres.end();
    });
  }

  void AddSpheres(const std::vector<core::Tag>& bodies, std::vector<Candidate>& topics) const {
    std::map<std::string_view, SphereScore> scores;
    for (const Hit& hit : findings_.hits) {
      const Rule* rule = RuleOf(hit, lexicon_);
      if (!rule) continue;
      for (const Emission& emission : rule->emits) {
        if (emission.kind != core::TagKind::kSphere) continue;
        if (corruption_ && IsPartOfName(hit, emission.id)) continue;
        // An act happens elsewhere, whoever fights it.
        if (corruption_ && emission.id == kFightSphere) continue;
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
      const float named = in_title && !corruption_ ? 3.0F : 0.5F;
      const float weight = tag.role == core::Role::kImplicated ? 2.0F : named;
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
      if (scheme == act_tags_.end() || !scheme->second.taken) continue;
      SphereScore& sphere = scores[term.parent];
      sphere.score += kSchemeHint;
      if (sphere.evidence.empty()) sphere.evidence = scheme->second.evidence;
    }
    // Without an act, a text on fighting corruption is about that before any other sphere.
    const auto fight = scores.find(kFightSphere);
    if (fight != scores.end() && !corruption_ && IsFight(context_)) {
      for (const auto& [id, sphere] : scores) {
        fight->second.score = std::max(fight->second.score, sphere.score);
      }
      fight->second.of_fight = fight->second.score;
    }
    TakeBestSpheres(scores, topics);
  }

  void TakeBestSpheres(std::map<std::string_view, SphereScore>& scores,
                       std::vector<Candidate>& topics) const {
    // Of a long text without an act a word in passing says nothing.
    const float least = corruption_ || signs_.size() <= kFewSentences ? 1.0F : 1.5F;
    // Talk of fighting corruption comes in every sphere, so it takes the place of none that the
    // text names more than once.
    float best = 0, best_topic = 0;
    std::vector<std::pair<float, std::string_view>> ranked;
    for (const auto& [id, sphere] : scores) {
      ranked.emplace_back(sphere.score, id);
      best = std::max(best, sphere.score);
      if (!corruption_) best_topic = std::max(best_topic, sphere.score - sphere.of_fight);
    }
    std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
      return std::pair(-a.first, a.second) < std::pair(-b.first, b.second);
    });
    bool takes = true;
    for (std::size_t i = 0; i < ranked.size(); ++i) {
      const auto& [score, id] = ranked[i];
      const bool topic = score >= kOwnTopic && score >= kSphereShare * best_topic;
      takes = takes && i < kMaxSpheres && score >= least &&
              (score >= kSphereShare * best || (!corruption_ && topic));
      topics.push_back({core::TagKind::kSphere, id, score, takes, score / (score + 2.0F),
                        std::move(scores.at(id).evidence)});
    }
  }

  const Lexicon& lexicon_;
  const Registry& registry_;
  core::Day date_;
  bool complains_;
  const Findings& findings_;
  const std::vector<SentenceSigns>& signs_;
  bool corruption_;
  core::Context context_;
  std::vector<Hit> special_names_;  // of special bodies
  std::map<std::pair<core::TagKind, std::string_view>, Candidate> act_tags_;
};

void AddRegions(const Lexicon& lexicon, const Findings& findings, core::Classification& result) {
  std::map<std::string_view, core::Tag> tags;
  for (const Hit& hit : findings.hits) {
    if (hit.owner.kind != OwnerKind::kRegion || hit.covered) continue;
    const Region& region = lexicon.regions[hit.owner.index];
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
void AddMarks(const Lexicon& lexicon, const Findings& findings, core::Classification& result) {
  std::map<std::string_view, core::Tag> tags;
  for (const Hit& hit : findings.hits) {
    const Rule* rule = RuleOf(hit, lexicon);
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

// As they follow each other in a document.
bool ByKindAndId(const core::Tag& a, const core::Tag& b) {
  return std::pair(a.kind, std::string_view(a.id)) < std::pair(b.kind, std::string_view(b.id));
}

}  // namespace

Candidates CandidatesByRules(const Lexicon& lexicon, const Registry& registry, core::Day date,
                             bool complains, const Findings& findings,
                             const std::vector<SentenceSigns>& signs, bool corruption,
                             core::Context context) {
  return ByRules(lexicon, registry, date, complains, findings, signs, corruption, context).Run();
}

void AddTags(const Lexicon& lexicon, const Findings& findings, Candidates candidates,
             core::Classification& result) {
  for (Candidate& candidate : candidates.topics) {
    if (!candidate.taken) continue;
    core::Tag tag;
    tag.kind = candidate.kind;
    tag.id = std::string(candidate.id);
    if (tag.kind == core::TagKind::kSphere) tag.score = candidate.confidence;
    tag.evidence = std::move(candidate.evidence);
    result.tags.push_back(std::move(tag));
  }
  result.tags.insert(result.tags.end(), std::make_move_iterator(candidates.bodies.begin()),
                     std::make_move_iterator(candidates.bodies.end()));
  AddRegions(lexicon, findings, result);
  AddMarks(lexicon, findings, result);
  std::sort(result.tags.begin(), result.tags.end(), ByKindAndId);
}

}  // namespace classify
