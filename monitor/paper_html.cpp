#include "monitor/paper_html.h"

#include <fmt/format.h>

#include "monitor/chart_svg.h"
#include "monitor/plain_text.h"

namespace monitor {
namespace {

// Colours are told apart by lightness, too, for black-and-white printers.
constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark; --ink: #1b1f24; --dim: #57606a; --paper: #fff; --line: #b9c0c8;
  --shade: #eef1f4; --s0: #1f4e79; --s1: #f0b75e; --edge: #7a5200; --notice: #8a1c1c; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --dim: #a3abb5;
  --paper: #16191d; --line: #454c55; --shade: #22272e; --s0: #6aa6dd; --s1: #d99a35;
  --edge: #f3cf94; --notice: #ff9d94; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 52rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 "PT Sans", "Noto Sans", "Segoe UI", "DejaVu Sans", sans-serif;
  overflow-wrap: anywhere; }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.8em 0 .5em; break-after: avoid; }
h1 { font-size: 1.6rem; margin-top: 0; }
h2 { font-size: 1.3rem; border-bottom: 2px solid var(--s0); padding-bottom: .2em; }
h3 { font-size: 1.1rem; }
h4 { font-size: 1rem; }
p, ul { margin: .5em 0; }
.subtitle { color: var(--dim); margin-top: -.3em; }
.note, figcaption, caption { color: var(--dim); font-size: .85rem; }
h3 + .note { break-after: avoid; }
.notice { color: var(--notice); font-weight: 600; }
.stamp { border: 2px solid var(--notice); color: var(--notice); display: inline-block;
  font-weight: 700; letter-spacing: .08em; padding: .1em .6em; }
.draft { border-left: 4px solid var(--s1); background: var(--shade); padding: .4em .8em; }
.field { border-bottom: 1px solid var(--ink); min-height: 2.6em; color: var(--dim); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2em 1em; margin: .8em 0; }
dt { color: var(--dim); max-width: 17rem; }
dd { margin: 0; }
figure { margin: .8em 0; break-inside: avoid; }
figcaption { margin-bottom: .5em; }
svg { display: block; width: 100%; height: auto; font-size: 12px; }
svg text { fill: var(--ink); }
.s0 { fill: var(--s0); } .s1 { fill: var(--s1); } .e1 { stroke: var(--edge); stroke-width: .5; }
.hatch { fill: var(--edge); } .axis { stroke: var(--ink); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .6em 0; font-size: .85rem; line-height: 1.3;
  font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: .3em; break-after: avoid; }
th, td { border: 1px solid var(--line); padding: .25em .45em; text-align: left; vertical-align: top; }
th { background: var(--shade); font-weight: 600; vertical-align: bottom; overflow-wrap: normal;
  hyphens: auto; }
col.c { width: 5.4em; }
td, th { min-width: 8.5em; }
.n { min-width: 0; text-align: right; white-space: nowrap; }
th.n { white-space: normal; }
th.g { text-align: center; }
.total td { font-weight: 700; }
thead { display: table-header-group; }
tr, .whole { break-inside: avoid; }
blockquote { margin: 1em 0; padding: 0 0 0 1em; border-left: 3px solid var(--line);
  break-inside: avoid; }
blockquote p { margin: 0 0 .3em; }
blockquote dl { margin: 0; font-size: .85rem; gap: 0 .8em; }
a { color: inherit; text-decoration-color: var(--s0); }
@page { size: A4; margin: 18mm 16mm 20mm;
  @bottom-center { content: counter(page) " / " counter(pages); font: 9pt sans-serif; } }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } table { font-size: 8.5pt; }
  .note, figcaption, caption, blockquote dl { font-size: 8.5pt; } .scroll { overflow: visible; }
  p, li { orphans: 3; widows: 3; }
  .s0, .s1, .hatch, th, .draft { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
)css";

constexpr std::size_t kKeptTogether = 12;  // rows of a table that stays on one page

class Writer {
 public:
  std::string Write(const Paper& paper) {
    const std::string language(core::Code(paper.language));
    html_ = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n<title>{}</title>\n<style>{}</style>\n"
        "</head>\n<body>\n",
        language, EscapeXml(paper.title), kStyle);
    if (!paper.header.empty()) {
      html_ += fmt::format("<p class=\"stamp\">{}</p>\n", EscapeXml(paper.header));
    }
    for (const Block& block : paper.blocks) {
      std::visit([this](const auto& one) { Add(one); }, block);
    }
    CloseList();
    html_ += "</body>\n</html>\n";
    return std::move(html_);
  }

 private:
  void CloseList() {
    if (in_list_) html_ += "</ul>\n";
    in_list_ = false;
  }

  // <name class="kind">text</name>
  void Element(std::string_view name, std::string_view kind, std::string_view text) {
    html_ +=
        fmt::format("<{}{}>{}</{}>\n", name, kind.empty() ? "" : fmt::format(" class=\"{}\"", kind),
                    EscapeXml(text), name);
  }

  void Add(const Heading& heading) {
    CloseList();
    Element(fmt::format("h{}", heading.level + 1), "", heading.text);
  }

  void Add(const Paragraph& paragraph) {
    using Kind = Paragraph::Kind;
    if (paragraph.kind == Kind::kItem) {
      if (!in_list_) html_ += "<ul>\n";
      in_list_ = true;
      return Element("li", "", paragraph.text);
    }
    CloseList();
    switch (paragraph.kind) {
      case Kind::kTitle:
        return Element("h1", "", paragraph.text);
      case Kind::kSubtitle:
        return Element("p", "subtitle", paragraph.text);
      case Kind::kNote:
        return Element("p", "note", paragraph.text);
      case Kind::kNotice:
        return Element("p", "notice", paragraph.text);
      case Kind::kDraft:
        return Element("p", "draft", paragraph.text);
      case Kind::kField:
        return Element("p", "field", paragraph.text + ":");
      default:
        return Element("p", "", paragraph.text);
    }
  }

  void Add(const Facts& facts) {
    CloseList();
    html_ += "<dl>\n";
    for (const auto& [label, value] : facts.lines) {
      Element("dt", "", label);
      Element("dd", "", value);
    }
    html_ += "</dl>\n";
  }

  void Add(const Chart& chart) {
    CloseList();
    const std::string svg = ToSvg(chart, ++charts_);
    if (svg.empty()) return;
    html_ += fmt::format("<figure>\n<figcaption>{}</figcaption>\n{}</figure>\n",
                         EscapeXml(chart.title), svg);
  }

  void Add(const Quote& quote) {
    CloseList();
    html_ +=
        fmt::format("<blockquote>\n<p>{}. {}</p>\n<dl>\n", quote.ordinal, EscapeXml(quote.text));
    for (const Quote::Line& line : quote.lines) {
      Element("dt", "", line.label);
      const auto link = line.address ? SafeLink(line.value) : std::nullopt;
      if (link) {
        html_ +=
            fmt::format("<dd><a href=\"{}\" rel=\"noopener noreferrer nofollow\">{}</a></dd>\n",
                        EscapeXml(*link), EscapeXml(Shorten(OneLine(line.value), kShownOfLink)));
      } else {
        Element("dd", "", line.value);
      }
    }
    html_ += "</dl>\n</blockquote>\n";
  }

  // One row of headings, or two where neighbours share a group.
  void Head(const std::vector<Column>& columns) {
    bool grouped = false;
    html_ += "<colgroup>";
    for (const Column& column : columns) {
      grouped = grouped || !column.group.empty();
      html_ += column.number ? "<col class=\"c\">" : "<col>";
    }
    std::string below;
    html_ += "</colgroup>\n<thead>\n<tr>";
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const Column& column = columns[i];
      const std::string title = EscapeXml(column.title);
      if (column.group.empty()) {
        html_ += fmt::format("<th scope=\"col\"{}{}>{}</th>", grouped ? " rowspan=\"2\"" : "",
                             column.number ? " class=\"n\"" : "", title);
        continue;
      }
      std::size_t span = 1;
      while (i + span < columns.size() && columns[i + span].group == column.group) ++span;
      if (i == 0 || columns[i - 1].group != column.group) {
        html_ += fmt::format("<th scope=\"colgroup\" class=\"g\" colspan=\"{}\">{}</th>", span,
                             EscapeXml(column.group));
      }
      below += fmt::format("<th scope=\"col\" class=\"n\">{}</th>", title);
    }
    html_ += "</tr>\n";
    if (grouped) html_ += fmt::format("<tr>{}</tr>\n", below);
    html_ += "</thead>\n";
  }

  void Add(const Table& table) {
    CloseList();
    const bool whole = table.rows.size() <= kKeptTogether;
    html_ += fmt::format("<div class=\"scroll\">\n<table{}>\n", whole ? " class=\"whole\"" : "");
    if (!table.caption.empty()) Element("caption", "", table.caption);
    Head(table.columns);
    html_ += "<tbody>\n";
    for (std::size_t y = 0; y < table.rows.size(); ++y) {
      html_ += table.total_first && y == 0 ? "<tr class=\"total\">" : "<tr>";
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        html_ += fmt::format("<td{}>{}</td>", table.columns[i].number ? " class=\"n\"" : "",
                             EscapeXml(table.rows[y][i]));
      }
      html_ += "</tr>\n";
    }
    html_ += "</tbody>\n</table>\n</div>\n";
    if (!table.note.empty()) Element("p", "note", table.note);
  }

  std::string html_;
  bool in_list_ = false;
  std::size_t charts_ = 0;
};

}  // namespace

std::string ToHtml(const Paper& paper) {
  return Writer().Write(paper);
}

}  // namespace monitor
