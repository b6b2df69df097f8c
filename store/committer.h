// The one writer of documents. Include from .cpp files only.
#pragma once

#include <rocksdb/write_batch.h>

#include <atomic>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/counters.h"
#include "store/database.h"
#include "store/eraser.h"
#include "store/erasures.h"
#include "store/index_writer.h"
#include "store/live_columns.h"
#include "store/near_duplicate_window.h"
#include "store/prepared.h"
#include "store/space.h"
#include "store/taggings.h"

namespace store {

class Committer {
 public:
  // `database`, `taggings`, `columns` and `erasures`, which follow the commits, and `frontier`, the
  // space for what goes alongside a document, outlive this. `master` may be null if no document is
  // sealed.
  Committer(Database& database, Taggings& taggings, LiveColumns& columns, Erasures& erasures,
            const Space& frontier, const MasterKey* master, const Options& options);

  // Store::PutGroup.
  std::vector<std::optional<PutOutcome>> Put(std::span<PutRequest> group);
  // Store::Erase. Nobody may be reading columns in this thread.
  std::vector<Erasure> Erase(std::span<const Doomed> doomed);
  // All erasures were purged.
  void MarkPurged();
  // Store::FinishRetagging.
  Commit FinishRetagging();
  // Commits what `change` does to labels and merges; nothing if it does nothing and gives false.
  std::optional<Commit> Note(const std::function<bool(Columns& columns, Commit commit,
                                                      rocksdb::WriteBatch& batch)>& change);
  // Thread-safe.
  Commit last_commit() const { return last_commit_; }

 private:
  PutOutcome Add(PreparedDocument& prepared, std::optional<Identity> before);
  std::vector<std::optional<Identity>> ReadIdentities(std::span<PutRequest> group) const;
  NearDuplicateWindow& Window();
  DocumentNumber GroupOf(DocumentNumber number, const PreparedDocument& prepared);
  double SimilarityTo(DocumentNumber candidate, const PreparedDocument& prepared);
  void ReadGrams(DocumentNumber number);
  void AddRecords(const PreparedDocument& prepared, const Header& header);
  void AddSketch(const Sketch& sketch, const Header& header);
  void AddSealed(const Sealed& sealed, DocumentNumber number);
  void Supersede(DocumentNumber number, Commit commit);
  const PreparedDocument* PendingOf(DocumentNumber number) const;
  bool IsUnchanged(const PreparedDocument& prepared, const Identity& before) const;
  void AddState();
  void Write();

  Database& database_;
  Taggings& taggings_;
  LiveColumns& columns_;
  Erasures& erasures_;
  const Space& frontier_;
  const MasterKey* master_;
  IndexWriter index_;
  const double threshold_;
  const std::size_t window_size_;
  std::optional<NearDuplicateWindow> window_;  // read at the first put
  std::atomic<Commit> last_commit_{0};         // that was written
  Commit commit_ = 0;
  DocumentNumber last_number_ = 0;

  // Of the group under way; they keep their memory from one to the next.
  rocksdb::WriteBatch batch_;
  CounterChanges counters_;
  std::unordered_map<std::string_view, Identity> identities_;  // by identity key
  std::vector<const PreparedDocument*> added_;  // in order of number, which has no gaps
  std::vector<LiveColumns::Removal> removed_;
  Grams grams_;
};

}  // namespace store
