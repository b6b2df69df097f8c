#include "crawler/date_words.h"

#include <array>
#include <unordered_map>

#include "crawler/ascii.h"
#include "crawler/foreign_months.h"

namespace crawler {
namespace {

struct Entry {
  std::string_view folded;
  DateWordMeaning meaning;
};

constexpr int kDaysOfWeek = 7;

// Words that stand as they are. Folded: no Kazakh letters (қ is к, ү and ұ are у, і is и ...).
constexpr Entry kWords[] = {
    // Months, short.
    {"янв", {DateWord::kMonth, 1}},
    {"фев", {DateWord::kMonth, 2}},
    {"февр", {DateWord::kMonth, 2}},
    {"мар", {DateWord::kMonth, 3}},
    {"апр", {DateWord::kMonth, 4}},
    {"май", {DateWord::kMonth, 5}},
    {"мая", {DateWord::kMonth, 5}},
    {"мае", {DateWord::kMonth, 5}},
    {"июн", {DateWord::kMonth, 6}},
    {"июл", {DateWord::kMonth, 7}},
    {"авг", {DateWord::kMonth, 8}},
    {"сен", {DateWord::kMonth, 9}},
    {"сент", {DateWord::kMonth, 9}},
    {"окт", {DateWord::kMonth, 10}},
    {"ноя", {DateWord::kMonth, 11}},
    {"нояб", {DateWord::kMonth, 11}},
    {"дек", {DateWord::kMonth, 12}},
    {"кан", {DateWord::kMonth, 1}},
    {"акп", {DateWord::kMonth, 2}},
    {"нау", {DateWord::kMonth, 3}},
    {"сау", {DateWord::kMonth, 4}},
    {"мам", {DateWord::kMonth, 5}},
    {"мау", {DateWord::kMonth, 6}},
    {"шил", {DateWord::kMonth, 7}},
    {"там", {DateWord::kMonth, 8}},
    {"кыр", {DateWord::kMonth, 9}},
    {"каз", {DateWord::kMonth, 10}},
    {"кар", {DateWord::kMonth, 11}},
    {"жел", {DateWord::kMonth, 12}},
    {"jan", {DateWord::kMonth, 1}},
    {"feb", {DateWord::kMonth, 2}},
    {"mar", {DateWord::kMonth, 3}},
    {"apr", {DateWord::kMonth, 4}},
    {"may", {DateWord::kMonth, 5}},
    {"jun", {DateWord::kMonth, 6}},
    {"jul", {DateWord::kMonth, 7}},
    {"aug", {DateWord::kMonth, 8}},
    {"sep", {DateWord::kMonth, 9}},
    {"sept", {DateWord::kMonth, 9}},
    {"oct", {DateWord::kMonth, 10}},
    {"nov", {DateWord::kMonth, 11}},
    {"dec", {DateWord::kMonth, 12}},
    {"de", {DateWord::kFiller, 0}},
    {"del", {DateWord::kFiller, 0}},
    // Units of time, short or irregular.
    {"мин", {DateWord::kMinutes, 1}},
    {"м", {DateWord::kMinutes, 1}},
    {"min", {DateWord::kMinutes, 1}},
    {"mins", {DateWord::kMinutes, 1}},
    {"m", {DateWord::kMinutes, 1}},
    {"полчаса", {DateWord::kMinutes, 30}},
    {"ч", {DateWord::kHours, 1}},
    {"час", {DateWord::kHours, 1}},
    {"часа", {DateWord::kHours, 1}},
    {"часов", {DateWord::kHours, 1}},
    {"саг", {DateWord::kHours, 1}},
    {"сагат", {DateWord::kHours, 1}},
    {"sagat", {DateWord::kHours, 1}},
    {"saghat", {DateWord::kHours, 1}},
    {"h", {DateWord::kHours, 1}},
    {"hr", {DateWord::kHours, 1}},
    {"hrs", {DateWord::kHours, 1}},
    {"hour", {DateWord::kHours, 1}},
    {"hours", {DateWord::kHours, 1}},
    {"день", {DateWord::kDays, 1}},
    {"дня", {DateWord::kDays, 1}},
    {"дней", {DateWord::kDays, 1}},
    {"дн", {DateWord::kDays, 1}},
    {"д", {DateWord::kDays, 1}},
    {"сутки", {DateWord::kDays, 1}},
    {"суток", {DateWord::kDays, 1}},
    {"кун", {DateWord::kDays, 1}},
    {"kun", {DateWord::kDays, 1}},
    {"day", {DateWord::kDays, 1}},
    {"days", {DateWord::kDays, 1}},
    {"d", {DateWord::kDays, 1}},
    {"апта", {DateWord::kDays, kDaysOfWeek}},
    {"apta", {DateWord::kDays, kDaysOfWeek}},
    {"нед", {DateWord::kDays, kDaysOfWeek}},
    {"week", {DateWord::kDays, kDaysOfWeek}},
    {"weeks", {DateWord::kDays, kDaysOfWeek}},
    {"w", {DateWord::kDays, kDaysOfWeek}},
    {"мес", {DateWord::kMonths, 1}},
    {"ай", {DateWord::kMonths, 1}},
    {"month", {DateWord::kMonths, 1}},
    {"months", {DateWord::kMonths, 1}},
    {"лет", {DateWord::kMonths, 12}},
    {"year", {DateWord::kMonths, 12}},
    {"years", {DateWord::kMonths, 12}},
    // Counting back.
    {"назад", {DateWord::kAgo, 0}},
    {"бурын", {DateWord::kAgo, 0}},
    {"buryn", {DateWord::kAgo, 0}},
    {"ago", {DateWord::kAgo, 0}},
    {"один", {DateWord::kCount, 1}},
    {"одну", {DateWord::kCount, 1}},
    {"два", {DateWord::kCount, 2}},
    {"две", {DateWord::kCount, 2}},
    {"три", {DateWord::kCount, 3}},
    {"четыре", {DateWord::kCount, 4}},
    {"пять", {DateWord::kCount, 5}},
    {"шесть", {DateWord::kCount, 6}},
    {"семь", {DateWord::kCount, 7}},
    {"бир", {DateWord::kCount, 1}},
    {"еки", {DateWord::kCount, 2}},
    {"уш", {DateWord::kCount, 3}},
    {"торт", {DateWord::kCount, 4}},
    {"бес", {DateWord::kCount, 5}},
    {"алты", {DateWord::kCount, 6}},
    {"жети", {DateWord::kCount, 7}},
    {"a", {DateWord::kCount, 1}},
    {"an", {DateWord::kCount, 1}},
    {"one", {DateWord::kCount, 1}},
    {"two", {DateWord::kCount, 2}},
    {"three", {DateWord::kCount, 3}},
    {"four", {DateWord::kCount, 4}},
    {"five", {DateWord::kCount, 5}},
    {"six", {DateWord::kCount, 6}},
    {"seven", {DateWord::kCount, 7}},
    {"сегодня", {DateWord::kDay, 0}},
    {"бугин", {DateWord::kDay, 0}},
    {"bugin", {DateWord::kDay, 0}},
    {"today", {DateWord::kDay, 0}},
    {"вчера", {DateWord::kDay, 1}},
    {"кеше", {DateWord::kDay, 1}},
    {"keshe", {DateWord::kDay, 1}},
    {"yesterday", {DateWord::kDay, 1}},
    {"позавчера", {DateWord::kDay, 2}},
    {"алдынгы", {DateWord::kDay, 2}},  // "алдыңғы күні"
    {"aldyngy", {DateWord::kDay, 2}},
    {"куни", {DateWord::kFiller, 0}},
    {"kuni", {DateWord::kFiller, 0}},
    {"только", {DateWord::kNow, 1}},
    {"что", {DateWord::kNowEnd, 1}},
    {"жана", {DateWord::kNow, 2}},
    {"гана", {DateWord::kNowEnd, 2}},
    {"jana", {DateWord::kNow, 3}},
    {"gana", {DateWord::kNowEnd, 3}},
    {"just", {DateWord::kNow, 4}},
    {"now", {DateWord::kNowEnd, 4}},
    // The clock and its zones (RFC 822 section 5, and those in use in Kazakhstan).
    {"am", {DateWord::kAm, 0}},
    {"pm", {DateWord::kPm, 0}},
    {"z", {DateWord::kZone, 0}},
    {"ut", {DateWord::kZone, 0}},
    {"utc", {DateWord::kZone, 0}},
    {"gmt", {DateWord::kZone, 0}},
    {"мск", {DateWord::kZone, 180}},
    {"msk", {DateWord::kZone, 180}},
    {"cet", {DateWord::kZone, 60}},
    {"cest", {DateWord::kZone, 120}},
    {"bst", {DateWord::kZone, 60}},
    {"est", {DateWord::kZone, -300}},
    {"edt", {DateWord::kZone, -240}},
    {"cst", {DateWord::kZone, -360}},
    {"cdt", {DateWord::kZone, -300}},
    {"mst", {DateWord::kZone, -420}},
    {"mdt", {DateWord::kZone, -360}},
    {"pst", {DateWord::kZone, -480}},
    {"pdt", {DateWord::kZone, -420}},
    {"астаны", {DateWord::kLocalZone, 0}},
    {"астана", {DateWord::kLocalZone, 0}},
    {"алматы", {DateWord::kLocalZone, 0}},
    {"astana", {DateWord::kLocalZone, 0}},
    {"almaty", {DateWord::kLocalZone, 0}},
    // Beside a year.
    {"г", {DateWord::kYear, 0}},
    {"гг", {DateWord::kYear, 0}},
    {"ж", {DateWord::kYear, 0}},
    // Between a day and a time.
    {"t", {DateWord::kFiller, 0}},
    {"в", {DateWord::kFiller, 0}},
    {"во", {DateWord::kFiller, 0}},
    {"от", {DateWord::kFiller, 0}},
    {"по", {DateWord::kFiller, 0}},
    {"at", {DateWord::kFiller, 0}},
    {"on", {DateWord::kFiller, 0}},
    {"of", {DateWord::kFiller, 0}},
    {"го", {DateWord::kFiller, 0}},
    {"ого", {DateWord::kFiller, 0}},
    {"st", {DateWord::kFiller, 0}},
    {"nd", {DateWord::kFiller, 0}},
    {"rd", {DateWord::kFiller, 0}},
    {"th", {DateWord::kFiller, 0}},
    {"пн", {DateWord::kFiller, 0}},
    {"вт", {DateWord::kFiller, 0}},
    {"ср", {DateWord::kFiller, 0}},
    {"чт", {DateWord::kFiller, 0}},
    {"пт", {DateWord::kFiller, 0}},
    {"сб", {DateWord::kFiller, 0}},
    {"вс", {DateWord::kFiller, 0}},
    {"mon", {DateWord::kFiller, 0}},
    {"tue", {DateWord::kFiller, 0}},
    {"wed", {DateWord::kFiller, 0}},
    {"thu", {DateWord::kFiller, 0}},
    {"fri", {DateWord::kFiller, 0}},
    {"sat", {DateWord::kFiller, 0}},
    {"sun", {DateWord::kFiller, 0}},
    // Of periods. The Roman numbers also with the Cyrillic letter that looks like I.
    {"q", {DateWord::kQuarter, 0}},
    {"qtr", {DateWord::kQuarter, 0}},
    {"кв", {DateWord::kQuarter, 0}},
    {"half", {DateWord::kHalfYear, 0}},
    {"i", {DateWord::kOrdinal, 1}},
    {"ii", {DateWord::kOrdinal, 2}},
    {"iii", {DateWord::kOrdinal, 3}},
    {"iv", {DateWord::kOrdinal, 4}},
    {"и", {DateWord::kOrdinal, 1}},
    {"ии", {DateWord::kOrdinal, 2}},
    {"иии", {DateWord::kOrdinal, 3}},
    {"иv", {DateWord::kOrdinal, 4}},
    {"first", {DateWord::kOrdinal, 1}},
    {"second", {DateWord::kOrdinal, 2}},
    {"third", {DateWord::kOrdinal, 3}},
    {"fourth", {DateWord::kOrdinal, 4}},
    {"й", {DateWord::kOrdinalEnding, 0}},
    {"е", {DateWord::kOrdinalEnding, 0}},
    {"ый", {DateWord::kOrdinalEnding, 0}},
    {"ий", {DateWord::kOrdinalEnding, 0}},
    {"ое", {DateWord::kOrdinalEnding, 0}},
    {"ши", {DateWord::kOrdinalEnding, 0}},
    {"инши", {DateWord::kOrdinalEnding, 0}},
    {"за", {DateWord::kAround, 0}},
    {"на", {DateWord::kAround, 0}},
    {"с", {DateWord::kAround, 0}},
    {"со", {DateWord::kAround, 0}},
    {"до", {DateWord::kAround, 0}},
    {"дейин", {DateWord::kAround, 0}},
    {"бастап", {DateWord::kAround, 0}},
    {"the", {DateWord::kAround, 0}},
    {"for", {DateWord::kAround, 0}},
    {"in", {DateWord::kAround, 0}},
    {"from", {DateWord::kAround, 0}},
    {"to", {DateWord::kAround, 0}},
    {"till", {DateWord::kAround, 0}},
    {"as", {DateWord::kAround, 0}},
};

// Stems that take endings of up to six letters: январь, января, қыркүйегі, жылғы ...
constexpr Entry kStems[] = {
    {"январ", {DateWord::kMonth, 1}},
    {"феврал", {DateWord::kMonth, 2}},
    {"март", {DateWord::kMonth, 3}},
    {"апрел", {DateWord::kMonth, 4}},
    {"июн", {DateWord::kMonth, 6}},
    {"июл", {DateWord::kMonth, 7}},
    {"август", {DateWord::kMonth, 8}},
    {"сентябр", {DateWord::kMonth, 9}},
    {"октябр", {DateWord::kMonth, 10}},
    {"ноябр", {DateWord::kMonth, 11}},
    {"декабр", {DateWord::kMonth, 12}},
    {"кантар", {DateWord::kMonth, 1}},
    {"акпан", {DateWord::kMonth, 2}},
    {"наурыз", {DateWord::kMonth, 3}},
    {"сауир", {DateWord::kMonth, 4}},
    {"мамыр", {DateWord::kMonth, 5}},
    {"маусым", {DateWord::kMonth, 6}},
    {"шилде", {DateWord::kMonth, 7}},
    {"тамыз", {DateWord::kMonth, 8}},
    {"кыркуйе", {DateWord::kMonth, 9}},
    {"казан", {DateWord::kMonth, 10}},
    {"караша", {DateWord::kMonth, 11}},
    {"желтоксан", {DateWord::kMonth, 12}},
    {"qantar", {DateWord::kMonth, 1}},
    {"aqpan", {DateWord::kMonth, 2}},
    {"nauryz", {DateWord::kMonth, 3}},
    {"sauir", {DateWord::kMonth, 4}},
    {"mamyr", {DateWord::kMonth, 5}},
    {"mausym", {DateWord::kMonth, 6}},
    {"shilde", {DateWord::kMonth, 7}},
    {"tamyz", {DateWord::kMonth, 8}},
    {"qyrkuie", {DateWord::kMonth, 9}},
    {"qyrkuye", {DateWord::kMonth, 9}},
    {"qazan", {DateWord::kMonth, 10}},
    {"qarasha", {DateWord::kMonth, 11}},
    {"jeltoqsan", {DateWord::kMonth, 12}},
    {"zheltoqsan", {DateWord::kMonth, 12}},
    {"january", {DateWord::kMonth, 1}},
    {"february", {DateWord::kMonth, 2}},
    {"march", {DateWord::kMonth, 3}},
    {"april", {DateWord::kMonth, 4}},
    {"june", {DateWord::kMonth, 6}},
    {"july", {DateWord::kMonth, 7}},
    {"august", {DateWord::kMonth, 8}},
    {"september", {DateWord::kMonth, 9}},
    {"october", {DateWord::kMonth, 10}},
    {"november", {DateWord::kMonth, 11}},
    {"december", {DateWord::kMonth, 12}},
    // German, for the international press.
    {"januar", {DateWord::kMonth, 1}},
    {"februar", {DateWord::kMonth, 2}},
    {"marz", {DateWord::kMonth, 3}},
    {"mai", {DateWord::kMonth, 5}},
    {"juni", {DateWord::kMonth, 6}},
    {"juli", {DateWord::kMonth, 7}},
    {"oktober", {DateWord::kMonth, 10}},
    {"dezember", {DateWord::kMonth, 12}},
    {"минут", {DateWord::kMinutes, 1}},
    {"minut", {DateWord::kMinutes, 1}},
    {"недел", {DateWord::kDays, kDaysOfWeek}},
    {"месяц", {DateWord::kMonths, 1}},
    {"год", {DateWord::kYear, 12}},
    {"жыл", {DateWord::kYear, 12}},
    {"jyl", {DateWord::kYear, 12}},
    {"zhyl", {DateWord::kYear, 12}},
    {"time", {DateWord::kFiller, 0}},
    {"времен", {DateWord::kFiller, 0}},
    {"уакыт", {DateWord::kFiller, 0}},
    {"понедельник", {DateWord::kFiller, 0}},
    {"вторник", {DateWord::kFiller, 0}},
    {"сред", {DateWord::kFiller, 0}},
    {"четверг", {DateWord::kFiller, 0}},
    {"пятниц", {DateWord::kFiller, 0}},
    {"суббот", {DateWord::kFiller, 0}},
    {"воскресень", {DateWord::kFiller, 0}},
    {"дуйсенби", {DateWord::kFiller, 0}},
    {"сейсенби", {DateWord::kFiller, 0}},
    {"сарсенби", {DateWord::kFiller, 0}},
    {"бейсенби", {DateWord::kFiller, 0}},
    {"жума", {DateWord::kFiller, 0}},
    {"сенби", {DateWord::kFiller, 0}},
    {"жексенби", {DateWord::kFiller, 0}},
    {"monday", {DateWord::kFiller, 0}},
    {"tuesday", {DateWord::kFiller, 0}},
    {"wednesday", {DateWord::kFiller, 0}},
    {"thursday", {DateWord::kFiller, 0}},
    {"friday", {DateWord::kFiller, 0}},
    {"saturday", {DateWord::kFiller, 0}},
    {"sunday", {DateWord::kFiller, 0}},
    {"квартал", {DateWord::kQuarter, 0}},
    {"токсан", {DateWord::kQuarter, 0}},
    {"toqsan", {DateWord::kQuarter, 0}},
    {"quarter", {DateWord::kQuarter, 0}},
    {"полугоди", {DateWord::kHalfYear, 0}},
    {"жартыжылды", {DateWord::kHalfYear, 0}},
    {"jartyjyldy", {DateWord::kHalfYear, 0}},
    {"айлы", {DateWord::kMonths, 1}},
    {"перв", {DateWord::kOrdinal, 1}},
    {"втор", {DateWord::kOrdinal, 2}},
    {"трет", {DateWord::kOrdinal, 3}},
    {"четверт", {DateWord::kOrdinal, 4}},
    {"биринши", {DateWord::kOrdinal, 1}},
    {"екинши", {DateWord::kOrdinal, 2}},
    {"ушинши", {DateWord::kOrdinal, 3}},
    {"тортинши", {DateWord::kOrdinal, 4}},
    {"период", {DateWord::kAround, 0}},
    {"period", {DateWord::kAround, 0}},
    {"кезен", {DateWord::kAround, 0}},
    {"аралыг", {DateWord::kAround, 0}},
};
constexpr std::size_t kMaxEnding = 12;  // bytes: six Cyrillic letters

constexpr std::size_t kMaxWord = 40;  // bytes of a word that can have a meaning

char32_t NextCodePoint(std::string_view text, std::size_t* at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[i]));
  };
  const char32_t lead = byte((*at)++);
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
  if (more == 0) return lead;
  char32_t point = lead & (0x3Fu >> more);
  for (int i = 0; i < more && *at < text.size() && (byte(*at) & 0xC0) == 0x80; ++i) {
    point = point << 6 | (byte((*at)++) & 0x3F);
  }
  return point;
}

constexpr bool IsSpacePoint(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x202F || c == 0x3000;
}

// Not seen at all: soft hyphen, zero-width characters, combining marks.
constexpr bool IsInvisible(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || (c >= 0x300 && c <= 0x36F);
}

struct Fold {
  char32_t from;
  std::string_view to;
};
// Letters whose bare form is not found by arithmetic.
constexpr Fold kFolds[] = {
    {U'ё', "е"}, {U'Ё', "е"}, {U'ә', "а"}, {U'Ә', "а"}, {U'ғ', "г"}, {U'Ғ', "г"},  {U'қ', "к"},
    {U'Қ', "к"}, {U'ң', "н"}, {U'Ң', "н"}, {U'ө', "о"}, {U'Ө', "о"}, {U'ұ', "у"},  {U'Ұ', "у"},
    {U'ү', "у"}, {U'Ү', "у"}, {U'һ', "х"}, {U'Һ', "х"}, {U'і', "и"}, {U'І', "и"},  {U'á', "a"},
    {U'Á', "a"}, {U'ä', "a"}, {U'Ä', "a"}, {U'é', "e"}, {U'É', "e"}, {U'ǵ', "g"},  {U'Ǵ', "g"},
    {U'ğ', "g"}, {U'Ğ', "g"}, {U'ı', "i"}, {U'İ', "i"}, {U'ñ', "n"}, {U'Ñ', "n"},  {U'ń', "n"},
    {U'Ń', "n"}, {U'ó', "o"}, {U'Ó', "o"}, {U'ö', "o"}, {U'Ö', "o"}, {U'ş', "sh"}, {U'Ş', "sh"},
    {U'ú', "u"}, {U'Ú', "u"}, {U'ü', "u"}, {U'Ü', "u"}, {U'ū', "u"}, {U'Ū', "u"},  {U'ý', "u"},
    {U'Ý', "u"}, {U'à', "a"}, {U'â', "a"}, {U'ã', "a"}, {U'ă', "a"}, {U'ç', "c"},  {U'è', "e"},
    {U'ê', "e"}, {U'ì', "i"}, {U'í', "i"}, {U'î', "i"}, {U'û', "u"}, {U'ù', "u"},  {U'ś', "s"},
    {U'ź', "z"},
};

void AppendTwoBytes(char32_t c, std::string* out) {
  *out += static_cast<char>(0xC0 | c >> 6);
  *out += static_cast<char>(0x80 | (c & 0x3F));
}

// Appends the folded letter; false if `c` is no letter.
bool AppendLetter(char32_t c, std::string* out) {
  if (c < 0x80) {
    if (!IsAlpha(static_cast<char>(c))) return false;
    *out += ToLower(static_cast<char>(c));
    return true;
  }
  if (c >= U'А' && c <= U'Я') c += 0x20;
  if (c >= U'а' && c <= U'я') {
    AppendTwoBytes(c, out);
    return true;
  }
  if (c >= 0x621 && c <= 0x64A) {  // Arabic; alef is written with and without its marks
    AppendTwoBytes(c == 0x622 || c == 0x623 || c == 0x625 ? 0x627 : c, out);
    return true;
  }
  for (const Fold& fold : kFolds) {
    if (fold.from == c) {
      *out += fold.to;
      return true;
    }
  }
  if (c < 0xC0 || (c >= 0x2000 && c < 0x2C00)) return false;  // Latin-1 signs, general signs
  *out += '\x01';  // a letter of some other script: part of the word, of no word known here
  return true;
}

char SignOf(char32_t c) {
  if (c >= 0x2010 && c <= 0x2015) return '-';
  if (c == 0x2212) return '-';
  return c < 0x80 ? static_cast<char>(c) : c == U'№' ? '#' : '?';
}

}  // namespace

DateWordMeaning LookUpDateWord(std::string_view folded) {
  static const auto words = [] {
    std::unordered_map<std::string_view, DateWordMeaning> map;
    for (const Entry& entry : kWords) map.emplace(entry.folded, entry.meaning);
    return map;
  }();
  if (folded.size() > kMaxWord) return {};
  const auto found = words.find(folded);
  if (found != words.end()) return found->second;
  for (const Entry& stem : kStems) {
    if (folded.starts_with(stem.folded) && folded.size() - stem.folded.size() <= kMaxEnding) {
      return stem.meaning;
    }
  }
  const int month = MonthInOtherLanguages(folded);
  return month ? DateWordMeaning{DateWord::kMonth, month} : DateWordMeaning{};
}

std::vector<DateToken> TokenizeDate(std::string_view text) {
  std::vector<DateToken> tokens;
  std::string word;
  bool spaced = false;
  std::size_t at = 0;
  const auto end_word = [&] {
    if (word.empty()) return;
    tokens.back().meaning = LookUpDateWord(word);
    word.clear();
  };
  bool in_number = false;
  while (at < text.size()) {
    const std::size_t begin = at;
    const auto add = [&](DateTokenKind kind, char sign = 0) {
      DateToken token;
      token.kind = kind;
      token.spaced = spaced;
      token.sign = sign;
      token.begin = begin;
      tokens.push_back(token);
    };
    char32_t c = NextCodePoint(text, &at);
    if (IsInvisible(c)) continue;
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // full-width forms of ASCII
    if (IsSpacePoint(c)) {
      end_word();
      in_number = false;
      spaced = true;
      continue;
    }
    const bool digit = c >= '0' && c <= '9';
    if (digit) {
      end_word();
      if (!in_number) add(DateTokenKind::kNumber);
      in_number = true;
      DateToken& number = tokens.back();
      number.end = at;
      if (number.digits < 14) number.number = number.number * 10 + static_cast<int>(c - '0');
      if (number.digits < 15) ++number.digits;
      spaced = false;
      continue;
    }
    in_number = false;
    const bool starts = word.empty();
    if (word.size() > kMaxWord ? AppendLetter(c, &word) && (word.resize(kMaxWord + 1), true)
                               : AppendLetter(c, &word)) {
      if (starts) add(DateTokenKind::kWord);
    } else {
      end_word();
      add(DateTokenKind::kSign, SignOf(c));
    }
    tokens.back().end = at;
    spaced = false;
  }
  end_word();
  return tokens;
}

}  // namespace crawler
