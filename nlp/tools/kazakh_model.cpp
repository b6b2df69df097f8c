// Builds the model of Kazakh words that is part of the program, or counts stems for it.
// usage: kazakh_model GRAMMAR WORDS DICTIONARY COUNTS MODEL
//        kazakh_model --count GRAMMAR WORDS DICTIONARY FORMS    (lines `WORD COUNT`; to stdout)
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "nlp/tools/kazakh_counter.h"
#include "nlp/tools/kazakh_lexicon.h"
#include "nlp/tools/kazakh_writer.h"

namespace {

using nlp::kazakh::Lexicon;

std::string Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file || text.empty()) throw std::runtime_error("cannot read " + path);
  return text;
}

void Run(const std::vector<std::string>& arguments) {
  const bool is_counting = arguments[0] == "--count";
  const std::size_t first = is_counting ? 1 : 0;
  const std::string grammar = Read(arguments[first]);
  const std::string last = Read(arguments[first + 3]);
  Lexicon lexicon;
  lexicon.AddWords(Read(arguments[first + 1]));
  if (is_counting) {
    lexicon.AddDictionary(Read(arguments[first + 2]), [](const auto&) { return true; });
    const std::string counts =
        nlp::kazakh::WriteCounts(nlp::kazakh::CountStems(lexicon, grammar, last));
    std::fwrite(counts.data(), 1, counts.size(), stdout);
    return;
  }
  lexicon.AddCounts(nlp::kazakh::ReadCounts(last));
  nlp::kazakh::AddUnknown(lexicon, grammar, Read(arguments[first + 2]));
  const std::string model = nlp::kazakh::WriteModel(lexicon, grammar);
  std::ofstream file(arguments[first + 4], std::ios::binary);
  file << model;
  if (!file.flush()) throw std::runtime_error("cannot write " + arguments[first + 4]);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() != 5) {
    std::fputs("usage: kazakh_model [--count] GRAMMAR WORDS DICTIONARY COUNTS|FORMS [MODEL]\n",
               stderr);
    return 2;
  }
  try {
    Run(arguments);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "kazakh_model: %s\n", error.what());
    return 1;
  }
  return 0;
}
