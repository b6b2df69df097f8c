#include "classify/office_names.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>

#include "nlp/word_list.h"

namespace classify {
namespace {

using core::Language;

constexpr std::uint32_t kReach = 8;  // tokens of a name on one side of its head
constexpr std::uint32_t kScopeReach = 5;
constexpr std::uint32_t kAkimReach = 1;

// Russian endings of adjectives and participles in the genitive, and of nouns that an instrumental
// makes an activity: "управление образованием" manages, it is no office.
const std::initializer_list<std::string_view> kGenitive = {"ого", "его", "ой", "ей",
                                                           "ых",  "их",  "ья"};
const std::initializer_list<std::string_view> kInstrumental = {"ами", "ями", "ом",
                                                               "ем",  "ью",  "им"};
const std::initializer_list<std::string_view> kAdjective = {"ый",  "ий",  "ое", "ого", "его",
                                                            "ому", "ему", "ом", "ым",  "ая"};
const std::initializer_list<std::string_view> kGenitiveNoun = {"а",  "я",  "ы",  "и",
                                                               "ов", "ев", "ей", "ий"};

bool IsPartOfGrammar(const Hit& hit) {
  return hit.owner.kind == OwnerKind::kOfficeHead || hit.owner.kind == OwnerKind::kOfficeField ||
         hit.owner.kind == OwnerKind::kOfficeScope;
}

// Whether something parts `position` from the token before it: a mark other than a comma or quote.
bool Parted(const TokenView& view, std::uint32_t position) {
  static constexpr std::array<std::string_view, 9> kJoining = {",", "«", "»", "\"", "“",
                                                               "”", "„", "'", "’"};
  for (std::uint32_t at = view.tokens[position - 1] + 1; at < view.tokens[position]; ++at) {
    const core::Token& mark = view.text->tokens[at];
    const std::string_view text = view.field.substr(mark.begin, mark.end - mark.begin);
    if (std::find(kJoining.begin(), kJoining.end(), text) == kJoining.end()) return true;
  }
  return false;
}

// The hits that may touch the tokens of `span`.
std::span<const Hit> Around(std::span<const Hit> sentence, TokenSpan span) {
  return BeginningIn(sentence, {span.begin - std::min(kLongestName, span.begin), span.end});
}

// `head` as a hit of `owner` over the tokens of `span`.
Hit Renamed(const Hit& head, const Owner& owner, TokenSpan span, const TokenView& view) {
  Hit hit = head;
  hit.owner = owner;
  hit.first_token = span.begin;
  hit.end_token = span.end;
  hit.begin = view.token(span.begin).begin;
  hit.end = view.token(span.end - 1).end;
  return hit;
}

}  // namespace

OfficeNames::OfficeNames(const Lexicon& lexicon) : lexicon_(lexicon) {
  std::map<std::string_view, Owner> owners;
  for (std::uint32_t i = 0; i < lexicon.bodies.size(); ++i) {
    owners[lexicon.bodies[i].id] = {OwnerKind::kBody, i};
  }
  for (std::uint32_t i = 0; i < lexicon.families.size(); ++i) {
    owners.try_emplace(lexicon.families[i].id, Owner{OwnerKind::kFamily, i});
  }
  const auto owner_of = [&owners](const std::string& id) -> std::optional<Owner> {
    const auto found = owners.find(id);
    return found == owners.end() ? std::nullopt : std::optional(found->second);
  };
  for (const OfficeField& field : lexicon.offices.fields) {
    auto& ranks = owners_.emplace_back();
    for (std::size_t rank = 0; rank < kOfficeRanks; ++rank) {
      ranks[rank] = owner_of(field.bodies[rank]);
    }
  }
  unknown_ = owner_of(lexicon.offices.unknown);
}

const OfficeHead& OfficeNames::HeadOf(const Hit& hit) const {
  return lexicon_.offices.heads[hit.owner.index];
}

std::optional<Owner> OfficeNames::OwnerOf(const Hit& field, OfficeRank rank) const {
  return owners_[field.owner.index][static_cast<std::size_t>(rank)];
}

// The longest field at a place, of those equally long one in which some body of `rank` works.
const Hit* OfficeNames::Better(const Hit* a, const Hit* b, OfficeRank rank) const {
  if (!a || !b) return a ? a : b;
  const auto worth = [&](const Hit& field) {
    return std::pair(field.end_token - field.first_token, OwnerOf(field, rank).has_value());
  };
  return worth(*b) > worth(*a) ? b : a;
}

const Hit* OfficeNames::FieldAt(std::span<const Hit> sentence, std::uint32_t first_token,
                                OfficeRank rank) const {
  const Hit* best = nullptr;
  for (const Hit& hit : BeginningIn(sentence, {first_token, first_token + 1})) {
    if (hit.owner.kind == OwnerKind::kOfficeField) best = Better(best, &hit, rank);
  }
  return best;
}

const Hit* OfficeNames::FieldUpTo(std::span<const Hit> sentence, std::uint32_t end_token,
                                  OfficeRank rank) const {
  const Hit* best = nullptr;
  for (const Hit& hit : Around(sentence, {end_token, end_token})) {
    const bool field = hit.owner.kind == OwnerKind::kOfficeField && hit.end_token == end_token;
    if (field) best = Better(best, &hit, rank);
  }
  return best;
}

bool OfficeNames::IsLink(std::string_view word) const {
  return lexicon_.offices.links.contains(word);
}

// "управление [пассажирского транспорта] и [автомобильных дорог]", "department of [health]". The
// first field is the one that counts.
OfficeNames::Office OfficeNames::BehindHead(const Hit& head, std::span<const Hit> sentence,
                                            const TokenView& view) const {
  const OfficeHead& grammar = HeadOf(head);
  const bool russian = grammar.language == Language::kRu;
  const std::uint32_t limit =
      std::min(view.sentence_of(head.first_token).end, head.end_token + kReach);
  Office office{std::nullopt, {head.first_token, head.end_token}};
  for (std::uint32_t at = head.end_token; at < limit && !Parted(view, at);) {
    const std::string word = view.form(at);
    if (const Hit* field = FieldAt(sentence, at, grammar.rank); field) {
      const bool activity = russian && at == head.end_token &&
                            nlp::EndsWithAny(view.form(field->end_token - 1), kInstrumental) &&
                            !IsLink(word);
      if (activity) break;
      if (!office.owner) office.owner = OwnerOf(*field, grammar.rank);
      at = field->end_token;
      if (office.owner) office.span.end = at;
      continue;
    }
    if (!IsLink(word) && !(russian && nlp::EndsWithAny(word, kGenitive))) break;
    ++at;
  }
  return office;
}

// "[білім] басқармасы", "[жер қатынастары] бөлімі", "[education] department", "земельный отдел".
OfficeNames::Office OfficeNames::BeforeHead(const Hit& head, std::span<const Hit> sentence,
                                            const TokenView& view) const {
  const OfficeHead& grammar = HeadOf(head);
  Office office{std::nullopt, {head.first_token, head.end_token}};
  const std::uint32_t first = view.sentence_of(head.first_token).begin;
  const std::uint32_t limit = head.first_token - std::min(kReach, head.first_token - first);
  for (std::uint32_t at = head.first_token; at > limit && !Parted(view, at);) {
    if (const Hit* field = FieldUpTo(sentence, at, grammar.rank); field) {
      if (grammar.language == Language::kRu && !nlp::EndsWithAny(view.form(at - 1), kAdjective)) {
        break;
      }
      if (const auto owner = OwnerOf(*field, grammar.rank); owner) {
        office.owner = owner;
        office.span.begin = field->first_token;
      }
      at = field->first_token;
      continue;
    }
    if (grammar.language == Language::kRu || !IsLink(view.form(at - 1))) break;
    --at;
  }
  return office;
}

// "аудандық ... бөлімі", "городской отдел", "Управление ... области", "city department"; "аким
// Павлодара", "Павлодар әкімі".
OfficeNames::Office OfficeNames::Unknown(const Hit& head, std::span<const Hit> sentence,
                                         const TokenView& view) const {
  const OfficeHead& grammar = HeadOf(head);
  Office office{std::nullopt, {head.first_token, head.end_token}};
  const bool akim = grammar.rank == OfficeRank::kAkim;
  if (!akim && grammar.rank != OfficeRank::kDepartment && grammar.rank != OfficeRank::kOffice) {
    return office;
  }
  const bool capital = (view.token(head.first_token).traits & core::kCapitalized) != 0;
  const auto behind = [&](const Hit& scope) {
    if (akim) {
      return grammar.language != Language::kKk && scope.first_token >= head.end_token &&
             scope.first_token - head.end_token <= kAkimReach;
    }
    if (grammar.language != Language::kRu || !capital || scope.first_token < head.end_token ||
        scope.first_token - head.end_token > kScopeReach) {
      return false;
    }
    for (std::uint32_t at = head.end_token; at < scope.first_token; ++at) {
      const std::string word = view.form(at);
      if (Parted(view, at) || (!IsLink(word) && !nlp::EndsWithAny(word, kGenitive) &&
                               !nlp::EndsWithAny(word, kGenitiveNoun))) {
        return false;
      }
    }
    return true;
  };
  const auto before = [&](const Hit& scope) {
    const std::uint32_t kazakh = akim ? kAkimReach : kScopeReach;
    const std::uint32_t reach = grammar.language == Language::kKk ? kazakh : 0;
    return scope.end_token <= head.first_token && head.first_token - scope.end_token <= reach;
  };
  const std::uint32_t before_head = std::min(kScopeReach, head.first_token);
  const auto near = Around(
      sentence, {head.first_token - before_head, head.end_token + kScopeReach + kLongestName});
  for (const Hit& hit : near) {
    if (!akim && IsName(hit) && hit.first_token < head.end_token + kScopeReach &&
        head.first_token < hit.end_token + kScopeReach) {
      return office;  // the office of that body
    }
  }
  for (const Hit& hit : near) {
    const bool scope = akim ? IsPlace(hit) : hit.owner.kind == OwnerKind::kOfficeScope;
    if (!scope || (!behind(hit) && !before(hit))) continue;
    office.owner = unknown_;
    if (!akim && unknown_) office.owner = Owner{OwnerKind::kUnknownOffice, 0};
    office.span.begin = std::min(office.span.begin, hit.first_token);
    office.span.end = std::max(office.span.end, hit.end_token);
    break;
  }
  return office;
}

OfficeNames::Office OfficeNames::NameOf(const Hit& head, std::span<const Hit> sentence,
                                        const TokenView& view) const {
  const Language language = HeadOf(head).language;
  Office office{std::nullopt, {head.first_token, head.end_token}};
  if (language != Language::kKk) office = BehindHead(head, sentence, view);
  if (!office.owner) office = BeforeHead(head, sentence, view);
  if (!office.owner) office = Unknown(head, sentence, view);
  return office;
}

void OfficeNames::Join(Findings& findings) const {
  std::vector<Hit> joined;
  std::vector<Hit> bare;
  std::array<std::vector<NamedOffice>, kOfficeRanks> named;
  std::vector<Hit>& hits = findings.hits;
  for (std::size_t begin = 0; begin < hits.size();) {
    const std::size_t end = EndOfSentence(hits, begin);
    const std::span<const Hit> sentence(hits.data() + begin, end - begin);
    for (const Hit& head : sentence) {
      if (head.owner.kind != OwnerKind::kOfficeHead) continue;
      auto& same_rank = named[static_cast<std::size_t>(HeadOf(head).rank)];
      const auto near = Around(sentence, {head.first_token, head.end_token + 1});
      const auto whole = std::find_if(near.begin(), near.end(), [&](const Hit& hit) {
        return IsName(hit) && head.first_token < hit.end_token;
      });
      if (whole != near.end()) {
        same_rank.push_back({whole->owner, head.sentence});
        continue;
      }
      const Office office = NameOf(head, sentence, findings.view(head.field));
      if (!office.owner) {
        bare.push_back(head);
        continue;
      }
      joined.push_back(Renamed(head, *office.owner, office.span, findings.view(head.field)));
      same_rank.push_back({*office.owner, head.sentence});
    }
    begin = end;
  }
  for (const Hit& head : bare) {
    const auto& same_rank = named[static_cast<std::size_t>(HeadOf(head).rank)];
    if (same_rank.empty()) continue;
    auto meant = std::upper_bound(
        same_rank.begin(), same_rank.end(), head.sentence,
        [](std::uint32_t sentence, const NamedOffice& body) { return sentence < body.sentence; });
    if (meant != same_rank.begin()) --meant;
    joined.push_back(
        Renamed(head, meant->owner, {head.first_token, head.end_token}, findings.view(head.field)));
  }
  std::erase_if(hits, IsPartOfGrammar);
  hits.insert(hits.end(), joined.begin(), joined.end());
}

}  // namespace classify
