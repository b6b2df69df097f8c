#include "nlp/letter_reader.h"

#include "nlp/character.h"
#include "nlp/script_repair.h"
#include "nlp/utf8.h"

namespace nlp {

namespace {

KazakhAlphabet AlphabetOf(KazakhWriting writing) {
  switch (writing) {
    case KazakhWriting::kLatin2021:
      return KazakhAlphabet::kLatin2021;
    case KazakhWriting::kLatin2018:
      return KazakhAlphabet::kLatin2018;
    case KazakhWriting::kLatinInformal:
      return KazakhAlphabet::kLatinInformal;
    case KazakhWriting::kArabic:
      return KazakhAlphabet::kArabic;
    case KazakhWriting::kNone:
    case KazakhWriting::kCyrillic:
    case KazakhWriting::kRussianLetters:
    case KazakhWriting::kDigits:
      break;
  }
  return KazakhAlphabet::kNone;
}

}  // namespace

// `written`: case as it is, perhaps with characters that norms do not have.
void LetterReader::SetNorm(std::uint32_t token, std::string_view written,
                           std::vector<TokenNote>& notes, core::NormalizedText& out) {
  const CharacterTable& table = CharacterTable::Get();
  const std::size_t begin = out.words.size();
  for (std::size_t at = 0; at < written.size() && out.words.size() - begin < kMaxNormBytes;) {
    const Decoded next = DecodeAt(written, at);
    at += next.size;
    const Character character = table[next.character];
    if (character.kind == Kind::kIgnorable || character.kind == Kind::kCombining) continue;
    AppendUtf8(character.fold, out.words);
  }
  core::Token& changed = out.tokens[token];
  changed.norm_at = changed.lemma_at = static_cast<std::uint32_t>(begin);
  changed.norm_size = changed.lemma_size = static_cast<std::uint16_t>(out.words.size() - begin);
  notes[token].scripts = kCyrillic;
}

void LetterReader::RepairDigitsOf(std::uint32_t token, std::vector<TokenNote>& notes,
                                  core::NormalizedText& out) {
  const std::string_view norm = out.norm(out.tokens[token]);
  letters_.clear();
  for (std::size_t at = 0; at < norm.size();) {
    const Decoded next = DecodeAt(norm, at);
    at += next.size;
    letters_ += next.character;
  }
  if (!RepairDigits(letters_)) return;
  part_.clear();
  for (const char32_t c : letters_) AppendUtf8(c, part_);
  SetNorm(token, part_, notes, out);
}

void LetterReader::Read(std::string_view text, std::span<const KazakhWriting> writings,
                        std::vector<TokenNote>& notes, core::NormalizedText& out) {
  constexpr unsigned kWithDigits = core::kWord | core::kNumber;
  for (std::size_t s = 0; s < out.sentences.size(); ++s) {
    const core::Sentence& sentence = out.sentences[s];
    for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
      if (notes[i].is_address) continue;
      const bool digits = (out.tokens[i].traits & kWithDigits) == kWithDigits;
      if (digits && notes[i].scripts == kCyrillic) RepairDigitsOf(i, notes, out);
    }
    const KazakhAlphabet likely = AlphabetOf(writings[s]);
    if (likely == KazakhAlphabet::kNone) continue;
    const auto for_each_word = [&](auto visit) {
      for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
        const core::Token& token = out.tokens[i];
        if ((token.traits & core::kWord) == 0 || notes[i].is_address) continue;
        visit(i, text.substr(token.begin, token.end - token.begin));
      }
    };
    evidence_.Clear();
    for_each_word([&](std::uint32_t, std::string_view word) { evidence_.Add(word); });
    const KazakhAlphabet alphabet = evidence_.Verdict(likely);
    if (alphabet == KazakhAlphabet::kNone) continue;
    for_each_word([&](std::uint32_t i, std::string_view word) {
      if (KazakhWordToCyrillic(word, alphabet, cyrillic_, part_)) SetNorm(i, cyrillic_, notes, out);
    });
  }
}

}  // namespace nlp
