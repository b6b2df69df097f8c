#include "monitor/plain_text.h"

#include <algorithm>

#include "core/printable.h"
#include "core/utf8.h"

namespace monitor {

std::string OneLine(std::string_view text) {
  std::string line = core::Printable(text);
  for (const std::string_view unusable : {"\uFFFE", "\uFFFF"}) {
    for (auto at = line.find(unusable); at != std::string::npos; at = line.find(unusable, at)) {
      line.replace(at, unusable.size(), "\uFFFD");
    }
  }
  const auto both_spaces = [](char a, char b) { return a == ' ' && b == ' '; };
  line.erase(std::unique(line.begin(), line.end(), both_spaces), line.end());
  if (!line.empty() && line.back() == ' ') line.pop_back();
  if (!line.empty() && line.front() == ' ') line.erase(0, 1);
  return line;
}

std::size_t Width(std::string_view text) {
  return core::CountCharacters(text);
}

std::string PadRight(std::string_view text, std::size_t width) {
  const std::size_t own = Width(text);
  return std::string(text) + std::string(own < width ? width - own : 0, ' ');
}

std::string PadLeft(std::string_view text, std::size_t width) {
  const std::size_t own = Width(text);
  return std::string(own < width ? width - own : 0, ' ') + std::string(text);
}

std::string Shorten(std::string_view text, std::size_t width) {
  if (Width(text) <= width) return std::string(text);
  std::size_t end = 0;
  for (std::size_t columns = 0; end < text.size(); ++end) {
    if (!core::IsTrailByte(text[end]) && ++columns >= width) break;
  }
  return std::string(text.substr(0, end)) + "…";
}

std::string Wrap(std::string_view text, std::string_view first, std::size_t width) {
  const std::size_t indent = Width(first);
  std::string lines(first);
  std::size_t column = indent;
  bool line_begins = true;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    const std::size_t own = Width(word);
    if (!line_begins && column + 1 + own > width) {
      lines += '\n';
      lines.append(indent, ' ');
      column = indent;
    } else if (!line_begins) {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += own;
    line_begins = false;
  }
  return lines + '\n';
}

}  // namespace monitor
