#include "core/sha256.h"

#include <openssl/evp.h>

#include <stdexcept>

namespace core {
namespace {

constexpr std::size_t kDigestBytes = 32;

void Require(bool done) {
  if (done) return;
  throw std::runtime_error(
      "SHA-256 is not available in this OpenSSL: install libssl3 with its default provider");
}

EVP_MD_CTX* Context(void* context) {
  return static_cast<EVP_MD_CTX*>(context);
}

}  // namespace

std::string Sha256(std::string_view bytes) {
  std::string digest(kDigestBytes, '\0');
  unsigned size = 0;
  Require(EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()),
                     &size, EVP_sha256(), nullptr) == 1 &&
          size == digest.size());
  return digest;
}

Sha256Stream::Sha256Stream() : context_(EVP_MD_CTX_new()) {
  Begin();
}

Sha256Stream::~Sha256Stream() {
  EVP_MD_CTX_free(Context(context_));
}

void Sha256Stream::Begin() {
  Require(context_ != nullptr && EVP_DigestInit_ex(Context(context_), EVP_sha256(), nullptr) == 1);
}

void Sha256Stream::Add(std::string_view piece) {
  Require(EVP_DigestUpdate(Context(context_), piece.data(), piece.size()) == 1);
}

std::string Sha256Stream::Finish() {
  std::string digest(kDigestBytes, '\0');
  unsigned size = 0;
  Require(EVP_DigestFinal_ex(Context(context_), reinterpret_cast<unsigned char*>(digest.data()),
                             &size) == 1 &&
          size == digest.size());
  Begin();
  return Hex(digest);
}

std::string Hex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

std::string Sha256Hex(std::string_view bytes) {
  return Hex(Sha256(bytes));
}

std::optional<std::string> FromHex(std::string_view hex) {
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = digit(hex[i]), low = digit(hex[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<char>(high << 4 | low));
  }
  return bytes;
}

}  // namespace core
