// Reads our own lists of words: sections in square brackets, comments behind #.
#pragma once

#include <string>
#include <vector>

namespace nlp {

// A line `head: word word` or `word word` (then head is empty) of a section.
struct WordLine {
  std::string section, head;
  std::vector<std::string> words;
};

// All lines of the file in order. Throws std::runtime_error if it cannot be read.
std::vector<WordLine> ReadWordFile(const std::string& path);

}  // namespace nlp
