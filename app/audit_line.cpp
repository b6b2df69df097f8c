#include "app/audit_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "core/sha256.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kBegin = "{\"bytes\":";
constexpr std::size_t kDigits = 5;  // of kMaxAuditLine, filled with spaces
constexpr std::string_view kHashKey = ",\"sha256\":\"";
constexpr std::string_view kEnd = "\"}";
constexpr std::size_t kHashDigits = 64;
constexpr std::size_t kTail = kHashKey.size() + kHashDigits + kEnd.size();

bool IsHash(std::string_view text) {
  return text.size() == kHashDigits && text.find_first_not_of("0123456789abcdef") == text.npos;
}

// The length that a line says it has, its end included; 0: none can be read.
std::size_t ClaimedBytes(std::string_view line) {
  if (!line.starts_with(kBegin) || line.size() < kBegin.size() + kDigits) return 0;
  std::string_view digits = line.substr(kBegin.size(), kDigits);
  digits.remove_prefix(std::min(digits.find_first_not_of(' '), kDigits));
  std::size_t bytes = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), bytes);
  return failed == std::errc() && end == digits.data() + digits.size() ? bytes : 0;
}

bool EndsAsAWholeLine(std::string_view line) {
  return line.size() > kTail && line.ends_with(kEnd) &&
         line.substr(line.size() - kTail, kHashKey.size()) == kHashKey &&
         IsHash(line.substr(line.size() - kEnd.size() - kHashDigits, kHashDigits));
}

std::string Text(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::uint64_t Number(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

}  // namespace

core::Expected<std::string> ToLine(AuditLine& line) {
  AuditRecord& record = line.record;
  Json json = {{"number", record.number},
               {"at", core::ToUtcString(record.at)},
               {"who", record.who},
               {"action", record.action}};
  if (!record.documents.empty()) json["documents"] = record.documents;
  if (!record.filter.empty()) json["filter"] = record.filter;
  json["count"] = record.count;
  json["reason"] = record.reason;
  if (line.torn) json["torn"] = {{"bytes", line.torn->bytes}, {"sha256", line.torn->sha256}};
  json["before"] = record.before;
  const std::string fields = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  // {"bytes":  NNN, and then what is within the braces.
  const std::size_t size = kBegin.size() + kDigits + 1 + (fields.size() - 2) + kTail + 1;
  if (size > kMaxAuditLine) {
    return core::Error{fmt::format("the entry has {} bytes, more than {}: shorten the reason", size,
                                   kMaxAuditLine)};
  }
  std::string text = fmt::format("{}{:>{}},{}", kBegin, size, kDigits,
                                 std::string_view(fields).substr(1, fields.size() - 2));
  record.sha256 = core::Sha256Hex(text);
  return fmt::format("{}{}{}{}\n", text, kHashKey, record.sha256, kEnd);
}

std::optional<AuditLine> ReadAuditLine(std::string_view bytes) {
  if (ClaimedBytes(bytes) != bytes.size() + 1 || !EndsAsAWholeLine(bytes)) return std::nullopt;
  AuditLine line;
  AuditRecord& record = line.record;
  record.sha256 = bytes.substr(bytes.size() - kEnd.size() - kHashDigits, kHashDigits);
  if (core::Sha256Hex(bytes.substr(0, bytes.size() - kTail)) != record.sha256) return std::nullopt;
  const Json json = Json::parse(bytes, nullptr, false);
  const auto at = json.is_object() ? core::ParseIso(Text(json, "at")) : std::nullopt;
  record.before = at ? Text(json, "before") : std::string();
  if (!at || !IsHash(record.before)) return std::nullopt;
  record.number = Number(json, "number");
  record.at = at->instant;
  record.who = Text(json, "who");
  record.action = Text(json, "action");
  record.reason = Text(json, "reason");
  record.filter = Text(json, "filter");
  record.documents = Text(json, "documents");
  record.count = Number(json, "count");
  if (const auto torn = json.find("torn"); torn != json.end() && torn->is_object()) {
    line.torn = TornBytes{Number(*torn, "bytes"), Text(*torn, "sha256")};
  }
  return line;
}

bool IsTorn(std::string_view bytes) {
  if (bytes.empty() || bytes.size() + 1 == ClaimedBytes(bytes)) return false;
  const std::size_t end = bytes.find_last_not_of('\0');
  bytes = bytes.substr(0, end == bytes.npos ? 0 : end + 1);
  if (EndsAsAWholeLine(bytes)) return false;
  if (bytes.size() < kBegin.size() + kDigits) {
    const std::string_view begin = bytes.substr(0, kBegin.size());
    const std::string_view digits = bytes.substr(begin.size());
    return kBegin.starts_with(begin) && digits.find_first_not_of(" 0123456789") == digits.npos;
  }
  return bytes.size() + 1 < ClaimedBytes(bytes);
}

std::string Ranges(const std::vector<store::DocumentNumber>& numbers, std::size_t max_bytes) {
  std::string text;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    if (i > 0) text += ',';
    text +=
        last == i ? fmt::format("{}", numbers[i]) : fmt::format("{}-{}", numbers[i], numbers[last]);
    if (text.size() > max_bytes) return {};
    i = last + 1;
  }
  return text;
}

bool RangesHave(std::string_view ranges, store::DocumentNumber number) {
  while (!ranges.empty()) {
    const std::string_view range = ranges.substr(0, ranges.find(','));
    ranges.remove_prefix(std::min(range.size() + 1, ranges.size()));
    store::DocumentNumber first = 0, last = 0;
    const char* const end = range.data() + range.size();
    const auto [at, failed] = std::from_chars(range.data(), end, first);
    if (failed != std::errc()) return false;
    last = first;
    if (at != end && std::from_chars(at + 1, end, last).ec != std::errc()) return false;
    if (number >= first && number <= last) return true;
  }
  return false;
}

}  // namespace app
