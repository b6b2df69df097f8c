// Personal numbers: found by their form and their check digits.
#include <algorithm>
#include <array>

#include "nlp/mask_text.h"
#include "nlp/utf8.h"
#include "nlp/web_address.h"

namespace nlp {
namespace {

constexpr std::array<std::string_view, 4> kIinLabels = {"иин", "жсн", "iin", "jsn"};
constexpr std::array<std::string_view, 14> kPhoneLabels = {
    "тел",    "моб",    "сот",   "номер", "нөмір",    "номир", "whatsapp",
    "ватсап", "вотсап", "phone", "tel",   "байланыс", "звон",  "хабарлас"};
constexpr std::array<std::string_view, 9> kIdCardLabels = {
    "удостоверен", "удост", "куәлі", "куали", "уд-е", "id", "уд", "identity", "kualik"};
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

// Luhn's check (ISO/IEC 7812-1).
bool PassesLuhn(std::string_view digits) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    unsigned value = Value(digits[digits.size() - 1 - i]);
    if (i % 2 == 1) value = value * 2 > 9 ? value * 2 - 9 : value * 2;
    sum += value;
  }
  return sum % 10 == 0;
}

// ISO 13616: the first four characters moved to the end, letters as 10 to 35, modulo 97 is 1.
bool PassesIbanCheck(std::string_view iban) {
  unsigned remainder = 0;
  for (std::size_t i = 0; i < iban.size(); ++i) {
    const char c = iban[(i + 4) % iban.size()];
    remainder = IsDigit(c) ? (remainder * 10 + Value(c)) % 97
                           : (remainder * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
  }
  return remainder == 1;
}

// The number of a person, not of an organisation: YYMMDD, a digit for century and sex, four of a
// serial and the check digit. The fifth digit of an organisation's number (BIN) is 4, 5 or 6.
bool HasBirthDate(std::string_view digits) {
  const unsigned month = Value(digits[2]) * 10 + Value(digits[3]);
  const unsigned day = Value(digits[4]) * 10 + Value(digits[5]);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && digits[6] <= '6';
}

bool PassesIinCheck(std::string_view digits) {
  const auto weighted = [&](unsigned shift) {
    unsigned sum = 0;
    for (unsigned i = 0; i < 11; ++i) sum += Value(digits[i]) * ((i + shift) % 11 + 1);
    return sum % 11;
  };
  unsigned check = weighted(0);
  if (check == 10) check = weighted(2);
  return check == Value(digits[11]);
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
      : mask_(text), text_(text.text()), addresses_(text_), found_(found) {}

  void Run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      const bool starts = at_ == 0 || !IsAlnum(text_[at_ - 1]);
      if (c == '[' && Placeholder()) continue;
      if (starts && IsAlnum(c) && MailAddress()) continue;
      if (c == '+' && Phone()) continue;
      if (IsDigit(c)) {
        if ((at_ == 0 || !IsDigit(text_[at_ - 1])) && Number()) continue;
        SkipDigits();
        continue;
      }
      if (starts && (c == 'K' || c == 'k') && Iban()) continue;
      if (starts && OldPlate()) continue;
      ++at_;
    }
  }

 private:
  void SkipDigits() {
    while (at_ < text_.size() && IsDigit(text_[at_])) ++at_;
  }

  bool Take(EntityType type, std::size_t end) {
    found_.push_back({type, static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)});
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
        const std::size_t size = SeparatorAt(at, separators);
        if (size == 0 || ++skipped > gap) break;
        at += size;
      }
    }
    if (run.groups == 1) run.first_group = run.digits.size();
    run.whole = run.digits.size() == count && !IsDigit(At(run.end));
    return run;
  }

  // Bytes of the separator at `at`; a no-break space counts as a space. 0 if there is none.
  std::size_t SeparatorAt(std::size_t at, std::string_view separators) const {
    if (separators.find(text_[at]) != std::string_view::npos) return 1;
    if (text_.substr(at, 2) == "\u00A0") return 2;
    if (text_.substr(at, 3) == "\u2011" || text_.substr(at, 3) == "–") return 3;
    return 0;
  }

  // A number that goes on behind a hyphen or slash, or began before one, is a register number.
  bool IsPartOfLonger(std::size_t end) const {
    const char next = At(end);
    if ((next == '-' || next == '/' || next == '.') && IsDigit(At(end + 1))) return true;
    if (at_ < 2) return false;
    const char before = text_[at_ - 1];
    return (before == '-' || before == '/' || before == '.' || before == ',') &&
           IsDigit(text_[at_ - 2]);
  }

  // A label among the words since the last entity.
  bool HasLabel(std::size_t count, std::span<const std::string_view> stems) const {
    return mask_.HasLabelBefore(found_.empty() ? 0 : found_.back().end, at_, count, stems);
  }

  bool Number() { return Card() || Iin() || Phone() || IdCard() || Plate(); }

  bool Card() {
    const DigitRun run = Collect(at_, 16, " -", 1);
    const bool grouped = run.groups == 1 || (run.groups == 4 && run.first_group == 4);
    if (!run.whole || !grouped || IsPartOfLonger(run.end) || !PassesLuhn(run.digits)) return false;
    return Take(EntityType::kCard, run.end);
  }

  bool Iin() {
    const DigitRun run = Collect(at_, 12, " -", 1);
    if (!run.whole || IsPartOfLonger(run.end) || !HasBirthDate(run.digits)) return false;
    if (!PassesIinCheck(run.digits) && !HasLabel(2, kIinLabels)) return false;
    return Take(EntityType::kIin, run.end);
  }

  bool Phone() {
    const bool plus = text_[at_] == '+';
    if (plus && !IsDigit(At(at_ + 1))) return false;
    const std::size_t from = plus ? at_ + 1 : at_;
    const DigitRun run = Collect(from, 11, " -().", 2);
    if (run.whole && !IsPartOfLonger(run.end) && IsPhone(run, plus)) {
      return Take(EntityType::kPhone, run.end);
    }
    if (plus) return ForeignPhone();
    const DigitRun local = Collect(from, 10, " -().", 2);
    if (local.whole && local.digits[0] == '7' && !IsPartOfLonger(local.end) &&
        HasLabel(2, kPhoneLabels)) {
      return Take(EntityType::kPhone, local.end);
    }
    return false;
  }

  // 8 or +7, then the code of an operator or town of Kazakhstan (7..) or a mobile one of Russia
  // (9..); 8 800 is free of charge and belongs to organisations. A first group of two or three
  // digits is an amount.
  bool IsPhone(const DigitRun& run, bool plus) const {
    const char first = run.digits[0], second = run.digits[1];
    if (first != '7' && (first != '8' || plus)) return false;
    if (second != '7' && second != '9') return false;
    return run.first_group != 2 && run.first_group != 3;
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
    if (!HasLabel(6, kIdCardLabels)) return false;
    return Take(EntityType::kIdCard, run.end);
  }

  // A capital letter of a plate, Latin or its Cyrillic look-alike, at `at`; 0 bytes if none.
  std::size_t PlateLetter(std::size_t at, bool small_too) const {
    if (at >= text_.size()) return 0;
    const char c = text_[at];
    if (IsLatin(c)) return small_too || c == Upper(c) ? 1 : 0;
    const Decoded next = DecodeAt(text_, at);
    return next.character >= U'А' && next.character <= U'Я' ? next.size : 0;
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
    while (before > 0 && at_ - before < 4 && (text_[before - 1] & 0xC0) == 0x80) --before;
    if (before == 0) return true;
    return CharacterTable::Get()[DecodeAt(text_, before - 1).character].kind != Kind::kLetter;
  }

  bool EndsWord(std::size_t at) const {
    return at >= text_.size() ||
           (!IsAlnum(text_[at]) && static_cast<unsigned char>(text_[at]) < 0xC3);
  }

  // 123 ABC 02 (since 2012): the last two digits are a region, 01 to 20.
  bool Plate() {
    if (!IsDigit(At(at_ + 1)) || !IsDigit(At(at_ + 2)) || IsDigit(At(at_ + 3))) return false;
    std::size_t at = at_ + 3;
    if (At(at) == ' ') ++at;
    const std::size_t letters = at;
    at = PlateLetters(at, true);
    if (at == 0 || IsPartOfLonger(at)) return false;
    // Two small letters are a word: "500 on 14 February".
    if (PlateLetters(letters, false) == 0 && at - letters < 3) return false;
    for (const std::string_view currency : {"USD", "KZT", "EUR", "RUB", "GBP", "CNY"}) {
      if (text_.substr(letters, at - letters) == currency) return false;
    }
    if (At(at) == ' ') ++at;
    if (!IsDigit(At(at)) || !IsDigit(At(at + 1)) || !EndsWord(at + 2)) return false;
    const unsigned region = Value(text_[at]) * 10 + Value(text_[at + 1]);
    if (region < 1 || region > 20) return false;
    return Take(EntityType::kPlate, at + 2);
  }

  // A 123 BCD (until 2012).
  bool OldPlate() {
    if (!BeginsWord()) return false;
    std::size_t at = at_;
    const bool latin = IsLatin(text_[at]);
    const std::size_t first = PlateLetter(at, false);
    if (first == 0) return false;
    at += first;
    // "А 100 МРП": a Cyrillic letter apart is a word.
    if (latin && At(at) == ' ') ++at;
    for (int i = 0; i < 3; ++i, ++at) {
      if (!IsDigit(At(at))) return false;
    }
    if (latin && At(at) == ' ') ++at;
    at = PlateLetters(at, false);
    if (at == 0 || !EndsWord(at)) return false;
    return Take(EntityType::kPlate, at);
  }

  bool Iban() {
    constexpr std::size_t kLength = 20;  // of Kazakhstan
    std::string iban;
    std::size_t at = at_, end = at_;
    while (at < text_.size() && iban.size() < kLength) {
      if (IsAlnum(text_[at])) {
        iban += Upper(text_[at]);
        end = at + 1;
      } else if (text_[at] != ' ' || At(at + 1) == ' ') {
        break;
      }
      ++at;
    }
    if (iban.size() != kLength || IsAlnum(At(end)) || iban[1] != 'Z' || !IsDigit(iban[2]) ||
        !IsDigit(iban[3])) {
      return false;
    }
    if (!PassesIbanCheck(iban) && !HasLabel(2, kAccountLabels)) return false;
    return Take(EntityType::kIban, end);
  }

  const MaskText& mask_;
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
