#include "monitor/summary_sections.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>

#include "monitor/fill.h"
#include "monitor/numerals.h"
#include "monitor/plain_text.h"

namespace monitor {
namespace {

using core::TagKind;

constexpr std::size_t kTopRows = 15, kTopRegions = 20;
constexpr std::size_t kNamedSources = 10;
// Characters of foreign names and titles: longer ones are no names, and would fill pages.
constexpr std::size_t kLongestName = 200, kLongestTitle = 300;
constexpr std::uint64_t kSmallCorpus = 10'000;  // items; fewer make rates per 100,000 unsteady

using Ranking = std::vector<std::pair<std::string, Row>>;

}  // namespace

Ranking Ranked(const Rows& rows) {
  Ranking ranked(rows.begin(), rows.end());
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    const Row &one = a.second, &two = b.second;
    return std::tie(one.all.incidents, one.all.items, one.before.incidents) >
           std::tie(two.all.incidents, two.all.items, two.before.incidents);
  });
  return ranked;
}

Sections::Sections(const Summary& summary, const Names& names, core::Language language,
                   Paper& paper)
    : summary_(summary), names_(names), words_(WordingOf(language)), paper_(paper) {
  paper_.language = words_.language;
  paper_.page_of = words_.page_of;
}

void Sections::Heading(int level, std::string_view text) {
  paper_.Add(monitor::Heading{level, std::string(text)});
}

void Sections::Add(Paragraph::Kind kind, std::string_view text) {
  paper_.Add(Paragraph{kind, std::string(text)});
}

std::string Sections::Number(std::uint64_t number) const {
  return monitor::Number(words_.language, number);
}
std::string Sections::Now(const Row& row, std::uint64_t number) const {
  return row.corpus == 0 ? std::string(words_.none) : Number(number);
}
std::string Sections::Before(const Row& row) const {
  return row.corpus_before == 0 ? std::string(words_.none) : Number(row.before.incidents);
}
std::string Sections::Listed(std::vector<std::string> names, std::size_t most) const {
  const std::size_t more = names.size() > most ? names.size() - most : 0;
  names.resize(names.size() - more);
  const std::string listed = fmt::format("{}", fmt::join(names, "; "));
  if (more == 0) return listed;
  return Fill(words_.and_more, fmt::arg("names", listed), fmt::arg("count", Number(more)));
}
std::string Sections::Items(std::uint64_t items) const {
  return Counted(words_.language, items, words_.item);
}
std::string Sections::Incidents(std::uint64_t incidents) const {
  return Counted(words_.language, incidents, words_.incident);
}
std::string Sections::Share(std::uint64_t part, std::uint64_t whole) const {
  if (whole == 0) return std::string(words_.none);
  return Percent(words_.language, static_cast<double>(part) / static_cast<double>(whole));
}
std::string Sections::RateOf(const std::optional<double>& rate) const {
  return rate ? Rate(words_.language, *rate) : std::string(words_.none);
}
std::string Sections::NameOf(TagKind kind, std::string_view id) const {
  return Shorten(OneLine(names_.Get(kind, id, words_.language)), kLongestName);
}
Sections::Namer Sections::Of(TagKind kind) const {
  return [this, kind](const std::string& id) { return NameOf(kind, id); };
}

std::string Sections::ScopeName() const {
  const SummaryRequest& request = summary_.request;
  return request.sphere ? NameOf(TagKind::kSphere, *request.sphere)
                        : NameOf(TagKind::kBody, request.body.value_or(""));
}

std::string Sections::SourceTypeName(std::string_view name) const {
  const auto type = core::SourceTypeOf(name);
  return std::string(type ? words_.source_types[static_cast<std::size_t>(*type) - 1] : name);
}

// "media/dala" by the kind and by the name that the operator gave it.
std::string Sections::SourceName(std::string_view key) const {
  const std::size_t slash = key.find('/');
  if (slash == std::string_view::npos) return std::string(key);
  std::string_view name = key.substr(slash + 1);
  for (const SourceUse& source : summary_.sources) {
    if (source.key == key) name = source.name;
  }
  return fmt::format("{}: {}", SourceTypeName(key.substr(0, slash)),
                     Shorten(OneLine(name), kLongestName));
}

std::string Sections::Change(std::uint64_t now, std::uint64_t before) const {
  if (summary_.corpus == 0) return std::string(words_.no_corpus);
  if (summary_.corpus_before == 0) return std::string(words_.no_corpus_before);
  if (before == 0) return std::string(now == 0 ? words_.none_at_all : words_.none_before);
  if (now == before) return Fill(words_.same, fmt::arg("before", Number(before)));
  const bool grown = now > before;
  const std::uint64_t difference = grown ? now - before : before - now;
  return Fill(grown ? words_.grown : words_.fallen,
              fmt::arg("change", Counted(words_.language, difference, words_.more)),
              fmt::arg("before", Number(before)));
}

bool Sections::ComparesMonths() const {
  return WholeMonths({summary_.request.from, summary_.request.to}) > 0;
}

void Sections::Scope() {
  const SummaryRequest& request = summary_.request;
  const auto period = [this](const core::Period& one) {
    return PeriodInWords(words_.language, one.from, one.to);
  };
  Facts facts;
  facts.lines.emplace_back(request.sphere ? words_.sphere : words_.body, ScopeName());
  facts.lines.emplace_back(words_.period,
                           fmt::format("{} ({})", period({request.from, request.to}),
                                       Fill(words_.in_zone, fmt::arg("zone", request.zone))));
  facts.lines.emplace_back(words_.before, period(summary_.before));
  facts.lines.emplace_back(words_.corpus,
                           Fill(words_.corpus_size, fmt::arg("items", Items(summary_.corpus)),
                                fmt::arg("before", Items(summary_.corpus_before))));
  paper_.Add(std::move(facts));
  if (request.open_only) Add(Paragraph::Kind::kNote, words_.open_only);
  Add(Paragraph::Kind::kNote, words_.rates_told);
  if (summary_.corpus > 0 && summary_.corpus < kSmallCorpus) {
    Add(Paragraph::Kind::kNote,
        Fill(words_.small_corpus, fmt::arg("items", Items(summary_.corpus))));
  }
}

void Sections::Headline() {
  const Row& all = summary_.all;
  Add(Paragraph::Kind::kBody,
      Fill(words_.figure, fmt::arg("items", Items(all.all.items)),
           fmt::arg("incidents", Incidents(all.all.incidents)),
           fmt::arg("change", Change(all.all.incidents, all.before.incidents))));
  Table table;
  table.columns = {{"", std::string(words_.kind_column), false}};
  for (const auto& [group, title] : {std::pair{words_.items, words_.all_column},
                                     {words_.items, words_.reprints_column},
                                     {words_.incidents, words_.now_column},
                                     {words_.incidents, words_.before_column},
                                     {words_.incidents, words_.change_column},
                                     {words_.incidents, words_.change_percent_column}}) {
    table.columns.push_back({std::string(group), std::string(title)});
  }
  table.total_first = true;
  const auto add = [&](std::string name, const Row& row) {
    const std::uint64_t now = row.all.incidents, before = row.before.incidents;
    std::string difference(words_.none), percent(words_.none);
    if (row.corpus > 0 && row.corpus_before > 0) {
      difference = Difference(words_.language, now, before);
      if (before > 0) {
        const double change = static_cast<double>(now) / static_cast<double>(before) - 1;
        percent = Decimal(words_.language, change * 100, 1);
        if (change > 0) percent.insert(0, "+");
      }
    }
    table.rows.push_back({std::move(name), Now(row, row.all.items), Now(row, row.all.reprints()),
                          Now(row, now), Before(row), std::move(difference), std::move(percent)});
  };
  add(std::string(words_.all), all);
  for (std::size_t i = 0; i < words_.source_types.size(); ++i) {
    const auto type = static_cast<core::SourceType>(i + 1);
    const auto found = summary_.by_source_type.find(std::string(core::Name(type)));
    const Row kind = found == summary_.by_source_type.end() ? Row{} : found->second;
    const bool always = type == core::SourceType::kMedia || type == core::SourceType::kAppeal;
    if (always || kind.all.items + kind.before.items > 0) {
      add(std::string(words_.source_types[i]), kind);
    }
  }
  table.note = words_.no_sum;
  paper_.Add(std::move(table));
  Add(Paragraph::Kind::kNotice, words_.caution);
}

Table Sections::CountTable(std::string_view name_column, const Ranking& rows, const Namer& name,
                           bool before, bool of_people) const {
  Table table;
  const std::string incidents(words_.incidents);
  table.columns = {{"", std::string(name_column), false},
                   {"", std::string(words_.items)},
                   {incidents, std::string(words_.all_column)},
                   {incidents, std::string(words_.media_column)},
                   {incidents, std::string(words_.appeals_column)}};
  if (before) table.columns.push_back({incidents, std::string(words_.before_column)});
  table.columns.push_back(
      {"", std::string(of_people ? words_.per_people_column : words_.per_items_column)});
  for (const auto& [key, row] : rows) {
    std::vector<std::string> cells = {name(key)};
    for (const std::uint64_t number :
         {row.all.items, row.all.incidents, row.media.incidents, row.appeals.incidents}) {
      cells.push_back(Now(row, number));
    }
    if (before) cells.push_back(Before(row));
    cells.push_back(RateOf(of_people ? row.rate_of_people() : row.rate()));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

void Sections::AddNote(std::string_view note, Table& table) {
  if (!table.note.empty()) table.note += ' ';
  table.note += note;
}

void Sections::Cut(std::size_t rows, Table& table) const {
  const std::size_t total = table.rows.size();
  if (total <= rows) return;
  table.rows.resize(rows);
  AddNote(ShownOf(rows, total), table);
}

std::string Sections::ShownOf(std::size_t shown, std::size_t total) const {
  return Fill(words_.shown_of, fmt::arg("shown", Number(shown)), fmt::arg("total", Number(total)));
}

// A table, or the word that it is empty.
void Sections::AddTable(Table table) {
  if (table.rows.empty()) {
    Add(Paragraph::Kind::kBody, words_.nothing);
  } else {
    paper_.Add(std::move(table));
  }
}

void Sections::Months() {
  const Ranking months(summary_.by_month.begin(), summary_.by_month.end());
  Chart chart;
  chart.kind = Chart::Kind::kColumns;
  chart.title = words_.chart_months;
  chart.description = Fill(words_.chart_described, fmt::arg("title", words_.chart_months));
  chart.series = {std::string(words_.source_types[4]), std::string(words_.source_types[1])};
  std::string_view year;
  for (const auto& [month, row] : months) {
    const bool short_of_room = months.size() > 12;
    std::string label = short_of_room ? month.substr(5) : ShortMonth(words_.language, month);
    const std::string_view own = std::string_view(month).substr(0, 4);
    if (own != year) label.append("\n").append(own);
    year = own;
    chart.entries.push_back(
        {label,
         {static_cast<double>(row.media.incidents), static_cast<double>(row.appeals.incidents)},
         {Number(row.media.incidents), Number(row.appeals.incidents)}});
  }
  // Columns side by side would hide the months between them.
  const bool complete = static_cast<int>(months.size()) >=
                        MonthsTouched({summary_.request.from, summary_.request.to});
  if (complete && months.size() > 1 && summary_.all.all.items > 0) paper_.Add(std::move(chart));
  Table table = CountTable(
      words_.month_column, months,
      [this](const std::string& month) { return MonthInWords(words_.language, month); },
      ComparesMonths(), false);
  if (ComparesMonths()) AddNote(words_.months_before, table);
  if (!complete) AddNote(words_.months_left_out, table);
  AddNote(words_.no_sum, table);
  AddTable(std::move(table));
}

// Says of which years the numbers of people are.
void Sections::AddPopulation(const Ranking& regions, Table& table) const {
  int first = 0, last = 0;
  for (const auto& [key, row] : regions) {
    if (row.people_year == 0) continue;
    first = first == 0 ? row.people_year : std::min(first, row.people_year);
    last = std::max(last, row.people_year);
  }
  if (last == 0) return;
  const std::string years =
      first == last ? std::to_string(last) : fmt::format("{}–{}", first, last);
  AddNote(Fill(words_.population, fmt::arg("year", years)), table);
}

void Sections::AddRanked(std::string_view name_column, const Rows& rows, const Namer& name,
                         std::string_view chart_title, bool of_people) {
  const Ranking ranked = Ranked(rows);
  const std::size_t most = of_people ? kTopRegions : kTopRows;
  Chart chart;
  chart.title = chart_title;
  chart.description = Fill(words_.chart_described, fmt::arg("title", chart_title));
  chart.series = {std::string(words_.incidents)};
  for (const auto& [key, row] : ranked) {
    if (row.all.incidents == 0 || chart.entries.size() == most) break;
    chart.entries.push_back(
        {name(key), {static_cast<double>(row.all.incidents)}, {Number(row.all.incidents)}});
  }
  if (chart.entries.size() > 1 && !chart_title.empty()) paper_.Add(std::move(chart));
  Table table = CountTable(name_column, ranked, name, true, of_people);
  AddNote(words_.several_rows, table);
  if (of_people) AddPopulation(ranked, table);
  Cut(most, table);
  AddTable(std::move(table));
}

void Sections::Schemes() {
  AddRanked(words_.scheme_column, summary_.by_scheme, Of(TagKind::kScheme), words_.chart_schemes,
            false);
}

void Sections::Bodies() {
  AddRanked(words_.body_column, summary_.by_body, Of(TagKind::kBody), words_.chart_bodies, false);
}

void Sections::Regions() {
  AddRanked(words_.region_column, summary_.by_region, Of(TagKind::kRegion), words_.chart_regions,
            true);
}

void Sections::Stages() {
  Table table = CountTable(
      words_.stage_column, Ranked(summary_.by_stage),
      [this](const std::string& key) {
        for (const auto& [stage, name] : words_.stages) {
          if (stage == key) return std::string(name);
        }
        return key;
      },
      true, false);
  table.note = words_.stage_once;
  AddTable(std::move(table));
}

void Sections::Languages() {
  Table table = CountTable(
      words_.language_column, Ranked(summary_.by_language),
      [this](const std::string& code) {
        for (const auto& [known, name] : words_.languages) {
          if (known == code) return std::string(name);
        }
        return Fill(words_.other_language, fmt::arg("code", code));
      },
      true, false);
  table.note = words_.no_sum;
  AddTable(std::move(table));
}

void Sections::Rising() {
  if (summary_.growth_tests == 0) {
    Add(Paragraph::Kind::kBody, words_.too_few_to_test);
    return;
  }
  if (summary_.rising.empty()) {
    Add(Paragraph::Kind::kBody, words_.none_rising);
  } else {
    Table table;
    table.columns = {{"", std::string(words_.indicator_column), false},
                     {std::string(words_.incidents), std::string(words_.now_column)},
                     {std::string(words_.incidents), std::string(words_.before_column)},
                     {"", std::string(words_.ratio_column)},
                     {"", std::string(words_.p_column)},
                     {"", std::string(words_.adjusted_column)}};
    const auto p_value = [this](double p) {
      return p < 0.0001 ? "< " + Decimal(words_.language, 0.0001, 4)
                        : Decimal(words_.language, p, 4);
    };
    for (const Growth& growth : summary_.rising) {
      const std::string_view kind = growth.kind == TagKind::kScheme   ? words_.scheme_kind
                                    : growth.kind == TagKind::kRegion ? words_.region_kind
                                                                      : words_.body_kind;
      table.rows.push_back(
          {fmt::format("{} ({})", NameOf(growth.kind, growth.key), kind), Number(growth.now),
           Number(growth.before),
           growth.ratio ? Decimal(words_.language, *growth.ratio, 1) : std::string(words_.none),
           p_value(growth.p), p_value(growth.adjusted)});
    }
    Cut(kTopRows, table);
    AddTable(std::move(table));
  }
  Add(Paragraph::Kind::kNote,
      Fill(words_.rising_method, fmt::arg("tests", Number(summary_.growth_tests))));
}

void Sections::SideBySide(std::string_view name_column, const Rows& rows, const Namer& name,
                          bool with_chart) {
  const std::uint64_t media = summary_.all.media.incidents,
                      appeals = summary_.all.appeals.incidents;
  const auto share_of = [](std::uint64_t part, std::uint64_t whole) {
    return static_cast<double>(part) / static_cast<double>(whole);
  };
  struct Pair {
    std::string name;
    std::uint64_t media, appeals;
    double difference;  // in points, what is complained of more
  };
  std::vector<Pair> pairs;
  std::vector<std::string> only_appeals, only_media;
  for (const auto& [key, row] : Ranked(rows)) {
    const std::uint64_t m = row.media.incidents, a = row.appeals.incidents;
    if (m + a == 0) continue;
    pairs.push_back({name(key), m, a, (share_of(a, appeals) - share_of(m, media)) * 100});
    if (m == 0) only_appeals.push_back(pairs.back().name);
    if (a == 0) only_media.push_back(pairs.back().name);
  }
  const std::size_t total = pairs.size();
  if (pairs.size() > kTopRows) pairs.resize(kTopRows);
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.difference > b.difference; });
  Chart chart;
  chart.title = words_.chart_shares;
  chart.description = Fill(words_.chart_described, fmt::arg("title", words_.chart_shares));
  chart.series = {std::string(words_.source_types[4]), std::string(words_.source_types[1])};
  Table table;
  table.columns = {{"", std::string(name_column), false},
                   {std::string(words_.source_types[4]), std::string(words_.count_column)},
                   {std::string(words_.source_types[4]), std::string(words_.share_column)},
                   {std::string(words_.source_types[1]), std::string(words_.count_column)},
                   {std::string(words_.source_types[1]), std::string(words_.share_column)},
                   {"", std::string(words_.difference_column)}};
  for (const Pair& pair : pairs) {
    std::string difference = Decimal(words_.language, pair.difference, 1);
    if (pair.difference > 0) difference.insert(0, "+");
    chart.entries.push_back({pair.name,
                             {share_of(pair.media, media), share_of(pair.appeals, appeals)},
                             {Share(pair.media, media), Share(pair.appeals, appeals)}});
    table.rows.push_back({pair.name, Number(pair.media), Share(pair.media, media),
                          Number(pair.appeals), Share(pair.appeals, appeals), difference});
  }
  if (with_chart && chart.entries.size() > 1) paper_.Add(std::move(chart));
  if (pairs.size() < total) AddNote(ShownOf(pairs.size(), total), table);
  AddTable(std::move(table));
  const auto told = [this](std::string_view pattern, std::vector<std::string> only) {
    if (only.empty()) return;
    Add(Paragraph::Kind::kItem,
        Fill(pattern, fmt::arg("names", Listed(std::move(only), kNamedSources))));
  };
  told(words_.only_in_appeals, std::move(only_appeals));
  told(words_.only_in_media, std::move(only_media));
}

void Sections::SideBySide() {
  const std::uint64_t media = summary_.all.media.incidents,
                      appeals = summary_.all.appeals.incidents;
  if (media == 0 || appeals == 0) {
    Add(Paragraph::Kind::kBody, words_.not_comparable);
    return;
  }
  Add(Paragraph::Kind::kBody, Fill(words_.side_by_side_told, fmt::arg("media", Number(media)),
                                   fmt::arg("appeals", Number(appeals))));
  SideBySide(words_.scheme_column, summary_.by_scheme, Of(TagKind::kScheme), true);
  SideBySide(words_.region_column, summary_.by_region, Of(TagKind::kRegion), false);
}

std::string Sections::DateInWords(const std::string& iso) const {
  const auto time = core::ParseIso(iso, summary_.request.zone);
  if (!time) return iso;
  const std::string day = DayInWords(words_.language, time->day());
  return time->has_time ? fmt::format("{}, {}", day, iso.substr(11, 5)) : day;
}

void Sections::Quotations(const std::vector<const Quotation*>& quotations, std::size_t ordinal,
                          bool with_scheme) {
  if (quotations.empty()) Add(Paragraph::Kind::kBody, words_.no_quotations);
  for (const Quotation* one : quotations) {
    const Quotation& quotation = *one;
    Quote quote;
    quote.ordinal = ordinal++;
    quote.text = fmt::format("{}{}{}", words_.open_quote, quotation.text, words_.close_quote);
    const auto line = [&](std::string_view label, std::string value, bool address = false) {
      quote.lines.push_back({std::string(label), std::move(value), address});
    };
    if (with_scheme && !quotation.scheme.empty()) {
      line(words_.scheme, NameOf(TagKind::kScheme, quotation.scheme));
    }
    std::string source = SourceName(quotation.source);
    if (!quotation.register_number.empty()) {
      source += ", " + Fill(words_.registered, fmt::arg("number", quotation.register_number));
    }
    source += ", " + (quotation.received
                          ? Fill(words_.received, fmt::arg("date", DateInWords(quotation.date)))
                          : DateInWords(quotation.date));
    if (!quotation.title.empty()) {
      source += fmt::format(". {}", Shorten(OneLine(quotation.title), kLongestTitle));
    }
    line(words_.source, std::move(source));
    if (!quotation.url.empty()) line(words_.link, quotation.url, true);
    line(words_.incident_label,
         Fill(words_.told_by, fmt::arg("items", Items(quotation.items)),
              fmt::arg("outlets", Counted(words_.language, quotation.outlets, words_.outlet))));
    const bool title = quotation.field == core::Field::kTitle;
    std::string trace =
        Fill(words_.traced, fmt::arg("number", quotation.number), fmt::arg("rule", quotation.rule),
             fmt::arg("version", quotation.rule_version),
             fmt::arg("field", title ? words_.title_field : words_.text_field),
             fmt::arg("begin", quotation.begin), fmt::arg("end", quotation.end));
    // Originals of appeals are sealed, not archived: their masked text is what can be compared.
    trace += ", " + (quotation.sha256.empty()
                         ? Fill(words_.text_hash, fmt::arg("sha256", quotation.text_sha256))
                         : Fill(words_.hash, fmt::arg("sha256", quotation.sha256)));
    line(words_.trace, std::move(trace));
    paper_.Add(std::move(quote));
  }
}

}  // namespace monitor
