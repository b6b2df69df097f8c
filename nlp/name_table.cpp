#include "nlp/name_table.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "nlp/address_words.h"
#include "nlp/embedded.h"
#include "nlp/flat_table.h"
#include "nlp/hash.h"
#include "nlp/utf8.h"
#include "nlp/word_classes.h"
#include "nlp/word_list.h"

namespace nlp {
namespace {

// A name, or what is left of it before its endings.
struct NameEntry {
  std::uint16_t given = 0, surname = 0;  // EndingSet bits that make it one
  bool latin_only = false, also_word = false;
  bool root = false;  // of surnames
  std::uint32_t id = 0;
};

enum Part : std::uint8_t { kFirst = 1, kLast = 2 };

// An ending that surnames or patronymics have, with its own endings.
struct Suffix {
  Surname surname = Surname::kNone;
  Gender gender = Gender::kUnknown;
  bool patronymic = false;
};

constexpr WordClasses::Name kContextNames[] = {
    {"intro", kIntro},
    {"sign", kSign},
    {"self", kSelf},
    {"claimant", kClaimant},
    {"kin", kKin},
    {"person", kPerson},
    {"title", kTitle},
    {"behind", kBehind},
    {"post", kPost},
    {"retired", kRetired},
    {"org", kOrg},
    {"thing_before", kThingBefore},
    {"month", kMonth},
    {"thing_behind", kThingBehind},
    {"place", kPlace},
    {"brand", kBrand},
    {"historic", kHistoric},
    {"lineage", kLineage},
    {"conj", kConjunction},
    {"in", kIn},
    {"to", kTo},
    {"stop", kStop},
    {"named_before", kNamedBefore},
    {"deed", kDeed},
};

bool IsVowel(char code) {
  for (const char32_t vowel : U"аеиоуюя") {
    if (vowel != 0 && code == static_cast<char>('A' + (vowel - U'а'))) return true;
  }
  return false;
}
constexpr char kCodeA = 'A';
constexpr char kCodeYa = static_cast<char>('A' + (U'я' - U'а'));

// Kazakh "my ...s", "our ...": балаларым, жезделеріміз.
bool IsOurs(std::string_view key) {
  static const std::array<std::string, 4> kEndings = {KeyText("лерім"), KeyText("ларым"),
                                                      KeyText("іміз"), KeyText("дерім")};
  return key.size() > 6 && std::any_of(kEndings.begin(), kEndings.end(),
                                       [&](const std::string& e) { return key.ends_with(e); });
}

// Kazakh names as they are often put down in Russian: Ляззат, Гюльнар, Джамиля; "" if nothing
// changes.
std::string AsRussiansWrite(std::string_view folded) {
  std::string russian;
  bool changed = false;
  for (std::size_t at = 0; at < folded.size();) {
    const Decoded next = DecodeAt(folded, at);
    char32_t letter = next.character;
    if (letter == U'ә' && at > 0) {
      letter = U'я';
    } else if (letter == U'ү') {
      letter = U'ю';
    } else if (letter == U'ж' && at == 0) {
      russian += "д";
      changed = true;
    }
    changed |= letter != next.character;
    AppendUtf8(letter, russian);
    at += next.size;
  }
  return changed ? russian : "";
}

class Tables {
 public:
  static const Tables& Get() {
    static const Tables kTables;
    return kTables;
  }

  std::uint32_t Context(const NameKey& key) const { return context_.Of(key); }

  NameWord Describe(const NameKey& key, bool latin) const {
    NameWord word;
    if (key.too_long() || key.size() < 2) return word;
    word.id = StemHash(key);
    FindListed(key, latin, word);
    if (word.given == Given::kNone) FindComposed(key, word);
    FindSuffix(key, latin, word);
    word.dictionary = IsWord(key, latin);
    // Старый, Новак: of a listed surname without an ending of its own.
    if (word.surname == Surname::kKnown && word.bare && word.dictionary) word.also_word = true;
    return word;
  }

 private:
  Tables() : names_(40000) {
    for (const std::string_view file : {"given_kk.txt", "given_ru.txt", "given_other.txt"}) {
      LoadNames(file, true, false);
    }
    LoadNames("given_latin.txt", true, true);
    LoadNames("surnames.txt", false, false);
    LoadNames("surnames_latin.txt", false, true);
    LoadParts();
    MakeSuffixes();
  }

  void LoadNames(std::string_view file, bool given, bool latin) {
    ForEachLine(file, [&](std::string_view line) {
      ForEachWord(line, [&](std::string_view word) {
        const bool also_word = word.back() == '!';
        if (also_word) word.remove_suffix(1);
        const std::string folded = FoldedWord(word);
        AddName(folded, given, latin, also_word);
        if (const std::string russian = AsRussiansWrite(folded); given && !russian.empty()) {
          AddName(russian, given, latin, also_word);
        }
      });
    });
  }

  void AddName(const std::string& folded, bool given, bool latin, bool also_word) {
    const std::string key = KeyText(folded);
    if (key.size() < 2 && given) return;
    ++last_id_;
    const auto add = [&](std::string_view stem, std::uint16_t endings) {
      NameEntry& entry = names_.Insert(NameKey::Hash(stem));
      const bool fresh = entry.id == 0;
      (given ? entry.given : entry.surname) |= endings;
      entry.latin_only = fresh ? latin : entry.latin_only && latin;
      entry.also_word |= also_word;
      if (fresh) entry.id = last_id_;
    };
    std::uint16_t endings = kNoEnding | kKazakhName;
    const std::string_view stem = std::string_view(key).substr(0, key.size() - 1);
    if (folded.ends_with("ь")) {
      endings |= kRussianSoft;
    } else if (folded.ends_with("й")) {
      add(stem, kRussianJot);
    } else if (key.back() == kCodeA) {
      add(stem, kRussianA);
    } else if (key.back() == kCodeYa) {
      add(stem, kRussianYa);
    } else if (!IsVowel(key.back())) {
      endings |= kRussianConsonant;
    }
    add(key, endings);
    if (const std::string soft = SoftenedStem(key); !soft.empty() && !latin && given) {
      add(soft, kKazakhName);
    }
  }

  void LoadParts() {
    ForEachLine("name_parts.txt", [&](std::string_view line) {
      const std::size_t colon = line.find(": ");
      const Part part = line.starts_with("first") ? kFirst : kLast;
      ForEachWord(line.substr(colon + 1), [&](std::string_view word) {
        parts_.Insert(NameKey::Hash(KeyText(word))) |= part;
      });
    });
  }

  static FlatSet LoadWords(std::string_view file) {
    constexpr std::size_t kShortest = 6;  // bytes of a word and its space, on the average more
    std::size_t bytes = 0;
    ForEachLine(file, [&](std::string_view line) { bytes += line.size(); });
    FlatSet words(bytes / kShortest);
    ForEachLine(file, [&](std::string_view line) {
      while (!line.empty()) {
        const std::size_t end = std::min(line.find(' '), line.size());
        const NameKey key(line.substr(0, end));
        words.Insert(key.hash(key.size()));
        line.remove_prefix(std::min(end + 1, line.size()));
      }
    });
    return words;
  }

  // Every ending of every kind of surname and patronymic.
  void MakeSuffixes() {
    constexpr std::string_view kMale = "- а у ым ом ем е ы ых ыми";
    constexpr std::string_view kFemale = "а ой у ою";
    constexpr std::string_view kKazakh =
        "тың тің дың дің ның нің қа ке ға ге ты ті ды ді ны ні та те да де тан тен дан ден нан нен "
        "пен бен "
        "мен тар тер дар дер лар лер тардың тердің лардың лердің тарға терге ларға лерге а е на не";
    const auto add = [&](std::string_view suffix, std::string_view endings, Suffix value) {
      ForEachWord(endings, [&](std::string_view ending) {
        std::string whole(suffix);
        if (ending != "-") whole += ending;
        Suffix& entry = suffixes_.Insert(NameKey::Hash(KeyText(whole)));
        const bool better = value.surname > entry.surname;
        entry.patronymic |= value.patronymic;
        if (better) {
          entry.surname = value.surname;
          entry.gender = value.gender;
        } else if (value.surname == entry.surname && entry.gender != value.gender) {
          entry.gender = Gender::kUnknown;
        }
      });
    };
    const auto both = [&](std::string_view suffix, Surname strength) {
      add(suffix, kMale, {strength, Gender::kMale, false});
      add(suffix, kKazakh, {strength, Gender::kMale, false});
      add(suffix, kFemale, {strength, Gender::kFemale, false});
      const std::string female = std::string(suffix) + "а";
      add(female, kKazakh, {strength, Gender::kFemale, false});
    };
    for (const std::string_view suffix : {"ов", "ев"}) both(suffix, Surname::kEnding);
    for (const std::string_view suffix : {"ин", "ын"}) both(suffix, Surname::kWeak);
    for (const std::string_view suffix : {"иддин", "утдин", "етдин", "уллин", "галин"}) {
      both(suffix, Surname::kEnding);
    }
    for (const std::string_view stem : {"ск", "цк"}) {
      add(stem, "ий ого ому им ом ой", {Surname::kEnding, Gender::kMale, false});
      add(stem, "ая ую ою", {Surname::kEnding, Gender::kFemale, false});
      add(stem, "ие их ими", {Surname::kEnding, Gender::kUnknown, false});
      add(std::string(stem) + "ий", kKazakh, {Surname::kEnding, Gender::kMale, false});
      add(std::string(stem) + "ая", kKazakh, {Surname::kEnding, Gender::kFemale, false});
    }
    for (const std::string_view suffix :
         {"енко", "швили", "дзе", "оглы", "оғлы", "заде", "тегі", "чук", "щук", "нюк", "янц"}) {
      add(suffix, "- а у ом е", {Surname::kEnding, Gender::kUnknown, false});
      add(suffix, kKazakh, {Surname::kEnding, Gender::kUnknown, false});
    }
    for (const std::string_view suffix :
         {"ко",  "ук",  "юк", "як",  "ак",   "ик",    "ек", "ец", "ич",
          "ян",  "ер",  "ль", "ман", "берг", "штейн", "ло", "ун", "ух",
          "уль", "ень", "ай", "ей",  "ия",   "ава",   "ба", "ша", "ар"}) {
      add(suffix, "- а у ом ем е ю я", {Surname::kWeak, Gender::kUnknown, false});
      add(suffix, kKazakh, {Surname::kWeak, Gender::kUnknown, false});
    }
    add("", "ый ий ого его ому ему ым им ых их ые ой", {Surname::kWeak, Gender::kMale, false});
    add("", "ая ую ою юю яя", {Surname::kWeak, Gender::kFemale, false});
    for (const std::string_view suffix : {"ович", "евич", "льич", "мич", "тич", "кич"}) {
      add(suffix, "- а у ем е ы ей ам", {Surname::kWeak, Gender::kMale, true});
      add(suffix, kKazakh, {Surname::kNone, Gender::kUnknown, true});
    }
    for (const std::string_view suffix : {"овн", "евн", "ичн"}) {
      add(suffix, "а ы е у ой ою", {Surname::kNone, Gender::kUnknown, true});
      add(std::string(suffix) + "а", kKazakh, {Surname::kNone, Gender::kUnknown, true});
    }
    // Short forms of speech: Иваныч, Петровну.
    add("аныч", "- а у ем е", {Surname::kNone, Gender::kUnknown, true});
    for (const std::string_view suffix : {"ұлы", "уғлы", "уулу"}) {
      add(suffix, "- ның на ны нда нан мен м мын мыз", {Surname::kEnding, Gender::kUnknown, true});
    }
    add("қыз", "- ы ының ына ын ында ынан ымен ымын ым",
        {Surname::kEnding, Gender::kUnknown, true});
    // Смирнов: its root explains Смирнова and the rest.
    ForEachLine("surnames.txt", [&](std::string_view line) {
      ForEachWord(line, [&](std::string_view word) {
        if (word.back() == '!') word.remove_suffix(1);
        AddRoot(KeyText(FoldedWord(word)));
      });
    });
  }

  void AddRoot(const std::string& key) {
    for (std::size_t size = key.size() - 1; size >= 2 && key.size() > 2; --size) {
      const Suffix* suffix = suffixes_.Find(NameKey::Hash(std::string_view(key).substr(size)));
      if (suffix != nullptr && suffix->surname != Surname::kNone) {
        names_.Insert(NameKey::Hash(std::string_view(key).substr(0, size))).root = true;
        return;
      }
    }
  }

  void FindListed(const NameKey& key, bool latin, NameWord& word) const {
    for (std::size_t size = key.size(); size >= 1; --size) {
      const NameEntry* entry = names_.Find(key.hash(size));
      if (entry == nullptr || (entry->given | entry->surname) == 0) continue;
      if (entry->latin_only && !latin) continue;
      const std::string_view rest = key.text().substr(size);
      const std::uint16_t endings = EndingsOf(rest);
      const bool given = (endings & entry->given) != 0;
      const bool surname = (endings & entry->surname) != 0;
      // A short root with an ending is any word.
      if ((!given && !surname) || (size < 3 && !rest.empty() && !surname)) continue;
      if (given) word.given = Given::kListed;
      if (surname) word.surname = Surname::kKnown;
      word.bare = true;
      word.also_word = entry->also_word;
      word.inflected = !rest.empty();
      word.id = entry->id;
      return;
    }
  }

  // Two elements of names: Нұр-асыл, Гүл-айым; or a listed name and an element.
  void FindComposed(const NameKey& key, NameWord& word) const {
    constexpr std::size_t kShortest = 5;
    const std::string_view text = key.text();
    std::size_t best = 0;
    for (std::size_t first = 2; first + 2 <= text.size(); ++first) {
      const std::uint8_t* part = parts_.Find(key.hash(first));
      bool begins = part != nullptr && (*part & kFirst) != 0;
      if (!begins && first >= 4) {
        const NameEntry* entry = names_.Find(key.hash(first));
        begins = entry != nullptr && !entry->latin_only && (entry->given & kNoEnding) != 0;
      }
      if (!begins) continue;
      for (std::size_t size = 2; first + size <= text.size(); ++size) {
        const std::size_t end = first + size;
        if (end < kShortest || end <= best) continue;
        const std::uint8_t* last = parts_.Find(NameKey::Hash(text.substr(first, size)));
        if (last == nullptr || (*last & kLast) == 0) continue;
        const std::string_view rest = text.substr(end);
        const std::uint16_t endings = EndingsOf(rest);
        const bool vowel = IsVowel(text[end - 1]);
        const unsigned allowed =
            kNoEnding | kKazakhName | (vowel ? 0U : unsigned{kRussianConsonant});
        if ((endings & allowed) == 0) continue;
        best = end;
        word.inflected = !rest.empty();
      }
    }
    if (best == 0) return;
    word.given = Given::kComposed;
    word.id = key.hash(best);
  }

  void FindSuffix(const NameKey& key, bool latin, NameWord& word) const {
    const std::string_view text = key.text();
    std::size_t longest = 0;
    Suffix found;
    for (std::size_t base = text.size() - 1; base >= 2; --base) {
      const Suffix* suffix = suffixes_.Find(NameKey::Hash(text.substr(base)));
      if (suffix == nullptr) continue;
      if (suffix->patronymic && base >= 2) word.patronymic = true;
      if (suffix->surname == Surname::kNone) continue;
      if (suffix->surname < found.surname) continue;
      if (suffix->surname == found.surname && longest != 0 && !IsRoot(key, base)) continue;
      found = *suffix;
      longest = base;
    }
    if (found.surname >= Surname::kEnding) word.bare = false;
    if (longest == 0 || word.surname == Surname::kKnown) return;
    if (latin && found.surname == Surname::kWeak) return;  // any English word ends so
    if (IsRoot(key, longest) && found.surname == Surname::kEnding) {
      found.surname = Surname::kKnown;
    } else if (found.surname == Surname::kWeak && IsNameRoot(key, longest)) {
      found.surname = Surname::kKnown;
    }
    if (longest < 3 && found.surname != Surname::kKnown) return;
    if (word.given == Given::kListed && found.surname == Surname::kWeak) return;
    word.surname = found.surname;
    word.gender = found.gender;
    if (found.surname >= Surname::kEnding && !word.patronymic) {
      word.id = key.hash(longest) ^ 1;
      if (word.given == Given::kComposed) word.given = Given::kNone;
    }
  }

  bool IsRoot(const NameKey& key, std::size_t size) const {
    const NameEntry* entry = names_.Find(key.hash(size));
    if (entry != nullptr && (entry->root || (entry->given != 0 && size >= 3))) return true;
    NameWord composed;
    if (size < 5) return false;
    FindComposed(NameKey::Prefix(key, size), composed);
    return composed.given == Given::kComposed && !composed.inflected;
  }
  bool IsNameRoot(const NameKey& key, std::size_t size) const {
    // Мус-ина of Муса
    const NameEntry* entry = names_.Find(key.hash(size));
    return entry != nullptr && size >= 3 &&
           (entry->root || (entry->given & (kRussianA | kRussianYa)) != 0);
  }

  bool IsWord(const NameKey& key, bool latin) const {
    for (std::size_t size = key.size(); size >= 2; --size) {
      const std::string_view rest = key.text().substr(size);
      if (latin && english_.Has(key.hash(size)) && (rest.empty() || EnglishEnding(rest))) {
        return true;
      }
      if (!latin && russian_.Has(key.hash(size)) && (EndingsOf(rest) & kRussianNoun) != 0) {
        return true;
      }
      if (kazakh_.Has(key.hash(size)) && (EndingsOf(rest) & (kKazakhNoun | kKazakhVerb)) != 0) {
        return true;
      }
    }
    return false;
  }

  static bool EnglishEnding(std::string_view rest) {
    static const FlatTable<bool> kEndings = [] {
      FlatTable<bool> endings;
      ForEachWord("s es ed d ing er ers ly r st n en al",
                  [&](std::string_view ending) { endings.Insert(NameKey::Hash(KeyText(ending))); });
      return endings;
    }();
    return kEndings.Find(NameKey::Hash(rest)) != nullptr;
  }

  // The beginning of a word, which its endings leave alone.
  static std::uint64_t StemHash(const NameKey& key) {
    return key.hash(std::min<std::size_t>(key.size(), key.size() >= 7 ? 5 : 4));
  }

  WordClasses context_{"context.txt", kContextNames};
  FlatTable<NameEntry> names_;
  FlatTable<std::uint8_t> parts_;
  FlatSet russian_ = LoadWords("words_ru.txt");
  FlatSet kazakh_ = LoadWords("words_kk.txt");
  FlatSet english_ = LoadWords("words_en.txt");
  FlatTable<Suffix> suffixes_;
  std::uint32_t last_id_ = 0;
};

// Two places for each value of the hash's low bits; the word that came last is the first to be
// found.
class Memory {
 public:
  WordNotes Notes(std::string_view norm) {
    const std::size_t at = Find(norm);
    return at == kNowhere ? Look(NameKey(norm)) : places_[at].notes;
  }

  const NameWord& Name(std::string_view norm) {
    const std::size_t at = Find(norm);
    if (at == kNowhere) return passing_ = Describe(norm);
    if (!places_[at].named) {
      names_[at] = Describe(norm);
      places_[at].named = true;
    }
    return names_[at];
  }

 private:
  static constexpr std::size_t kPairs = 1 << 14, kLongest = 38, kNowhere = kPairs * 2;
  struct Place {
    std::uint8_t size = 0;
    bool named = false;
    std::array<char, kLongest> norm{};
    WordNotes notes;
  };

  std::size_t Find(std::string_view norm) {
    if (norm.empty() || norm.size() > kLongest) return kNowhere;
    const std::size_t at = Hash(norm) % kPairs * 2;
    if (Holds(at, norm)) return at;
    std::swap(places_[at], places_[at + 1]);
    std::swap(names_[at], names_[at + 1]);
    if (Holds(at, norm)) return at;
    Place& place = places_[at];
    place.notes = Look(NameKey(norm));
    place.named = false;
    place.size = static_cast<std::uint8_t>(norm.size());
    std::copy(norm.begin(), norm.end(), place.norm.begin());
    return at;
  }

  bool Holds(std::size_t at, std::string_view norm) const {
    const Place& place = places_[at];
    return place.size == norm.size() && std::string_view(place.norm.data(), place.size) == norm;
  }

  static WordNotes Look(const NameKey& key) {
    return {Tables::Get().Context(key), AddressClassOf(key)};
  }

  static NameWord Describe(std::string_view norm) {
    const NameKey key(norm);
    NameWord name = Tables::Get().Describe(key, static_cast<unsigned char>(norm[0]) < 0x80);
    name.ours = IsOurs(key.text());
    return name;
  }

  std::vector<Place> places_ = std::vector<Place>(kPairs * 2);
  std::vector<NameWord> names_ = std::vector<NameWord>(kPairs * 2);
  NameWord passing_;
};

Memory& Recall() {
  thread_local Memory memory;
  return memory;
}

}  // namespace

WordNotes NotesOf(std::string_view norm) {
  return Recall().Notes(norm);
}

const NameWord& NameOf(std::string_view norm) {
  static const NameWord kNone;
  return norm.empty() ? kNone : Recall().Name(norm);
}

}  // namespace nlp
