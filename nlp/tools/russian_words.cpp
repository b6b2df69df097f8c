#include "nlp/tools/russian_words.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "nlp/tools/hunspell.h"
#include "nlp/tools/word_file.h"

namespace nlp {
namespace {

// How much a reading weighs against others of the same form.
enum Weight {
  kGerund = 2,
  kImperative = 3,
  kName = 4,
  kShortAdjective = 5,
  kOblique = 6,
  kComparative = 6,
  kAdjectiveForm = 7,
  kVerbForm = 8,
  kPastFeminine = 5,  // раздела is more often the noun
  kIrregularVerb = 10,
  kParticiple = 8,
  kHeadword = 12,
  kLoneWord = 9,  // without endings in the dictionary
  kAdverb = 13,
  kFrequent = 5,   // more for a frequent lemma
  kListed = 1000,  // decided in our list
};

constexpr std::string_view kVerbFlags = "BDLMPQRTUVWY";

constexpr std::string_view kVerbPrefixes[] = {
    "",      "в",      "во",     "воз",    "вос",   "въ",     "вз",    "взо",  "вы",    "до",
    "за",    "из",     "изо",    "ис",     "на",    "над",    "надо",  "не",   "недо",  "о",
    "об",    "обо",    "объ",    "обез",   "от",    "ото",    "отъ",   "пере", "по",    "под",
    "подо",  "подъ",   "пре",    "пред",   "предо", "при",    "приот", "про",  "произ", "пропо",
    "раз",   "разо",   "разъ",   "рас",    "с",     "со",     "съ",    "у",    "низ",   "испо",
    "преду", "превоз", "превзо", "произо", "снизо", "противо"};

constexpr std::size_t kMinLoneForm = 8;  // bytes; shorter ones are particles and the like

using Words = std::unordered_set<std::string>;

bool EndsWithAny(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return word.ends_with(ending); });
}

bool IsInfinitive(std::string_view word) {
  return EndsWithAny(word, {"ть", "ти", "чь", "ться", "тись", "чься"});
}

// `word` without `ending`, plus `other`; "" if it does not end so.
std::string Replace(std::string_view word, std::string_view ending, std::string_view other) {
  if (!word.ends_with(ending)) return {};
  return std::string(word.substr(0, word.size() - ending.size())) + std::string(other);
}

std::string Reflexive(const std::string& form) {
  return form + (EndsWithAny(form, {"а", "е", "и", "о", "у", "ы", "ю", "я"}) ? "сь" : "ся");
}

bool IsUpper(std::string_view word) {
  return word.size() > 1 && Fold(word.substr(0, 2)) != word.substr(0, 2) && !word.starts_with("ё");
}

bool IsVerbPrefix(std::string_view prefix) {
  return std::find(std::begin(kVerbPrefixes), std::end(kVerbPrefixes), prefix) !=
         std::end(kVerbPrefixes);
}

class Maker {
 public:
  explicit Maker(const RussianSources& sources)
      : hunspell_(sources.aff, sources.dic), lines_(ReadWordFile(sources.words)) {
    for (const WordLine& line : lines_) {
      if (line.section == "frequent") frequent_.insert(line.words.begin(), line.words.end());
      if (line.section == "own") own_.insert(line.words.begin(), line.words.end());
      if (line.section == "endings") {
        for (const std::string& other : line.words) {
          lone_endings_.emplace_back(line.head.substr(1), other.substr(1));
        }
      }
    }
    for (const Hunspell::Entry& entry : hunspell_.entries()) {
      const std::string word = Fold(entry.word);
      if (entry.flags == "H" || entry.flags == "J") singulars_.insert(word);
      if (IsInfinitive(word) || (!entry.flags.empty() && !IsPartOfVerb(entry))) {
        inflected_.insert(word);
      }
    }
    AddVerbs();
    AddVerbFamilies();
    AddOthers();
    AddListed();
    for (const std::string& path : sources.names) AddNames(path);
  }

  LemmaTable& table() { return table_; }

 private:
  void Add(const std::string& form, const std::string& lemma, int weight, int lessons = 0) {
    table_.Add(form, lemma, weight + (frequent_.contains(lemma) ? kFrequent : 0), lessons);
  }

  // Verbs come first: participles are looked up among their forms.
  void AddVerbs() {
    for (const Hunspell::Entry& entry : hunspell_.entries()) {
      const std::string lemma = Fold(entry.word);
      if (!IsInfinitive(lemma)) continue;
      const bool has_forms = entry.flags.find_first_of(kVerbFlags) != std::string::npos;
      if (!has_forms && !entry.flags.empty()) continue;  // a noun: четверть
      infinitives_.push_back(lemma);
      if (!has_forms) continue;
      Add(lemma, lemma, kHeadword, 2);
      for (const char flag : entry.flags) {
        if (kVerbFlags.find(flag) == std::string_view::npos) continue;
        const int weight = std::string_view("PQR").find(flag) != std::string_view::npos ? kGerund
                           : std::string_view("BT").find(flag) != std::string_view::npos
                               ? kImperative
                               : kVerbForm;
        hunspell_.ForEachForm(entry.word, flag,
                              [&](const std::string& form) { AddVerbForm(form, lemma, weight); });
      }
    }
  }

  void AddVerbForm(const std::string& written, const std::string& lemma, int weight) {
    const std::string form = Fold(written);
    verb_forms_.emplace(form, lemma);
    Add(form, lemma, weight == kVerbForm && form.ends_with("ла") ? kPastFeminine : weight,
        weight == kVerbForm ? 1 : 0);
    if (form.ends_with("л")) Add(Replace(form, "л", "вши"), lemma, kGerund);
  }

  // The forms of an irregular verb with all its prefixes.
  void AddVerbFamilies() {
    for (const WordLine& line : lines_) {
      if (line.section != "verbs") continue;
      for (const std::string& infinitive : infinitives_) {
        const bool reflexive = EndsWithAny(infinitive, {"ся", "сь"});
        const std::string_view plain =
            std::string_view(infinitive).substr(0, infinitive.size() - (reflexive ? 4 : 0));
        if (!plain.ends_with(line.head)) continue;
        const std::string prefix(plain.substr(0, plain.size() - line.head.size()));
        if (!IsVerbPrefix(prefix)) continue;
        AddFamily(prefix, line.words, infinitive, reflexive);
        // разобрать: разберу; разбить: разобью
        if (prefix.size() > 2 && prefix.ends_with("о") && IsVerbPrefix(Replace(prefix, "о", ""))) {
          AddFamily(prefix.substr(0, prefix.size() - 2), line.words, infinitive, reflexive);
        } else if (EndsWithAny(prefix, {"в", "д", "б", "з", "с", "т"})) {
          AddFamily(prefix + "о", line.words, infinitive, reflexive);
        }
      }
    }
  }

  void AddFamily(const std::string& prefix, const std::vector<std::string>& forms,
                 const std::string& infinitive, bool reflexive) {
    for (const std::string& root_form : forms) {
      const std::string form = prefix + root_form;
      AddVerbForm(reflexive ? Reflexive(form) : form, infinitive, kIrregularVerb);
    }
  }

  // The infinitive of a participle in the nominative, or "".
  std::string InfinitiveOf(std::string_view participle) const {
    std::string_view word = participle, reflexive;
    if (word.ends_with("ся")) {
      reflexive = "ся";
      word.remove_suffix(reflexive.size());
    }
    const auto of_form = [&](std::string form) -> std::string {
      if (form.empty()) return {};
      if (!reflexive.empty()) {
        const auto found = verb_forms_.find(Reflexive(form));
        if (found != verb_forms_.end()) return found->second;
      }
      const auto found = verb_forms_.find(form);
      if (found == verb_forms_.end()) return {};
      return reflexive.empty() ? found->second : Reflexive(found->second);
    };
    const auto infinitive = [&](std::string form) -> std::string {
      if (form.empty()) return {};
      form += reflexive;
      return std::binary_search(sorted_.begin(), sorted_.end(), form) ? form : std::string();
    };
    const auto first = [](std::initializer_list<std::string> candidates) {
      for (const std::string& candidate : candidates) {
        if (!candidate.empty()) return candidate;
      }
      return std::string();
    };
    if (word.ends_with("вший")) {
      return first({of_form(Replace(word, "вший", "л")), infinitive(Replace(word, "вший", "ть"))});
    }
    if (word.ends_with("шедший")) return of_form(Replace(word, "шедший", "шел"));
    if (word.ends_with("ший")) {
      const std::string past = Replace(word, "ший", "");  // приобретший: приобрел
      return first({of_form(past), of_form(Replace(word, "тший", "л")),
                    of_form(Replace(word, "дший", "л"))});
    }
    if (word.ends_with("щий")) return of_form(Replace(word, "щий", "т"));
    if (word.ends_with("аваемый")) return infinitive(Replace(word, "емый", "ть"));
    if (word.ends_with("мый")) return of_form(Replace(word, "мый", "м"));
    if (EndsWithAny(word, {"анный", "янный"})) return infinitive(Replace(word, "нный", "ть"));
    if (word.ends_with("енный")) {
      static constexpr std::string_view kFrom[][2] = {
          {"енный", "ить"},    {"енный", "еть"},   {"енный", "ти"},    {"ченный", "тить"},
          {"щенный", "стить"}, {"щенный", "тить"}, {"шенный", "сить"}, {"жденный", "дить"},
          {"женный", "зить"},  {"женный", "дить"}, {"ленный", "ить"}};
      for (const auto& [ending, other] : kFrom) {
        if (std::string found = infinitive(Replace(word, ending, other)); !found.empty())
          return found;
      }
      return first({of_form(Replace(word, "енный", "у")), of_form(Replace(word, "енный", "ю")),
                    of_form(Replace(word, "жденный", "жу")), of_form(Replace(word, "ченный", "ку")),
                    of_form(Replace(word, "женный", "гу"))});
    }
    if (word.ends_with("тый")) {
      return first({infinitive(Replace(word, "тый", "ть")), of_form(Replace(word, "тый", "")),
                    infinitive(Replace(word, "тый", "еть"))});
    }
    return {};
  }

  void AddOthers() {
    sorted_ = infinitives_;
    std::sort(sorted_.begin(), sorted_.end());
    for (const Hunspell::Entry& entry : hunspell_.entries()) AddEntry(entry);
    // Those without a class are forms that the classes do not make.
    for (const Hunspell::Entry& entry : hunspell_.entries()) {
      if (entry.flags.empty()) AddLoneForm(entry.word);
    }
  }

  void AddEntry(const Hunspell::Entry& entry) {
    if (IsPartOfVerb(entry)) return AddPartOfVerb(entry);
    std::string lemma = Fold(entry.word);
    if (entry.flags == "O") lemma = SingularOf(lemma);
    const bool is_adjective = entry.flags.find('A') != std::string::npos;
    bool is_participle = false;
    const std::string verb = is_adjective ? InfinitiveOf(lemma) : std::string();
    if (!verb.empty() && !own_.contains(lemma)) {
      is_participle = true;
      Add(lemma, verb, kParticiple, 1);
      lemma = verb;
    }
    const bool is_name = IsUpper(entry.word);
    for (const char flag : entry.flags) {
      if (kVerbFlags.find(flag) != std::string_view::npos && IsInfinitive(lemma)) continue;
      if (flag == 'S' && EndsWithAny(lemma, {"овый", "евый"})) continue;
      hunspell_.ForEachForm(entry.word, flag, [&](const std::string& written) {
        const std::string form = Fold(written);
        // The neuter of short adjectives is the adverb; that of participles is not.
        const bool is_short = flag == 'S' || flag == 'X';
        if (flag == 'Z' || (is_short && verb.empty() && form.ends_with("о"))) {
          Add(form, form, kAdverb, 1);
          return;
        }
        // Демидов is rather a surname than several people called Демид.
        if (is_name && (form == lemma + "ов" || form == lemma + "ев")) {
          Add(form, form, kName);
          return;
        }
        int weight = kOblique, lessons = 2;
        if (is_name) weight = kName, lessons = 3;
        if (is_adjective) weight = kAdjectiveForm, lessons = 1;
        if (is_short) weight = kShortAdjective, lessons = 0;
        // An unknown word in -овым is a surname more often than an adjective.
        if (EndsWithAny(form, {"овым", "евым", "овых", "евых", "овыми", "евыми"})) lessons = 0;
        if (flag == 'E' && is_adjective) weight = kComparative, lessons = 0;
        if (is_participle) weight = kParticiple;
        // открытый is a word of its own, открыт is not
        Add(form, flag == 'S' && !verb.empty() ? verb : lemma, weight, lessons);
      });
    }
    if (const std::string form = Fold(entry.word); form != lemma && !is_participle) {
      Add(form, lemma, kOblique, 2);
    } else if (!entry.flags.empty() && !is_participle) {
      Add(lemma, lemma, is_name ? kName + 1 : kHeadword, is_adjective ? 3 : 8);
    }
  }

  // Nouns whose plural has another stress or stem have an entry for each number: весна, весны.
  std::string SingularOf(const std::string& plural) const {
    static constexpr std::pair<std::string_view, std::string_view> kEndings[] = {
        {"ы", "а"}, {"и", "а"}, {"и", "я"}, {"а", "о"},   {"я", "е"},   {"а", ""},   {"ы", ""},
        {"и", ""},  {"и", "ь"}, {"и", "й"}, {"ры", "ер"}, {"лы", "ел"}, {"ьи", "ей"}};
    for (const auto& [ending, other] : kEndings) {
      const std::string singular = Replace(plural, ending, other);
      if (singulars_.contains(singular)) return singular;
    }
    return plural;
  }

  // The dictionary has entries for parts of irregular verbs: умерла/L, покажи/B.
  static bool IsPartOfVerb(const Hunspell::Entry& entry) {
    return !entry.flags.empty() && !IsInfinitive(Fold(entry.word)) &&
           entry.flags.find_first_not_of("BLT") == std::string::npos;
  }

  void AddPartOfVerb(const Hunspell::Entry& entry) {
    const std::string word = Fold(entry.word);
    std::string verb = VerbOf(word);
    if (verb.empty()) verb = LemmaOfLoneForm(word);
    if (verb == word) return;
    const int weight = entry.flags == "L" ? kIrregularVerb : kImperative;
    Add(word, verb, weight);
    for (const char flag : entry.flags) {
      hunspell_.ForEachForm(entry.word, flag,
                            [&](const std::string& form) { Add(Fold(form), verb, weight); });
    }
  }

  // The infinitive of a past tense or an imperative by the other forms of the verb, or "".
  std::string VerbOf(const std::string& word) const {
    static constexpr std::pair<std::string_view, std::string_view> kEndings[] = {
        {"", ""},       {"и", "у"},      {"и", "ю"},     {"и", "ет"},    {"и", "ит"},
        {"ь", "у"},     {"ь", "ю"},      {"ь", "ет"},    {"й", "ю"},     {"ись", "усь"},
        {"ись", "юсь"}, {"ись", "ется"}, {"ься", "усь"}, {"йся", "юсь"}, {"ла", "л"},
        {"ла", ""},     {"лась", "лся"}, {"лась", "ся"}};
    for (const auto& [ending, other] : kEndings) {
      const auto found = verb_forms_.find(Replace(word, ending, other));
      if (found != verb_forms_.end()) return found->second;
    }
    return {};
  }

  // A form of a word that the dictionary has, or a word that does not inflect.
  void AddLoneForm(const std::string& written) {
    const std::string form = Fold(written);
    const std::string lemma = LemmaOfLoneForm(form);
    const bool is_headword = lemma == form;
    if (IsUpper(written)) return Add(form, lemma, kName + (is_headword ? 1 : 0));
    Add(form, lemma, is_headword ? kLoneWord : kOblique);
  }

  std::string LemmaOfLoneForm(const std::string& form) const {
    if (form.size() < kMinLoneForm) return form;
    // Passives that the dictionary lists without their infinitive: экспортируется.
    for (const std::string_view reflexive : {"ся", "сь"}) {
      const auto found = verb_forms_.find(Replace(form, reflexive, ""));
      if (found != verb_forms_.end()) return Reflexive(found->second);
    }
    for (const auto& [ending, other] : lone_endings_) {
      const std::string lemma = Replace(form, ending, other);
      if (lemma.size() > 4 && inflected_.contains(lemma)) return lemma;
    }
    return form;
  }

  void AddListed() {
    for (const WordLine& line : lines_) {
      if (line.section == "words") {
        for (const std::string& form : line.words) table_.Add(form, line.head, kListed, 0);
        table_.Add(line.head, line.head, kListed - 1, 0);
      } else if (line.section == "dictionary") {
        for (const std::string& word : line.words) {
          const std::size_t slash = std::min(word.find('/'), word.size());
          const std::string lemma = Fold(word.substr(0, slash));
          AddEntry({word.substr(0, slash), word.substr(std::min(slash + 1, word.size()))});
          Add(lemma, lemma, kHeadword);
        }
      }
    }
  }

  // Names in nlp/data; the mark ! of those that are also common words says nothing here, since
  // names weigh less than words anyway.
  void AddNames(const std::string& path) {
    for (const WordLine& line : ReadWordFile(path)) {
      for (std::string name : line.words) {
        if (name.ends_with("!")) name.pop_back();
        AddName(Fold(name));
      }
    }
  }

  void AddName(const std::string& name) {
    using Endings = std::initializer_list<std::string_view>;
    static constexpr std::string_view kConsonants[] = {"б", "в", "г", "д", "ж", "з", "к",
                                                       "л", "м", "н", "п", "р", "с", "т",
                                                       "ф", "х", "ц", "ч", "ш", "щ"};
    const auto decline = [&](std::string_view ending, const std::string& lemma, Endings others) {
      Add(lemma, lemma, kName + 1, 8);
      for (const std::string_view other : others) {
        Add(Replace(name, ending, other), lemma, kName, 3);
      }
    };
    if (EndsWithAny(name, {"ов", "ев", "ин", "ын"})) {
      decline("", name, {"а", "у", "ым", "е", "ы", "ых", "ыми"});
      // Иванова is also the genitive of Иванов, which it stays.
      Add(name + "ой", name + "а", kName, 3);
    } else if (EndsWithAny(name, {"ский", "цкий"})) {
      decline("ий", name, {"ого", "ому", "им", "ом", "ие", "их", "ими"});
      decline("ий", Replace(name, "ий", "ая"), {"ой", "ую"});
    } else if (name.ends_with("ия")) {
      decline("ия", name, {"ии", "ию", "ией"});
    } else if (name.ends_with("я")) {
      decline("я", name, {"и", "е", "ю", "ей"});
    } else if (EndsWithAny(name, {"га", "ка", "ха", "жа", "ша", "ча", "ща"})) {
      decline("а", name, {"и", "е", "у", "ой", "ей"});
    } else if (name.ends_with("а")) {
      decline("а", name, {"ы", "е", "у", "ой"});
    } else if (name.ends_with("ий")) {
      decline("й", name, {"я", "ю", "ем", "и"});
    } else if (name.ends_with("й")) {
      decline("й", name, {"я", "ю", "ем", "е"});
    } else if (EndsWithAny(name, {"ж", "ц", "ч", "ш", "щ"})) {
      decline("", name, {"а", "у", "ем", "е", "ы", "и"});
    } else if (std::any_of(std::begin(kConsonants), std::end(kConsonants),
                           [&](std::string_view letter) { return name.ends_with(letter); })) {
      decline("", name, {"а", "у", "ом", "е"});
    } else {
      decline("", name, {});  // Айгуль, Шевченко
    }
  }

  Hunspell hunspell_;
  std::vector<WordLine> lines_;
  std::vector<std::pair<std::string, std::string>> lone_endings_;
  Words frequent_, own_, inflected_, singulars_;
  std::vector<std::string> infinitives_, sorted_;
  std::unordered_map<std::string, std::string> verb_forms_;
  LemmaTable table_;
};

}  // namespace

LemmaTable MakeRussianTable(const RussianSources& sources) {
  return std::move(Maker(sources).table());
}

}  // namespace nlp
