// Makes the lemma table of a language from installed dictionaries and our lists; run by the build.
// usage: make_lemmas russian AFF DIC WORDS NAMES... OUT
//        make_lemmas english WORDNET_FOLDER AFF DIC WORDS OUT
#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "nlp/tools/english_words.h"
#include "nlp/tools/russian_words.h"

namespace {

nlp::LemmaTable MakeTable(const std::vector<std::string>& arguments) {
  if (arguments.size() >= 5 && arguments[0] == "russian") {
    return nlp::MakeRussianTable({.aff = arguments[1],
                                  .dic = arguments[2],
                                  .words = arguments[3],
                                  .names = {arguments.begin() + 4, arguments.end() - 1}});
  }
  if (arguments.size() == 6 && arguments[0] == "english") {
    return nlp::MakeEnglishTable(
        {.wordnet = arguments[1], .aff = arguments[2], .dic = arguments[3], .words = arguments[4]});
  }
  throw std::runtime_error(
      "usage: "
      "make_lemmas russian AFF DIC WORDS NAMES... OUT, or\n"
      "make_lemmas english WORDNET_FOLDER AFF DIC WORDS OUT");
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const nlp::LemmaTable table = MakeTable(arguments);
    std::ofstream out(arguments.back(), std::ios::binary);
    out << table.Write();
    out.close();
    if (!out) throw std::runtime_error(arguments.back() + ": cannot be written");
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "make_lemmas: " << error.what() << '\n';
    return 1;
  }
}
