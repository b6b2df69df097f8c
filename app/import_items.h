// Import of tables of items: citizens' appeals, masked first and the original sealed apart, media
// publications and others.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "app/events.h"
#include "app/pipeline.h"
#include "app/reject_list.h"
#include "core/expected.h"
#include "crawler/export_reader.h"
#include "crawler/source.h"

namespace app {

struct ItemImport {
  std::filesystem::path file;
  std::string source;    // of items that name none themselves
  bool personal = true;  // mask, and seal the original
  bool open = false;     // from an open source (Rules, para 14)
  crawler::ExportOptions reading;
  std::vector<crawler::Source> outlets;  // of media publications: whose name or id a row may state
  core::ArchiveRef archive;              // of the file
  Pipeline::Options pipeline;
};

// added + updated + unchanged + erased + rejected = rows.
struct ItemTotals {
  PutTotals documents;
  std::uint64_t rows = 0, rejected = 0;
  crawler::TableInfo table;
};

// Imports the file row by row. An error if it cannot be read at all, or the run was stopped before
// its end (what was acknowledged stays). `progress` gets the bytes read so far.
core::Expected<ItemTotals> ImportItems(const ItemImport& import, const nlp::Analyzer& analyzer,
                                       const classify::Classifier& classifier, store::Store& store,
                                       RejectList& rejects, EventLog& events, std::stop_token stop,
                                       const std::function<void(std::uint64_t bytes)>& progress);

// Why a good row cannot be taken: its number, which is shown to all, is a person's.
std::optional<crawler::RowError> Refuse(const crawler::ExportRow& row, const ItemImport& import);

// What a person should know of a table beside its reader's notes: whether it has no dates.
void AddNotes(crawler::TableInfo& table);

// The document of one row, as it is stored: of personal rows masked. `received`: now.
core::Document ToDocument(const crawler::ExportRow& row, const ItemImport& import,
                          core::Instant received);

}  // namespace app
