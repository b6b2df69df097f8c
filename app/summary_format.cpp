#include "app/summary_format.h"

#include "monitor/paper_html.h"
#include "monitor/paper_markdown.h"
#include "monitor/paper_text.h"
#include "monitor/summary_json.h"
#include "monitor/summary_paper.h"

namespace app {

std::string SummaryAs(std::string_view format, const monitor::Summary& summary,
                      const monitor::Names& names, core::Language language) {
  if (format == "json") return monitor::ToJson(summary) + '\n';
  const monitor::Paper paper = monitor::ToPaper(summary, names, language);
  return format == "html"       ? monitor::ToHtml(paper)
         : format == "markdown" ? monitor::ToMarkdown(paper)
                                : monitor::ToText(paper);
}

std::string_view ExtensionOfFormat(std::string_view format) {
  return format == "text" ? "txt" : format == "markdown" ? "md" : format;
}

}  // namespace app
