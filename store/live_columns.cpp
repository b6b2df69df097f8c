#include "store/live_columns.h"

#include "store/header_cursor.h"

namespace store {

Columns LoadColumns(const Database& database, const Taggings& taggings, Taggings::Number tagging) {
  Columns columns;
  HeaderCursor headers(database, database.TakeSnapshot());
  while (const HeaderRecord* record = headers.Next()) columns.Add(*record);
  for (Taggings::Number number = 1; number <= tagging; ++number) {
    taggings.ForEach(number, [&](DocumentNumber document, const core::Classification& tags) {
      columns.Retag(document, tags);
    });
  }
  columns.notes() = Notes::Read(database);
  columns.Reach(columns.notes().last_commit());
  const std::vector<Tagging> finished = taggings.finished();
  if (tagging > 0 && tagging <= finished.size()) columns.Reach(finished[tagging - 1].commit);
  return columns;
}

LiveColumns::Reading LiveColumns::Read(std::optional<Commit> at) const {
  const Taggings::Number tagging = taggings_.At(at);
  while (true) {
    {
      std::shared_lock lock(mutex_);
      for (const auto* loaded : {&now_, &before_}) {
        if (*loaded && (*loaded)->tagging == tagging) return {std::move(lock), (*loaded)->columns};
      }
    }
    const std::unique_lock lock(mutex_);
    const Taggings::Number newest = taggings_.At({});
    std::optional<Loaded>& place = tagging == newest ? now_ : before_;
    if (place && place->tagging == tagging) continue;
    place = Loaded{tagging, LoadColumns(database_, taggings_, tagging)};
  }
}

void LiveColumns::Follow(std::span<const HeaderRecord* const> added,
                         std::span<const Removal> removed) {
  const std::unique_lock lock(mutex_);
  if (!now_) return;
  Columns& columns = now_->columns;
  for (const HeaderRecord* record : added) {
    // Columns that were read between the writing and this call have it already.
    if (record->header.number > columns.last()) columns.Add(*record);
  }
  for (const Removal& removal : removed) columns.Remove(removal.number, removal.commit);
}

bool LiveColumns::ChangeNotes(Commit commit, const std::function<bool(Columns&)>& change) {
  // Lest there be none; only the writer, who calls this, takes them away.
  static_cast<void>(Read({}));
  const std::unique_lock lock(mutex_);
  before_.reset();  // which has notes of its own
  if (!change(now_->columns)) return false;
  now_->columns.Reach(commit);
  return true;
}

void LiveColumns::Forget(const std::function<void()>& write) {
  const std::unique_lock lock(mutex_);
  write();
  now_.reset();
  before_.reset();
}

void LiveColumns::Forget() {
  const std::unique_lock lock(mutex_);
  now_.reset();
}

}  // namespace store
