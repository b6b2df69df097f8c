// Times: instants in UTC, times as a source wrote them, and the zones between the two.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace core {

using Instant = std::chrono::sys_seconds;  // UTC, whole seconds
using Day = std::chrono::sys_days;         // a calendar day, without a zone

// Whole days.
struct Period {
  Day from{}, to{};  // both inclusive

  bool operator==(const Period&) const = default;
};

// A time as written in a source: an instant with the offset it was written in, or a bare day.
struct WrittenTime {
  Instant instant;  // UTC; for a bare day its midnight in the zone that `offset` names
  std::chrono::minutes offset{0};  // east of Greenwich
  bool has_time = false;           // false: only the day is known

  // "2024-05-12T14:35:00+05:00" or "2024-05-12" (ISO 8601).
  std::string ToIso() const;
  // The day in the zone as written.
  Day day() const;

  bool operator==(const WrittenTime&) const = default;
};

// Reads the ISO 8601 forms that ToIso writes, also with 'Z', a space for 'T', no seconds, or
// fractions of a second. A time without a zone takes `zone` (IANA name). nullopt if it is anything
// else.
std::optional<WrittenTime> ParseIso(std::string_view text, std::string_view zone = "Asia/Almaty");

// A zone of the system's tz database (Almaty has been at +05 since 1 March 2024, so the data must
// be current). Cheap to copy; thread-safe.
class Zone {
 public:
  // nullopt if the database has no zone of that name.
  static std::optional<Zone> Find(std::string_view iana_name);

  std::chrono::minutes OffsetAt(Instant instant) const;
  // The instant of a local time. In a gap the time after it, in an overlap the earlier one.
  Instant ToInstant(std::chrono::local_seconds local) const;
  // A written time of day, with the offset in force there.
  WrittenTime At(std::chrono::local_seconds local) const;
  // A written bare day.
  WrittenTime On(Day day) const;
  // The calendar day that `instant` falls on here.
  Day DayOf(Instant instant) const;
  // First instant of `day` here.
  Instant StartOf(Day day) const;

 private:
  explicit Zone(const void* zone) : zone_(zone) {}
  const void* zone_;  // date::time_zone, which lives as long as the process
};

// "2024-05-12"; nullopt unless `text` is exactly a valid day in that form.
std::optional<Day> ParseDay(std::string_view text);
std::string ToString(Day day);
// "2024-05-12T09:35:00Z".
std::string ToUtcString(Instant instant);

}  // namespace core
