// Lines of the audit log: written, read, and told from what a kill left of one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "app/audit_log.h"

namespace app {

// With its line end. Append refuses longer ones, so that a reader needs no more memory.
inline constexpr std::size_t kMaxAuditLine = 60'000;

// What lies between two lines: the rest of one that was torn.
struct TornBytes {
  std::uint64_t bytes = 0;
  std::string sha256;

  bool operator==(const TornBytes&) const = default;
};

struct AuditLine {
  AuditRecord record;
  std::optional<TornBytes> torn;  // before it
};

// The line with its end and its hash, which becomes record.sha256; an error if it is too long.
core::Expected<std::string> ToLine(AuditLine& line);

// The line without its end; nothing unless every byte is as it was written.
std::optional<AuditLine> ReadAuditLine(std::string_view bytes);

// Whether `bytes` can be what a kill or a power loss left of a line: less than it says that it has,
// perhaps filled with NUL, but not nothing. A whole line in which something was changed never is.
bool IsTorn(std::string_view bytes);

// "1-4,9" of ascending numbers; empty if that is longer than `max_bytes`.
std::string Ranges(const std::vector<store::DocumentNumber>& numbers, std::size_t max_bytes);
bool RangesHave(std::string_view ranges, store::DocumentNumber number);

}  // namespace app
