// Values of families "documents" and "catalog": documents with their classification, and headers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/document.h"
#include "core/tag.h"
#include "store/store.h"

namespace store {

// The first byte of every record below; a reader refuses a version that it does not know.
inline constexpr std::uint8_t kRecordVersion = 1;

struct HeaderRecord {
  Header header;            // `number` stands in the key, not in the value
  std::uint32_t terms = 0;  // indexed tokens of title and text: the length that BM25 wants
  // 0, or the commit that erased the document: then of `header` only the two commits are known.
  Commit erased = 0;
};

struct DocumentRecord {
  core::Document document;
  core::Classification classification;
  std::string text_sha256;  // 32 bytes
};

// The latest version under a document key.
struct Identity {
  DocumentNumber number = 0;
  std::uint32_t version = 0;
  std::string fingerprint;      // 32 bytes; equal ones need no new version
  std::string lexicon_version;  // that it was put with
};

// A tagging of the corpus: see Tagging and Retagging.
struct TaggingRecord {
  std::string lexicon_version;
  Commit commit = 0;             // 0: under way
  DocumentNumber documents = 0;  // the last one of which it speaks; under way: the next one
};

void Encode(const HeaderRecord& record, std::string& out);
std::string Encode(const DocumentRecord& record);
std::string Encode(const Identity& identity);
std::string Encode(const core::Classification& classification);
std::string Encode(const TaggingRecord& record);
std::string Encode(const Label& label);
std::string Encode(const Merge& merge);
std::string Encode(const Erasure& erasure);

// False if the bytes are no such record; `record` is then half filled. These two reuse its memory.
bool Decode(std::string_view bytes, DocumentNumber number, HeaderRecord& record);
bool Decode(std::string_view bytes, DocumentRecord& record);
std::optional<DocumentRecord> DecodeDocument(std::string_view bytes);
std::optional<Identity> DecodeIdentity(std::string_view bytes);
std::optional<core::Classification> DecodeClassification(std::string_view bytes);
std::optional<TaggingRecord> DecodeTagging(std::string_view bytes);
std::optional<Label> DecodeLabel(std::string_view bytes);
std::optional<Merge> DecodeMerge(std::string_view bytes);
std::optional<Erasure> DecodeErasure(std::string_view bytes);

}  // namespace store
