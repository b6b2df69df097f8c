#include "monitor/figures.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "monitor/observations.h"
#include "monitor/period.h"

namespace monitor {
namespace {

using core::Observation;

// What a figure is about, without its time.
auto SubjectOf(const Observation& o) {
  return std::tuple(o.source_type, o.source, o.indicator, o.category, o.offence, o.sphere, o.body,
                    o.region, o.unit);
}
using Subject = decltype(SubjectOf(Observation{}));
using Key = std::pair<Subject, std::pair<core::Day, core::Day>>;

enum class Concern { kNone, kGeneral, kScope };

Concern ConcernOf(const Observation& o, const SummaryRequest& request,
                  const std::set<std::string>& offences) {
  const std::string& own = request.sphere ? o.sphere : o.body;
  const std::string& other = request.sphere ? o.body : o.sphere;
  if (!own.empty()) {
    return own == (request.sphere ? *request.sphere : *request.body) ? Concern::kScope
                                                                     : Concern::kNone;
  }
  if (!other.empty()) return Concern::kNone;
  if (o.offence.empty()) return Concern::kGeneral;
  return offences.contains(o.offence) ? Concern::kScope : Concern::kNone;
}

core::Day YearsEarlier(core::Day day, int count) {
  const std::chrono::year_month_day date(day), earlier = date - std::chrono::years(count);
  return earlier.ok() ? core::Day(earlier)
                      : core::Day(earlier.year() / earlier.month() / std::chrono::last);
}

}  // namespace

std::vector<Figure> FiguresFor(const core::KeyValue& space, const SummaryRequest& request,
                               const std::set<std::string>& offences) {
  // The figure that one compares with lies as long before as its own period is long.
  constexpr int kReach = 4;
  std::map<Key, std::pair<Observation, Concern>> found;
  VisitObservations(space, std::nullopt, YearsEarlier(request.from, kReach), request.to,
                    [&](const Observation& o) {
                      const Concern concern = ConcernOf(o, request, offences);
                      if (concern != Concern::kNone) {
                        found.emplace(Key{SubjectOf(o), {o.from, o.to}}, std::pair(o, concern));
                      }
                      return true;
                    });
  const auto at = [&](const Observation& o, const core::Period& period) -> const Observation* {
    const auto other = found.find({SubjectOf(o), {period.from, period.to}});
    return other == found.end() ? nullptr : &other->second.first;
  };
  std::vector<Figure> figures;
  for (const auto& [key, value] : found) {
    const auto& [o, concern] = value;
    if (o.to < request.from) continue;
    Figure figure{o, std::nullopt, concern == Concern::kGeneral};
    const Observation* before = at(o, PeriodBefore({o.from, o.to}));
    if (!before) before = at(o, {YearsEarlier(o.from, 1), YearsEarlier(o.to, 1)});
    if (before) figure.before = *before;
    figures.push_back(std::move(figure));
  }
  return figures;
}

}  // namespace monitor
