// All words of the summary in Kazakh, Russian and English, one table per language for review.
#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "core/language.h"
#include "monitor/numerals.h"

namespace monitor {

// Names in braces are filled in. Numbers come with their noun where a noun is needed.
struct Wording {
  core::Language language;
  CountedNoun item;      // "5 материалов"
  CountedNoun incident;  // "5 случаев"
  CountedNoun more;      // the noun behind "на 5 ..." where a change is told
  CountedNoun outlet;    // "2 источника"
  CountedNoun day;       // "23 дня"
  CountedNoun table;     // "1 таблица"

  std::string_view type;            // of monitoring (Rules, para 9 and 11)
  std::string_view rules;           // the paragraphs it rests on
  std::string_view sphere, body;    // what the scope is
  std::string_view period, before;  // labels
  std::string_view in_zone;         // {zone}
  std::string_view corpus;          // label
  std::string_view corpus_size;     // {items}, {before}
  std::string_view rates_told;      // what rates per 100,000 are of; the report says the same
  std::string_view small_corpus;    // {items}: rates per 100,000 of so few are unsteady
  std::string_view open_only;       // closed sources enter no count (Rules, para 14)
  std::string_view caution;         // no accusation of a person (Rules, para 4)
  std::string_view page_of;         // {page}, {pages}

  std::string_view headline;  // title of the section
  std::string_view all;
  std::string_view figure;            // {items}, {incidents}, {change}
  std::string_view grown, fallen;     // {change}, {before}
  std::string_view same;              // {before}
  std::string_view none_before;       // there was nothing in the period before
  std::string_view none_at_all;       // neither then nor now
  std::string_view no_corpus;         // the corpus has nothing at all of the period
  std::string_view no_corpus_before;  // nor of the period before

  // Columns.
  std::string_view items, incidents;  // groups of columns
  std::string_view all_column, media_column, appeals_column, reprints_column;
  std::string_view now_column, before_column, change_column, change_percent_column;
  std::string_view per_items_column, per_people_column;
  std::string_view kind_column, month_column, scheme_column, body_column, region_column,
      language_column, stage_column, source_column;
  std::string_view none;          // in a cell: there is no such number
  std::string_view shown_of;      // {shown}, {total}: a table that was cut
  std::string_view several_rows;  // an item may stand in more than one row, or in none
  std::string_view no_sum;        // an incident of several rows or columns counts in each
  std::string_view nothing;       // an empty table

  std::string_view by_month, by_scheme, by_body, by_region, by_language, by_stage;
  std::string_view stage_once;       // an incident stands under its furthest stage only
  std::string_view months_before;    // what a month is compared with
  std::string_view months_left_out;  // those without anything, of a long period
  std::string_view population;       // {year}
  std::array<std::pair<std::string_view, std::string_view>, 4>
      stages;  // core::Context and its name

  std::string_view chart_months, chart_schemes, chart_bodies, chart_regions, chart_shares;
  std::string_view chart_described;  // {title}: that the table has the same numbers

  std::string_view rising;         // title of the section
  std::string_view rising_method;  // {tests}
  std::string_view none_rising, too_few_to_test;
  std::string_view ratio_column, p_column, adjusted_column;
  std::string_view scheme_kind, body_kind, region_kind;

  std::string_view side_by_side;       // title of the section
  std::string_view side_by_side_told;  // {media}, {appeals}: how many incidents the shares are of
  std::string_view not_comparable;
  std::string_view only_in_appeals, only_in_media;  // {names}
  std::string_view and_more;                        // {names}, {count}: a list that was cut
  std::string_view count_column, share_column, difference_column;

  std::string_view quotations;  // title of the section
  std::string_view no_quotations;
  std::string_view open_quote, close_quote;
  std::string_view source, link, scheme, incident_label, trace;  // labels
  std::string_view told_by;                                      // {items}, {outlets}
  std::string_view traced;           // {number}, {rule}, {version}, {field}, {begin}, {end}
  std::string_view hash, text_hash;  // {sha256}
  std::string_view registered;       // {number}: of an appeal
  std::string_view received;         // {date}: when it came; the source tells no date
  std::string_view title_field, text_field;

  std::string_view sources;         // title of the section
  std::string_view by_source_type;  // Rules, para 7
  std::string_view in_corpus_column, figures_column, last_day_column, gap_column;
  std::string_view silent;      // {names}
  std::string_view long_gap;    // {name}, {days}, {period}
  std::string_view corpus_gap;  // {days}, {period}
  std::string_view no_gaps;
  std::string_view corpus_ends;  // {day}: its last item is before the end of the period
  std::string_view more_gaps;    // {count}
  std::array<std::string_view, 6> source_types;  // in the order of the Rules, para 7

  std::string_view statistics, surveys, general_figures;  // titles
  std::string_view no_figures;
  std::string_view indicator_column, answer_column, about_column, period_column, value_column,
      value_before_column, sample_column, file_row_column;
  std::string_view whole;                  // a row that is of no category
  std::string_view percentage_points;      // "п. п."
  std::string_view sample;                 // {count}: how many were asked
  std::string_view figure_trace;           // {source}, {file}, {columns}, {sha256}
  std::string_view more_tables;            // {tables}
  std::string_view not_the_period_before;  // {period}: when the figure before is of another time

  std::string_view left_out;  // title of the section
  std::string_view reason_column;
  std::string_view left_special, left_foreign, left_acquittal, left_prevention, left_policy,
      left_no_episode, left_no_corruption, left_closed;
  std::string_view nothing_left_out;

  std::string_view made_from;  // {commit}, {lexicon}
  std::string_view no_lexicon;

  std::array<std::pair<std::string_view, std::string_view>, 4> languages;  // code and name
  std::string_view other_language;                                         // {code}
};

// Kazakh, Russian or English; Russian for other languages. Lives as long as the process.
const Wording& WordingOf(core::Language language);

// The tables behind it. Names of the Rules and of their paragraphs in Kazakh and Russian are still
// to be compared with the official texts.
extern const Wording kKazakhWording, kRussianWording, kEnglishWording;

}  // namespace monitor
