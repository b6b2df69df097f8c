// The parts of a summary that tell where its numbers come from.
#include <algorithm>

#include "monitor/fill.h"
#include "monitor/numerals.h"
#include "monitor/plain_text.h"
#include "monitor/summary_sections.h"

namespace monitor {
namespace {

constexpr std::size_t kTopSources = 30, kNamedGaps = 10, kNamedSilent = 30;

}  // namespace

void Sections::SourceKinds() {
  Table table;
  table.columns = {{"", std::string(words_.kind_column), false},
                   {"", std::string(words_.in_corpus_column)},
                   {"", std::string(words_.items)},
                   {"", std::string(words_.incidents)},
                   {"", std::string(words_.figures_column)}};
  for (std::size_t i = 0; i < words_.source_types.size(); ++i) {
    const auto type = static_cast<core::SourceType>(i + 1);
    const auto found = summary_.by_source_type.find(std::string(core::Name(type)));
    const Row row = found == summary_.by_source_type.end() ? Row{} : found->second;
    const auto figures = static_cast<std::uint64_t>(
        std::count_if(summary_.figures.begin(), summary_.figures.end(),
                      [type](const Figure& figure) { return figure.now.source_type == type; }));
    table.rows.push_back({std::string(words_.source_types[i]), Number(row.corpus),
                          Number(row.all.items), Number(row.all.incidents), Number(figures)});
  }
  table.note = words_.no_sum;
  paper_.Add(std::move(table));
}

void Sections::Sources() {
  std::vector<const SourceUse*> sources;
  for (const SourceUse& source : summary_.sources) sources.push_back(&source);
  const auto row_of = [this](const SourceUse& source) {
    const auto found = summary_.by_source.find(source.key);
    return found == summary_.by_source.end() ? Row{} : found->second;
  };
  std::stable_sort(sources.begin(), sources.end(), [&](const SourceUse* a, const SourceUse* b) {
    const auto key = [&](const SourceUse& source) {
      return std::pair(row_of(source).all.items, source.corpus);
    };
    return key(*a) > key(*b);
  });
  std::vector<const SourceUse*> long_gaps;
  Table table;
  table.columns = {{"", std::string(words_.source_column), false},
                   {"", std::string(words_.in_corpus_column)},
                   {"", std::string(words_.items)},
                   {std::string(words_.incidents), std::string(words_.now_column)},
                   {std::string(words_.incidents), std::string(words_.before_column)},
                   {"", std::string(words_.per_items_column)},
                   {"", std::string(words_.last_day_column)},
                   {"", std::string(words_.gap_column)}};
  for (const SourceUse* source : sources) {
    const long gap = source->longest_gap ? source->longest_gap->days() : 0;
    if (gap >= kLongGapDays) long_gaps.push_back(source);
    Row row = row_of(*source);
    row.corpus = source->corpus;
    row.corpus_before = source->corpus_before;
    table.rows.push_back({SourceName(source->key), Number(source->corpus), Number(row.all.items),
                          Number(row.all.incidents), Before(row), RateOf(row.rate()),
                          ShortDay(words_.language, source->last),
                          Number(static_cast<std::uint64_t>(gap))});
  }
  AddNote(words_.no_sum, table);
  Cut(kTopSources, table);
  AddTable(std::move(table));
  if (!summary_.silent.empty()) {
    std::vector<std::string> names;
    for (const Background::Outlet& outlet : summary_.silent) names.push_back(outlet.name);
    Add(Paragraph::Kind::kItem,
        Fill(words_.silent, fmt::arg("names", Listed(std::move(names), kNamedSilent))));
  }
  const auto gap_line = [this](std::string_view pattern, std::string_view name, const Gap& gap) {
    Add(Paragraph::Kind::kItem,
        Fill(pattern, fmt::arg("name", name),
             fmt::arg("days",
                      Counted(words_.language, static_cast<std::uint64_t>(gap.days()), words_.day)),
             fmt::arg("period", PeriodInWords(words_.language, gap.from, gap.to))));
  };
  for (std::size_t i = 0; i < std::min(summary_.gaps.size(), kNamedGaps); ++i) {
    gap_line(words_.corpus_gap, "", summary_.gaps[i]);
  }
  for (std::size_t i = 0; i < std::min(long_gaps.size(), kNamedGaps); ++i) {
    gap_line(words_.long_gap, SourceName(long_gaps[i]->key), *long_gaps[i]->longest_gap);
  }
  if (long_gaps.size() > kNamedGaps) {
    Add(Paragraph::Kind::kItem,
        Fill(words_.more_gaps, fmt::arg("count", Number(long_gaps.size() - kNamedGaps))));
  }
  if (!sources.empty() && long_gaps.empty() && summary_.gaps.empty()) {
    Add(Paragraph::Kind::kItem, words_.no_gaps);
  }
  if (!sources.empty() && summary_.corpus_to < summary_.request.to) {
    Add(Paragraph::Kind::kItem,
        Fill(words_.corpus_ends, fmt::arg("day", DayInWords(words_.language, summary_.corpus_to))));
  }
}

void Sections::LeftOut() {
  const monitor::LeftOut& left_out = summary_.left_out;
  Table table;
  table.columns = {{"", std::string(words_.reason_column), false}, {"", std::string(words_.items)}};
  for (const auto& [reason, items] : {std::pair{words_.left_special, left_out.special},
                                      {words_.left_closed, left_out.closed},
                                      {words_.left_foreign, left_out.foreign},
                                      {words_.left_acquittal, left_out.acquittal},
                                      {words_.left_prevention, left_out.prevention},
                                      {words_.left_policy, left_out.policy},
                                      {words_.left_no_episode, left_out.no_episode},
                                      {words_.left_no_corruption, left_out.no_corruption}}) {
    if (items > 0) table.rows.push_back({std::string(reason), Number(items)});
  }
  if (table.rows.empty()) {
    Add(Paragraph::Kind::kBody, words_.nothing_left_out);
  } else {
    paper_.Add(std::move(table));
  }
}

void Sections::Origin() {
  const std::string_view lexicon = summary_.lexicon_version;
  Add(Paragraph::Kind::kNote,
      Fill(words_.made_from, fmt::arg("commit", summary_.commit),
           fmt::arg("lexicon", lexicon.empty() ? words_.no_lexicon : lexicon)));
}

}  // namespace monitor
