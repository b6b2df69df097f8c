// How the columns of the operator's files are read: imports.yaml of a workspace.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "classify/lexicon.h"
#include "core/document.h"
#include "core/expected.h"
#include "core/time.h"

namespace config {

struct ImportMapping {
  std::string name;              // of the entry: sholu import ... --mapping NAME
  core::SourceType kind{};       // of what the files hold
  std::string files;             // shell pattern of the names it applies to by itself; may be empty
  std::string source;            // empty: not told
  std::string sheet;             // of a workbook; empty: found
  std::uint64_t header_row = 0;  // 0: found
  // Role and header; a role may have several.
  std::vector<std::pair<std::string, std::string>> columns;
  bool number_from_content = false;    // items without register numbers are allowed
  std::optional<bool> personal;        // mask and seal; absent: as is usual for the kind
  std::optional<core::Period> period;  // of figures whose table states none
  std::string unit, indicator;         // likewise
  classify::Place place;
};

// Reads the entries of `file`; none if it does not exist. Wrong keys and values give one error
// each, with its place.
core::Expected<std::vector<ImportMapping>, std::vector<core::Error>> LoadImportMappings(
    const std::filesystem::path& file);

// The names of the six kinds as commands and imports.yaml have them: statistics, appeals, reports,
// surveys, media, other (Rules, para 7).
std::string_view PluralName(core::SourceType kind);

// `mapping` as an entry of imports.yaml, indented by two spaces.
std::string ToYaml(const ImportMapping& mapping);

}  // namespace config
