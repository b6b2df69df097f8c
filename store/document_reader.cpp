#include "store/document_reader.h"

#include <fmt/core.h>

#include <utility>

#include "core/sha256.h"
#include "store/keys.h"
#include "store/prepared.h"
#include "store/streams.h"

namespace store {
namespace {

// Steps to a near key cost less than a new search for it.
constexpr int kSteps = 4;

}  // namespace

bool Assemble(const Database& database, const Taggings& taggings, DocumentNumber number,
              std::optional<Commit> at, std::string_view header,
              std::optional<std::string_view> value, HeaderRecord& record,
              StoredDocument& document) {
  // Records are decoded where the document keeps what they have.
  DocumentRecord parts{std::move(document.document), std::move(document.classification), {}};
  record.header = std::move(document.header);
  const bool is_whole =
      Decode(header, number, record) && (record.erased != 0 || (value && Decode(*value, parts)));
  document.document = std::move(parts.document);
  document.classification = std::move(parts.classification);
  document.header = std::move(record.header);
  if (!is_whole) database.Damaged(fmt::format("document {} is unreadable", number));
  if (record.erased != 0) return false;
  document.text_sha256 = core::Hex(parts.text_sha256);
  const Taggings::Number tagging = taggings.At(at);
  if (auto retagged = taggings.Find(tagging, number)) {
    document.classification = *std::move(retagged);
    Summarize(document.classification, document.header);
  }
  if (auto lexicon = taggings.LexiconOf(tagging, number)) {
    document.classification.lexicon_version = *std::move(lexicon);
  }
  return true;
}

void ReadAnalysis(const Database& database, DocumentNumber number, std::string_view value,
                  Analysis& analysis) {
  if (DecodeStreams(value, analysis)) return;
  database.Damaged(fmt::format("the streams of document {} are unreadable", number));
}

DocumentReader::Impl::Impl(const Database& database, const Taggings& taggings)
    : database_(database),
      taggings_(taggings),
      snapshot_(database.TakeSnapshot()),
      headers_(database.Iterate(Family::kCatalog, snapshot_)),
      documents_(database.IterateOnce(Family::kDocuments, snapshot_)),
      streams_(database.IterateOnce(Family::kStreams, snapshot_)) {}

std::optional<std::string_view> DocumentReader::Impl::ValueAt(rocksdb::Iterator& at,
                                                              std::string_view key) const {
  for (int i = 0; i < kSteps && at.Valid() && at.key().compare(key) < 0; ++i) at.Next();
  if (!at.Valid() || at.key().compare(key) != 0) at.Seek(key);
  database_.Check(at.status());
  if (!at.Valid() || at.key().compare(key) != 0) return std::nullopt;
  return at.value().ToStringView();
}

const StoredDocument* DocumentReader::Impl::Get(DocumentNumber number) {
  const auto header = ValueAt(*headers_, HeaderKeyOf(number));
  if (!header) return nullptr;
  const auto value = ValueAt(*documents_, NumberKeyOf(number));
  return Assemble(database_, taggings_, number, {}, *header, value, record_, document_) ? &document_
                                                                                        : nullptr;
}

const Analysis* DocumentReader::Impl::GetAnalysis(DocumentNumber number) {
  const auto value = ValueAt(*streams_, NumberKeyOf(number));
  if (!value) return nullptr;
  ReadAnalysis(database_, number, *value, analysis_);
  return &analysis_;
}

DocumentReader::DocumentReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
DocumentReader::~DocumentReader() = default;
DocumentReader::DocumentReader(DocumentReader&&) noexcept = default;
DocumentReader& DocumentReader::operator=(DocumentReader&&) noexcept = default;

const StoredDocument* DocumentReader::Get(DocumentNumber number) {
  return impl_->Get(number);
}

const Analysis* DocumentReader::GetAnalysis(DocumentNumber number) {
  return impl_->GetAnalysis(number);
}

}  // namespace store
