#include "crawler/date_parser.h"

#include <algorithm>
#include <vector>

#include "crawler/date_words.h"

namespace crawler {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;

// A two-digit year is one of this century: pages are not older.
constexpr int kCentury = 2000;
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;

struct Clock {
  seconds of_day{0};
  std::optional<minutes> offset;  // absent: of the zone asked for
  bool local = false;             // of the capital's time, in words
};

class Parser {
 public:
  Parser(const std::vector<DateToken>& tokens, const DateContext& context, core::Zone zone)
      : tokens_(tokens), context_(context), zone_(zone) {
    if (context.now) today_ = zone.DayOf(context.now->instant);
  }

  std::optional<core::WrittenTime> Parse() {
    if (tokens_.size() == 1) {
      if (const auto time = SingleNumber()) return time;
    }
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      at_ = i;
      if (const auto time = Relative()) return time;
      at_ = i;
      const auto day = Absolute();
      if (!day) continue;
      return WithClock(*day, i);
    }
    return std::nullopt;
  }

 private:
  const DateToken& Peek(std::size_t ahead = 0) const {
    static const DateToken kEnd;
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead] : kEnd;
  }
  static bool IsNumber(const DateToken& token, unsigned min_digits, unsigned max_digits) {
    return token.kind == DateTokenKind::kNumber && token.digits >= min_digits &&
           token.digits <= max_digits;
  }
  static bool Is(const DateToken& token, DateWord word) {
    return token.kind == DateTokenKind::kWord && token.meaning.word == word;
  }
  static bool IsSign(const DateToken& token, char sign) {
    return token.kind == DateTokenKind::kSign && token.sign == sign;
  }
  bool TakeSign(char sign) {
    if (!IsSign(Peek(), sign)) return false;
    ++at_;
    return true;
  }
  bool Take(DateWord word) {
    if (!Is(Peek(), word)) return false;
    ++at_;
    return true;
  }

  int LastYear() const {
    if (!today_) return kLastYear;
    return static_cast<int>(std::chrono::year_month_day(*today_).year()) + 1;
  }

  std::optional<core::Day> DayOf(std::int64_t year, std::int64_t month, std::int64_t day) const {
    if (year < kFirstYear || year > LastYear() || month < 1 || month > 12 || day < 1 || day > 31) {
      return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(year)),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return std::nullopt;
    return core::Day(date);
  }

  // The last such day that is not in the future.
  std::optional<core::Day> RecentDayOf(std::int64_t month, std::int64_t day) const {
    if (!today_) return std::nullopt;
    const int year = static_cast<int>(std::chrono::year_month_day(*today_).year());
    const auto this_year = DayOf(year, month, day);
    if (this_year && *this_year <= *today_) return this_year;
    return DayOf(year - 1, month, day);
  }

  // "20260205", or seconds or milliseconds since 1970.
  std::optional<core::WrittenTime> SingleNumber() const {
    const DateToken& token = tokens_.front();
    if (IsNumber(token, 8, 8)) {
      const auto day = DayOf(token.number / 10'000, token.number / 100 % 100, token.number % 100);
      if (day) return zone_.On(*day);
    }
    if (!IsNumber(token, 10, 10) && !IsNumber(token, 13, 13)) return std::nullopt;
    const core::Instant instant{seconds(token.digits == 13 ? token.number / 1000 : token.number)};
    const std::chrono::year_month_day day(std::chrono::floor<days>(instant));
    if (static_cast<int>(day.year()) < 1990 || static_cast<int>(day.year()) > LastYear()) {
      return std::nullopt;
    }
    return core::WrittenTime{instant, zone_.OffsetAt(instant), true};
  }

  std::optional<core::Day> Absolute() {
    const std::size_t start = at_;
    for (const auto form : {&Parser::YearFirst, &Parser::DayFirst, &Parser::MonthFirst}) {
      at_ = start;
      if (const auto day = (this->*form)()) return day;
    }
    return std::nullopt;
  }

  bool Continues(char separator) const {
    return IsSign(Peek(), separator) && Peek(1).kind == DateTokenKind::kNumber && !Peek(1).spaced;
  }
  // Part of a longer number: a version, an address, a register number.
  bool IsContinued() const {
    if (at_ == 0) return false;
    const DateToken& before = tokens_[at_ - 1];
    if (IsSign(before, '#')) return true;
    return before.kind == DateTokenKind::kSign && !Peek().spaced && at_ > 1 &&
           (before.sign == '.' || before.sign == '-' || before.sign == '/') &&
           tokens_[at_ - 2].kind == DateTokenKind::kNumber && !before.spaced;
  }

  // "2024-05-12", "2024.05.12", "2024 жылғы 12 мамыр", "2024 May 12".
  std::optional<core::Day> YearFirst() {
    if (!IsNumber(Peek(), 4, 4) || IsContinued()) return std::nullopt;
    const std::int64_t year = Peek().number;
    ++at_;
    const char separator = Peek().sign;
    if ((separator == '-' || separator == '.' || separator == '/') && IsNumber(Peek(1), 1, 2) &&
        IsSign(Peek(2), separator) && IsNumber(Peek(3), 1, 2)) {
      const auto day = DayOf(year, Peek(1).number, Peek(3).number);
      at_ += 4;
      return Continues(separator) ? std::nullopt : day;
    }
    const bool year_word = Take(DateWord::kYear);
    TakeSign('.');
    TakeSign(',');
    if (IsNumber(Peek(), 1, 2)) {
      const std::int64_t day = Peek().number;
      ++at_;
      TakeSign('-');
      if (!year_word || !Is(Peek(), DateWord::kMonth)) return std::nullopt;
      const int month = Peek().meaning.value;
      ++at_;
      return DayOf(year, month, day);
    }
    if (Is(Peek(), DateWord::kMonth) && IsNumber(Peek(1), 1, 2)) {
      const auto day = DayOf(year, Peek().meaning.value, Peek(1).number);
      at_ += 2;
      return day;
    }
    return std::nullopt;
  }

  // "12 мая 2024", "12-мамыр", "12th of May, 2024", "12.05.2024", "12. 5. 2024", "5/12/24".
  std::optional<core::Day> DayFirst() {
    if (!IsNumber(Peek(), 1, 2) || IsContinued()) return std::nullopt;
    const std::int64_t first = Peek().number;
    ++at_;
    const char separator = Peek().sign;
    if ((separator == '-' || separator == '.' || separator == '/') && IsNumber(Peek(1), 1, 2) &&
        !Peek(1).spaced) {
      return Numeric(first, separator);
    }
    if ((separator == '.' || separator == '|') && IsNumber(Peek(1), 1, 2) &&
        IsSign(Peek(2), separator) && IsNumber(Peek(3), 4, 4)) {
      return Numeric(first, separator);
    }
    if (separator == '-' && Is(Peek(1), DateWord::kFiller)) ++at_;  // "12-го мая"
    while (Is(Peek(), DateWord::kFiller)) ++at_;
    TakeSign('.');
    TakeSign('-');
    if (!Is(Peek(), DateWord::kMonth)) return std::nullopt;
    const int month = Peek().meaning.value;
    ++at_;
    return WithYear(month, first);
  }

  // "May 12, 2024", "May 12".
  std::optional<core::Day> MonthFirst() {
    if (!Is(Peek(), DateWord::kMonth)) return std::nullopt;
    const int month = Peek().meaning.value;
    ++at_;
    TakeSign('.');
    if (!IsNumber(Peek(), 1, 2) || IsSign(Peek(1), ':')) return std::nullopt;
    const std::int64_t day = Peek().number;
    ++at_;
    if (Is(Peek(), DateWord::kFiller) && !Peek().spaced) ++at_;
    return WithYear(month, day);
  }

  std::optional<core::Day> WithYear(int month, std::int64_t day) {
    const std::size_t behind_month = at_;
    while (IsSign(Peek(), '.') || IsSign(Peek(), ',') || IsSign(Peek(), '-') ||
           (Is(Peek(), DateWord::kFiller) && IsNumber(Peek(1), 4, 4))) {  // "15 de abril de 2020"
      ++at_;
    }
    if (IsNumber(Peek(), 4, 4)) {
      const std::int64_t year = Peek().number;
      ++at_;
      TakeYearWord();
      return DayOf(year, month, day);
    }
    at_ = behind_month;
    return RecentDayOf(month, day);
  }

  void TakeYearWord() {
    if (Take(DateWord::kYear)) TakeSign('.');
  }

  // Behind the first number: "." month "." year, or with the month first.
  std::optional<core::Day> Numeric(std::int64_t first, char separator) {
    const std::int64_t second = Peek(1).number;
    const DateToken& third = Peek(3);
    if (!IsSign(Peek(2), separator)) return std::nullopt;
    const bool spaced = Peek(1).spaced || third.spaced;  // "12. 5. 2024", "12 | 05 | 2024"
    if (spaced && separator != '.' && separator != '|') return std::nullopt;
    const bool short_year = IsNumber(third, 2, 2) && separator != '-' && !spaced;
    if (!IsNumber(third, 4, 4) && !short_year) return std::nullopt;
    at_ += 4;
    if (Continues(separator)) return std::nullopt;
    TakeYearWord();
    const std::int64_t year = short_year ? kCentury + third.number : third.number;
    const bool month_first = separator != '.' && separator != '|' &&
                             (second > 12 || (context_.language == core::Language::kEn &&
                                              !context_.day_first && first <= 12));
    return month_first ? DayOf(year, first, second) : DayOf(year, second, first);
  }

  // The day found from token `start` on, with the time of day written behind or before it.
  core::WrittenTime WithClock(core::Day day, std::size_t start) {
    std::size_t skipped = 0;
    while (skipped < 6 && IsBetween(Peek())) {
      ++at_;
      ++skipped;
    }
    auto clock = ReadClock();
    if (!clock) clock = ClockBefore(start);
    if (!clock) return zone_.On(day);
    const auto local = std::chrono::local_seconds(day.time_since_epoch() + clock->of_day);
    if (clock->offset) {
      return {core::Instant(local.time_since_epoch()) - *clock->offset, *clock->offset, true};
    }
    if (clock->local) {
      if (const auto capital = core::Zone::Find("Asia/Almaty")) return capital->At(local);
    }
    return zone_.At(local);
  }

  static bool IsBetween(const DateToken& token) {
    if (token.kind == DateTokenKind::kWord) {
      return token.meaning.word == DateWord::kFiller || token.meaning.word == DateWord::kYear ||
             token.meaning.word == DateWord::kHours;  // "сағат 14:35"
    }
    return token.kind == DateTokenKind::kSign && token.sign != '+' && token.sign != 0;
  }

  // "14:35 | 12.05.2024": the time of day that ends right before token `start`.
  std::optional<Clock> ClockBefore(std::size_t start) {
    const std::size_t first = start >= 9 ? start - 9 : 0;
    for (std::size_t i = first; i + 2 < start; ++i) {
      at_ = i;
      const auto clock = ReadClock();
      if (!clock) continue;
      while (at_ < start && IsBetween(Peek())) ++at_;
      if (at_ == start) return clock;
    }
    return std::nullopt;
  }

  // "14:35", "14:35:07.123", "2:35 PM", "9 AM", each with a zone or without.
  std::optional<Clock> ReadClock() {
    if (!IsNumber(Peek(), 1, 2)) return std::nullopt;
    if (at_ > 0 && IsSign(tokens_[at_ - 1], ':')) return std::nullopt;
    std::int64_t hour = Peek().number, minute = 0, second = 0;
    bool with_seconds = false;
    const bool iso = at_ > 0 && Is(tokens_[at_ - 1], DateWord::kFiller) && !Peek().spaced;
    if (IsSign(Peek(1), ':') && IsNumber(Peek(2), 2, 2)) {
      minute = Peek(2).number;
      at_ += 3;
      if (IsSign(Peek(), ':') && IsNumber(Peek(1), 2, 2)) {
        second = std::min<std::int64_t>(Peek(1).number, 59);
        with_seconds = true;
        at_ += 2;
        if ((IsSign(Peek(), '.') || IsSign(Peek(), ',')) && IsNumber(Peek(1), 1, 15) &&
            !Peek(1).spaced) {
          at_ += 2;
        }
      }
    } else if (Is(Peek(1), DateWord::kAm) || Is(Peek(1), DateWord::kPm)) {
      ++at_;
    } else {
      return std::nullopt;
    }
    if (!TakeHalfDay(&hour)) return std::nullopt;
    if (hour > 23 || minute > 59) return std::nullopt;
    Clock clock;
    clock.of_day = seconds(hour * 3600 + minute * 60 + second);
    ReadZone(iso || with_seconds, &clock);
    return clock;
  }

  // "PM", "p.m."; false if it does not fit the hour.
  bool TakeHalfDay(std::int64_t* hour) {
    const bool am = Is(Peek(), DateWord::kAm), pm = Is(Peek(), DateWord::kPm);
    if (!am && !pm) return true;
    ++at_;
    if (*hour < 1 || *hour > 12) return *hour <= 23;  // "14:35 PM" is 14:35
    *hour = *hour % 12 + (pm ? 12 : 0);
    return true;
  }

  // "Z", "GMT", "МСК", "+05:00", "UTC+5", "(время Астаны)". A minus needs a machine's time before
  // it: "10:00-11:30" is a span.
  void ReadZone(bool machine, Clock* clock) {
    std::size_t skipped = 0;
    while (skipped < 4 &&
           (IsSign(Peek(), '(') || IsSign(Peek(), ',') || Is(Peek(), DateWord::kFiller)) &&
           (Is(Peek(1), DateWord::kFiller) || Is(Peek(1), DateWord::kZone) ||
            Is(Peek(1), DateWord::kLocalZone))) {
      ++at_;
      ++skipped;
    }
    if (Take(DateWord::kLocalZone)) {
      clock->local = true;
      return;
    }
    bool named = false;
    if (Is(Peek(), DateWord::kZone)) {
      clock->offset = minutes(Peek().meaning.value);
      named = true;
      ++at_;
    }
    const bool west = IsSign(Peek(), '-');
    if (!IsSign(Peek(), '+') && !(west && (machine || named))) return;
    const DateToken& number = Peek(1);
    if (number.spaced || !IsNumber(number, 1, 4) || number.digits == 3) return;
    std::int64_t hour = number.number, minute = 0;
    if (number.digits == 4) {
      minute = hour % 100;
      hour /= 100;
    } else if (IsSign(Peek(2), ':') && IsNumber(Peek(3), 2, 2)) {
      minute = Peek(3).number;
    } else if (!named && number.digits != 2) {
      return;
    }
    if (hour > 14 || minute > 59) return;
    const minutes east(hour * 60 + minute);
    clock->offset = west ? -east : east;
  }

  std::optional<core::WrittenTime> Relative() {
    if (!context_.now) return std::nullopt;
    if (Is(Peek(), DateWord::kNow) && Is(Peek(1), DateWord::kNowEnd) &&
        Peek().meaning.value == Peek(1).meaning.value) {
      return Back(seconds(0));
    }
    if (Is(Peek(), DateWord::kDay)) {
      const core::Day day = *today_ - days(Peek().meaning.value);
      const std::size_t start = at_++;
      return WithClock(day, start);
    }
    return Ago();
  }

  core::WrittenTime Back(seconds span) const {
    const core::Instant instant = context_.now->instant - span;
    return {instant, zone_.OffsetAt(instant), true};
  }

  // "3 часа назад", "час назад", "1 hour 20 minutes ago", "бір апта бұрын".
  std::optional<core::WrittenTime> Ago() {
    std::int64_t in_minutes = 0, in_days = 0, in_months = 0;
    bool any = false, by_minute = false;
    for (int part = 0; part < 3; ++part) {
      std::int64_t count = 1;
      if (IsNumber(Peek(), 1, 3)) {
        count = Peek().number;
        ++at_;
      } else if (Is(Peek(), DateWord::kCount)) {
        count = Peek().meaning.value;
        ++at_;
      }
      if (Peek().kind != DateTokenKind::kWord) break;
      const std::int64_t amount = count * Peek().meaning.value;
      switch (Peek().meaning.word) {
        case DateWord::kMinutes:
          in_minutes += amount;
          by_minute = true;
          break;
        case DateWord::kHours:
          in_minutes += amount * 60;
          by_minute = true;
          break;
        case DateWord::kDays:
          in_days += amount;
          break;
        case DateWord::kMonths:
        case DateWord::kYear:
          in_months += amount;
          break;
        default:
          return any && Is(Peek(), DateWord::kAgo)
                     ? Before(in_minutes, in_days, in_months, by_minute)
                     : std::nullopt;
      }
      any = true;
      ++at_;
      TakeSign('.');
    }
    if (!any || !Is(Peek(), DateWord::kAgo)) return std::nullopt;
    return Before(in_minutes, in_days, in_months, by_minute);
  }

  std::optional<core::WrittenTime> Before(std::int64_t in_minutes, std::int64_t in_days,
                                          std::int64_t in_months, bool by_minute) const {
    if (by_minute) return Back(minutes(in_minutes) + days(in_days));
    std::chrono::year_month_day date(*today_ - days(in_days));
    date -= std::chrono::months(in_months);
    if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
    return zone_.On(core::Day(date));
  }

  const std::vector<DateToken>& tokens_;
  const DateContext& context_;
  core::Zone zone_;
  std::optional<core::Day> today_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<core::WrittenTime> ParseDate(std::string_view text, const DateContext& context) {
  const auto zone = core::Zone::Find(context.zone);
  if (!zone) return std::nullopt;
  const std::vector<DateToken> tokens = TokenizeDate(text);
  return Parser(tokens, context, *zone).Parse();
}

}  // namespace crawler
