#include "nlp/name_text.h"

#include <algorithm>

#include "nlp/utf8.h"

namespace nlp {
namespace {

// Words of these classes are no part of a name unless they are names themselves.
constexpr std::uint32_t kRole = kIntro | kSign | kSelf | kClaimant | kKin | kPerson | kTitle |
                                kBehind | kPost | kRetired | kThingBefore | kThingBehind |
                                kNamedBefore | kOrg | kMonth | kBrand | kConjunction | kIn | kTo;

constexpr std::size_t kMaxParts = 8;  // of a run

bool IsLatinWord(std::string_view norm) {
  return !norm.empty() && static_cast<unsigned char>(norm[0]) < 0x80;
}

// Where the part of `word` behind its last hyphen begins; npos if it has none.
std::size_t TailAt(std::string_view word) {
  const std::size_t hyphen = word.rfind('-');
  return hyphen == std::string_view::npos ? hyphen : hyphen + 1;
}

// Byte at which a word in small letters ends and another with a capital begins: ИвановПётр; 0 if
// nowhere.
std::size_t SeamAt(std::string_view word) {
  constexpr std::size_t kShortest = 6;  // bytes on both sides
  const CharacterTable& table = CharacterTable::Get();
  bool small = false;
  for (std::size_t at = 0; at < word.size();) {
    const Decoded next = DecodeAt(word, at);
    const Character character = table[next.character];
    if (small && character.upper && at >= kShortest && word.size() - at >= kShortest) return at;
    small = character.kind == Kind::kLetter && !character.upper;
    at += next.size;
  }
  return 0;
}

// Capitals behind the first letter, but not everywhere: СанПиН, МСЭ-де; not Ким-Ли.
bool IsAcronym(std::string_view word) {
  const CharacterTable& table = CharacterTable::Get();
  bool first = true, small = false, inner = false;
  for (std::size_t at = 0; at < word.size();) {
    const Decoded next = DecodeAt(word, at);
    at += next.size;
    const Character character = table[next.character];
    if (character.kind != Kind::kLetter) {
      first = character.joins_word;
      continue;
    }
    small |= !character.upper;
    inner |= character.upper && !first;
    first = false;
  }
  return small && inner && !word.starts_with("Mc");
}

// Whether the last part of a word with a hyphen begins with a capital.
bool HasCapitalTail(std::string_view word) {
  const std::size_t tail = TailAt(word);
  return tail == std::string_view::npos || tail >= word.size() ||
         CharacterTable::Get()[DecodeAt(word, tail).character].upper;
}

// The byte of `norm` at the character that begins at byte `at` of `word`.
std::size_t SameCharacter(std::string_view word, std::size_t at, std::string_view norm) {
  std::size_t count = CountCharacters(word.substr(0, at)), to = 0;
  for (; count > 0 && to < norm.size(); --count) to += DecodeAt(norm, to).size;
  return to;
}

}  // namespace

char TypeOf(const NameToken& token) {
  const NameWord& name = token.name;
  if (token.initial) return 'I';
  if ((token.context & kLineage) != 0) return 'L';
  if (name.patronymic) return 'P';
  // In the middle of a sentence the capital makes it no word.
  const bool word =
      name.dictionary && (token.starts_sentence || token.loud || !token.Is(core::kCapitalized));
  if (name.given == Given::kListed) return name.also_word || word ? 'g' : 'G';
  if (name.surname == Surname::kKnown) return name.also_word ? 'v' : 'S';
  if (name.surname == Surname::kEnding) return word ? 'W' : 's';
  if (name.given == Given::kComposed) return word ? 'D' : 'c';
  if (name.surname == Surname::kWeak) return name.dictionary ? 'W' : 'w';
  return name.dictionary || token.name.ours ? 'D' : 'U';
}

bool EndsSentence(std::span<const NameToken> tokens, std::size_t i) {
  const NameToken& token = tokens[i];
  if (!token.IsPlainMark()) return false;
  if (token.norm == "!" || token.norm == "?" || token.norm == ";" || token.norm == "…") return true;
  if (token.norm != ".") return false;
  if (i == 0 || i + 1 == tokens.size()) return true;
  const NameToken& before = tokens[i - 1];
  const NameToken& behind = tokens[i + 1];
  if (before.initial && token.gap == kGapNone) return false;
  // Mr. Иванов, им. Абая, гр. Ахметов
  constexpr std::size_t kLongestAbbreviation = 6;  // bytes
  if ((before.context & (kTitle | kNamedBefore | kClaimant)) != 0 && token.gap == kGapNone &&
      before.norm.size() <= kLongestAbbreviation) {
    return false;
  }
  const bool small = behind.IsWord() && !behind.Is(core::kCapitalized);
  return !small || behind.NewLine() || token.end - token.begin > 1;
}

NameText::NameText(std::string_view text, std::span<const Unit> units) {
  AddTokens(text, units);
  Describe();
  FindRuns();
}

void NameText::AddTokens(std::string_view text, std::span<const Unit> units) {
  tokens_.reserve(units.size() + 8);
  for (const Unit& unit : units) {
    NameToken token;
    token.begin = unit.begin;
    token.end = unit.end;
    token.norm = unit.norm;
    token.traits = unit.traits;
    token.gap = unit.gap;
    token.entity = unit.entity;
    token.context = token.IsWord() ? unit.context : 0;
    const auto split = [&](std::size_t at, std::size_t norm_at, std::size_t tail,
                           std::size_t norm_tail) {
      NameToken second = token;
      second.begin = token.begin + static_cast<std::uint32_t>(tail);
      second.norm = token.norm.substr(norm_tail);
      second.gap = kGapNone;
      token.end = token.begin + static_cast<std::uint32_t>(at);
      token.norm = token.norm.substr(0, norm_at);
      token.context = NotesOf(token.norm).context;
      second.context = NotesOf(second.norm).context;
      tokens_.push_back(token);
      token = second;
    };
    if (token.IsWord() && token.Is(core::kCapitalized)) {
      const std::string_view word = text.substr(token.begin, token.end - token.begin);
      const std::size_t tail = TailAt(token.norm), word_tail = TailAt(word);
      if (tail != std::string_view::npos && word_tail != std::string_view::npos) {
        // Мухтар-ага: what stands behind the hyphen is a title.
        const std::uint32_t context = NotesOf(token.norm.substr(tail)).context;
        const bool small = !CharacterTable::Get()[DecodeAt(word, word_tail).character].upper ||
                           token.Is(core::kAllCaps);
        if ((context & (kBehind | kKin)) != 0 && small) {
          split(word_tail - 1, tail - 1, word_tail, tail);
          token.traits &= static_cast<std::uint8_t>(~unsigned{core::kCapitalized});
        }
      } else if (!token.Is(core::kAllCaps)) {
        if (const std::size_t seam = SeamAt(word); seam != 0) {
          const std::size_t norm_seam = SameCharacter(word, seam, token.norm);
          split(seam, norm_seam, seam, norm_seam);
        } else {
          token.acronym = IsAcronym(word);
        }
      }
      token.small_tail = !HasCapitalTail(word);
    }
    tokens_.push_back(token);
  }
}

// "А." before or behind a name, also without its dot.
bool NameText::IsInitial(std::size_t i) const {
  const NameToken& token = tokens_[i];
  constexpr std::size_t kLongest = 4;  // bytes
  if (token.norm.size() > kLongest || !token.IsWord()) return false;
  const std::size_t letters = CountCharacters(token.norm);
  const bool dot =
      i + 1 < tokens_.size() && tokens_[i + 1].IsMark(".") && tokens_[i + 1].gap == kGapNone;
  if (!token.Is(core::kCapitalized)) return dot && letters == 1 && i > 0;
  return letters == 1 || (letters == 2 && dot && !token.Is(core::kAllCaps) && token.context == 0);
}

// Whether a word beside token `i`, nothing but a space between, is a name written with the same
// case.
bool NameText::HasNameBeside(std::size_t i) const {
  const auto fits = [&](std::size_t at) {
    const NameToken& other = tokens_[at];
    if (!other.IsWord() || other.acronym) return false;
    if (other.Is(core::kCapitalized) != tokens_[i].Is(core::kCapitalized)) return false;
    if ((other.context & (kRole | kStop)) != 0) return false;
    const NameWord& name = other.name;
    if (!other.Is(core::kCapitalized)) {
      const bool surname =
          name.surname == Surname::kKnown || (name.surname == Surname::kEnding && !name.dictionary);
      // A given name beside a surname, whatever else the words mean.
      return name.patronymic || surname || name.given == Given::kListed;
    }
    return name.given != Given::kNone || name.surname >= Surname::kEnding || name.patronymic;
  };
  if (i + 1 < tokens_.size() && !tokens_[i + 1].NewLine()) {
    if (fits(i + 1)) return true;
    // Ли К.
    if (tokens_[i + 1].initial && tokens_[i + 1].Is(core::kCapitalized) && i + 2 < tokens_.size() &&
        tokens_[i + 2].IsMark(".")) {
      return true;
    }
  }
  return i > 0 && !tokens_[i].NewLine() && fits(i - 1);
}

// In small letters: in texts that have no others, what is no word or stands beside names and roles.
bool NameText::IsSmallCandidate(std::size_t i) const {
  const NameToken& token = tokens_[i];
  const NameWord& name = token.name;
  if (!small() || (token.context & (kRole | kStop)) != 0) return false;
  const bool listed = name.given == Given::kListed || name.surname == Surname::kKnown;
  if (listed && token.norm.size() >= 8) {
    if (HasNameBeside(i)) return true;
    if (i > 0 && (tokens_[i - 1].context & (kIntro | kKin | kPerson)) != 0) return true;
  }
  if (name.dictionary) return false;
  if (name.surname == Surname::kWeak && HasNameBeside(i)) return true;
  return (name.given == Given::kListed && !name.also_word) || name.patronymic ||
         name.surname >= Surname::kEnding ||
         (name.given == Given::kComposed && token.norm.size() >= 12);
}

bool NameText::IsCandidate(std::size_t i) const {
  const NameToken& token = tokens_[i];
  const NameWord& name = token.name;
  if (token.acronym) return false;
  const bool listed = name.given == Given::kListed || name.surname == Surname::kKnown;
  const bool lexical = listed || name.surname == Surname::kEnding || name.patronymic ||
                       name.given == Given::kComposed;
  if (!token.Is(core::kCapitalized)) return IsSmallCandidate(i);
  const std::size_t letters = CountCharacters(token.norm);
  if (token.Is(core::kAllCaps) && !token.loud && letters < 5 && !HasNameBeside(i)) return false;
  if (token.Is(core::kAllCaps) && !lexical && letters < 4) return false;
  if (token.small_tail && !lexical && !(mostly_latin() && IsLatinWord(token.norm))) return false;
  if (token.loud && !HasNameBeside(i)) {
    const bool led = i > 0 && (tokens_[i - 1].context & (kIntro | kKin | kPerson)) != 0;
    if (!lexical || (!led && (name.also_word || name.dictionary))) return false;
  } else if (token.loud && name.dictionary && !listed) {
    return false;
  }
  if (letters > 11 && !lexical) return false;
  if ((token.context & (kIn | kTo | kConjunction)) != 0) return false;
  if ((token.context & (kRole | kStop)) == 0) return true;
  if ((token.context & kMonth) != 0 && i > 0 && tokens_[i - 1].Is(core::kNumber)) return false;
  const bool beside = HasNameBeside(i);
  if ((token.context & kStop) != 0) {
    // Ли Константин, Ким Вера; in the middle of a sentence nobody writes such a word with a
    // capital.
    if (!listed || !name.bare || name.inflected) return false;
    if (letters > 2 && !token.starts_sentence && !token.loud && !token.quoted) return true;
    if (i + 1 >= tokens_.size() || name.surname != Surname::kKnown || tokens_[i + 1].NewLine())
      return false;
    return tokens_[i + 1].name.given == Given::kListed ||
           (tokens_[i + 1].initial && i + 2 < tokens_.size() && tokens_[i + 2].IsMark("."));
  }
  constexpr std::uint32_t kBeforeNames =
      kKin | kPerson | kSelf | kIntro | kPost | kTitle | kClaimant;
  if ((token.context & kBeforeNames) != 0 && (token.starts_sentence || token.loud)) return false;
  if (listed) return beside || (!token.starts_sentence && !token.loud);
  return beside && (token.context & (kBrand | kMonth | kOrg)) != 0 && !name.dictionary &&
         (token.context & (kBeforeNames | kThingBefore | kThingBehind | kNamedBefore)) == 0 &&
         !token.starts_sentence && !token.quoted;
}

void NameText::Describe() {
  bool quoted = false;
  for (std::size_t i = 0; i < tokens_.size(); ++i) tokens_[i].initial = IsInitial(i);
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    NameToken& token = tokens_[i];
    if (i == 0 || token.NewLine() || EndsSentence(tokens_, i - 1)) {
      token.starts_sentence = true;
    } else if (tokens_[i - 1].IsPlainMark() && tokens_[i - 1].starts_sentence) {
      token.starts_sentence = true;  // «Слово, - Слово
    }
    if (token.NewLine()) quoted = false;
    if (token.IsPlainMark()) {
      if (token.norm == "«" || token.norm == "“" || token.norm == "„") quoted = true;
      if (token.norm == "»" || token.norm == "”") quoted = false;
      if (token.norm == "\"") quoted = !quoted;
      continue;
    }
    token.quoted = quoted;
    if (token.entity == EntityType::kName || token.entity == EntityType::kAddress) {
      // As many capitals as what it stands for may have had.
      constexpr std::size_t kWords = 4;
      words_ += kWords;
      capital_words_ += kWords;
    }
    if (!token.IsWord()) continue;
    ++words_;
    if (IsLatinWord(token.norm)) ++latin_words_;
    if (token.Is(core::kCapitalized)) ++capital_words_;
    if (token.Is(core::kAllCaps)) ++loud_words_;
    // "водитель по имени Асан", "от имени Асановой", but "школа имени Абая"
    if (token.norm == "имени" && i > 0 &&
        (tokens_[i - 1].norm == "по" || tokens_[i - 1].norm == "от")) {
      token.context = kIntro;
    }
    if (token.norm == "after" && i > 0 && tokens_[i - 1].norm == "named")
      token.context = kNamedBefore;
    if (const std::size_t tail = TailAt(token.norm); tail != std::string_view::npos) {
      // экс-аким, врач-терапевт
      token.context |= NotesOf(token.norm.substr(0, tail - 1)).context & (kPost | kKin | kPerson);
      token.context |= NotesOf(token.norm.substr(tail)).context & (kPost | kKin | kPerson);
    }
  }
  const bool loud = loud_words_ * 2 > words_;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    NameToken& token = tokens_[i];
    if (!token.IsWord() || token.initial) continue;
    if (token.Is(core::kAllCaps)) {
      const auto caps = [&](std::size_t at) {
        return at < tokens_.size() && tokens_[at].Is(core::kAllCaps) &&
               CountCharacters(tokens_[at].norm) > 3;
      };
      std::size_t neighbours = 0;
      for (std::size_t step = 1; step <= 3; ++step) {
        neighbours += (i >= step && caps(i - step) ? 1 : 0) + (caps(i + step) ? 1 : 0);
      }
      token.loud = loud || neighbours >= 3;
    }
    // Small letters: only in texts that have no others, and what can be told from other words.
    if (!token.Is(core::kCapitalized) && (!small() || token.norm.size() < 7)) continue;
    if (CountCharacters(token.norm) < 2) continue;
    token.name = NameOf(token.norm);
    // Павлодарда is no Павло.
    if ((token.context & kPlace) != 0 && token.name.inflected) token.name.given = Given::kNone;
  }
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (tokens_[i].name.id != 0 && !tokens_[i].initial) tokens_[i].candidate = IsCandidate(i);
  }
}

// The end of the part that begins at token `i`; `i` if none does.
std::size_t NameText::PartEnd(std::size_t i, bool first) const {
  if (i >= tokens_.size()) return i;
  const NameToken& token = tokens_[i];
  if (token.initial) {
    const bool dot =
        i + 1 < tokens_.size() && tokens_[i + 1].IsMark(".") && tokens_[i + 1].gap == kGapNone;
    // Small ones only behind a surname in small letters.
    const bool small = !token.Is(core::kCapitalized);
    if (small && (first || tokens_[i - 1].Is(core::kCapitalized))) return i;
    if (dot) return i + 2;
    // Without its dot only behind a word of the name, and if it is no word of one letter.
    // The Latin ones are no prepositions.
    const bool letter = token.context == 0 || IsLatinWord(token.norm);
    return !first && letter && token.Is(core::kCapitalized) ? i + 1 : i;
  }
  if (token.candidate || (!first && (token.context & kLineage) != 0)) return i + 1;
  return i;
}

void NameText::FindRuns() {
  for (std::size_t i = 0; i < tokens_.size();) {
    NameRun run;
    run.first = static_cast<std::uint32_t>(parts_.size());
    bool words = false;
    for (std::size_t count = 0; count < kMaxParts; ++count) {
      const std::size_t end = PartEnd(i, count == 0);
      if (end == i) break;
      const bool capital = tokens_[i].Is(core::kCapitalized);
      if (count > 0 && !tokens_[i].initial && (tokens_[i].context & kLineage) == 0 &&
          capital != tokens_[i - 1].Is(core::kCapitalized) && tokens_[i - 1].IsWord()) {
        break;
      }
      const char type =
          count > 0 && (tokens_[i].context & kLineage) != 0 ? 'L' : TypeOf(tokens_[i]);
      parts_.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end), type});
      words |= type != 'I';
      i = end;
    }
    run.end = static_cast<std::uint32_t>(parts_.size());
    if (run.end == run.first) {
      ++i;
    } else if (words) {
      runs_.push_back(run);
    }
  }
}

}  // namespace nlp
