#include "classify/rule_check.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

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
      const bool fires =
          std::any_of(matches.begin(), matches.end(), [&rule](const Classifier::RuleMatch& match) {
            return match.rule == rule.id && match.stopped_by == nullptr;
          });
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

// The word that is the whole pattern; null if it is more than one, or none that must be there.
const PatternNode* OnlyWord(const PatternTree& tree) {
  if (tree.parts.size() != 1 || tree.parts.front().children.size() != 1) return nullptr;
  const PatternNode& item = tree.parts.front().children.front();
  return item.kind == PatternNode::Kind::kWord && !item.optional ? &item : nullptr;
}

// The patterns of one rule by what they are, each by the first that is so: linear time, however
// many there are.
class PatternIndex {
 public:
  // In the order in which they are written.
  void Add(const Pattern& pattern, const PatternTree& tree, std::size_t number) {
    texts_.try_emplace({pattern.language, pattern.text}, number);
    if (const PatternNode* word = OnlyWord(tree)) {
      words_.try_emplace({pattern.language, word->word, word->capitalized, word->text}, number);
    }
  }

  // The first pattern that makes this one idle. Of two that are alike the later one is.
  std::optional<std::size_t> IdleBy(const Pattern& pattern, const PatternTree& tree,
                                    std::size_t number) const {
    std::optional<std::size_t> first;
    const auto take = [&](const auto& found, const auto& end) {
      const bool other = found != end && found->second != number;
      if (other && (!first || found->second < *first)) first = found->second;
    };
    for (const Language language : {pattern.language, Language::kUnknown}) {
      take(texts_.find({language, pattern.text}), texts_.end());
      for (const PatternNode& part : tree.parts) {
        for (const PatternNode& item : part.children) {
          if (item.kind != PatternNode::Kind::kWord || item.optional) continue;
          for (const WordKey& wider : WiderThan(language, item)) {
            take(words_.find(wider), words_.end());
          }
        }
      }
    }
    return first;
  }

 private:
  using WordKey = std::tuple<Language, WordKind, bool, std::string>;  // bool: capitalized

  // The words that admit every token that `word` admits, itself among them.
  static std::vector<WordKey> WiderThan(Language language, const PatternNode& word) {
    std::vector<WordKey> wider;
    for (const bool capitalized : {false, true}) {
      if (capitalized && !word.capitalized) continue;
      wider.emplace_back(language, word.word, capitalized, word.text);
      if (word.word != WordKind::kPrefix && word.word != WordKind::kForm) continue;
      for (std::size_t size = 1; size <= word.text.size(); ++size) {
        wider.emplace_back(language, WordKind::kPrefix, capitalized, word.text.substr(0, size));
      }
    }
    return wider;
  }

  std::map<std::pair<Language, std::string>, std::size_t> texts_;
  std::map<WordKey, std::size_t> words_;
};

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
    const std::vector<Pattern>& patterns = lexicon.rules[i].patterns;
    std::vector<std::optional<PatternTree>> trees;
    PatternIndex index;
    for (std::size_t number = 0; number < patterns.size(); ++number) {
      trees.emplace_back();
      if (patterns[number].regex) continue;
      auto tree = ParsePattern(patterns[number]);
      if (!tree) continue;
      index.Add(patterns[number], *tree, number);
      trees.back() = *std::move(tree);
    }
    for (std::size_t number = 0; number < patterns.size(); ++number) {
      if (!trees[number]) continue;
      const auto by = index.IdleBy(patterns[number], *trees[number], number);
      if (by) idle.push_back({i, number, *by});
    }
  }
  return idle;
}

}  // namespace classify
