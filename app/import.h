// Import of an export of citizens' appeals: masked first, then analysed, the original sealed apart.
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "app/events.h"
#include "app/pipeline.h"
#include "core/expected.h"
#include "crawler/export_reader.h"

namespace app {

struct ImportSettings {
  std::filesystem::path file;
  std::string source;             // name of the register
  std::filesystem::path rejects;  // where rejected rows are listed with their reasons
  crawler::ExportOptions reading;
  Pipeline::Options pipeline;
};

// accepted = added; added + updated + unchanged + rejected = rows.
struct ImportTotals {
  PutTotals documents;
  std::uint64_t rows = 0, rejected = 0;
};

// Imports the file row by row. An error if it cannot be read at all, or the run was stopped before
// its end (what was acknowledged stays). `progress` gets the bytes read so far.
core::Expected<ImportTotals> ImportAppeals(
    const ImportSettings& settings, const nlp::Analyzer& analyzer,
    const classify::Classifier& classifier, store::Store& store, EventLog& events,
    std::stop_token stop, const std::function<void(std::uint64_t bytes)>& progress);

}  // namespace app
