#include "classify/rule_check.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>

#include "classify/pattern.h"

namespace classify {
namespace {

using core::Language;

constexpr std::array<std::string_view, 15> kKazakhLetters = {"ә", "ғ", "қ", "ң", "ө", "ұ", "ү", "һ",
                                                             "і", "Ә", "Қ", "Ө", "Ұ", "Ү", "І"};

std::vector<Language> LanguagesOf(std::string_view example) {
  const bool kazakh =
      std::any_of(kKazakhLetters.begin(), kKazakhLetters.end(), [example](std::string_view letter) {
        return example.find(letter) != std::string_view::npos;
      });
  if (kazakh) return {Language::kKk};
  const bool latin =
      std::any_of(example.begin(), example.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (latin) return {Language::kEn};
  return {Language::kRu, Language::kKk};
}

// Runs single sentences through a classifier.
class ExampleReader {
 public:
  ExampleReader(const Classifier& classifier, const nlp::Analyzer& analyzer)
      : classifier_(classifier), analyzer_(analyzer), scratch_(classifier) {}

  bool Fires(const Rule& rule, std::string_view text) {
    for (const Language language : LanguagesOf(text)) {
      analyzer_.AnalyzeAs(text, language, analyzer_scratch_, analysis_);
      const auto matches =
          classifier_.Explain({"sentence", std::nullopt, {}, text, no_title_, analysis_}, scratch_);
      const bool fires = std::any_of(
          matches.begin(), matches.end(),
          [&rule](const Classifier::RuleMatch& match) { return match.rule == rule.id; });
      if (fires) return true;
    }
    return false;
  }

 private:
  const Classifier& classifier_;
  const nlp::Analyzer& analyzer_;
  Classifier::Scratch scratch_;
  nlp::Analyzer::Scratch analyzer_scratch_;
  core::NormalizedText analysis_, no_title_;
};

struct ParsedPattern {
  std::size_t index = 0;  // in the rule's patterns
  const Pattern* pattern = nullptr;
  PatternTree tree;
};

std::vector<ParsedPattern> ParseAll(const Rule& rule) {
  std::vector<ParsedPattern> parsed;
  for (std::size_t i = 0; i < rule.patterns.size(); ++i) {
    auto tree = ParsePattern(rule.patterns[i]);
    if (tree) parsed.push_back({i, &rule.patterns[i], std::move(*tree)});
  }
  return parsed;
}

// The word that is the whole pattern; null if it is more than one, or none that must be there.
const PatternNode* OnlyWord(const PatternTree& tree) {
  if (tree.parts.size() != 1 || tree.parts.front().children.size() != 1) return nullptr;
  const PatternNode& item = tree.parts.front().children.front();
  return item.kind == PatternNode::Kind::kWord && !item.optional ? &item : nullptr;
}

// Whether every token that `word` admits is one that `wider` admits.
bool Within(const PatternNode& word, const PatternNode& wider) {
  if (word.kind != PatternNode::Kind::kWord || word.optional) return false;
  if (wider.capitalized && !word.capitalized) return false;
  if (word.word == wider.word && word.text == wider.text) return true;
  return wider.word == WordKind::kPrefix &&
         (word.word == WordKind::kPrefix || word.word == WordKind::kForm) &&
         word.text.starts_with(wider.text);
}

// Whether each match of `tree` has a word that `wider` admits.
bool Needs(const PatternTree& tree, const PatternNode& wider) {
  return std::any_of(tree.parts.begin(), tree.parts.end(), [&wider](const PatternNode& part) {
    return std::any_of(part.children.begin(), part.children.end(),
                       [&wider](const PatternNode& item) { return Within(item, wider); });
  });
}

// The first pattern that makes `one` idle. Of two that are alike the later one is idle.
std::optional<std::size_t> IdleBy(const ParsedPattern& one, const std::vector<ParsedPattern>& all) {
  for (const ParsedPattern& other : all) {
    const Language language = other.pattern->language;
    if (other.index == one.index ||
        (language != one.pattern->language && language != Language::kUnknown)) {
      continue;
    }
    const PatternNode* word = OnlyWord(other.tree);
    const PatternNode* own_word = OnlyWord(one.tree);
    const bool alike = other.pattern->text == one.pattern->text ||
                       (word && own_word && Within(*word, *own_word) && Within(*own_word, *word));
    const bool same_language = language == one.pattern->language;
    if (alike ? !same_language || other.index < one.index : word && Needs(one.tree, *word)) {
      return other.index;
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<ExampleFailure> CheckExamples(const Classifier& classifier,
                                          const nlp::Analyzer& analyzer) {
  ExampleReader reader(classifier, analyzer);
  std::vector<ExampleFailure> failures;
  const auto& rules = classifier.lexicon().rules;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    for (const bool due : {true, false}) {
      const Rule::Examples& examples = rules[i].examples;
      for (const std::string& text : due ? examples.match : examples.no_match) {
        if (reader.Fires(rules[i], text) != due) failures.push_back({i, text, due});
      }
    }
  }
  return failures;
}

std::vector<IdlePattern> FindIdlePatterns(const Lexicon& lexicon) {
  std::vector<IdlePattern> idle;
  for (std::size_t i = 0; i < lexicon.rules.size(); ++i) {
    const std::vector<ParsedPattern> all = ParseAll(lexicon.rules[i]);
    for (const ParsedPattern& one : all) {
      if (const auto by = IdleBy(one, all)) idle.push_back({i, one.index, *by});
    }
  }
  return idle;
}

}  // namespace classify
