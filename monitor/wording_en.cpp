#include "monitor/wording.h"

namespace monitor {

constexpr Wording kEnglishWording = {
    .language = core::Language::kEn,
    .item = {"item", "items", "items"},
    .incident = {"incident", "incidents", "incidents"},
    .more = {"incident", "incidents", "incidents"},
    .outlet = {"source", "sources", "sources"},
    .day = {"day", "days", "days"},
    .table = {"table", "tables", "tables"},

    .type = "Thematic anti-corruption monitoring",
    .rules = "Paragraphs 9 and 11 of the Anti-Corruption Monitoring Rules",
    .sphere = "Sphere",
    .body = "Body",
    .period = "Period",
    .before = "Compared with",
    .in_zone = "time zone: {zone}",
    .corpus = "Corpus",
    .corpus_size = "{items} in the period, {before} in the one before",
    .rates_told =
        "Per 100,000 items: counted items of all items of the corpus in the period and in the same "
        "month, source, language or kind of source.",
    .small_corpus =
        "The corpus has {items} in the period: with so few, rates per 100,000 are unsteady.",
    .open_only =
        "Only open sources were counted: the monitoring is carried out by another subject "
        "(paragraph 14 of the Rules).",
    .caution =
        "The statements are those of the sources; they do not mean that anyone named is "
        "guilty.",
    .page_of = "{page} of {pages}",

    .headline = "Main figures",
    .all = "Total",
    .figure = "{items}, {incidents} – {change}.",
    .grown = "up by {change} from the period before ({before})",
    .fallen = "down by {change} from the period before ({before})",
    .same = "as many as in the period before ({before})",
    .none_before = "none in the period before",
    .none_at_all = "none in the period before either",
    .no_corpus = "the corpus has no items of the period",
    .no_corpus_before = "the corpus has no items of the period before",

    .items = "Items",
    .incidents = "Incidents",
    .all_column = "all",
    .media_column = "media",
    .appeals_column = "appeals",
    .reprints_column = "of them reprints",
    .now_column = "period",
    .before_column = "before",
    .change_column = "change",
    .change_percent_column = "change, %",
    .per_items_column = "Per 100,000 items",
    .per_people_column = "Incidents per 100,000 people",
    .kind_column = "Kind of source",
    .month_column = "Month",
    .scheme_column = "Scheme",
    .body_column = "Body",
    .region_column = "Region",
    .language_column = "Language",
    .stage_column = "Stage",
    .source_column = "Source",
    .none = "–",
    .shown_of =
        "{shown} of {total} rows are shown; the command sholu summary --format json gives "
        "all of them.",
    .several_rows =
        "An item may stand in several rows or in none, so that they need not add up to the total.",
    .no_sum =
        "An incident that belongs to several rows or columns is counted in each of them, so that "
        "they may add up to more than the total.",
    .nothing = "No data.",

    .by_month = "By month",
    .by_scheme = "By corruption scheme",
    .by_body = "By body",
    .by_region = "By region",
    .by_language = "By language",
    .by_stage = "By the stage that is told of",
    .stage_once = "An incident stands, with all its items, under the furthest stage told of.",
    .months_before = "A month compares with the month of the same place in the period before.",
    .months_left_out = "Months without counted items are not shown.",
    .population = "Population at the beginning of {year} (Bureau of National Statistics).",
    .stages = {{{"allegation", "Allegation"},
                {"investigation", "Inquiry, investigation, trial"},
                {"conviction", "Conviction, penalty"},
                {"none", "Not told"}}},

    .chart_months = "Incidents by month",
    .chart_schemes = "Incidents by scheme",
    .chart_bodies = "Incidents by body",
    .chart_regions = "Incidents by region",
    .chart_shares = "Share of incidents with the scheme: media and appeals",
    .chart_described = "{title}. The table has the same numbers.",

    .rising = "Growth that chance does not explain",
    .rising_method =
        "Tests made: {tests}. Shown are those with three incidents or more and a significant "
        "growth. Method: exact conditional test of two Poisson rates, with the items of the corpus "
        "in both periods as exposures (Przyborowski and Wilenski, 1940); Benjamini–Hochberg "
        "correction for many tests, expected share of false findings at most 10%.",
    .none_rising = "No such growth was found.",
    .too_few_to_test = "There are too few data for a test.",
    .ratio_column = "Growth of the rate, times",
    .p_column = "p",
    .adjusted_column = "adjusted p",
    .scheme_kind = "scheme",
    .body_kind = "body",
    .region_kind = "region",

    .side_by_side = "Media and appeals",
    .side_by_side_told =
        "Shares of all incidents that the media told of ({media}) and that citizens complained of "
        "({appeals}). On top stands what is complained of more than written about.",
    .not_comparable =
        "No comparison: in the period there is no incident that media told of, or none that "
        "citizens complained of.",
    .only_in_appeals = "In appeals only: {names}.",
    .only_in_media = "In media only: {names}.",
    .and_more = "{names} and {count} more",
    .count_column = "incidents",
    .share_column = "share",
    .difference_column = "Difference, points",

    .quotations = "Quotations",
    .no_quotations = "There is nothing to quote.",
    .open_quote = "“",
    .close_quote = "”",
    .source = "Source",
    .link = "Link",
    .scheme = "Scheme",
    .incident_label = "Told by",
    .trace = "Trace",
    .told_by = "{items}, {outlets}",
    .traced =
        "document No. {number}, rule {rule} (version {version}), {field}, bytes "
        "{begin}–{end}",
    .hash = "SHA-256 of the original: {sha256}",
    .text_hash = "SHA-256 of the text: {sha256}",
    .registered = "No. {number}",
    .received = "received {date}",
    .title_field = "title",
    .text_field = "text",

    .sources = "Sources",
    .by_source_type = "Kinds of source (paragraph 7 of the Rules)",
    .in_corpus_column = "In the corpus",
    .figures_column = "Figures",
    .last_day_column = "Last day",
    .gap_column = "Gap, days",
    .silent = "Nothing in the period came from: {names}.",
    .long_gap = "{name}: {days} without items ({period}).",
    .corpus_gap = "No item from any source: {days} ({period}).",
    .no_gaps = "There are no gaps of seven days or more.",
    .corpus_ends =
        "The last item of the corpus is of {day}: the days after it are not counted as gaps.",
    .more_gaps = "Further sources with a gap of seven days or more: {count}.",
    .source_types = {"Legal statistics", "Appeals", "NGOs and international organisations",
                     "Sociological surveys", "Media", "Other sources"},

    .statistics = "Legal statistics",
    .surveys = "Sociological surveys",
    .general_figures = "General figures, not only of what is monitored:",
    .no_figures = "There are no figures for the period.",
    .indicator_column = "Figure",
    .answer_column = "Answer",
    .about_column = "Of what",
    .period_column = "Period",
    .value_column = "Value",
    .value_before_column = "Period before",
    .sample_column = "Asked",
    .file_row_column = "Row of file",
    .whole = "All",
    .percentage_points = "pp",
    .sample = "Asked: {count}.",
    .figure_trace = "Source “{source}”: file {file}, columns {columns}, SHA-256 {sha256}.",
    .more_tables =
        "Not shown: {tables}; the command sholu summary --format json gives all figures.",
    .not_the_period_before = "{value} ({period})",

    .left_out = "Left out",
    .reason_column = "Reason",
    .left_special = "Special state bodies (paragraph 5 of the Rules)",
    .left_foreign = "Events abroad",
    .left_acquittal = "Acquitted or debunked",
    .left_prevention = "Prevention of corruption",
    .left_policy = "Laws and programmes",
    .left_no_episode = "About corruption, but no specific episode",
    .left_no_corruption = "Not about corruption",
    .left_closed = "Closed sources (paragraph 14 of the Rules)",
    .nothing_left_out = "Nothing.",

    .made_from = "Database: commit {commit}. Lexicon version: {lexicon}.",
    .no_lexicon = "none used",

    .languages =
        {{{"kk", "Kazakh"}, {"ru", "Russian"}, {"en", "English"}, {"und", "Not recognised"}}},
    .other_language = "Other language ({code})",
};

}  // namespace monitor
