#include "store/keys.h"

#include "store/codec.h"

namespace store {
namespace {

std::string Numbered(char prefix, DocumentNumber number) {
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
  std::string bytes = "k";
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

std::string TimeKeyOf(core::Instant counted_at, DocumentNumber number) {
  std::string key(kTimePrefix);
  // The sign bit is turned so that times before 1970 sort first.
  AppendFixed(key, static_cast<std::uint64_t>(counted_at.time_since_epoch().count()) ^
                       0x8000'0000'0000'0000u);
  AppendFixed(key, number);
  return key;
}

std::string LemmaTerm(std::string_view lemma) {
  std::string term = "w";
  term.append(lemma).push_back('\0');
  return term;
}

std::string TagTerm(core::TagKind kind, core::Role role, std::string_view id) {
  std::string term = "g";
  term.push_back(static_cast<char>(kind));
  term.push_back(static_cast<char>(role));
  term.append(id).push_back('\0');
  return term;
}

std::string SourceTerm(std::string_view source) {
  std::string term = "s";
  term.append(source).push_back('\0');
  return term;
}

std::string LanguageTerm(core::Language language) {
  std::string term = "l";
  term.append(core::Code(language)).push_back('\0');
  return term;
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
