// Any text in every place of a paper: each format comes out, well-formed where it is XML, without a
// tag, a link or a control character that the text brought.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "monitor/chart_svg.h"
#include "monitor/paper_docx.h"
#include "monitor/paper_html.h"
#include "monitor/paper_markdown.h"
#include "monitor/paper_text.h"
#include "tests/support/hostile_paper.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

// Neither C0 (but for line ends) nor DEL.
void RequireNoControls(std::string_view text) {
  for (const char c : text) {
    Require((static_cast<unsigned char>(c) >= 0x20 || c == '\n') && c != 0x7F);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const monitor::Paper paper = test::Everywhere(text);
  RequireNoControls(monitor::ToText(paper));
  RequireNoControls(monitor::ToMarkdown(paper));
  const std::string html = monitor::ToHtml(paper);
  RequireNoControls(html);
  Require(html.find("<script") == std::string::npos);
  for (const monitor::Block& block : paper.blocks) {
    const auto* chart = std::get_if<monitor::Chart>(&block);
    if (chart == nullptr) continue;
    pugi::xml_document svg;
    Require(svg.load_string(monitor::ToSvg(*chart, 1).c_str()));
  }
  Require(!monitor::ToDocx(paper).empty());
  if (const auto link = monitor::SafeLink(text)) Require(monitor::SafeLink(*link) == link);
  return 0;
}
