// What a file is, by its first bytes and, of archives, by its members.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/expected.h"

namespace crawler {

enum class FileFormat : std::uint8_t {
  kText,  // no other format: CSV, JSON, plain text
  kHtml,
  kXlsx,  // also with macros
  kDocx,  // also with macros
  kPdf,
  kXml,  // any other, as Excel 2003 saved workbooks
  kXlsb,
  kPptx,
  kOpenDocument,  // ODS, ODT, ...
  kProtected,     // an office document that is encrypted with a password
  kOldExcel,      // XLS
  kOldOffice,     // DOC, PPT, MSG
  kRtf,
  kZip,         // of something else
  kCompressed,  // gzip, 7z, rar, ...
  kPicture,
};

// An error if there is no such file, it is no regular one, cannot be read, or is empty; or if a zip
// file is damaged.
core::Expected<FileFormat> IdentifyFile(const std::filesystem::path& path);

// The format of a file that begins with `head`, as far as that tells: archives are kZip, all of the
// old office formats kOldOffice.
FileFormat FormatOf(std::string_view head);

// For a message, why a file of such a format is not read, and what to do: "this is a PDF: save the
// table as XLSX or CSV". `wanted`: what the reader wants ("table", "report") and `formats` in
// which.
std::string Refusal(FileFormat format, std::string_view wanted, std::string_view formats);

}  // namespace crawler
