#include "classify/word_index.h"

#include <algorithm>
#include <bit>

#include "nlp/hash.h"

namespace classify {
namespace {

std::uint64_t Key(WordPart part, std::string_view word) {
  return nlp::Hash(word, nlp::Mix(static_cast<std::uint64_t>(part) + 1));
}

}  // namespace

std::uint32_t WordIndex::Add(WordPart part, std::string_view word) {
  if (part == WordPart::kBeginning) {
    std::uint64_t& sizes = word.size() < 2 ? short_sizes_ : sizes_[PlaceOf(word)];
    sizes |= std::uint64_t{1} << std::min(word.size(), kLong);
  }
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
  std::uint64_t sizes = short_sizes_ | (form.size() < 2 ? 0 : sizes_[PlaceOf(form)]);
  for (; sizes != 0; sizes &= sizes - 1) {
    const auto size = static_cast<std::size_t>(std::countr_zero(sizes));
    if (size > form.size()) break;
    const std::size_t last = size == kLong ? form.size() : size;
    for (std::size_t s = size; s <= last; ++s) take(WordPart::kBeginning, form.substr(0, s));
  }
}

}  // namespace classify
