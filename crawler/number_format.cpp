#include "crawler/number_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <iterator>

#include "crawler/ascii.h"

namespace crawler {
namespace {

constexpr std::size_t kMaxPadding = 32;

// What the first section of a format code holds: that of positive numbers.
struct CodeParts {
  bool year = false, month = false, day = false, clock = false;
  bool minutes_or_month = false;  // "m" and "mm", whichever they are
  bool elapsed = false, percent = false;
  bool zeros_only = true;
  std::size_t zeros = 0;
};

// Behind the run of letters like the one at `at`.
std::size_t RunEnd(std::string_view code, std::size_t at) {
  const char letter = ToLower(code[at]);
  while (at < code.size() && ToLower(code[at]) == letter) ++at;
  return at;
}

bool IsElapsed(std::string_view bracket) {
  return !bracket.empty() && std::all_of(bracket.begin(), bracket.end(), [&](char c) {
    return ToLower(c) == ToLower(bracket[0]);
  }) && std::string_view("hms").find(ToLower(bracket[0])) != std::string_view::npos;
}

CodeParts ReadParts(std::string_view code) {
  CodeParts parts;
  for (std::size_t at = 0; at < code.size() && code[at] != ';';) {
    const char c = ToLower(code[at]);
    std::size_t next = at + 1;
    parts.zeros_only &= c == '0';
    if (c == '"') {
      next = code.find('"', next);
      next = next == std::string_view::npos ? code.size() : next + 1;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++next;
    } else if (c == '[') {
      const std::size_t end = std::min(code.find(']', at), code.size());
      parts.elapsed |= IsElapsed(code.substr(next, end - next));
      next = end + 1;
    } else if (StartsWithIgnoreCase(code.substr(at), "am/pm")) {
      next = at + 5;
    } else if (c == 'y' || c == 'd' || c == 'h' || c == 's' || c == 'm') {
      next = RunEnd(code, at);
      parts.year |= c == 'y';
      parts.day |= c == 'd';
      parts.clock |= c == 'h' || c == 's';
      parts.month |= c == 'm' && next - at > 2;
      parts.minutes_or_month |= c == 'm' && next - at <= 2;
    } else if (c == '0') {
      ++parts.zeros;
    } else if (c == '%') {
      parts.percent = true;
    }
    at = next;
  }
  return parts;
}

// Days from 1970-01-01 to the day that serial number 0 would be.
std::int64_t EpochDay(Epoch epoch, double serial) {
  using namespace std::chrono;
  if (epoch == Epoch::k1904) return sys_days(1904y / 1 / 1).time_since_epoch().count();
  // Spreadsheets count a 29 February 1900, which there was not.
  const bool before = serial < 60;
  return sys_days(1899y / 12 / (before ? 31 : 30)).time_since_epoch().count();
}

constexpr std::int64_t kSecondsOfDay = 86'400;

bool WriteDate(double serial, NumberKind kind, Epoch epoch, std::string& text) {
  constexpr double kBehindLastDay = 2'958'466;  // 10000-01-01
  const double least = epoch == Epoch::k1900 && kind != NumberKind::kTimeOfDay ? 1 : 0;
  if (!(serial >= least && serial < kBehindLastDay)) return false;
  const auto seconds = static_cast<std::int64_t>(std::llround(serial * kSecondsOfDay));
  const std::int64_t time = seconds % kSecondsOfDay;
  auto to = std::back_inserter(text);
  const auto write_time = [&] {
    fmt::format_to(to, "{:02}:{:02}:{:02}", time / 3600, time / 60 % 60, time % 60);
  };
  if (kind == NumberKind::kTimeOfDay && seconds < kSecondsOfDay) {
    write_time();
    return true;
  }
  const std::chrono::year_month_day day{
      std::chrono::sys_days(std::chrono::days(EpochDay(epoch, serial) + seconds / kSecondsOfDay))};
  if (day.year() > std::chrono::year(9999)) return false;
  fmt::format_to(to, "{:04}", static_cast<int>(day.year()));
  if (kind == NumberKind::kYear) return true;
  fmt::format_to(to, "-{:02}", static_cast<unsigned>(day.month()));
  if (kind == NumberKind::kMonth) return true;
  fmt::format_to(to, "-{:02}", static_cast<unsigned>(day.day()));
  if (time != 0) {
    text += 'T';
    write_time();
  }
  return true;
}

void WriteShortest(double number, std::string& text) {
  constexpr int kDigits = 15;  // that a spreadsheet shows
  const double size = std::fabs(number);
  char buffer[64];
  char* end = buffer;
  if (number == 0) {
    text += '0';
    return;
  }
  if (size < 1e-7 || size >= 1e17) {
    end = std::to_chars(buffer, std::end(buffer), number).ptr;
    text.append(buffer, end);
    return;
  }
  end = std::to_chars(buffer, std::end(buffer), number, std::chars_format::fixed).ptr;
  const auto digits = std::count_if(buffer, end, IsDigit);
  const bool whole = std::find(buffer, end, '.') == end;
  if (digits > kDigits && !whole) {
    const int before = size < 1 ? 0 : static_cast<int>(std::floor(std::log10(size))) + 1;
    const int behind = size < 1 ? kDigits - 1 - static_cast<int>(std::floor(std::log10(size)))
                                : std::max(0, kDigits - before);
    end = std::to_chars(buffer, std::end(buffer), number, std::chars_format::fixed, behind).ptr;
    if (std::find(buffer, end, '.') != end) {
      while (end[-1] == '0') --end;
      if (end[-1] == '.') --end;
    }
  }
  text.append(buffer, end);
}

// Digits as they are needed: no sign, no leading zero, none that a double would lose.
bool IsPlain(std::string_view value) {
  return !value.empty() && value.size() <= 20 && (value[0] != '0' || value.size() == 1) &&
         std::all_of(value.begin(), value.end(), IsDigit);
}

}  // namespace

NumberFormat ReadFormatCode(std::string_view code) {
  const CodeParts parts = ReadParts(code);
  using enum NumberKind;
  if (parts.elapsed) return {};
  const bool month = parts.month || (parts.minutes_or_month && !parts.clock);
  if (parts.day) return {kDate};
  if (parts.clock) return {parts.year || parts.month ? kDate : kTimeOfDay};
  if (month) return {kMonth};
  if (parts.year) return {kYear};
  if (parts.percent) return {kPercent};
  if (parts.zeros_only && parts.zeros > 1 && parts.zeros <= kMaxPadding) {
    return {kPadded, static_cast<std::uint8_t>(parts.zeros)};
  }
  return {};
}

NumberFormat BuiltInFormat(std::uint32_t id) {
  using enum NumberKind;
  if (id == 9 || id == 10) return {kPercent};
  if (id == 17) return {kMonth};
  if ((id >= 18 && id <= 21) || id == 45 || id == 47) return {kTimeOfDay};
  if ((id >= 14 && id <= 16) || id == 22) return {kDate};
  // Those of East Asian languages.
  if ((id >= 32 && id <= 35) || id == 55 || id == 56) return {kTimeOfDay};
  if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return {kDate};
  return {};
}

std::optional<std::string_view> NumberText(std::string_view value, NumberFormat format, Epoch epoch,
                                           std::string& scratch) {
  value = Trim(value);
  if (format.kind == NumberKind::kNumber && IsPlain(value)) return value;
  double number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size() || !std::isfinite(number)) {
    return std::nullopt;
  }
  scratch.clear();
  switch (format.kind) {
    case NumberKind::kNumber:
      break;
    case NumberKind::kPercent:
      WriteShortest(number * 100, scratch);
      scratch += '%';
      return scratch;
    case NumberKind::kPadded:
      if (number >= 0 && number < 1e15 && number == std::floor(number)) {
        fmt::format_to(std::back_inserter(scratch), "{:0{}}", static_cast<std::uint64_t>(number),
                       static_cast<int>(format.digits));
        return scratch;
      }
      break;
    default:
      if (WriteDate(number, format.kind, epoch, scratch)) return scratch;
      scratch.clear();
  }
  WriteShortest(number, scratch);
  return scratch;
}

}  // namespace crawler
