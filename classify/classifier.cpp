#include "classify/classifier.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <tuple>

#include "classify/bodies.h"
#include "classify/findings.h"
#include "classify/matcher.h"
#include "classify/office_names.h"
#include "classify/text_features.h"
#include "classify/text_model.h"
#include "classify/verdict.h"
#include "nlp/hash.h"

namespace classify {
namespace {

// The patterns of a lexicon, each with its owner. Borrows the lexicon.
struct Patterns {
  std::vector<PatternGroup> groups;
  std::vector<Owner> owners;
  std::vector<const Pattern*> patterns;

  void Add(const std::vector<Pattern>& more, const Conditions* conditions, OwnerKind kind,
           std::size_t index) {
    groups.push_back({more, conditions});
    for (const Pattern& pattern : more) {
      patterns.push_back(&pattern);
      owners.push_back({kind, static_cast<std::uint32_t>(index)});
    }
  }
};

Patterns Collect(const Lexicon& lexicon) {
  Patterns all;
  for (std::size_t i = 0; i < lexicon.rules.size(); ++i) {
    const Rule& rule = lexicon.rules[i];
    all.Add(rule.patterns, &rule.conditions, OwnerKind::kRule, i);
  }
  const Conditions* names = &lexicon.name_conditions;
  for (std::size_t i = 0; i < lexicon.bodies.size(); ++i) {
    all.Add(lexicon.bodies[i].aliases, names, OwnerKind::kBody, i);
    all.Add(lexicon.bodies[i].presumed.patterns, names, OwnerKind::kPresumedBody, i);
  }
  for (std::size_t i = 0; i < lexicon.families.size(); ++i) {
    all.Add(lexicon.families[i].aliases, names, OwnerKind::kFamily, i);
    all.Add(lexicon.families[i].presumed.patterns, names, OwnerKind::kPresumedFamily, i);
  }
  for (std::size_t i = 0; i < lexicon.regions.size(); ++i) {
    all.Add(lexicon.regions[i].aliases, nullptr, OwnerKind::kRegion, i);
  }
  for (std::size_t i = 0; i < lexicon.localities.size(); ++i) {
    all.Add(lexicon.localities[i].aliases, nullptr, OwnerKind::kLocality, i);
  }
  const OfficeGrammar& offices = lexicon.offices;
  for (std::size_t i = 0; i < offices.heads.size(); ++i) {
    all.Add(offices.heads[i].patterns, names, OwnerKind::kOfficeHead, i);
  }
  for (std::size_t i = 0; i < offices.fields.size(); ++i) {
    all.Add(offices.fields[i].patterns, nullptr, OwnerKind::kOfficeField, i);
  }
  all.Add(offices.scopes, nullptr, OwnerKind::kOfficeScope, 0);
  for (std::size_t i = 0; i < lexicon.role_words.size(); ++i) {
    all.Add(lexicon.role_words[i].patterns, nullptr, OwnerKind::kRoleWords, i);
  }
  return all;
}

// Ids that are defined once, and the errors about those that are defined twice or not at all.
class Ids {
 public:
  void Define(const std::string& what, const std::string& id, const Place& place) {
    if (!known_.insert({what, id}).second) {
      errors_.push_back({fmt::format("{}: the {} '{}' exists already; choose another id",
                                     place.ToString(), what, id)});
    }
  }
  void Require(const std::string& what, const std::string& id, const Place& place) {
    RequireAny({what}, id, place);
  }
  void RequireAny(std::initializer_list<std::string> kinds, const std::string& id,
                  const Place& place) {
    const auto known = [&](const std::string& kind) { return known_.contains({kind, id}); };
    if (std::any_of(kinds.begin(), kinds.end(), known)) return;
    errors_.push_back(
        {fmt::format("{}: the {} '{}' does not exist; define it or correct the id",
                     place.ToString(), fmt::join(kinds.begin(), kinds.end(), " or "), id)});
  }
  std::vector<core::Error> TakeErrors() { return std::move(errors_); }

 private:
  std::set<std::pair<std::string, std::string>> known_;
  std::vector<core::Error> errors_;
};

std::vector<core::Error> CheckIds(const Lexicon& lexicon) {
  Ids ids;
  const auto name = [](core::TagKind kind) { return std::string(core::Name(kind)); };
  for (const Term& term : lexicon.terms) ids.Define(name(term.kind), term.id, term.place);
  for (const Body& body : lexicon.bodies) ids.Define("body", body.id, body.place);
  for (const BodyFamily& family : lexicon.families) ids.Define("family", family.id, family.place);
  for (const Region& region : lexicon.regions) ids.Define("region", region.id, region.place);
  for (const Rule& rule : lexicon.rules) ids.Define("rule", rule.id, rule.place);
  for (const WordList& list : lexicon.lists) ids.Define("list", list.name, list.place);

  for (const Term& term : lexicon.terms) {
    if (!term.parent.empty()) ids.Require("sphere", term.parent, term.place);
  }
  for (const Rule& rule : lexicon.rules) {
    for (const Emission& emission : rule.emits) {
      if (emission.kind) ids.Require(name(*emission.kind), emission.id, rule.place);
    }
  }
  for (const Body& body : lexicon.bodies) {
    for (const std::string& sphere : body.spheres) ids.Require("sphere", sphere, body.place);
    for (const std::string& next : body.successors) ids.Require("body", next, body.place);
    if (!body.family.empty()) ids.Require("family", body.family, body.place);
    if (!body.region.empty()) ids.Require("region", body.region, body.place);
    if (!body.parent.empty()) ids.Require("body", body.parent, body.place);
  }
  const auto require_bodies = [&](const std::vector<std::string>& bodies, const Place& place) {
    for (const std::string& body : bodies) ids.Require("body", body, place);
  };
  for (const Body& body : lexicon.bodies) require_bodies(body.presumed.unless, body.place);
  for (const BodyFamily& family : lexicon.families) {
    require_bodies(family.presumed.unless, family.place);
  }
  for (const Locality& locality : lexicon.localities) {
    for (const std::string& region : locality.regions) {
      ids.Require("region", region, locality.place);
    }
  }
  const auto require_office = [&](const std::string& id, const Place& place) {
    if (!id.empty()) ids.RequireAny({"body", "family"}, id, place);
  };
  require_office(lexicon.offices.unknown, lexicon.offices.place);
  for (const OfficeField& field : lexicon.offices.fields) {
    ids.Define("field", field.id, field.place);
    for (const std::string& body : field.bodies) require_office(body, field.place);
  }
  return ids.TakeErrors();
}

void SortByPlace(std::vector<Hit>& hits) {
  std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
    return std::tuple(a.sentence, a.first_token, a.end_token, a.owner, a.pattern) <
           std::tuple(b.sentence, b.first_token, b.end_token, b.owner, b.pattern);
  });
}

// Hits of one rule that overlap: the leftmost stays, and the longest of those that begin there.
void SortAndDropOverlaps(std::vector<Hit>& hits) {
  std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
    return std::tuple(a.sentence, a.owner, a.first_token, b.end_token, a.pattern) <
           std::tuple(b.sentence, b.owner, b.first_token, a.end_token, b.pattern);
  });
  std::size_t kept = 0;
  for (const Hit& hit : hits) {
    if (kept > 0) {
      const Hit& last = hits[kept - 1];
      if (last.sentence == hit.sentence && last.owner == hit.owner &&
          hit.first_token < last.end_token) {
        continue;
      }
    }
    hits[kept++] = hit;
  }
  hits.resize(kept);
  SortByPlace(hits);
}

core::Day DateOf(const Input& input) {
  return input.date.value_or(
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
}

}  // namespace

std::string JudgeVersion() {
  static const std::uint64_t weights = nlp::Hash(BuiltInWeights());
  return fmt::format("{:x}-{}", weights, kClassifierVersion);
}

struct Classifier::Scratch::Impl {
  Matcher::Scratch matcher;
  std::vector<Match> matches;
  Findings findings;
  TextModel::Scratch model;
};

struct Classifier::Impl {
  Lexicon lexicon;
  Patterns patterns;  // of `lexicon`
  Matcher matcher;
  Registry registry;
  TextModel model;
  OfficeNames offices;

  Impl(Lexicon own_lexicon, Matcher own_matcher, TextModel own_model)
      : lexicon(std::move(own_lexicon)),
        patterns(Collect(lexicon)),
        matcher(std::move(own_matcher)),
        registry(lexicon),
        model(std::move(own_model)),
        offices(lexicon) {}

  // Fills findings with what counts; and `stopped`, if asked for, with what guards stopped.
  Findings& FindAll(const Input& input, Classifier::Scratch::Impl& scratch,
                    std::vector<Hit>* stopped) const {
    Findings& findings = scratch.findings;
    findings.hits.clear();
    findings.document.title.Fill(input.title, input.title_analysis);
    findings.document.text.Fill(input.text, input.text_analysis);
    findings.title_sentences = static_cast<std::uint32_t>(input.title_analysis.sentences.size());
    findings.sentences =
        findings.title_sentences + static_cast<std::uint32_t>(input.text_analysis.sentences.size());
    scratch.matches.clear();
    matcher.Run(findings.document, scratch.matcher, scratch.matches);
    for (const Match& match : scratch.matches) {
      if (match.stopped_by == Match::kPassed) {
        findings.hits.push_back(HitOf(match, findings));
      } else if (stopped && patterns.owners[match.pattern].kind == OwnerKind::kRule) {
        stopped->push_back(HitOf(match, findings));
      }
    }
    SortAndDropOverlaps(findings.hits);
    offices.Join(findings);
    SortByPlace(findings.hits);
    CoverLookAlikes(lexicon, findings);
    ResolveLocalities(lexicon, findings);
    return findings;
  }

  Hit HitOf(const Match& match, const Findings& findings) const {
    const TokenView& view = findings.view(match.field);
    const std::uint32_t before = match.field == core::Field::kText ? findings.title_sentences : 0;
    Hit hit;
    hit.owner = patterns.owners[match.pattern];
    hit.field = match.field;
    hit.sentence = before + view.sentence[match.begin];
    hit.first_token = match.begin;
    hit.end_token = match.end;
    hit.begin = view.token(match.begin).begin;
    hit.end = view.token(match.end - 1).end;
    hit.pattern = match.pattern;
    hit.stopped_by = match.stopped_by;
    return hit;
  }

  Classifier::RuleMatch Explained(const Hit& hit, const Findings& findings) const {
    const Rule& rule = lexicon.rules[hit.owner.index];
    const TokenView& view = findings.view(hit.field);
    Classifier::RuleMatch match;
    match.rule = rule.id;
    match.pattern = patterns.patterns[hit.pattern];
    match.field = hit.field;
    match.begin = hit.begin;
    match.end = hit.end;
    match.first_token = view.tokens[hit.first_token];
    match.end_token = view.tokens[hit.end_token - 1] + 1;
    match.covered = hit.covered;
    if (hit.stopped_by != Match::kPassed) {
      match.stopped_by = &rule.conditions.guards[hit.stopped_by];
    }
    return match;
  }
};

Classifier::Scratch::Scratch(const Classifier& classifier) : impl_(std::make_unique<Impl>()) {
  impl_->matcher = classifier.impl_->matcher.MakeScratch();
}
Classifier::Scratch::~Scratch() = default;
Classifier::Scratch::Scratch(Scratch&&) noexcept = default;
Classifier::Scratch& Classifier::Scratch::operator=(Scratch&&) noexcept = default;

Classifier::Classifier(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Classifier::~Classifier() = default;

const Lexicon& Classifier::lexicon() const {
  return impl_->lexicon;
}

core::Expected<std::unique_ptr<Classifier>, std::vector<core::Error>> Classifier::Compile(
    Lexicon lexicon, const nlp::Analyzer& analyzer, const Options& options) {
  std::vector<core::Error> errors = CheckIds(lexicon);
  auto matcher =
      Matcher::Compile(Collect(lexicon).groups, lexicon.lists, analyzer, options.cache_folder);
  if (!matcher) {
    const auto& more = matcher.error();
    errors.insert(errors.end(), more.begin(), more.end());
  }
  auto model =
      TextModel::Make(options.weights ? std::string_view(*options.weights) : BuiltInWeights());
  if (!model) errors.push_back(model.error());
  if (!errors.empty()) return errors;
  return std::unique_ptr<Classifier>(new Classifier(
      std::make_unique<Impl>(std::move(lexicon), *std::move(matcher), *std::move(model))));
}

core::Classification Classifier::Classify(const Input& input, Scratch& scratch) const {
  Findings& findings = impl_->FindAll(input, *scratch.impl_, nullptr);
  return Judge(input, {impl_->lexicon, impl_->registry, impl_->model}, DateOf(input), findings,
               scratch.impl_->model);
}

Classifier::TopicFeatures Classifier::FeaturesOfTopics(const Input& input, Scratch& scratch) const {
  const Findings& findings = impl_->FindAll(input, *scratch.impl_, nullptr);
  return WeighedForTopics(input, {impl_->lexicon, impl_->registry, impl_->model}, DateOf(input),
                          findings, scratch.impl_->model);
}

Classifier::DocumentFeatures Classifier::Features(const Input& input, Scratch& scratch) const {
  const Findings& findings = impl_->FindAll(input, *scratch.impl_, nullptr);
  auto signs = ReadSigns(impl_->lexicon, findings);
  const RuleVerdict rules = JudgeByRules(input, impl_->lexicon, findings, signs);
  std::vector<Feature>& features = scratch.impl_->model.features;
  DocumentFeatures result;
  features.clear();
  AddRuleFeatures(input.kind, impl_->lexicon, findings, rules, features);
  result.features = NamesOf(features);
  for (std::uint32_t s = 0; s < signs.size(); ++s) {
    const bool in_title = s < findings.title_sentences;
    const core::Sentence& here = in_title
                                     ? input.title_analysis.sentences[s]
                                     : input.text_analysis.sentences[s - findings.title_sentences];
    features.clear();
    AddSentenceFeatures(input.kind, findings, signs, s, features);
    result.sentences.push_back({in_title ? core::Field::kTitle : core::Field::kText, here.begin,
                                here.end, signs[s].strength, NamesOf(features)});
  }
  return result;
}

Weighing Classifier::Weigh(const Input& input, Scratch& scratch) const {
  const Findings& findings = impl_->FindAll(input, *scratch.impl_, nullptr);
  return classify::Weigh(input, {impl_->lexicon, impl_->registry, impl_->model}, DateOf(input),
                         findings, scratch.impl_->model);
}

std::vector<Classifier::RuleMatch> Classifier::Explain(const Input& input, Scratch& scratch) const {
  std::vector<Hit> hits;
  const Findings& findings = impl_->FindAll(input, *scratch.impl_, &hits);
  hits.insert(hits.end(), findings.hits.begin(), findings.hits.end());
  SortByPlace(hits);
  std::vector<RuleMatch> matches;
  for (const Hit& hit : hits) {
    if (hit.owner.kind == OwnerKind::kRule) matches.push_back(impl_->Explained(hit, findings));
  }
  return matches;
}

}  // namespace classify
