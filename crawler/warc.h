// WARC 1.1 records (ISO 28500:2017) in memory: one gzip member each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
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

// What claims to unpack to more is no record of ours: a body has at most
// Spider::Options::max_bytes.
inline constexpr std::size_t kMaxRecordBytes = 256u << 20;

struct UnpackedMember {
  std::string text;
  std::uint64_t bytes = 0;  // that the member takes
};
struct MemberError : core::Error {
  bool ends_early = false;  // sound as far as it goes
  std::uint64_t bytes = 0;  // of the input that were read
  std::string text;         // that came out of them
};
// The gzip member that the input begins with. `next` gives the input, however long, in pieces of at
// most 4 GB that live until it is called again; an empty one ends it. The member must unpack to at
// most `max_bytes`. Any bytes may come; the error is one line without the file's name.
core::Expected<UnpackedMember, MemberError> UnpackMember(
    const std::function<std::string_view()>& next, std::size_t max_bytes);
core::Expected<UnpackedMember, MemberError> UnpackMember(std::string_view bytes,
                                                         std::size_t max_bytes);

// The text of one record.
core::Expected<WarcContent> ParseWarcRecord(std::string record);

// The body as received in the `response` record, or the file in the `resource` record, that
// `member` holds: exactly one gzip member that unpacks to at most `max_bytes`. Any bytes may come;
// the error is one line without the file's name.
core::Expected<std::string> ReadWarcMember(std::string_view member, std::size_t max_bytes);

}  // namespace crawler
