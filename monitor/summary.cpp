#include "monitor/summary.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "monitor/breakdown.h"
#include "monitor/coverage.h"
#include "monitor/evidence.h"
#include "monitor/figures.h"
#include "monitor/observations.h"
#include "monitor/stage_count.h"
#include "monitor/statistics.h"

namespace monitor {
namespace {

using core::SourceType;
using core::TagKind;

constexpr double kPerPeople = 100'000;
constexpr int kMonthsFilled = 36;        // a longer period shows the months that have something
constexpr long kLongestPeriod = 36'600;  // days
// Growth is told of this many incidents or more, at this expected share of false ones.
constexpr std::uint64_t kLeastRising = 3;
constexpr double kFalseDiscoveries = 0.1;
constexpr std::size_t kSampled = 100;  // documents or more, if there are as many

std::optional<double> Per(std::uint64_t count, std::uint64_t of) {
  if (of == 0) return std::nullopt;
  return static_cast<double>(count) * kPerPeople / static_cast<double>(of);
}

std::string MonthOf(core::Day day) {
  return core::ToString(day).substr(0, 7);
}

// A body's items are those that implicate it; one that only investigates is not in the scope.
store::TagSummary ScopeOf(const SummaryRequest& request) {
  if (request.sphere) return {TagKind::kSphere, *request.sphere, core::Role::kNone};
  return {TagKind::kBody, *request.body, core::Role::kImplicated};
}

bool InScope(const store::Header& header, const store::TagSummary& scope) {
  return std::any_of(header.tags.begin(), header.tags.end(), [&](const store::TagSummary& tag) {
    const bool role = scope.role == core::Role::kNone || tag.role == scope.role;
    return tag.kind == scope.kind && tag.id == scope.id && role;
  });
}

// Why an item in the scope enters no count.
void LeaveOut(const store::Header& header, LeftOut& left_out) {
  if (header.countable) {
    ++left_out.special;
    return;
  }
  switch (header.context) {
    case core::Context::kForeign:
      ++left_out.foreign;
      return;
    case core::Context::kAcquittal:
      ++left_out.acquittal;
      return;
    case core::Context::kPrevention:
      ++left_out.prevention;
      return;
    case core::Context::kPolicy:
      ++left_out.policy;
      return;
    default:
      ++(header.corruption ? left_out.no_episode : left_out.no_corruption);
  }
}

// Documents at equal distances among all that it is told of, at most 2 * kSampled.
class Sample {
 public:
  void Add(store::DocumentNumber number) {
    if (seen_++ % step_ != 0) return;
    numbers_.push_back(number);
    if (numbers_.size() < 2 * kSampled) return;
    for (std::size_t i = 0; i < kSampled; ++i) numbers_[i] = numbers_[2 * i];
    numbers_.resize(kSampled);
    step_ *= 2;
  }
  const std::vector<store::DocumentNumber>& numbers() const { return numbers_; }

 private:
  std::vector<store::DocumentNumber> numbers_;
  std::uint64_t seen_ = 0, step_ = 1;
};

// Everything that one pass over the headers since the period before tells.
class Counter {
 public:
  Counter(const SummaryRequest& request, const core::Period& before, const core::Zone& zone)
      : period_{request.from, request.to},
        before_(before),
        zone_(zone),
        end_(zone.StartOf(request.to + std::chrono::days(1))),
        scope_(ScopeOf(request)),
        open_only_(request.open_only),
        months_apart_(WholeMonths(period_)),
        coverage_(period_) {}

  void Add(const store::Header& header) {
    if (header.counted_at >= end_) {
      goes_on_ = true;
      return;
    }
    const core::Day day = zone_.DayOf(header.counted_at);
    const bool now = day >= period_.from;
    LeftOut& left_out = now ? left_out_ : left_out_before_;
    const bool in_scope = InScope(header, scope_);
    if (open_only_ && !header.open) {
      if (in_scope) ++left_out.closed;
      return;
    }
    source_.assign(core::Name(header.source_type)).append("/").append(header.source);
    sample_.Add(header.number);
    if (now) {
      AddToCorpus(header, day);
    } else {
      AddToCorpusBefore(header, day);
    }
    if (!in_scope) return;
    if (!header.counts()) {
      LeaveOut(header, left_out);
    } else if (now) {
      Count(header, day);
    } else {
      CountBefore(header, day);
    }
  }

  void Fill(const std::vector<Background::Outlet>& outlets, Summary& summary) const {
    summary.corpus = corpus_;
    summary.corpus_before = corpus_before_;
    summary.all = totals_.Of(kAll);
    summary.all.corpus = corpus_;
    summary.all.corpus_before = corpus_before_;
    summary.media_before = by_source_type_.Of(core::Name(SourceType::kMedia)).before;
    summary.appeals_before = by_source_type_.Of(core::Name(SourceType::kAppeal)).before;
    summary.by_month = Months();
    summary.by_scheme = by_scheme_.Of(corpus_, corpus_before_);
    summary.by_body = by_body_.Of(corpus_, corpus_before_);
    summary.by_region = by_region_.Of(corpus_, corpus_before_);
    summary.by_stage = by_stage_.Of(corpus_, corpus_before_);
    summary.by_source = by_source_.Scoped();
    summary.by_language = by_language_.Scoped();
    for (int type = 1; type <= 6; ++type) {
      const std::string_view name = core::Name(static_cast<SourceType>(type));
      summary.by_source_type.emplace(name, by_source_type_.Of(name));
    }
    summary.left_out = left_out_;
    summary.left_out_before = left_out_before_;
    summary.corpus_to = goes_on_ ? period_.to : coverage_.LastDay();
    summary.gaps = coverage_.Gaps(kLongGapDays, summary.corpus_to);
    summary.sources = coverage_.Sources(outlets, summary.corpus_to);
    for (SourceUse& source : summary.sources) {
      source.corpus_before = by_source_.Of(source.key).corpus_before;
    }
    summary.silent = coverage_.Silent(outlets, open_only_);
  }

  const Sample& sample() const { return sample_; }
  const Incidents& incidents() const { return incidents_; }
  const std::set<std::string>& offences() const { return offences_; }
  const store::TagSummary& scope() const { return scope_; }

 private:
  static constexpr std::string_view kAll = "all";

  void AddToCorpus(const store::Header& header, core::Day day) {
    ++corpus_;
    coverage_.Add(source_, day);
    by_month_.AddToCorpus(MonthOf(day));
    by_source_.AddToCorpus(source_);
    by_language_.AddToCorpus(core::Code(header.language));
    by_source_type_.AddToCorpus(core::Name(header.source_type));
  }

  void AddToCorpusBefore(const store::Header& header, core::Day day) {
    ++corpus_before_;
    if (months_apart_ > 0) by_month_.AddToCorpusBefore(MonthCompared(day));
    by_source_.AddToCorpusBefore(source_);
    by_language_.AddToCorpusBefore(core::Code(header.language));
    by_source_type_.AddToCorpusBefore(core::Name(header.source_type));
  }

  // The month of the period that has the place of `day` in the period before.
  std::string MonthCompared(core::Day day) const {
    return MonthOf(AddMonths(MonthBegin(day), months_apart_));
  }

  void Count(const store::Header& header, core::Day day) {
    totals_.Add(kAll, header);
    by_month_.Add(MonthOf(day), header);
    by_language_.Add(core::Code(header.language), header);
    by_source_type_.Add(core::Name(header.source_type), header);
    by_stage_.Add(header);
    incidents_.Add(header, by_source_.Add(source_, header));
    for (const store::TagSummary& tag : header.tags) {
      if (tag.kind == TagKind::kOffence) offences_.insert(tag.id);
      Breakdown* const breakdown = Of(tag);
      if (!breakdown) continue;
      breakdown->Add(tag.id, header);
      if (tag.kind == TagKind::kScheme) incidents_.AddScheme(header, tag.id);
    }
  }

  void CountBefore(const store::Header& header, core::Day day) {
    totals_.AddBefore(kAll, header);
    if (months_apart_ > 0) by_month_.AddBefore(MonthCompared(day), header);
    by_source_.AddBefore(source_, header);
    by_language_.AddBefore(core::Code(header.language), header);
    by_source_type_.AddBefore(core::Name(header.source_type), header);
    by_stage_.AddBefore(header);
    for (const store::TagSummary& tag : header.tags) {
      if (Breakdown* const breakdown = Of(tag)) breakdown->AddBefore(tag.id, header);
    }
  }

  // Where a tag is counted; nullptr if nowhere.
  Breakdown* Of(const store::TagSummary& tag) {
    if (tag.kind == TagKind::kScheme) return &by_scheme_;
    if (tag.kind == TagKind::kRegion) return &by_region_;
    if (tag.kind == TagKind::kBody && tag.role == core::Role::kImplicated) return &by_body_;
    return nullptr;
  }

  // All months of the period, so that a gap shows.
  Rows Months() const {
    Rows months = by_month_.Scoped();
    core::Day month = MonthBegin(period_.from);
    if (AddMonths(month, kMonthsFilled) <= period_.to) return months;
    for (; month <= period_.to; month = AddMonths(month, 1)) {
      months.try_emplace(MonthOf(month), by_month_.Of(MonthOf(month)));
    }
    return months;
  }

  core::Period period_, before_;
  core::Zone zone_;
  core::Instant end_;  // of the period
  store::TagSummary scope_;
  bool open_only_;
  int months_apart_;
  std::string source_;  // of the header at hand
  std::uint64_t corpus_ = 0, corpus_before_ = 0;
  bool goes_on_ = false;  // the corpus has items behind the period
  Breakdown totals_, by_month_, by_scheme_, by_body_, by_region_, by_source_, by_language_,
      by_source_type_;
  StageCount by_stage_;
  Sample sample_;
  LeftOut left_out_, left_out_before_;
  Coverage coverage_;
  Incidents incidents_;
  std::set<std::string> offences_;
};

// The latest population that is not behind the end of the period.
void AddPeople(const Background& background, core::Day to, Rows& by_region) {
  const int year = static_cast<int>(std::chrono::year_month_day(to).year());
  for (auto& [region, row] : by_region) {
    const auto known = background.population.find(region);
    if (known == background.population.end()) continue;
    const auto behind = known->second.upper_bound(year);
    if (behind == known->second.begin()) continue;
    std::tie(row.people_year, row.people) = *std::prev(behind);
  }
}

// Keys with fewer incidents in both periods together cannot be told of, whichever period they are
// of; the test is conditional on that sum, so leaving them untested favours none of the others.
void FindRising(Summary& summary) {
  if (summary.corpus == 0 || summary.corpus_before == 0) return;
  const auto exposure = static_cast<double>(summary.corpus);
  const auto exposure_before = static_cast<double>(summary.corpus_before);
  std::vector<Growth> tested;
  const auto test = [&](TagKind kind, const Rows& rows) {
    for (const auto& [key, row] : rows) {
      const std::uint64_t now = row.all.incidents, before = row.before.incidents;
      if (now + before < kLeastRising) continue;
      Growth growth{kind, key, now, before, std::nullopt};
      if (before > 0) {
        growth.ratio =
            static_cast<double>(now) / exposure / (static_cast<double>(before) / exposure_before);
      }
      growth.p = GrowthPValue(now, before, exposure, exposure_before);
      tested.push_back(std::move(growth));
    }
  };
  test(TagKind::kScheme, summary.by_scheme);
  test(TagKind::kBody, summary.by_body);
  test(TagKind::kRegion, summary.by_region);
  summary.growth_tests = tested.size();
  std::vector<double> p_values;
  for (const Growth& growth : tested) p_values.push_back(growth.p);
  const std::vector<double> adjusted = AdjustForManyTests(p_values);
  for (std::size_t i = 0; i < tested.size(); ++i) tested[i].adjusted = adjusted[i];
  std::erase_if(tested, [](const Growth& growth) {
    return growth.now < kLeastRising || growth.adjusted > kFalseDiscoveries;
  });
  std::stable_sort(tested.begin(), tested.end(),
                   [](const Growth& a, const Growth& b) { return a.p < b.p; });
  summary.rising = std::move(tested);
}

std::optional<core::Error> Check(const store::Store& store, const SummaryRequest& request) {
  if (request.sphere.has_value() == request.body.has_value()) {
    return core::Error{fmt::format("a thematic summary is of one sphere or of one body: {} given",
                                   request.sphere ? "both are" : "neither is")};
  }
  const std::string period = fmt::format("the period from {} to {}", core::ToString(request.from),
                                         core::ToString(request.to));
  if (request.from > request.to) {
    return core::Error{period + " is empty: its end is before its start"};
  }
  if ((request.to - request.from).count() > kLongestPeriod) {
    return core::Error{period + " is longer than 100 years: name a shorter one"};
  }
  if (request.commit.value_or(1) == 0 || request.commit.value_or(0) > store.last_commit()) {
    return core::Error{fmt::format("there is no commit {}: the last one is {}", *request.commit,
                                   store.last_commit())};
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> Row::rate() const {
  return Per(all.items, corpus);
}

std::optional<double> Row::rate_of_people() const {
  return Per(all.incidents, people);
}

core::Expected<Summary> Summarize(store::Store& store, const SummaryRequest& request,
                                  const Background& background) {
  if (auto error = Check(store, request)) return *error;
  const auto zone = core::Zone::Find(request.zone);
  if (!zone) return core::Error{fmt::format("no time zone \"{}\"", request.zone)};

  Summary summary;
  summary.request = request;
  summary.before = PeriodBefore({request.from, request.to});
  summary.commit = request.commit.value_or(store.last_commit());

  store::Filter filter;
  filter.at = summary.commit;
  filter.from = zone->StartOf(summary.before.from);
  Counter counter(request, summary.before, *zone);
  store.Select(filter, [&](const store::Header& header) {
    counter.Add(header);
    return true;
  });
  counter.Fill(background.outlets, summary);
  AddPeople(background, request.to, summary.by_region);
  FindRising(summary);
  summary.figures = FiguresFor(store.space(kObservationSpace), request, counter.offences());
  auto lexicons = Quote(store, counter.incidents(), counter.scope(), *zone, summary);
  for (const store::DocumentNumber number : counter.sample().numbers()) {
    const auto stored = store.Get(number, summary.commit);
    if (stored) lexicons.insert(stored->classification.lexicon_version);
  }
  summary.lexicon_version = fmt::format("{}", fmt::join(lexicons, ", "));
  return summary;
}

}  // namespace monitor
