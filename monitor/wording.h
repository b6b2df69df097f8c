// All words of the printed summary in Kazakh, Russian and English, in one table for review.
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

  std::string_view type;            // of monitoring (Rules, para 9 and 11)
  std::string_view rules;           // the paragraphs it rests on
  std::string_view sphere, body;    // what the scope is
  std::string_view period, before;  // labels
  std::string_view in_zone;         // {zone}
  std::string_view headline;        // title of the section
  std::string_view all, media, appeals;
  std::string_view figure;         // {items}, {incidents}, {change}
  std::string_view grown, fallen;  // {change}, {before}
  std::string_view same;           // {before}
  std::string_view none_before;    // there was nothing in the period before
  std::string_view none_at_all;    // neither then nor now
  std::string_view reprints;       // {items}: beyond the first of their incident
  std::string_view caution;        // no accusation of a person (Rules, para 4)

  std::string_view items_column, incidents_column;
  std::string_view by_month, by_scheme, by_body, by_region, by_source, by_language;
  std::string_view by_source_type;  // Rules, para 7
  std::string_view others;          // {count}: the rest of a table
  std::string_view several_rows;    // an item may stand in more than one row
  std::string_view nothing;         // an empty table

  std::string_view left_out;          // title of the section
  std::string_view left_special;      // {items} (Rules, para 5)
  std::string_view left_uncountable;  // {items}
  std::string_view nothing_left_out;

  std::string_view quotations;  // title of the section
  std::string_view no_quotations;
  std::string_view open_quote, close_quote;
  std::string_view source, link, trace;  // labels
  std::string_view traced;               // {number}, {rule}, {version}, {field}, {begin}, {end}
  std::string_view hash;                 // {sha256}
  std::string_view title_field, text_field;
  std::string_view made_from;  // {commit}, {lexicon}
  std::string_view no_lexicon;

  std::array<std::string_view, 6> source_types;  // in the order of the Rules, para 7
  std::array<std::pair<std::string_view, std::string_view>, 3> languages;  // code and name
  std::string_view other_language;                                         // {code}
};

// Kazakh, Russian or English; Russian for other languages. Lives as long as the process.
const Wording& WordingOf(core::Language language);

}  // namespace monitor
