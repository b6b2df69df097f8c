#include "classify/list_words.h"

#include <algorithm>
#include <optional>

#include "classify/pattern.h"
#include "nlp/hash.h"

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

std::uint64_t ListWords::Key(Part part, std::string_view text) {
  return nlp::Hash(text, static_cast<std::uint64_t>(part) + 1);
}

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
        auto& mine =
            lists_[Key(prefix ? Part::kBeginning : (lemma ? Part::kLemma : Part::kForm), text)];
        if (mine.empty() || mine.back() != number) mine.push_back(number);
        if (!prefix) return;
        least_beginning_ = std::min(least_beginning_, text.size());
        most_beginning_ = std::max(most_beginning_, text.size());
      });
    }
  }
}

void ListWords::Look(Part part, std::string_view text, std::vector<std::uint32_t>& found) const {
  const auto known = lists_.find(Key(part, text));
  if (known != lists_.end()) found.insert(found.end(), known->second.begin(), known->second.end());
}

void ListWords::Find(const core::NormalizedText& text, const core::Token& token,
                     std::vector<std::uint32_t>& found) const {
  const auto before = static_cast<std::ptrdiff_t>(found.size());
  const std::string_view norm = text.norm(token);
  Look(Part::kLemma, text.lemma(token), found);
  Look(Part::kForm, norm, found);
  for (std::size_t size = least_beginning_; size <= std::min(norm.size(), most_beginning_);
       ++size) {
    const bool within =
        size < norm.size() && (static_cast<unsigned char>(norm[size]) & 0xC0) == 0x80;
    if (!within) Look(Part::kBeginning, norm.substr(0, size), found);
  }
  std::sort(found.begin() + before, found.end());
  found.erase(std::unique(found.begin() + before, found.end()), found.end());
}

}  // namespace classify
