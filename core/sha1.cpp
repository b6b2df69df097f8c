#include "core/sha1.h"

#include <openssl/evp.h>

#include <stdexcept>

#include "core/sha256.h"

namespace core {

std::string Sha1Hex(std::string_view bytes) {
  std::string digest(20, '\0');
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), &size,
                 EVP_sha1(), nullptr) != 1 ||
      size != digest.size()) {
    throw std::runtime_error(
        "SHA-1 is not available in this OpenSSL: install libssl3 with its default provider");
  }
  return Hex(digest);
}

}  // namespace core
