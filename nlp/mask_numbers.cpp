// Personal numbers: found by their form and their check digits.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "nlp/check_digits.h"
#include "nlp/mask_text.h"
#include "nlp/plain_numbers.h"
#include "nlp/utf8.h"
#include "nlp/web_address.h"

namespace nlp {
namespace {

constexpr std::array<std::string_view, 4> kIinLabels = {"иин", "жсн", "iin", "jsn"};
constexpr std::array<std::string_view, 4> kCardLabels = {"карт", "card", "visa", "mastercard"};
constexpr std::array<std::string_view, 14> kPhoneLabels = {
    "тел",    "моб",    "сот",   "номер", "нөмір",    "номир", "whatsapp",
    "ватсап", "вотсап", "phone", "tel",   "байланыс", "звон",  "хабарлас"};
constexpr std::array<std::string_view, 6> kIdCardLabels = {"удостоверен", "удост",    "куәлі",
                                                           "куали",       "identity", "kualik"};
constexpr std::array<std::string_view, 3> kShortIdCardLabels = {"уд-е", "id", "уд"};
constexpr std::array<std::string_view, 3> kPassportLabels = {"паспорт", "төлқұжат", "passport"};
// Whose telephone it is: an office's, or a person's all the same.
constexpr std::array<std::string_view, 32> kOfficeLabels = {
    "приемн", "канцеляр", "горяч",    "довери",   "справочн",    "диспетчер", "дежурн", "акимат",
    "әкімді", "поликлин", "емхана",   "қабылдау", "регистрат",   "кеңсе",     "сенім",  "hotline",
    "recept", "исполнит", "колл",     "call",     "цон",         "анықтама",  "желі",   "школ",
    "мектеп", "больниц",  "аурухана", "полици",   "министерств", "банк",      "справк", "центр"};
// A person's own, whatever office is spoken of.
constexpr std::array<std::string_view, 12> kOwnLabels = {"мой",     "моя",   "мне",      "меня",
                                                         "мен",     "маған", "дома",     "ұялы",
                                                         "звоните", "связь", "байланыс", "my"};
constexpr std::array<std::string_view, 24> kVehicleLabels = {
    "номер", "нөмір", "номир",    "госномер", "гос",     "машин",     "авто",  "мәшин",
    "көлік", "колик", "мотоцикл", "скутер",   "прицеп",  "тіркеме",   "такси", "маршрут",
    "plate", "car",   "truck",    "vehicle",  "водител", "жүргізуші", "мопед", "фура"};
constexpr std::array<std::string_view, 6> kAccountLabels = {"счет", "шот",  "iban",
                                                            "жсқ",  "ибан", "account"};
// Local parts of mail boxes that belong to an office, not a person.
constexpr std::array<std::string_view, 12> kOfficeBoxes = {
    "info@", "priemnaya@", "press@", "office@", "kense@",   "support@",
    "help@", "hotline@",   "admin@", "mail@",   "contact@", "reception@"};
constexpr std::array<std::string_view, 4> kOfficeDomains = {".gov.kz", ".mil.kz", ".gov.ru",
                                                            ".gov"};

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}
bool IsLatin(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool IsAlnum(char c) {
  return IsDigit(c) || IsLatin(c);
}
char Upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
unsigned Value(char digit) {
  return static_cast<unsigned>(digit - '0');
}

// Digits that stand together, with the separators people put between them.
struct DigitRun {
  std::string digits;
  std::size_t end = 0;          // byte after the last digit
  std::size_t first_group = 0;  // digits before the first separator
  std::size_t groups = 1;
  bool whole = false;  // no further digit follows directly
};

class Scanner {
 public:
  Scanner(const MaskText& text, std::vector<Entity>& found)
      : mask_(text), plain_(text.text()), text_(plain_.text()), addresses_(text_), found_(found) {}

  void Run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (IsBarren(c)) {
        ++at_;
        continue;
      }
      const bool starts = at_ == 0 || !IsAlnum(text_[at_ - 1]);
      if (c == '[' && Placeholder()) continue;
      if (starts && IsAlnum(c) && MailAddress()) continue;
      if (starts && IsAlnum(c) && SpacedMailAddress()) continue;
      if (c == '+' && Phone()) continue;
      if (IsDigit(c)) {
        if ((at_ == 0 || !IsDigit(text_[at_ - 1])) && Number()) continue;
        SkipDigits();
        continue;
      }
      // К of Cyrillic in two bytes: "К" or "к".
      const auto second = static_cast<unsigned char>(At(at_ + 1));
      const bool cyrillic = static_cast<unsigned char>(c) == 0xD0;
      if ((Upper(c) == 'K' || (cyrillic && (second == 0x9A || second == 0xBA))) && MayBeginIban() &&
          Iban()) {
        continue;
      }
      const bool capital = (c >= 'A' && c <= 'Z') || (cyrillic && second >= 0x90 && second < 0xB0);
      if (capital && starts && (at_ == 0 || static_cast<unsigned char>(text_[at_ - 1]) < 0x80) &&
          (Passport() || OldPlate())) {
        continue;
      }
      ++at_;
    }
  }

 private:
  // Most bytes begin nothing: second bytes of letters, small letters of Cyrillic but к.
  bool IsBarren(char c) const {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) return c == ' ';
    if (byte != 0xD0) return true;
    const auto second = static_cast<unsigned char>(At(at_ + 1));
    return second >= 0xB0 && second != 0xBA;
  }

  void SkipDigits() {
    while (at_ < text_.size() && IsDigit(text_[at_])) ++at_;
  }

  bool Take(EntityType type, std::size_t end) {
    found_.push_back({type, static_cast<std::uint32_t>(plain_.Begin(at_)),
                      static_cast<std::uint32_t>(plain_.End(end))});
    at_ = end;
    return true;
  }

  bool Placeholder() {
    for (int i = 0; i <= static_cast<int>(EntityType::kPlate); ++i) {
      const auto type = static_cast<EntityType>(i);
      const std::string_view name = Name(type);
      if (text_.substr(at_ + 1, name.size()) == name && At(at_ + 1 + name.size()) == ']') {
        return Take(type, at_ + name.size() + 2);
      }
    }
    return false;
  }

  bool MailAddress() {
    const auto address = addresses_.At(at_);
    if (address.type == WebAddress::kNone) return false;
    if (address.type == WebAddress::kEmail) {
      const std::string_view mail = text_.substr(at_, address.end - at_);
      const bool office =
          StartsWithAny(mail, kOfficeBoxes) ||
          std::any_of(kOfficeDomains.begin(), kOfficeDomains.end(),
                      [&](std::string_view domain) { return mail.ends_with(domain); });
      if (!office) return Take(EntityType::kEmail, address.end);
    }
    at_ = address.end;
    return true;
  }

  // name @ mail.example, name(at)mail.example: as people hide addresses from machines.
  bool SpacedMailAddress() {
    constexpr std::size_t kLongest = 64;
    std::size_t at = at_;
    while (at < text_.size() && at - at_ < kLongest &&
           (IsAlnum(text_[at]) || text_[at] == '.' || text_[at] == '_' || text_[at] == '-')) {
      ++at;
    }
    if (at == at_ || at - at_ == kLongest) return false;
    std::size_t host = 0;
    for (const std::string_view mark : {" @ ", " @", "@ ", "(at)", " (at) ", "[at]", " собака "}) {
      if (text_.substr(at, mark.size()) == mark) host = std::max(host, at + mark.size());
    }
    if (host == 0) return false;
    at = host;
    bool dot = false;
    while (at < text_.size() && at - host < kLongest &&
           (IsAlnum(text_[at]) || text_[at] == '-' || (text_[at] == '.' && IsAlnum(At(at + 1))))) {
      dot |= text_[at] == '.';
      ++at;
    }
    if (!dot || at - host == kLongest) return false;
    return Take(EntityType::kEmail, at);
  }

  char At(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }

  // Collects `count` digits from byte `from` on; up to `gap` characters of `separators` may stand
  // between two.
  DigitRun Collect(std::size_t from, std::size_t count, std::string_view separators,
                   std::size_t gap) const {
    DigitRun run;
    std::size_t at = from, skipped = 0;
    while (run.digits.size() < count && at < text_.size()) {
      if (IsDigit(text_[at])) {
        if (skipped > 0 && !run.digits.empty()) {
          if (run.groups == 1) run.first_group = run.digits.size();
          ++run.groups;
        }
        skipped = 0;
        run.digits += text_[at++];
        run.end = at;
      } else {
        if (separators.find(text_[at]) == std::string_view::npos || ++skipped > gap) break;
        ++at;
      }
    }
    if (run.groups == 1) run.first_group = run.digits.size();
    run.whole = run.digits.size() == count && !IsDigit(At(run.end));
    return run;
  }

  // A number that goes on behind a hyphen or slash, or began before one, is a register number.
  bool IsPartOfLonger(std::size_t end) const {
    const char next = At(end);
    if ((next == '-' || next == '/' || next == '.') && IsDigit(At(end + 1))) return true;
    return GoesOn();
  }
  bool GoesOn() const {
    if (at_ < 2) return false;
    const char before = text_[at_ - 1];
    return (before == '-' || before == '/' || before == '.' || before == ',') &&
           IsDigit(text_[at_ - 2]);
  }

  // A label among the words since the last entity.
  bool HasLabel(std::size_t count, std::span<const std::string_view> stems) const {
    return HasLabelSince(found_.empty() ? 0 : found_.back().end, count, stems);
  }
  // Also one that an earlier entity has used.
  bool HasLabelSince(std::size_t from, std::size_t count,
                     std::span<const std::string_view> stems) const {
    return mask_.HasLabelBefore(from, plain_.Begin(at_), count, stems);
  }
  // In the sentence so far, over entities.
  bool HasVehicle(std::size_t count) const { return HasLabelSince(0, count, kVehicleLabels); }

  bool Number() { return Card() || Iin() || Phone() || IdCard() || Plate(); }

  bool Card() {
    const DigitRun run = Collect(at_, 16, " -.\n", 1);
    if (!run.whole || IsPartOfLonger(run.end)) return false;
    const bool grouped = run.groups == 1 || (run.groups == 4 && run.first_group == 4);
    // People mistype what they say is a card's.
    const bool said = grouped && HasLabel(2, kCardLabels);
    if (!said && !PassesLuhn(run.digits)) return false;
    // In other groups only what banks give out.
    if (!grouped && (run.digits[0] < '2' || run.digits[0] > '6')) return false;
    return Take(EntityType::kCard, run.end);
  }

  bool Iin() {
    const DigitRun run = Collect(at_, 12, " -.\n", 1);
    if (!run.whole || IsPartOfLonger(run.end) || !HasBirthDate(run.digits)) return false;
    if (!PassesIinCheck(run.digits) && !HasLabel(2, kIinLabels) && !HasLabelGlued()) return false;
    return Take(EntityType::kIin, run.end);
  }

  // "ИИН750312400011", "ИИН-750312400011"
  bool HasLabelGlued() const {
    constexpr std::string_view kGlued[] = {"ИИН", "иин", "Иин", "ЖСН", "жсн",  "Жсн",
                                           "IIN", "iin", "JSN", "jsn", "ZHSN", "zhsn"};
    std::string_view before = text_.substr(0, at_);
    if (before.ends_with('-')) before.remove_suffix(1);
    return std::any_of(std::begin(kGlued), std::end(kGlued),
                       [before](std::string_view label) { return before.ends_with(label); });
  }

  bool Phone() {
    const bool plus = text_[at_] == '+';
    if (plus && !IsDigit(At(at_ + 1))) return false;
    const std::size_t from = plus ? at_ + 1 : at_;
    const DigitRun run = Collect(from, 11, " -().", 2);
    if (run.whole && !IsPartOfLonger(run.end) && IsPhone(run, plus)) {
      if (IsOffice(run)) return Skip(run.end);
      return Take(EntityType::kPhone, run.end);
    }
    if (plus) return ForeignPhone();
    const DigitRun local = Collect(from, 10, " -().", 2);
    if (local.whole && local.digits[0] == '7' && !IsPartOfLonger(local.end) &&
        (HasLabel(3, kPhoneLabels) || (IsMobile(local.digits) && local.groups >= 3 &&
                                       local.first_group == 3 && !IsRegistered()))) {
      return Take(EntityType::kPhone, local.end);
    }
    return TownPhone();
  }

  // 70x, 74x, 77x: operators of mobile telephones.
  static bool IsMobile(std::string_view digits) {
    return digits[0] == '7' && (digits[1] == '0' || digits[1] == '4' || digits[1] == '7');
  }

  // 22-35-44 behind "тел."
  bool TownPhone() {
    const DigitRun run = Collect(at_, 6, "-", 1);
    if (!run.whole || run.groups != 3 || run.first_group != 2 || IsPartOfLonger(run.end))
      return false;
    if (!HasLabel(1, kPhoneLabels) || IsOffice(run)) return false;
    return Take(EntityType::kPhone, run.end);
  }

  // A telephone of a town beside a word for an office, unless a word for a person is nearer.
  bool IsOffice(const DigitRun& run) const {
    if (run.digits.size() == 11 && IsMobile(std::string_view(run.digits).substr(1))) return false;
    constexpr std::size_t kReach = 6, kReachBehind = 2, kMaxTokens = 16;
    constexpr std::size_t kLongestAbbreviation = 8;  // bytes
    const std::span<const core::Token> tokens = mask_.tokens();
    const std::size_t here = mask_.TokensBefore(plain_.Begin(at_));
    std::size_t words = 0;
    for (std::size_t i = here; i > 0 && words < kReach && here - i < kMaxTokens; --i) {
      const std::string_view word = mask_.norm(tokens[i - 1]);
      if (word == "!" || word == "?" || word == ";") break;
      // "Тел.:" on a line of its own belongs to nobody of the lines before.
      if (words > 0 && BreaksLine(tokens[i - 1].end, tokens[i].begin)) break;
      // A dot behind a whole word ends the sentence; that of "тел." does not.
      if (word == "." && i > 1 && mask_.norm(tokens[i - 2]).size() > kLongestAbbreviation) break;
      if ((tokens[i - 1].traits & core::kWord) == 0) continue;
      ++words;
      if (StartsWithAny(word, kOfficeLabels)) return true;
      if (StartsWithAny(word, kOwnLabels)) return false;
    }
    // 8 (7172) 12-34-56 – приёмная
    std::size_t behind = mask_.TokensBefore(plain_.End(run.end));
    const std::size_t last = std::min(tokens.size(), behind + kMaxTokens);
    for (words = 0; behind < last && words < kReachBehind; ++behind) {
      const std::string_view word = mask_.norm(tokens[behind]);
      if (behind > 0 && BreaksLine(tokens[behind - 1].end, tokens[behind].begin)) break;
      if (word == "." || word == "," || word == ";") break;
      if ((tokens[behind].traits & core::kWord) == 0) continue;
      ++words;
      if (StartsWithAny(word, kOfficeLabels)) return true;
    }
    return false;
  }

  bool BreaksLine(std::size_t from, std::size_t to) const {
    return mask_.text().substr(from, to - from).find('\n') != std::string_view::npos;
  }

  bool Skip(std::size_t end) {
    at_ = end;
    return true;
  }

  // N12345678 behind a word for a passport.
  bool Passport() {
    if (text_[at_] != 'N' && text_.substr(at_, 2) != "Н") return false;
    std::size_t at = at_ + (text_[at_] == 'N' ? 1 : 2);
    if (At(at) == ' ') ++at;
    const DigitRun run = Collect(at, 8, "", 0);
    if (!run.whole || !HasLabel(5, kPassportLabels)) return false;
    return Take(EntityType::kIdCard, run.end);
  }

  // 8 or +7, then the code of an operator or town of Kazakhstan (7..) or a mobile one of Russia
  // (9..); 8 800 is free of charge and belongs to organisations. A first group of two or three
  // digits is an amount.
  bool IsPhone(const DigitRun& run, bool plus) const {
    if (IsRegistered() && !HasLabel(2, kPhoneLabels)) return false;
    const char first = run.digits[0], second = run.digits[1];
    if (first != '7' && (first != '8' || plus)) return false;
    if (second != '7' && second != '9') return false;
    return run.first_group != 2 && run.first_group != 3;
  }

  // "№ 87012345678" is the number of something else.
  bool IsRegistered() const {
    std::size_t at = at_;
    while (at > 0 && text_[at - 1] == ' ') --at;
    constexpr std::string_view kSign = "№";
    return at >= kSign.size() && text_.substr(at - kSign.size(), kSign.size()) == kSign;
  }

  bool ForeignPhone() {
    for (const std::size_t count : {14U, 13U, 12U, 11U, 10U}) {
      const DigitRun run = Collect(at_ + 1, count, " -()", 2);
      if (run.whole) return Take(EntityType::kPhone, run.end);
    }
    return false;
  }

  bool IdCard() {
    const DigitRun run = Collect(at_, 9, " ", 1);
    const bool grouped = run.groups == 1 || (run.groups == 3 && run.first_group == 3);
    if (!run.whole || !grouped || IsPartOfLonger(run.end)) return false;
    // The numbers begin with a nought, which few others do.
    const std::size_t reach = run.digits[0] == '0' ? 16 : 6;
    if (!HasLabelSince(0, reach, kIdCardLabels) && !HasShortLabel()) return false;
    return Take(EntityType::kIdCard, run.end);
  }

  // "уд. 012345678": too short to be the beginning of any word.
  bool HasShortLabel() const {
    constexpr std::size_t kReach = 4;
    std::size_t words = 0;
    for (std::size_t i = mask_.TokensBefore(plain_.Begin(at_)); i > 0 && words < kReach; --i) {
      const core::Token& token = mask_.tokens()[i - 1];
      if ((token.traits & core::kPunctuation) != 0) continue;
      ++words;
      for (const std::string_view label : kShortIdCardLabels) {
        if (mask_.norm(token) == label) return true;
      }
    }
    return false;
  }

  // A capital letter of a plate, Latin or its Cyrillic look-alike, at `at`; 0 bytes if none.
  std::size_t PlateLetter(std::size_t at, bool small_too) const {
    if (at >= text_.size()) return 0;
    const char c = text_[at];
    if (IsLatin(c)) return small_too || c == Upper(c) ? 1 : 0;
    const Decoded next = DecodeAt(text_, at);
    const bool alike =
        std::u32string_view(U"АВЕКМНОРСТУХ").find(next.character) != std::u32string_view::npos;
    return alike ? next.size : 0;
  }

  // Two or three plate letters; 0 if there are none, else the byte after them.
  std::size_t PlateLetters(std::size_t at, bool small_too) const {
    std::size_t count = 0;
    while (const std::size_t size = PlateLetter(at, small_too)) {
      at += size;
      if (++count > 3) return 0;
    }
    return count >= 2 ? at : 0;
  }

  // No letter of any script stands before this byte.
  bool BeginsWord() const {
    std::size_t before = at_;
    while (before > 0 && at_ - before < 4 && IsTrailByte(text_[before - 1])) --before;
    if (before == 0) return true;
    return CharacterTable::Get()[DecodeAt(text_, before - 1).character].kind != Kind::kLetter;
  }

  bool EndsWord(std::size_t at) const {
    return at >= text_.size() ||
           (!IsAlnum(text_[at]) && static_cast<unsigned char>(text_[at]) < 0xC3);
  }

  // A digit of a plate, or a letter O in its place; 0 bytes if none.
  std::size_t PlateDigit(std::size_t at) const {
    if (IsDigit(At(at))) return 1;
    if (At(at) == 'O') return 1;
    return text_.substr(at, 2) == "О" ? 2 : 0;
  }
  std::size_t SkipPlateGap(std::size_t at) const {
    return At(at) == ' ' || At(at) == '-' || At(at) == '/' || At(at) == '|' ? at + 1 : at;
  }
  // Two digits of a region, 01 to 20, and the end of the word; 0 if that is not there.
  std::size_t PlateRegion(std::size_t at) const {
    if (!IsDigit(At(at)) || !IsDigit(At(at + 1)) || !EndsWord(at + 2)) return 0;
    const unsigned region = Value(text_[at]) * 10 + Value(text_[at + 1]);
    return region >= 1 && region <= 20 ? at + 2 : 0;
  }

  // 123 ABC 02 (since 2012); 123 AB 02 of organisations, 12 AB 02 of motorcycles, 12 ABC 02 of
  // trailers.
  bool Plate() {
    std::size_t at = at_, digits = 0;
    while (digits < 4) {
      const std::size_t size = PlateDigit(at);
      if (size == 0) break;
      at += size;
      ++digits;
    }
    if (digits < 2 || digits > 3) return false;
    at = SkipPlateGap(at);
    const std::size_t letters = at;
    at = PlateLetters(at, true);
    if (at == 0 || GoesOn()) return false;
    // Two small letters are a word: "500 on 14 February".
    if (PlateLetters(letters, false) == 0 && at - letters < 3) return false;
    for (const std::string_view currency : {"USD", "KZT", "EUR", "RUB", "GBP", "CNY"}) {
      if (text_.substr(letters, at - letters) == currency) return false;
    }
    const std::size_t end = PlateRegion(SkipPlateGap(at));
    if (end == 0 || (digits == 2 && !HasVehicle(8))) return false;
    return Take(EntityType::kPlate, end);
  }

  // A 123 BCD (until 2012); А123ВС77 of Russia.
  bool OldPlate() {
    std::size_t at = at_;
    const std::size_t first = PlateLetter(at, false);
    if (first == 0) return false;
    at += first;
    if (!IsDigit(At(at)) && !(At(at) == ' ' && IsDigit(At(at + 1)))) return false;
    if (!BeginsWord()) return false;
    // "А 100 МРП": a Cyrillic letter apart is a word, unless a vehicle is spoken of.
    const bool apart = At(at) == ' ';
    const bool latin = IsLatin(text_[at_]);
    if (apart) ++at;
    // О82 ВКЕ 17
    if (!apart && (text_[at_] == 'O' || text_.substr(at_, 2) == "О") && IsDigit(At(at)) && Plate())
      return true;
    for (int i = 0; i < 3; ++i, ++at) {
      if (!IsDigit(At(at))) return false;
    }
    if (At(at) == ' ') ++at;
    at = PlateLetters(at, false);
    if (at == 0 || (apart && !latin && !HasVehicle(4))) return false;
    if (EndsWord(at)) return Take(EntityType::kPlate, at);
    std::size_t region = At(at) == ' ' ? at + 1 : at;
    const DigitRun run = Collect(region, IsDigit(At(region + 2)) ? 3 : 2, "", 0);
    if (!run.whole || !EndsWord(run.end)) return false;
    return Take(EntityType::kPlate, run.end);
  }

  // A letter or digit of an account number; Cyrillic letters that look like Latin ones count.
  struct AccountLetter {
    char letter = '\0';
    std::size_t size = 0;
  };
  AccountLetter AccountLetterAt(std::size_t at) const {
    if (at >= text_.size()) return {};
    if (IsAlnum(text_[at])) return {Upper(text_[at]), 1};
    const auto byte = static_cast<unsigned char>(text_[at]);
    if (byte != 0xD0 && byte != 0xD1) return {};
    const Decoded next = DecodeAt(text_, at);
    constexpr std::u32string_view kCyrillic = U"АВЕКМНОРСТУХавекмнорстух";
    constexpr std::string_view kLatinLetters = "ABEKMHOPCTYXABEKMHOPCTYX";
    const std::size_t place = kCyrillic.find(next.character);
    if (place == std::u32string_view::npos) return {};
    return {kLatinLetters[place], next.size};
  }

  bool MayBeginIban() const {
    const AccountLetter first = AccountLetterAt(at_);
    if (first.letter != 'K') return false;
    std::size_t next = at_ + first.size;
    if (At(next) == ' ') ++next;
    return Upper(At(next)) == 'Z';
  }

  bool Iban() {
    constexpr std::size_t kLength = 20;  // of Kazakhstan
    std::string iban;
    std::size_t at = at_, end = at_, skipped = 0;
    while (at < text_.size() && iban.size() < kLength) {
      const AccountLetter next = AccountLetterAt(at);
      if (next.size > 0) {
        iban += next.letter;
        at += next.size;
        end = at;
        skipped = 0;
      } else if (++skipped <= 2 &&
                 (text_[at] == ' ' || text_[at] == '-' || text_[at] == '.' || text_[at] == '\n')) {
        ++at;
      } else {
        break;
      }
    }
    if (iban.size() != kLength || IsAlnum(At(end)) || !IsDigit(iban[2]) || !IsDigit(iban[3])) {
      return false;
    }
    const bool begins = at_ == 0 || !IsAlnum(text_[at_ - 1]);
    if (!PassesIbanCheck(iban) && !(begins && HasLabel(2, kAccountLabels))) return false;
    return Take(EntityType::kIban, end);
  }

  const MaskText& mask_;
  PlainNumbers plain_;
  std::string_view text_;
  WebAddressFinder addresses_;
  std::vector<Entity>& found_;
  std::size_t at_ = 0;
};

}  // namespace

void FindNumbers(const MaskText& text, std::vector<Entity>& found) {
  Scanner(text, found).Run();
}

}  // namespace nlp
