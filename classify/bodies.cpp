#include "classify/bodies.h"

#include <algorithm>

namespace classify {
namespace {

constexpr int kMaxSuccessions = 8;       // guards against a circle in the registry
constexpr std::uint32_t kPostReach = 3;  // tokens between a body and the post of its official
constexpr std::size_t kMaxEvidence = 3;  // spans kept per tag

bool Existed(const Body& body, core::Day date) {
  return (!body.valid_from || *body.valid_from <= date) &&
         (!body.valid_to || date <= *body.valid_to);
}

bool IsPost(const Hit& hit, const Lexicon& lexicon) {
  if (hit.owner.kind != OwnerKind::kRule) return false;
  const auto& emits = lexicon.rules[hit.owner.index].emits;
  return std::any_of(emits.begin(), emits.end(),
                     [](const Emission& emission) { return emission.post; });
}

// The region that a hit of a family means: the nearest named one, those before the hit first.
std::string RegionFor(const Hit& family, const Findings& findings, const Lexicon& lexicon) {
  const Hit* best = nullptr;
  std::uint32_t best_distance = UINT32_MAX;
  for (const Hit& hit : findings.hits) {
    if (hit.owner.kind != OwnerKind::kRegion || hit.covered) continue;
    const std::uint32_t sentences = hit.sentence > family.sentence ? hit.sentence - family.sentence
                                                                   : family.sentence - hit.sentence;
    const std::uint32_t tokens = hit.first_token > family.first_token
                                     ? hit.first_token - family.first_token
                                     : family.first_token - hit.first_token;
    const std::uint32_t distance = sentences * 1'000 + (sentences == 0 ? tokens : 0);
    if (distance < best_distance) {
      best = &hit;
      best_distance = distance;
    }
  }
  return best ? lexicon.regions[best->owner.index].id : "";
}

// What the hits of one body add up to.
struct Mention {
  const Body* body = nullptr;
  std::vector<const Hit*> hits;
};

// Tokens between two hits of one sentence; 0 if they touch or overlap.
std::uint32_t Distance(const Hit& a, const Hit& b) {
  const std::uint32_t begin = std::max(a.first_token, b.first_token);
  const std::uint32_t end = std::min(a.end_token, b.end_token);
  return begin > end ? begin - end : 0;
}

// Whether the post of an official stands beside `hit`, and no other body nearer to it.
bool BesideAPost(const Hit& hit, const Findings& findings, const Lexicon& lexicon) {
  const auto is_nearer = [&hit](const Hit& post, const Hit& other) {
    const bool body =
        other.owner.kind == OwnerKind::kBody || other.owner.kind == OwnerKind::kFamily;
    return body && !other.covered && other.sentence == hit.sentence &&
           Distance(post, other) < Distance(post, hit);
  };
  return std::any_of(findings.hits.begin(), findings.hits.end(), [&](const Hit& post) {
    return post.sentence == hit.sentence && IsPost(post, lexicon) &&
           Distance(post, hit) <= kPostReach &&
           std::none_of(findings.hits.begin(), findings.hits.end(),
                        [&](const Hit& other) { return is_nearer(post, other); });
  });
}

using Mentions = std::map<std::string_view, Mention>;

// Whether the act of sentence `s` is that of another body's official, so that a body without one is
// only its object: an officer took a bribe for a place in a kindergarten. Officials who investigate
// are nobody's rivals.
bool HasRival(const Mention& mention, std::uint32_t s, bool proceeding, const Mentions& mentions,
              const Findings& findings, const Lexicon& lexicon) {
  return std::any_of(mentions.begin(), mentions.end(), [&](const auto& entry) {
    const Mention& other = entry.second;
    if (other.body == mention.body || (other.body->acting && proceeding)) return false;
    return std::any_of(other.hits.begin(), other.hits.end(), [&](const Hit* hit) {
      return hit->sentence == s && BesideAPost(*hit, findings, lexicon);
    });
  });
}

core::Role RoleOf(const Mention& mention, bool only_candidate, const Mentions& mentions,
                  const Findings& findings, const Lexicon& lexicon,
                  const std::vector<SentenceTraits>& sentences) {
  const bool any_act = std::any_of(sentences.begin(), sentences.end(),
                                   [](const SentenceTraits& s) { return s.act; });
  bool at_act = false;
  bool near_act = false;
  bool acts = false;
  bool object = false;
  for (const Hit* hit : mention.hits) {
    const std::size_t s = hit->sentence;
    const SentenceTraits& here = sentences[s];
    const bool official = BesideAPost(*hit, findings, lexicon);
    if (mention.body->acting) {
      // Of a body that investigates by its office only its own officials stand accused.
      at_act = at_act || (official && (here.act || here.proceeding));
      acts = acts || here.proceeding;
      continue;
    }
    if (!official && here.act &&
        HasRival(mention, hit->sentence, here.proceeding, mentions, findings, lexicon)) {
      object = true;
      continue;
    }
    at_act = at_act || here.act || (official && here.proceeding);
    near_act = near_act || (s > 0 && sentences[s - 1].act) ||
               (s + 1 < sentences.size() && sentences[s + 1].act);
  }
  if (!any_act) return mention.body->acting && acts ? core::Role::kActing : core::Role::kNamed;
  if (at_act) return core::Role::kImplicated;
  if (mention.body->acting) {
    return only_candidate && !acts ? core::Role::kImplicated : core::Role::kActing;
  }
  return (near_act || only_candidate) && !object ? core::Role::kImplicated : core::Role::kNamed;
}

}  // namespace

Registry::Registry(const Lexicon& lexicon) {
  for (const Body& body : lexicon.bodies) {
    by_id_[body.id] = &body;
    if (!body.family.empty()) by_region_[{body.family, body.region}] = &body;
  }
  for (const Body& body : lexicon.bodies) {
    for (const std::string& successor : body.successors) {
      predecessors_[successor].push_back(&body);
    }
  }
}

const Body* Registry::Find(const std::string& id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

const Body* Registry::Of(const std::string& family, const std::string& region) const {
  const auto found = by_region_.find({family, region});
  return found == by_region_.end() ? nullptr : found->second;
}

const Body& Registry::On(const Body& body, core::Day date) const {
  const Body* at = &body;
  for (int step = 0; step < kMaxSuccessions && !Existed(*at, date); ++step) {
    const bool gone = at->valid_to && date > *at->valid_to;
    const Body* next = nullptr;
    if (gone) {
      for (const std::string& id : at->successors) {
        const Body* successor = Find(id);
        if (successor && (!next || (!Existed(*next, date) && Existed(*successor, date)))) {
          next = successor;
        }
      }
    } else if (const auto before = predecessors_.find(at->id); before != predecessors_.end()) {
      next = before->second.front();
    }
    if (!next) return body;
    at = next;
  }
  return Existed(*at, date) ? *at : body;
}

std::vector<core::Tag> FindBodies(const Findings& findings, const Lexicon& lexicon,
                                  const Registry& registry, core::Day date,
                                  const std::vector<SentenceTraits>& sentences) {
  Mentions mentions;
  for (const Hit& hit : findings.hits) {
    const Body* body = nullptr;
    if (hit.owner.kind == OwnerKind::kBody) {
      body = &lexicon.bodies[hit.owner.index];
    } else if (hit.owner.kind == OwnerKind::kFamily) {
      body = registry.Of(lexicon.families[hit.owner.index].id, RegionFor(hit, findings, lexicon));
    }
    if (!body || hit.covered) continue;
    body = &registry.On(*body, date);
    Mention& mention = mentions[body->id];
    mention.body = body;
    mention.hits.push_back(&hit);
  }
  const auto candidates = std::count_if(mentions.begin(), mentions.end(), [](const auto& entry) {
    return !entry.second.body->acting;
  });
  std::vector<core::Tag> tags;
  for (const auto& [id, mention] : mentions) {
    const bool only_candidate = mention.body->acting ? mentions.size() == 1 : candidates == 1;
    core::Tag tag;
    tag.kind = core::TagKind::kBody;
    tag.id = mention.body->id;
    tag.role = RoleOf(mention, only_candidate, mentions, findings, lexicon, sentences);
    tag.special = mention.body->special;
    for (const Hit* hit : mention.hits) {
      if (tag.evidence.size() == kMaxEvidence) break;
      tag.evidence.push_back({"body." + tag.id, 1, hit->field, hit->begin, hit->end});
    }
    tags.push_back(std::move(tag));
  }
  return tags;
}

}  // namespace classify
