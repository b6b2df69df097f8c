#include "app/import_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "monitor/observations.h"
#include "nlp/masker.h"

namespace app {
namespace {

using core::TagKind;

constexpr std::size_t kMaxFigures = 1'000'000;  // of one file, which are committed at once

// Labels are shown to all, so a register of persons must not become one by mistake.
bool HoldsPersonalNumber(const crawler::FigureRow& row) {
  for (const std::string* label :
       {&row.indicator, &row.category, &row.offence, &row.sphere, &row.body, &row.region}) {
    if (std::none_of(label->begin(), label->end(), [](char c) { return c >= '0' && c <= '9'; })) {
      continue;
    }
    for (const nlp::Entity& entity : nlp::Mask(*label).entities) {
      if (entity.type == nlp::EntityType::kIin || entity.type == nlp::EntityType::kCard ||
          entity.type == nlp::EntityType::kIban) {
        return true;
      }
    }
  }
  return false;
}

std::string Or(std::string first, std::string second) {
  return first.empty() ? std::move(second) : std::move(first);
}

// What one cell tells.
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

}  // namespace

core::Expected<FigureTotals> ReadFigures(
    const FigureImport& import, LabelIds& ids,
    const std::function<void(const core::Observation&)>& accept,
    const std::function<void(const crawler::RowError&)>& reject,
    const std::function<void(std::uint64_t bytes)>& progress) {
  FigureTotals totals;
  std::unordered_map<std::string, std::uint64_t> row_of;  // by the figure's key
  const auto refuse = [&](const crawler::FigureRow& row, std::string reason) {
    ++totals.rejected;
    reject({row.row, {}, row.column, {}, std::move(reason)});
  };
  const auto take = [&](const crawler::FigureRow& row) {
    if (row_of.size() == kMaxFigures) return false;
    if (HoldsPersonalNumber(row)) {
      refuse(row, "a label holds an IIN, a card or an account: is this a register of appeals?");
      return true;
    }
    const core::Observation figure = ToObservation(row, import, ids);
    const auto [first, fresh] = row_of.emplace(monitor::KeyOf(figure), row.row);
    if (fresh) {
      accept(figure);
    } else {
      refuse(row, fmt::format("the same figure stands in row {}, its labels written in another way",
                              first->second));
    }
    return true;
  };
  const auto read = crawler::ReadFigures(import.file, import.reading, take, reject, progress);
  if (!read) return read.error();
  if (row_of.size() == kMaxFigures) {
    return core::Error{fmt::format("{}: {} figures and more: is this a table of figures?",
                                   import.file.string(), kMaxFigures)};
  }
  totals.figures = row_of.size();
  totals.rejected += read->rejected;
  totals.blank = read->blank;
  totals.table = read->table;
  return totals;
}

FigureKeeper::FigureKeeper(store::Store& store)
    : store_(store), space_(store.space(monitor::kObservationSpace)) {}

void FigureKeeper::Add(const core::Observation& figure) {
  switch (monitor::Keep(space_, figure, batch_)) {
    case monitor::ObservationChange::kAdded:
      ++added;
      break;
    case monitor::ObservationChange::kUpdated:
      ++updated;
      break;
    case monitor::ObservationChange::kUnchanged:
      ++unchanged;
      break;
  }
}

void FigureKeeper::Commit() {
  if (batch_.empty()) return;
  space_.Write(batch_);
  store_.Sync();
}

}  // namespace app
