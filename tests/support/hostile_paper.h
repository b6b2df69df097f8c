// Texts that a format could take for more than text, and a paper that has one of them everywhere.
#pragma once

#include <string>
#include <vector>

#include "monitor/paper.h"

namespace test {

inline const std::vector<std::string>& HostileTexts() {
  static const std::vector<std::string> texts = {
      "<script>alert(1)</script>",
      "</title></style><img src=x onerror=alert(1)>",
      "\"><svg onload=alert(1)>",
      "' onmouseover='alert(1)",
      "javascript:alert(1)",
      "JaVaScRiPt:alert(1)//http://x",
      "data:text/html,<script>alert(1)</script>",
      "https://evil.example/\"onclick=alert(1)//",
      "http://user:password@evil.example/",
      "[click](https://evil.example)",
      "![x](https://evil.example/x.png)",
      "<https://evil.example>",
      "a | b | c",
      "# heading\n\n- item\n\n    code\n```\nfence",
      "&lt;b&gt; &#60;i&#62;",
      "]]> <![CDATA[",
      "\x1B[2J\x07\x9B\xFF",
      "\u202Egnp.exe\u2066 \u200F",
  };
  return texts;
}

// All of them in one.
inline std::string AllHostileTexts() {
  std::string all;
  for (const std::string& one : HostileTexts()) all.append(one).append(" ");
  return all;
}

// A paper with `text` in every place where a text may stand.
inline monitor::Paper Everywhere(const std::string& text) {
  using monitor::Paragraph;
  monitor::Paper paper;
  paper.title = paper.author = paper.subject = paper.header = text;
  paper.page_of = "{page} / {pages}";
  for (int level = 1; level <= 3; ++level) paper.Add(monitor::Heading{level, text});
  for (int kind = 0; kind <= static_cast<int>(Paragraph::Kind::kField); ++kind) {
    paper.Add(Paragraph{static_cast<Paragraph::Kind>(kind), text});
  }
  paper.Add(monitor::Facts{{{text, text}}});
  monitor::Table table;
  table.caption = table.note = text;
  table.columns = {{text, text, false}, {text, text, true}, {"", text, true}};
  table.rows = {{text, text, text}, {text, "", text}};
  table.total_first = true;
  paper.Add(table);
  monitor::Chart chart;
  chart.title = chart.description = text;
  chart.series = {text, text};
  chart.entries = {{text, {1, 2}, {text, text}}, {text, {0, 0}, {text, text}}};
  paper.Add(chart);
  chart.kind = monitor::Chart::Kind::kColumns;
  paper.Add(chart);
  paper.Add(monitor::Quote{1, text, {{text, text, false}, {text, text, true}}});
  return paper;
}

}  // namespace test
