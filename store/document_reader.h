// What DocumentReader is made of. Include from .cpp files only.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "store/database.h"
#include "store/record.h"
#include "store/store.h"
#include "store/taggings.h"

namespace store {

// Puts together a document of what the catalog and the documents have under its keys, with the tags
// in effect at that commit, by itself now. Reuses the memory of `document` and of `record`, whose
// values don't matter. False: it was erased. Throws if it is damaged.
bool Assemble(const Database& database, const Taggings& taggings, DocumentNumber number,
              std::optional<Commit> at, std::string_view header,
              std::optional<std::string_view> value, HeaderRecord& record,
              StoredDocument& document);

// The value of an analysis. Reuses the memory of `analysis`. Throws if it is damaged.
void ReadAnalysis(const Database& database, DocumentNumber number, std::string_view value,
                  Analysis& analysis);

class DocumentReader::Impl {
 public:
  // Both outlive this.
  Impl(const Database& database, const Taggings& taggings);

  const StoredDocument* Get(DocumentNumber number);
  const Analysis* GetAnalysis(DocumentNumber number);

 private:
  std::optional<std::string_view> ValueAt(rocksdb::Iterator& at, std::string_view key) const;

  const Database& database_;
  const Taggings& taggings_;
  Database::Snapshot snapshot_;
  std::unique_ptr<rocksdb::Iterator> headers_, documents_, streams_;
  HeaderRecord record_;
  StoredDocument document_;
  Analysis analysis_;
};

}  // namespace store
