#include "nlp/tokenizer.h"

#include <algorithm>
#include <array>

#include "nlp/script_repair.h"
#include "nlp/utf8.h"
#include "nlp/web_address.h"

namespace nlp {
namespace {

// Room for one more character after the limit has been checked.
constexpr std::size_t kNormBuffer = kMaxNormBytes + 4;

// How many letters, capitals and digits a word has, in one number that adds up at once.
using Counts = std::uint32_t;
constexpr Counts kOneLetter = 1, kOneUpper = 1U << 11, kOneDigit = 1U << 22;
static_assert(kMaxNormBytes < kOneUpper);

constexpr std::size_t LettersOf(Counts counts) {
  return counts % kOneUpper;
}
constexpr std::size_t UppersOf(Counts counts) {
  return counts / kOneUpper % kOneUpper;
}
constexpr bool HasDigit(Counts counts) {
  return counts >= kOneDigit;
}
constexpr Counts CountsOf(const Character& character) {
  if (character.kind == Kind::kDigit) return kOneDigit;
  if (character.kind != Kind::kLetter) return 0;
  return kOneLetter + (character.upper ? kOneUpper : 0);
}

// A letter or digit, with all that a word takes from it.
struct Simple {
  char fold[2];       // UTF-8 of the folded character
  std::uint8_t size;  // its bytes; 0: no letter or digit of at most two bytes
  std::uint8_t script;
  Counts counts;
};

// All that kLastLead and the lead bytes before it begin, Cyrillic among them.
constexpr unsigned kLastLead = 0xD4;
constexpr std::size_t kSimple = ((kLastLead & 0x1F) + 1) << 6;

const std::array<Simple, kSimple>& SimpleTable() {
  static const std::array<Simple, kSimple> table = [] {
    std::array<Simple, kSimple> all{};
    for (char32_t c = 0; c < kSimple; ++c) {
      const Character character = CharacterTable::Get()[c];
      const Counts counts = CountsOf(character);
      if (counts == 0 || character.fold >= 0x800) continue;
      all[c].size = static_cast<std::uint8_t>(EncodeUtf8(character.fold, all[c].fold));
      all[c].script = character.script;
      all[c].counts = counts;
    }
    return all;
  }();
  return table;
}

class Splitter {
 public:
  Splitter(std::string_view text, std::string& words, std::vector<core::Token>& tokens,
           std::vector<TokenNote>& notes, std::u32string& repaired)
      : text_(text),
        words_(words),
        tokens_(tokens),
        notes_(notes),
        repaired_(repaired),
        addresses_(text),
        table_(CharacterTable::Get()),
        simple_(SimpleTable()),
        words_size_(words.size()) {}

  void Run() {
    while (at_ < text_.size()) {
      if (words_.size() - words_size_ < kNormBuffer) {
        words_.resize(words_.size() + std::max(text_.size(), kNormBuffer));
      }
      norm_ = words_.data() + words_size_;
      const Decoded next = DecodeAt(text_, at_);
      const Character character = table_[next.character];
      switch (character.kind) {
        case Kind::kLetter:
        case Kind::kDigit:
          if (!Address()) TakeWord();
          break;
        case Kind::kMark:
          if (next.character != U'@' || !Address()) TakeMark(next, character);
          break;
        case Kind::kNewline:
          gap_ |= kGapNewline | kGapSpace;
          at_ += next.size;
          break;
        case Kind::kSpace:
          gap_ |= kGapSpace;
          at_ += next.size;
          break;
        case Kind::kIgnorable:
        case Kind::kCombining:
          at_ += next.size;
          break;
      }
    }
    words_.resize(words_size_);
  }

 private:
  // A word as far as it has been read.
  struct Draft {
    std::size_t begin;
    Counts counts = 0;
    bool capitalized = false;
    std::uint8_t scripts = kNoScript;
    Kind last_kind = Kind::kMark;
    char32_t last = 0;             // character before folding, to compose with a mark
    std::size_t last_norm_at = 0;  // where its fold begins in the norm
  };

  // Makes what has been written to norm_ a token that ends here.
  void Emit(std::size_t begin, unsigned traits, std::uint8_t scripts, std::size_t letters = 0) {
    core::Token token;
    token.begin = static_cast<std::uint32_t>(begin);
    token.end = static_cast<std::uint32_t>(at_);
    token.norm_at = token.lemma_at = static_cast<std::uint32_t>(words_size_);
    token.norm_size = token.lemma_size = static_cast<std::uint16_t>(norm_size_);
    token.traits = static_cast<std::uint8_t>(traits);
    words_size_ += norm_size_;
    tokens_.push_back(token);
    notes_.push_back({gap_, scripts, false, Mark::kNone, static_cast<std::uint16_t>(letters)});
    gap_ = kGapNone;
  }

  // An e-mail address, URL or handle at this place; false if there is none.
  bool Address() {
    const auto found = addresses_.At(at_);
    if (found.type == WebAddress::kNone) return false;
    const std::size_t begin = at_;
    norm_size_ = 0;
    while (at_ < found.end) {
      const Decoded next = DecodeAt(text_, at_);
      at_ += next.size;
      if (norm_size_ < kMaxNormBytes) Append(table_[next.character].fold);
    }
    Emit(begin, core::kWord, kNoScript);
    notes_.back().is_address = true;
    return true;
  }

  void TakeMark(const Decoded& mark, const Character& character) {
    const std::size_t begin = at_;
    at_ += mark.size;
    // Each invalid byte is a character of its own to the reader of offsets; a run of them is one
    // token all the same.
    while (at_ < text_.size()) {
      const Decoded next = DecodeAt(text_, at_);
      if (next.character != mark.character) break;
      at_ += next.size;
    }
    norm_size_ = 0;
    Append(character.fold);
    Emit(begin, core::kPunctuation, kNoScript);
    const Mark kind = MarkOf(mark.character);
    notes_.back().mark = kind == Mark::kDot && at_ - begin > 1 ? Mark::kEllipsis : kind;
  }

  void Append(char32_t fold) { norm_size_ += EncodeUtf8(fold, norm_ + norm_size_); }

  void Take(Draft& word, char32_t raw, const Character& character) {
    word.last = raw;
    word.last_norm_at = norm_size_;
    word.last_kind = character.kind;
    Append(character.fold);
    if (character.kind == Kind::kLetter) {
      if (LettersOf(word.counts) == 0) word.capitalized = character.upper;
      word.scripts |= character.script;
    }
    word.counts += CountsOf(character);
  }

  void Combine(Draft& word, char32_t mark) {
    const char32_t composed = Compose(word.last, mark);
    if (composed == 0) return;
    const Character character = table_[composed];
    norm_size_ = word.last_norm_at;
    Append(character.fold);
    word.last = composed;
  }

  // Whether the mark at this place, of `size` bytes, joins what stands on both its sides.
  bool Joins(const Draft& word, char32_t mark, const Character& character, std::size_t size) const {
    const bool between_digits = mark == U'.' || mark == U',' || mark == U':';
    if (!character.joins_word && !between_digits) return false;
    if (at_ + size >= text_.size()) return false;
    const Kind next = table_[DecodeAt(text_, at_ + size).character].kind;
    if (between_digits) return word.last_kind == Kind::kDigit && next == Kind::kDigit;
    if (character.fold == U'\'') return word.last_kind == Kind::kLetter && next == Kind::kLetter;
    return next == Kind::kLetter || next == Kind::kDigit;
  }

  // Takes letters and digits as long as they are simple: nearly all there are.
  void TakeSimple(Draft& word) {
    const char* const text = text_.data();
    std::size_t at = at_, norm_size = norm_size_, last = at_;
    Counts counts = word.counts;
    unsigned scripts = word.scripts;
    const Simple* simple = nullptr;
    // Two bytes may be read.
    while (at + 1 < text_.size() && norm_size < kMaxNormBytes) {
      const unsigned lead = static_cast<unsigned char>(text[at]);
      unsigned c = lead, size = 1;
      if (lead >= 0x80) {
        const unsigned tail = static_cast<unsigned char>(text[at + 1]);
        if (lead < 0xC2 || lead > kLastLead || (tail & 0xC0) != 0x80) break;
        c = (lead & 0x1F) << 6 | (tail & 0x3F);
        size = 2;
      }
      const Simple& next = simple_[c];
      if (next.size == 0) break;
      simple = &next;
      norm_[norm_size] = next.fold[0];
      norm_[norm_size + 1] = next.fold[1];
      if (LettersOf(counts) == 0) word.capitalized = UppersOf(next.counts) != 0;
      counts += next.counts;
      scripts |= next.script;
      norm_size += next.size;
      last = at;
      at += size;
    }
    if (simple == nullptr) return;
    word.counts = counts;
    word.scripts = static_cast<std::uint8_t>(scripts);
    word.last = DecodeAt(text_, last).character;
    word.last_kind = HasDigit(simple->counts) ? Kind::kDigit : Kind::kLetter;
    word.last_norm_at = norm_size - simple->size;
    norm_size_ = norm_size;
    at_ = at;
  }

  void TakeWord() {
    Draft word{.begin = at_};
    norm_size_ = 0;
    while (at_ < text_.size() && norm_size_ < kMaxNormBytes) {
      TakeSimple(word);
      if (at_ >= text_.size() || norm_size_ >= kMaxNormBytes) break;
      const Decoded next = DecodeAt(text_, at_);
      const Character character = table_[next.character];
      if (character.kind == Kind::kLetter || character.kind == Kind::kDigit) {
        Take(word, next.character, character);
      } else if (character.kind == Kind::kCombining) {
        Combine(word, next.character);
      } else if (character.kind == Kind::kMark) {
        if (!Joins(word, next.character, character, next.size)) break;
        Take(word, next.character, character);
      } else if (character.kind != Kind::kIgnorable) {
        break;
      }
      at_ += next.size;
    }
    if ((word.scripts & kCyrillic) != 0 && word.scripts != kCyrillic) Repair(word);
    const std::size_t letters = LettersOf(word.counts);
    unsigned traits = letters > 0 ? unsigned{core::kWord} : 0U;
    if (HasDigit(word.counts)) traits |= core::kNumber;
    if (word.capitalized) traits |= core::kCapitalized;
    if (letters >= 2 && UppersOf(word.counts) == letters) traits |= core::kAllCaps;
    Emit(word.begin, traits, word.scripts, letters);
  }

  // Norm once more, from the letters as written: case tells which look-alike is meant (H is Н, h is
  // һ).
  void Repair(Draft& word) {
    repaired_.clear();
    for (std::size_t at = word.begin; at < at_;) {
      const Decoded next = DecodeAt(text_, at);
      at += next.size;
      const Kind kind = table_[next.character].kind;
      if (kind == Kind::kCombining) {
        const char32_t composed = Compose(repaired_.back(), next.character);
        if (composed != 0) repaired_.back() = composed;
      } else if (kind != Kind::kIgnorable) {
        repaired_.push_back(StandardForm(next.character));
      }
    }
    RepairMixedScript(repaired_);
    norm_size_ = 0;
    word.scripts = kNoScript;
    for (const char32_t c : repaired_) {
      if (norm_size_ >= kMaxNormBytes) break;
      const Character character = table_[c];
      Append(character.fold);
      word.scripts |= character.script;
    }
  }

  std::string_view text_;
  std::string& words_;
  std::vector<core::Token>& tokens_;
  std::vector<TokenNote>& notes_;
  std::u32string& repaired_;
  WebAddressFinder addresses_;
  const CharacterTable& table_;
  const std::array<Simple, kSimple>& simple_;
  std::size_t words_size_;  // of `words_`; what is behind is room
  std::size_t at_ = 0;
  std::uint8_t gap_ = kGapNone;
  std::size_t norm_size_ = 0;
  char* norm_ = nullptr;  // where the norm of the next token goes
};

}  // namespace

void Tokenizer::Tokenize(std::string_view text, std::string& words,
                         std::vector<core::Token>& tokens, std::vector<TokenNote>& notes) {
  Splitter(text, words, tokens, notes, repaired_).Run();
}

}  // namespace nlp
