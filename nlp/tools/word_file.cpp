#include "nlp/tools/word_file.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace nlp {

std::vector<WordLine> ReadWordFile(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path + ": cannot be read");
  std::vector<WordLine> lines;
  std::string text, section;
  while (std::getline(file, text)) {
    text.resize(std::min(text.find('#'), text.size()));
    if (text.empty()) continue;
    if (text[0] == '[') {
      section = text.substr(1, text.find(']') - 1);
      continue;
    }
    WordLine line{section, {}, {}};
    if (const std::size_t colon = text.find(':'); colon != std::string::npos) {
      line.head = text.substr(0, colon);
      text.erase(0, colon + 1);
    }
    std::istringstream words(text);
    for (std::string word; words >> word;) line.words.push_back(word);
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace nlp
