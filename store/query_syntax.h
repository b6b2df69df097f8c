// What a person types into a search, as a tree. Pure text: words stand as they were typed, and
// values of fields are not looked up.
//
//   больница взятка        both words; also AND, И, ЖӘНЕ
//   пара OR взятка         one of them; also |, ИЛИ, НЕМЕСЕ
//   -суд                   not that; also NOT, НЕ, ЕМЕС before it
//   (a OR b) c             brackets; else NOT binds most, then near, then AND, then OR
//   "откат за тендер"      these words, one right behind the other; also « », “ ”, „ “
//   взят*                  words that begin so: two letters at least, the star at the end
//   врач near/5 деньги     at most five words on, in any order; also рядом/5, жақын/5
//   a near/3 b near/3 c    from the first to the last at most the sum of the distances
//   sphere:health          a field with its value, "a value" or (one OR another)
//   title:взятка           words, phrases, stars and near in the title only
//
// Operators are in capitals only: "or" and "и" are words. A hyphen within a word belongs to it. A
// colon makes a field of the letters before it unless a space or "//" follows it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"

namespace store {

enum class QueryField : std::uint8_t {
  kNone,
  kTitle,
  kSphere,
  kBody,
  kScheme,
  kOffence,
  kRegion,
  kSource,
  kSourceType,
  kLanguage,
  kContext,
  kFrom,
  kTo,
  kIs,
  kLabel,
};
// "title", "sphere", ..., the names that messages use; "" for kNone.
std::string_view Name(QueryField field);

// Bytes of what was typed, half-open.
struct QuerySpan {
  std::size_t begin = 0, end = 0;

  std::string_view In(std::string_view typed) const { return typed.substr(begin, end - begin); }
};

struct QuerySyntax {
  enum class Kind : std::uint8_t {
    kNothing,  // nothing was typed
    kWord,
    kPrefix,
    kPhrase,
    kNear,  // parts, within `distance`
    kAnd,
    kOr,
    kNot,  // one part
  };

  Kind kind = Kind::kNothing;
  QueryField field = QueryField::kNone;  // of kWord, kPrefix, kPhrase
  std::uint32_t distance = 0;
  QuerySpan written;  // with quotes, star, field and brackets
  QuerySpan text;     // of kWord, kPrefix, kPhrase: without them
  std::vector<QuerySyntax> parts;
};

inline constexpr std::size_t kMaxQueryBytes = 64 << 10;
inline constexpr int kMaxQueryDepth = 64;            // of brackets and negations
inline constexpr std::size_t kMaxQueryNodes = 1000;  // of a tree
inline constexpr std::uint32_t kMaxQueryDistance = 1000;

// Reads `typed`, UTF-8; bytes that are not count as letters. Blank: kNothing. The error names the
// place, what is wrong there and what to do. Linear time, bounded stack.
core::Expected<QuerySyntax> ParseQuery(std::string_view typed);

// "query, character 14: WHAT", for the character at `byte` of `typed`.
core::Error QueryError(std::string_view typed, std::size_t byte, std::string_view what);
// A part of a query for a message: printable, and cut where it is long.
std::string ShownPart(std::string_view part);

}  // namespace store
