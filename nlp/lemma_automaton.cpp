#include "nlp/lemma_automaton.h"

#include <stdexcept>

#include "nlp/lemma_letters.h"
#include "nlp/utf8.h"

namespace nlp {
namespace {

constexpr std::size_t kHeaderCells = 6;

}  // namespace

std::string_view Apply(const LemmaRule& rule, std::string_view word, std::string& out) {
  std::size_t end = word.size();
  for (std::size_t cut = rule.cut; cut > 0 && end > 0; --cut) {
    do {
      --end;
    } while (end > 0 && core::IsTrailByte(word[end]));
  }
  if (rule.ending.empty()) return word.substr(0, end);
  out.assign(word, 0, end).append(rule.ending);
  return out;
}

Letters::Letters(std::string_view word) {
  for (std::size_t at = 0; at < word.size() && size_ < letters_.size();) {
    const Decoded next = DecodeAt(word, at);
    const char letter = LetterOf(next.character);
    has_foreign_ |= letter == 0 && next.character >= 0x80;
    letters_[size_++] = letter;
    at += next.size;
  }
}

LemmaAutomaton::LemmaAutomaton(std::string_view block) {
  const auto* cells = reinterpret_cast<const std::uint32_t*>(block.data());
  const std::size_t size = block.size() / sizeof(std::uint32_t);
  if (size < kHeaderCells ||
      reinterpret_cast<std::uintptr_t>(cells) % alignof(std::uint32_t) != 0 || cells[0] != kMagic ||
      size != kHeaderCells + std::size_t{cells[1]} + cells[2] / sizeof(std::uint32_t) + cells[3]) {
    throw std::runtime_error("lemma table: not of this version; build the program anew");
  }
  rules_ = {cells + kHeaderCells, cells[1]};
  endings_ = {reinterpret_cast<const char*>(cells + kHeaderCells + cells[1]), cells[2]};
  cells_ = {cells + size - cells[3], cells[3]};
  words_ = cells[4];
  suffixes_ = cells[5];
}

std::optional<LemmaRule> LemmaAutomaton::RuleAt(std::uint32_t state) const {
  const std::uint32_t cell = cells_[state];
  if ((cell & kLetterMask) != 0) return std::nullopt;
  const std::uint32_t rule = rules_[cell >> 8];
  return LemmaRule{static_cast<std::uint8_t>(rule & 0xFF),
                   endings_.substr(rule >> 16, rule >> 8 & 0xFF)};
}

std::optional<LemmaRule> LemmaAutomaton::OfWord(std::string_view letters) const {
  std::uint32_t state = words_;
  for (const char letter : letters) {
    state = Next(state, letter);
    if (state == kNoState) return std::nullopt;
  }
  return RuleAt(state);
}

std::optional<LemmaRule> LemmaAutomaton::OfEnding(std::string_view letters) const {
  std::optional<LemmaRule> best;
  std::uint32_t state = suffixes_;
  for (std::size_t i = letters.size(); i-- > 0;) {
    state = Next(state, letters[i]);
    if (state == kNoState) break;
    const auto rule = RuleAt(state);
    if (rule && rule->cut < letters.size()) best = rule;
  }
  return best;
}

}  // namespace nlp
