#include "classify/regex.h"

#include <fmt/format.h>

#include <algorithm>
#include <bitset>
#include <optional>
#include <string_view>

#include "nlp/alphabet.h"
#include "nlp/utf8.h"

namespace classify {
namespace {

using Set = std::bitset<256>;  // of bytes of the stream

constexpr std::uint32_t kTooMuch = 1'000'000;  // where sizes stop to grow

Set Digits() {
  Set set;
  for (char c = '0'; c <= '9'; ++c) set.set(static_cast<unsigned char>(c));
  return set;
}

Set LettersAndDigits() {
  Set set = Digits();
  for (unsigned byte = 0; byte < 256; ++byte) {
    const char32_t c = nlp::Decode(static_cast<char>(byte));
    if (c != nlp::kReplacement && c != U' ' && c != U'-') set.set(byte);
  }
  return set;
}

// What a token may consist of.
Set TokenBytes() {
  Set set = LettersAndDigits();
  set.set('-');
  set.set(static_cast<unsigned char>(nlp::kOtherByte));
  return set;
}

Set One(char byte) {
  Set set;
  set.set(static_cast<unsigned char>(byte));
  return set;
}

// As an expression that matches one of its bytes.
std::string Expression(const Set& set) {
  std::string text;
  for (unsigned byte = 0; byte < 256; ++byte) {
    if (!set[byte]) continue;
    unsigned last = byte;
    while (last < 255 && set[last + 1]) ++last;
    text += fmt::format("\\x{:02x}", byte);
    if (last > byte) text += fmt::format("-\\x{:02x}", last);
    byte = last;
  }
  return set.count() == 1 ? text : "[" + text + "]";
}

// A part of an expression, and the least and the most it takes.
struct Piece {
  std::string expression;
  std::uint32_t min_bytes = 0, max_bytes = 0, max_spaces = 0;
  std::uint32_t positions = 0;
};

std::uint32_t Times(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::uint32_t>(
      std::min<std::uint64_t>(kTooMuch, static_cast<std::uint64_t>(a) * b));
}

class Parser {
 public:
  explicit Parser(const Pattern& pattern) : pattern_(pattern), text_(pattern.text) {}

  core::Expected<Regex> Parse() {
    Piece all = Choice(0);
    if (!error_ && at_ < text_.size()) Fail(at_, "an unexpected ')'", "brackets come in pairs");
    if (!error_ && all.min_bytes == 0) {
      Fail(0, "it may match nothing", "make something in it required");
    }
    if (!error_ && all.max_bytes > kMaxRegexBytes) {
      Fail(0,
           fmt::format("matches of up to {} characters, limit {}", all.max_bytes, kMaxRegexBytes),
           "lower the numbers in {}");
    }
    if (!error_ && all.positions > kMaxRegexPositions) {
      Fail(0,
           fmt::format("too large: {} characters when repetitions are written out, limit {}",
                       all.positions, kMaxRegexPositions),
           "split it into several");
    }
    if (error_) return *error_;
    return Regex{std::move(all.expression), all.max_bytes, all.max_spaces + 1};
  }

 private:
  void Fail(std::size_t at, std::string_view what, std::string_view hint) {
    if (error_) return;
    Place place = pattern_.place;
    place.column += static_cast<int>(core::CountCharacters(std::string_view(text_).substr(0, at)));
    error_ = core::Error{fmt::format("{}: {} in the regular expression '{}'; {}", place.ToString(),
                                     what, pattern_.text, hint)};
    at_ = text_.size();
  }

  char Peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool Take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  Piece Choice(int depth) {
    Piece all = Sequence(depth);
    while (Take('|')) {
      const Piece other = Sequence(depth);
      all.expression += "|" + other.expression;
      all.min_bytes = std::min(all.min_bytes, other.min_bytes);
      all.max_bytes = std::max(all.max_bytes, other.max_bytes);
      all.max_spaces = std::max(all.max_spaces, other.max_spaces);
      all.positions = std::min(kTooMuch, all.positions + other.positions);
    }
    return all;
  }

  Piece Sequence(int depth) {
    Piece all;
    while (!error_ && at_ < text_.size() && Peek() != '|' && Peek() != ')') {
      const Piece next = Quantified(depth);
      all.expression += next.expression;
      all.min_bytes = std::min(kTooMuch, all.min_bytes + next.min_bytes);
      all.max_bytes = std::min(kTooMuch, all.max_bytes + next.max_bytes);
      all.max_spaces = std::min(kTooMuch, all.max_spaces + next.max_spaces);
      all.positions = std::min(kTooMuch, all.positions + next.positions);
      if (all.expression.size() > kTooMuch) Fail(at_, "too large", "split it into several");
    }
    return all;
  }

  Piece Quantified(int depth) {
    Piece piece = Atom(depth);
    const std::size_t at = at_;
    if (error_) return piece;
    if (Peek() == '*' || Peek() == '+') {
      Fail(at, fmt::format("'{}' has no bound", Peek()), "write how often at most, such as {0,20}");
    } else if (Take('?')) {
      Repeat(piece, 0, 1);
    } else if (Take('{')) {
      Counted(piece, at);
    }
    const char next = Peek();
    if (!error_ && at_ > at && (next == '?' || next == '+' || next == '*' || next == '{')) {
      Fail(at_, "a repetition of a repetition", "put the inner one in brackets");
    }
    return piece;
  }

  void Counted(Piece& piece, std::size_t begin) {
    const std::optional<std::uint32_t> least = Number();
    std::optional<std::uint32_t> most = least;
    if (least && Take(',')) {
      most = Number();
      if (!most && Peek() == '}') {
        Fail(begin, "a repetition without bound", "write how often at most, such as {2,20}");
        return;
      }
    }
    if (!least || !most || !Take('}') || *most == 0 || *least > *most) {
      Fail(begin, "a wrong repetition", "write it as {2} or {1,5}");
      return;
    }
    Repeat(piece, *least, *most);
  }

  std::optional<std::uint32_t> Number() {
    const std::size_t begin = at_;
    std::uint32_t number = 0;
    while (at_ < begin + 5 && Peek() >= '0' && Peek() <= '9') {
      number = number * 10 + static_cast<std::uint32_t>(text_[at_++] - '0');
    }
    return at_ == begin ? std::nullopt : std::optional(number);
  }

  static void Repeat(Piece& piece, std::uint32_t least, std::uint32_t most) {
    piece.expression = fmt::format("(?:{}){{{},{}}}", piece.expression, least, most);
    piece.min_bytes = Times(piece.min_bytes, least);
    piece.max_bytes = Times(piece.max_bytes, most);
    piece.max_spaces = Times(piece.max_spaces, most);
    piece.positions = Times(piece.positions, most);
  }

  Piece Atom(int depth) {
    const std::size_t at = at_;
    switch (Peek()) {
      case '(':
        return Group(depth + 1);
      case '[':
        return OneOf(Class());
      case '.':
        ++at_;
        return OneOf(TokenBytes());
      case '\\':
        return OneOf(Escape());
      case '^':
      case '$':
        Fail(at, fmt::format("an anchor '{}'", Peek()),
             "a match covers whole tokens anyway; field: and guards say where");
        return {};
      case '?':
      case '*':
      case '+':
      case '{':
        Fail(at, fmt::format("nothing to repeat before '{}'", Peek()), "put a character there");
        return {};
      default:
        return OneOf(Folded(Character(), at));
    }
  }

  Piece Group(int depth) {
    const std::size_t at = at_++;
    if (depth > kMaxRegexDepth) {
      Fail(at, fmt::format("brackets deeper than {}", kMaxRegexDepth), "split it into several");
      return {};
    }
    if (Take('?') && !Take(':')) {
      Fail(at, "a look around or an option",
           "only (a|b) and (?:a|b) are known; guards look around");
      return {};
    }
    Piece piece = Choice(depth);
    if (!error_ && !Take(')')) Fail(at, "an open bracket", "close it with ')'");
    piece.expression = "(?:" + piece.expression + ")";
    return piece;
  }

  static Piece OneOf(const Set& set) { return {Expression(set), 1, 1, set[' '] ? 1U : 0U, 1}; }

  char32_t Character() {
    const nlp::Decoded decoded = nlp::DecodeAt(text_, at_);
    at_ += decoded.size;
    return decoded.character;
  }

  // The byte of a character that stands for itself.
  Set Folded(char32_t c, std::size_t at) {
    if (c == U'ё') c = U'е';
    const char byte = nlp::Encode(c);
    if (byte != nlp::kOtherByte) return One(byte);
    Fail(at, fmt::format("the stream has no '{}'", text_.substr(at, at_ - at)),
         "write letters in lower case and '.' for marks inside a token");
    return One(' ');
  }

  Set Escape() {
    const std::size_t at = at_++;
    if (at_ >= text_.size()) {
      Fail(at, "nothing behind '\\'", "write \\d, \\w, \\s or a mark there");
      return One(' ');
    }
    switch (text_[at_]) {
      case 'd':
        ++at_;
        return Digits();
      case 'D':
        ++at_;
        return TokenBytes() & ~Digits();
      case 'w':
        ++at_;
        return LettersAndDigits();
      case 'W':
        ++at_;
        return TokenBytes() & ~LettersAndDigits();
      case 's':
        ++at_;
        return One(' ');
      case 'S':
        ++at_;
        return TokenBytes();
      default:
        break;
    }
    const char mark = text_[at_];
    const bool letter = (mark >= 'a' && mark <= 'z') || (mark >= 'A' && mark <= 'Z') ||
                        (mark >= '0' && mark <= '9');
    if (letter) {
      Fail(at, fmt::format("an unknown '\\{}'", mark),
           "known are \\d \\w \\s \\D \\W \\S; a match covers whole tokens anyway");
      return One(' ');
    }
    return Folded(Character(), at);
  }

  Set Class() {
    const std::size_t at = at_++;
    const bool negated = Take('^');
    Set set;
    while (!error_ && at_ < text_.size() && Peek() != ']') ClassItem(set);
    if (!error_ && !Take(']')) Fail(at, "an open '['", "close it with ']'");
    if (negated) set = TokenBytes() & ~set;
    if (!error_ && set.none()) Fail(at, "a class of nothing", "put a character into it");
    return set;
  }

  void ClassItem(Set& set) {
    const std::size_t at = at_;
    if (Peek() == '\\') {
      set |= Escape();
      return;
    }
    const char32_t first = Character();
    const bool range = Peek() == '-' && at_ + 1 < text_.size() && text_[at_ + 1] != ']';
    if (!range) {
      set |= Folded(first, at);
      return;
    }
    ++at_;
    const char32_t last = Character();
    if (last < first || last - first > 0x100) {
      Fail(at, "a wrong range", "write it as [а-я] or [0-9]");
      return;
    }
    Folded(first, at);  // its ends must be in the stream
    Folded(last, at);
    for (char32_t c = first; c <= last; ++c) {
      if (const char byte = nlp::Encode(c == U'ё' ? U'е' : c); byte != nlp::kOtherByte) {
        set.set(static_cast<unsigned char>(byte));
      }
    }
  }

  const Pattern& pattern_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::optional<core::Error> error_;
};

}  // namespace

core::Expected<Regex> ParseRegex(const Pattern& pattern) {
  return Parser(pattern).Parse();
}

}  // namespace classify
