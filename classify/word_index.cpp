#include "classify/word_index.h"

#include "nlp/hash.h"

namespace classify {
namespace {

std::uint64_t Key(WordPart part, std::string_view word) {
  return nlp::Hash(word, static_cast<std::uint64_t>(part) + 1);
}

}  // namespace

void WordIndex::Insert(WordPart part, std::string_view word, std::uint32_t number) {
  if (part == WordPart::kBeginning) beginnings_.insert(word.size());
  std::uint32_t& list = list_of_.Insert(Key(part, word));
  if (list == 0) {
    lists_.emplace_back();
    list = static_cast<std::uint32_t>(lists_.size());
  }
  auto& numbers = lists_[list - 1];
  if (numbers.empty() || numbers.back() != number) numbers.push_back(number);
}

void WordIndex::Find(std::string_view lemma, std::string_view form,
                     std::vector<std::uint32_t>& numbers) const {
  const auto take = [&](WordPart part, std::string_view word) {
    const std::uint32_t* const list = list_of_.Find(Key(part, word));
    if (!list) return;
    numbers.insert(numbers.end(), lists_[*list - 1].begin(), lists_[*list - 1].end());
  };
  take(WordPart::kLemma, lemma);
  take(WordPart::kForm, form);
  for (const std::size_t size : beginnings_) {
    if (size > form.size()) break;
    take(WordPart::kBeginning, form.substr(0, size));
  }
}

}  // namespace classify
