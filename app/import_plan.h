// What the command line and imports.yaml say together of one file to import.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/import_figures.h"
#include "app/import_items.h"
#include "app/import_reports.h"
#include "app/workspace.h"
#include "config/import_mapping.h"
#include "core/document.h"

namespace app {

struct ImportArguments {
  core::SourceType kind = core::SourceType::kOther;
  std::vector<std::string> files;
  std::string source, mapping, sheet, period, unit, indicator, date, title, rejects, events;
  std::uint64_t header_row = 0;
  std::vector<std::string> columns;  // "role=header"
  bool without_numbers = false, personal = false, closed = false, dry_run = false;
};

// How a file is read.
enum class ImportShape : std::uint8_t { kItems, kFigures, kDocument };

struct ImportPlan {
  std::filesystem::path file;
  core::SourceType kind = core::SourceType::kOther;
  ImportShape shape = ImportShape::kItems;
  std::string source;
  bool personal = false, open = true;
  std::string title;                      // of a document
  std::optional<core::WrittenTime> date;  // of a document
  // The entry of imports.yaml with what the command line says; its columns may be fewer than there
  // are.
  config::ImportMapping mapping;

  ItemImport Items(const config::Settings& settings) const;
  FigureImport Figures(std::string sha256) const;
  ReportImport Report(const config::Settings& settings) const;
};

// The plan for `file`: arguments first, then the entry of imports.yaml that --mapping names or
// whose pattern fits the file's name, then what is usual for the kind. Throws Failure for what is
// wrong with the arguments.
ImportPlan PlanImport(const ImportArguments& arguments, const std::filesystem::path& file,
                      const config::Settings& settings);

}  // namespace app
