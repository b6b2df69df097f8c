#include "classify/program.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <iterator>

#include "classify/noun_endings.h"

namespace classify {
namespace {

// The code of the token that begins at `at`.
std::string_view CodeAt(const std::string& stream, std::uint32_t at) {
  const void* space = std::memchr(stream.data() + at, ' ', stream.size() - at);
  const std::size_t end =
      space ? static_cast<std::size_t>(static_cast<const char*>(space) - stream.data())
            : stream.size();
  return {stream.data() + at, end - at};
}

std::uint64_t ShiftLeft(std::uint64_t set, std::uint32_t by) {
  return by < 64 ? set << by : 0;
}

}  // namespace

LemmaMask LemmasOf(const TokenView& view, std::uint32_t sentence) {
  LemmaMask mask;
  for (std::uint32_t i = view.first[sentence]; i < view.first[sentence + 1]; ++i) {
    mask.Add(CodeAt(view.text->lemma_stream, view.token(i).lemma_stream_at));
  }
  return mask;
}

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
  const core::Token& token = view.token(position);
  if (word.capitalized && !(token.traits & (core::kCapitalized | core::kAllCaps))) return false;
  const auto begins = [&word](const std::string& stream, std::uint32_t at) {
    return stream.compare(at, word.code.size(), word.code) == 0;
  };
  const auto ends = [&word](const std::string& stream, std::uint32_t at) {
    const std::size_t after = at + word.code.size();
    return after >= stream.size() || stream[after] == ' ';
  };
  const core::NormalizedText& text = *view.text;
  switch (word.kind) {
    case WordKind::kLemma:
      return begins(text.lemma_stream, token.lemma_stream_at) &&
             ends(text.lemma_stream, token.lemma_stream_at);
    case WordKind::kForm:
      return begins(text.surface_stream, token.surface_stream_at) &&
             ends(text.surface_stream, token.surface_stream_at);
    case WordKind::kPrefix:
      return begins(text.surface_stream, token.surface_stream_at);
    case WordKind::kName:
      return begins(text.surface_stream, token.surface_stream_at) &&
             IsNounEnding(
                 CodeAt(text.surface_stream, token.surface_stream_at).substr(word.code.size()));
    case WordKind::kNumber:
      return (token.traits & (core::kNumber | core::kWord)) == core::kNumber;
    case WordKind::kAbbreviation:
      break;
  }
  if (!begins(text.surface_stream, token.surface_stream_at)) return false;
  if (ends(text.surface_stream, token.surface_stream_at)) {
    return (token.traits & core::kAllCaps) != 0;
  }
  // An ending behind the capitals (МВД-ға, ЦОНда) is in lower case, or the word is another one.
  return !(token.traits & core::kAllCaps) &&
         view.field.substr(token.begin, token.end - token.begin).starts_with(word.capital);
}

bool ProgramSet::TestAny(const ProgramNode& words, const TokenView& view, std::uint32_t position) {
  const core::Token& token = view.token(position);
  const auto is_in = [](const std::vector<std::string>& codes, std::string_view code) {
    return std::binary_search(codes.begin(), codes.end(), code, std::less<>());
  };
  if (!words.lemmas.empty() &&
      is_in(words.lemmas, CodeAt(view.text->lemma_stream, token.lemma_stream_at))) {
    return true;
  }
  if (words.forms.empty() && words.prefixes.empty()) return false;
  const std::string_view form = CodeAt(view.text->surface_stream, token.surface_stream_at);
  if (is_in(words.forms, form)) return true;
  // Only the last prefix that is not greater than the form can begin it.
  const auto after =
      std::upper_bound(words.prefixes.begin(), words.prefixes.end(), form, std::less<>());
  return after != words.prefixes.begin() && form.starts_with(*std::prev(after));
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
        const bool holds = node.kind == ProgramNode::Kind::kWord
                               ? Test(words_[node.word], view, base + bit)
                               : TestAny(node, view, base + bit);
        if (holds) out |= ShiftLeft(1, bit + 1);
      }
      return out;
    case ProgramNode::Kind::kChoice:
      for (const std::uint32_t child : node.children) {
        out |= Advance(child, set, view, base, end);
      }
      return out;
    case ProgramNode::Kind::kSequence:
      break;
  }
  for (const std::uint32_t child : node.children) {
    std::uint64_t from = set;
    for (std::uint32_t i = 0; i < nodes_[child].gap; ++i) from |= from << 1;
    const std::uint64_t reached = Advance(child, from, view, base, end);
    set = nodes_[child].optional ? set | reached : reached;
    if (set == 0) return 0;
  }
  return set;
}

std::vector<std::uint32_t> ProgramSet::EndsAt(std::uint32_t node, const TokenView& view,
                                              std::uint32_t begin, std::uint32_t end) const {
  std::vector<std::uint32_t> ends;
  for (std::uint64_t set = Advance(node, 1, view, begin, end) & ~std::uint64_t{1}; set != 0;
       set &= set - 1) {
    ends.push_back(begin + static_cast<std::uint32_t>(std::countr_zero(set)));
  }
  return ends;
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
                                       std::uint32_t begin) const {
  std::vector<std::uint32_t> ends = EndsAt(parts.front(), view, begin, sentence.end);
  for (std::size_t i = 1; i < parts.size() && !ends.empty(); ++i) {
    std::vector<std::uint32_t> next;
    std::uint32_t from = sentence.begin;  // the positions before it have been tried
    for (const std::uint32_t end : ends) {
      const std::uint32_t to = std::min(sentence.end, end + kMaxPartDistance + 1);
      for (from = std::max(from, end); from < to; ++from) {
        const auto more = EndsAt(parts[i], view, from, sentence.end);
        next.insert(next.end(), more.begin(), more.end());
      }
    }
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    ends = std::move(next);
  }
  return ends.empty() ? begin : ends.back();
}

std::uint32_t ProgramSet::ShortestAt(std::uint32_t node, const TokenView& view,
                                     std::uint32_t begin) const {
  const std::uint64_t ends =
      Advance(node, 1, view, begin, view.sentence_of(begin).end) & ~std::uint64_t{1};
  return ends == 0 ? begin : begin + static_cast<std::uint32_t>(std::countr_zero(ends));
}

std::span<const std::uint32_t> ProgramSet::far_parts(std::uint32_t program) const {
  const Program& mine = programs_[program];
  return std::span(mine.parts).subspan(mine.same == Scope::kSentence ? mine.parts.size() : 1);
}

std::optional<TokenSpan> ProgramSet::MatchAt(std::uint32_t program, const TokenView& view,
                                             std::uint32_t begin) const {
  const TokenSpan sentence = view.sentence_of(begin);
  const Program& mine = programs_[program];
  const TokenSpan first{begin, LongestAt(mine.parts.front(), view, begin, sentence.end)};
  if (first.end == begin) return std::nullopt;
  if (mine.same != Scope::kSentence) return first;
  if (mine.in_order && mine.parts.size() > 1) {
    const std::uint32_t end = LongestChain(mine.parts, view, sentence, begin);
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
