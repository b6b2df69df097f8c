#include "nlp/tokenizer.h"

#include <algorithm>

#include "nlp/script_repair.h"
#include "nlp/utf8.h"
#include "nlp/web_address.h"

namespace nlp {
namespace {

// Room for one more character after the limit has been checked.
constexpr std::size_t kNormBuffer = kMaxNormBytes + 4;

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
        table_(CharacterTable::Get()) {}

  void Run() {
    while (at_ < text_.size()) {
      const Decoded next = DecodeAt(text_, at_);
      const Character character = table_[next.character];
      switch (character.kind) {
        case Kind::kLetter:
        case Kind::kDigit:
          if (!Address()) TakeWord();
          break;
        case Kind::kMark:
          if (next.character != U'@' || !Address()) Mark(next, character);
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
  }

 private:
  // A word as far as it has been read.
  struct Draft {
    std::size_t begin;
    std::size_t letters = 0, uppers = 0;
    bool has_digit = false, capitalized = false;
    std::uint8_t scripts = kNoScript;
    Kind last_kind = Kind::kMark;
    char32_t last = 0;             // character before folding, to compose with a mark
    std::size_t last_norm_at = 0;  // where its fold begins in the norm
  };

  void Emit(std::size_t begin, std::string_view norm, unsigned traits, std::uint8_t scripts) {
    core::Token token;
    token.begin = static_cast<std::uint32_t>(begin);
    token.end = static_cast<std::uint32_t>(at_);
    token.norm_at = token.lemma_at = static_cast<std::uint32_t>(words_.size());
    token.norm_size = token.lemma_size = static_cast<std::uint16_t>(norm.size());
    token.traits = static_cast<std::uint8_t>(traits);
    words_.append(norm);
    tokens_.push_back(token);
    notes_.push_back({gap_, scripts, false});
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
    Emit(begin, {norm_, norm_size_}, core::kWord, kNoScript);
    notes_.back().is_address = true;
    return true;
  }

  void Mark(const Decoded& mark, const Character& character) {
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
    Emit(begin, {norm_, norm_size_}, core::kPunctuation, kNoScript);
  }

  void Append(char32_t fold) { norm_size_ += EncodeUtf8(fold, norm_ + norm_size_); }

  void Take(Draft& word, char32_t raw, const Character& character) {
    word.last = raw;
    word.last_norm_at = norm_size_;
    word.last_kind = character.kind;
    Append(character.fold);
    if (character.kind == Kind::kDigit) {
      word.has_digit = true;
    } else if (character.kind == Kind::kLetter) {
      if (word.letters == 0) word.capitalized = character.upper;
      ++word.letters;
      word.uppers += character.upper ? 1 : 0;
      word.scripts |= character.script;
    }
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

  void TakeWord() {
    Draft word{.begin = at_};
    norm_size_ = 0;
    while (at_ < text_.size() && norm_size_ < kMaxNormBytes) {
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
    unsigned traits = word.letters > 0 ? unsigned{core::kWord} : 0U;
    if (word.has_digit) traits |= core::kNumber;
    if (word.capitalized) traits |= core::kCapitalized;
    if (word.letters >= 2 && word.uppers == word.letters) traits |= core::kAllCaps;
    Emit(word.begin, {norm_, norm_size_}, traits, word.scripts);
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
  std::size_t at_ = 0;
  std::uint8_t gap_ = kGapNone;
  std::size_t norm_size_ = 0;
  char norm_[kNormBuffer];
};

}  // namespace

void Tokenizer::Tokenize(std::string_view text, std::string& words,
                         std::vector<core::Token>& tokens, std::vector<TokenNote>& notes) {
  Splitter(text, words, tokens, notes, repaired_).Run();
}

}  // namespace nlp
