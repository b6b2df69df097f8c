// The text of a PDF, by the programs of poppler.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "core/expected.h"
#include "core/time.h"

namespace crawler {

struct PdfOptions {
  std::string pdftotext = "pdftotext", pdfinfo = "pdfinfo";
  std::chrono::milliseconds time_limit = std::chrono::minutes(1);  // for each of the two
  std::size_t max_text_bytes = 64u << 20;
  std::string zone = "Asia/Almaty";
};

struct PdfText {
  std::string text;  // paragraphs separated by '\n': see Reflow
  // Properties of the file, as written; may be empty.
  std::string title, author;
  std::optional<core::WrittenTime> created;
};

// An error says what to do: poppler is not installed, a password, no text but pictures, a damaged
// file, a limit passed. Thread-safe.
core::Expected<PdfText> ReadPdf(const std::filesystem::path& path, const PdfOptions& options);

}  // namespace crawler
