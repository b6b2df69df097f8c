// What a text says about corruption: tags, each with the rule that gave it and the words it rests
// on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/language.h"

namespace core {

enum class TagKind : std::uint8_t {
  kSphere,
  kScheme,
  kOffence,
  kBody,
  kRegion,
  kMark,  // what else matters to a reader: a repeated appeal, a threat, proof at hand
};
inline constexpr std::size_t kTagKinds = 6;
// "sphere", "scheme", "offence", "body", "region", "mark".
std::string_view Name(TagKind kind);
std::optional<TagKind> TagKindOf(std::string_view name);

// Part of a body in the text. Counts by body use kImplicated only.
enum class Role : std::uint8_t {
  kNone,        // not a body
  kImplicated,  // the wrongdoing is said to be there
  kActing,      // it investigates, judges, publishes, supervises
  kNamed,       // anything else
};
// "", "implicated", "acting", "named".
std::string_view Name(Role role);

// The strongest current stage of what is told.
enum class Context : std::uint8_t {
  kNone,
  kAllegation,
  kInvestigation,
  kConviction,
  kAcquittal,
  kPrevention,
  kPolicy,
  kForeign,
};
inline constexpr std::size_t kContexts = 8;
// "none", "allegation", ...
std::string_view Name(Context context);
std::optional<Context> ContextOf(std::string_view name);

// Of a document (core/document.h).
enum class Field : std::uint8_t { kTitle, kText, kRegion, kAddressee };
// "title", "text", "region", "addressee".
std::string_view Name(Field field);

// The words a tag rests on: bytes of the original field, half-open, and the rule that found them.
struct Evidence {
  std::string rule;
  std::uint32_t rule_version = 0;
  Field field = Field::kText;
  std::uint32_t begin = 0, end = 0;

  bool operator==(const Evidence&) const = default;
};

struct Tag {
  TagKind kind = TagKind::kSphere;
  std::string id;
  Role role = Role::kNone;
  bool special = false;  // a special state body (Rules, para 5)
  float score = 1;       // 0..1
  std::vector<Evidence> evidence;

  bool operator==(const Tag&) const = default;
};

struct Classification {
  Language language = Language::kUnknown;
  bool corruption = false;  // the text says that a corrupt act or practice exists
  bool countable = false;   // domestic and a specific episode: may enter the statistics
  Context context = Context::kNone;
  std::vector<Tag> tags;           // ordered by kind, then id
  std::vector<Evidence> evidence;  // the clauses that state the act, in order of place
  std::string lexicon_version;     // content hash of the rules that were used

  // True if a special state body is implicated: the item is kept and left out of counts (Rules,
  // para 5).
  bool special() const;
  // May be counted: countable and not special.
  bool counts() const { return countable && !special(); }
};

}  // namespace core
