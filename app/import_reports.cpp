#include "app/import_reports.h"

#include <chrono>
#include <utility>

namespace app {

core::Expected<core::Document> ToDocument(const ReportImport& import) {
  auto report = crawler::ReadReport(import.file, import.reading);
  if (!report) return report.error();
  core::Document document;
  document.key = {import.kind, import.source, import.file.filename().string()};
  document.kind = core::Name(import.kind);
  document.title = import.title.empty() ? std::move(report->title) : import.title;
  document.text = std::move(report->text);
  document.authors = std::move(report->authors);
  document.language = std::move(report->language);
  document.published = import.date ? import.date : report->date;
  document.received = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  document.open = import.open;
  return document;
}

}  // namespace app
