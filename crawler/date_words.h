// The words that dates and periods are written with in Kazakh (Cyrillic and Latin), Russian and
// English, and the months of other languages of the press.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace crawler {

enum class DateWord : std::uint8_t {
  kNone,
  kMonth,    // value: 1 to 12
  kMinutes,  // a unit of time; value: how many of it the word itself means
  kHours,
  kDays,
  kMonths,
  kAgo,
  kCount,  // value: the number that the word means
  kDay,    // value: days before today
  kNow,    // together with the word behind it ("только что"); value: which pair
  kNowEnd,
  kAm,
  kPm,
  kZone,       // value: minutes east of Greenwich
  kLocalZone,  // the words for the time of the capital
  kYear,       // "года", "жылғы": stands beside a year
  kFiller,     // weekdays, "at", "в": may stand between a day and a time
  // Of periods; none of them belongs to a date.
  kQuarter,
  kHalfYear,
  kOrdinal,        // value: 1 to 4; "I", "первый", "first"
  kOrdinalEnding,  // "1-й", "1-ші"
  kAround,         // "за", "с", "from": may stand around a period
};

struct DateWordMeaning {
  DateWord word = DateWord::kNone;
  int value = 0;
};

// `folded`: without case and marks, as TokenizeDate folds words.
DateWordMeaning LookUpDateWord(std::string_view folded);

enum class DateTokenKind : std::uint8_t { kNumber, kWord, kSign };

struct DateToken {
  DateTokenKind kind = DateTokenKind::kSign;
  bool spaced = false;      // white space stands before it
  std::uint8_t digits = 0;  // of a number; more than 14 count as 15
  char sign = 0;            // ASCII; dashes are '-', others '?'
  std::int64_t number = 0;
  DateWordMeaning meaning;
  std::size_t begin = 0, end = 0;  // bytes of the text
};

// Cuts `text` (UTF-8) into numbers, words and signs. Words lose case and the marks of Kazakh and
// accented letters, so that they are found however they were typed; full-width digits are digits.
std::vector<DateToken> TokenizeDate(std::string_view text);

}  // namespace crawler
