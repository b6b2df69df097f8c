#include "classify/pattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/utf8.h"

namespace classify {
namespace {

bool IsUpper(char32_t c) {
  return (c >= U'A' && c <= U'Z') || (c >= U'А' && c <= U'Я') || c == U'Ё' || c == U'І' ||
         c == U'Ә' || c == U'Ғ' || c == U'Қ' || c == U'Ң' || c == U'Ө' || c == U'Ұ' || c == U'Ү' ||
         c == U'Һ';
}

// Decodes one character of valid UTF-8; a wrong byte counts as one character U+FFFD.
char32_t Next(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t size = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : 4;
  if (lead < 0x80 || size > text.size() - at) {
    ++at;
    return lead < 0x80 ? lead : U'\uFFFD';
  }
  char32_t value = lead & (0xFFu >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    value = value << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
  }
  at += size;
  return value;
}

bool IsWordByte(char c) {
  constexpr std::string_view kSpecial = " \t\r\n\"()|?~<>&#*";
  return kSpecial.find(c) == std::string_view::npos && static_cast<unsigned char>(c) >= 0x20;
}

class Parser {
 public:
  explicit Parser(const Pattern& pattern) : pattern_(pattern), text_(pattern.text) {}

  core::Expected<PatternTree> Parse() {
    PatternTree tree;
    do {
      PatternNode part = Sequence(0);
      if (error_) return *error_;
      if (part.children.empty()) {
        return Error(at_, "a part without words", "write at least one word");
      }
      if (tree.parts.size() == kMaxPatternParts) {
        return Error(at_, fmt::format("more than {} parts", kMaxPatternParts),
                     "write guards for what need only stand near");
      }
      tree.parts.push_back(std::move(part));
    } while (Take('&'));
    if (at_ < text_.size()) {
      return Error(at_, fmt::format("an unexpected '{}'", text_.substr(at_, 1)),
                   "brackets must come in pairs");
    }
    const PatternNode& first = tree.parts.front();
    if (std::all_of(first.children.begin(), first.children.end(),
                    [](const PatternNode& item) { return item.optional; })) {
      return Error(0, "nothing in it is required", "leave out one '?'");
    }
    return tree;
  }

 private:
  core::Error Error(std::size_t at, std::string_view what, std::string_view hint) const {
    Place place = pattern_.place;
    place.column += Column(at) - 1;
    return {
        fmt::format("{}: {} in the pattern '{}'; {}", place.ToString(), what, pattern_.text, hint)};
  }
  PatternNode Fail(std::size_t at, std::string_view what, std::string_view hint) {
    if (!error_) error_ = Error(at, what, hint);
    return {};
  }

  int Column(std::size_t at) const {
    return 1 + static_cast<int>(core::CountCharacters(std::string_view(text_).substr(0, at)));
  }
  void SkipSpace() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) {
      ++at_;
    }
  }
  bool Take(char c) {
    SkipSpace();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  char Peek() {
    SkipSpace();
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  PatternNode Sequence(int depth) {
    PatternNode sequence;
    int gap = 0;
    bool gap_open = false;
    while (!error_) {
      const char next = Peek();
      if (next == '\0' || next == '|' || next == ')' || next == '&') break;
      if (next == '~') {
        if (sequence.children.empty() || gap_open) {
          return Fail(at_, "a gap without a word before it", "write it as: word ~3 word");
        }
        gap = Gap();
        gap_open = true;
        continue;
      }
      PatternNode item = Item(depth);
      item.gap = static_cast<std::uint8_t>(gap);
      gap = 0;
      gap_open = false;
      sequence.children.push_back(std::move(item));
    }
    if (!error_ && gap_open) {
      return Fail(at_, "a gap without a word after it", "write it as: word ~3 word");
    }
    return sequence;
  }

  int Gap() {
    const std::size_t start = at_++;
    int gap = 0;
    const std::size_t digits = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9' && at_ < digits + 3) {
      gap = gap * 10 + (text_[at_++] - '0');
    }
    if (at_ == digits || gap < 1 || gap > kMaxGap) {
      Fail(start, "a wrong gap", fmt::format("write ~1 to ~{}", kMaxGap));
    }
    return gap;
  }

  PatternNode Item(int depth) {
    const std::size_t start = at_;
    PatternNode item = Atom(depth);
    item.column = Column(start);
    if (++words_ > kMaxPatternWords) {
      return Fail(start, fmt::format("more than {} words", kMaxPatternWords),
                  "split it into several patterns or use a list");
    }
    if (!error_ && at_ < text_.size() && text_[at_] == '?') {
      ++at_;
      item.optional = true;
    }
    return item;
  }

  PatternNode Atom(int depth) {
    const std::size_t start = at_;
    switch (text_[at_]) {
      case '(':
        return Choice(depth + 1);
      case '<':
        return List();
      case '"':
        return Quoted();
      case '#': {
        ++at_;
        PatternNode number;
        number.kind = PatternNode::Kind::kWord;
        number.word = WordKind::kNumber;
        number.text = "#";
        return number;
      }
      default:
        if (IsWordByte(text_[at_])) return Word();
        return Fail(start, fmt::format("an unexpected '{}'", text_.substr(start, 1)),
                    "put a word here");
    }
  }

  PatternNode Choice(int depth) {
    const std::size_t start = at_++;
    if (depth > kMaxPatternDepth) {
      return Fail(start, fmt::format("brackets deeper than {}", kMaxPatternDepth),
                  "split it into several patterns");
    }
    PatternNode choice;
    choice.kind = PatternNode::Kind::kChoice;
    do {
      const std::size_t alternative = at_;
      choice.children.push_back(Sequence(depth));
      if (error_) return {};
      if (choice.children.back().children.empty()) {
        return Fail(alternative, "an empty alternative", "write (a | b)? for a, b or nothing");
      }
    } while (Take('|'));
    if (!Take(')')) return Fail(start, "an open bracket", "close it with ')'");
    return choice;
  }

  PatternNode List() {
    const std::size_t start = at_++;
    const std::size_t end = text_.find('>', at_);
    PatternNode list;
    list.kind = PatternNode::Kind::kList;
    if (end == std::string_view::npos || end == at_) {
      return Fail(start, "a list without a name", "write it as: <officials>");
    }
    list.text = std::string(text_.substr(at_, end - at_));
    at_ = end + 1;
    return list;
  }

  // "exact form": one form, or several in a row as a choice of one sequence.
  PatternNode Quoted() {
    const std::size_t start = at_++;
    const std::size_t end = text_.find('"', at_);
    if (end == std::string_view::npos) return Fail(start, "an open quote", "close it with '\"'");
    PatternNode sequence;
    while (at_ < end) {
      if (text_[at_] == ' ') {
        ++at_;
        continue;
      }
      PatternNode form;
      form.kind = PatternNode::Kind::kWord;
      form.word = WordKind::kForm;
      form.column = Column(at_);
      const std::size_t size = std::min(text_.find(' ', at_), end) - at_;
      form.text = std::string(text_.substr(at_, size));
      at_ += size;
      sequence.children.push_back(std::move(form));
    }
    at_ = end + 1;
    if (sequence.children.empty()) return Fail(start, "empty quotes", "put a word between them");
    if (sequence.children.size() == 1) return std::move(sequence.children.front());
    PatternNode choice;
    choice.kind = PatternNode::Kind::kChoice;
    choice.children.push_back(std::move(sequence));
    return choice;
  }

  PatternNode Word() {
    const std::size_t start = at_;
    while (at_ < text_.size() && IsWordByte(text_[at_])) ++at_;
    PatternNode word;
    word.kind = PatternNode::Kind::kWord;
    word.text = std::string(text_.substr(start, at_ - start));
    std::size_t at = 0;
    word.capitalized = IsUpper(Next(word.text, at));
    const bool two_capitals =
        word.capitalized && at < word.text.size() && IsUpper(Next(word.text, at));
    if (at_ < text_.size() && text_[at_] == '*') {
      ++at_;
      word.word = WordKind::kPrefix;
      if (Column(at_ - 1) - Column(start) < 2) {
        return Fail(start, "a prefix of one letter", "make it longer");
      }
    } else if (two_capitals) {
      word.word = WordKind::kAbbreviation;
    }
    if (at_ < text_.size() && (text_[at_] == '*' || text_[at_] == '"')) {
      return Fail(at_, fmt::format("an unexpected '{}'", text_[at_]), "put a space before it");
    }
    return word;
  }

  const Pattern& pattern_;
  std::string_view text_;
  std::size_t at_ = 0;
  int words_ = 0;
  std::optional<core::Error> error_;
};

}  // namespace

core::Expected<PatternTree> ParsePattern(const Pattern& pattern) {
  return Parser(pattern).Parse();
}

}  // namespace classify
