#include "monitor/report.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

#include "monitor/fill.h"
#include "monitor/numerals.h"
#include "monitor/report_decision.h"
#include "monitor/summary_sections.h"

namespace monitor {
namespace {

using core::TagKind;
using Kind = Paragraph::Kind;

constexpr std::size_t kProblems = 8;  // schemes that are told of one by one
constexpr std::size_t kNamed = 3;     // in a conclusion

class Composer {
 public:
  Composer(const Summary& summary, const Names& names, const classify::Lexicon& lexicon,
           const ReportForm& form, const ReportRequest& request)
      : summary_(summary),
        lexicon_(lexicon),
        form_(form),
        request_(request),
        sections_(summary, names, request.language, report_.paper) {}

  Report Compose() {
    FindMissing();
    Front();
    Introduction();
    Analysis();
    Final();
    Ending();
    return std::move(report_);
  }

 private:
  Paper& paper() { return report_.paper; }
  void Add(Kind kind, std::string_view text) { sections_.Add(kind, text); }

  // What the form asks for.

  bool HasFigures(core::SourceType type) const {
    return std::any_of(summary_.figures.begin(), summary_.figures.end(),
                       [type](const Figure& figure) { return figure.now.source_type == type; });
  }

  void FindMissing() {
    const auto missing = [this](bool is_missing, std::string text) {
      if (is_missing) report_.missing.push_back(std::move(text));
    };
    const Performer& performer = request_.performer;
    missing(performer.kind == Performer::Kind::kUnknown, form_.missing_kind);
    missing(performer.kind == Performer::Kind::kOther &&
                performer.subject == Performer::Subject::kUnknown,
            form_.missing_subject);
    missing(performer.name == Translated{}, form_.missing_name);
    missing(performer.email.empty() || performer.phone.empty(), form_.missing_contacts);
    missing(!request_.began, form_.missing_began);
    missing(!request_.finished, form_.missing_finished);
    missing(summary_.all.all.items == 0, form_.missing_items);
    const auto dimension = [&](bool has_data, const std::string& name) {
      missing(!has_data, Fill(form_.missing_dimension, fmt::arg("dimension", name)));
    };
    dimension(summary_.left_out.policy + summary_.left_out.prevention > 0, form_.policy);
    dimension(summary_.all.all.items > 0 || HasFigures(core::SourceType::kStatistics),
              form_.enforcement);
    dimension(summary_.all.appeals.items > 0 || HasFigures(core::SourceType::kSurvey),
              form_.perception);
    missing(true, form_.missing_decision);
    missing(true, form_.missing_signature);
    missing(request_.frame.authorised_body_is_default,
            Fill(form_.check_authorised_body, fmt::arg("name", AuthorisedBody())));
    missing(request_.language != core::Language::kEn, form_.check_form);
  }

  std::string_view AuthorisedBody() const {
    return request_.frame.authorised_body.In(request_.language);
  }

  // The form, parts I and II.

  void Front() {
    paper().title = fmt::format("{}: {}", form_.title, sections_.ScopeName());
    paper().subject = request_.frame.legal_basis.In(request_.language);
    paper().author = request_.performer.name.In(request_.language);
    paper().day = request_.finished;
    paper().header = form_.draft;
    Add(Kind::kTitle, form_.title);
    paper().Add(Facts{{{form_.type_label, form_.type}}});
    Add(Kind::kNotice, form_.draft_notice);
  }

  std::string PerformerKind() const {
    const Performer& performer = request_.performer;
    switch (performer.kind) {
      case Performer::Kind::kAuthorised:
        return form_.authorised;
      case Performer::Kind::kTerritorial:
        return form_.territorial;
      case Performer::Kind::kOther:
        break;
      case Performer::Kind::kUnknown:
        return "";
    }
    const std::string* const subjects[] = {
        nullptr,           &form_.state_body,  &form_.quasi_public, &form_.public_association,
        &form_.individual, &form_.legal_entity};
    const std::string* subject = subjects[static_cast<std::size_t>(performer.subject)];
    return subject ? *subject : "";
  }

  std::string OrNotGiven(std::string_view text) const {
    return std::string(text.empty() ? form_.not_given : text);
  }

  std::string DayOr(const std::optional<core::Day>& day) const {
    return day ? DayInWords(request_.language, *day) : form_.not_given;
  }

  void Introduction() {
    const SummaryRequest& request = summary_.request;
    sections_.Heading(1, form_.part_introduction);
    sections_.Heading(3, request.sphere ? form_.subject_sphere : form_.subject_body);
    Add(Kind::kBody, sections_.ScopeName());
    sections_.Heading(3, form_.carried_out_by);
    const std::string_view name = request_.performer.name.In(request_.language);
    const std::string kind = PerformerKind();
    Add(Kind::kBody,
        kind.empty() ? OrNotGiven(name) : fmt::format("{} ({})", OrNotGiven(name), kind));
    paper().Add(Facts{{{form_.email, OrNotGiven(request_.performer.email)},
                       {form_.phone, OrNotGiven(request_.performer.phone)}}});
    sections_.Heading(3, form_.carried_out_in);
    paper().Add(Facts{
        {{form_.began, DayOr(request_.began)},
         {form_.finished, DayOr(request_.finished)},
         {form_.studied_period, PeriodInWords(request_.language, request.from, request.to)}}});
  }

  // A numbered section whose tables get their captions; `dimension`: what it assesses.
  void Section(const std::string& title, const std::string& dimension,
               const std::function<void()>& add) {
    sections_.Heading(2, fmt::format("2.{}. {}", ++section_, title));
    if (!dimension.empty()) {
      Add(Kind::kNote, Fill(form_.assesses, fmt::arg("dimension", dimension)));
    }
    const std::size_t begin = paper().blocks.size();
    add();
    NumberTables(begin, title);
  }

  void NumberTables(std::size_t begin, const std::string& title) {
    std::vector<Table*> tables;
    for (std::size_t i = begin; i < paper().blocks.size(); ++i) {
      if (auto* table = std::get_if<Table>(&paper().blocks[i])) tables.push_back(table);
    }
    const bool differ = std::any_of(tables.begin(), tables.end(), [&](const Table* table) {
      return table->columns.front().title != tables.front()->columns.front().title;
    });
    for (Table* table : tables) {
      std::string caption = title;
      if (!table->caption.empty()) {
        caption += fmt::format(". {}", table->caption);
      } else if (differ) {
        caption += fmt::format(" ({})", table->columns.front().title);
      }
      table->caption = Fill(form_.table, fmt::arg("number", ++tables_), fmt::arg("title", caption));
    }
  }

  void Analysis() {
    sections_.Heading(1, form_.part_analysis);
    Add(Kind::kBody, form_.analysis_told);
    sections_.Scope();
    const std::string both = fmt::format("{}; {}", form_.enforcement, form_.perception);
    Section(form_.state, both, [this] { sections_.Headline(); });
    Section(form_.months, both, [this] { sections_.Months(); });
    Section(form_.schemes, both, [this] { sections_.Schemes(); });
    Section(form_.rising, both, [this] { sections_.Rising(); });
    Section(form_.bodies, both, [this] { sections_.Bodies(); });
    Section(form_.regions, both, [this] { sections_.Regions(); });
    Section(form_.side_by_side, form_.perception, [this] { sections_.SideBySide(); });
    Section(form_.stages, form_.enforcement, [this] { sections_.Stages(); });
    Section(form_.problems, form_.enforcement, [this] { Problems(); });
    Section(form_.statistics, form_.enforcement,
            [this] { sections_.Figures(core::SourceType::kStatistics); });
    Section(form_.surveys, form_.perception,
            [this] { sections_.Figures(core::SourceType::kSurvey); });
    Section(form_.measures, form_.policy, [this] {
      Add(Kind::kBody, Fill(form_.measures_told,
                            fmt::arg("prevention", sections_.Items(summary_.left_out.prevention)),
                            fmt::arg("policy", sections_.Items(summary_.left_out.policy))));
    });
    Section(form_.sources, "", [this] {
      sections_.SourceKinds();
      sections_.Sources();
    });
    Section(form_.left_out, "", [this] { sections_.LeftOut(); });
  }

  // Scheme by scheme: how many, the words of the sources, and room for the causes.
  void Problems() {
    std::size_t ordinal = 1, told = 0;
    for (const auto& [scheme, row] : Ranked(summary_.by_scheme)) {
      if (row.all.incidents == 0 || told == kProblems) break;
      if (told++ == 0) Add(Kind::kBody, form_.problems_told);
      sections_.Heading(3, sections_.NameOf(TagKind::kScheme, scheme));
      Add(Kind::kBody, ToldOf(row, summary_, sections_, form_));
      std::vector<const Quotation*> quotations;
      for (const Quotation& quotation : summary_.quotations) {
        if (quotation.scheme == scheme) quotations.push_back(&quotation);
      }
      if (!quotations.empty()) sections_.Quotations(quotations, ordinal, false);
      ordinal += quotations.size();
      Add(Kind::kField, form_.causes);
    }
    if (told == 0) Add(Kind::kBody, form_.no_problems);
  }

  // Part III.

  // "X (3 случая, 25,0 %); Y (...)": the first rows with the most incidents.
  std::string Leaders(TagKind kind, const Rows& rows) const {
    std::vector<std::string> names;
    for (const auto& [key, row] : Ranked(rows)) {
      if (row.all.incidents == 0 || names.size() == kNamed) break;
      names.push_back(
          Fill(form_.named, fmt::arg("name", sections_.NameOf(kind, key)),
               fmt::arg("incidents", sections_.Incidents(row.all.incidents)),
               fmt::arg("share", sections_.Share(row.all.incidents, summary_.all.all.incidents))));
    }
    return fmt::format("{}", fmt::join(names, "; "));
  }

  void Conclude(const std::string& pattern, const std::string& names) {
    if (!names.empty()) Add(Kind::kItem, Fill(pattern, fmt::arg("names", names)));
  }

  // Schemes that appeals tell of by a larger share than media, by ten points or more.
  std::string MoreInAppeals() const {
    constexpr double kWorthTelling = 0.1;
    const std::uint64_t media = summary_.all.media.incidents,
                        appeals = summary_.all.appeals.incidents;
    if (media == 0 || appeals == 0) return "";
    std::vector<std::string> names;
    for (const auto& [key, row] : Ranked(summary_.by_scheme)) {
      const double difference =
          static_cast<double>(row.appeals.incidents) / static_cast<double>(appeals) -
          static_cast<double>(row.media.incidents) / static_cast<double>(media);
      if (difference < kWorthTelling || names.size() == kNamed) continue;
      names.push_back(fmt::format("{} ({}; {})", sections_.NameOf(TagKind::kScheme, key),
                                  sections_.Share(row.appeals.incidents, appeals),
                                  sections_.Share(row.media.incidents, media)));
    }
    return fmt::format("{}", fmt::join(names, "; "));
  }

  std::string Grown() const {
    std::vector<std::string> names;
    for (const Growth& growth : summary_.rising) {
      if (names.size() == kNamed) break;
      names.push_back(fmt::format("{} ({} → {})", sections_.NameOf(growth.kind, growth.key),
                                  Number(request_.language, growth.before),
                                  Number(request_.language, growth.now)));
    }
    return fmt::format("{}", fmt::join(names, "; "));
  }

  void Conclusions() {
    sections_.Heading(2, form_.conclusions);
    const Row& all = summary_.all;
    const std::string period =
        PeriodInWords(request_.language, summary_.request.from, summary_.request.to);
    if (all.all.items == 0) {
      Add(Kind::kItem, Fill(form_.none, fmt::arg("period", period)));
    } else {
      Add(Kind::kItem,
          Fill(form_.total, fmt::arg("period", period),
               fmt::arg("items", sections_.Items(all.all.items)),
               fmt::arg("incidents", sections_.Incidents(all.all.incidents)),
               fmt::arg("change", sections_.Change(all.all.incidents, all.before.incidents))));
    }
    if (all.all.reprints() > 0) {
      Add(Kind::kItem, Fill(form_.reprints, fmt::arg("items", sections_.Items(all.all.reprints())),
                            fmt::arg("share", sections_.Share(all.all.reprints(), all.all.items))));
    }
    Conclude(form_.top_schemes, Leaders(TagKind::kScheme, summary_.by_scheme));
    if (summary_.request.sphere) {
      Conclude(form_.top_bodies, Leaders(TagKind::kBody, summary_.by_body));
    }
    Conclude(form_.top_regions, Leaders(TagKind::kRegion, summary_.by_region));
    Conclude(form_.grown, Grown());
    if (summary_.rising.empty() && summary_.growth_tests > 0) Add(Kind::kItem, form_.not_grown);
    Conclude(form_.more_in_appeals, MoreInAppeals());
    if (all.all.items > 0) {
      const Stages stages = StagesOf(summary_);
      Add(Kind::kItem, Fill(form_.reached, fmt::arg("told", sections_.Incidents(stages.told)),
                            fmt::arg("checked", sections_.Incidents(stages.checked)),
                            fmt::arg("convicted", sections_.Incidents(stages.convicted))));
    }
    const auto gaps = static_cast<std::uint64_t>(std::count_if(
        summary_.sources.begin(), summary_.sources.end(), [](const SourceUse& source) {
          return source.longest_gap && source.longest_gap->days() >= kLongGapDays;
        }));
    if (gaps + summary_.silent.size() > 0) {
      const CountedNoun& outlet = sections_.words().outlet;
      Add(Kind::kItem,
          Fill(form_.coverage, fmt::arg("gaps", Counted(request_.language, gaps, outlet)),
               fmt::arg("silent", Counted(request_.language, summary_.silent.size(), outlet))));
    }
  }

  void Final() {
    sections_.Heading(1, form_.part_final);
    Conclusions();
    sections_.Heading(2, form_.effectiveness);
    const std::size_t begin = paper().blocks.size();
    paper().Add(EffectivenessTable(summary_, sections_, form_, request_.language));
    NumberTables(begin, form_.effectiveness);
    sections_.Heading(2, form_.decision);
    AddDecision(summary_, lexicon_, sections_, form_, request_.language, paper());
  }

  void Ending() {
    for (const std::string* field : {&form_.position, &form_.name, &form_.signature, &form_.date}) {
      Add(Kind::kField, *field);
    }
    sections_.Heading(2, form_.legal);
    Add(Kind::kBody, request_.frame.legal_basis.In(request_.language));
    Add(Kind::kBody, Fill(form_.authorised_body, fmt::arg("name", AuthorisedBody())));
    if (request_.performer.kind == Performer::Kind::kAuthorised) {
      Add(Kind::kBody, form_.dispatch_authorised);
    } else {
      Add(Kind::kBody, Fill(form_.dispatch_other, fmt::arg("name", AuthorisedBody())));
    }
    Add(Kind::kNotice, form_.no_accusation);
    sections_.Heading(2, form_.method);
    Add(Kind::kBody, form_.method_told);
    sections_.Origin();
    Add(Kind::kNote, Fill(form_.made_by, fmt::arg("software", request_.software)));
    sections_.Heading(2, form_.missing_title);
    for (const std::string& text : report_.missing) Add(Kind::kItem, text);
    if (report_.missing.empty()) Add(Kind::kBody, form_.missing_none);
  }

  const Summary& summary_;
  const classify::Lexicon& lexicon_;
  const ReportForm& form_;
  const ReportRequest& request_;
  Report report_;
  Sections sections_;
  std::size_t section_ = 0, tables_ = 0;
};

}  // namespace

Report ComposeReport(const Summary& summary, const Names& names, const classify::Lexicon& lexicon,
                     const ReportForm& form, const ReportRequest& request) {
  return Composer(summary, names, lexicon, form, request).Compose();
}

}  // namespace monitor
