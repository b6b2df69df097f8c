// How the frontier lies in its KeyValue: the grammar of the keys and the record of one URL.
//
//   "m"                                   -> varint known URLs, varint round
//   "u" 0 URL                             -> UrlRecord; one per known URL
//   "q" 0 ORIGIN 0 LANE DUE URL           -> empty; one per queued URL
//   "h" 0 HOST                            -> HostRecord; one per host that asked for a longer rest
//   "r" 0 ORIGIN                          -> RobotsRecord; one per origin with a known robots.txt
//   "b" 0 HOST 0 SLOT                     -> SiteLinesRecord; one per page to compare bodies with
//
// SLOT and LANE are one byte, DUE are eight, big-endian microseconds since
// 1970, so that a scan of one origin and lane yields what is due first. None of URL, ORIGIN and
// HOST contains a zero byte. A URL has a "q" key exactly while its record says kQueued.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/frontier.h"
#include "crawler/revisit.h"

namespace crawler {

using Micros = std::uint64_t;  // since 1970

struct UrlRecord {
  FrontierItem item;
  UrlState state = UrlState::kQueued;
  Micros due = 0;           // while queued
  std::uint64_t round = 0;  // in which it was last queued or answered
  std::string reason;       // of the last failure
  ObservedRate rate;        // of a page that lists others
};

std::string EncodeUrlRecord(const UrlRecord& record);
// nullopt if `bytes` are damaged. `url` is the one of the key.
std::optional<UrlRecord> DecodeUrlRecord(std::string_view url, std::string_view bytes);

struct FrontierMeta {
  std::uint64_t known = 0, round = 0;
};
inline constexpr std::string_view kMetaKey = "m";
std::string EncodeMeta(const FrontierMeta& meta);
std::optional<FrontierMeta> DecodeMeta(std::string_view bytes);

std::string UrlKey(std::string_view url);

// What must outlive the process of a host's wishes.
struct HostRecord {
  Micros delay = 0;  // between two requests; 0: the default
  Micros paused_until = 0;
  Micros next_allowed = 0;  // of version 0.1, which wrote that instead of the delay
};
inline constexpr std::string_view kHostBegin{"h\0", 2}, kHostEnd{"h\1", 2};
std::string HostKey(std::string_view host);
std::string EncodeHost(const HostRecord& record);
std::optional<HostRecord> DecodeHost(std::string_view bytes);

// Of an origin, pages that list others come first, then what is new, then the backlog. Sitemaps,
// which may be many, queue with the backlog.
enum class Lane : std::uint8_t { kListing = 0, kNews = 1, kBacklog = 2 };
inline constexpr std::size_t kLanes = 3;
Lane LaneOf(const FrontierItem& item);

inline constexpr std::string_view kQueueBegin{"q\0", 2}, kQueueEnd{"q\1", 2};
// What all keys of one lane begin with, and the first key beyond them.
std::string LaneBegin(std::string_view origin, Lane lane);
std::string LaneEnd(std::string_view origin, Lane lane);
std::string QueueKey(std::string_view origin, Lane lane, Micros due, std::string_view url);

struct QueueEntry {
  std::string_view origin, url;  // into the key
  Lane lane = Lane::kBacklog;
  Micros due = 0;
};
// nullopt if `key` is no queue key.
std::optional<QueueEntry> ParseQueueKey(std::string_view key);

// What a server said of its robots.txt (crawler/robots_cache.h).
struct RobotsRecord {
  bool has_rules = false;
  std::string body;                           // empty: everything is allowed
  std::int64_t good_until = 0, retry_at = 0;  // seconds since 1970
  std::uint32_t failures = 0;                 // in a row
  std::string trouble;                        // the last of them
};
std::string RobotsKey(std::string_view origin);
std::string EncodeRobots(const RobotsRecord& record);
std::optional<RobotsRecord> DecodeRobots(std::string_view bytes);

// What is remembered of the body of a page (crawler/site_lines.h).
struct SiteLinesRecord {
  std::uint64_t number = 0;          // in the order seen
  std::uint64_t url = 0;             // its hash
  std::vector<std::uint32_t> lines;  // their hashes, rising
};
std::string SiteLinesKey(std::string_view host, std::uint8_t slot);
std::string EncodeSiteLines(const SiteLinesRecord& record);
std::optional<SiteLinesRecord> DecodeSiteLines(std::string_view bytes);

}  // namespace crawler
