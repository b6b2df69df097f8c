#include "classify/list_words.h"

#include <algorithm>
#include <optional>

#include "classify/pattern.h"

namespace classify {
namespace {

// Calls `visit` with each word of the tree that is an alternative of its own.
template <typename Visit>
void ForEachSingleWord(const PatternNode& node, Visit visit) {
  switch (node.kind) {
    case PatternNode::Kind::kWord:
      visit(node);
      break;
    case PatternNode::Kind::kSequence:
      if (node.children.size() == 1) ForEachSingleWord(node.children.front(), visit);
      break;
    case PatternNode::Kind::kChoice:
      for (const PatternNode& child : node.children) ForEachSingleWord(child, visit);
      break;
    case PatternNode::Kind::kList:
      break;
  }
}

// The only word of the analysis.
std::optional<core::Token> OnlyWord(const core::NormalizedText& text) {
  std::optional<core::Token> only;
  for (const core::Token& token : text.tokens) {
    if (token.traits & core::kPunctuation) continue;
    if (only) return std::nullopt;
    only = token;
  }
  return only;
}

}  // namespace

ListWords::ListWords(const std::vector<WordList>& lists, const nlp::Analyzer& analyzer) {
  nlp::Analyzer::Scratch scratch;
  core::NormalizedText analysis;
  for (std::uint32_t number = 0; number < lists.size(); ++number) {
    for (const Pattern& pattern : lists[number].patterns) {
      const auto tree = ParsePattern(pattern);
      if (!tree || tree->parts.size() != 1) continue;
      ForEachSingleWord(tree->parts.front(), [&](const PatternNode& word) {
        if (word.word == WordKind::kNumber) return;
        analyzer.AnalyzeAs(word.text, pattern.language, scratch, analysis);
        const auto token = OnlyWord(analysis);
        if (!token) return;
        const bool prefix = word.word == WordKind::kPrefix;
        const bool lemma = word.word == WordKind::kLemma;
        const std::string_view text = lemma ? analysis.lemma(*token) : analysis.norm(*token);
        words_.Insert(prefix ? WordPart::kBeginning : (lemma ? WordPart::kLemma : WordPart::kForm),
                      text, number);
      });
    }
  }
}

void ListWords::Find(const core::NormalizedText& text, const core::Token& token,
                     std::vector<std::uint32_t>& found) const {
  const auto before = static_cast<std::ptrdiff_t>(found.size());
  words_.Find(text.lemma(token), text.norm(token), found);
  std::sort(found.begin() + before, found.end());
  found.erase(std::unique(found.begin() + before, found.end()), found.end());
}

}  // namespace classify
