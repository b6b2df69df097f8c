#include "monitor/report_decision.h"

#include <algorithm>
#include <map>
#include <vector>

#include "monitor/fill.h"
#include "monitor/numerals.h"

namespace monitor {
namespace {

using core::TagKind;
using Kind = Paragraph::Kind;

constexpr std::size_t kProposals = 3, kRecommendations = 5, kMostIndicators = 25;
// A body of which fewer incidents are told gets no recommendation from the figures alone.
constexpr std::uint64_t kLeastIncidents = 2;
constexpr std::string_view kMinistry = "ministry";

std::uint64_t At(const Rows& rows, core::Context stage, Count Row::*column) {
  const auto found = rows.find(std::string(core::Name(stage)));
  return found == rows.end() ? 0 : (found->second.*column).incidents;
}

Stages StagesIn(const Summary& summary, Count Row::*column) {
  return {At(summary.by_stage, core::Context::kAllegation, column),
          At(summary.by_stage, core::Context::kInvestigation, column),
          At(summary.by_stage, core::Context::kConviction, column)};
}

// What each figure is, told apart from all others: indicator, category, what it is about and when;
// its publisher, too, where that is not enough.
std::vector<std::string> LabelsOf(const Summary& summary, const Sections& sections,
                                  core::Language language) {
  std::vector<std::string> labels;
  std::map<std::string, int> times;
  for (const Figure& figure : summary.figures) {
    const core::Observation& o = figure.now;
    std::string label = o.indicator;
    if (!o.category.empty()) label += ": " + o.category;
    const std::string subject = sections.SubjectOf(o);
    if (!subject.empty() && !o.category.ends_with(subject)) label += "; " + subject;
    label += fmt::format(" ({})", PeriodInWords(language, o.from, o.to));
    ++times[label];
    labels.push_back(std::move(label));
  }
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (times[labels[i]] > 1) labels[i] += ", " + summary.figures[i].now.source;
  }
  return labels;
}

class Decision {
 public:
  Decision(const Summary& summary, const classify::Lexicon& lexicon, Sections& sections,
           const ReportForm& form, core::Language language, Paper& paper)
      : summary_(summary),
        lexicon_(lexicon),
        sections_(sections),
        form_(form),
        language_(language),
        paper_(paper) {}

  void Write() {
    sections_.Heading(3, form_.assessment_title);
    Assessment();
    sections_.Add(Kind::kField, form_.assessment);
    sections_.Heading(3, form_.proposals_title);
    AddRows(form_.proposal, Proposals());
    sections_.Heading(3, form_.recommendations_title);
    AddRows(form_.recommendation, Recommendations());
  }

 private:
  struct Line {
    std::string text, addressee, basis;
  };

  void Assessment() {
    if (summary_.all.all.incidents == 0) return;
    const Stages now = StagesOf(summary_), before = StagesBefore(summary_);
    sections_.Add(
        Kind::kDraft,
        Fill(form_.assessment_draft, fmt::arg("checked", sections_.Incidents(now.checked)),
             fmt::arg("convicted", sections_.Incidents(now.convicted)),
             fmt::arg("share",
                      sections_.Share(now.checked_or_further(), summary_.all.all.incidents)),
             fmt::arg("share_before", summary_.all.before.incidents == 0
                                          ? form_.no_data
                                          : sections_.Share(before.checked_or_further(),
                                                            summary_.all.before.incidents))));
  }

  const classify::Body* Find(std::string_view id) const {
    const auto found = std::find_if(lexicon_.bodies.begin(), lexicon_.bodies.end(),
                                    [id](const classify::Body& body) { return body.id == id; });
    return found == lexicon_.bodies.end() ? nullptr : &*found;
  }

  bool HoldsAtTheEnd(const classify::Body& body) const {
    return (!body.valid_from || *body.valid_from <= summary_.request.to) &&
           (!body.valid_to || *body.valid_to >= summary_.request.to);
  }

  // A body by its name; one of many asks for the name of the organisation.
  std::string Addressee(const std::string& id) const {
    const std::string name = sections_.NameOf(TagKind::kBody, id);
    const classify::Body* body = Find(id);
    return body && body->generic() ? Fill(form_.clarify, fmt::arg("name", name)) : name;
  }

  // Whom proposals on the whole scope are for: the body itself, or the ministry of the sphere.
  std::string AddresseeOfScope() const {
    if (summary_.request.body) return Addressee(*summary_.request.body);
    for (const classify::Body& body : lexicon_.bodies) {
      const bool of_sphere = std::find(body.spheres.begin(), body.spheres.end(),
                                       *summary_.request.sphere) != body.spheres.end();
      if (body.kind == kMinistry && of_sphere && !body.special && HoldsAtTheEnd(body)) {
        return Addressee(body.id);
      }
    }
    return form_.to_fill;
  }

  // What is rising first, then what is told of most.
  std::vector<std::string> Schemes() const {
    std::vector<std::string> schemes;
    for (const Growth& growth : summary_.rising) {
      if (growth.kind == TagKind::kScheme) schemes.push_back(growth.key);
    }
    for (const auto& [scheme, row] : Ranked(summary_.by_scheme)) {
      if (row.all.incidents > 0 &&
          std::find(schemes.begin(), schemes.end(), scheme) == schemes.end()) {
        schemes.push_back(scheme);
      }
    }
    if (schemes.size() > kProposals) schemes.resize(kProposals);
    return schemes;
  }

  std::vector<Line> Proposals() const {
    std::vector<Line> lines;
    for (const std::string& scheme : Schemes()) {
      lines.push_back({Fill(form_.proposal_draft,
                            fmt::arg("scheme", sections_.NameOf(TagKind::kScheme, scheme))),
                       AddresseeOfScope(),
                       ToldOf(summary_.by_scheme.at(scheme), summary_, sections_, form_)});
    }
    return lines;
  }

  std::vector<Line> Recommendations() const {
    std::vector<Line> lines;
    const std::string text =
        Fill(form_.recommendation_draft, fmt::arg("scope", sections_.ScopeName()));
    for (const auto& [body, row] : Ranked(summary_.by_body)) {
      if (row.all.incidents < kLeastIncidents || lines.size() == kRecommendations) break;
      if (summary_.request.body && body != *summary_.request.body) continue;
      lines.push_back({text, Addressee(body), ToldOf(row, summary_, sections_, form_)});
    }
    return lines;
  }

  void AddRows(const std::string& column, const std::vector<Line>& lines) {
    Table table;
    table.columns = {{"", form_.number},
                     {"", column, false},
                     {"", form_.addressee, false},
                     {"", form_.basis, false}};
    for (const Line& line : lines) {
      table.rows.push_back(
          {Number(language_, table.rows.size() + 1), line.text, line.addressee, line.basis});
    }
    table.rows.push_back(
        {Number(language_, table.rows.size() + 1), form_.to_fill, form_.to_fill, form_.to_fill});
    if (!lines.empty()) table.note = form_.draft_rows;
    paper_.Add(std::move(table));
  }

  const Summary& summary_;
  const classify::Lexicon& lexicon_;
  Sections& sections_;
  const ReportForm& form_;
  core::Language language_;
  Paper& paper_;
};

}  // namespace

Stages StagesOf(const Summary& summary) {
  return StagesIn(summary, &Row::all);
}

Stages StagesBefore(const Summary& summary) {
  return StagesIn(summary, &Row::before);
}

std::string ToldOf(const Row& row, const Summary& summary, const Sections& sections,
                   const ReportForm& form) {
  std::string incidents = sections.Incidents(row.all.incidents);
  if (summary.corpus_before == 0) return incidents + '.';
  return Fill(form.problem, fmt::arg("incidents", incidents),
              fmt::arg("change", sections.Change(row.all.incidents, row.before.incidents)));
}

Table EffectivenessTable(const Summary& summary, const Sections& sections, const ReportForm& form,
                         core::Language language) {
  Table table;
  table.columns = {{"", form.indicator, false},
                   {"", form.dimension, false},
                   {"", form.value},
                   {"", form.value_before}};
  // A period of which the corpus has nothing has no numbers.
  const auto row = [&](const std::string& name, const std::string& dimension, std::string now,
                       std::string before) {
    table.rows.push_back({name, dimension, summary.corpus == 0 ? form.no_data : std::move(now),
                          summary.corpus_before == 0 ? form.no_data : std::move(before)});
  };
  const auto share = [&](const std::string& name, std::uint64_t now, std::uint64_t before) {
    row(name, form.enforcement, sections.Share(now, summary.all.all.incidents),
        sections.Share(before, summary.all.before.incidents));
  };
  const auto count = [&](const std::string& name, const std::string& dimension,
                         std::uint64_t LeftOut::*items) {
    row(name, dimension, Number(language, summary.left_out.*items),
        Number(language, summary.left_out_before.*items));
  };
  const Stages now = StagesOf(summary), before = StagesBefore(summary);
  share(form.share_checked, now.checked_or_further(), before.checked_or_further());
  share(form.share_convicted, now.convicted, before.convicted);
  count(form.acquitted, form.enforcement, &LeftOut::acquittal);
  count(form.prevention_items, form.policy, &LeftOut::prevention);
  count(form.policy_items, form.policy, &LeftOut::policy);
  const std::vector<std::string> labels = LabelsOf(summary, sections, language);
  for (std::size_t i = 0; i < summary.figures.size(); ++i) {
    const Figure& figure = summary.figures[i];
    if (figure.general) continue;
    const core::Observation& o = figure.now;
    const bool survey = o.source_type == core::SourceType::kSurvey;
    table.rows.push_back({labels[i], survey ? form.perception : form.enforcement,
                          Measured(language, o.value, o.unit),
                          sections.ValueBefore(figure, summary.before)});
  }
  sections.Cut(kMostIndicators, table);
  return table;
}

void AddDecision(const Summary& summary, const classify::Lexicon& lexicon, Sections& sections,
                 const ReportForm& form, core::Language language, Paper& paper) {
  Decision(summary, lexicon, sections, form, language, paper).Write();
}

}  // namespace monitor
