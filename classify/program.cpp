#include "classify/program.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <iterator>

#include "classify/noun_endings.h"

namespace classify {
namespace {

std::uint64_t ShiftLeft(std::uint64_t set, std::uint32_t by) {
  return by < 64 ? set << by : 0;
}

}  // namespace

const std::vector<WordResolver::Code>& WordResolver::Resolve(const std::string& word) {
  const auto [entry, added] = known_.try_emplace(word);
  std::vector<Code>& codes = entry->second;
  if (!added) return codes;
  analyzer_.AnalyzeAs(word, language_, scratch_, text_);
  for (const core::Token& token : text_.tokens) {
    if (token.traits & core::kPunctuation) continue;
    codes.push_back({std::string(CodeAt(text_.lemma_stream, token.lemma_stream_at)),
                     std::string(CodeAt(text_.surface_stream, token.surface_stream_at))});
  }
  return codes;
}

bool ProgramSet::Test(const WordTest& word, const TokenView& view, std::uint32_t position) {
  if (word.kind == WordKind::kLemma && !word.capitalized) {
    return word.code.IsAt(view.text->lemma_stream, view.lemma_at[position]);
  }
  const core::Token& token = view.token(position);
  if (word.capitalized && !(token.traits & (core::kCapitalized | core::kAllCaps))) return false;
  const core::NormalizedText& text = *view.text;
  const std::uint32_t at = view.surface_at[position];
  switch (word.kind) {
    case WordKind::kLemma:
      return word.code.IsAt(text.lemma_stream, token.lemma_stream_at);
    case WordKind::kForm:
      return word.code.IsAt(text.surface_stream, at);
    case WordKind::kPrefix:
      return word.code.BeginsAt(text.surface_stream, at);
    case WordKind::kName:
      return word.code.BeginsAt(text.surface_stream, at) &&
             IsNounEnding(CodeAt(text.surface_stream, at).substr(word.code.code().size()));
    case WordKind::kNumber:
      return (token.traits & (core::kNumber | core::kWord)) == core::kNumber;
    case WordKind::kAbbreviation:
      break;
  }
  if (word.code.IsAt(text.surface_stream, at)) return (token.traits & core::kAllCaps) != 0;
  if (!word.code.BeginsAt(text.surface_stream, at)) return false;
  // An ending behind the capitals (МВД-ға, ЦОНда) is in lower case, or the word is another one.
  return !(token.traits & core::kAllCaps) &&
         view.field.substr(token.begin, token.end - token.begin).starts_with(word.capital);
}

bool ProgramSet::TestAny(const WordSet& words, const TokenView& view, std::uint32_t position) {
  if (words.lemmas.HasAt(view.text->lemma_stream, view.lemma_at[position])) return true;
  const std::uint32_t at = view.surface_at[position];
  if ((BeginAt(view.text->surface_stream, at) & words.surface_begins) == 0) return false;
  if (words.forms.HasAt(view.text->surface_stream, at)) return true;
  if (words.prefixes.empty()) return false;
  const std::string_view form = CodeAt(view.text->surface_stream, at);
  // Only the last prefix that is not greater than the form can begin it.
  const auto after =
      std::upper_bound(words.prefixes.begin(), words.prefixes.end(), form, std::less<>());
  return after != words.prefixes.begin() && form.starts_with(*std::prev(after));
}

const WholeCode* ProgramSet::LemmaOf(std::uint32_t index) const {
  const ProgramNode& node = nodes_[index];
  if (node.kind != ProgramNode::Kind::kWord) return nullptr;
  const WordTest& word = words_[node.at];
  return word.kind == WordKind::kLemma && !word.capitalized ? &word.code : nullptr;
}

Begins ProgramSet::BeginsOf(std::uint32_t index) const {
  const ProgramNode& node = nodes_[index];
  if (node.kind == ProgramNode::Kind::kWords) {
    const WordSet& words = word_sets_[node.at];
    return {words.lemmas.begins(), words.surface_begins};
  }
  const WordTest& word = words_[node.at];
  const std::string& code = word.code.code();
  switch (word.kind) {
    case WordKind::kLemma:
      return {BeginAt(code + nlp::kSpaceByte, 0), 0};
    case WordKind::kForm:
      return {0, BeginAt(code + nlp::kSpaceByte, 0)};
    case WordKind::kPrefix:
    case WordKind::kAbbreviation:
    case WordKind::kName:
      return {0, BeginsOfPrefix(code)};
    case WordKind::kNumber:
      break;
  }
  return {~std::uint64_t{0}, 0};
}

std::uint64_t ProgramSet::Advance(std::uint32_t index, std::uint64_t set, const TokenView& view,
                                  std::uint32_t base, std::uint32_t end) const {
  const ProgramNode& node = nodes_[index];
  std::uint64_t out = 0;
  switch (node.kind) {
    case ProgramNode::Kind::kWord:
    case ProgramNode::Kind::kWords:
      for (std::uint64_t rest = set; rest != 0; rest &= rest - 1) {
        const auto bit = static_cast<std::uint32_t>(std::countr_zero(rest));
        if (base + bit >= end) break;
        if (TestAt(index, view, base + bit)) out |= ShiftLeft(1, bit + 1);
      }
      return out;
    case ProgramNode::Kind::kChoice:
      for (const std::uint32_t child : children(node)) {
        out |= Advance(child, set, view, base, end);
      }
      return out;
    case ProgramNode::Kind::kSequence:
      break;
  }
  for (const std::uint32_t child : children(node)) {
    std::uint64_t from = set;
    const ProgramNode& item = nodes_[child];
    for (std::uint32_t i = 0; i < item.gap; ++i) from |= from << 1;
    const std::uint64_t reached = Advance(child, from, view, base, end);
    set = item.optional ? set | reached : reached;
    if (set == 0) return 0;
  }
  return set;
}

void ProgramSet::AddEnds(std::uint32_t node, const TokenView& view, std::uint32_t begin,
                         std::uint32_t end, std::vector<std::uint32_t>& ends) const {
  for (std::uint64_t set = Advance(node, 1, view, begin, end) & ~std::uint64_t{1}; set != 0;
       set &= set - 1) {
    ends.push_back(begin + static_cast<std::uint32_t>(std::countr_zero(set)));
  }
}

std::uint32_t ProgramSet::LongestAt(std::uint32_t node, const TokenView& view, std::uint32_t begin,
                                    std::uint32_t end) const {
  const std::uint64_t ends = Advance(node, 1, view, begin, end) & ~std::uint64_t{1};
  return ends == 0 ? begin : begin + 63 - static_cast<std::uint32_t>(std::countl_zero(ends));
}

std::optional<TokenSpan> ProgramSet::Nearest(std::uint32_t node, std::uint32_t max_tokens,
                                             const TokenView& view, TokenSpan first,
                                             TokenSpan sentence) const {
  std::optional<TokenSpan> best;
  std::uint32_t best_distance = kMaxPartDistance + 1;
  const std::uint32_t back = max_tokens + kMaxPartDistance;
  const std::uint32_t from = std::max(sentence.begin, first.begin - std::min(first.begin, back));
  const std::uint32_t to = std::min(sentence.end, first.end + kMaxPartDistance + 1);
  for (std::uint32_t begin = from; begin < to; ++begin) {
    const std::uint32_t end = LongestAt(node, view, begin, sentence.end);
    if (end == begin) continue;
    const std::uint32_t distance = end <= first.begin   ? first.begin - end
                                   : begin >= first.end ? begin - first.end
                                                        : 0;
    if (distance < best_distance) {
      best = TokenSpan{begin, end};
      best_distance = distance;
    }
  }
  return best;
}

std::uint32_t ProgramSet::LongestChain(const std::vector<std::uint32_t>& parts,
                                       const TokenView& view, TokenSpan sentence,
                                       std::uint32_t begin, Scratch& scratch) const {
  auto& [ends, next] = scratch;
  ends.clear();
  AddEnds(parts.front(), view, begin, sentence.end, ends);
  for (std::size_t i = 1; i < parts.size() && !ends.empty(); ++i) {
    next.clear();
    std::uint32_t from = sentence.begin;  // the positions before it have been tried
    for (const std::uint32_t end : ends) {
      const std::uint32_t to = std::min(sentence.end, end + kMaxPartDistance + 1);
      for (from = std::max(from, end); from < to; ++from) {
        AddEnds(parts[i], view, from, sentence.end, next);
      }
    }
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    std::swap(ends, next);
  }
  return ends.empty() ? begin : ends.back();
}

std::uint32_t ProgramSet::ShortestAt(std::uint32_t node, const TokenView& view,
                                     std::uint32_t begin) const {
  const std::uint64_t ends =
      Advance(node, 1, view, begin, view.sentence_of(begin).end) & ~std::uint64_t{1};
  return ends == 0 ? begin : begin + static_cast<std::uint32_t>(std::countr_zero(ends));
}

std::optional<TokenSpan> ProgramSet::MatchAt(std::uint32_t program, const TokenView& view,
                                             std::uint32_t begin, Scratch& scratch) const {
  const TokenSpan sentence = view.sentence_of(begin);
  const Program& mine = programs_[program];
  const TokenSpan first{begin, LongestAt(mine.parts.front(), view, begin, sentence.end)};
  if (first.end == begin) return std::nullopt;
  if (mine.same != Scope::kSentence) return first;
  if (mine.in_order && mine.parts.size() > 1) {
    const std::uint32_t end = LongestChain(mine.parts, view, sentence, begin, scratch);
    return end == begin ? std::nullopt : std::optional(TokenSpan{begin, end});
  }
  TokenSpan all = first;
  for (std::size_t i = 1; i < mine.parts.size(); ++i) {
    const auto part = Nearest(mine.parts[i], mine.max_tokens[i], view, first, sentence);
    if (!part) return std::nullopt;
    all = {std::min(all.begin, part->begin), std::max(all.end, part->end)};
  }
  return all;
}

}  // namespace classify
