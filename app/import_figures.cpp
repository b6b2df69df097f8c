#include "app/import_figures.h"

#include <fmt/format.h>

#include "monitor/observations.h"

namespace app {
namespace {

using core::TagKind;

constexpr std::size_t kMaxFigures = 1'000'000;  // of one file, which are committed at once

std::string Or(std::string first, std::string second) {
  return first.empty() ? std::move(second) : std::move(first);
}

}  // namespace

core::Observation ToObservation(const crawler::FigureRow& row, const FigureImport& import,
                                LabelIds& ids) {
  core::Observation figure;
  figure.source_type = import.kind;
  figure.source = import.source;
  figure.indicator = row.indicator;
  figure.category = row.category;
  const core::Day day = row.period.to;
  // A column made for it is searched by the rules; a category only counts if it is such a name.
  figure.offence =
      Or(Or(ids.Cited(row.offence, true), ids.Find(TagKind::kOffence, row.offence, day)),
         Or(ids.Cited(row.category, false), ids.Named(TagKind::kOffence, row.category)));
  figure.sphere =
      Or(ids.Find(TagKind::kSphere, row.sphere, day), ids.Named(TagKind::kSphere, row.category));
  figure.body =
      Or(ids.Find(TagKind::kBody, row.body, day), ids.Named(TagKind::kBody, row.category));
  figure.region =
      Or(ids.Find(TagKind::kRegion, row.region, day), ids.Named(TagKind::kRegion, row.category));
  // A label that names nothing known must still tell this figure from the others.
  const auto keep = [&figure](const std::string& label, const std::string& id) {
    if (label.empty() || !id.empty()) return;
    figure.category =
        figure.category.empty() ? label : fmt::format("{} / {}", label, figure.category);
  };
  keep(row.region, figure.region);
  keep(row.body, figure.body);
  keep(row.sphere, figure.sphere);
  keep(row.offence, figure.offence);
  figure.from = row.period.from;
  figure.to = row.period.to;
  figure.unit = row.unit;
  figure.value = row.value;
  figure.sample = row.sample;
  figure.file = import.file.filename().string();
  figure.sha256 = import.sha256;
  figure.row = row.row;
  figure.column = row.column;
  return figure;
}

core::Expected<FigureTotals> ImportFigures(
    const FigureImport& import, LabelIds& ids, store::Store& store, RejectList& rejects,
    const std::function<void(std::uint64_t bytes)>& progress) {
  FigureTotals totals;
  core::KeyValue& space = store.space(monitor::kObservationSpace);
  core::Batch batch;
  std::uint64_t figures = 0;
  const auto accept = [&](const crawler::FigureRow& row) {
    if (++figures > kMaxFigures) return false;
    switch (monitor::Keep(space, ToObservation(row, import, ids), batch)) {
      case monitor::ObservationChange::kAdded:
        ++totals.added;
        break;
      case monitor::ObservationChange::kUpdated:
        ++totals.updated;
        break;
      case monitor::ObservationChange::kUnchanged:
        ++totals.unchanged;
        break;
    }
    return true;
  };
  const std::string name = import.file.filename().string();
  const auto reject = [&](const crawler::RowError& error) { rejects.Add(name, error); };
  const auto read = crawler::ReadFigures(import.file, import.reading, accept, reject, progress);
  if (!read) return read.error();
  if (figures > kMaxFigures) {
    return core::Error{fmt::format("{}: more than {} figures: is this a table of figures?",
                                   import.file.string(), kMaxFigures)};
  }
  totals.rejected = read->rejected;
  totals.blank = read->blank;
  totals.table = read->table;
  if (!batch.empty()) {
    space.Write(batch);
    store.Sync();
  }
  return totals;
}

}  // namespace app
