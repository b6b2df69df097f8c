#include "crawler/reflow.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/utf8.h"
#include "crawler/ascii.h"

namespace crawler {
namespace {

constexpr std::size_t kEdgeLines = 2;  // of a page, among which running lines are sought
constexpr double kRunningShare = 0.4;  // of the pages: left and right pages may differ
constexpr double kFullLine = 0.7;      // of the usual width: a shorter line may end a paragraph
constexpr double kFullLastLine = 0.9;  // the same where a sentence ends
constexpr std::size_t kMaxRunningBytes = 300;
constexpr std::string_view kSoftHyphen = "\xC2\xAD";

struct Line {
  std::string_view text;
  bool after_blank = false;  // a blank line or the end of a page stands before it
};
using Page = std::vector<Line>;

std::vector<Page> SplitPages(std::string_view text) {
  std::vector<Page> pages;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t page_end = std::min(text.find('\f', at), text.size());
    Page page;
    bool blank = true;
    for (std::size_t line = at; line < page_end;) {
      const std::size_t end = std::min(text.find('\n', line), page_end);
      const std::string_view trimmed = Trim(text.substr(line, end - line));
      if (trimmed.empty()) {
        blank = true;
      } else {
        page.push_back({trimmed, std::exchange(blank, false)});
      }
      line = end + 1;
    }
    pages.push_back(std::move(page));
    at = page_end + 1;
  }
  while (!pages.empty() && pages.back().empty()) pages.pop_back();
  return pages;
}

// The forms in which a line of page `page` may run through all pages: as it is, or with a number
// that grows with the page.
std::vector<std::string> RunningForms(std::string_view line, std::size_t page) {
  line = line.substr(0, kMaxRunningBytes);
  std::vector<std::string> forms = {Squeezed(line)};
  std::string key;
  std::vector<std::int64_t> numbers;
  bool in_number = false;
  for (const char c : line) {
    if (!IsDigit(c)) {
      key += c;
      in_number = false;
      continue;
    }
    if (!std::exchange(in_number, true)) {
      key += '#';
      numbers.push_back(0);
    }
    numbers.back() = std::min<std::int64_t>(numbers.back() * 10 + (c - '0'), 1'000'000);
  }
  if (numbers.empty()) return forms;
  for (const std::int64_t number : {numbers.front(), numbers.back()}) {
    const std::int64_t offset = number - static_cast<std::int64_t>(page);
    forms.push_back(Squeezed(key) + '\n' + std::to_string(offset));
  }
  if (forms[1] == forms[2]) forms.pop_back();
  return forms;
}

// The number of a page and nothing else: "7", "- 7 -", "7 / 20".
bool IsPageNumber(std::string_view line) {
  return line.find_first_not_of("0123456789-/.|[]() ") == std::string_view::npos;
}

// Drops the lines at the edges of pages that many pages have.
void DropRunningLines(std::vector<Page>& pages) {
  if (pages.size() < 2) return;
  enum Edge { kTop, kBottom };
  std::array<std::unordered_map<std::string, std::size_t>, 2> counts;
  const auto at_edge = [](const Page& page, Edge edge, std::size_t i) {
    return edge == kTop ? i : page.size() - 1 - i;
  };
  for (std::size_t number = 0; number < pages.size(); ++number) {
    const Page& page = pages[number];
    for (const Edge edge : {kTop, kBottom}) {
      for (std::size_t i = 0; i < std::min(kEdgeLines, page.size()); ++i) {
        for (const std::string& form : RunningForms(page[at_edge(page, edge, i)].text, number)) {
          ++counts[edge][form];
        }
      }
    }
  }
  const double enough = static_cast<double>(pages.size()) * kRunningShare;
  const auto is_running = [&](Edge edge, std::string_view line, std::size_t number) {
    if (line.size() > kMaxRunningBytes) return false;
    std::size_t count = 0;
    for (const std::string& form : RunningForms(line, number)) {
      count = std::max(count, counts[edge][form]);
    }
    return static_cast<double>(count) >= enough && count >= (IsPageNumber(line) ? 2u : 3u);
  };
  for (std::size_t number = 0; number < pages.size(); ++number) {
    Page& page = pages[number];
    std::size_t first = 0, last = page.size();
    const std::size_t top = std::min(kEdgeLines, page.size());
    while (first < top && is_running(kTop, page[first].text, number)) ++first;
    const std::size_t bottom = page.size() - std::min(kEdgeLines, page.size() - first);
    while (last > bottom && is_running(kBottom, page[last - 1].text, number)) --last;
    page.erase(page.begin() + static_cast<std::ptrdiff_t>(last), page.end());
    page.erase(page.begin(), page.begin() + static_cast<std::ptrdiff_t>(first));
  }
}

// The width that full lines have: that which a tenth of all lines exceeds.
std::size_t UsualWidth(const std::vector<Line>& lines) {
  std::vector<std::size_t> widths;
  for (const Line& line : lines) widths.push_back(core::CountCharacters(line.text));
  if (widths.empty()) return 0;
  const auto nth = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() * 9 / 10);
  std::nth_element(widths.begin(), nth, widths.end());
  return *nth;
}

UChar32 FirstLetter(std::string_view text) {
  const std::string_view bytes = text.substr(0, 4);  // of the longest character
  const auto units =
      icu::UnicodeString::fromUTF8({bytes.data(), static_cast<std::int32_t>(bytes.size())});
  return units.isEmpty() ? 0 : units.char32At(0);
}

UChar32 LastLetter(std::string_view text) {
  std::size_t begin = text.size() - std::min<std::size_t>(text.size(), 1);
  while (begin > 0 && text.size() - begin < 4 && core::IsTrailByte(text[begin])) --begin;
  return FirstLetter(text.substr(begin));
}

bool BeginsLower(std::string_view text) {
  return u_islower(FirstLetter(text));
}

bool EndsSentence(std::string_view text) {
  const UChar32 c = LastLetter(text);
  return c == '.' || c == '!' || c == '?' || c == ':' || c == ';' || c == 0x2026 /* … */;
}

// "• ", "– ", "1. ", "2) ", "а) ": an item of a list.
bool BeginsItem(std::string_view text) {
  for (const std::string_view bullet : {"•", "▪", "●", "◦", "–", "—", "-", "*", "·"}) {
    if (text.starts_with(bullet)) return text.substr(bullet.size()).starts_with(' ');
  }
  std::size_t at = 0;
  while (at < text.size() && at < 3 && IsDigit(text[at])) ++at;
  if (at == 0 && text.size() > 1) at = IsAlpha(text[0]) ? 1 : IsNonAscii(text[0]) ? 2 : 0;
  if (at == 0 || at + 1 >= text.size()) return false;
  const bool number = IsDigit(text[0]);
  return (text[at] == ')' || (number && text[at] == '.')) && text[at + 1] == ' ';
}

// The bytes of the hyphen that ends the line; 0 if a letter and a hyphen do not.
std::size_t HyphenAtEnd(std::string_view line) {
  for (const std::string_view hyphen :
       {std::string_view("-"), kSoftHyphen, std::string_view("‐")}) {
    if (line.ends_with(hyphen) && line.size() > hyphen.size()) {
      return u_isalpha(LastLetter(line.substr(0, line.size() - hyphen.size()))) ? hyphen.size() : 0;
    }
  }
  return 0;
}

bool IsWordByte(char c) {
  return IsAlnum(c) || IsNonAscii(c);
}

std::string_view LastWord(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && IsWordByte(text[begin - 1])) --begin;
  return text.substr(begin);
}

std::string_view FirstWord(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && IsWordByte(text[end])) ++end;
  return text.substr(0, end);
}

// Words with a hyphen inside a line: "научно-технический" keeps its hyphen at the end of one.
std::unordered_set<std::string> HyphenatedWords(const std::vector<Line>& lines) {
  std::unordered_set<std::string> words;
  for (const Line& line : lines) {
    for (std::size_t at = line.text.find('-'); at != std::string_view::npos;
         at = line.text.find('-', at + 1)) {
      const std::string_view left = LastWord(line.text.substr(0, at));
      const std::string_view right = FirstWord(line.text.substr(at + 1));
      if (!left.empty() && !right.empty())
        words.insert(std::string(left) + '-' + std::string(right));
    }
  }
  return words;
}

// Whether `next` goes on with the paragraph that ends in `line`.
bool GoesOn(std::string_view line, const Line& next, std::size_t width) {
  if (HyphenAtEnd(line) > 0 && u_isalpha(FirstLetter(next.text))) return true;
  if (BeginsItem(next.text)) return false;
  const bool lower = BeginsLower(next.text);
  if (next.after_blank) return lower && !EndsSentence(line);
  if (lower && !EndsSentence(line)) return true;
  // Between two sentences only a line that is nearly full goes on.
  const double share = EndsSentence(line) ? kFullLastLine : kFullLine;
  return static_cast<double>(core::CountCharacters(line)) >= share * static_cast<double>(width);
}

std::string WithoutSoftHyphens(const std::string& text) {
  std::string without;
  for (std::size_t from = 0;;) {
    const std::size_t at = text.find(kSoftHyphen, from);
    without.append(text, from, at - from);
    if (at == std::string::npos) return without;
    from = at + kSoftHyphen.size();
  }
}

}  // namespace

std::string Reflow(std::string_view text) {
  std::vector<Page> pages = SplitPages(text);
  DropRunningLines(pages);
  std::vector<Line> lines;
  for (const Page& page : pages) lines.insert(lines.end(), page.begin(), page.end());
  const std::size_t width = UsualWidth(lines);
  const std::unordered_set<std::string> hyphenated = HyphenatedWords(lines);

  std::string flowed;
  std::string_view before;
  for (const Line& line : lines) {
    if (before.empty()) {
      flowed += line.text;
    } else if (!GoesOn(before, line, width)) {
      flowed += '\n';
      flowed += line.text;
    } else if (const std::size_t hyphen = HyphenAtEnd(before); hyphen > 0) {
      const std::string_view left = LastWord(before.substr(0, before.size() - hyphen));
      const std::string word = std::string(left) + '-' + std::string(FirstWord(line.text));
      // "Алма-" and "Ата", or a word that has its hyphen elsewhere too.
      const bool keeps = !BeginsLower(line.text) || hyphenated.contains(word);
      if (!keeps) flowed.resize(flowed.size() - hyphen);
      flowed += line.text;
    } else {
      flowed += ' ';
      flowed += line.text;
    }
    before = line.text;
  }
  return WithoutSoftHyphens(flowed);
}

bool IsHardWrapped(std::string_view text) {
  constexpr std::size_t kNarrow = 40, kWide = 120;
  std::size_t longest = 0;
  std::vector<std::size_t> widths;  // of lines with another one directly below
  for (const Page& page : SplitPages(text)) {
    for (std::size_t i = 0; i < page.size(); ++i) {
      const std::size_t width = core::CountCharacters(page[i].text);
      longest = std::max(longest, width);
      if (i + 1 < page.size() && !page[i + 1].after_blank) widths.push_back(width);
    }
  }
  if (longest < kNarrow || longest > kWide) return false;
  const auto full = std::count_if(widths.begin(), widths.end(), [&](std::size_t width) {
    return static_cast<double>(width) >= kFullLine * static_cast<double>(longest);
  });
  return widths.size() > 2 && static_cast<double>(full) >= 0.7 * static_cast<double>(widths.size());
}

}  // namespace crawler
