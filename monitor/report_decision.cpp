#include "monitor/report_decision.h"

#include <algorithm>
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
constexpr std::string_view kGenericKind = "generic_local";  // "a school", of which there are many
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
                      sections_.Share(now.checked + now.convicted, summary_.all.all.incidents)),
             fmt::arg("share_before", summary_.all.before.incidents == 0
                                          ? form_.no_data
                                          : sections_.Share(before.checked + before.convicted,
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
    const bool generic = body && body->kind == kGenericKind;
    return generic ? Fill(form_.clarify, fmt::arg("name", name)) : name;
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
  const Stages now = StagesOf(summary), before = StagesBefore(summary);
  const auto share = [&](const std::string& name, std::uint64_t Stages::*stage) {
    table.rows.push_back({name, form.enforcement,
                          sections.Share(now.*stage, summary.all.all.incidents),
                          sections.Share(before.*stage, summary.all.before.incidents)});
  };
  const auto count = [&](const std::string& name, const std::string& dimension,
                         std::uint64_t LeftOut::*items) {
    table.rows.push_back({name, dimension, Number(language, summary.left_out.*items),
                          Number(language, summary.left_out_before.*items)});
  };
  share(form.share_checked, &Stages::checked);
  share(form.share_convicted, &Stages::convicted);
  count(form.acquitted, form.enforcement, &LeftOut::acquittal);
  count(form.prevention_items, form.policy, &LeftOut::prevention);
  count(form.policy_items, form.policy, &LeftOut::policy);
  for (const Figure& figure : summary.figures) {
    if (figure.general) continue;
    const core::Observation& o = figure.now;
    const bool survey = o.source_type == core::SourceType::kSurvey;
    table.rows.push_back({fmt::format("{}{}{} ({})", o.indicator, o.category.empty() ? "" : ": ",
                                      o.category, PeriodInWords(language, o.from, o.to)),
                          survey ? form.perception : form.enforcement,
                          Measured(language, o.value, o.unit),
                          figure.before ? Measured(language, figure.before->value, o.unit)
                                        : std::string(sections.words().none)});
  }
  if (table.rows.size() > kMostIndicators) {
    table.note = Fill(sections.words().shown_of, fmt::arg("shown", kMostIndicators),
                      fmt::arg("total", table.rows.size()));
    table.rows.resize(kMostIndicators);
  }
  return table;
}

void AddDecision(const Summary& summary, const classify::Lexicon& lexicon, Sections& sections,
                 const ReportForm& form, core::Language language, Paper& paper) {
  Decision(summary, lexicon, sections, form, language, paper).Write();
}

}  // namespace monitor
