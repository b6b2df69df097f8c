#include "app/import_plan.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>

#include "app/clock.h"
#include "app/filter_options.h"
#include "core/time.h"
#include "crawler/period_parser.h"

namespace app {
namespace {

using core::SourceType;

ImportShape ShapeOf(SourceType kind, const std::filesystem::path& file) {
  if (kind == SourceType::kStatistics || kind == SourceType::kSurvey) return ImportShape::kFigures;
  if (kind == SourceType::kReport) return ImportShape::kDocument;
  if (kind != SourceType::kOther) return ImportShape::kItems;
  constexpr std::array<std::string_view, 7> kTables = {".csv",  ".tsv",   ".xlsx",  ".xlsm",
                                                       ".json", ".jsonl", ".ndjson"};
  std::string extension = file.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::find(kTables.begin(), kTables.end(), extension) != kTables.end()
             ? ImportShape::kItems
             : ImportShape::kDocument;
}

const config::ImportMapping* FindMapping(const ImportArguments& arguments,
                                         const std::filesystem::path& file,
                                         const std::vector<config::ImportMapping>& mappings) {
  for (const config::ImportMapping& mapping : mappings) {
    if (!arguments.mapping.empty()) {
      if (mapping.name != arguments.mapping) continue;
      if (mapping.kind == arguments.kind) return &mapping;
      throw Failure(fmt::format("--mapping {}: that entry is for {} ({})", mapping.name,
                                config::PluralName(mapping.kind), mapping.place.ToString()));
    }
    if (mapping.kind == arguments.kind && !mapping.files.empty() &&
        ::fnmatch(mapping.files.c_str(), file.filename().c_str(), 0) == 0) {
      return &mapping;
    }
  }
  if (!arguments.mapping.empty()) {
    throw Failure(fmt::format("--mapping {}: imports.yaml has no such entry", arguments.mapping));
  }
  return nullptr;
}

// Appeals go to one register unless told otherwise; other files are known by their names.
std::string DefaultSource(SourceType kind, const std::filesystem::path& file) {
  return kind == SourceType::kAppeal ? "appeals" : file.stem().string();
}

void TakeColumns(const ImportArguments& arguments, config::ImportMapping& mapping) {
  for (const std::string& text : arguments.columns) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
      throw Failure(
          fmt::format("--column {}: write it as role=header, for example text=Содержание", text));
    }
    const std::string role = text.substr(0, equals);
    std::erase_if(mapping.columns, [&role](const auto& column) { return column.first == role; });
    mapping.columns.emplace_back(role, text.substr(equals + 1));
  }
}

}  // namespace

ImportPlan PlanImport(const ImportArguments& arguments, const std::filesystem::path& file,
                      const config::Settings& settings) {
  ImportPlan plan;
  plan.file = file;
  plan.kind = arguments.kind;
  plan.shape = ShapeOf(arguments.kind, file);
  if (const auto* mapping = FindMapping(arguments, file, settings.imports)) plan.mapping = *mapping;
  config::ImportMapping& mapping = plan.mapping;
  mapping.kind = arguments.kind;
  if (!arguments.source.empty()) mapping.source = arguments.source;
  if (mapping.source.empty()) mapping.source = DefaultSource(arguments.kind, file);
  if (!arguments.sheet.empty()) mapping.sheet = arguments.sheet;
  if (arguments.header_row > 0) mapping.header_row = arguments.header_row;
  TakeColumns(arguments, mapping);
  mapping.number_from_content = mapping.number_from_content || arguments.without_numbers;
  if (arguments.personal) mapping.personal = true;
  if (!arguments.period.empty()) {
    mapping.period = crawler::ParsePeriod(arguments.period);
    if (!mapping.period) {
      throw Failure(fmt::format(
          "--period {}: no such period; write it as 2025, 2025-03 or \"I квартал 2025\"",
          arguments.period));
    }
  }
  if (!arguments.unit.empty()) mapping.unit = arguments.unit;
  if (!arguments.indicator.empty()) mapping.indicator = arguments.indicator;

  plan.source = mapping.source;
  plan.personal = arguments.kind == SourceType::kAppeal || mapping.personal.value_or(false);
  plan.open = !plan.personal && !arguments.closed;
  plan.title = arguments.title;
  if (!arguments.date.empty()) {
    const core::Zone zone = *core::Zone::Find(settings.zone);
    const core::Day day = RequiredDay(arguments.date, "--date");
    if (day > zone.DayOf(Now())) throw Failure("--date: a day that is still to come");
    plan.date = zone.On(day);
  }
  return plan;
}

ItemImport ImportPlan::Items(const config::Settings& settings) const {
  ItemImport import;
  import.file = file;
  import.source = source;
  import.personal = personal;
  import.open = open;
  import.reading.kind = kind;
  import.reading.zone = settings.zone;
  import.reading.columns = mapping.columns;
  import.reading.last_day = core::Zone::Find(settings.zone)->DayOf(Now());
  import.reading.number_from_content = mapping.number_from_content;
  import.reading.table.sheet = mapping.sheet;
  import.reading.table.header_row = mapping.header_row;
  import.outlets = settings.sources;
  import.pipeline.workers = settings.workers;
  import.pipeline.max_jobs = 4096;
  return import;
}

FigureImport ImportPlan::Figures(std::string sha256) const {
  FigureImport import;
  import.file = file;
  import.kind = kind;
  import.source = source;
  import.sha256 = std::move(sha256);
  import.reading.columns = mapping.columns;
  import.reading.period = mapping.period;
  import.reading.unit = mapping.unit;
  import.reading.indicator = mapping.indicator;
  import.reading.table.sheet = mapping.sheet;
  import.reading.table.header_row = mapping.header_row;
  return import;
}

ReportImport ImportPlan::Report(const config::Settings& settings) const {
  ReportImport import;
  import.file = file;
  import.kind = kind;
  import.source = source;
  import.title = title;
  import.date = date;
  import.personal = personal;
  import.open = open;
  import.reading.zone = settings.zone;
  return import;
}

}  // namespace app
