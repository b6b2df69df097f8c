#include "nlp/tools/hunspell.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "nlp/utf8.h"

namespace nlp {
namespace {

std::u32string Characters(std::string_view utf8) {
  std::u32string characters;
  for (std::size_t at = 0; at < utf8.size();) {
    const Decoded next = DecodeAt(utf8, at);
    characters += next.character;
    at += next.size;
  }
  return characters;
}

std::vector<std::u32string> ParseCondition(std::string_view text) {
  std::vector<std::u32string> condition;
  if (text == ".") return condition;
  bool inside = false;
  for (const char32_t c : Characters(text)) {
    if (c == U'[') {
      condition.emplace_back();
      inside = true;
    } else if (c == U']') {
      inside = false;
    } else if (inside) {
      condition.back() += c;
    } else {
      condition.emplace_back(1, c);
    }
  }
  return condition;
}

std::ifstream Open(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path + ": cannot be read; run scripts/install");
  return file;
}

}  // namespace

Hunspell::Hunspell(const std::string& aff_path, const std::string& dic_path) {
  ReadEndings(aff_path);
  std::ifstream file = Open(dic_path);
  std::string line;
  std::getline(file, line);  // how many there are
  while (std::getline(file, line)) {
    line.resize(std::min(line.find_first_of("\t\r"), line.size()));
    const std::size_t slash = line.find('/');
    if (slash == 0 || line.empty()) continue;
    Entry& entry = entries_.emplace_back();
    entry.word = line.substr(0, slash);
    if (slash != std::string::npos) entry.flags = line.substr(slash + 1);
  }
  if (entries_.empty()) throw std::runtime_error(dic_path + ": has no words");
}

void Hunspell::ReadEndings(const std::string& path) {
  std::ifstream file = Open(path);
  std::string line;
  while (std::getline(file, line)) {
    if (line.starts_with("SET ") && !line.starts_with("SET UTF-8")) {
      throw std::runtime_error(path + ": is not UTF-8");
    }
    std::istringstream fields(line);
    std::string kind, flag, strip, add, condition;
    if (!(fields >> kind >> flag >> strip >> add) || flag.size() != 1) continue;
    if (kind != "SFX" || !(fields >> condition)) continue;  // the head of a class has no condition
    add.resize(std::min(add.find('/'), add.size()));
    endings_[flag[0]].push_back(
        {strip == "0" ? "" : strip, add == "0" ? "" : add, ParseCondition(condition)});
  }
  if (endings_.empty()) throw std::runtime_error(path + ": has no endings");
}

bool Hunspell::Fits(std::string_view word, const Ending& ending) {
  if (!word.ends_with(ending.strip)) return false;
  std::size_t end = word.size();
  for (std::size_t i = ending.condition.size(); i-- > 0;) {
    if (end == 0) return false;
    std::size_t begin = end - 1;
    while (begin > 0 && IsTrailByte(word[begin])) --begin;
    const std::u32string& allowed = ending.condition[i];
    const bool forbids = allowed[0] == U'^' && allowed.size() > 1;
    const bool is_named = allowed.find(DecodeAt(word, begin).character) != std::u32string::npos;
    if (is_named == forbids) return false;
    end = begin;
  }
  return true;
}

}  // namespace nlp
