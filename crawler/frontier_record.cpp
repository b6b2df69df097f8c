#include "crawler/frontier_record.h"

#include <cmath>
#include <limits>
#include <utility>

namespace crawler {
namespace {

constexpr std::uint8_t kFormat = 2;
constexpr std::uint8_t kWithoutRate = 1;  // what version 0.1 wrote: it ends before `news`
constexpr double kItemParts = 1000;
constexpr char kZero = '\0';

void PutNumber(std::uint64_t value, std::string& out) {
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80);
    value >>= 7;
  }
  out += static_cast<char>(value);
}

void PutString(std::string_view value, std::string& out) {
  PutNumber(value.size(), out);
  out += value;
}

void PutInstant(core::Instant value, std::string& out) {
  // Nothing on the web is older than 1970, and zero means "never".
  const auto seconds = value.time_since_epoch().count();
  PutNumber(seconds > 0 ? static_cast<std::uint64_t>(seconds) : 0, out);
}

// Reads what the functions above wrote; once something is missing, all further reads fail.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t Number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<std::uint8_t>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    good_ = false;
    rest_ = {};
    return 0;
  }

  std::string String() {
    const std::uint64_t size = Number();
    if (size > rest_.size()) {
      good_ = false;
      rest_ = {};
      return {};
    }
    std::string value(rest_.substr(0, static_cast<std::size_t>(size)));
    rest_.remove_prefix(static_cast<std::size_t>(size));
    return value;
  }

  core::Instant Time() {
    return core::Instant(std::chrono::seconds(static_cast<std::int64_t>(Number())));
  }

  bool more() const { return !rest_.empty(); }
  bool done() const { return good_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

void PutBigEndian(std::uint64_t value, std::string& out) {
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift);
}

// The key of what is known of `name`.
std::string Keyed(char kind, std::string_view name) {
  std::string key;
  key.reserve(name.size() + 2);
  key += kind;
  key += kZero;
  return key += name;
}

}  // namespace

std::string EncodeUrlRecord(const UrlRecord& record) {
  const FrontierItem& item = record.item;
  std::string out;
  out.reserve(96 + item.origin.size() + item.source.size() + item.etag.size());
  out += static_cast<char>(kFormat);
  PutNumber(static_cast<std::uint8_t>(record.state), out);
  PutNumber(record.due, out);
  PutNumber(record.round, out);
  PutString(item.origin, out);
  PutString(item.source, out);
  PutNumber(static_cast<std::uint8_t>(item.purpose), out);
  PutNumber(item.attempts, out);
  PutNumber(item.redirects, out);
  PutString(item.etag, out);
  PutString(item.last_modified, out);
  PutString(item.content_sha256, out);
  PutInstant(item.last_success, out);
  PutInstant(item.expected_version, out);
  PutString(record.reason, out);
  PutNumber(item.news ? 1 : 0, out);
  PutString(item.moved_to, out);
  PutNumber(static_cast<std::uint64_t>(std::llround(record.rate.items * kItemParts)), out);
  PutNumber(static_cast<std::uint64_t>(std::llround(record.rate.seconds)), out);
  return out;
}

std::optional<UrlRecord> DecodeUrlRecord(std::string_view url, std::string_view bytes) {
  Reader in(bytes);
  const std::uint64_t format = in.Number();
  if (format != kFormat && format != kWithoutRate) return std::nullopt;
  UrlRecord record;
  FrontierItem& item = record.item;
  item.url = url;
  const std::uint64_t state = in.Number();
  record.due = in.Number();
  record.round = in.Number();
  item.origin = in.String();
  item.source = in.String();
  const std::uint64_t purpose = in.Number();
  item.attempts = static_cast<std::uint32_t>(in.Number());
  item.redirects = static_cast<std::uint32_t>(in.Number());
  item.etag = in.String();
  item.last_modified = in.String();
  item.content_sha256 = in.String();
  item.last_success = in.Time();
  item.expected_version = in.Time();
  record.reason = in.String();
  if (format != kWithoutRate) {
    item.news = in.Number() != 0;
    item.moved_to = in.String();
    record.rate.items = static_cast<double>(in.Number()) / kItemParts;
    record.rate.seconds = static_cast<double>(in.Number());
  }
  if (!in.done() || state < 1 || state > 4 || purpose > 3) return std::nullopt;
  record.state = static_cast<UrlState>(state);
  item.purpose = static_cast<Purpose>(purpose);
  return record;
}

std::string EncodeMeta(const FrontierMeta& meta) {
  std::string out;
  PutNumber(meta.known, out);
  PutNumber(meta.round, out);
  return out;
}

std::optional<FrontierMeta> DecodeMeta(std::string_view bytes) {
  Reader in(bytes);
  FrontierMeta meta;
  meta.known = in.Number();
  meta.round = in.Number();
  return in.done() ? std::optional(meta) : std::nullopt;
}

std::string UrlKey(std::string_view url) {
  return Keyed('u', url);
}

std::string HostKey(std::string_view host) {
  return Keyed(kHostBegin[0], host);
}

std::string EncodeHost(const HostRecord& record) {
  std::string out;
  PutNumber(record.next_allowed, out);
  PutNumber(record.paused_until, out);
  PutNumber(record.delay, out);
  return out;
}

std::optional<HostRecord> DecodeHost(std::string_view bytes) {
  Reader in(bytes);
  HostRecord record;
  record.next_allowed = in.Number();
  record.paused_until = in.Number();
  if (in.more()) record.delay = in.Number();
  return in.done() ? std::optional(record) : std::nullopt;
}

std::string RobotsKey(std::string_view origin) {
  return Keyed('r', origin);
}

std::string EncodeRobots(const RobotsRecord& record) {
  std::string out;
  out.reserve(record.body.size() + 32);
  PutNumber(record.has_rules ? 1 : 0, out);
  PutNumber(static_cast<std::uint64_t>(record.good_until), out);
  PutNumber(static_cast<std::uint64_t>(record.retry_at), out);
  PutNumber(record.failures, out);
  PutString(record.trouble, out);
  PutString(record.body, out);
  return out;
}

std::optional<RobotsRecord> DecodeRobots(std::string_view bytes) {
  Reader in(bytes);
  RobotsRecord record;
  record.has_rules = in.Number() != 0;
  record.good_until = static_cast<std::int64_t>(in.Number());
  record.retry_at = static_cast<std::int64_t>(in.Number());
  record.failures = static_cast<std::uint32_t>(in.Number());
  record.trouble = in.String();
  record.body = in.String();
  return in.done() ? std::optional(std::move(record)) : std::nullopt;
}

std::string SiteLinesKey(std::string_view host, std::uint8_t slot) {
  std::string key = Keyed('b', host);
  key += kZero;
  return key += static_cast<char>(slot);
}

std::string EncodeSiteLines(const SiteLinesRecord& record) {
  std::string out;
  out.reserve(20 + 4 * record.lines.size());
  PutNumber(record.number, out);
  PutNumber(record.url, out);
  std::uint32_t last = 0;
  for (const std::uint32_t line : record.lines) PutNumber(line - std::exchange(last, line), out);
  return out;
}

std::optional<SiteLinesRecord> DecodeSiteLines(std::string_view bytes) {
  Reader in(bytes);
  SiteLinesRecord record;
  record.number = in.Number();
  record.url = in.Number();
  std::uint32_t line = 0;
  while (in.more()) {
    const std::uint64_t step = in.Number();
    if (step == 0 || step > std::numeric_limits<std::uint32_t>::max() - line) return std::nullopt;
    line += static_cast<std::uint32_t>(step);
    record.lines.push_back(line);
  }
  return in.done() ? std::optional(std::move(record)) : std::nullopt;
}

Lane LaneOf(const FrontierItem& item) {
  if (item.purpose == Purpose::kFeed || item.purpose == Purpose::kSection) return Lane::kListing;
  return item.news ? Lane::kNews : Lane::kBacklog;
}

std::string LaneBegin(std::string_view origin, Lane lane) {
  std::string key(kQueueBegin);
  key.reserve(origin.size() + 4);
  key += origin;
  key += kZero;
  key += static_cast<char>(lane);
  return key;
}

std::string LaneEnd(std::string_view origin, Lane lane) {
  std::string key = LaneBegin(origin, lane);
  key.back() = static_cast<char>(key.back() + 1);
  return key;
}

std::string QueueKey(std::string_view origin, Lane lane, Micros due, std::string_view url) {
  std::string key = LaneBegin(origin, lane);
  key.reserve(key.size() + 8 + url.size());
  PutBigEndian(due, key);
  key += url;
  return key;
}

std::optional<QueueEntry> ParseQueueKey(std::string_view key) {
  if (!key.starts_with(kQueueBegin)) return std::nullopt;
  key.remove_prefix(kQueueBegin.size());
  const std::size_t end = key.find(kZero);
  if (end == std::string_view::npos || key.size() < end + 1 + 1 + 8) return std::nullopt;
  QueueEntry entry;
  entry.origin = key.substr(0, end);
  const auto lane = static_cast<std::uint8_t>(key[end + 1]);
  if (lane >= kLanes) return std::nullopt;
  entry.lane = static_cast<Lane>(lane);
  for (const char byte : key.substr(end + 2, 8)) {
    entry.due = entry.due << 8 | static_cast<std::uint8_t>(byte);
  }
  entry.url = key.substr(end + 10);
  return entry;
}

}  // namespace crawler
