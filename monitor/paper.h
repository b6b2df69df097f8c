// A paper: blocks in order, in their final words, before they become text, Markdown, HTML or DOCX.
//
// Every string may hold foreign text: it is the writers of the formats that make it harmless.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/language.h"
#include "core/time.h"

namespace monitor {

struct Heading {
  int level = 1;  // 1: a part, 2: a section of it, 3: a subsection
  std::string text;
};

struct Paragraph {
  enum class Kind {
    kBody,
    kTitle,     // of the paper
    kSubtitle,  //
    kItem,      // of a list
    kNote,      // small print
    kNotice,    // that must not be overlooked
    kDraft,     // a suggestion that a person has to confirm
    kField,     // what a person has to write: the text is its label
  };
  Kind kind = Kind::kBody;
  std::string text;
};

// Lines of a label and what it is.
struct Facts {
  std::vector<std::pair<std::string, std::string>> lines;
};

struct Column {
  std::string group;  // stands over neighbours of the same group; may be empty
  std::string title;
  bool number = true;  // aligned right, in digits of one width
};

struct Table {
  std::string caption;
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  // as many cells as columns each
  bool total_first = false;                    // the first row sums up the others
  std::string note;                            // below it; may be empty
};

// A picture of numbers that the table beside it gives, too: only HTML has it.
struct Chart {
  enum class Kind { kColumns, kBars };
  Kind kind = Kind::kBars;
  std::string title, description;
  std::vector<std::string> series;  // one or two
  struct Entry {
    std::string label;
    std::vector<double> values;        // one per series, none negative
    std::vector<std::string> printed;  // the same in words
  };
  std::vector<Entry> entries;
};

// Words of a source, with what leads back to them.
struct Quote {
  std::size_t ordinal = 0;
  std::string text;  // in its quotation marks
  struct Line {
    std::string label, value;
    bool address = false;  // the value is an address; it becomes a link if that is safe
  };
  std::vector<Line> lines;
};

using Block = std::variant<Heading, Paragraph, Facts, Table, Chart, Quote>;

struct Paper {
  core::Language language = core::Language::kRu;
  std::string title, author, subject;
  std::string header;            // on every page, such as DRAFT; may be empty
  std::string page_of;           // "{page} of {pages}"
  std::optional<core::Day> day;  // of the paper, for its properties
  std::vector<Block> blocks;

  void Add(Block block) { blocks.push_back(std::move(block)); }
};

// Characters of an address that are shown; the link has all of them.
inline constexpr std::size_t kShownOfLink = 300;

// What `url` links to: percent-encoded as RFC 3986 wants; nullopt unless it is an http or https
// address of a named or numbered host, without user and password, of at most 2,000 bytes.
std::optional<std::string> SafeLink(std::string_view url);

}  // namespace monitor
