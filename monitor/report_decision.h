// The third part of a report: what measures the effectiveness of enforcement, and the draft of the
// decision under para 16 of the Rules. Include from .cpp files only.
#pragma once

#include <cstdint>
#include <string>

#include "classify/lexicon.h"
#include "monitor/paper.h"
#include "monitor/report_form.h"
#include "monitor/summary.h"
#include "monitor/summary_sections.h"

namespace monitor {

// Incidents of a period by the furthest stage that is told of, each once.
struct Stages {
  std::uint64_t told = 0, checked = 0, convicted = 0;

  // Whoever was convicted was investigated before.
  std::uint64_t checked_or_further() const { return checked + convicted; }
};
Stages StagesOf(const Summary& summary);
Stages StagesBefore(const Summary& summary);

// How many incidents a row has and how that changed, if the corpus knows of the period before.
std::string ToldOf(const Row& row, const Summary& summary, const Sections& sections,
                   const ReportForm& form);

// Every indicator with the dimension that it assesses (Rules, para 6), beside the period before.
Table EffectivenessTable(const Summary& summary, const Sections& sections, const ReportForm& form,
                         core::Language language);

// Assessment, proposals and recommendations, each with a suggestion where the figures support one,
// addressed to a body where one is known, and with room for what a person writes.
void AddDecision(const Summary& summary, const classify::Lexicon& lexicon, Sections& sections,
                 const ReportForm& form, core::Language language, Paper& paper);

}  // namespace monitor
