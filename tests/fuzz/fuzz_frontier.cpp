// Bytes of a damaged database as records and keys of the frontier, and as one to load.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/memory_key_value.h"
#include "crawler/frontier_record.h"

using namespace crawler;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto record = DecodeUrlRecord("https://a.kz/", bytes)) {
    const std::string again = EncodeUrlRecord(*record);
    const auto other = DecodeUrlRecord("https://a.kz/", again);
    if (!other || EncodeUrlRecord(*other) != again) __builtin_trap();
  }
  if (const auto meta = DecodeMeta(bytes)) {
    if (!DecodeMeta(EncodeMeta(*meta))) __builtin_trap();
  }
  if (const auto host = DecodeHost(bytes)) {
    if (!DecodeHost(EncodeHost(*host))) __builtin_trap();
  }
  if (const auto robots = DecodeRobots(bytes)) {
    if (!DecodeRobots(EncodeRobots(*robots))) __builtin_trap();
  }
  if (const auto lines = DecodeSiteLines(bytes)) {
    if (!DecodeSiteLines(EncodeSiteLines(*lines))) __builtin_trap();
  }
  if (const auto entry = ParseQueueKey(bytes)) {
    if (QueueKey(entry->origin, entry->lane, entry->due, entry->url) != bytes) __builtin_trap();
  }

  core::MemoryKeyValue space;
  core::Batch batch;
  const std::string key = std::string(kQueueBegin) + std::string(bytes);
  batch.Put(key, "");
  if (const auto entry = ParseQueueKey(key)) batch.Put(UrlKey(entry->url), std::string(bytes));
  space.Write(batch);
  try {
    Frontier frontier(space, {}, [] { return std::chrono::system_clock::time_point::max(); });
    if (const auto item = frontier.Take()) frontier.Done(*item);
  } catch (const std::runtime_error&) {
    // It says that it is damaged.
  }
  return 0;
}
