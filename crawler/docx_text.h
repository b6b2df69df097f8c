// The text of a DOCX document (WordprocessingML, ECMA-376 part 1, 17).
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/expected.h"
#include "core/time.h"

namespace crawler {

struct DocxText {
  // Paragraphs separated by '\n': what a reader sees, in order. Rows of tables are paragraphs,
  // their cells joined by " | "; text boxes follow the paragraph they are anchored in; footnotes
  // and endnotes come last. Not in it: deleted text, field codes, comments, hidden text, tables of
  // contents, page headers and footers.
  std::string text;
  std::string styled_title;   // the paragraphs in the style Title; may be empty
  std::string first_heading;  // may be empty
  // Properties of the file, as written; may be empty.
  std::string title, author, language;
  std::optional<core::WrittenTime> created;
};

// An error names file and part: damaged, nested beyond reason, larger than a document can be.
core::Expected<DocxText> ReadDocx(const std::filesystem::path& path, std::size_t max_text_bytes);

}  // namespace crawler
