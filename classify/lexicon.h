// The lexicon: rules, the registry of bodies and the regions, as plain structs that config fills
// from YAML.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/language.h"
#include "core/tag.h"
#include "core/time.h"

namespace classify {

// Where something stands in the operator's files: "lexicon/acts.yaml:12:5".
struct Place {
  std::string file;
  int line = 0, column = 0;

  std::string ToString() const;
  // Always: what things say does not depend on where they stand, and they are compared by what
  // they say.
  bool operator==(const Place&) const { return true; }
};

// One pattern in the rule language, which classify/pattern.h describes: plain words mean lemmas,
// "quoted" exact forms, word* a prefix, (a | b) a choice, a? an optional item, ~3 a gap of up to
// three tokens, ABBR in capitals a case-sensitive form, # a number, <name> a list, & another part.
struct Pattern {
  core::Language language = core::Language::kUnknown;  // kUnknown: sentences of every language
  std::string text;
  Place place;
  bool regex = false;  // of a rule: a regular expression, which classify/regex.h describes

  bool operator==(const Pattern&) const = default;
};

// How far a look around reaches. Paragraphs are parted by line breaks; a document is its title and
// its text.
enum class Scope : std::uint8_t { kSentence, kParagraph, kDocument };

// What must, or must not, stand near a match: a pattern without '&' that lies as a whole within the
// window, in a sentence of its own language.
struct Guard {
  enum class Side : std::uint8_t {
    kAround,  // before, after or in the match
    kBefore,  // ends where the match begins, or earlier
    kAfter,   // begins where the match ends, or later
  };
  bool forbid = false;  // else required
  Side side = Side::kAround;
  // The window: so many tokens on each side of the match, across sentences of its field; or, if 0,
  // the scope in which the match stands.
  std::uint32_t tokens = 0;
  Scope scope = Scope::kSentence;
  std::vector<Pattern> patterns;  // any of them
  Place place;

  bool operator==(const Guard&) const = default;
};

// What holds for all patterns of a rule.
struct Conditions {
  std::optional<core::Field> field;  // set: only there (kTitle or kText)
  Scope same = Scope::kSentence;     // where the parts of a & b stand
  bool in_order = false;             // they stand in the order in which they are written
  std::vector<Guard> guards;

  bool operator==(const Conditions&) const = default;
};

// Words that patterns call by name: <money>.
struct WordList {
  std::string name;
  std::vector<Pattern> patterns;
  Place place;

  bool operator==(const WordList&) const = default;
};

// What a rule says when it fires: one tag, or a sign for the verdict.
struct Emission {
  std::optional<core::TagKind> kind;  // set: a tag `id` of that kind
  std::string id;
  core::Context context = core::Context::kNone;  // set: a sign of that context
  bool act = false;                              // states or presupposes a corrupt act
  bool look_alike = false;  // an innocent use: what it covers is no evidence of anything
  bool episode = false;     // an element of a specific episode: a sum, a post, a case
  bool post = false;        // an official: implicates the body that stands beside it

  bool operator==(const Emission&) const = default;
};

struct Rule {
  std::string id;
  std::string title;
  std::string why;  // one sentence: why this is a sign of corruption, or why it is none
  std::uint32_t version = 1;
  float weight = 1;
  std::vector<Emission> emits;
  std::vector<Pattern> patterns;
  Conditions conditions;
  struct Examples {
    std::vector<std::string> match, no_match;
  } examples;
  Place place;
};

// Words by which a text means a body without naming it: a service of its own, a post that officials
// of others hold, too. They count where the text names none of `unless`, and, if the body is no
// acting one, in complaints that name no other body which isn't.
struct Presumption {
  std::vector<Pattern> patterns;
  std::vector<std::string> unless;

  bool operator==(const Presumption&) const = default;
};

// A body of the temporal registry. An empty bound means open.
struct Body {
  std::string id;
  std::string kk, ru, en;
  std::vector<Pattern> aliases;  // abbreviations and short names, in the rule language
  std::string kind;
  std::string family;  // of a territorial body: named by its family and a region of the text
  std::string region;  // of a territorial body
  std::vector<std::string> spheres;
  std::optional<core::Day> valid_from, valid_to;
  std::vector<std::string> successors;
  bool special = false;  // a special state body (Rules, para 5)
  bool acting = false;   // by its office it investigates, judges or supervises
  Place place;
  std::string parent = {};  // the body it is part of; may be empty
  Presumption presumed = {};

  // Stands for any of many ("a school") and not for one body.
  bool generic() const { return kind == "generic_local"; }

  bool operator==(const Body&) const = default;
};

// Bodies of one kind, one per region (police departments): a name without a region means the body
// of the region the text tells of.
struct BodyFamily {
  std::string id;
  std::vector<Pattern> aliases;
  Place place;
  Presumption presumed = {};

  bool operator==(const BodyFamily&) const = default;
};

struct Region {
  std::string id;  // ISO 3166-2, "KZ-71"
  std::string kk, ru, en;
  std::vector<Pattern> aliases;
  Place place;
  std::map<int, std::uint64_t> population = {};  // year to people at its beginning

  bool operator==(const Region&) const = default;
};

// A district or town, by whose name a text means its region. Where several regions have one of that
// name, the text means the one that it names besides.
struct Locality {
  std::vector<std::string> regions;
  std::vector<Pattern> aliases;
  Place place;

  bool operator==(const Locality&) const = default;
};

// What a name made of a head word and a field of work stands for: "министерство культуры", "білім
// басқармасы", "department of health".
enum class OfficeRank : std::uint8_t {
  kMinistry,
  kCommittee,
  kAgency,
  kDepartment,
  kOffice,
  kAkim,  // the head of a place: "аким Павлодара"
};
inline constexpr std::size_t kOfficeRanks = 6;

// A head word of such names. Its language says on which side the field stands.
struct OfficeHead {
  OfficeRank rank = OfficeRank::kDepartment;
  core::Language language = core::Language::kUnknown;
  std::vector<Pattern> patterns;

  bool operator==(const OfficeHead&) const = default;
};

// A field of work, and the body or family that works in it, by rank; empty where none does.
struct OfficeField {
  std::string id;
  std::array<std::string, kOfficeRanks> bodies;
  std::vector<Pattern> patterns;
  Place place;

  bool operator==(const OfficeField&) const = default;
};

// The grammar of the names of offices that no entry of the registry has.
struct OfficeGrammar {
  std::vector<OfficeHead> heads;
  std::vector<OfficeField> fields;
  std::set<std::string, std::less<>> links;  // words that may stand within a name ("по делам")
  std::vector<Pattern> scopes;  // words that say whose office it is ("районный")
  std::string unknown;  // the body or family meant by a head with a scope and no known field
  Place place;

  bool operator==(const OfficeGrammar&) const = default;
};

// Words by which a body plays a part in a sentence.
enum class RoleCue : std::uint8_t {
  kActs,       // checks, detains, audits, judges
  kAddressed,  // is asked, complained to, written to
  kEmploys,    // has dismissed or suspended somebody of its own
  kJudges,     // a case is tried or an accusation brought, by whatever body of that office is named
  kElsewhere,  // the holder of a post that no body which investigates or judges has
};
struct RoleWords {
  RoleCue cue = RoleCue::kActs;
  std::vector<Pattern> patterns;

  bool operator==(const RoleWords&) const = default;
};

// Names of spheres, schemes and offences in three languages, for people.
struct Term {
  core::TagKind kind = core::TagKind::kSphere;
  std::string id;
  std::string kk, ru, en;
  std::string parent;  // the wider sphere of a sphere, or the sphere of a scheme; may be empty
  Place place;

  bool operator==(const Term&) const = default;
};

struct Lexicon {
  std::vector<WordList> lists;
  std::vector<Rule> rules;
  std::vector<Body> bodies;
  std::vector<BodyFamily> families;
  std::vector<Region> regions;
  std::vector<Term> terms;
  std::string version;  // first 16 hex digits of the SHA-256 of all files, in the order read
  std::vector<Locality> localities = {};
  OfficeGrammar offices = {};
  std::vector<RoleWords> role_words = {};
  Conditions name_conditions = {};  // of every name of a body: nobody only pretends to be of it
};

// Takes from the rules with these ids all that they emit: they still match, so that a person sees
// where, and they give no tag, no sign and no cover. Ids that no rule has are ignored. The version
// of a lexicon that lost something becomes another one, which depends on what was lost.
void KeepOutOfCounts(const std::set<std::string>& rules, Lexicon& lexicon);

}  // namespace classify
