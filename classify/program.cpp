#include "classify/program.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <iterator>

#include "classify/noun_endings.h"

namespace classify {
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

std::optional<ProgramSet::CodeBegin> ProgramSet::CodeOf(std::uint32_t index) const {
  const ProgramNode& node = nodes_[index];
  if (node.kind != ProgramNode::Kind::kWord) return std::nullopt;
  const WordTest& word = words_[node.at];
  switch (word.kind) {
    case WordKind::kLemma:
      return CodeBegin{word.code + nlp::kSpaceByte, false};
    case WordKind::kForm:
      return CodeBegin{word.code + nlp::kSpaceByte, true};
    case WordKind::kPrefix:
    case WordKind::kName:
    case WordKind::kAbbreviation:
      return CodeBegin{word.code, true};
    case WordKind::kNumber:
      break;
  }
  return std::nullopt;
}

ProgramSet::Begins ProgramSet::BeginsOf(std::uint32_t index) const {
  const ProgramNode& node = nodes_[index];
  Begins begins;
  const auto whole = [](const std::string& code) { return BeginsOfPrefix(code + nlp::kSpaceByte); };
  if (node.kind == ProgramNode::Kind::kWords) {
    const Witness& words = witnesses_[node.at];
    for (const std::string& code : words.lemmas) begins.lemma |= whole(code);
    for (const std::string& code : words.forms) begins.surface |= whole(code);
    for (const std::string& code : words.prefixes) begins.surface |= BeginsOfPrefix(code);
  } else {
    begins.lemma = ~std::uint64_t{0};  // numbers
  }
  return begins;
}

std::uint64_t ProgramSet::Passing(const WordTest& word, std::uint64_t set, const TokenView& view,
                                  std::uint32_t base) {
  std::uint64_t passing = 0;
  for (std::uint64_t rest = set; rest != 0; rest &= rest - 1) {
    const std::uint32_t position = base + static_cast<std::uint32_t>(std::countr_zero(rest));
    const core::Token& token = view.token(position);
    if (word.capitalized && !(token.traits & (core::kCapitalized | core::kAllCaps))) continue;
    std::string_view behind;
    if (word.kind == WordKind::kName || word.kind == WordKind::kAbbreviation) {
      const std::string_view form = CodeAt(view.text->surface_stream, view.surface_at[position]);
      if (!form.starts_with(word.code)) continue;  // its hash alone was the one
      behind = form.substr(word.code.size());
    }
    if (word.kind == WordKind::kName && !IsNounEnding(behind)) continue;
    if (word.kind == WordKind::kAbbreviation) {
      // An ending behind the capitals (МВД-ға, ЦОНда) is in lower case, or the word is another one.
      const bool all_caps = (token.traits & core::kAllCaps) != 0;
      if (all_caps != behind.empty()) continue;
      if (!all_caps &&
          !view.field.substr(token.begin, token.end - token.begin).starts_with(word.capital)) {
        continue;
      }
    }
    passing |= rest & -rest;
  }
  return passing;
}

std::uint64_t ProgramSet::Advance(const ProgramNode& node, std::uint64_t set,
                                  const Sentence& sentence, std::uint32_t base) const {
  std::uint64_t out = 0, filter = 0;
  switch (node.kind) {
    case ProgramNode::Kind::kWord:
    case ProgramNode::Kind::kWords:
      return Those(node, set, sentence, base) << 1;
    case ProgramNode::Kind::kChoice:
      filter = sentence.words.FilterOf(set, base - sentence.span.begin);
      for (const ProgramNode& child : children(node)) {
        if (child.MayBegin(filter)) out |= Advance(child, set, sentence, base);
      }
      return out;
    case ProgramNode::Kind::kSequence:
      break;
  }
  for (const ProgramNode& child : children(node)) {
    std::uint64_t from = set;
    for (std::uint32_t i = 0; i < child.gap; ++i) from |= from << 1;
    const std::uint64_t reached = Advance(child, from, sentence, base);
    set = child.optional ? set | reached : reached;
    if (set == 0) return 0;
  }
  return set;
}

std::uint32_t ProgramSet::LongestAt(std::uint32_t node, const Sentence& sentence,
                                    std::uint32_t begin) const {
  const std::uint64_t ends = EndsAt(node, sentence, begin);
  return ends == 0 ? begin : begin + 63 - static_cast<std::uint32_t>(std::countl_zero(ends));
}

std::optional<TokenSpan> ProgramSet::Nearest(std::uint32_t node, std::uint32_t max_tokens,
                                             const Sentence& sentence, TokenSpan first) const {
  std::optional<TokenSpan> best;
  std::uint32_t best_distance = kMaxPartDistance + 1;
  const std::uint32_t back = max_tokens + kMaxPartDistance;
  const std::uint32_t from =
      std::max(sentence.span.begin, first.begin - std::min(first.begin, back));
  const std::uint32_t to = std::min(sentence.span.end, first.end + kMaxPartDistance + 1);
  ForEachBegin(node, sentence, {from, to}, [&](std::uint32_t begin) {
    const std::uint32_t end = LongestAt(node, sentence, begin);
    if (end == begin) return true;
    const std::uint32_t distance = end <= first.begin   ? first.begin - end
                                   : begin >= first.end ? begin - first.end
                                                        : 0;
    if (distance < best_distance) {
      best = TokenSpan{begin, end};
      best_distance = distance;
    }
    return true;
  });
  return best;
}

std::uint32_t ProgramSet::LongestChain(const Program& program, const Sentence& sentence,
                                       std::uint32_t begin, Scratch& scratch) const {
  auto& [ends, next] = scratch;
  const auto add_ends = [&](std::uint32_t node, std::uint32_t from,
                            std::vector<std::uint32_t>& all) {
    for (std::uint64_t set = EndsAt(node, sentence, from); set != 0; set &= set - 1) {
      all.push_back(from + static_cast<std::uint32_t>(std::countr_zero(set)));
    }
  };
  ends.clear();
  add_ends(program.first, begin, ends);
  for (const std::uint32_t part : program.others) {
    if (ends.empty()) break;
    next.clear();
    std::uint32_t from = sentence.span.begin;  // the positions before it have been tried
    for (const std::uint32_t end : ends) {
      from = std::max(from, end);
      const std::uint32_t to = std::min(sentence.span.end, end + kMaxPartDistance + 1);
      if (from >= to) continue;
      ForEachBegin(part, sentence, {from, to}, [&](std::uint32_t place) {
        add_ends(part, place, next);
        return true;
      });
      from = to;
    }
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    std::swap(ends, next);
  }
  return ends.empty() ? begin : ends.back();
}

std::optional<TokenSpan> ProgramSet::MatchAt(std::uint32_t program, const Sentence& sentence,
                                             std::uint32_t begin, Scratch& scratch) const {
  const Program& mine = programs_[program];
  if (!nodes_[mine.first].MayBegin(sentence.words.FilterAt(begin - sentence.span.begin))) {
    return std::nullopt;
  }
  const TokenSpan first{begin, LongestAt(mine.first, sentence, begin)};
  if (first.end == begin) return std::nullopt;
  if (mine.same != Scope::kSentence) return first;
  if (mine.in_order && !mine.others.empty()) {
    const std::uint32_t end = LongestChain(mine, sentence, begin, scratch);
    return end == begin ? std::nullopt : std::optional(TokenSpan{begin, end});
  }
  TokenSpan all = first;
  for (std::size_t i = 0; i < mine.others.size(); ++i) {
    const auto part = Nearest(mine.others[i], mine.max_tokens[i], sentence, first);
    if (!part) return std::nullopt;
    all = {std::min(all.begin, part->begin), std::max(all.end, part->end)};
  }
  return all;
}

}  // namespace classify
