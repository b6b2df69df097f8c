// Made-up texts whose words are drawn by Zipf's law, as those of people are.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace fixture {

class ZipfWords {
 public:
  static constexpr int kVocabulary = 300'000;

  explicit ZipfWords(std::mt19937& random) : random_(random) {
    const char* syllables[] = {"ба", "ра", "то", "ми", "ка", "лы",
                               "не", "со", "жа", "ду", "ге", "ші"};
    for (std::uint32_t i = 0; i < kVocabulary; ++i) {
      std::string& word = words_.emplace_back();
      for (std::uint32_t rest = i + 12; rest > 0; rest /= 12) word += syllables[rest % 12];
    }
  }

  // The rank has a probability close to 1/rank.
  const std::string& Draw() {
    const double uniform = std::uniform_real_distribution<>(0, 1)(random_);
    const auto rank = static_cast<std::size_t>(std::exp(uniform * std::log(kVocabulary))) - 1;
    return words_[std::min<std::size_t>(rank, kVocabulary - 1)];
  }

  std::string Text(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text.append(Draw()).append(i % 15 == 14 ? " . " : " ");
    return text;
  }

 private:
  std::mt19937& random_;
  std::vector<std::string> words_;
};

}  // namespace fixture
