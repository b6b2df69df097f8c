// WARC 1.1 records (ISO 28500:2017) in memory: one gzip member each.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/expected.h"
#include "crawler/archive.h"

namespace crawler {

// The `warcinfo` record that begins the file `name`, as a gzip member.
std::string BuildWarcInfo(std::string_view name, core::Instant now);

// What takes the place of a record that is erased: a `metadata` record that says so and nothing
// else, in one gzip member of exactly `length` bytes (padded in its header, RFC 1952), so that the
// records behind it stay where they are. Throws std::logic_error if a record cannot be that short.
std::string BuildErasedRecord(std::size_t length, core::Instant now);

struct UnpackedMember {
  std::string text;
  std::size_t bytes = 0;  // that the member takes
};
// The gzip member that `bytes` begin with (at most 4 GB of them are looked at). It must unpack to
// at most `max_bytes`. Any bytes may come; the error is one line without the file's name.
core::Expected<UnpackedMember> UnpackMember(std::string_view bytes, std::size_t max_bytes);

// A record, unpacked.
struct WarcContent {
  std::string type;    // "response", "resource", "warcinfo", "metadata", ...
  std::string sha256;  // that it says its body has: 64 hex digits; empty: it says nothing
  std::string body;    // without an HTTP head
};
core::Expected<WarcContent> ParseWarcRecord(std::string record);

// The body as received in the `response` record, or the file in the `resource` record, that
// `member` holds: exactly one gzip member that unpacks to at most `max_bytes`. Any bytes may come;
// the error is one line without the file's name.
core::Expected<std::string> ReadWarcMember(std::string_view member, std::size_t max_bytes);

}  // namespace crawler
