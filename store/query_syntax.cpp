#include "store/query_syntax.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "core/printable.h"
#include "core/utf8.h"

namespace store {
namespace {

using Kind = QuerySyntax::Kind;

struct FieldNames {
  QueryField field;
  std::string_view name;  // in messages
  std::string_view ru, kk;
  std::string_view other = {};
};

constexpr FieldNames kFields[] = {
    {QueryField::kTitle, "title", "заголовок", "тақырып"},
    {QueryField::kSphere, "sphere", "сфера", "сала"},
    {QueryField::kBody, "body", "орган", "мекеме"},
    {QueryField::kScheme, "scheme", "схема", "тәсіл"},
    {QueryField::kOffence, "offence", "правонарушение", "құқықбұзушылық"},
    {QueryField::kRegion, "region", "регион", "өңір"},
    {QueryField::kSource, "source", "источник", "дереккөз"},
    {QueryField::kSourceType, "type", "тип", "түрі"},
    {QueryField::kLanguage, "lang", "язык", "тіл"},
    {QueryField::kContext, "context", "стадия", "кезең"},
    {QueryField::kFrom, "from", "с", "бастап", "от"},
    {QueryField::kTo, "to", "по", "дейін", "до"},
    {QueryField::kIs, "is", "признак", "белгі"},
    {QueryField::kLabel, "label", "метка", "жапсырма"},
};

constexpr std::array<std::string_view, 3> kAndWords = {"AND", "И", "ЖӘНЕ"};
constexpr std::array<std::string_view, 3> kOrWords = {"OR", "ИЛИ", "НЕМЕСЕ"};
constexpr std::array<std::string_view, 3> kNotWords = {"NOT", "НЕ", "ЕМЕС"};
constexpr std::array<std::string_view, 3> kNearWords = {"near/", "рядом/", "жақын/"};

// Quotation marks. A straight one closes a straight one, "»" closes "«"; of the curled ones people
// mix all, and close them with a straight one, too.
constexpr std::string_view kStraight = "\"", kLeftAngled = "«", kRightAngled = "»";
constexpr std::array<std::string_view, 3> kCurled = {"“", "”", "„"};
// Spaces beside those of ASCII: no-break, thin, narrow no-break, ideographic.
constexpr std::array<std::string_view, 4> kSpaces = {"\xC2\xA0", "\xE2\x80\x89", "\xE2\x80\xAF",
                                                     "\xE3\x80\x80"};

constexpr std::size_t kShownBytes = 60;

template <typename Words>
bool Contains(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool IsAsciiLetter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool IsDigit(char byte) {
  return byte >= '0' && byte <= '9';
}

// Lower case of ASCII and of the Cyrillic letters of Russian and Kazakh.
std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (std::size_t i = 0; i < lower.size(); ++i) {
    if (lower[i] >= 'A' && lower[i] <= 'Z') lower[i] = static_cast<char>(lower[i] + ('a' - 'A'));
    if (i + 1 == lower.size() || !core::IsTrailByte(lower[i + 1])) continue;
    const auto first = static_cast<unsigned char>(lower[i]);
    unsigned c = (first & 0x1FU) << 6 | (static_cast<unsigned char>(lower[i + 1]) & 0x3FU);
    if (first == 0xD0 && c < 0x410) {
      c += 0x50;  // Ё, І
    } else if (first == 0xD0 && c < 0x430) {
      c += 0x20;
    } else if ((first == 0xD2 || first == 0xD3) && c % 2 == 0) {
      c += 1;  // Ғ, Қ, Ң, Ү, Ұ, Һ, Ә, Ө
    } else {
      continue;
    }
    lower[i] = static_cast<char>(0xC0U | c >> 6);
    lower[i + 1] = static_cast<char>(0x80U | (c & 0x3FU));
  }
  return lower;
}

QueryField FieldOf(std::string_view name) {
  const std::string lower = LowerCase(name);
  for (const FieldNames& known : kFields) {
    for (const std::string_view one : {known.name, known.ru, known.kk, known.other}) {
      if (one == lower) return known.field;
    }
  }
  return QueryField::kNone;
}

std::string FieldList() {
  std::string list;
  for (const FieldNames& known : kFields) list.append(list.empty() ? "" : ", ").append(known.name);
  return list;
}

enum class Sign : std::uint8_t {
  kEnd,
  kOpen,
  kClose,
  kAnd,
  kOr,
  kNot,
  kNear,
  kField,  // with its colon; the value follows at once
  kLeaf,   // word, prefix or phrase
};

struct Lexeme {
  Sign sign = Sign::kEnd;
  Kind kind = Kind::kWord;               // of kLeaf
  QueryField field = QueryField::kNone;  // of kField
  std::uint32_t distance = 0;            // of kNear
  QuerySpan written, text = {};
};

// Cuts what was typed. After the first error there is nothing but the end.
class Lexer {
 public:
  explicit Lexer(std::string_view typed) : typed_(typed) {}

  const std::optional<core::Error>& error() const { return error_; }

  void Fail(std::size_t byte, std::string_view what) {
    if (!error_) error_ = QueryError(typed_, byte, what);
    at_ = typed_.size();
  }

  std::string Shown(QuerySpan span) const { return ShownPart(span.In(typed_)); }

  Lexeme Next() {
    while (const std::size_t size = SpaceAt(at_)) at_ += size;
    if (at_ == typed_.size()) return {.written = {at_, at_}};
    const std::size_t begin = at_;
    switch (typed_[at_]) {
      case '(':
        return Take(Sign::kOpen, 1);
      case ')':
        return Take(Sign::kClose, 1);
      case '|':
        return Take(Sign::kOr, Rest().starts_with("||") ? 2 : 1);
      case '-':
        if (at_ + 1 < typed_.size() && typed_[at_ + 1] != '-' && WordGoesOnAt(at_ + 1, true)) {
          return Take(Sign::kNot, 1);
        }
        break;
      default:
        if (QuoteAt(at_) > 0) return TakePhrase();
    }
    const QuerySpan run = TakeRun();
    const std::string_view word = run.In(typed_);
    if (Contains(kAndWords, word)) return {.sign = Sign::kAnd, .written = run};
    if (Contains(kOrWords, word)) return {.sign = Sign::kOr, .written = run};
    if (Contains(kNotWords, word)) return {.sign = Sign::kNot, .written = run};
    for (const std::string_view near : kNearWords) {
      // Case folding keeps the length of these words.
      if (LowerCase(word.substr(0, near.size())) == near) return NearOf(run, near.size());
    }
    if (const std::size_t name = FieldNameSize(run)) {
      at_ = begin + name + 1;
      return FieldOfName({begin, begin + name});
    }
    return Leaf(run);
  }

  // The value that stands right behind a field, or '('.
  Lexeme NextValue(const Lexeme& field) {
    const std::string_view name = Name(field.field);
    if (Rest().starts_with('(')) return Take(Sign::kOpen, 1);
    if (Rest().starts_with('-')) {
      Fail(at_, fmt::format("to leave something out write -{}: with the value behind it", name));
      return {};
    }
    if (QuoteAt(at_) > 0) return TakePhrase();
    const QuerySpan run = TakeRun();
    if (run.begin == run.end) {
      Fail(field.written.begin,
           fmt::format("{} has no value: write it right after the colon, without a space",
                       Shown(field.written)));
      return {};
    }
    if (run.In(typed_).ends_with('=') && QuoteAt(at_) > 0) {
      Fail(run.begin,
           fmt::format("put all of the value in quotes: {}:\"{}...\"", name, run.In(typed_)));
      return {};
    }
    return Leaf(run);
  }

 private:
  std::string_view Rest() const { return typed_.substr(at_); }

  Lexeme Take(Sign sign, std::size_t size) {
    at_ += size;
    return {.sign = sign, .written = {at_ - size, at_}};
  }

  std::size_t SpaceAt(std::size_t at) const {
    if (at >= typed_.size()) return 0;
    const auto byte = static_cast<unsigned char>(typed_[at]);
    if (byte <= 0x20 || byte == 0x7F) return 1;
    if (byte < 0x80) return 0;
    for (const std::string_view space : kSpaces) {
      if (typed_.substr(at).starts_with(space)) return space.size();
    }
    return 0;
  }

  // Bytes of the quotation mark at `at`; 0 if there is none.
  std::size_t QuoteAt(std::size_t at) const {
    const std::string_view rest = typed_.substr(at);
    if (rest.starts_with(kStraight)) return kStraight.size();
    if (rest.starts_with(kLeftAngled) || rest.starts_with(kRightAngled)) return kLeftAngled.size();
    for (const std::string_view quote : kCurled) {
      if (rest.starts_with(quote)) return quote.size();
    }
    return 0;
  }

  // Whether a word could have `at` in it; `quoted`: or a phrase or bracket begins there.
  bool WordGoesOnAt(std::size_t at, bool quoted) const {
    if (at == typed_.size() || SpaceAt(at) > 0 || typed_[at] == ')' || typed_[at] == '|') {
      return false;
    }
    return quoted || (typed_[at] != '(' && QuoteAt(at) == 0);
  }

  QuerySpan TakeRun() {
    const std::size_t begin = at_;
    while (WordGoesOnAt(at_, false)) ++at_;
    return {begin, at_};
  }

  // Where the phrase that begins with `open` at `at` ends; npos if nowhere.
  std::size_t ClosingQuote(std::string_view open, std::size_t at) const {
    if (open == kStraight) return typed_.find(kStraight, at);
    if (open == kLeftAngled) return typed_.find(kRightAngled, at);
    for (; at < typed_.size(); ++at) {
      const std::string_view rest = typed_.substr(at);
      if (rest.starts_with(kStraight) || rest.starts_with(kCurled[0]) ||
          rest.starts_with(kCurled[1])) {
        return at;
      }
    }
    return std::string_view::npos;
  }

  Lexeme TakePhrase() {
    const std::size_t begin = at_, size = QuoteAt(at_);
    const std::string_view open = Rest().substr(0, size);
    if (open == kRightAngled) {
      Fail(begin, "no phrase ends here: write « where it begins");
      return {};
    }
    const std::size_t end = ClosingQuote(open, begin + size);
    if (end == std::string_view::npos) {
      Fail(begin, fmt::format("the quotation mark is not closed: write {} where the phrase ends",
                              open == kLeftAngled ? kRightAngled
                              : open == kStraight ? kStraight
                                                  : kCurled[1]));
      return {};
    }
    at_ = end + QuoteAt(end);
    const QuerySpan text{begin + size, end};
    for (std::size_t star = text.begin + 1; star < end; ++star) {
      if (typed_[star] != '*' || SpaceAt(star - 1) > 0) continue;
      if (star + 1 == end || SpaceAt(star + 1) > 0) {
        Fail(star, "a phrase has whole words, in any of their forms: take the * out of it");
        return {};
      }
    }
    return {.sign = Sign::kLeaf, .kind = Kind::kPhrase, .written = {begin, at_}, .text = text};
  }

  Lexeme NearOf(QuerySpan run, std::size_t name) {
    const std::string_view digits = run.In(typed_).substr(name);
    std::uint32_t distance = 0;
    const bool number = !digits.empty() && std::all_of(digits.begin(), digits.end(), IsDigit);
    for (std::size_t i = 0; number && i < digits.size() && distance <= kMaxQueryDistance; ++i) {
      distance = distance * 10 + static_cast<std::uint32_t>(digits[i] - '0');
    }
    if (distance == 0 || distance > kMaxQueryDistance) {
      Fail(run.begin, fmt::format("{}: write how many words apart, 1 to {}: near/3", Shown(run),
                                  kMaxQueryDistance));
      return {};
    }
    return {.sign = Sign::kNear, .distance = distance, .written = run};
  }

  // Bytes of the name of a field with which `run` begins; 0 if it is a mere word.
  std::size_t FieldNameSize(QuerySpan run) const {
    const std::string_view word = run.In(typed_);
    const std::size_t colon = word.find(':');
    if (colon == std::string_view::npos || colon == 0) return 0;
    const std::string_view name = word.substr(0, colon);
    const bool letters = std::all_of(name.begin(), name.end(), [](char byte) {
      return IsAsciiLetter(byte) || byte == '_' || static_cast<unsigned char>(byte) >= 0x80;
    });
    if (!letters || word.substr(colon + 1).starts_with("//")) return 0;
    const bool value = WordGoesOnAt(run.begin + colon + 1, true);
    return value || FieldOf(name) != QueryField::kNone ? colon : 0;
  }

  Lexeme FieldOfName(QuerySpan name) {
    const QueryField field = FieldOf(name.In(typed_));
    if (field == QueryField::kNone) {
      Fail(name.begin,
           fmt::format("there is no field {}: take one of {}, or put the words in quotation marks",
                       Shown(name), FieldList()));
      return {};
    }
    return {.sign = Sign::kField, .field = field, .written = {name.begin, name.end + 1}};
  }

  Lexeme Leaf(QuerySpan run) {
    const std::string_view word = run.In(typed_);
    const std::size_t star = word.find('*');
    if (star == std::string_view::npos) return {.sign = Sign::kLeaf, .written = run, .text = run};
    if (word.find_first_not_of('*', star) != std::string_view::npos) {
      Fail(run.begin + star, "a * stands at the end of a word only: write the beginning before it");
      return {};
    }
    if (core::CountCharacters(word.substr(0, star)) < 2) {
      Fail(run.begin + star, "a * needs at least two letters before it: write more of the word");
      return {};
    }
    return {.sign = Sign::kLeaf,
            .kind = Kind::kPrefix,
            .written = run,
            .text = {run.begin, run.begin + star}};
  }

  std::string_view typed_;
  std::size_t at_ = 0;
  std::optional<core::Error> error_;
};

// Recursive descent; every level of the stack is a bracket or a negation.
class Parser {
 public:
  explicit Parser(std::string_view typed) : typed_(typed), lexer_(typed), next_(lexer_.Next()) {}

  core::Expected<QuerySyntax> Parse() {
    QuerySyntax tree;
    if (next_.sign != Sign::kEnd) {
      tree = Or();
      if (next_.sign == Sign::kClose) FailForClosing();
    }
    if (lexer_.error()) return *lexer_.error();
    return tree;
  }

 private:
  void Advance() { next_ = lexer_.Next(); }

  void Fail(const Lexeme& at, std::string_view what) {
    lexer_.Fail(at.written.begin, what);
    Advance();
  }

  bool AtOperand() const {
    return next_.sign == Sign::kOpen || next_.sign == Sign::kNot || next_.sign == Sign::kField ||
           next_.sign == Sign::kLeaf;
  }

  void FailForClosing() {
    Fail(next_, "this bracket closes nothing: take it out or write ( before it");
  }

  // Says what is missing before `next_`, behind `last_`.
  void FailForOperand() {
    if (last_.sign == Sign::kEnd && next_.sign == Sign::kClose) {
      FailForClosing();
    } else if (last_.sign == Sign::kOpen && next_.sign == Sign::kClose) {
      Fail(last_, "there is nothing between these brackets: write something or take them out");
    } else if (last_.sign == Sign::kOpen && next_.sign == Sign::kEnd) {
      Fail(last_, "the bracket is not closed: write ) where it ends");
    } else if (last_.sign == Sign::kEnd || last_.sign == Sign::kOpen) {
      Fail(next_, fmt::format("nothing stands before {0}: write a word before {0}, or put it in "
                              "quotation marks to search for it",
                              lexer_.Shown(next_.written)));
    } else {
      Fail(last_, fmt::format("nothing stands behind {0}: write a word behind {0}, or put it in "
                              "quotation marks to search for it",
                              lexer_.Shown(last_.written)));
    }
  }

  Lexeme TakeSign() {
    last_ = next_;
    Advance();
    return last_;
  }

  void CountNode(const Lexeme& at) {
    if (++nodes_ > kMaxQueryNodes) {
      Fail(at, fmt::format("a query has at most {} words and operators: ask for less at once",
                           kMaxQueryNodes));
    }
  }

  // A node of `parts`, or the only one.
  QuerySyntax Joined(Kind kind, std::vector<QuerySyntax> parts, const Lexeme& at) {
    if (parts.size() == 1) return std::move(parts.front());
    CountNode(at);
    QuerySyntax node;
    node.kind = kind;
    node.written = {parts.front().written.begin, parts.back().written.end};
    node.parts = std::move(parts);
    return node;
  }

  QuerySyntax Or() {
    const Lexeme first = next_;
    std::vector<QuerySyntax> parts;
    parts.push_back(And());
    while (next_.sign == Sign::kOr) {
      TakeSign();
      parts.push_back(And());
    }
    return Joined(Kind::kOr, std::move(parts), first);
  }

  QuerySyntax And() {
    const Lexeme first = next_;
    std::vector<QuerySyntax> parts;
    parts.push_back(Near());
    while (AtOperand() || next_.sign == Sign::kAnd) {
      if (next_.sign == Sign::kAnd) TakeSign();
      parts.push_back(Near());
    }
    return Joined(Kind::kAnd, std::move(parts), first);
  }

  QuerySyntax Near() {
    const Lexeme first = next_;
    std::vector<QuerySyntax> parts;
    std::uint32_t distance = 0;
    parts.push_back(Not());
    while (next_.sign == Sign::kNear) {
      const Lexeme near = TakeSign();
      distance += near.distance;
      if (distance > kMaxQueryDistance) {
        Fail(near, fmt::format("the distances of a chain add up to at most {} words: ask for less",
                               kMaxQueryDistance));
      } else if (field_ != QueryField::kNone && field_ != QueryField::kTitle) {
        Fail(near, fmt::format("near stands between words: {} takes values", Name(field_)));
      }
      parts.push_back(Not());
    }
    QuerySyntax node = Joined(Kind::kNear, std::move(parts), first);
    if (distance > 0) node.distance = distance;
    return node;
  }

  bool Enter(const Lexeme& at) {
    if (++depth_ <= kMaxQueryDepth) return true;
    Fail(at, fmt::format("brackets and negations are nested at most {} deep: use fewer",
                         kMaxQueryDepth));
    return false;
  }

  QuerySyntax Not() {
    if (next_.sign != Sign::kNot) return Operand();
    const Lexeme sign = TakeSign();
    CountNode(sign);
    QuerySyntax node;
    if (Enter(sign)) {
      node.kind = Kind::kNot;
      node.parts.push_back(Not());
      node.written = {sign.written.begin, node.parts.front().written.end};
    }
    --depth_;
    return node;
  }

  QuerySyntax Operand() {
    if (!AtOperand()) {
      FailForOperand();
      return {};
    }
    if (next_.sign == Sign::kOpen) return Bracket();
    if (next_.sign == Sign::kLeaf) return Leaf(next_, next_.written.begin);
    const Lexeme field = next_;
    if (field_ != QueryField::kNone) {
      Fail(field, fmt::format("the brackets behind {0}: hold values of it: close them before {1}",
                              Name(field_), lexer_.Shown(field.written)));
      return {};
    }
    next_ = lexer_.NextValue(field);
    field_ = field.field;
    QuerySyntax node;
    if (next_.sign == Sign::kOpen) {
      node = Bracket();
    } else if (next_.sign == Sign::kLeaf) {
      node = Leaf(next_, field.written.begin);
    }
    node.written.begin = field.written.begin;
    field_ = QueryField::kNone;
    return node;
  }

  QuerySyntax Bracket() {
    const Lexeme open = TakeSign();
    QuerySyntax node;
    if (Enter(open)) node = Or();
    --depth_;
    if (next_.sign != Sign::kClose) {
      Fail(open, "the bracket is not closed: write ) where it ends");
      return node;
    }
    node.written = {open.written.begin, next_.written.end};
    TakeSign();
    return node;
  }

  QuerySyntax Leaf(const Lexeme& leaf, std::size_t begin) {
    CountNode(leaf);
    if (leaf.kind == Kind::kPrefix && field_ != QueryField::kNone && field_ != QueryField::kTitle) {
      Fail(leaf,
           fmt::format("* stands behind words only: write the whole value of {}", Name(field_)));
    } else if (core::CountCharacters(leaf.text.In(typed_)) == 0) {
      Fail(leaf, "there is nothing between these quotation marks: write a word or take them out");
    }
    QuerySyntax node;
    node.kind = leaf.kind;
    node.field = field_;
    node.written = {begin, leaf.written.end};
    node.text = leaf.text;
    TakeSign();
    return node;
  }

  std::string_view typed_;
  Lexer lexer_;
  Lexeme next_;
  Lexeme last_;                           // the one before `next_`; at the beginning kEnd
  QueryField field_ = QueryField::kNone;  // whose brackets these are
  int depth_ = 0;
  std::size_t nodes_ = 0;
};

}  // namespace

std::string_view Name(QueryField field) {
  for (const FieldNames& known : kFields) {
    if (known.field == field) return known.name;
  }
  return "";
}

core::Expected<QuerySyntax> ParseQuery(std::string_view typed) {
  if (typed.size() > kMaxQueryBytes) {
    return QueryError(
        typed, kMaxQueryBytes,
        fmt::format("a query ends after {} KiB: ask for less at once", kMaxQueryBytes >> 10));
  }
  return Parser(typed).Parse();
}

core::Error QueryError(std::string_view typed, std::size_t byte, std::string_view what) {
  return {fmt::format("query, character {}: {}", core::CountCharacters(typed.substr(0, byte)) + 1,
                      what)};
}

std::string ShownPart(std::string_view part) {
  if (part.size() <= kShownBytes) return core::Printable(part);
  return core::Printable(core::WholeCharacters(part, kShownBytes)) + "…";
}

}  // namespace store
