#include "monitor/summary_paper.h"

#include <fmt/format.h>

#include "monitor/summary_sections.h"

namespace monitor {

Paper ToPaper(const Summary& summary, const Names& names, core::Language language) {
  Paper paper;
  Sections sections(summary, names, language, paper);
  const Wording& words = sections.words();
  const auto section = [&](std::string_view title, void (Sections::*add)()) {
    sections.Heading(1, title);
    (sections.*add)();
  };
  paper.title = fmt::format("{}: {}", words.type, sections.ScopeName());
  sections.Add(Paragraph::Kind::kTitle, words.type);
  sections.Add(Paragraph::Kind::kSubtitle, words.rules);
  sections.Scope();
  section(words.headline, &Sections::Headline);
  section(words.by_month, &Sections::Months);
  section(words.rising, &Sections::Rising);
  section(words.by_scheme, &Sections::Schemes);
  section(words.side_by_side, &Sections::SideBySide);
  section(words.by_body, &Sections::Bodies);
  section(words.by_region, &Sections::Regions);
  section(words.by_stage, &Sections::Stages);
  section(words.by_language, &Sections::Languages);
  if (summary.request.quotations > 0) {
    sections.Heading(1, words.quotations);
    std::vector<const Quotation*> quotations;
    for (const Quotation& quotation : summary.quotations) quotations.push_back(&quotation);
    sections.Quotations(quotations, 1, true);
  }
  for (const auto& [title, type] : {std::pair{words.statistics, core::SourceType::kStatistics},
                                    {words.surveys, core::SourceType::kSurvey}}) {
    sections.Heading(1, title);
    sections.Figures(type);
  }
  sections.Heading(1, words.sources);
  sections.Heading(2, words.by_source_type);
  sections.SourceKinds();
  sections.Sources();
  section(words.left_out, &Sections::LeftOut);
  sections.Origin();
  return paper;
}

}  // namespace monitor
