// Import of published figures: legal statistics and results of surveys (Rules, para 7, 1 and 4).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "app/label_ids.h"
#include "app/reject_list.h"
#include "core/document.h"
#include "core/expected.h"
#include "core/observation.h"
#include "crawler/figure_reader.h"
#include "store/store.h"

namespace app {

struct FigureImport {
  std::filesystem::path file;
  core::SourceType kind = core::SourceType::kStatistics;  // or kSurvey
  std::string source;                                     // name of the table or survey
  std::string sha256;                                     // of the file
  crawler::FigureOptions reading;
};

// added + updated + unchanged = figures read; rejected are cells and rows, blank cells that say
// that there is no figure.
struct FigureTotals {
  std::uint64_t added = 0, updated = 0, unchanged = 0, rejected = 0, blank = 0;
  crawler::TableInfo table;
};

// What one cell tells, with the ids of the lexicon that its labels name.
core::Observation ToObservation(const crawler::FigureRow& row, const FigureImport& import,
                                LabelIds& ids);

// Reads the whole file, then commits all of its figures in one batch: all or none. An error if it
// cannot be read, or holds no figure.
core::Expected<FigureTotals> ImportFigures(
    const FigureImport& import, LabelIds& ids, store::Store& store, RejectList& rejects,
    const std::function<void(std::uint64_t bytes)>& progress);

}  // namespace app
