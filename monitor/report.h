// The analytical report on a thematic monitoring, in the form of the Annex to the Rules.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "classify/lexicon.h"
#include "core/language.h"
#include "core/time.h"
#include "monitor/names.h"
#include "monitor/paper.h"
#include "monitor/performer.h"
#include "monitor/report_form.h"
#include "monitor/summary.h"

namespace monitor {

// What a report tells besides what was counted.
struct ReportRequest {
  core::Language language = core::Language::kRu;
  Performer performer;
  LegalFrame frame;
  std::optional<core::Day> began, finished;  // of the work
  std::string software;                      // "sholu 0.1.0"
};

struct Report {
  Paper paper;
  std::vector<std::string> missing;  // what the form asks for and is not there, in its language
};

// Composes the report. What a person must decide or write is marked as a draft, with a suggestion
// where the figures support one, and the whole is marked as a draft. `lexicon`: the bodies that
// proposals are addressed to. Equal arguments give equal papers.
Report ComposeReport(const Summary& summary, const Names& names, const classify::Lexicon& lexicon,
                     const ReportForm& form, const ReportRequest& request);

}  // namespace monitor
