#include "store/seal.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "core/descriptor.h"
#include "core/sha256.h"
#include "store/codec.h"

namespace store {
namespace {

static_assert(SecretKey::kBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(SecretKey::kBytes == crypto_kdf_KEYBYTES);
constexpr std::size_t kHexBytes = 2 * SecretKey::kBytes;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr char kContext[crypto_kdf_CONTEXTBYTES + 1] = "sealed-1";

void StartSodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start: no random numbers");
}

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* Bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

std::string DocumentBytes(std::uint32_t document) {
  std::string bytes;
  AppendFixed(bytes, document);
  return bytes;
}

// Nonce, then ciphertext with its tag. XChaCha20's nonces are long enough to be drawn at random.
std::string Encrypt(const SecretKey& key, std::string_view plain, std::string_view bound_to) {
  std::string out(kNonceBytes + plain.size() + kTagBytes, '\0');
  randombytes_buf(out.data(), kNonceBytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(Bytes(out) + kNonceBytes, nullptr, Bytes(plain),
                                             plain.size(), Bytes(bound_to), bound_to.size(),
                                             nullptr, Bytes(out), key.data());
  return out;
}

std::optional<std::string> Decrypt(const SecretKey& key, std::string_view sealed,
                                   std::string_view bound_to) {
  if (sealed.size() < kNonceBytes + kTagBytes) return std::nullopt;
  const std::string_view cipher = sealed.substr(kNonceBytes);
  std::string plain(cipher.size() - kTagBytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(Bytes(plain), nullptr, nullptr, Bytes(cipher),
                                                 cipher.size(), Bytes(bound_to), bound_to.size(),
                                                 Bytes(sealed), key.data()) != 0) {
    return std::nullopt;
  }
  return plain;
}

core::Error Fail(const std::filesystem::path& file, std::string_view what) {
  return {fmt::format("key file {}: {}", file.string(), what)};
}

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// A file's name survives only with its folder.
std::optional<core::Error> SyncFolderOf(const std::filesystem::path& file) {
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  const core::Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() < 0 || ::fsync(directory.get()) != 0) {
    return Fail(file, fmt::format("cannot be made durable: {}", std::strerror(errno)));
  }
  return std::nullopt;
}

// Writes a new key beside `file`, makes it durable and gives it its name only then, so that no kill
// leaves half a key. link(2) fails if another process was faster: its key is then the one.
std::optional<core::Error> Make(const std::filesystem::path& file) {
  const std::filesystem::path temporary = file.string() + "." + std::to_string(::getpid());
  ::unlink(temporary.c_str());
  const core::Descriptor out(
      ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (out.get() < 0) return Fail(file, fmt::format("cannot be made: {}", std::strerror(errno)));
  const SecretKey key = SecretKey::Random();
  char hex[kHexBytes + 1];
  sodium_bin2hex(hex, sizeof(hex), key.data(), SecretKey::kBytes);
  hex[kHexBytes] = '\n';
  const bool written =
      WriteAll(out.get(), std::string_view(hex, sizeof(hex))) && ::fsync(out.get()) == 0;
  sodium_memzero(hex, sizeof(hex));
  const bool linked = written && (::link(temporary.c_str(), file.c_str()) == 0 || errno == EEXIST);
  const int reason = errno;
  ::unlink(temporary.c_str());
  if (!linked) return Fail(file, fmt::format("cannot be made: {}", std::strerror(reason)));
  return SyncFolderOf(file);
}

core::Expected<SecretKey> Read(const std::filesystem::path& file) {
  const core::Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat info {};
  if (in.get() < 0 || ::fstat(in.get(), &info) != 0) {
    return Fail(file, fmt::format("cannot be read: {}", std::strerror(errno)));
  }
  if (!S_ISREG(info.st_mode)) return Fail(file, "is not a plain file");
  if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return Fail(file, fmt::format("others may use it (mode {:04o}): chmod 600 it",
                                  static_cast<unsigned>(info.st_mode & 07777)));
  }
  char hex[kHexBytes + 2];  // one more than the digits and a line end
  const ssize_t size = ::read(in.get(), hex, sizeof(hex));
  const bool whole = size == kHexBytes || (size == kHexBytes + 1 && hex[kHexBytes] == '\n');
  SecretKey key;
  std::size_t decoded = 0;
  const bool good = whole &&
                    sodium_hex2bin(key.data(), SecretKey::kBytes, hex, kHexBytes, nullptr, &decoded,
                                   nullptr) == 0 &&
                    decoded == SecretKey::kBytes;
  sodium_memzero(hex, sizeof(hex));
  if (!good) return Fail(file, "does not hold 64 hex digits: restore it from its backup");
  return key;
}

}  // namespace

SecretKey::~SecretKey() {
  sodium_memzero(bytes_.data(), bytes_.size());
}

SecretKey SecretKey::Random() {
  StartSodium();
  SecretKey key;
  randombytes_buf(key.data(), kBytes);
  return key;
}

Sealed Seal(std::string_view original) {
  Sealed sealed;
  sealed.key = SecretKey::Random();
  sealed.ciphertext = Encrypt(sealed.key, original, {});
  return sealed;
}

core::Expected<MasterKey> MasterKey::Load(const std::filesystem::path& file, KeyFile mode) {
  StartSodium();
  if (mode == KeyFile::kMakeIfMissing && ::access(file.c_str(), F_OK) != 0 && errno == ENOENT) {
    if (auto error = Make(file)) return *error;
  }
  const auto key = Read(file);
  if (!key) return key.error();
  return MasterKey(*key);
}

MasterKey::MasterKey(const SecretKey& master) {
  std::uint64_t use = 0;
  for (SecretKey* key : {&wrapping_, &hashing_, &naming_}) {
    crypto_kdf_derive_from_key(key->data(), SecretKey::kBytes, ++use, kContext, master.data());
  }
}

std::string MasterKey::fingerprint() const {
  std::string hash(16, '\0');
  crypto_generichash(Bytes(hash), hash.size(), nullptr, 0, naming_.data(), SecretKey::kBytes);
  return hash;
}

std::string MasterKey::Hash(std::string_view original) const {
  std::string hash(32, '\0');
  crypto_generichash(Bytes(hash), hash.size(), Bytes(original), original.size(), hashing_.data(),
                     SecretKey::kBytes);
  return hash;
}

std::string MasterKey::Wrap(const SecretKey& key, std::uint32_t document) const {
  const std::string_view plain(reinterpret_cast<const char*>(key.data()), SecretKey::kBytes);
  return Encrypt(wrapping_, plain, DocumentBytes(document));
}

std::optional<SecretKey> MasterKey::Unwrap(std::string_view wrapped_key,
                                           std::uint32_t document) const {
  std::optional<std::string> plain = Decrypt(wrapping_, wrapped_key, DocumentBytes(document));
  if (!plain || plain->size() != SecretKey::kBytes) return std::nullopt;
  SecretKey key;
  std::memcpy(key.data(), plain->data(), SecretKey::kBytes);
  sodium_memzero(plain->data(), plain->size());
  return key;
}

std::optional<std::string> MasterKey::Rewrap(std::string_view wrapped_key, std::uint32_t document,
                                             const MasterKey& next) const {
  const auto key = Unwrap(wrapped_key, document);
  if (!key) return std::nullopt;
  return next.Wrap(*key, document);
}

// Documents count from 1.
std::string MasterKey::WrapHashingFor(const MasterKey& next) const {
  return next.Wrap(hashing_, 0);
}

bool MasterKey::UseHashing(std::string_view wrapped) {
  const auto key = Unwrap(wrapped, 0);
  if (key) hashing_ = *key;
  return key.has_value();
}

std::optional<std::string> MasterKey::Unseal(std::string_view wrapped_key,
                                             std::string_view ciphertext,
                                             std::uint32_t document) const {
  const auto key = Unwrap(wrapped_key, document);
  if (!key) return std::nullopt;
  return Decrypt(*key, ciphertext, {});
}

core::Expected<bool> ReplaceKeyFile(const std::filesystem::path& file,
                                    const std::filesystem::path& next,
                                    std::string_view fingerprint_before) {
  const std::filesystem::path before =
      file.string() + ".before-" + core::Hex(fingerprint_before.substr(0, 4));
  // A second name for the old key first: no kill leaves none under `file`.
  if (::link(file.c_str(), before.c_str()) != 0 && errno != EEXIST && errno != ENOENT) {
    return Fail(before, fmt::format("cannot be made: {}", std::strerror(errno)));
  }
  if (::rename(next.c_str(), file.c_str()) != 0) {
    return Fail(file, fmt::format("cannot be replaced: {}", std::strerror(errno)));
  }
  if (const auto error = SyncFolderOf(file)) return *error;
  return true;
}

}  // namespace store
