#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>

#include "crawler/ascii.h"
#include "crawler/charset.h"

namespace crawler {
namespace {

constexpr std::size_t kChunkBytes = 64u << 10;
constexpr std::size_t kRatioFreeBytes = 1u << 20;
constexpr int kWindowBits = 15;
constexpr int kGzip = kWindowBits + 16, kZlib = kWindowBits, kRaw = -kWindowBits;

// A zlib stream over borrowed input.
class Inflater {
 public:
  Inflater(std::string_view input, int window_bits) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    stream_.avail_in = static_cast<uInt>(input.size());
    ready_ = inflateInit2(&stream_, window_bits) == Z_OK;
  }
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // Appends up to a chunk to `out` and returns zlib's code.
  int Step(std::string& out) {
    if (!ready_) return Z_MEM_ERROR;
    const std::size_t before = out.size();
    out.resize(before + kChunkBytes);
    stream_.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream_.avail_out = kChunkBytes;
    const int code = inflate(&stream_, Z_NO_FLUSH);
    out.resize(out.size() - stream_.avail_out);
    return code;
  }

  // A gzip file may have several members (RFC 1952 2.2); what follows the last one is ignored.
  bool NextMember() {
    return stream_.avail_in > 2 && stream_.next_in[0] == 0x1F && stream_.next_in[1] == 0x8B &&
           inflateReset(&stream_) == Z_OK;
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

core::Expected<std::string> Inflate(std::string_view body, int window_bits,
                                    const DecodeLimits& limits) {
  Inflater inflater(body, window_bits);
  std::string out;
  for (;;) {
    const std::size_t before = out.size();
    const int code = inflater.Step(out);
    const double allowed = limits.max_ratio * static_cast<double>(body.size());
    if (out.size() > limits.max_bytes ||
        (out.size() > kRatioFreeBytes && static_cast<double>(out.size()) > allowed)) {
      return core::Error{
          fmt::format("compressed body of {} bytes: grows beyond {} bytes", body.size(), before)};
    }
    if (code == Z_STREAM_END) {
      if (window_bits != kGzip || !inflater.NextMember()) return out;
    } else if (code != Z_OK || (code == Z_OK && out.size() == before)) {
      return core::Error{
          fmt::format("compressed body of {} bytes: {} after {} decoded bytes", body.size(),
                      code == Z_BUF_ERROR || code == Z_OK ? "cut off" : "damaged", out.size())};
    }
  }
}

// "deflate" should be zlib (RFC 9110 8.4.1.2), but servers send raw deflate too.
bool HasZlibHeader(std::string_view body) {
  if (body.size() < 2) return false;
  const unsigned first = static_cast<unsigned char>(body[0]);
  const unsigned second = static_cast<unsigned char>(body[1]);
  return (first & 0x0F) == Z_DEFLATED && (first >> 4) <= 7 && (first * 256 + second) % 31 == 0;
}

}  // namespace

core::Expected<std::string> DecodeContent(std::string_view body, std::string_view content_encoding,
                                          const DecodeLimits& limits) {
  const std::string coding = Lower(Trim(content_encoding));
  const bool plain = coding.empty() || coding == "identity";
  if (body.size() > limits.max_bytes) {
    return core::Error{
        fmt::format("body of {} bytes: more than {}", body.size(), limits.max_bytes)};
  }
  if (plain || body.empty()) return std::string(body);
  if (coding == "gzip" || coding == "x-gzip") return Inflate(body, kGzip, limits);
  if (coding == "deflate") return Inflate(body, HasZlibHeader(body) ? kZlib : kRaw, limits);
  return core::Error{fmt::format("content encoding \"{}\" is not known", coding.substr(0, 40))};
}

}  // namespace crawler
