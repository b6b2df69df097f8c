#include "store/space.h"

#include <rocksdb/write_batch.h>

#include <algorithm>
#include <vector>

#include "store/keys.h"

namespace store {

Space::Space(Database& database, std::string_view name)
    : database_(database), prefix_(SpacePrefix(name)) {}

std::optional<std::string> Space::Get(std::string_view key) const {
  return database_.Get(Family::kSpaces, prefix_ + std::string(key));
}

std::vector<std::optional<std::string>> Space::GetMany(std::span<const std::string> keys) const {
  std::vector<std::string> whole;
  whole.reserve(keys.size());
  for (const std::string& key : keys) whole.push_back(prefix_ + key);
  const std::vector<rocksdb::Slice> slices(whole.begin(), whole.end());
  std::vector<rocksdb::PinnableSlice> read;
  const std::vector<bool> found = database_.MultiGet(Family::kSpaces, slices, read);
  std::vector<std::optional<std::string>> values(keys.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (found[i]) values[i] = read[i].ToString();
  }
  return values;
}

void Space::Write(const core::Batch& batch) {
  rocksdb::WriteBatch writes;
  AddTo(writes, batch);
  database_.Write(writes);
}

void Space::AddTo(rocksdb::WriteBatch& batch, const core::Batch& operations) const {
  // In the order of their keys each is put near the one before it; of the same key the last counts.
  std::vector<const core::Batch::Operation*> ordered;
  ordered.reserve(operations.operations.size());
  for (const core::Batch::Operation& operation : operations.operations) {
    ordered.push_back(&operation);
  }
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const auto* a, const auto* b) { return a->key < b->key; });
  std::string key = prefix_;
  for (const core::Batch::Operation* operation : ordered) {
    key.replace(prefix_.size(), std::string::npos, operation->key);
    database_.Check(operation->value
                        ? batch.Put(database_.handle(Family::kSpaces), key, *operation->value)
                        : batch.Delete(database_.handle(Family::kSpaces), key));
  }
}

void Space::Scan(
    std::string_view begin, std::string_view end,
    const std::function<bool(std::string_view key, std::string_view value)>& visit) const {
  // The space ends where its prefix, counted one up, begins. A bound spares the iterator what was
  // deleted behind it.
  std::string bound = prefix_ + std::string(end);
  if (end.empty()) bound.back() = '\1';
  const rocksdb::Slice bound_slice = bound;
  const auto at = database_.Iterate(Family::kSpaces, nullptr, &bound_slice);
  for (at->Seek(prefix_ + std::string(begin)); at->Valid(); at->Next()) {
    const std::string_view key = at->key().ToStringView().substr(prefix_.size());
    if (!visit(key, at->value().ToStringView())) return;
  }
  database_.Check(at->status());
}

}  // namespace store
