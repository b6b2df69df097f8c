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

// The body as received in the `response` record, or the file in the `resource` record, that
// `member` holds: exactly one gzip member that unpacks to at most `max_bytes`. Any bytes may come;
// the error is one line without the file's name.
core::Expected<std::string> ReadWarcMember(std::string_view member, std::size_t max_bytes);

}  // namespace crawler
