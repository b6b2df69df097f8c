#include "store/header_cursor.h"

#include "store/codec.h"
#include "store/keys.h"

namespace store {
namespace {

// Steps to a near header cost less than a new search for it.
constexpr int kSteps = 8;

[[noreturn]] void Missing(const Database& database, DocumentNumber number) {
  database.Damaged("document " + std::to_string(number) + " has no header");
}

void DecodeHeader(const Database& database, std::string_view bytes, DocumentNumber number,
                  HeaderRecord& record) {
  if (Decode(bytes, number, record)) return;
  database.Damaged("the header of document " + std::to_string(number) + " is unreadable");
}

}  // namespace

std::vector<HeaderRecord> ReadHeaders(const Database& database, const Database::Snapshot& snapshot,
                                      std::span<const DocumentNumber> numbers) {
  std::vector<std::string> keys;
  for (const DocumentNumber number : numbers) keys.push_back(HeaderKeyOf(number));
  const std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
  std::vector<rocksdb::PinnableSlice> values;
  database.MultiGet(Family::kCatalog, slices, values, snapshot);
  std::vector<HeaderRecord> records(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (values[i].empty()) Missing(database, numbers[i]);
    DecodeHeader(database, values[i].ToStringView(), numbers[i], records[i]);
  }
  return records;
}

HeaderCursor::HeaderCursor(const Database& database, const Database::Snapshot& snapshot)
    : database_(database), at_(database.Iterate(Family::kCatalog, snapshot)) {}

const HeaderRecord& HeaderCursor::Read() {
  const auto number = FixedAt<DocumentNumber>(at_->key().ToStringView().substr(1));
  DecodeHeader(database_, at_->value().ToStringView(), number, record_);
  return record_;
}

const HeaderRecord& HeaderCursor::At(DocumentNumber number) {
  const std::string key = HeaderKeyOf(number);
  for (int i = 0; i < kSteps && at_->Valid() && at_->key().compare(key) < 0; ++i) at_->Next();
  if (!at_->Valid() || at_->key().compare(key) != 0) at_->Seek(key);
  database_.Check(at_->status());
  if (!at_->Valid() || at_->key().compare(key) != 0) Missing(database_, number);
  return Read();
}

const HeaderRecord* HeaderCursor::Next() {
  if (at_->Valid()) {
    at_->Next();
  } else {
    at_->Seek(kHeaderPrefix);
  }
  database_.Check(at_->status());
  if (!at_->Valid() || !at_->key().starts_with(kHeaderPrefix)) return nullptr;
  return &Read();
}

}  // namespace store
