#include "crawler/report_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string_view>
#include <utility>

#include "core/utf8.h"
#include "crawler/ascii.h"
#include "crawler/charset.h"
#include "crawler/docx_text.h"
#include "crawler/extractor.h"
#include "crawler/file_format.h"
#include "crawler/pdf_text.h"
#include "crawler/reflow.h"
#include "crawler/text_file.h"

namespace crawler {
namespace {

constexpr std::size_t kMaxTitleBytes = 512;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

core::Error Fail(const std::filesystem::path& path, std::string_view why) {
  return {fmt::format("{}: {}", path.string(), why)};
}

// The first line, cut at a word if it is a whole paragraph.
std::string FirstLine(std::string_view text) {
  std::string_view line = Trim(text.substr(0, text.find('\n')));
  if (line.size() > kMaxTitleBytes) {
    const std::size_t space = line.rfind(' ', kMaxTitleBytes);
    const bool words = space != std::string_view::npos && space > 0;
    line = core::WholeCharacters(line, words ? space : kMaxTitleBytes);
  }
  return Squeezed(line);
}

// "A. Author; B. Author".
std::vector<std::string> Authors(std::string_view written) {
  std::vector<std::string> authors;
  while (!written.empty()) {
    const std::size_t end = std::min(written.find(';'), written.size());
    std::string author = Squeezed(written.substr(0, end));
    if (!author.empty()) authors.push_back(std::move(author));
    written.remove_prefix(std::min(end + 1, written.size()));
  }
  return authors;
}

core::Expected<ReportText> ReadDocxReport(const std::filesystem::path& path,
                                          const ReportOptions& options) {
  auto docx = ReadDocx(path, options.max_text_bytes);
  if (!docx) return docx.error();
  ReportText report;
  report.title = std::move(docx->styled_title);
  if (report.title.empty()) report.title = std::move(docx->title);
  if (report.title.empty()) report.title = std::move(docx->first_heading);
  report.text = std::move(docx->text);
  report.authors = Authors(docx->author);
  report.date = docx->created;
  report.language = std::move(docx->language);
  report.format = "DOCX";
  return report;
}

core::Expected<ReportText> ReadPdfReport(const std::filesystem::path& path,
                                         const ReportOptions& options) {
  PdfOptions reading;
  reading.pdftotext = options.pdftotext;
  reading.pdfinfo = options.pdfinfo;
  reading.time_limit = options.pdf_time_limit;
  reading.max_text_bytes = options.max_text_bytes;
  reading.zone = options.zone;
  auto pdf = ReadPdf(path, reading);
  if (!pdf) return pdf.error();
  ReportText report;
  report.title = std::move(pdf->title);
  report.text = std::move(pdf->text);
  report.authors = Authors(pdf->author);
  report.date = pdf->created;
  report.format = "PDF";
  return report;
}

core::Expected<ReportText> ReadHtmlReport(const std::filesystem::path& path,
                                          const ReportOptions& options) {
  ExtractOptions extraction;
  extraction.zone = options.zone;
  std::ifstream file(path, std::ios::binary);
  std::string bytes(extraction.max_bytes + 1, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  if (file.bad()) return Fail(path, "cannot be read");
  if (bytes.size() > extraction.max_bytes) {
    return Fail(path, fmt::format("a page of more than {} MB", extraction.max_bytes >> 20));
  }
  auto page = Extract(ToUtf8(bytes, ""), extraction);
  if (!page) return Fail(path, page.error().message);
  ReportText report;
  report.title = std::move(page->title);
  report.text = std::move(page->text);
  report.authors = std::move(page->authors);
  report.date = page->published ? page->published : page->modified;
  report.language = std::move(page->language);
  report.format = "HTML";
  return report;
}

// Lines without white space at their ends, empty ones dropped.
std::string Lines(std::string_view text) {
  std::string lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n\f"), text.size());
    const std::string_view line = Trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    if (!lines.empty()) lines += '\n';
    lines += line;
  }
  return lines;
}

// "# Title" of Markdown without its mark.
std::string WithoutMark(std::string_view line) {
  const std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
  return marks > 0 && line.substr(marks, 1) == " " ? std::string(Trim(line.substr(marks)))
                                                   : std::string(line);
}

core::Expected<ReportText> ReadTextReport(const std::filesystem::path& path,
                                          const ReportOptions& options) {
  auto file = TextFile::Open(path);
  if (!file) return file.error();
  std::string text;
  while (file->Read(text)) {
    if (text.size() > options.max_text_bytes) {
      return Fail(path, fmt::format("more than {} MB of text", options.max_text_bytes >> 20));
    }
  }
  if (file->failed()) return Fail(path, "cannot be read to its end");
  if (!IsCleanUtf8(text) ||
      (file->encoding() != TextEncoding::kUtf8 && text.find(kReplacement) != std::string::npos)) {
    return Fail(path, fmt::format("no valid {}: save it in UTF-8", Name(file->encoding())));
  }
  ReportText report;
  report.text = IsHardWrapped(text) ? Reflow(text) : Lines(text);
  report.title = WithoutMark(FirstLine(report.text));
  report.format = fmt::format("text, {}", Name(file->encoding()));
  return report;
}

core::Expected<ReportText> ReadAny(const std::filesystem::path& path,
                                   const ReportOptions& options) {
  const auto format = IdentifyFile(path);
  if (!format) return format.error();
  switch (*format) {
    case FileFormat::kDocx:
      return ReadDocxReport(path, options);
    case FileFormat::kPdf:
      return ReadPdfReport(path, options);
    case FileFormat::kHtml:
      return ReadHtmlReport(path, options);
    case FileFormat::kText:
      return ReadTextReport(path, options);
    default:
      return Fail(path, Refusal(*format, "report", "DOCX, PDF or plain text"));
  }
}

}  // namespace

core::Expected<ReportText> ReadReport(const std::filesystem::path& path,
                                      const ReportOptions& options) {
  auto report = ReadAny(path, options);
  if (!report) return report;
  if (Trim(report->text).empty()) return Fail(path, "it holds no text");
  if (report->title.empty()) report->title = FirstLine(report->text);
  return report;
}

}  // namespace crawler
