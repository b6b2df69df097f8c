// The columns of all documents, read at their first use and kept up with the commits. Include from
// .cpp files only.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <span>
#include <utility>

#include "store/columns.h"
#include "store/database.h"
#include "store/taggings.h"

namespace store {

// All documents there are, with the tags of that tagging.
Columns LoadColumns(const Database& database, const Taggings& taggings, Taggings::Number tagging);

// Thread-safe.
class LiveColumns {
 public:
  // Both outlive this.
  LiveColumns(const Database& database, const Taggings& taggings)
      : database_(database), taggings_(taggings) {}

  // Columns that stand still as long as this lives, which keeps the writer waiting. A database
  // snapshot taken meanwhile has all that they have, and perhaps more.
  class Reading {
   public:
    const Columns& operator*() const { return columns_; }
    const Columns* operator->() const { return &columns_; }

   private:
    friend class LiveColumns;
    Reading(std::shared_lock<std::shared_mutex> lock, const Columns& columns)
        : lock_(std::move(lock)), columns_(columns) {}

    std::shared_lock<std::shared_mutex> lock_;
    const Columns& columns_;
  };
  // With the tags in effect at that commit; absent: now.
  Reading Read(std::optional<Commit> at) const;

  struct Removal {
    DocumentNumber number = 0;
    Commit commit = 0;
  };
  // What the writer has committed; in order of number.
  void Follow(std::span<const HeaderRecord* const> added, std::span<const Removal> removed);
  // Changes the labels and merges by `change`, which writes that commit and gives whether there is
  // anything new.
  bool ChangeNotes(Commit commit, const std::function<bool(Columns&)>& change);
  // All documents may have other tags than before.
  void Forget();
  // The same, with what `write` changes in the database: nobody reads meanwhile.
  void Forget(const std::function<void()>& write);

 private:
  struct Loaded {
    Taggings::Number tagging = 0;
    Columns columns;
  };

  const Database& database_;
  const Taggings& taggings_;
  mutable std::shared_mutex mutex_;
  mutable std::optional<Loaded> now_;
  mutable std::optional<Loaded> before_;  // with the tags of an earlier tagging
};

}  // namespace store
