// Words with their lemmas, collected and written as the block that LemmaAutomaton reads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace nlp {

// Folded UTF-8 of the tables: lower case, ё as е. Words with characters that lemma tables do not
// know (lemma_letters.h) are left out.
std::string Fold(std::string_view utf8);

// Collects the readings of each form; the heaviest stays, of equal ones the first.
class LemmaTable {
 public:
  struct Reading {
    std::string lemma;
    int weight = 0;
    int lessons = 0;  // how much it counts when unknown words of the same ending are guessed
  };

  void Add(const std::string& form, const std::string& lemma, int weight, int lessons);
  const Reading* Find(const std::string& form) const;
  std::size_t size() const { return readings_.size(); }

  // The block. Throws std::runtime_error if something does not fit its fields.
  std::string Write() const;

 private:
  std::unordered_map<std::string, Reading> readings_;
};

}  // namespace nlp
