// Cyrillic norms for words that the text has in other letters. Private to the analyser.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/normalized_text.h"
#include "nlp/kazakh_text.h"
#include "nlp/language.h"
#include "nlp/tokenizer.h"

namespace nlp {

// Keeps its memory from call to call. One per thread.
class LetterReader {
 public:
  // Gives Cyrillic norms to the words of Kazakh sentences in Latin or Arabic letters, and to words
  // in which digits stand for letters. `out` has tokens and sentences with their languages;
  // `writings` runs parallel to the sentences, `notes` to the tokens; offsets stay those of `text`.
  // Linear time.
  void Read(std::string_view text, std::span<const KazakhWriting> writings,
            std::vector<TokenNote>& notes, core::NormalizedText& out);

 private:
  void SetNorm(std::uint32_t token, std::string_view written, std::vector<TokenNote>& notes,
               core::NormalizedText& out);
  void RepairDigitsOf(std::uint32_t token, std::vector<TokenNote>& notes,
                      core::NormalizedText& out);

  KazakhEvidence evidence_;  // of the sentence being read
  std::string cyrillic_, part_;
  std::u32string letters_;
};

}  // namespace nlp
