// Arguments of benchmarks. What makes no sense ends the program with status 2.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

class Arguments {
 public:
  Arguments(int argc, char** argv) : words_(argv + 1, argv + argc) {}

  // True if `option` is given.
  bool Take(std::string_view option) {
    const auto at = std::find(words_.begin(), words_.end(), option);
    if (at == words_.end()) return false;
    words_.erase(at);
    return true;
  }
  // The number behind `option`, not below zero.
  double Number(std::string_view option, double otherwise) {
    const auto at = std::find(words_.begin(), words_.end(), option);
    if (at == words_.end()) return otherwise;
    if (at + 1 == words_.end()) Refuse(*at);
    const double number = NumberOf(at[1]);
    words_.erase(at, at + 2);
    return number;
  }
  // The same of a whole number above zero.
  std::size_t Count(std::string_view option, std::size_t otherwise) {
    return AtLeastOne(Number(option, static_cast<double>(otherwise)));
  }
  // The rest, one after the other, when all options are taken.
  std::optional<std::string> Next() {
    if (words_.empty()) return std::nullopt;
    std::string word = words_.front();
    if (word.starts_with("--")) Refuse(word);
    words_.erase(words_.begin());
    return word;
  }
  std::size_t NextCount(std::size_t otherwise) {
    const auto word = Next();
    return word ? CountOf(*word) : otherwise;
  }
  static std::size_t CountOf(const std::string& word) { return AtLeastOne(NumberOf(word)); }

 private:
  [[noreturn]] static void Refuse(const std::string& word) {
    std::fprintf(stderr,
                 "%s: no such argument; the first lines of the source say which there are\n",
                 word.c_str());
    std::exit(2);
  }
  static double NumberOf(const std::string& word) {
    char* end = nullptr;
    const double number = std::strtod(word.c_str(), &end);
    if (*end != '\0' || word.empty() || !(number >= 0) || !(number < 1e9)) Refuse(word);
    return number;
  }
  static std::size_t AtLeastOne(double number) {
    return static_cast<std::size_t>(std::max(1.0, std::floor(number)));
  }

  std::vector<std::string> words_;
};

}  // namespace bench
