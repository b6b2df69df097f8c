#include "nlp/english_lemmas.h"

#include "nlp/embedded.h"
#include "nlp/lemma_automaton.h"
#include "nlp/lemma_letters.h"

namespace nlp {
namespace {

constexpr std::size_t kMinGuessed = 4;  // letters; shorter unknown words are abbreviations

const LemmaAutomaton& Table() {
  static const LemmaAutomaton table(LemmaFile("lemmas_en.bin"));
  return table;
}

}  // namespace

std::string_view EnglishLemma(std::string_view norm, std::string& out) {
  const Letters word(norm);
  std::string_view letters = word.all();
  if (const auto rule = Table().OfWord(letters)) return Apply(*rule, norm, out);
  if (norm.ends_with("'s") && norm.size() > 2) {
    norm.remove_suffix(2);
    letters.remove_suffix(2);
    if (const auto rule = Table().OfWord(letters)) return Apply(*rule, norm, out);
  }
  // The last part of a compound is what inflects.
  const std::size_t hyphen = letters.rfind(kHyphenLetter);
  if (hyphen != std::string_view::npos) {
    letters.remove_prefix(hyphen + 1);
    if (const auto rule = Table().OfWord(letters)) return Apply(*rule, norm, out);
  }
  if (letters.size() < kMinGuessed || letters.find('\0') != std::string_view::npos) return norm;
  const auto rule = Table().OfEnding(letters);
  return rule ? Apply(*rule, norm, out) : norm;
}

}  // namespace nlp
