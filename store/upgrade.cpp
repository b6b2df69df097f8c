#include "store/upgrade.h"

#include <fmt/core.h>

#include "store/codec.h"
#include "store/index_writer.h"
#include "store/keys.h"
#include "store/streams.h"

namespace store {
namespace {

constexpr DocumentNumber kAtOnce = 256;  // documents in a batch

// Deletes all keys of the catalog that begin with `prefix`.
void ClearCatalog(Database& database, char prefix) {
  rocksdb::WriteBatch batch;
  database.Check(batch.DeleteRange(database.handle(Family::kCatalog), std::string(1, prefix),
                                   std::string(1, static_cast<char>(prefix + 1))));
  database.Write(batch);
}

}  // namespace

void RebuildIndex(Database& database, const Options& options) {
  database.Clear(Family::kPostings);
  ClearCatalog(database, kWordPrefix[0]);
  ClearCatalog(database, kSpellingPrefix[0]);
  IndexWriter index(database, options.spelling);
  rocksdb::WriteBatch batch;
  DocumentNumber waiting = 0;
  const auto write = [&] {
    index.Drain(batch);
    database.Write(batch);
    batch.Clear();
    waiting = 0;
  };
  const auto at = database.Iterate(Family::kStreams);
  for (at->SeekToFirst(); at->Valid(); at->Next()) {
    const auto number = FixedAt<DocumentNumber>(at->key().ToStringView());
    const auto analysis = DecodeStreams(at->value().ToStringView());
    if (!analysis) {
      database.Damaged(fmt::format("the streams of document {} are unreadable", number));
    }
    IndexedWords words = IndexWords(analysis->title, analysis->text);
    index.Add(words, number);
    if (++waiting == kAtOnce) write();
  }
  database.Check(at->status());
  write();
}

void Upgrade(Database& database, const Options& options) {
  if (database.format() == kFormat) return;
  // Format 4 had no erasures, and is else the same.
  if (database.format() >= kIndexFormat) {
    database.WriteFormat();
    return;
  }
  // Format 3 had postings without positions, others of tags, sources and languages, and keys by
  // time.
  ClearCatalog(database, 'c');
  RebuildIndex(database, options);
  rocksdb::WriteBatch batch;
  database.Check(batch.Delete(database.handle(Family::kCounters), "#l"));
  database.Write(batch);
  database.WriteFormat();
}

}  // namespace store
