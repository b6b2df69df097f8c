#include "core/time.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

namespace core {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::minutes;
using std::chrono::seconds;

const date::time_zone& Get(const void* zone) {
  return *static_cast<const date::time_zone*>(zone);
}

// Reads exactly `width` digits at the front of `text` and drops them.
std::optional<int> TakeNumber(std::string_view& text, std::size_t width) {
  if (text.size() < width) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + width, value);
  if (error != std::errc{} || end != text.data() + width || text[0] == '-') return std::nullopt;
  text.remove_prefix(width);
  return value;
}

bool Take(std::string_view& text, char c) {
  if (text.empty() || text[0] != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Day> TakeDay(std::string_view& text) {
  const auto year = TakeNumber(text, 4);
  if (!year || !Take(text, '-')) return std::nullopt;
  const auto month = TakeNumber(text, 2);
  if (!month || !Take(text, '-')) return std::nullopt;
  const auto day = TakeNumber(text, 2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day ymd{std::chrono::year(*year),
                                        std::chrono::month(static_cast<unsigned>(*month)),
                                        std::chrono::day(static_cast<unsigned>(*day))};
  if (!ymd.ok()) return std::nullopt;
  return Day(ymd);
}

std::optional<seconds> TakeTimeOfDay(std::string_view& text) {
  const auto hour = TakeNumber(text, 2);
  if (!hour || *hour > 24 || !Take(text, ':')) return std::nullopt;
  const auto minute = TakeNumber(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  seconds time = std::chrono::hours(*hour) + minutes(*minute);
  if (Take(text, ':')) {
    const auto second = TakeNumber(text, 2);
    if (!second || *second > 60) return std::nullopt;
    time += seconds(std::min(*second, 59));
    if (Take(text, '.') || Take(text, ',')) {
      while (!text.empty() && text[0] >= '0' && text[0] <= '9') text.remove_prefix(1);
    }
  }
  if (time > days(1)) return std::nullopt;
  return time;
}

// "+05:00", "+0500", "+05" or "Z".
std::optional<minutes> TakeOffset(std::string_view& text) {
  if (Take(text, 'Z') || Take(text, 'z')) return minutes(0);
  const bool west = !text.empty() && text[0] == '-';
  if (!Take(text, '+') && !Take(text, '-')) return std::nullopt;
  const auto hour = TakeNumber(text, 2);
  if (!hour || *hour > 15) return std::nullopt;
  Take(text, ':');
  const auto minute = text.empty() ? std::optional<int>(0) : TakeNumber(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  const minutes offset = std::chrono::hours(*hour) + minutes(*minute);
  return west ? -offset : offset;
}

std::string DayToString(Day day) {
  const std::chrono::year_month_day ymd(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

std::string ClockToString(seconds of_day) {
  const auto count = of_day.count();
  return fmt::format("{:02}:{:02}:{:02}", count / 3600, count / 60 % 60, count % 60);
}

}  // namespace

std::string WrittenTime::ToIso() const {
  const Instant local = instant + offset;
  const Day local_day = floor<days>(local);
  if (!has_time) return DayToString(local_day);
  const auto east = std::chrono::abs(offset).count();
  return fmt::format("{}T{}{}{:02}:{:02}", DayToString(local_day), ClockToString(local - local_day),
                     offset < minutes(0) ? '-' : '+', east / 60, east % 60);
}

Day WrittenTime::day() const {
  return floor<days>(instant + offset);
}

std::optional<WrittenTime> ParseIso(std::string_view text, std::string_view zone) {
  const auto day = TakeDay(text);
  if (!day) return std::nullopt;
  if (text.empty()) {
    const auto found = Zone::Find(zone);
    return found ? std::optional(found->On(*day)) : std::nullopt;
  }
  if (!Take(text, 'T') && !Take(text, 't') && !Take(text, ' ')) return std::nullopt;
  const auto time = TakeTimeOfDay(text);
  if (!time) return std::nullopt;
  while (Take(text, ' ')) {
  }
  if (text.empty()) {
    const auto found = Zone::Find(zone);
    if (!found) return std::nullopt;
    return found->At(std::chrono::local_seconds((*day + *time).time_since_epoch()));
  }
  const auto offset = TakeOffset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return WrittenTime{*day + *time - *offset, *offset, true};
}

std::optional<Zone> Zone::Find(std::string_view iana_name) {
  try {
    return Zone(date::locate_zone(std::string(iana_name)));
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

minutes Zone::OffsetAt(Instant instant) const {
  const auto info = Get(zone_).get_info(date::sys_seconds(instant.time_since_epoch()));
  return floor<minutes>(info.offset);
}

Instant Zone::ToInstant(std::chrono::local_seconds local) const {
  const date::local_seconds at(local.time_since_epoch());
  const auto info = Get(zone_).get_info(at);
  const seconds offset = info.first.offset;
  if (info.result == date::local_info::nonexistent)
    return Instant(info.first.end.time_since_epoch());
  return Instant(local.time_since_epoch() - offset);
}

WrittenTime Zone::At(std::chrono::local_seconds local) const {
  const Instant instant = ToInstant(local);
  return {instant, OffsetAt(instant), true};
}

WrittenTime Zone::On(Day day) const {
  const Instant instant = StartOf(day);
  return {instant, OffsetAt(instant), false};
}

Day Zone::DayOf(Instant instant) const {
  return floor<days>(instant + OffsetAt(instant));
}

Instant Zone::StartOf(Day day) const {
  return ToInstant(std::chrono::local_seconds(day.time_since_epoch()));
}

std::optional<Day> ParseDay(std::string_view text) {
  const auto day = TakeDay(text);
  return text.empty() ? day : std::nullopt;
}

std::string ToString(Day day) {
  return DayToString(day);
}

std::string ToUtcString(Instant instant) {
  const Day day = floor<days>(instant);
  return fmt::format("{}T{}Z", DayToString(day), ClockToString(instant - day));
}

}  // namespace core
