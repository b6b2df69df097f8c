#include "nlp/tools/kazakh_counter.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "nlp/kazakh_morphology.h"
#include "nlp/tools/kazakh_writer.h"

namespace nlp::kazakh {
namespace {

constexpr int kRounds = 4;
constexpr std::size_t kOwnForms = 2;    // forms that no other stem explains, and they are
constexpr std::size_t kOwnShare = 8;    // one in so many of the words that begin alike,
constexpr std::size_t kOwnMany = 12;    // or so many
constexpr std::uint32_t kListed = 12;   // what a longer stem of our own list is preferred by
constexpr std::size_t kGuessForms = 4;  // different forms of a stem that is in no list
constexpr double kLeast = 0.5;          // what is read less often is left out

struct Form {
  Spelling spelling;
  Letters letters;
  double count = 0;
};

// False if it is no word whose stems can be counted.
bool Spell(Letters letters, Form& form) {
  if (letters.empty() || letters.size() > kMaxLetters) return false;
  if (letters.find(LetterOf(U'-')) != Letters::npos) return false;
  std::copy(letters.begin(), letters.end(), form.spelling.letters.begin());
  form.spelling.size = letters.size();
  form.letters = std::move(letters);
  return true;
}

std::vector<Form> ReadForms(std::string_view text) {
  std::vector<Form> forms;
  std::istringstream lines{std::string(text)};
  std::string word;
  for (double count = 0; lines >> word >> count;) {
    Form form;
    form.count = count;
    if (Spell(LettersOf(word), form)) forms.push_back(std::move(form));
  }
  return forms;
}

Letters LemmaOf(const Morphology& morphology, const Reading& reading, const Letters& word) {
  if (reading.is_known) {
    const std::string_view lemma = morphology.LemmaAt(reading.lemma);
    return {lemma.begin(), lemma.end()};
  }
  Letters lemma = word.substr(0, reading.kept);
  if (reading.last != 0) lemma.back() = reading.last;
  if (reading.added != 0) lemma += reading.added;
  return lemma;
}

// The cheapest cost of each lexeme that a word may be of.
using Costs = std::map<Lexeme, std::uint32_t>;

void Keep(Costs& costs, Lexeme lexeme, std::uint32_t cost) {
  const auto [at, is_new] = costs.emplace(std::move(lexeme), cost);
  if (!is_new) at->second = std::min(at->second, cost);
}

// Whether a form shows that a verb's stem ends in ы or і: оқы, оқиды.
bool ShowsElision(const Lexeme& verb, const Letters& form) {
  const std::size_t last = verb.lemma.size() - 1;
  return form.size() > last && form[last] == LetterOf(U'и');
}

Costs KnownOf(const Morphology& morphology, const Form& form) {
  Costs costs;
  morphology.ForEachKnown(form.spelling, Morphology::Mode::kAsWritten, [&](const Reading& reading) {
    Keep(costs, {LemmaOf(morphology, reading, form.letters), reading.part}, reading.cost);
  });
  return costs;
}

// Stems of our own list are likelier than others, its nouns in -у (сайлау) than verbs.
void PreferListed(const Lexicon& lexicon, Costs& costs) {
  const auto is_listed = [&lexicon](const Lexeme& lexeme) {
    const auto found = lexicon.lexemes().find(lexeme);
    return found != lexicon.lexemes().end() && found->second.is_written;
  };
  bool has_action = false;
  for (const auto& [lexeme, cost] : costs) {
    has_action |= lexeme.part == Class::kNominal && lexeme.lemma.back() == LetterOf(U'у') &&
                  is_listed(lexeme);
  }
  for (auto& [lexeme, cost] : costs) {
    if (!is_listed(lexeme) || (has_action && lexeme.part == Class::kVerb)) cost += kListed;
  }
}

void Recount(Lexicon& lexicon, std::string_view grammar, const std::vector<Form>& forms) {
  const std::string model = WriteModel(lexicon, grammar);
  const Morphology morphology(model);
  std::map<Lexeme, double> counts;
  for (const Form& form : forms) {
    Costs costs = KnownOf(morphology, form);
    PreferListed(lexicon, costs);
    std::uint32_t least = std::numeric_limits<std::uint32_t>::max();
    for (const auto& [lexeme, cost] : costs) least = std::min(least, cost);
    double sum = 0;
    for (const auto& [lexeme, cost] : costs) sum += std::exp((least - double(cost)) / 4);
    for (const auto& [lexeme, cost] : costs) {
      counts[lexeme] += form.count * std::exp((least - double(cost)) / 4) / sum;
    }
  }
  for (auto& [lexeme, evidence] : lexicon.lexemes()) {
    const auto found = counts.find(lexeme);
    evidence.count = found == counts.end() ? 0 : found->second;
  }
}

// How many words begin with given letters.
class Families {
 public:
  explicit Families(const std::vector<Form>& forms) {
    for (const Form& form : forms) words_.push_back(form.letters);
    std::sort(words_.begin(), words_.end());
  }
  std::size_t SizeOf(const Letters& begin) const {
    const auto first = std::lower_bound(words_.begin(), words_.end(), begin);
    const auto last = std::partition_point(
        first, words_.end(), [&](const Letters& word) { return word.starts_with(begin); });
    return static_cast<std::size_t>(last - first);
  }

 private:
  std::vector<Letters> words_;
};

// Leaves out dictionary words not yet counted that another stem explains, with all their forms.
void DropForms(Lexicon& lexicon, std::string_view grammar, const std::vector<Form>& forms) {
  const std::string model = WriteModel(lexicon, grammar);
  const Morphology morphology(model);
  std::map<Lexeme, std::size_t> own, elided;
  std::set<Lexeme> explained;
  const Families family(forms);
  for (const Form& form : forms) {
    const Costs costs = KnownOf(morphology, form);
    for (const auto& [lexeme, cost] : costs) {
      if (lexeme.lemma == form.letters) continue;
      if (costs.size() == 1) ++own[lexeme];
      if (lexeme.part == Class::kVerb && ShowsElision(lexeme, form.letters)) ++elided[lexeme];
    }
  }
  for (const auto& [lexeme, evidence] : lexicon.lexemes()) {
    if (evidence.is_written || evidence.count > 0) continue;
    const Letter last = lexeme.lemma.back();
    if (lexeme.part == Class::kVerb && (last == LetterOf(U'ы') || last == LetterOf(U'і')) &&
        elided[lexeme] == 0) {
      explained.insert(lexeme);
      continue;
    }
    const std::size_t forms_of_own = own[lexeme];
    if (forms_of_own >= kOwnMany ||
        (forms_of_own >= kOwnForms && forms_of_own * kOwnShare >= family.SizeOf(lexeme.lemma))) {
      continue;
    }
    Form form;
    if (!Spell(lexeme.lemma, form)) continue;
    for (const auto& [other, cost] : KnownOf(morphology, form)) {
      if (other.lemma.size() < lexeme.lemma.size()) explained.insert(lexeme);
      // A verb's stem is seldom a noun as well.
      if (other.lemma == lexeme.lemma && other.part == Class::kVerb &&
          lexeme.part == Class::kNominal) {
        explained.insert(lexeme);
      }
    }
  }
  for (const Lexeme& lexeme : explained) lexicon.lexemes().erase(lexeme);
}

// Adds the stems that unknown words have in common.
void Discover(Lexicon& lexicon, std::string_view grammar, const std::vector<Form>& forms) {
  const std::string model = WriteModel(lexicon, grammar);
  const Morphology morphology(model);
  std::vector<std::pair<const Form*, Costs>> unknown;
  std::map<Lexeme, std::size_t> support;
  for (const Form& form : forms) {
    if (form.letters.size() < 4 || !KnownOf(morphology, form).empty()) continue;
    Costs costs;
    morphology.ForEachGuess(form.spelling, [&](const Reading& reading) {
      Keep(costs, {LemmaOf(morphology, reading, form.letters), reading.part}, reading.cost);
    });
    for (const auto& [lexeme, cost] : costs) ++support[lexeme];
    unknown.emplace_back(&form, std::move(costs));
  }
  std::map<Lexeme, std::size_t> chosen;
  for (const auto& [form, costs] : unknown) {
    const Lexeme* best = nullptr;
    double least = 0;
    for (const auto& [lexeme, cost] : costs) {
      const double total = cost - 8 * std::log(static_cast<double>(support[lexeme]));
      if (best == nullptr || total < least) {
        best = &lexeme;
        least = total;
      }
    }
    if (best != nullptr) ++chosen[*best];
  }
  for (const auto& [lexeme, count] : chosen) {
    if (count >= kGuessForms) lexicon.lexemes().try_emplace(lexeme);
  }
}

// Leaves out stems of no list that are likelier forms of others, typed without Kazakh letters.
void DropTyped(Lexicon& lexicon, std::string_view grammar) {
  const std::string model = WriteModel(lexicon, grammar);
  const Morphology morphology(model);
  std::erase_if(lexicon.lexemes(), [&](const auto& entry) {
    const auto& [lexeme, evidence] = entry;
    Form form;
    if (evidence.is_written || evidence.is_listed || !Spell(lexeme.lemma, form)) return false;
    const auto is_kazakh = [](Letter letter) { return FoldedOf(letter) != letter; };
    if (std::any_of(form.letters.begin(), form.letters.end(), is_kazakh)) return false;
    std::uint32_t typed = std::numeric_limits<std::uint32_t>::max(), written = typed;
    const auto keep_least = [](std::uint32_t& least) {
      return [&least](const Reading& reading) { least = std::min(least, reading.cost); };
    };
    morphology.ForEachKnown(form.spelling, Morphology::Mode::kAsWritten, keep_least(written));
    morphology.ForEachKnown(form.spelling, Morphology::Mode::kAsTyped, keep_least(typed));
    return typed < written;
  });
}

}  // namespace

std::map<Lexeme, Evidence> CountStems(Lexicon lexicon, std::string_view grammar,
                                      std::string_view text) {
  const std::vector<Form> forms = ReadForms(text);
  DropForms(lexicon, grammar, forms);
  Discover(lexicon, grammar, forms);
  DropForms(lexicon, grammar, forms);
  for (int round = 0; round < kRounds; ++round) {
    Recount(lexicon, grammar, forms);
    if (round == 0) DropTyped(lexicon, grammar);
  }
  std::map<Lexeme, Evidence> counts;
  for (const auto& [lexeme, evidence] : lexicon.lexemes()) {
    if (evidence.count >= kLeast) counts.emplace(lexeme, evidence);
  }
  return counts;
}

void AddUnknown(Lexicon& lexicon, std::string_view grammar, std::string_view dictionary) {
  const std::string model = WriteModel(lexicon, grammar);
  const Morphology morphology(model);
  lexicon.AddDictionary(dictionary, [&morphology](const Letters& word) {
    Form form;
    return Spell(word, form) && KnownOf(morphology, form).empty();
  });
  DropForms(lexicon, grammar, {});
}

}  // namespace nlp::kazakh
