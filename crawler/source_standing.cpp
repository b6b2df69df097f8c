#include "crawler/source_standing.h"

#include <algorithm>

#include "crawler/frontier_record.h"
#include "crawler/spider.h"

namespace crawler {
namespace {

constexpr std::size_t kMostReasons = 30;

}  // namespace

std::map<std::string, SourceStanding> StandingOfSources(const core::KeyValue& space) {
  std::map<std::string, SourceStanding> standings;
  const std::string begin = UrlKey("");
  std::string end = begin;
  ++end.back();
  space.Scan(begin, end, [&](std::string_view key, std::string_view value) {
    const auto record = DecodeUrlRecord(key.substr(begin.size()), value);
    if (!record) return true;
    SourceStanding& standing = standings[record->item.source];
    ++standing.known;
    if (record->state == UrlState::kQueued) ++standing.queued;
    standing.last_success = std::max(standing.last_success, record->item.last_success);
    if (record->reason.empty()) return true;
    if (record->reason == kForbiddenByRobots) {
      ++standing.forbidden;
      return true;
    }
    auto& failures = standing.failures;
    const bool room = failures.size() < kMostReasons || failures.contains(record->reason);
    ++failures[room ? record->reason : "other"];
    return true;
  });
  return standings;
}

}  // namespace crawler
