#include "nlp/russian_lemmas.h"

#include <algorithm>

#include "nlp/embedded.h"
#include "nlp/lemma_automaton.h"
#include "nlp/lemma_letters.h"

namespace nlp {
namespace {

constexpr std::size_t kMinKnownPart = 6;  // letters of a known word behind an unknown prefix
constexpr std::size_t kMinGuessed = 4;    // letters; shorter unknown words are abbreviations

const LemmaAutomaton& Table() {
  static const LemmaAutomaton table(LemmaFile("lemmas_ru.bin"));
  return table;
}

// The rule of a word without hyphens: its own, else that of the longest known word it ends with
// (экс|министра), else that of its ending.
std::optional<LemmaRule> RuleOf(std::string_view letters) {
  const LemmaAutomaton& table = Table();
  if (auto rule = table.OfWord(letters)) return rule;
  for (std::size_t at = 2; at + kMinKnownPart <= letters.size(); ++at) {
    const std::string_view part = letters.substr(at);
    if (const auto rule = table.OfWord(part); rule && rule->cut < part.size()) return rule;
  }
  if (letters.size() < kMinGuessed) return std::nullopt;
  return table.OfEnding(letters);
}

// What stands behind a hyphen and does not inflect: кто-то, как-нибудь.
bool IsParticle(std::string_view part) {
  constexpr std::string_view kParticles[] = {"-то", "-либо", "-нибудь", "-таки",
                                             "-ка", "-де",   "-с"};
  return std::find(std::begin(kParticles), std::end(kParticles), part) != std::end(kParticles);
}

// по-русски, по-новому
bool IsAdverb(std::string_view word) {
  return word.starts_with("по-") &&
         (word.ends_with("ому") || word.ends_with("ему") || word.ends_with("ки"));
}

}  // namespace

std::optional<std::string_view> RussianLemma(std::string_view norm, std::string& out) {
  const Letters word(norm);
  if (word.has_foreign()) return std::nullopt;
  const std::string_view letters = word.all();
  const std::size_t hyphen = letters.rfind(kHyphenLetter);
  if (hyphen == std::string_view::npos) {
    if (letters.find('\0') != std::string_view::npos) return norm;
    const auto rule = RuleOf(letters);
    return rule ? Apply(*rule, norm, out) : norm;
  }
  if (const auto rule = Table().OfWord(letters)) return Apply(*rule, norm, out);
  if (IsAdverb(norm)) return norm;
  const std::size_t byte = norm.rfind('-');
  if (const std::string_view particle = norm.substr(byte); IsParticle(particle)) {
    const std::string_view before = letters.substr(0, hyphen);
    if (before.find('\0') != std::string_view::npos) return norm;
    const auto rule = RuleOf(before);
    if (!rule) return norm;
    const std::string_view lemma = Apply(*rule, norm.substr(0, byte), out);
    if (lemma.data() != out.data()) out.assign(lemma);
    out += particle;
    return out;
  }
  // 14-го, премьер-министра
  const std::string_view last = letters.substr(hyphen + 1);
  if (last.empty() || last.find('\0') != std::string_view::npos) return norm;
  const bool is_ordinal = hyphen > 0 && norm[byte - 1] >= '0' && norm[byte - 1] <= '9';
  const auto rule = is_ordinal ? Table().OfWord(letters.substr(hyphen)) : RuleOf(last);
  return rule && rule->cut <= last.size() ? Apply(*rule, norm, out) : norm;
}

}  // namespace nlp
