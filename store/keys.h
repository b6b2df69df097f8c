// The key grammar of every family; FORMAT.md is its description.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/document.h"
#include "core/tag.h"
#include "store/store.h"

namespace store {

// Postings of one word are cut into segments of 65,536 document numbers.
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
inline constexpr std::string_view kIdentityPrefix = "k";
std::string TextKeyPrefix(std::string_view sha256);  // 32 bytes
std::string TextKeyOf(std::string_view sha256, DocumentNumber number);
// A tagging, and what it says of a document.
std::string TaggingKeyOf(std::uint32_t tagging);
inline constexpr std::string_view kTaggingPrefix = "G";
std::string RetaggedPrefix(std::uint32_t tagging);
std::string RetaggedKeyOf(std::uint32_t tagging, DocumentNumber number);
// A label and a merge, by the commit that added it.
std::string LabelKeyOf(DocumentNumber number, Commit added);
std::string LabelPrefixOf(DocumentNumber number);
inline constexpr std::string_view kLabelPrefix = "l";
std::string MergeKeyOf(Commit added);
inline constexpr std::string_view kMergePrefix = "m";
// An erasure, by its commit.
std::string ErasureKeyOf(Commit commit);
inline constexpr std::string_view kErasurePrefix = "e";
// A word of the index, and another spelling under which it is found.
std::string WordKeyOf(std::string_view lemma);
inline constexpr std::string_view kWordPrefix = "v";
inline constexpr std::string_view kSpellingPrefix = "f";
std::string SpellingKeyPrefix(std::string_view spelling);  // of all words that are found by it
std::string SpellingKeyOf(std::string_view spelling, std::string_view lemma);

// Family "postings": the key of a word without its segment, which is two bytes more.
std::string TermOf(std::string_view lemma);
// True if `bytes` may be a word of the index: neither too long nor with a NUL, which ends a term.
bool IsTerm(std::string_view bytes);

// Family "sealed".
std::string SealedKeyKeyOf(DocumentNumber number);
std::string SealedTextKeyOf(DocumentNumber number);

// Family "spaces": what stands before the keys of one space.
std::string SpacePrefix(std::string_view space);

}  // namespace store
