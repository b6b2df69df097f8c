// Which version of the lexicon tagged what: documents as they were put, and the corpus tagged anew.
// Include from .cpp files only.
#pragma once

#include <rocksdb/write_batch.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/tag.h"
#include "store/database.h"

namespace store {

// The taggings of a database. Thread-safe, with one writer.
class Taggings {
 public:
  // Their numbers count from 1; 0 stands for documents as they were put.
  using Number = std::uint32_t;

  // `database` outlives this.
  explicit Taggings(Database& database);

  // Those that were finished, in the order of their commits.
  std::vector<Tagging> finished() const;
  // The last one that was finished by that commit; absent: by now.
  Number At(std::optional<Commit> commit) const;

  // What that tagging, or else the one before it and so on, says of a document; nothing if it is
  // tagged as it was put.
  std::optional<core::Classification> Find(Number tagging, DocumentNumber document) const;
  // What that tagging itself says, in order of document.
  void ForEach(Number tagging,
               const std::function<void(DocumentNumber, const core::Classification&)>& visit) const;
  // The lexicon that tagged a document last, as of that tagging; nothing if that was the one it was
  // put with.
  std::optional<std::string> LexiconOf(Number tagging, DocumentNumber document) const;

  // The one under way.
  std::optional<Retagging> pending() const;
  // Begins one, or goes on with that under way if it is of the same lexicon; another is forgotten.
  Retagging Begin(std::string_view lexicon_version);
  // What the one under way says, and where it goes on, atomically.
  void Put(std::span<const Retagged> documents, DocumentNumber next);
  // The number of the one under way, or of the next one.
  Number pending_number() const;
  // Adds its end to `batch`: it holds from `commit` on for the documents up to `last`.
  void AddFinish(Commit commit, DocumentNumber last, rocksdb::WriteBatch& batch) const;
  // The batch was written.
  void Finished(Commit commit, DocumentNumber last);

 private:
  // Of taggings that were finished, the documents of which each speaks, in order: that of number n
  // at n - 1.
  using Spoken = std::vector<std::vector<DocumentNumber>>;

  Retagging RequirePending() const;
  // Whether it, or one before it, may speak of a document; else that came later. Under `mutex_`.
  bool Covers(Number tagging, DocumentNumber document) const;
  // That of at least the taggings up to that one. Null until there were many questions: to read it
  // costs more than a few of them. Under `mutex_`.
  std::shared_ptr<const Spoken> SpokenBy(Number tagging) const;

  Database& database_;
  mutable std::mutex mutex_;
  std::vector<Tagging> finished_;  // the one of number n at n - 1
  std::optional<Retagging> pending_;
  mutable std::size_t questions_ = 0;
  mutable std::shared_ptr<const Spoken> spoken_;
};

}  // namespace store
