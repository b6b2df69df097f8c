#include "crawler/feed_date.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "crawler/ascii.h"

namespace crawler {
namespace {

using std::chrono::minutes;

// Longer text is no date.
constexpr std::size_t kMaxBytes = 80;

struct Fields {
  int year = 0, month = 1, day = 1;
  int hour = 0, minute = 0, second = 0;
  minutes offset{0};
  bool has_time = false;
};

std::optional<core::WrittenTime> ToTime(const Fields& fields) {
  using namespace std::chrono;
  const year_month_day date(year(fields.year), month(static_cast<unsigned>(fields.month)),
                            day(static_cast<unsigned>(fields.day)));
  // RFC 822 leaves room for a leap second; 24:00 is the end of the day in ISO 8601.
  const bool time_holds = fields.hour <= 24 && fields.minute < 60 && fields.second <= 60 &&
                          (fields.hour < 24 || fields.minute + fields.second == 0);
  if (!date.ok() || !time_holds || abs(fields.offset) > hours(18)) return std::nullopt;
  core::WrittenTime time;
  time.offset = fields.offset;
  time.has_time = fields.has_time;
  time.instant = sys_days(date) + hours(fields.hour) + minutes(fields.minute) +
                 seconds(fields.second) - fields.offset;
  return time;
}

// A cursor over the text.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  bool AtEnd() const { return text_.empty(); }
  char Peek() const { return text_.empty() ? '\0' : text_[0]; }
  bool Take(char c) {
    if (Peek() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  // Everything if `c` does not come.
  void SkipPast(char c) {
    text_.remove_prefix(std::min(text_.size(), std::min(text_.find(c), text_.size() - 1) + 1));
  }
  void SkipSpace() { text_ = Trim(text_); }
  // Exactly `digits` digits.
  bool Take(std::size_t digits, int& value) {
    if (CountDigits() < digits) return false;
    value = 0;
    for (std::size_t i = 0; i < digits; ++i) value = value * 10 + (text_[i] - '0');
    text_.remove_prefix(digits);
    return true;
  }
  std::size_t CountDigits() const {
    return static_cast<std::size_t>(std::find_if_not(text_.begin(), text_.end(), IsDigit) -
                                    text_.begin());
  }
  std::string_view TakeLetters() {
    const std::string_view word(text_.begin(),
                                std::find_if_not(text_.begin(), text_.end(), IsAlpha));
    text_.remove_prefix(word.size());
    return word;
  }
  std::string_view rest() const { return text_; }

 private:
  std::string_view text_;
};

struct NamedZone {
  std::string_view name;
  int hours;
};
// RFC 822 section 5.1 and the abbreviations seen in feeds of the region.
constexpr auto kZones = std::to_array<NamedZone>({
    {"gmt", 0},  {"ut", 0},   {"utc", 0},  {"z", 0},    {"est", -5}, {"edt", -4}, {"cst", -6},
    {"cdt", -5}, {"mst", -7}, {"mdt", -6}, {"pst", -8}, {"pdt", -7}, {"wet", 0},  {"west", 1},
    {"bst", 1},  {"cet", 1},  {"cest", 2}, {"eet", 2},  {"eest", 3}, {"msk", 3},  {"msd", 4},
    {"yekt", 5}, {"almt", 6}, {"aqtt", 5}, {"jst", 9},  {"kst", 9},
});

// "+05:00", "+0500", "+05", "5:00" after a sign.
bool TakeOffset(Cursor& cursor, minutes& offset) {
  const bool west = cursor.Peek() == '-';
  if (!cursor.Take('+') && !cursor.Take('-')) return false;
  int hour = 0;
  int minute = 0;
  const std::size_t digits = cursor.CountDigits();
  if (digits == 4 || digits == 3) {
    if (!cursor.Take(digits - 2, hour) || !cursor.Take(2, minute)) return false;
  } else {
    if (digits > 2 || digits == 0 || !cursor.Take(digits, hour)) return false;
    if (cursor.Take(':') && !cursor.Take(2, minute)) return false;
  }
  offset = minutes(hour * 60 + minute);
  if (west) offset = -offset;
  return minute < 60;
}

// Whatever stands after the time of day. Unknown names count as UTC (RFC 2822 section 4.3).
bool TakeZone(Cursor& cursor, Fields& fields) {
  cursor.SkipSpace();
  const std::string name = Lower(cursor.TakeLetters());
  const auto zone = std::find_if(kZones.begin(), kZones.end(),
                                 [&](const NamedZone& each) { return each.name == name; });
  if (zone != kZones.end()) fields.offset = std::chrono::hours(zone->hours);
  if (cursor.Peek() != '+' && cursor.Peek() != '-') return true;
  minutes offset{0};
  if (!TakeOffset(cursor, offset)) return false;
  fields.offset = offset;  // "GMT+0500" too
  return true;
}

// "14:35", "14:35:07", "14:35:07.25".
bool TakeTime(Cursor& cursor, Fields& fields) {
  const std::size_t digits = std::clamp<std::size_t>(cursor.CountDigits(), 1, 2);
  if (!cursor.Take(digits, fields.hour) || !cursor.Take(':') || !cursor.Take(2, fields.minute)) {
    return false;
  }
  if (cursor.Take(':') && !cursor.Take(2, fields.second)) return false;
  if (cursor.Take('.') || cursor.Take(',')) {
    for (int digit = 0; cursor.Take(1, digit);) continue;
  }
  fields.has_time = true;
  return true;
}

// "20031231", "2003-12-31", "2003-12", "2003-365", "2003".
bool TakeIsoDate(Cursor& cursor, Fields& fields) {
  const std::size_t digits = cursor.CountDigits();
  if (digits == 8) {
    return cursor.Take(4, fields.year) && cursor.Take(2, fields.month) &&
           cursor.Take(2, fields.day);
  }
  if (digits != 4 || !cursor.Take(4, fields.year)) return false;
  if (!cursor.Take('-')) return true;
  if (cursor.CountDigits() == 3) {
    int day_of_year = 0;
    cursor.Take(3, day_of_year);
    const auto date = std::chrono::sys_days(std::chrono::year(fields.year) / 1 / 1) +
                      std::chrono::days(day_of_year - 1);
    const std::chrono::year_month_day ymd(date);
    if (day_of_year == 0 || int(ymd.year()) != fields.year) return false;
    fields.month = static_cast<int>(unsigned(ymd.month()));
    fields.day = static_cast<int>(unsigned(ymd.day()));
    return true;
  }
  if (!cursor.Take(2, fields.month)) return false;
  return !cursor.Take('-') || cursor.Take(2, fields.day);
}

std::optional<core::WrittenTime> ParseIso(std::string_view text) {
  Cursor cursor(text);
  Fields fields;
  if (!TakeIsoDate(cursor, fields)) return std::nullopt;
  if (cursor.Take('T') || cursor.Take('t') || cursor.Take(' ')) {
    cursor.SkipSpace();
    if (!TakeTime(cursor, fields) || !TakeZone(cursor, fields)) return std::nullopt;
  }
  if (!cursor.AtEnd()) return std::nullopt;
  return ToTime(fields);
}

// 1 to 12 for an English month of at least three letters, else 0.
int MonthOf(std::string_view word) {
  constexpr auto kMonths = std::to_array<std::string_view>(
      {"january", "february", "march", "april", "may", "june", "july", "august", "september",
       "october", "november", "december"});
  if (word.size() < 3) return 0;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    const std::string_view month = kMonths[i];
    const bool whole = StartsWithIgnoreCase(month, word);
    if (whole || (word.size() == 4 && StartsWithIgnoreCase(month, word.substr(0, 3)))) {
      return static_cast<int>(i) + 1;
    }
  }
  return 0;
}

bool IsWeekday(std::string_view word) {
  constexpr auto kDays = std::to_array<std::string_view>(
      {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"});
  return word.size() >= 3 && std::any_of(kDays.begin(), kDays.end(), [&](std::string_view day) {
           return StartsWithIgnoreCase(day, word.substr(0, 3));
         });
}

// RFC 2822 section 4.3.
int FullYear(int year, std::size_t digits) {
  if (digits >= 3) return digits == 3 ? year + 1900 : year;
  return year < 50 ? year + 2000 : year + 1900;
}

// Day, month, year and time in whatever order the words come: RFC 822 and asctime alike.
std::optional<core::WrittenTime> ParseWords(std::string_view text) {
  Cursor cursor(text);
  Fields fields;
  bool has_day = false;
  bool has_month = false;
  bool has_year = false;
  for (cursor.SkipSpace(); !cursor.AtEnd(); cursor.SkipSpace()) {
    if (cursor.Take(',') || cursor.Take('.') || (!fields.has_time && cursor.Take('-'))) continue;
    const std::size_t digits = cursor.CountDigits();
    if (digits == 0) {
      if (cursor.Peek() == '(') {  // a comment, mostly the zone again
        cursor.SkipPast(')');
        continue;
      }
      if (!IsAlpha(cursor.Peek())) {
        const bool sign = cursor.Peek() == '+' || cursor.Peek() == '-';
        if (!sign || !fields.has_time || !TakeZone(cursor, fields)) return std::nullopt;
        continue;
      }
      Cursor ahead = cursor;
      const std::string_view word = ahead.TakeLetters();
      if (const int month = MonthOf(word); month != 0 && !has_month) {
        fields.month = month;
        has_month = true;
        cursor = ahead;
      } else if (IsWeekday(word)) {
        cursor = ahead;
      } else if (!fields.has_time || !TakeZone(cursor, fields)) {
        return std::nullopt;
      }
    } else if (digits <= 2 && cursor.rest().substr(digits).starts_with(':')) {
      if (fields.has_time || !TakeTime(cursor, fields)) return std::nullopt;
    } else if (!has_day && digits <= 2) {
      has_day = cursor.Take(digits, fields.day);
    } else if (!has_year && digits <= 4) {
      has_year = cursor.Take(digits, fields.year);
      fields.year = FullYear(fields.year, digits);
    } else {
      return std::nullopt;
    }
  }
  if (!has_day || !has_month || !has_year) return std::nullopt;
  return ToTime(fields);
}

}  // namespace

std::optional<core::WrittenTime> ParseFeedDate(std::string_view text) {
  text = Trim(text);
  if (text.empty() || text.size() > kMaxBytes) return std::nullopt;
  if (const auto time = ParseIso(text)) return time;
  return ParseWords(text);
}

}  // namespace crawler
