#include "store/header_cursor.h"

#include "store/codec.h"
#include "store/keys.h"

namespace store {
namespace {

// Steps to a near header cost less than a new search for it.
constexpr int kSteps = 8;

}  // namespace

HeaderCursor::HeaderCursor(const Database& database, const Database::Snapshot& snapshot)
    : database_(database), at_(database.Iterate(Family::kCatalog, snapshot)) {}

const HeaderRecord& HeaderCursor::Read() {
  const auto number = FixedAt<DocumentNumber>(at_->key().ToStringView().substr(1));
  if (!Decode(at_->value().ToStringView(), number, record_)) {
    database_.Damaged("the header of document " + std::to_string(number) + " is unreadable");
  }
  return record_;
}

const HeaderRecord& HeaderCursor::At(DocumentNumber number) {
  const std::string key = HeaderKeyOf(number);
  for (int i = 0; i < kSteps && at_->Valid() && at_->key().compare(key) < 0; ++i) at_->Next();
  if (!at_->Valid() || at_->key().compare(key) != 0) at_->Seek(key);
  database_.Check(at_->status());
  if (!at_->Valid() || at_->key().compare(key) != 0) {
    database_.Damaged("document " + std::to_string(number) + " has no header");
  }
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
