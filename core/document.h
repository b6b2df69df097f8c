// The document: one item of one source, as every stage passes it on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/tag.h"
#include "core/time.h"

namespace core {

// The six kinds of source of the Rules, para 7, in its order.
enum class SourceType : std::uint8_t {
  kStatistics = 1,
  kAppeal = 2,
  kReport = 3,
  kSurvey = 4,
  kMedia = 5,
  kOther = 6,
};
// "statistics", "appeal", "report", "survey", "media", "other".
std::string_view Name(SourceType type);
std::optional<SourceType> SourceTypeOf(std::string_view name);

// Identity: what is fetched or imported again under the same key is the same document, perhaps in a
// new version.
struct DocumentKey {
  SourceType source_type = SourceType::kOther;
  std::string source;   // id of the source in sources.yaml, or the name given at import
  std::string address;  // canonical URL, or register number

  // "media/astana-times/https://..."; unique, because a source id has no '/'.
  std::string ToString() const;
  bool operator==(const DocumentKey&) const = default;
};

// Where the bytes lie that a document was made of.
struct ArchiveRef {
  std::string file;          // relative to the archive's folder; empty: not archived
  std::uint64_t offset = 0;  // of the record, in bytes
  std::uint64_t length = 0;  // of the record, in bytes
  std::string sha256;        // of the body as received, 64 lower-case hex digits

  bool operator==(const ArchiveRef&) const = default;
};

struct Document {
  DocumentKey key;
  std::string url;    // where a reader finds it; empty if nowhere
  std::string kind;   // article, appeal, comment, report, ...
  std::string title;  // UTF-8; of an appeal already masked
  std::string text;   // UTF-8, paragraphs separated by '\n'; of an appeal already masked
  std::vector<std::string> authors;
  std::string site;      // name of the outlet as it calls itself
  std::string language;  // as the source declares it (BCP 47), perhaps empty, perhaps wrong
  // As a register states them beside the text: where an item comes from, and the body that it was
  // sent to.
  std::string region, addressee;
  std::optional<WrittenTime> published;
  std::optional<WrittenTime> modified;
  Instant received{};  // when it was fetched or imported
  bool open = true;    // from an open source (Rules, para 14)
  ArchiveRef archive;

  std::string_view field(Field field) const;
  // When it counts: published, else received.
  Instant counted_at() const { return published ? published->instant : received; }
};

}  // namespace core
