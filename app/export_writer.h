// Exports of documents, one writer a format. docs/EXPORT.md has the fields.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/output_file.h"
#include "app/table_file.h"
#include "classify/bodies.h"
#include "core/expected.h"
#include "core/time.h"
#include "store/store.h"

namespace app {

// A document as of the commit of the export: its header has the group of then.
struct ExportedDocument {
  const store::StoredDocument& stored;
  const std::vector<store::Label>& labels;
};

// What was left out or changed: a key for machines, the same in words, how often.
struct ExportNote {
  std::string key, words;
  std::uint64_t count = 0;
};

// Writes documents in the order in which they come. Memory does not follow their number, but for 16
// bytes or so of each archived record. Not thread-safe.
class ExportWriter {
 public:
  virtual ~ExportWriter() = default;

  // An error if it cannot be written.
  virtual core::Expected<bool> Add(const ExportedDocument& document) = 0;
  // Gives the file its name. Without it there is no file.
  virtual core::Expected<bool> Finish() = 0;
  virtual std::vector<ExportNote> notes() const { return {}; }
  // Errors that the export survived, a line each; at most the first twenty.
  virtual std::vector<std::string> problems() const { return {}; }
};

// A JSON object per line with all that is known of a document; `commit`: of the export.
std::unique_ptr<ExportWriter> MakeJsonLinesWriter(std::unique_ptr<OutputFile> output,
                                                  store::Commit commit);

// Names of all columns of a table, and of those that it has unless others are asked for.
std::vector<std::string> ColumnNames();
std::vector<std::string> UsualColumns();
// A row per document, days in `zone`. `columns`: among ColumnNames.
core::Expected<std::unique_ptr<ExportWriter>> MakeTableWriter(
    const std::filesystem::path& path, TableFormat format, const std::vector<std::string>& columns,
    const core::Zone& zone);

// A warcinfo record, and then each archived record of the documents once, byte for byte as it lies
// in `archive`, its hash checked. Appeals must not be added: std::logic_error.
core::Expected<std::unique_ptr<ExportWriter>> MakeWarcWriter(std::unique_ptr<OutputFile> output,
                                                             const std::string& name,
                                                             std::filesystem::path archive,
                                                             core::Instant now);

// FollowTheMoney entities (https://followthemoney.tech): documents, the bodies of `registry` that
// they name, and links between the two. `registry` outlives the writer.
std::unique_ptr<ExportWriter> MakeFtmWriter(std::unique_ptr<OutputFile> output,
                                            const classify::Registry& registry);

}  // namespace app
