// What the cells of an XLSX workbook (SpreadsheetML, ECMA-376 part 1, 18) are read with: its
// sheets, formats and shared strings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"
#include "crawler/number_format.h"
#include "crawler/office_package.h"
#include "crawler/packed_strings.h"

namespace crawler {

// The strings that cells name by number (18.4.9): rich runs joined, phonetic hints left out.
class SharedStrings {
 public:
  SharedStrings() = default;

  // An error names file and part. Strings of more than `max_string_bytes` are not kept.
  static core::Expected<SharedStrings> Read(const OfficePackage& package, std::string_view part,
                                            std::size_t max_string_bytes,
                                            std::function<void(std::uint64_t)> progress);

  std::uint64_t size() const { return strings_.size(); }
  // nullopt for a string that was too long. It lives until the next call.
  std::optional<std::string_view> Get(std::uint64_t index);

 private:
  PackedStrings strings_;
  std::vector<std::uint64_t> too_long_;  // ascending
};

struct XlsxSheetEntry {
  std::string name;  // printable
  std::string part;
  bool hidden = false;
};

struct XlsxWorkbook {
  OfficePackage package;
  std::vector<XlsxSheetEntry> sheets;  // worksheets alone, in the order of their tabs
  Epoch epoch = Epoch::k1900;
  std::vector<NumberFormat> formats;  // by the number that a cell's attribute `s` has
  SharedStrings strings;

  // Reads everything but the sheets. An error names file and part. `progress`: see PartReader.
  static core::Expected<std::unique_ptr<XlsxWorkbook>> Open(
      OfficePackage package, std::size_t max_string_bytes,
      std::function<void(std::uint64_t packed_bytes_read)> progress);
};

// Resolves the escapes of strings in cells, "_x000D_" (ST_Xstring, 22.9.2.19). Linear time; what
// stands for no character becomes U+FFFD.
void ResolveEscapes(std::string& text);

}  // namespace crawler
