#include "monitor/paper_markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "monitor/plain_text.h"

namespace monitor {
namespace {

// Parentheses mean something behind a bracket only.
constexpr std::string_view kSpecial = "\\`*_{}[]<>#|~&!^$@";

// Where a character stands that would begin a list, a heading or a rule at the start of a line.
std::size_t BlockMark(std::string_view text) {
  const auto blank_at = [text](std::size_t at) { return at >= text.size() || text[at] == ' '; };
  if (text.empty()) return std::string_view::npos;
  const bool mark = std::string_view("-+=:").find(text[0]) != std::string_view::npos;
  if (mark && (blank_at(1) || text[1] == text[0])) return 0;
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const bool item = digits > 0 && digits < text.size() &&
                    (text[digits] == '.' || text[digits] == ')') && blank_at(digits + 1);
  return item ? digits : std::string_view::npos;
}

bool IsWordByte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '+' || c == '-';
}

// Whether the character at `at` means something to a forge or an editor: "==marked==",
// "%milestone", "%%comment%%", ":picture:".
bool BeginsExtension(std::string_view line, std::size_t at) {
  const char c = line[at], before = at > 0 ? line[at - 1] : ' ';
  const char next = at + 1 < line.size() ? line[at + 1] : ' ';
  if (c == '=') return next == '=' || before == '=';
  if (c == '%') return next == '%' || before == '%' || next == '"' || IsWordByte(next);
  if (c != ':') return false;
  std::size_t end = at + 1;
  while (end < line.size() && IsWordByte(line[end])) ++end;
  return end > at + 1 && end < line.size() && line[end] == ':';
}

class Writer {
 public:
  std::string Write(const Paper& paper) {
    if (!paper.header.empty()) Part(fmt::format("**{}**", EscapeMarkdown(paper.header)));
    for (const Block& block : paper.blocks) {
      std::visit([this](const auto& one) { Add(one); }, block);
    }
    return std::move(text_);
  }

 private:
  // Parts are an empty line apart, but for the items of one list.
  void Part(std::string_view part, bool item = false) {
    if (!text_.empty() && !(item && in_list_)) text_ += '\n';
    text_ += part;
    text_ += '\n';
    in_list_ = item;
  }

  void Add(const Heading& heading) {
    Part(fmt::format("{} {}", std::string(static_cast<std::size_t>(heading.level) + 1, '#'),
                     EscapeMarkdown(heading.text)));
  }

  void Add(const Paragraph& paragraph) {
    const std::string text = EscapeMarkdown(paragraph.text);
    switch (paragraph.kind) {
      case Paragraph::Kind::kTitle:
        return Part("# " + text);
      case Paragraph::Kind::kSubtitle:
      case Paragraph::Kind::kNotice:
        return Part(fmt::format("**{}**", text));
      case Paragraph::Kind::kItem:
        return Part("- " + text, true);
      case Paragraph::Kind::kDraft:
        return Part("> " + text);
      case Paragraph::Kind::kField:
        return Part(fmt::format("{}: {}", text, std::string(30, '.')));
      case Paragraph::Kind::kNote:
        return Part(fmt::format("*{}*", text));
      case Paragraph::Kind::kBody:
        return Part(text);
    }
  }

  void Add(const Facts& facts) {
    for (const auto& [label, value] : facts.lines) {
      Part(fmt::format("- **{}:** {}", EscapeMarkdown(label), EscapeMarkdown(value)), true);
    }
  }

  void Add(const Chart&) {}

  void Add(const Quote& quote) {
    Part(fmt::format("{}. {}", quote.ordinal, EscapeMarkdown(quote.text)));
    for (const Quote::Line& line : quote.lines) {
      const auto link = line.address ? SafeLink(line.value) : std::nullopt;
      const std::string value = link ? fmt::format("<{}>", *link) : EscapeMarkdown(line.value);
      text_ += fmt::format("   - {}: {}\n", EscapeMarkdown(line.label), value);
    }
  }

  void Add(const Table& table) {
    if (!table.caption.empty()) Part(fmt::format("**{}**", EscapeMarkdown(table.caption)));
    std::string head = "|", rule = "|", rows;
    for (const Column& column : table.columns) {
      const std::string title =
          column.group.empty() ? column.title : column.group + ": " + column.title;
      head += fmt::format(" {} |", EscapeMarkdown(title));
      rule += column.number ? " ---: |" : " --- |";
    }
    for (std::size_t y = 0; y < table.rows.size(); ++y) {
      rows += "\n|";
      const std::string_view strong = table.total_first && y == 0 ? "**" : "";
      for (const std::string& cell : table.rows[y]) {
        const std::string text = EscapeMarkdown(cell);
        rows += fmt::format(" {0}{1}{0} |", text.empty() ? "" : strong, text);
      }
    }
    Part(head + "\n" + rule + rows);
    if (!table.note.empty()) Part(fmt::format("*{}*", EscapeMarkdown(table.note)));
  }

  std::string text_;
  bool in_list_ = false;
};

}  // namespace

std::string EscapeMarkdown(std::string_view text) {
  const std::string line = OneLine(text);
  std::string escaped;
  const std::size_t mark = BlockMark(line);
  for (std::size_t i = 0; i < line.size(); ++i) {
    // "https://" and "www." would become links by themselves.
    const bool address = line.compare(i, 3, "://") == 0 ||
                         (line[i] == '.' && i >= 3 && (line[i - 1] == 'w' || line[i - 1] == 'W'));
    if (i == mark || address || kSpecial.find(line[i]) != std::string_view::npos ||
        BeginsExtension(line, i)) {
      escaped += '\\';
    }
    escaped += line[i];
  }
  return escaped;
}

std::string ToMarkdown(const Paper& paper) {
  return Writer().Write(paper);
}

}  // namespace monitor
