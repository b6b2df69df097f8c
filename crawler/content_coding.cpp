#include <brotli/decode.h>
#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>

#include "crawler/ascii.h"
#include "crawler/charset.h"

namespace crawler {
namespace {

constexpr std::size_t kChunkBytes = 64u << 10;
constexpr std::size_t kRatioFreeBytes = 1u << 20;
constexpr int kWindowBits = 15;
constexpr int kGzip = kWindowBits + 16, kZlib = kWindowBits, kRaw = -kWindowBits;
// RFC 9659: what a decoder of the web must take; a frame that wants a larger window is refused.
constexpr int kZstdWindowLog = 23;
// More than one is hardly ever seen; each undoing costs a pass.
constexpr int kMostCodings = 3;

enum class Progress { kMore, kEnd, kCut, kDamaged };

// A chunk at the end of `out` to write into; what is not used goes when it ends.
class Chunk {
 public:
  explicit Chunk(std::string& out) : out_(out), before_(out.size()) {
    out_.resize(before_ + kChunkBytes);
  }
  char* data() { return out_.data() + before_; }
  void Keep(std::size_t used) { out_.resize(before_ + used); }

 private:
  std::string& out_;
  std::size_t before_;
};

// A zlib stream over borrowed input.
class Inflater {
 public:
  Inflater(std::string_view input, int window_bits) : gzip_(window_bits == kGzip) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    stream_.avail_in = static_cast<uInt>(input.size());
    ready_ = inflateInit2(&stream_, window_bits) == Z_OK;
  }
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // Appends up to a chunk to `out`.
  Progress Step(std::string& out) {
    if (!ready_) return Progress::kDamaged;
    Chunk chunk(out);
    stream_.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream_.avail_out = kChunkBytes;
    const int code = inflate(&stream_, Z_NO_FLUSH);
    const std::size_t made = kChunkBytes - stream_.avail_out;
    chunk.Keep(made);
    if (code == Z_STREAM_END) return gzip_ && NextMember() ? Progress::kMore : Progress::kEnd;
    if (code == Z_BUF_ERROR || (code == Z_OK && made == 0)) return Progress::kCut;
    return code == Z_OK ? Progress::kMore : Progress::kDamaged;
  }

 private:
  // A gzip file may have several members (RFC 1952 2.2); what follows the last one is ignored.
  bool NextMember() {
    return stream_.avail_in > 2 && stream_.next_in[0] == 0x1F && stream_.next_in[1] == 0x8B &&
           inflateReset(&stream_) == Z_OK;
  }

  z_stream stream_{};
  bool gzip_;
  bool ready_ = false;
};

// A Brotli stream (RFC 7932) over borrowed input.
class BrotliReader {
 public:
  explicit BrotliReader(std::string_view input)
      : state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)),
        next_(reinterpret_cast<const std::uint8_t*>(input.data())),
        left_(input.size()) {}

  Progress Step(std::string& out) {
    if (!state_) return Progress::kDamaged;
    Chunk chunk(out);
    std::size_t room = kChunkBytes;
    auto* to = reinterpret_cast<std::uint8_t*>(chunk.data());
    const auto result =
        BrotliDecoderDecompressStream(state_.get(), &left_, &next_, &room, &to, nullptr);
    chunk.Keep(kChunkBytes - room);
    if (result == BROTLI_DECODER_RESULT_SUCCESS) return Progress::kEnd;
    if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) return Progress::kCut;
    return result == BROTLI_DECODER_RESULT_ERROR ? Progress::kDamaged : Progress::kMore;
  }

 private:
  struct Free {
    void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
  };
  std::unique_ptr<BrotliDecoderState, Free> state_;
  const std::uint8_t* next_;
  std::size_t left_;
};

// Zstandard frames (RFC 8878) over borrowed input.
class ZstdReader {
 public:
  explicit ZstdReader(std::string_view input)
      : stream_(ZSTD_createDStream()), in_{input.data(), input.size(), 0} {
    if (stream_) ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, kZstdWindowLog);
  }

  Progress Step(std::string& out) {
    if (!stream_) return Progress::kDamaged;
    Chunk chunk(out);
    ZSTD_outBuffer to{chunk.data(), kChunkBytes, 0};
    const std::size_t result = ZSTD_decompressStream(stream_.get(), &to, &in_);
    chunk.Keep(to.pos);
    if (ZSTD_isError(result) != 0) return Progress::kDamaged;
    const bool all = in_.pos == in_.size;
    if (result == 0 && all) return Progress::kEnd;
    return all && to.pos == 0 ? Progress::kCut : Progress::kMore;
  }

 private:
  struct Free {
    void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
  };
  std::unique_ptr<ZSTD_DStream, Free> stream_;
  ZSTD_inBuffer in_;
};

template <typename Reader>
core::Expected<std::string> ReadAll(Reader&& reader, std::size_t size, const DecodeLimits& limits) {
  std::string out;
  for (;;) {
    const std::size_t before = out.size();
    const Progress progress = reader.Step(out);
    const double allowed = limits.max_ratio * static_cast<double>(size);
    if (out.size() > limits.max_bytes ||
        (out.size() > kRatioFreeBytes && static_cast<double>(out.size()) > allowed)) {
      return core::Error{
          fmt::format("compressed body of {} bytes: grows beyond {} bytes", size, before)};
    }
    if (progress == Progress::kEnd) return out;
    if (progress != Progress::kMore) {
      return core::Error{fmt::format("compressed body of {} bytes: {} after {} decoded bytes", size,
                                     progress == Progress::kCut ? "cut off" : "damaged",
                                     out.size())};
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

core::Expected<std::string> DecodeOne(std::string_view body, std::string_view coding,
                                      const DecodeLimits& limits) {
  if (coding == "gzip" || coding == "x-gzip") {
    return ReadAll(Inflater(body, kGzip), body.size(), limits);
  }
  if (coding == "deflate") {
    return ReadAll(Inflater(body, HasZlibHeader(body) ? kZlib : kRaw), body.size(), limits);
  }
  if (coding == "br") return ReadAll(BrotliReader(body), body.size(), limits);
  if (coding == "zstd") return ReadAll(ZstdReader(body), body.size(), limits);
  return core::Error{fmt::format("content encoding \"{}\" is not known", coding.substr(0, 40))};
}

}  // namespace

core::Expected<std::string> DecodeContent(std::string_view body, std::string_view content_encoding,
                                          const DecodeLimits& limits) {
  if (body.size() > limits.max_bytes) {
    return core::Error{
        fmt::format("body of {} bytes: more than {}", body.size(), limits.max_bytes)};
  }
  std::string decoded;
  std::string_view rest = body;  // what is still to be undone: at first as it came
  std::string codings = Lower(content_encoding);
  // In the order in which they were applied (RFC 9110 8.4): the last one is undone first.
  for (int undone = 0; !codings.empty() && !rest.empty();) {
    const std::size_t comma = codings.rfind(',');
    const std::string coding(
        Trim(comma == std::string::npos ? codings : std::string_view(codings).substr(comma + 1)));
    codings.resize(comma == std::string::npos ? 0 : comma);
    if (coding.empty() || coding == "identity") continue;
    if (++undone > kMostCodings) {
      return core::Error{fmt::format("more than {} content encodings", kMostCodings)};
    }
    auto next = DecodeOne(rest, coding, limits);
    if (!next) return next;
    decoded = *std::move(next);
    rest = decoded;
  }
  return rest.data() == body.data() ? std::string(body) : std::move(decoded);
}

}  // namespace crawler
