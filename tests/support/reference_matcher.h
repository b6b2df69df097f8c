// A slow, obvious matcher to compare the product with: recursive, over lists of tokens, straight
// from the tree of a pattern. It shares no code with the product but the parser and the analysis.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "classify/lexicon.h"
#include "classify/matcher.h"
#include "classify/noun_endings.h"
#include "classify/pattern.h"
#include "core/normalized_text.h"
#include "nlp/alphabet.h"
#include "nlp/analyzer.h"

namespace fixture {

// Where the reference finds what: field (0: title), tokens of it without punctuation, half-open,
// and the guard that stops it (-1: none).
struct ReferenceMatch {
  std::size_t pattern = 0;
  int field = 0;
  int begin = 0, end = 0;
  int stopped_by = -1;

  auto operator<=>(const ReferenceMatch&) const = default;
};

inline ReferenceMatch OfProduct(const classify::Match& match) {
  return {match.pattern, match.field == core::Field::kTitle ? 0 : 1, static_cast<int>(match.begin),
          static_cast<int>(match.end),
          match.stopped_by == classify::Match::kPassed ? -1 : static_cast<int>(match.stopped_by)};
}

// A line for people: pattern, field, begin-end/guard of each.
inline std::string Describe(const std::vector<ReferenceMatch>& matches) {
  std::string text;
  for (const ReferenceMatch& match : matches) {
    text += fmt::format(" {}{}{}-{}/{}", match.pattern, match.field == 0 ? 't' : 'x', match.begin,
                        match.end, match.stopped_by);
  }
  return text;
}

class ReferenceMatcher {
 public:
  using Language = core::Language;
  using Node = classify::PatternNode;

  struct Token {
    std::string original, norm, lemma;
    bool capital = false;  // its first letter, or all
    bool all_capitals = false;
    bool number = false;  // digits and no letter
    int sentence = 0, paragraph = 0;
    Language language = Language::kUnknown;  // whose patterns read it
  };
  using Field = std::vector<Token>;

  ReferenceMatcher(const nlp::Analyzer& analyzer, const std::vector<classify::WordList>& lists)
      : analyzer_(analyzer), lists_(lists) {}

  static Field Read(std::string_view text, const core::NormalizedText& analysis) {
    Field field;
    int paragraph = 0;
    std::uint32_t end = 0;
    for (std::size_t s = 0; s < analysis.sentences.size(); ++s) {
      const core::Sentence& sentence = analysis.sentences[s];
      for (std::uint32_t t = sentence.first_token; t < sentence.end_token; ++t) {
        const core::Token& from = analysis.tokens[t];
        for (; end < from.begin; ++end) {
          if (text[end] == '\n') ++paragraph;
        }
        end = from.end;
        if (from.traits & core::kPunctuation) continue;
        Token token;
        token.original = text.substr(from.begin, from.end - from.begin);
        token.norm = analysis.norm(from);
        token.lemma = analysis.lemma(from);
        token.all_capitals = (from.traits & core::kAllCaps) != 0;
        token.capital = token.all_capitals || (from.traits & core::kCapitalized) != 0;
        token.number = (from.traits & core::kNumber) != 0 && (from.traits & core::kWord) == 0;
        token.sentence = static_cast<int>(s);
        token.paragraph = paragraph;
        token.language =
            ReadBy(sentence.language == Language::kUnknown ? analysis.language : sentence.language);
        field.push_back(std::move(token));
      }
    }
    return field;
  }

  // All matches of `pattern`, which has the number `number`.
  void Run(const classify::Pattern& pattern, const classify::Conditions& conditions,
           std::size_t number, const Field& title, const Field& text,
           std::vector<ReferenceMatch>& out) {
    fields_ = {&title, &text};
    for (int f = 0; f < 2; ++f) {
      const bool other = conditions.field && (*conditions.field == core::Field::kTitle) != (f == 0);
      if (other) continue;
      for (int begin = 0; begin < Size(f);) {
        const Language language = At(f, begin).language;
        std::optional<int> end;
        std::optional<ReferenceMatch> match;
        if (language != Language::kUnknown &&
            (pattern.language == language || pattern.language == Language::kUnknown)) {
          match = MatchAt(pattern, conditions, language, f, begin);
        }
        if (match) {
          match->pattern = number;
          match->stopped_by = StoppedBy(conditions, *match);
          out.push_back(*match);
        }
        begin = match ? std::max(match->end, begin + 1) : begin + 1;
      }
    }
  }

 private:
  using Ends = std::set<int>;

  static Language ReadBy(Language language) {
    static const std::map<Language, Language> readers = {
        {Language::kKk, Language::kKk}, {Language::kKy, Language::kKk},
        {Language::kTt, Language::kKk}, {Language::kBa, Language::kKk},
        {Language::kRu, Language::kRu}, {Language::kUk, Language::kRu},
        {Language::kBe, Language::kRu}, {Language::kBg, Language::kRu},
        {Language::kEn, Language::kEn}};
    const auto reader = readers.find(language);
    return reader == readers.end() ? Language::kUnknown : reader->second;
  }

  int Size(int field) const { return static_cast<int>(fields_[field]->size()); }
  const Token& At(int field, int position) const {
    return (*fields_[field])[static_cast<std::size_t>(position)];
  }
  // The end of the sentence of `begin`.
  int SentenceEnd(int field, int begin) const {
    int end = begin;
    while (end < Size(field) && At(field, end).sentence == At(field, begin).sentence) ++end;
    return end;
  }
  bool Same(classify::Scope scope, int field, int a, int b) const {
    if (scope == classify::Scope::kSentence) {
      return At(field, a).sentence == At(field, b).sentence;
    }
    return scope == classify::Scope::kDocument || At(field, a).paragraph == At(field, b).paragraph;
  }

  const classify::PatternTree& Tree(const classify::Pattern& pattern) {
    auto& known = trees_[pattern.text];
    if (!known) known = *classify::ParsePattern(pattern);
    return *known;
  }

  // Lemma and norm of each token of a word of a rule.
  using Written = std::vector<std::pair<std::string, std::string>>;
  const Written& Word(const std::string& word, Language language) {
    Written& known = words_[{word, language}];
    if (!known.empty()) return known;
    core::NormalizedText analysis;
    analyzer_.AnalyzeAs(word, language, scratch_, analysis);
    for (const core::Token& token : analysis.tokens) {
      if (token.traits & core::kPunctuation) continue;
      known.emplace_back(analysis.lemma(token), analysis.norm(token));
    }
    return known;
  }

  // Whether `form` is `name` with what Kazakh adds to one.
  static bool IsInflected(std::string_view form, std::string_view name) {
    if (!form.starts_with(name)) return false;
    std::string ending;
    nlp::Encode(form.substr(name.size()), ending);
    return classify::IsNounEnding(ending);
  }

  // The tokens that `word` covers from `begin` on, all of them before `limit`; 0 if it doesn't.
  int Covers(const Node& word, Language language, int field, int begin, int limit) {
    if (begin >= limit) return 0;
    if (word.word == classify::WordKind::kNumber) {
      const Token& token = At(field, begin);
      return token.number ? 1 : 0;
    }
    const Written& written = Word(word.text, language);
    const int count = static_cast<int>(written.size());
    if (begin + count > limit) return 0;
    for (int i = 0; i < count; ++i) {
      const Token& token = At(field, begin + i);
      const auto& [lemma, norm] = written[static_cast<std::size_t>(i)];
      const bool last = i + 1 == count;
      bool holds = token.norm == norm;
      if (word.word == classify::WordKind::kLemma) {
        if (word.capitalized && language == Language::kKk) {
          holds = holds || (last && IsInflected(token.norm, norm));
        } else {
          holds = token.lemma == lemma;
        }
      }
      if (word.word == classify::WordKind::kPrefix && last) holds = token.norm.starts_with(norm);
      if (word.word == classify::WordKind::kAbbreviation && last) {
        holds = token.norm == norm ? token.all_capitals
                                   : !token.all_capitals && token.norm.starts_with(norm) &&
                                         token.original.starts_with(word.text);
      }
      const bool capital = word.capitalized && word.word != classify::WordKind::kAbbreviation;
      if (!holds || (i == 0 && capital && !token.capital)) return 0;
    }
    return count;
  }

  // Where a match of `node` that begins at `begin` may end; `begin` itself for one of nothing.
  Ends EndsOf(const Node& node, Language language, int field, int begin, int limit) {
    Ends ends;
    switch (node.kind) {
      case Node::Kind::kWord:
        if (const int count = Covers(node, language, field, begin, limit)) {
          ends.insert(begin + count);
        }
        break;
      case Node::Kind::kChoice:
        for (const Node& child : node.children) {
          ends.merge(EndsOf(child, language, field, begin, limit));
        }
        break;
      case Node::Kind::kList:
        for (const classify::WordList& list : lists_) {
          for (const classify::Pattern& word : list.patterns) {
            if (list.name != node.text ||
                (word.language != language && word.language != Language::kUnknown)) {
              continue;
            }
            ends.merge(EndsOf(Tree(word).parts.front(), language, field, begin, limit));
          }
        }
        break;
      case Node::Kind::kSequence:
        ends = {begin};
        for (const Node& child : node.children) {
          Ends next;
          for (const int at : ends) {
            if (child.optional) next.insert(at);
            for (int skip = 0; skip <= child.gap && at + skip <= limit; ++skip) {
              next.merge(EndsOf(child, language, field, at + skip, limit));
            }
          }
          ends = std::move(next);
        }
        break;
    }
    return ends;
  }

  // The ends of what is not empty, within the sentence of `begin`.
  Ends RealEnds(const Node& part, Language language, int field, int begin) {
    Ends ends = EndsOf(part, language, field, begin, SentenceEnd(field, begin));
    ends.erase(begin);
    return ends;
  }

  std::optional<ReferenceMatch> MatchAt(const classify::Pattern& pattern,
                                        const classify::Conditions& conditions, Language language,
                                        int field, int begin) {
    if (pattern.regex) return RegexAt(pattern, field, begin);
    const auto& parts = Tree(pattern).parts;
    const Ends first = RealEnds(parts.front(), language, field, begin);
    if (first.empty()) return std::nullopt;
    ReferenceMatch match;
    match.field = field;
    match.begin = begin;
    match.end = *first.rbegin();
    if (parts.size() == 1) return match;
    const bool any_language = pattern.language == Language::kUnknown;
    if (conditions.same != classify::Scope::kSentence) {
      const bool found =
          conditions.in_order
              ? Chain(parts, 1, conditions.same, language, any_language, match, field, match.end)
              : Everywhere(parts, conditions.same, language, any_language, match);
      return found ? std::optional(match) : std::nullopt;
    }
    if (conditions.in_order) {
      const int end = LongestChain(parts, 0, language, field, begin, begin);
      if (end < 0) return std::nullopt;
      match.end = end;
      return match;
    }
    ReferenceMatch all = match;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      // Distance, begin, end: the least of these.
      std::optional<std::tuple<int, int, int>> best;
      for (int at = 0; at < Size(field); ++at) {
        if (At(field, at).sentence != At(field, begin).sentence) continue;
        const Ends ends = RealEnds(parts[i], language, field, at);
        if (ends.empty()) continue;
        const int end = *ends.rbegin();
        const int distance = std::max({match.begin - end, at - match.end, 0});
        if (distance > 30) continue;
        const std::tuple<int, int, int> here{distance, at, end};
        if (!best || here < *best) best = here;
      }
      if (!best) return std::nullopt;
      all.begin = std::min(all.begin, std::get<1>(*best));
      all.end = std::max(all.end, std::get<2>(*best));
    }
    return all;
  }

  // The latest end of parts[i] and those behind it, where parts[i] begins at `at`; -1: none.
  int LongestChain(const std::vector<Node>& parts, std::size_t i, Language language, int field,
                   int begin, int at) {
    if (at >= Size(field) || At(field, at).sentence != At(field, begin).sentence) return -1;
    int longest = -1;
    for (const int end : RealEnds(parts[i], language, field, at)) {
      if (i + 1 == parts.size()) {
        longest = std::max(longest, end);
        continue;
      }
      for (int next = end; next <= end + 30; ++next) {
        longest = std::max(longest, LongestChain(parts, i + 1, language, field, begin, next));
      }
    }
    return longest;
  }

  // Whether parts[i] and those behind it stand one behind the other, from `at` of `field` on.
  bool Chain(const std::vector<Node>& parts, std::size_t i, classify::Scope scope,
             Language language, bool any_language, const ReferenceMatch& match, int field, int at) {
    if (i == parts.size()) return true;
    for (int f = field; f < 2; ++f) {
      for (int begin = f == field ? at : 0; begin < Size(f); ++begin) {
        if (!InReach(scope, language, any_language, match, f, begin)) continue;
        for (const int end : RealEnds(parts[i], At(f, begin).language, f, begin)) {
          if (Chain(parts, i + 1, scope, language, any_language, match, f, end)) return true;
        }
      }
    }
    return false;
  }

  bool Everywhere(const std::vector<Node>& parts, classify::Scope scope, Language language,
                  bool any_language, const ReferenceMatch& match) {
    for (std::size_t i = 1; i < parts.size(); ++i) {
      bool found = false;
      for (int f = 0; f < 2; ++f) {
        for (int begin = 0; begin < Size(f); ++begin) {
          found = found || (InReach(scope, language, any_language, match, f, begin) &&
                            !RealEnds(parts[i], At(f, begin).language, f, begin).empty());
        }
      }
      if (!found) return false;
    }
    return true;
  }

  bool InReach(classify::Scope scope, Language language, bool any_language,
               const ReferenceMatch& match, int field, int position) const {
    const Language here = At(field, position).language;
    if (here == Language::kUnknown || (here != language && !any_language)) return false;
    if (field != match.field) return scope == classify::Scope::kDocument;
    return Same(scope, field, match.begin, position);
  }

  int StoppedBy(const classify::Conditions& conditions, const ReferenceMatch& match) {
    for (std::size_t i = 0; i < conditions.guards.size(); ++i) {
      if (GuardHolds(conditions.guards[i], match) == conditions.guards[i].forbid) {
        return static_cast<int>(i);
      }
    }
    return -1;
  }

  bool GuardHolds(const classify::Guard& guard, const ReferenceMatch& match) {
    for (int f = 0; f < 2; ++f) {
      for (int begin = 0; begin < Size(f); ++begin) {
        for (const classify::Pattern& pattern : guard.patterns) {
          const Language here = At(f, begin).language;
          if (here == Language::kUnknown ||
              (pattern.language != here && pattern.language != Language::kUnknown)) {
            continue;
          }
          for (const int end : RealEnds(Tree(pattern).parts.front(), here, f, begin)) {
            if (InWindow(guard, match, f, begin, end)) return true;
          }
        }
      }
    }
    return false;
  }

  bool InWindow(const classify::Guard& guard, const ReferenceMatch& match, int field, int begin,
                int end) const {
    const bool before = field < match.field || (field == match.field && end <= match.begin);
    const bool after = field > match.field || (field == match.field && begin >= match.end);
    if (guard.side == classify::Guard::Side::kBefore && !before) return false;
    if (guard.side == classify::Guard::Side::kAfter && !after) return false;
    if (field != match.field) {
      return guard.tokens == 0 && guard.scope == classify::Scope::kDocument;
    }
    if (guard.tokens > 0) {
      const int reach = static_cast<int>(guard.tokens);
      return begin >= match.begin - reach && end <= match.end + reach;
    }
    return Same(guard.scope, field, match.begin, begin);
  }

  // Regular expressions of at most four tokens, through the standard library.
  std::optional<ReferenceMatch> RegexAt(const classify::Pattern& pattern, int field, int begin) {
    auto& known = regexes_[pattern.text];
    if (!known) {
      std::wstring expression;
      for (const wchar_t c : Wide(pattern.text)) {
        expression += c == L'.' ? std::wstring(L"[^ ]") : std::wstring(1, c == L'ё' ? L'е' : c);
      }
      known.emplace(expression);
    }
    std::optional<ReferenceMatch> match;
    std::wstring tokens;
    const int limit = std::min(SentenceEnd(field, begin), begin + 4);
    for (int end = begin; end < limit; ++end) {
      tokens += (end > begin ? L" " : L"") + Wide(At(field, end).norm);
      if (!std::regex_match(tokens, *known)) continue;
      match.emplace();
      match->field = field;
      match->begin = begin;
      match->end = end + 1;
    }
    return match;
  }

  // Of UTF-8 with characters of one or two bytes.
  static std::wstring Wide(std::string_view text) {
    std::wstring wide;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      if (byte < 0x80 || i + 1 == text.size()) {
        wide += static_cast<wchar_t>(byte);
      } else {
        const auto tail = static_cast<unsigned char>(text[++i]);
        wide += static_cast<wchar_t>((byte & 0x1F) << 6 | (tail & 0x3F));
      }
    }
    return wide;
  }

  const nlp::Analyzer& analyzer_;
  nlp::Analyzer::Scratch scratch_;
  const std::vector<classify::WordList>& lists_;
  std::vector<const Field*> fields_;
  std::map<std::string, std::optional<classify::PatternTree>> trees_;
  std::map<std::pair<std::string, Language>, Written> words_;
  std::map<std::string, std::optional<std::wregex>> regexes_;
};

}  // namespace fixture
