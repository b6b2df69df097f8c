// A workspace's settings: sholu.yaml, sources.yaml and imports.yaml, read into the options of the
// stages.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/duty_settings.h"
#include "config/import_mapping.h"
#include "core/document.h"
#include "core/expected.h"
#include "core/language.h"
#include "crawler/archive.h"
#include "crawler/curl_http_client.h"
#include "crawler/frontier.h"
#include "crawler/source.h"
#include "crawler/spider.h"
#include "monitor/performer.h"
#include "monitor/rule_precision.h"
#include "store/store.h"

namespace config {

// For how many days after a document came it is kept; absent: for ever.
using Retention = std::map<core::SourceType, std::int64_t>;

struct Settings {
  std::string zone = "Asia/Almaty";
  core::Language language = core::Language::kRu;  // of what is shown
  unsigned workers = 0;
  std::vector<crawler::Source> sources;
  crawler::Frontier::Options frontier;
  crawler::Spider::Options spider;
  crawler::CurlHttpClient::Options http;
  crawler::ArchiveWriter::Options archive;
  store::Options store;
  std::filesystem::path lexicon;  // folder of the rules
  monitor::RuleFloor rule_floor;
  std::vector<ImportMapping> imports;
  std::filesystem::path backup_folder;  // empty: none is configured
  std::uint32_t backups_kept = 14;
  Retention retention;
  std::filesystem::path report;  // folder of the words of reports
  monitor::Performer performer;
  monitor::LegalFrame rules = monitor::LegalFrame::Default();
  Duties duties;
};

// Reads the workspace in `folder`. Errors are one line each, with file, line and column.
core::Expected<Settings, std::vector<core::Error>> LoadSettings(
    const std::filesystem::path& folder);

// Writes a new workspace: commented settings, an empty list of sources, the built-in lexicon,
// registries and words of reports.
// Existing files stay as they are, and so do a lexicon and a registry that are not this program's
// own, as wholes. Returns the files written, relative to `folder`; an error if the folder cannot be
// written.
core::Expected<std::vector<std::filesystem::path>> WriteWorkspace(
    const std::filesystem::path& folder);

}  // namespace config
