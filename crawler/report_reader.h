// Reports of NGOs, international organisations and others, one document a file: DOCX, PDF, HTML and
// plain text.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/expected.h"
#include "core/time.h"

namespace crawler {

struct ReportText {
  std::string title;  // one line
  // UTF-8, paragraphs separated by '\n': headings and rows of tables in order, their cells joined
  // by " | ", then footnotes and endnotes.
  std::string text;
  std::vector<std::string> authors;
  std::optional<core::WrittenTime> date;  // when it was written, by its own account
  std::string language;                   // BCP 47, as declared; may be empty
  std::string format;                     // for people: "DOCX", "PDF", "HTML", "text, KOI8-R"
};

struct ReportOptions {
  std::string zone = "Asia/Almaty";  // of dates written without one
  std::size_t max_text_bytes = 64u << 20;
  // The programs of poppler that read PDF, sought along PATH, and how long each may take.
  std::string pdftotext = "pdftotext", pdfinfo = "pdfinfo";
  std::chrono::milliseconds pdf_time_limit = std::chrono::minutes(1);
};

// Reads the file by its content, whatever its name. An error says what to do: no such file, a
// format that is not read, a damaged or protected file, a PDF of pictures without text, a limit
// passed. Thread-safe.
core::Expected<ReportText> ReadReport(const std::filesystem::path& path,
                                      const ReportOptions& options = {});

}  // namespace crawler
