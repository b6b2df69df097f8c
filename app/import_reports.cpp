#include "app/import_reports.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <utility>

#include "app/clock.h"
#include "nlp/masker.h"

namespace app {

core::Expected<ImportedReport> ReadReport(const ReportImport& import) {
  auto report = crawler::ReadReport(import.file, import.reading);
  if (!report) return report.error();
  ImportedReport imported;
  imported.format = std::move(report->format);
  core::Document& document = imported.document;
  document.key = {import.kind, import.source, import.file.filename().string()};
  document.kind = core::Name(import.kind);
  document.title = import.title.empty() ? std::move(report->title) : import.title;
  document.text = std::move(report->text);
  document.authors = std::move(report->authors);
  document.language = std::move(report->language);
  document.published = import.date ? import.date : report->date;
  document.received = Now();
  document.open = import.open;
  if (import.personal) {
    imported.original = fmt::format("{}\n{}\n\n{}", document.title,
                                    fmt::join(document.authors, ", "), document.text);
    document.title = nlp::Mask(document.title).text;
    document.text = nlp::Mask(document.text).text;
    for (std::string& author : document.authors) author = nlp::Mask(author).text;
  }
  return imported;
}

}  // namespace app
