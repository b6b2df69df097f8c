#include "classify/word_index.h"

#include "nlp/hash.h"

namespace classify {
namespace {

std::uint64_t Key(WordPart part, std::string_view word) {
  return nlp::Hash(word, static_cast<std::uint64_t>(part) + 1);
}

}  // namespace

std::uint32_t WordIndex::Add(WordPart part, std::string_view word) {
  if (part == WordPart::kBeginning) beginnings_.insert(word.size());
  std::uint32_t& number = number_of_.Insert(Key(part, word));
  if (number == 0) number = ++size_;
  return number - 1;
}

void WordIndex::Find(std::string_view lemma, std::string_view form,
                     std::vector<std::uint32_t>& numbers) const {
  const auto take = [&](WordPart part, std::string_view word) {
    const std::uint32_t* const number = number_of_.Find(Key(part, word));
    if (number) numbers.push_back(*number - 1);
  };
  take(WordPart::kLemma, lemma);
  take(WordPart::kForm, form);
  for (const std::size_t size : beginnings_) {
    if (size > form.size()) break;
    take(WordPart::kBeginning, form.substr(0, size));
  }
}

}  // namespace classify
