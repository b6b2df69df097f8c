// The key grammar of every family; FORMAT.md is its description.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/document.h"
#include "core/tag.h"
#include "store/store.h"

namespace store {

// Postings of one term are cut into segments of 65,536 document numbers.
inline constexpr int kSegmentBits = 16;
inline constexpr std::size_t kSegmentBytes = 2;
// A longer lemma is no word; it is not indexed.
inline constexpr std::size_t kMaxTermBytes = 128;

// Families "documents", "streams" and "sketches": the number alone, so that new records always lie
// behind the others and files need not be merged.
std::string NumberKeyOf(DocumentNumber number);

// Family "catalog".
std::string HeaderKeyOf(DocumentNumber number);
inline constexpr std::string_view kHeaderPrefix = "h";
std::string IdentityKeyOf(const core::DocumentKey& key);
std::string TextKeyPrefix(std::string_view sha256);  // 32 bytes
std::string TextKeyOf(std::string_view sha256, DocumentNumber number);
// Sorts by time, then by number.
std::string TimeKeyOf(core::Instant counted_at, DocumentNumber number);
inline constexpr std::string_view kTimePrefix = "c";

// Family "postings": the key of a term without its segment, which is two bytes more.
std::string LemmaTerm(std::string_view lemma);
// Role kNone: the list of all documents with that tag, whatever its role.
std::string TagTerm(core::TagKind kind, core::Role role, std::string_view id);
std::string SourceTerm(std::string_view source);
std::string LanguageTerm(core::Language language);
// True if `bytes` may stand in a term: neither too long nor with a NUL, which ends a term.
bool IsTerm(std::string_view bytes);

// Family "sealed".
std::string SealedKeyKeyOf(DocumentNumber number);
std::string SealedTextKeyOf(DocumentNumber number);

// Family "spaces": what stands before the keys of one space.
std::string SpacePrefix(std::string_view space);

}  // namespace store
