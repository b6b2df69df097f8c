#include "store/keys.h"

#include "store/codec.h"

namespace store {
namespace {

std::string Numbered(char prefix, std::uint32_t number) {
  std::string key(1, prefix);
  AppendFixed(key, number);
  return key;
}

}  // namespace

std::string NumberKeyOf(DocumentNumber number) {
  std::string key;
  AppendFixed(key, number);
  return key;
}

std::string HeaderKeyOf(DocumentNumber number) {
  return Numbered(kHeaderPrefix[0], number);
}

std::string IdentityKeyOf(const core::DocumentKey& key) {
  std::string bytes(kIdentityPrefix);
  bytes.push_back(static_cast<char>(key.source_type));
  bytes.append(key.source).push_back('\0');
  bytes.append(key.address);
  return bytes;
}

std::string TextKeyPrefix(std::string_view sha256) {
  return std::string("t").append(sha256);
}

std::string TextKeyOf(std::string_view sha256, DocumentNumber number) {
  std::string key = TextKeyPrefix(sha256);
  AppendFixed(key, number);
  return key;
}

std::string TaggingKeyOf(std::uint32_t tagging) {
  return Numbered(kTaggingPrefix[0], tagging);
}

std::string RetaggedPrefix(std::uint32_t tagging) {
  return Numbered('g', tagging);
}

std::string RetaggedKeyOf(std::uint32_t tagging, DocumentNumber number) {
  std::string key = RetaggedPrefix(tagging);
  AppendFixed(key, number);
  return key;
}

std::string LabelKeyOf(DocumentNumber number, Commit added) {
  std::string key = LabelPrefixOf(number);
  AppendFixed(key, added);
  return key;
}

std::string LabelPrefixOf(DocumentNumber number) {
  return Numbered(kLabelPrefix[0], number);
}

std::string MergeKeyOf(Commit added) {
  std::string key(kMergePrefix);
  AppendFixed(key, added);
  return key;
}

std::string ErasureKeyOf(Commit commit) {
  std::string key(kErasurePrefix);
  AppendFixed(key, commit);
  return key;
}

std::string WordKeyOf(std::string_view lemma) {
  return std::string(kWordPrefix).append(lemma);
}

std::string SpellingKeyPrefix(std::string_view spelling) {
  return std::string(kSpellingPrefix).append(spelling).append(1, '\0');
}

std::string SpellingKeyOf(std::string_view spelling, std::string_view lemma) {
  return SpellingKeyPrefix(spelling).append(lemma);
}

std::string TermOf(std::string_view lemma) {
  return std::string(lemma).append(1, '\0');
}

bool IsTerm(std::string_view bytes) {
  return !bytes.empty() && bytes.size() <= kMaxTermBytes &&
         bytes.find('\0') == std::string_view::npos;
}

std::string SealedKeyKeyOf(DocumentNumber number) {
  return Numbered('k', number);
}

std::string SealedTextKeyOf(DocumentNumber number) {
  return Numbered('c', number);
}

std::string SpacePrefix(std::string_view space) {
  return std::string(space).append(1, '\0');
}

}  // namespace store
