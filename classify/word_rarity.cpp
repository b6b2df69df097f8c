#include "classify/word_rarity.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "classify/embedded.h"
#include "nlp/alphabet.h"
#include "nlp/hash.h"
#include "nlp/word_list.h"

namespace classify {
namespace {

// Of words that the list does not have: the frequent ones are in it.
constexpr double kRarityOfOthers = 13, kRarityOfLetter = 0.5;
constexpr std::size_t kMostLetters = 24;
// A word is likelier beside another one than alone.
constexpr double kRarityOfNeighbour = 3;
// Of all words that begin with one letter, and how much rarer each further letter makes them.
constexpr double kRarityOfBegin = 3, kRarityOfNextLetter = 1.5;

double Rate(double rarity) {
  return std::exp2(-rarity);
}

double Letters(std::string_view code) {
  return static_cast<double>(std::min(code.size(), kMostLetters));
}

}  // namespace

WordRarity::WordRarity(core::Language language) {
  const auto read_line = [&](std::string_view line) {
    const std::size_t end = line.find(' '), next = line.find(' ', end + 1);
    if (next == std::string_view::npos || line.substr(0, end) != core::Code(language)) return;
    int rarity = 0;
    std::from_chars(line.data() + end + 1, line.data() + next, rarity);
    nlp::ForEachWord(line.substr(next), [&](std::string_view word) {
      std::string code;
      nlp::Encode(word, code);
      rate_of_.Insert(nlp::Hash(code)) = Rate(rarity);
      rates_.emplace_back(std::move(code), Rate(rarity));
    });
  };
  for (const core::EmbeddedFile& file : WordFiles()) {
    for (std::string_view rest = file.content; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      read_line(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  std::sort(rates_.begin(), rates_.end());
}

double WordRarity::RateOfWord(std::string_view code) const {
  const double* const known = rate_of_.Find(nlp::Hash(code));
  return known ? *known : Rate(kRarityOfOthers + kRarityOfLetter * Letters(code));
}

double WordRarity::RateOfPrefix(std::string_view code) const {
  double rate = Rate(kRarityOfBegin + kRarityOfNextLetter * Letters(code));
  auto known = std::lower_bound(
      rates_.begin(), rates_.end(), code,
      [](const auto& entry, std::string_view begin) { return entry.first < begin; });
  for (; known != rates_.end() && known->first.starts_with(code); ++known) rate += known->second;
  return std::min(rate, 1.0);
}

double WordRarity::RateOf(std::string_view literal) const {
  double rate = 1;
  int words = 0;
  while (!literal.empty()) {
    if (literal.front() == nlp::kSpaceByte) {
      literal.remove_prefix(1);
      continue;
    }
    const std::size_t end = literal.find(nlp::kSpaceByte);
    const std::string_view code = literal.substr(0, end);
    rate = std::min(rate, end == std::string_view::npos ? RateOfPrefix(code) : RateOfWord(code));
    ++words;
    literal.remove_prefix(code.size());
  }
  return rate * Rate(kRarityOfNeighbour * std::max(words - 1, 0));
}

}  // namespace classify
