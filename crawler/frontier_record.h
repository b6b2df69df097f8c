// How the frontier lies in its KeyValue: the grammar of the keys and the record of one URL.
//
//   "m"                                   -> varint known URLs, varint round
//   "u" 0 URL                             -> UrlRecord; one per known URL
//   "q" 0 ORIGIN 0 LANE DUE URL           -> empty; one per queued URL
//
// LANE is one byte, DUE are eight, big-endian microseconds since 1970, so that a scan of one origin
// and lane yields what is due first. Neither URL nor ORIGIN contains a zero byte. A URL has a "q"
// key exactly while its record says kQueued, and it is made of the record's own origin, purpose and
// due time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "crawler/frontier.h"

namespace crawler {

using Micros = std::uint64_t;  // since 1970

enum class UrlState : std::uint8_t {
  kQueued = 1,
  kDone = 2,
  kGivenUp = 3,  // failed too often; may be queued again when a later round sees it
  kDropped = 4,  // final, until its source publishes a newer version
};

struct UrlRecord {
  FrontierItem item;
  UrlState state = UrlState::kQueued;
  Micros due = 0;           // while queued
  std::uint64_t round = 0;  // in which it was last queued or answered
  std::string reason;       // of the last failure
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

// Pages that list others come before the backlog of an origin, so that news is found early.
// Sitemaps, which may be many, queue with the articles.
enum class Lane : std::uint8_t { kListing = 0, kBacklog = 1 };
inline constexpr std::size_t kLanes = 2;
Lane LaneOf(Purpose purpose);

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

}  // namespace crawler
