#include "monitor/paper_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "monitor/plain_text.h"

namespace monitor {
namespace {

constexpr std::size_t kLineWidth = 100;
constexpr std::size_t kLeastFirst = 24;   // columns of the first cell of a row
constexpr std::size_t kLongestHead = 12;  // columns that a word of a heading may claim
constexpr std::size_t kBetween = 2;       // columns between two cells

class Writer {
 public:
  std::string Write(const Paper& paper) {
    if (!paper.header.empty()) Rule(OneLine(paper.header));
    for (const Block& block : paper.blocks) {
      std::visit([this](const auto& one) { Add(one); }, block);
    }
    return std::move(text_);
  }

 private:
  using Cells = std::vector<std::string>;

  void Line(std::string_view line) {
    text_ += line;
    text_ += '\n';
  }
  // An empty line, unless there is one or nothing stands above.
  void Space() {
    if (!text_.empty() && !text_.ends_with("\n\n")) text_ += '\n';
  }
  void Rule(const std::string& title) { Line(fmt::format("── {} ──", title)); }
  void Underline(std::string_view title, std::string_view with) {
    for (std::size_t i = std::min(Width(title), kLineWidth); i > 0; --i) text_ += with;
    text_ += '\n';
  }

  void Add(const Heading& heading) {
    const std::string title = OneLine(heading.text);
    Space();
    text_ += Wrap(title, "", kLineWidth);
    if (heading.level < 3) Underline(title, heading.level == 1 ? "═" : "─");
  }

  void Add(const Paragraph& paragraph) {
    const std::string text = OneLine(paragraph.text);
    switch (paragraph.kind) {
      case Paragraph::Kind::kItem:
        text_ += Wrap(text, "  • ", kLineWidth);
        return;
      case Paragraph::Kind::kDraft:
        text_ += Wrap(text, "  ▸ ", kLineWidth);
        return;
      case Paragraph::Kind::kField:
        Line(fmt::format("  {}: {}", text, std::string(40, '_')));
        return;
      case Paragraph::Kind::kNotice:
        text_ += Wrap(text, "! ", kLineWidth);
        return;
      default:
        text_ += Wrap(text, "", kLineWidth);
    }
  }

  void Labelled(const Facts& facts, const std::string& indent) {
    std::size_t width = 0;
    for (const auto& [label, value] : facts.lines) width = std::max(width, Width(OneLine(label)));
    for (const auto& [label, value] : facts.lines) {
      text_ += Wrap(OneLine(value),
                    indent + PadRight(fmt::format("{}:", OneLine(label)), width + 2), kLineWidth);
    }
  }

  void Add(const Facts& facts) {
    Space();
    Labelled(facts, "");
  }

  void Add(const Chart&) {}

  void Add(const Quote& quote) {
    Space();
    text_ += Wrap(OneLine(quote.text), PadRight(fmt::format("{}.", quote.ordinal), 4), kLineWidth);
    Facts facts;
    for (const Quote::Line& line : quote.lines) facts.lines.emplace_back(line.label, line.value);
    Labelled(facts, std::string(4, ' '));
  }

  // The lines of a cell that is `width` columns wide; a longer word is cut.
  static Cells Lines(const std::string& cell, std::size_t width) {
    Cells lines;
    std::istringstream wrapped(Wrap(cell, "", width));
    for (std::string line; std::getline(wrapped, line);) lines.push_back(Shorten(line, width));
    return lines;
  }

  void Row(const Cells& cells, const std::vector<std::size_t>& widths,
           const std::vector<Column>& columns) {
    std::vector<Cells> lines;
    std::size_t height = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      lines.push_back(Lines(cells[i], widths[i]));
      height = std::max(height, lines.back().size());
    }
    for (std::size_t y = 0; y < height; ++y) {
      std::string line;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string part = y < lines[i].size() ? lines[i][y] : "";
        if (i > 0) line.append(kBetween, ' ');
        line += columns[i].number ? PadLeft(part, widths[i]) : PadRight(part, widths[i]);
      }
      line.erase(line.find_last_not_of(' ') + 1);
      Line(line);
    }
  }

  static std::size_t LongestWord(const std::string& text) {
    std::size_t longest = 0;
    std::istringstream words(text);
    for (std::string word; words >> word;) longest = std::max(longest, Width(word));
    return longest;
  }

  static bool Grouped(const std::vector<Column>& columns) {
    return std::any_of(columns.begin(), columns.end(),
                       [](const Column& column) { return !column.group.empty(); });
  }

  // Numbers get what they need; words share the rest.
  static std::vector<std::size_t> WidthsOf(const std::vector<Column>& columns, const Cells& head,
                                           const std::vector<Cells>& rows) {
    std::vector<std::size_t> widths(columns.size()), wanted(columns.size());
    std::size_t used = kBetween * (columns.size() - 1), words = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      for (const Cells& row : rows) wanted[i] = std::max(wanted[i], Width(row[i]));
      if (columns[i].number) {
        widths[i] = std::max(wanted[i], std::min(LongestWord(head[i]), kLongestHead));
        used += widths[i];
      } else {
        wanted[i] = std::max(wanted[i], std::min(Width(head[i]), kLeastFirst));
        ++words;
      }
    }
    std::size_t left = used < kLineWidth ? kLineWidth - used : 0;
    for (std::size_t i = columns.size(); i-- > 0;) {
      if (columns[i].number) continue;
      const std::size_t share = std::max(left / words--, kLeastFirst / 2);
      widths[i] = std::max<std::size_t>(std::min(wanted[i], share), 1);
      left -= std::min(left, widths[i]);
    }
    return widths;
  }

  // The names of groups, each from its first column on.
  void Groups(const std::vector<Column>& columns, const std::vector<std::size_t>& widths) {
    std::string line;
    for (std::size_t i = 0; i < columns.size();) {
      std::size_t room = widths[i], next = i + 1;
      while (!columns[i].group.empty() && next < columns.size() &&
             columns[next].group == columns[i].group) {
        room += kBetween + widths[next++];
      }
      std::string name = Shorten(OneLine(columns[i].group), room);
      if (!name.empty()) name = PadLeft(name, room - (room - Width(name)) / 2);
      if (i > 0) line.append(kBetween, ' ');
      line += PadRight(name, room);
      i = next;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    Line(line);
  }

  void Add(const Table& table) {
    Space();
    if (!table.caption.empty()) text_ += Wrap(OneLine(table.caption), "", kLineWidth);
    std::vector<Cells> rows;
    for (const auto& row : table.rows) {
      rows.emplace_back();
      for (const std::string& cell : row) rows.back().push_back(OneLine(cell));
    }
    Cells head;
    for (const Column& column : table.columns) head.push_back(OneLine(column.title));
    const std::vector<std::size_t> widths = WidthsOf(table.columns, head, rows);
    if (Grouped(table.columns)) Groups(table.columns, widths);
    Row(head, widths, table.columns);
    std::size_t full = kBetween * (widths.size() - 1);
    for (const std::size_t width : widths) full += width;
    Underline(std::string(full, ' '), "┄");
    for (const Cells& row : rows) Row(row, widths, table.columns);
    if (!table.note.empty()) text_ += Wrap(OneLine(table.note), "", kLineWidth);
  }

  std::string text_;
};

}  // namespace

std::string ToText(const Paper& paper) {
  return Writer().Write(paper);
}

}  // namespace monitor
