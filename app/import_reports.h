// Import of reports of NGOs and international organisations and of other documents, one a file.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "app/pipeline.h"
#include "core/document.h"
#include "core/expected.h"
#include "crawler/archive.h"
#include "crawler/report_reader.h"
#include "store/store.h"

namespace app {

struct ReportImport {
  std::filesystem::path file;
  core::SourceType kind = core::SourceType::kReport;
  std::string source;                     // the organisation
  std::string title;                      // empty: the document's own
  std::optional<core::WrittenTime> date;  // absent: the document's own
  bool personal = false;                  // mask, and seal the original
  bool open = true;                       // from an open source (Rules, para 14)
  crawler::ReportOptions reading;
};

struct ImportedReport {
  core::Document document;  // as it is stored, without its archived bytes: of a personal one masked
  std::string original;     // to be sealed; empty unless it is personal
  std::string format;       // "DOCX"
};

// Reads the file; its document is known by source and file name, so that a new edition under the
// same name is a new version. An error if it cannot be read.
core::Expected<ImportedReport> ReadReport(const ReportImport& import);

}  // namespace app
