#include "crawler/warc.h"

#include <fmt/format.h>
#include <sys/random.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <stdexcept>

#include "core/sha256.h"
#include "core/time.h"
#include "crawler/ascii.h"

namespace crawler {
namespace {

constexpr std::string_view kCrlf = "\r\n";
constexpr std::string_view kEndOfHead = "\r\n\r\n";
constexpr std::size_t kMaxPiece = 1u << 30;  // handed to zlib, which counts in 32 bits
constexpr int kGzip = 15 + 16;               // zlib: largest window, gzip wrapper

// Feeds pieces into one gzip member.
class GzipWriter {
 public:
  GzipWriter(int level, std::size_t input_bytes) {
    // A window beyond the input finds no more, but takes longer to clear than a page to pack.
    const int window_bits = std::clamp(static_cast<int>(std::bit_width(input_bytes)), 12, 15);
    const int memory = window_bits - 6;  // so much holds the codes of a window in one block
    if (deflateInit2(&stream_, level, Z_DEFLATED, window_bits + 16, memory, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
      throw std::runtime_error("zlib: no memory to compress");
    }
    out_.resize(deflateBound(&stream_, input_bytes));
    stream_.next_out = reinterpret_cast<Bytef*>(out_.data());
    stream_.avail_out = static_cast<uInt>(out_.size());
  }
  // Puts `bytes` more bytes into the member's header. Before anything is added.
  void Pad(std::size_t bytes) {
    padding_.assign(bytes - 1, ' ');
    out_.resize(out_.size() + bytes);
    stream_.next_out = reinterpret_cast<Bytef*>(out_.data());
    stream_.avail_out = static_cast<uInt>(out_.size());
    header_.os = 3;
    header_.comment = reinterpret_cast<Bytef*>(padding_.data());
    deflateSetHeader(&stream_, &header_);
  }
  ~GzipWriter() { deflateEnd(&stream_); }
  GzipWriter(const GzipWriter&) = delete;
  GzipWriter& operator=(const GzipWriter&) = delete;

  void Add(std::string_view piece) { Run(piece, Z_NO_FLUSH); }
  std::string Finish() {
    Run({}, Z_FINISH);
    out_.resize(stream_.total_out);
    return std::move(out_);
  }

 private:
  // The output has room for all input (deflateBound), so one call takes it all.
  void Run(std::string_view piece, int flush) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
    stream_.avail_in = static_cast<uInt>(piece.size());
    const int result = deflate(&stream_, flush);
    const bool good = flush == Z_FINISH ? result == Z_STREAM_END : result == Z_OK || piece.empty();
    if (!good) throw std::logic_error("zlib: output larger than its bound");
  }

  z_stream stream_{};
  gz_header header_{};
  std::string out_, padding_;
};

// RFC 9562, version 4.
std::string RecordId() {
  std::array<unsigned char, 16> bytes{};
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    throw std::runtime_error("getrandom: no random bytes");
  }
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);
  const std::string hex =
      core::Hex(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  const std::string_view digits = hex;
  return fmt::format("<urn:uuid:{}-{}-{}-{}-{}>", digits.substr(0, 8), digits.substr(8, 4),
                     digits.substr(12, 4), digits.substr(16, 4), digits.substr(20));
}

// A field's value must not begin a line of its own.
void AddField(std::string_view name, std::string_view value, std::string& out) {
  out += name;
  out += ": ";
  std::replace_copy_if(
      value.begin(), value.end(), std::back_inserter(out),
      [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  out += kCrlf;
}

struct HttpHead {
  std::string text;
  std::string_view protocol;  // for WARC-Protocol; empty: not stated
};

// The head to store before a body whose chunks are joined already. wget and warcio store what came
// over the wire, chunks and all, so their heads are true; ours would make a reader look for chunks.
// So the field is renamed as the Internet Archive's tools do, and what it said is kept. HTTP/2 and
// 3 have no textual head at all: by common practice it is written as HTTP/1.1, which is what
// readers of application/http know, and WARC-Protocol tells what it was.
HttpHead StoredHead(std::string_view head) {
  HttpHead stored;
  stored.text.reserve(head.size() + 32);
  bool first = true;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find('\n'), head.size() - 1) + 1;
    std::string_view line = head.substr(0, end);
    head.remove_prefix(end);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if (first && (line.starts_with("HTTP/2") || line.starts_with("HTTP/3"))) {
      stored.protocol = line[5] == '2' ? "h2" : "h3";
      stored.text += "HTTP/1.1";
      line.remove_prefix(std::min(line.find(' '), line.size()));
    }
    first = false;
    const std::string_view name = line.substr(0, line.find(':'));
    if (EqualsIgnoreCase(name, "transfer-encoding")) stored.text += "X-Archive-Orig-";
    stored.text += line;
    stored.text += kCrlf;
  }
  stored.text += kCrlf;
  return stored;
}

// The value of a field of a head whose lines end in CRLF; names are case-insensitive.
std::optional<std::string_view> Field(std::string_view head, std::string_view name) {
  while (!head.empty()) {
    const std::size_t end = head.find(kCrlf);
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(end == std::string_view::npos ? head.size() : end + kCrlf.size());
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !EqualsIgnoreCase(line.substr(0, colon), name)) {
      continue;
    }
    return Trim(line.substr(colon + 1));
  }
  return std::nullopt;
}

// Of a record of `page`, but for its length, type and digest of content.
std::string HeadOf(std::string_view type, std::string_view id, const FetchedPage& page,
                   std::string_view protocol) {
  std::string head = "WARC/1.1\r\n";
  head.reserve(640 + page.item.url.size());
  AddField("WARC-Type", type, head);
  AddField("WARC-Record-ID", id, head);
  AddField("WARC-Target-URI", page.item.url, head);
  AddField("WARC-Date", core::ToUtcString(page.fetched), head);
  if (!page.address.empty()) AddField("WARC-IP-Address", page.address, head);
  if (!protocol.empty()) AddField("WARC-Protocol", protocol, head);
  return head;
}

// The gzip member of a record with that head, which says all but its length.
std::string Pack(std::string head, std::initializer_list<std::string_view> block, int level = 1) {
  std::size_t size = 0;
  for (const std::string_view part : block) size += part.size();
  AddField("Content-Length", fmt::format_int(size).c_str(), head);
  head += kCrlf;
  GzipWriter gzip(level, head.size() + size + kEndOfHead.size());
  gzip.Add(head);
  for (const std::string_view part : block) gzip.Add(part);
  gzip.Add(kEndOfHead);
  return gzip.Finish();
}

}  // namespace

std::string BuildWarcInfo(std::string_view name, core::Instant now) {
  std::string block;
  AddField("software", "sholu", block);
  AddField("format", "WARC File Format 1.1", block);
  AddField("conformsTo",
           "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
           block);
  std::string head = "WARC/1.1\r\n";
  AddField("WARC-Type", "warcinfo", head);
  AddField("WARC-Record-ID", RecordId(), head);
  AddField("WARC-Date", core::ToUtcString(now), head);
  AddField("WARC-Filename", name, head);
  AddField("Content-Type", "application/warc-fields", head);
  return Pack(std::move(head), {block});
}

WarcRecord BuildWarcRecord(const FetchedPage& page, std::string sha256, const WarcFields& about) {
  WarcRecord record;
  record.sha256 = std::move(sha256);
  const HttpHead http = StoredHead(page.response_head);
  const std::string id = RecordId();
  std::string head = HeadOf("response", id, page, http.protocol);
  AddField("WARC-Payload-Digest", "sha256:" + record.sha256, head);
  AddField("Content-Type", "application/http;msgtype=response", head);
  // A body that came compressed is not made smaller by compressing it again.
  const bool packed = !page.content_encoding.empty() && page.content_encoding != "identity";
  record.bytes = Pack(std::move(head), {http.text, page.body}, packed ? 0 : 1);

  if (!page.request_head.empty()) {
    head = HeadOf("request", RecordId(), page, http.protocol);
    AddField("WARC-Concurrent-To", id, head);
    AddField("Content-Type", "application/http;msgtype=request", head);
    record.concurrent += Pack(std::move(head), {page.request_head});
  }
  if (!about.empty()) {
    std::string block;
    for (const auto& [name, value] : about) AddField(name, value, block);
    head = HeadOf("metadata", RecordId(), page, {});
    AddField("WARC-Concurrent-To", id, head);
    AddField("Content-Type", "application/warc-fields", head);
    record.concurrent += Pack(std::move(head), {block});
  }
  return record;
}

WarcRecord BuildRevisitRecord(const FetchedPage& page, std::string sha256, core::Instant before) {
  WarcRecord record;
  record.sha256 = std::move(sha256);
  const HttpHead http = StoredHead(page.response_head);
  std::string head = HeadOf("revisit", RecordId(), page, http.protocol);
  const std::string_view profile =
      page.status == kNotModified ? "server-not-modified" : "identical-payload-digest";
  AddField("WARC-Profile", fmt::format("http://netpreserve.org/warc/1.1/revisit/{}", profile),
           head);
  AddField("WARC-Refers-To-Target-URI", page.item.url, head);
  AddField("WARC-Refers-To-Date", core::ToUtcString(before), head);
  AddField("WARC-Payload-Digest", "sha256:" + record.sha256, head);
  AddField("Content-Type", "application/http;msgtype=response", head);
  record.bytes = Pack(std::move(head), {http.text});
  return record;
}

WarcRecord BuildResourceRecord(std::string_view uri, std::string_view content_type,
                               std::string_view bytes, core::Instant received) {
  WarcRecord record;
  record.sha256 = core::Sha256Hex(bytes);
  std::string head = "WARC/1.1\r\n";
  AddField("WARC-Type", "resource", head);
  AddField("WARC-Record-ID", RecordId(), head);
  AddField("WARC-Target-URI", uri, head);
  AddField("WARC-Date", core::ToUtcString(received), head);
  AddField("WARC-Payload-Digest", "sha256:" + record.sha256, head);
  AddField("Content-Type", content_type, head);
  record.bytes = Pack(std::move(head), {bytes});
  return record;
}

std::string BuildErasedRecord(std::size_t length, core::Instant now) {
  constexpr std::string_view kBlock = "erased: by order\r\n";
  std::string record = "WARC/1.1\r\n";
  AddField("WARC-Type", "metadata", record);
  AddField("WARC-Record-ID", RecordId(), record);
  AddField("WARC-Date", core::ToUtcString(now), record);
  AddField("Content-Type", "application/warc-fields", record);
  AddField("Content-Length", fmt::format_int(kBlock.size()).c_str(), record);
  record.append(kCrlf).append(kBlock).append(kEndOfHead);
  const auto pack = [&](std::size_t padding) {
    GzipWriter gzip(9, record.size());
    if (padding > 0) gzip.Pad(padding);
    gzip.Add(record);
    return gzip.Finish();
  };
  const std::string bare = pack(0);
  if (bare.size() > length) throw std::logic_error("no record of the archive is that short");
  return bare.size() == length ? bare : pack(length - bare.size());
}

core::Expected<UnpackedMember, MemberError> UnpackMember(
    const std::function<std::string_view()>& next, std::size_t max_bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, kGzip) != Z_OK)
    return MemberError{{"no memory to unpack"}, false, 0, {}};
  UnpackedMember member;
  std::string& out = member.text;
  int result = Z_OK;
  bool cut = false;
  while (result == Z_OK && !cut && out.size() <= max_bytes) {
    if (stream.avail_in == 0) {
      const std::string_view piece = next();
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
      stream.avail_in = static_cast<uInt>(piece.size());
      cut = piece.empty();
    }
    // Grows with what really comes out: a small member cannot claim much memory at once.
    const std::size_t filled = out.size();
    const std::size_t least = std::min<std::size_t>(max_bytes + 1, 64u << 10);
    out.resize(filled + std::clamp<std::size_t>(filled, least, 16u << 20));
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + filled);
    stream.avail_out = static_cast<uInt>(out.size() - filled);
    result = inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
    if (result == Z_BUF_ERROR && !cut) result = Z_OK;  // wants the next piece
  }
  member.bytes = stream.total_in;
  inflateEnd(&stream);
  const bool too_large = out.size() > max_bytes;
  if (result == Z_STREAM_END && !too_large) return member;
  MemberError error;
  error.bytes = member.bytes;
  error.ends_early = !too_large && cut && (result == Z_OK || result == Z_BUF_ERROR);
  error.message = too_large          ? fmt::format("larger than {} bytes", max_bytes)
                  : error.ends_early ? "the record ends early"
                                     : "not one gzip member";
  error.text = std::move(out);
  return error;
}

core::Expected<UnpackedMember, MemberError> UnpackMember(std::string_view bytes,
                                                         std::size_t max_bytes) {
  const auto next = [&bytes] {
    const std::string_view piece = bytes.substr(0, kMaxPiece);
    bytes.remove_prefix(piece.size());
    return piece;
  };
  return UnpackMember(next, max_bytes);
}

core::Expected<WarcContent> ParseWarcRecord(std::string text) {
  const std::string_view record = text;
  const std::size_t head_end = record.find(kEndOfHead);
  if (!record.starts_with("WARC/1.") || head_end == std::string_view::npos) {
    return core::Error{"no WARC record"};
  }
  const std::string_view head = record.substr(0, head_end);
  WarcContent content;
  content.type = Field(head, "WARC-Type").value_or("");
  content.id = Field(head, "WARC-Record-ID").value_or("");
  content.concurrent_to = Field(head, "WARC-Concurrent-To").value_or("");
  content.uri = Field(head, "WARC-Target-URI").value_or("");
  const std::string_view digest = Field(head, "WARC-Payload-Digest").value_or("");
  constexpr std::string_view kSha256 = "sha256:";
  if (digest.starts_with(kSha256) && content.type != "revisit")
    content.sha256 = digest.substr(kSha256.size());
  const std::string_view length = Field(head, "Content-Length").value_or("");
  std::size_t size = 0;
  const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), size);
  if (error != std::errc() || end != length.data() + length.size()) {
    return core::Error{"the record has no Content-Length"};
  }
  const std::size_t block_begin = head_end + kEndOfHead.size();
  if (size > record.size() - block_begin || record.substr(block_begin + size) != kEndOfHead) {
    return core::Error{"the record's Content-Length is wrong"};
  }
  std::size_t body_begin = block_begin;
  if (content.type == "response") {
    const std::size_t head_of_http = record.substr(block_begin, size).find(kEndOfHead);
    if (head_of_http == std::string_view::npos) {
      return core::Error{"no HTTP response in the record"};
    }
    body_begin += head_of_http + kEndOfHead.size();
  }
  text.resize(block_begin + size);
  text.erase(0, body_begin);
  content.body = std::move(text);
  return content;
}

core::Expected<std::string> ReadWarcMember(std::string_view member, std::size_t max_bytes) {
  auto unpacked = UnpackMember(member, max_bytes);
  if (!unpacked) return unpacked.error();
  if (unpacked->bytes != member.size()) return core::Error{"not one gzip member"};
  auto content = ParseWarcRecord(std::move(unpacked->text));
  if (!content) return content.error();
  if (content->type == "metadata") return core::Error{"it was erased"};
  if (content->type != "response" && content->type != "resource") {
    return core::Error{"neither a response nor a resource record"};
  }
  return std::move(content->body);
}

}  // namespace crawler
