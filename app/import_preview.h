// The dry run of an import: what a file is taken for, its first rows, and everything that is wrong
// with it. Nothing is stored.
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/import_plan.h"
#include "app/label_ids.h"
#include "core/expected.h"
#include "crawler/table.h"

namespace app {

struct ImportPreview {
  crawler::TableInfo table;  // of tables; of a document only the format
  // The first rows, figures or the document as they would be stored; of personal ones masked.
  std::vector<nlohmann::ordered_json> first;
  std::vector<crawler::RowError> problems;  // the first 10,000
  std::uint64_t rejected = 0;               // rows or cells with a problem
  std::uint64_t taken = 0;                  // rows, figures or documents that would be taken
  std::string entry;                        // of imports.yaml; empty for a document
};

// Reads the whole file. An error if it cannot be read at all.
core::Expected<ImportPreview> Preview(const ImportPlan& plan, const config::Settings& settings,
                                      LabelIds& ids,
                                      const std::function<void(std::uint64_t bytes)>& progress);

// For a person, and for machines. `file`: as the user named it.
std::string ToText(const ImportPreview& preview, const ImportPlan& plan, const std::string& file);
nlohmann::ordered_json ToJson(const ImportPreview& preview, const ImportPlan& plan,
                              const std::string& file);

}  // namespace app
