#include "app/snippet.h"

#include <algorithm>
#include <optional>

#include "core/utf8.h"
#include "nlp/search_key.h"

namespace app {
namespace {

constexpr std::size_t kLongWord = 60;
constexpr std::string_view kCut = "…";

void AddPrefixes(const store::QueryNode& node, std::vector<std::string>& prefixes) {
  if (node.kind == store::QueryNode::Kind::kNot) return;
  if (node.kind == store::QueryNode::Kind::kPrefix && !node.lemmas.empty()) {
    prefixes.push_back(node.lemmas.front());
  }
  for (const store::QueryNode& part : node.parts) AddPrefixes(part, prefixes);
}

// Which of the sought words a lemma is: prefixes come behind the words.
std::optional<std::size_t> WordOf(std::string_view lemma, const SoughtWords& sought) {
  for (std::size_t i = 0; i < sought.words.size(); ++i) {
    if (sought.words[i].contains(lemma)) return i;
  }
  for (std::size_t i = 0; i < sought.prefixes.size(); ++i) {
    if (lemma.starts_with(sought.prefixes[i]) ||
        nlp::WordWithoutKazakhLetters(lemma).starts_with(sought.prefixes[i])) {
      return sought.words.size() + i;
    }
  }
  return std::nullopt;
}

struct Found {
  std::uint32_t begin = 0, end = 0;  // bytes of the text
  std::size_t word = 0;
};

std::vector<Found> FindAll(const core::NormalizedText& analysis, const SoughtWords& sought) {
  std::vector<Found> found;
  for (const core::Token& token : analysis.tokens) {
    const std::string_view lemma = analysis.lemma_code(token);
    if (lemma.empty()) continue;
    if (const auto word = WordOf(lemma, sought)) found.push_back({token.begin, token.end, *word});
  }
  return found;
}

// Of the words that begin within `bytes` of one of them the first, where the most different ones
// are.
std::size_t BestPlace(const std::vector<Found>& found, std::size_t words, std::size_t bytes) {
  std::vector<std::size_t> inside(words);
  std::size_t best = 0, most = 0, different = 0, end = 0;
  for (std::size_t begin = 0; begin < found.size(); ++begin) {
    for (; end < found.size() && found[end].end <= found[begin].begin + bytes; ++end) {
      if (inside[found[end].word]++ == 0) ++different;
    }
    if (different > most) {
      most = different;
      best = begin;
    }
    if (end > begin && --inside[found[begin].word] == 0) --different;
    end = std::max(end, begin + 1);
  }
  return best;
}

// The end of the word at `byte`, or of the character if the word is very long.
std::size_t CutAt(std::string_view text, std::size_t byte) {
  if (byte >= text.size()) return text.size();
  const std::size_t space = text.find_first_of(" \n", byte);
  if (space != text.npos && space - byte < kLongWord) return space;
  while (byte < text.size() && core::IsTrailByte(text[byte])) ++byte;
  return byte;
}

}  // namespace

SoughtWords SoughtWords::Of(const store::QueryNode& root,
                            const std::vector<store::SoughtWord>& words) {
  SoughtWords sought;
  for (const store::SoughtWord& word : words) {
    if (!word.counts) continue;
    auto& lemmas = sought.words.emplace_back();
    for (const auto& [lemma, documents] : word.lemmas) lemmas.insert(lemma);
  }
  AddPrefixes(root, sought.prefixes);
  return sought;
}

Snippet SnippetOf(std::string_view text, const core::NormalizedText& analysis,
                  const SoughtWords& sought, std::size_t bytes) {
  const std::vector<Found> found = FindAll(analysis, sought);
  std::size_t begin = 0;
  if (!found.empty()) {
    const std::size_t at =
        found[BestPlace(found, sought.words.size() + sought.prefixes.size(), bytes / 2)].begin;
    if (at > bytes / 3) begin = std::min(at, CutAt(text, at - bytes / 3));
  }
  const std::size_t end = CutAt(text, begin + bytes);
  while (begin < end && (text[begin] == ' ' || text[begin] == '\n')) ++begin;
  Snippet snippet;
  if (begin > 0) snippet.text = kCut;
  const std::size_t shift = snippet.text.size();
  snippet.text += text.substr(begin, end - begin);
  if (end < text.size()) snippet.text += kCut;
  for (const Found& word : found) {
    if (word.begin < begin || word.end > end) continue;
    snippet.marks.push_back({static_cast<std::uint32_t>(word.begin - begin + shift),
                             static_cast<std::uint32_t>(word.end - begin + shift)});
  }
  return snippet;
}

}  // namespace app
