// The words of the analytical report (Rules, Annex) in one language, as the operator's templates
// give them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace monitor {

// Patterns: names in braces are filled in; report_form.cpp says which each of them knows.
struct ReportForm {
  // The form.
  std::string title, type_label, type, draft, draft_notice;
  std::string part_introduction, subject_sphere, subject_body, studied_period;
  std::string carried_out_by, email, phone, not_given, no_data;
  std::string authorised, territorial, state_body, quasi_public, public_association, individual,
      legal_entity;
  std::string carried_out_in, began, finished;
  std::string part_analysis, analysis_told;
  std::string part_final;

  // What an indicator assesses (Rules, para 6).
  std::string assesses, policy, enforcement, perception;

  // Sections of the analytical part.
  std::string sources, state, months, schemes, rising, bodies, regions, side_by_side, stages,
      problems, statistics, surveys, measures, left_out;
  std::string table;  // caption
  std::string problems_told, problem, causes, no_problems, measures_told;

  // Conclusions.
  std::string conclusions, total, none, reprints, named, top_schemes, top_bodies, top_regions,
      grown, not_grown, more_in_appeals, reached, coverage;

  // Indicators of effectiveness.
  std::string effectiveness, indicator, dimension, value, value_before;
  std::string share_checked, share_convicted, acquitted, prevention_items, policy_items;

  // The decision (Rules, para 16).
  std::string decision, assessment_title, assessment_draft, assessment, proposals_title,
      recommendations_title;
  std::string number, proposal, recommendation, addressee, basis, proposal_draft,
      recommendation_draft, clarify, to_fill, draft_rows;
  std::string position, name, signature, date;

  // The end.
  std::string legal, authorised_body, dispatch_other, dispatch_authorised, no_accusation;
  std::string method, method_told, made_by;
  std::string missing_title, missing_none, missing_kind, missing_subject, missing_name,
      missing_contacts, missing_began, missing_finished, missing_dimension, missing_items,
      missing_decision, missing_signature, check_authorised_body, check_form;
};

struct FormField {
  std::string_view name;  // key in the template
  std::string ReportForm::*field;
  std::vector<std::string_view> placeholders;  // that its text may use
};

// All of them, in the order of the struct. Thread-safe.
std::span<const FormField> ReportFormFields();

}  // namespace monitor
