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
#include "core/key_value.h"
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

// Rejected are cells and rows, blank cells that say that there is no figure.
struct FigureTotals {
  std::uint64_t figures = 0, rejected = 0, blank = 0;
  crawler::TableInfo table;
};

// Reads the whole file: each figure to `accept`, once, with the ids of the lexicon that its labels
// name; what cannot be taken to `reject`. An error if it cannot be read, or holds no figure.
core::Expected<FigureTotals> ReadFigures(
    const FigureImport& import, LabelIds& ids,
    const std::function<void(const core::Observation&)>& accept,
    const std::function<void(const crawler::RowError&)>& reject,
    const std::function<void(std::uint64_t bytes)>& progress);

// added + updated + unchanged = the figures that it was given.
class FigureKeeper {
 public:
  explicit FigureKeeper(store::Store& store);

  void Add(const core::Observation& figure);
  // Commits all in one batch: all or none.
  void Commit();

  std::uint64_t added = 0, updated = 0, unchanged = 0;

 private:
  store::Store& store_;
  core::KeyValue& space_;
  core::Batch batch_;
};

}  // namespace app
