// Any bytes as a document: as the file, or as its parts document, styles, footnotes and properties.
// What is read is text in paragraphs that are not empty.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "crawler/report_reader.h"
#include "crawler/text_file.h"
#include "tests/support/docx_writer.h"
#include "tests/support/fuzz_parts.h"
#include "tests/support/memory_file.h"

namespace {

std::string Document(std::string_view bytes) {
  fixture::DocxWriter writer;
  writer.body = fixture::Paragraph("text");
  writer.footnotes = "<w:footnote/>";
  writer.core = "<dc:title/>";
  auto parts = writer.Parts();
  fixture::ReplaceParts(
      parts, {"word/document.xml", "word/styles.xml", "word/footnotes.xml", "docProps/core.xml"},
      fixture::CutParts(bytes));
  return fixture::Pack(parts, fixture::ZipWriter::Method::kStored);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static fixture::MemoryFile file;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  file.Write(bytes.starts_with("PK") ? std::string(bytes) : Document(bytes));
  crawler::ReportOptions options;
  options.max_text_bytes = 64u << 10;
  options.pdftotext = options.pdfinfo = "/nonexistent";
  const auto report = crawler::ReadReport(file.path(), options);
  if (!report) return 0;
  if (report->text.empty() || report->title.empty()) std::abort();
  if (!crawler::IsCleanUtf8(report->text) || !crawler::IsCleanUtf8(report->title)) std::abort();
  if (report->text.front() == '\n' || report->text.back() == '\n') std::abort();
  if (report->text.find("\n\n") != std::string::npos) std::abort();
  if (report->title.find('\n') != std::string::npos) std::abort();
  return 0;
}
