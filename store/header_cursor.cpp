#include "store/header_cursor.h"

#include <fmt/core.h>

#include "store/codec.h"
#include "store/keys.h"

namespace store {

HeaderCursor::HeaderCursor(const Database& database, const Database::Snapshot& snapshot)
    : database_(database), at_(database.Iterate(Family::kCatalog, snapshot)) {}

const HeaderRecord* HeaderCursor::Next() {
  if (at_->Valid()) {
    at_->Next();
  } else {
    at_->Seek(kHeaderPrefix);
  }
  database_.Check(at_->status());
  if (!at_->Valid() || !at_->key().starts_with(kHeaderPrefix)) return nullptr;
  const auto number =
      FixedAt<DocumentNumber>(at_->key().ToStringView().substr(kHeaderPrefix.size()));
  if (!Decode(at_->value().ToStringView(), number, record_)) {
    database_.Damaged(fmt::format("the header of document {} is unreadable", number));
  }
  return &record_;
}

}  // namespace store
