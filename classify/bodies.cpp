#include "classify/bodies.h"

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "classify/event_date.h"

namespace classify {
namespace {

constexpr int kMaxSuccessions = 8;        // guards against a circle in the registry
constexpr std::uint32_t kPostReach = 3;   // tokens between a body and the post of its official
constexpr std::uint32_t kPartReach = 8;   // tokens between a body and what it does
constexpr std::uint32_t kAskedReach = 3;  // tokens between a request and whom it is made to
constexpr std::string_view kMinistry = "ministry";  // a kind of body
constexpr std::size_t kNeighbours = 12;  // hits among which the part of a body is looked for
constexpr std::size_t kMaxEvidence = 3;  // spans kept per tag

bool Existed(const Body& body, core::Period period) {
  return (!body.valid_from || *body.valid_from <= period.to) &&
         (!body.valid_to || period.from <= *body.valid_to);
}

bool IsPost(const Hit& hit, const Lexicon& lexicon) {
  if (hit.owner.kind != OwnerKind::kRule) return false;
  const auto& emits = lexicon.rules[hit.owner.index].emits;
  return std::any_of(emits.begin(), emits.end(),
                     [](const Emission& emission) { return emission.post; });
}

bool NamesBody(const Hit& hit) {
  return IsName(hit) && !hit.covered;
}

// The places that a document names, in order.
class Places {
 public:
  Places(const Findings& findings, const Lexicon& lexicon) : lexicon_(lexicon) {
    for (const Hit& hit : findings.hits) {
      if (hit.owner.kind == OwnerKind::kRegion && !hit.covered) hits_.push_back(&hit);
    }
  }

  // The region that a hit of a family means: the nearest in its sentence, else the last one named
  // before, else the first.
  std::string_view RegionFor(const Hit& family) const {
    const auto after =
        std::upper_bound(hits_.begin(), hits_.end(), &family, [](const Hit* a, const Hit* b) {
          return std::pair(a->sentence, a->first_token) < std::pair(b->sentence, b->first_token);
        });
    const Hit* best = after == hits_.begin() ? nullptr : *std::prev(after);
    if (after != hits_.end() && (!best || IsNearer(**after, *best, family))) best = *after;
    return best ? std::string_view(lexicon_.regions[best->owner.index].id) : "";
  }

 private:
  // Whether `a`, in the sentence of `hit` and behind it, is nearer to it than `b` before it.
  static bool IsNearer(const Hit& a, const Hit& b, const Hit& hit) {
    if (a.sentence != hit.sentence) return false;
    return b.sentence != hit.sentence ||
           a.first_token - hit.first_token < hit.first_token - b.first_token;
  }

  const Lexicon& lexicon_;
  std::vector<const Hit*> hits_;
};

// What the hits of one body add up to.
struct Mention {
  const Body* body = nullptr;
  std::vector<const Hit*> hits;
};
using Mentions = std::map<std::string_view, Mention>;

// Tokens between two hits of one sentence; 0 if they touch or overlap.
std::uint32_t Distance(const Hit& a, const Hit& b) {
  const std::uint32_t begin = std::max(a.first_token, b.first_token);
  const std::uint32_t end = std::min(a.end_token, b.end_token);
  return begin > end ? begin - end : 0;
}

// Gives the bodies of one document their roles.
class RoleJudge {
 public:
  RoleJudge(const Findings& findings, const Lexicon& lexicon, const Registry& registry,
            const Mentions& mentions, const std::vector<SentenceTraits>& sentences)
      : findings_(findings),
        lexicon_(lexicon),
        registry_(registry),
        sentences_(sentences),
        bodies_(mentions.size()),
        candidates_(std::count_if(mentions.begin(), mentions.end(),
                                  [](const auto& entry) { return !entry.second.body->acting; })) {
    any_act_ = std::any_of(sentences.begin(), sentences.end(),
                           [](const SentenceTraits& s) { return s.act; });
    std::set<const Hit*> names;
    for (const auto& [id, mention] : mentions) {
      names.insert(mention.hits.begin(), mention.hits.end());
    }
    ReadSentences(names);
    for (const auto& [id, mention] : mentions) {
      for (const Hit* hit : mention.hits) {
        if (HasOfficial(*mention.body, hit)) officials_of_[hit->sentence].insert(mention.body);
      }
    }
    for (const auto& [id, mention] : mentions) {
      const Signs& signs = signs_[mention.body] = SignsOf(mention);
      accused_ = accused_ || signs.official;
    }
  }

  core::Role RoleOf(const Body& body) const {
    const Signs& signs = signs_.at(&body);
    if (!any_act_) return body.acting && signs.acts ? core::Role::kActing : core::Role::kNamed;
    if (signs.at_act) return core::Role::kImplicated;
    if (body.acting) {
      return bodies_ == 1 && signs.named && !signs.acts ? core::Role::kImplicated
                                                        : core::Role::kActing;
    }
    if (signs.acts) return core::Role::kActing;
    if (signs.object || PartIsAtAct(body)) return core::Role::kNamed;
    return (signs.near_act && !accused_) || candidates_ == 1 ? core::Role::kImplicated
                                                             : core::Role::kNamed;
  }

 private:
  // What the sentences of a mention say of its body.
  struct Signs {
    bool named = false;     // not only presumed
    bool at_act = false;    // the act is its own
    bool official = false;  // the act is that of its official
    bool near_act = false;  // the act is told in a sentence beside
    bool object = false;    // it is asked for help, or the act is that of another body's official
    bool acts = false;      // it investigates, checks, judges
  };

  // Finds posts beside names and what names do, sentence by sentence.
  void ReadSentences(const std::set<const Hit*>& names) {
    const auto& hits = findings_.hits;
    for (std::size_t begin = 0; begin < hits.size();) {
      const std::size_t end = EndOfSentence(hits, begin);
      const std::span<const Hit> sentence(hits.data() + begin, end - begin);
      for (const Hit& hit : sentence) {
        if (IsPost(hit, lexicon_)) FindOfficials(hit, IsElsewhere(hit, sentence), sentence, names);
        if (hit.owner.kind == OwnerKind::kRoleWords) FindPart(hit, sentence, names);
      }
      begin = end;
    }
  }

  // Whether no body that investigates or judges has such a post.
  bool IsElsewhere(const Hit& post, std::span<const Hit> sentence) const {
    const auto around = BeginningIn(
        sentence, {post.first_token - std::min(kLongestName, post.first_token), post.end_token});
    return std::any_of(around.begin(), around.end(), [&](const Hit& word) {
      return word.owner.kind == OwnerKind::kRoleWords && word.end_token > post.first_token &&
             lexicon_.role_words[word.owner.index].cue == RoleCue::kElsewhere;
    });
  }

  // Of the post of an official the names that stand nearest, within kPostReach tokens.
  void FindOfficials(const Hit& post, bool elsewhere, std::span<const Hit> sentence,
                     const std::set<const Hit*>& names) {
    const std::uint32_t reach = kPostReach + kLongestName;
    const auto near = BeginningIn(sentence, {post.first_token - std::min(reach, post.first_token),
                                             post.end_token + kPostReach + 1});
    // What presumes a body from several words is no place for a post to stand beside.
    const auto stands_alone = [&names](const Hit& name) {
      return names.contains(&name) && (NamesBody(name) || name.end_token - name.first_token == 1);
    };
    std::uint32_t nearest = kPostReach;
    for (const Hit& name : near) {
      if (stands_alone(name)) nearest = std::min(nearest, Distance(post, name));
    }
    for (const Hit& name : near) {
      if (!stands_alone(name) || Distance(post, name) != nearest) continue;
      officials_.insert(&name);
      if (!elsewhere) investigators_.insert(&name);
    }
  }

  // Of a word that says what a body does, the name that does it: the last one before, in Kazakh
  // without an ending of case. Who is asked stands behind the word, in Kazakh in the dative.
  void FindPart(const Hit& word, std::span<const Hit> sentence, const std::set<const Hit*>& names) {
    const RoleCue cue = lexicon_.role_words[word.owner.index].cue;
    if (cue == RoleCue::kEmploys) {
      employs_.insert(word.sentence);
      return;
    }
    if (cue == RoleCue::kJudges) judged_.insert(word.sentence);
    if (cue == RoleCue::kJudges || cue == RoleCue::kElsewhere) return;
    const TokenView& view = findings_.view(word.field);
    const bool kazakh =
        view.text->sentences[view.sentence[word.first_token]].language == core::Language::kKk;
    const bool asked = cue == RoleCue::kAddressed;
    const bool behind = asked && !kazakh;
    const std::uint32_t reach = asked ? kAskedReach : kPartReach;
    const TokenSpan span =
        behind ? TokenSpan{word.end_token, word.end_token + reach}
               : TokenSpan{word.first_token - std::min(reach + kLongestName, word.first_token),
                           word.first_token};
    const Hit* part = nullptr;
    for (const Hit& name : BeginningIn(sentence, span)) {
      if (!names.contains(&name) || name.end_token + reach < word.first_token) continue;
      if (kazakh) {
        const KazakhCase of = KazakhCaseOf(view.form(name.end_token - 1));
        if (of != (asked ? KazakhCase::kDative : KazakhCase::kNone)) continue;
      }
      if (!part || !behind) part = &name;
    }
    if (part) parts_[part].insert(cue);
  }

  enum class KazakhCase : std::uint8_t { kNone, kDative, kOther };
  static KazakhCase KazakhCaseOf(std::string_view word) {
    static constexpr std::array<std::string_view, 6> kDative = {"ға", "ге", "қа", "ке", "на", "не"};
    static constexpr std::array<std::string_view, 17> kOther = {
        "ның", "нің", "дың", "дің", "тың", "тің", "нда", "нде", "да",
        "де",  "дан", "ден", "нан", "нен", "ын",  "ін",  "мен"};
    const auto ends = [word](std::string_view ending) { return word.ends_with(ending); };
    if (std::any_of(kDative.begin(), kDative.end(), ends)) return KazakhCase::kDative;
    return std::any_of(kOther.begin(), kOther.end(), ends) ? KazakhCase::kOther : KazakhCase::kNone;
  }

  bool Plays(const Hit* hit, RoleCue cue) const {
    const auto found = parts_.find(hit);
    return found != parts_.end() && found->second.contains(cue);
  }

  // Whether the official beside the hit can be one of the body.
  bool HasOfficial(const Body& body, const Hit* hit) const {
    return (body.acting ? investigators_ : officials_).contains(hit);
  }

  Signs SignsOf(const Mention& mention) const {
    Signs signs;
    std::set<std::uint32_t> at_work;  // sentences in which it investigates or judges
    for (const Hit* hit : mention.hits) {
      if (Plays(hit, RoleCue::kActs)) at_work.insert(hit->sentence);
    }
    for (const Hit* hit : mention.hits) {
      const std::size_t s = hit->sentence;
      const SentenceTraits& here = sentences_[s];
      const bool official = HasOfficial(*mention.body, hit);
      signs.named = signs.named || NamesBody(*hit);
      if (mention.body->acting) {
        // Of a body that investigates by its office only its own officials stand accused, unless
        // it is they who investigate.
        const bool works = at_work.contains(hit->sentence);
        signs.at_act = signs.at_act || (official && !works && (here.act || here.proceeding));
        signs.acts = signs.acts || works || here.proceeding || judged_.contains(hit->sentence);
        continue;
      }
      // A ministry tells of everybody in its field, others of their own people.
      if (employs_.contains(hit->sentence) && mention.body->kind != kMinistry) signs.at_act = true;
      if (!official && Plays(hit, RoleCue::kActs)) {
        signs.acts = true;
        continue;
      }
      if (!official && (Plays(hit, RoleCue::kAddressed) ||
                        (here.act && HasRival(*mention.body, hit->sentence)))) {
        signs.object = true;
        continue;
      }
      signs.at_act = signs.at_act || here.act || (official && here.proceeding);
      signs.official = signs.official || (official && here.act);
      signs.near_act = signs.near_act || (s > 0 && sentences_[s - 1].act) ||
                       (s + 1 < sentences_.size() && sentences_[s + 1].act);
    }
    return signs;
  }

  // Whether the act of sentence `s` is that of another body's official, so that a body without one
  // is only its object: an officer took a bribe for a place in a kindergarten. Officials who
  // investigate are nobody's rivals.
  bool HasRival(const Body& body, std::uint32_t s) const {
    const auto found = officials_of_.find(s);
    if (found == officials_of_.end()) return false;
    return std::any_of(found->second.begin(), found->second.end(), [&](const Body* other) {
      return other != &body && !(other->acting && sentences_[s].proceeding);
    });
  }

  // Whether the act is that of a part of the body, which then only speaks of it.
  bool PartIsAtAct(const Body& whole) const {
    return std::any_of(signs_.begin(), signs_.end(), [&](const auto& entry) {
      return entry.second.at_act && registry_.IsPartOf(*entry.first, whole);
    });
  }

  const Findings& findings_;
  const Lexicon& lexicon_;
  const Registry& registry_;
  const std::vector<SentenceTraits>& sentences_;
  std::size_t bodies_;
  std::ptrdiff_t candidates_;
  bool any_act_ = false;
  bool accused_ = false;                // the official of some body stands accused
  std::set<const Hit*> officials_;      // names with a post beside them
  std::set<const Hit*> investigators_;  // those with one that a body which investigates has, too
  std::map<std::uint32_t, std::set<const Body*>> officials_of_;  // by sentence
  std::map<const Hit*, std::set<RoleCue>> parts_;                // what names do
  std::set<std::uint32_t> employs_;  // sentences that tell of somebody dismissed
  std::set<std::uint32_t> judged_;   // and of a trial or an accusation
  std::map<const Body*, Signs> signs_;
};

// The hits by which the text means a body that it does not name: those of what it presumes, else
// those of offices whose field nobody knows.
template <typename BodyOf>
std::vector<std::pair<const Hit*, const Body*>> Presumed(const Findings& findings,
                                                         const Lexicon& lexicon,
                                                         const Mentions& mentions, bool complains,
                                                         BodyOf body_of) {
  const bool accusable = std::any_of(mentions.begin(), mentions.end(),
                                     [](const auto& entry) { return !entry.second.body->acting; });
  std::vector<std::pair<const Hit*, const Body*>> presumed;
  std::vector<std::pair<const Hit*, const Body*>> unknown;
  bool accused = accusable;
  for (const Hit& hit : findings.hits) {
    const bool one = hit.owner.kind == OwnerKind::kPresumedBody;
    const bool office = hit.owner.kind == OwnerKind::kUnknownOffice;
    if (hit.covered || (!one && !office && hit.owner.kind != OwnerKind::kPresumedFamily)) continue;
    const Body* body = body_of(hit);
    if (!body || (!body->acting && (accusable || (!office && !complains)))) continue;
    if (office) {
      unknown.emplace_back(&hit, body);
      continue;
    }
    const auto& unless = one ? lexicon.bodies[hit.owner.index].presumed.unless
                             : lexicon.families[hit.owner.index].presumed.unless;
    const bool other = std::any_of(unless.begin(), unless.end(),
                                   [&](const std::string& id) { return mentions.contains(id); });
    if (other) continue;
    accused = accused || !body->acting;
    presumed.emplace_back(&hit, body);
  }
  if (!accused) presumed.insert(presumed.end(), unknown.begin(), unknown.end());
  return presumed;
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

const Body& Registry::On(const Body& body, core::Period period) const {
  const Body* at = &body;
  for (int step = 0; step < kMaxSuccessions && !Existed(*at, period); ++step) {
    const bool gone = at->valid_to && period.from > *at->valid_to;
    const Body* next = nullptr;
    const auto consider = [&](const Body* other) {
      if (other && (!next || (!Existed(*next, period) && Existed(*other, period)))) next = other;
    };
    if (gone) {
      for (const std::string& id : at->successors) consider(Find(id));
    } else if (const auto before = predecessors_.find(at->id); before != predecessors_.end()) {
      for (const Body* predecessor : before->second) consider(predecessor);
    }
    if (!next) return body;
    at = next;
  }
  return Existed(*at, period) ? *at : body;
}

std::vector<std::string> Registry::Succession(const Body& body) const {
  const auto reach = [&](const auto& next_of) {
    std::set<std::string> reached = {body.id};
    for (std::vector<const Body*> open = {&body}; !open.empty();) {
      const Body& at = *open.back();
      open.pop_back();
      for (const Body* next : next_of(at)) {
        if (reached.insert(next->id).second) open.push_back(next);
      }
    }
    return reached;
  };
  std::set<std::string> all = reach([&](const Body& at) {
    std::vector<const Body*> after;
    for (const std::string& id : at.successors) {
      if (const Body* successor = Find(id)) after.push_back(successor);
    }
    return after;
  });
  all.merge(reach([&](const Body& at) {
    const auto before = predecessors_.find(at.id);
    return before == predecessors_.end() ? std::vector<const Body*>() : before->second;
  }));
  return {all.begin(), all.end()};
}

bool Registry::IsPartOf(const Body& part, const Body& whole) const {
  const Body* at = &part;
  for (int step = 0; step < kMaxSuccessions && !at->parent.empty(); ++step) {
    if (at->parent == whole.id) return true;
    at = Find(at->parent);
    if (!at) return false;
  }
  return false;
}

std::vector<core::Tag> FindBodies(const Findings& findings, const Lexicon& lexicon,
                                  const Registry& registry, core::Day published, bool complains,
                                  const std::vector<SentenceTraits>& sentences) {
  Mentions mentions;
  const Places places(findings, lexicon);
  core::Period period{published, published};
  std::uint32_t dated = UINT32_MAX;  // the sentence that `period` is of
  const auto body_of = [&](const Hit& hit) -> const Body* {
    const bool one =
        hit.owner.kind == OwnerKind::kBody || hit.owner.kind == OwnerKind::kPresumedBody;
    if (one) return &lexicon.bodies[hit.owner.index];
    const std::string region(places.RegionFor(hit));
    if (hit.owner.kind != OwnerKind::kUnknownOffice) {
      return registry.Of(lexicon.families[hit.owner.index].id, region);
    }
    const Body* body = registry.Find(lexicon.offices.unknown);
    return body ? body : registry.Of(lexicon.offices.unknown, region);
  };
  const auto add = [&](const Hit& hit, const Body* body) {
    if (!body) return;
    if (hit.sentence != dated) {
      dated = hit.sentence;
      period = EventPeriod(findings, dated, published).value_or(core::Period{published, published});
    }
    body = &registry.On(*body, period);
    Mention& mention = mentions[body->id];
    mention.body = body;
    mention.hits.push_back(&hit);
  };
  const auto whole_of_neighbour = [&](const Hit& hit, const Body& body) {
    const std::span<const Hit> all(findings.hits);
    const auto at = static_cast<std::size_t>(&hit - all.data());
    for (const bool forward : {false, true}) {
      for (std::size_t step = 1; step <= kNeighbours; ++step) {
        if (forward ? at + step >= all.size() : step > at) break;
        const Hit& other = all[forward ? at + step : at - step];
        if (other.sentence != hit.sentence) break;
        if (!NamesBody(other) || Distance(hit, other) > 1) continue;
        const Body* part = body_of(other);
        if (part && registry.IsPartOf(*part, body)) return true;
      }
    }
    return false;
  };
  for (const Hit& hit : findings.hits) {
    const Body* body = NamesBody(hit) ? body_of(hit) : nullptr;
    if (body && !whole_of_neighbour(hit, *body)) add(hit, body);
  }
  for (const auto& [hit, body] : Presumed(findings, lexicon, mentions, complains, body_of))
    add(*hit, body);
  const RoleJudge judge(findings, lexicon, registry, mentions, sentences);
  std::vector<core::Tag> tags;
  for (const auto& [id, mention] : mentions) {
    core::Tag tag;
    tag.kind = core::TagKind::kBody;
    tag.id = mention.body->id;
    tag.role = judge.RoleOf(*mention.body);
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
