// Home addresses: a street or quarter with a house number, and what is written with it of flat,
// settlement, district, region and postcode, before and behind.
#include <algorithm>
#include <array>

#include "nlp/address_words.h"
#include "nlp/mask_text.h"
#include "nlp/name_table.h"
#include "nlp/utf8.h"

namespace nlp {
namespace {

constexpr std::size_t kMaxStreetWords = 5;
constexpr std::size_t kMaxParts = 6;
constexpr std::size_t kInstitutionReach = 4;  // words before an address

class Parser {
 public:
  explicit Parser(std::span<const Unit> units) : units_(units), classes_(units.size()) {
    for (std::size_t i = 0; i < units_.size(); ++i) {
      if (units_[i].entity || !units_[i].IsWord()) continue;
      classes_[i] = units_[i].address;
      for (const std::string_view street : {"st", "str", "ave", "rd"}) {
        if (units_[i].norm == street) classes_[i] |= kStreetAfter;
      }
      if (units_[i].Is(core::kCapitalized) && (units_[i].context & (kStop | kSelf)) != 0) {
        classes_[i] |= kNoName;
      }
    }
    // ш/а, а/я: three tokens.
    for (std::size_t i = 0; i + 2 < units_.size(); ++i) {
      if (!Plain(i) || !units_[i + 1].IsMark("/") || !Plain(i + 2)) continue;
      if (units_[i + 1].gap != kGapNone || units_[i + 2].gap != kGapNone) continue;
      std::string joined(units_[i].norm);
      joined += "/";
      joined += units_[i + 2].norm;
      if (const std::uint32_t found = AddressClassOf(NameKey(joined));
          (found & (kQuarter | kBox)) != 0) {
        classes_[i] = found;
        triple_.push_back(i);
      }
    }
  }

  void Run(std::vector<Entity>& found) {
    for (std::size_t i = 0; i < units_.size(); ++i) {
      const Range range = At(i);
      if (range.end == 0) continue;
      if (!IsInstitution(range.begin)) {
        found.push_back(
            {EntityType::kAddress, units_[range.begin].begin, units_[range.end - 1].end});
      }
      first_free_ = range.end;
      i = range.end - 1;
    }
  }

 private:
  struct Range {
    std::size_t begin = 0, end = 0;  // units; end 0: nothing
  };

  bool Plain(std::size_t i) const {
    return i < units_.size() && i >= first_free_ && !units_[i].entity;
  }
  bool Is(std::size_t i, std::uint32_t bits) const { return Plain(i) && (classes_[i] & bits) != 0; }
  std::string_view Norm(std::size_t i) const { return Plain(i) ? units_[i].norm : ""; }
  bool SameLine(std::size_t i) const { return Plain(i) && (units_[i].gap & kGapNewline) == 0; }
  bool IsName(std::size_t i) const {
    return Plain(i) && units_[i].IsWord() && units_[i].Is(core::kCapitalized) &&
           !Is(i, kLead | kNoName);
  }
  // Of the words before a label behind: no "Үйіміз" or "Пәтер" of a sentence's beginning.
  bool IsNameBefore(std::size_t i) const { return IsName(i) && !Is(i, kHouse | kFlat); }
  bool IsWord(std::size_t i) const {
    return Plain(i) && units_[i].IsWord() && !units_[i].Is(core::kNumber);
  }
  bool IsComma(std::size_t i) const { return Plain(i) && units_[i].IsMark({",", ";"}); }
  bool IsDot(std::size_t i) const {
    return Plain(i) && units_[i].IsMark(".") && units_[i].gap == kGapNone;
  }
  std::size_t SkipDot(std::size_t i) const { return IsDot(i) ? i + 1 : i; }
  std::size_t SkipComma(std::size_t i) const { return IsComma(i) ? i + 1 : i; }
  // The unit after a label that may have several tokens and a dot.
  std::size_t AfterLabel(std::size_t i) const {
    const bool triple = std::binary_search(triple_.begin(), triple_.end(), i);
    return SkipDot(i + (triple ? 3U : 1U));
  }
  // The first unit of the label that ends before unit `end`; `end` if there is none.
  std::size_t LabelBefore(std::size_t end, std::uint32_t bits) const {
    std::size_t at = end;
    if (at > 0 && IsDot(at - 1)) --at;
    if (at >= 3 && std::binary_search(triple_.begin(), triple_.end(), at - 3) && Is(at - 3, bits)) {
      return at - 3;
    }
    if (at > 0 && Is(at - 1, bits)) return at - 1;
    return end;
  }

  bool IsNumber(std::size_t i) const {
    return Plain(i) && units_[i].Is(core::kNumber) && IsHouseNumber(units_[i].norm);
  }

  // An address whose street, quarter or box is at `i`.
  Range At(std::size_t i) {
    if (!Plain(i) || !units_[i].IsWord()) return {};
    if (IsNumberedQuarter(i)) {
      const std::size_t end = House(i + 1, true);
      if (end != 0) return {Left(i), Right(end)};
    }
    if (Is(i, kBox)) return Box(i);
    const bool complex = Is(i, kComplex), street = Is(i, kStreetBefore | kQuarter);
    if (const Range range = complex ? Complex(i) : Range(); range.end != 0) return range;
    if (const Range range = street ? Before(i) : Range(); range.end != 0) return range;
    if (Is(i, kStreetAfter | kQuarter)) return Behind(i, AfterLabel(i));
    if (Is(i, kShortStreetAfter) && Norm(i) != "қ" && !IsName(i) && IsDot(i + 1))
      return Behind(i, i + 2);
    if (Is(i, kQuarterWord) && Is(i + 1, kDistrictWord)) return Behind(i, i + 2);
    const bool settlement = Is(i, kSettlementBefore | kSettlementAfter);
    if (const Range range = settlement ? InSettlement(i) : Range(); range.end != 0) return range;
    return Bare(i);
  }

  // 5-ықшамауданда
  bool IsNumberedQuarter(std::size_t i) const {
    if (!IsNumber(i)) return false;
    const std::string_view norm = units_[i].norm;
    const std::size_t hyphen = norm.find('-');
    return hyphen != std::string_view::npos &&
           (NotesOf(norm.substr(hyphen + 1)).address & kQuarter) != 0;
  }

  // а/я 64
  Range Box(std::size_t i) const {
    const std::size_t at = AfterLabel(i);
    if (!IsNumber(at) || !SameLine(at)) return {};
    return {Left(i), Right(at + 1)};
  }

  // ЖК «Имя», дом 5, кв. 7: the quotation marks tell it from a firm, the labels from its mention.
  Range Complex(std::size_t i) const {
    std::size_t at = i + 1;
    if (!Plain(at) || !units_[at].IsMark({"«", "\"", "“"})) return {};
    const std::size_t open = at++;
    while (at - open < kMaxStreetWords && SameLine(at) && !units_[at].IsMark({"»", "\"", "”"}))
      ++at;
    if (!Plain(at) || !units_[at].IsMark({"»", "\"", "”"})) return {};
    const std::size_t end = Parts(at + 1);
    if (end == at + 1) return {};
    return {Left(i), Right(end)};
  }

  // село Имя, дом 5: without a street
  Range InSettlement(std::size_t i) const {
    std::size_t at = i, begin = i;
    if (Is(i, kSettlementBefore) && units_[i].letters() > 1 && !IsName(i)) {
      at = SkipDot(i + 1);
      if (!IsName(at) || !SameLine(at)) return {};
      ++at;
    } else {
      const std::size_t label = i;
      begin = OneLeft(label + 1);
      if (begin >= label) return {};
      at = label + 1;
    }
    const bool comma = IsComma(at);
    at = SkipComma(at);
    if (!SameLine(at)) return {};
    const bool labelled = Is(at, kHouse) && !IsNumber(at) && IsNumber(SkipDot(at + 1));
    if (!labelled && !(comma && IsNumber(at) && IsPartNumber(at))) return {};
    return {Left(begin), Right(Parts(labelled ? AfterNumber(SkipDot(at + 1)) : AfterNumber(at)))};
  }

  // ул. Имя Имя 5; мкр. 5, дом 3
  Range Before(std::size_t i) const {
    std::size_t at = AfterLabel(i);
    const std::size_t name = at;
    bool small = false;
    while (at - name < kMaxStreetWords * 2 && SameLine(at)) {
      if (IsStreetWord(at)) {
        // А. Иманова, им. Иманова
        at = IsInitial(at) ? at + 2 : Is(at, kStreetTitle) ? SkipDot(at + 1) : at + 1;
      } else if (at == name && IsOrdinal(at)) {
        ++at;
      } else if (at > name && IsWord(at) && classes_[at] == 0 && IsComma(at + 1) &&
                 IsNumber(at + 2)) {
        ++at;  // ул. Новая жизнь, 5
      } else if (at == name && !small && IsWord(at) && !Is(at, kHouse | kFlat | kMeasure) &&
                 IsSmallName(at)) {
        small = true;  // улица садовая дом 3
        ++at;
      } else {
        break;
      }
    }
    if (at == name) {
      // the quarter has a number instead
      if (!IsNumber(at) || !Is(i, kQuarter | kStreetBefore)) return {};
      if (Is(i, kStreetBefore) && !Is(SkipComma(at + 1), kHouse | kFlat) &&
          !IsNumber(SkipComma(at + 1))) {
        return {};
      }
      ++at;
    }
    // дом 5 по улице Гагарина, кв. 31
    if (const std::size_t begin = HouseByLink(i); begin != i)
      return {Left(begin), Right(Parts(at))};
    const std::size_t end = House(at, !small);
    if (end == 0) return {};
    return {Left(i), Right(end)};
  }

  // A small word where a name is due is one if a label of a house follows.
  bool IsSmallName(std::size_t at) const {
    const std::size_t next = SkipComma(at + 1);
    return Is(next, kHouse) && IsNumber(SkipDot(next + 1));
  }
  bool IsInitial(std::size_t at) const {
    return IsName(at) && units_[at].letters() == 1 && IsDot(at + 1);
  }
  bool IsStreetWord(std::size_t at) const {
    if (Is(at, kHouse | kFlat) && !Is(at, kStreetTitle)) {
      // Д. 5, but not Дом культуры as the name of a street
      if (IsNumber(SkipDot(at + 1))) return false;
    }
    return IsName(at) || Is(at, kStreetTitle);
  }
  // 3-я Кочегарка, 8 Марта, 50 лет Октября
  bool IsOrdinal(std::size_t at) const {
    if (!IsNumber(at)) return false;
    return SameLine(at + 1) && (IsName(at + 1) || Is(at + 1, kStreetTitle)) &&
           !Is(at + 1, kHouse | kFlat | kAfterNumber);
  }

  // The house written before a street: "дом 5 по", "в доме 5 на"; `i` if there is none.
  std::size_t HouseByLink(std::size_t i) const {
    if (i < 3 || !Is(i - 1, kLink | kInside) || !IsNumber(i - 2)) return i;
    const std::size_t number = Norm(i - 3) == "№" ? i - 3 : i - 2;
    const std::size_t label = LabelBefore(number, kHouse);
    if (label == number) return i;
    // кв. 5 дома 10 по улице Имя
    if (label > 1 && IsNumber(label - 1)) {
      if (const std::size_t flat = LabelBefore(label - 1, kFlat); flat != label - 1) return flat;
    }
    return label;
  }

  // Имя көшесі 5, 4 мкр. 21-77; `i` is the label, `at` what follows it.
  Range Behind(std::size_t i, std::size_t at) const {
    std::size_t begin = i;
    if (i > 0 && IsNumber(i - 1) && SameLine(i) && Is(i, kQuarter | kQuarterWord)) {
      --begin;
    } else {
      while (begin > 0 && i - begin < kMaxStreetWords && SameLine(begin)) {
        if (begin > 1 && IsDot(begin - 1) && IsInitial(begin - 2)) {
          begin -= 2;
        } else if (IsNameBefore(begin - 1) ||
                   (Is(begin - 1, kStreetTitle) && begin > 1 && SameLine(begin - 1) &&
                    (IsName(begin - 2) || IsNumber(begin - 2)))) {
          --begin;
        } else {
          break;
        }
      }
      if (begin < i && begin > 0 && IsNumber(begin - 1) && SameLine(begin) &&
          Is(begin, kStreetTitle))
        --begin;
      // "Ал Шевченко көшесі": the sentence begins before the name.
      if (begin + 1 < i && StartsSentence(begin) && NameOf(units_[begin].norm).dictionary &&
          (units_[begin + 1].context & kHistoric) != 0) {
        ++begin;
      }
    }
    if (begin == i) return {};
    std::size_t end = House(at, true);
    if (begin > 0 && IsNumber(begin - 1) && SameLine(begin) && !Is(i, kQuarter) &&
        (end == 0 || Is(SkipComma(at), kFlat))) {
      --begin;  // 31 Dostyk Street, 12/3 Dostyk Street
      if (begin > 1 && units_[begin - 1].IsMark("/") && IsNumber(begin - 2)) begin -= 2;
      end = Parts(at);
    }
    if (end == 0) return {};
    return {Left(begin), Right(end)};
  }

  // Толе би, 285/8, кв. 14: without a label, so the flat must be there.
  Range Bare(std::size_t i) const {
    if (!IsName(i) || Is(i, kHouse | kFlat | kSettlementAfter | kSettlementBefore)) return {};
    std::size_t at = i + 1;
    while (at - i < 3 && SameLine(at) && (IsName(at) || Is(at, kStreetTitle)) &&
           !Is(at, kHouse | kFlat))
      ++at;
    at = SkipComma(at);
    const bool labelled = Is(at, kHouse) && IsNumber(SkipDot(at + 1));
    if (labelled) at = SkipDot(at + 1);
    if (!SameLine(at) || !IsNumber(at)) return {};
    if (units_[at].norm.size() == 4 && !labelled &&
        units_[at].norm.find('-') == std::string_view::npos) {
      return {};  // a year
    }
    if (Is(at + 1, kQuarter | kQuarterWord | kMeasure)) return {};
    const std::size_t house = AfterNumber(at);
    const std::size_t end = Parts(house);
    const std::size_t begin = Left(i);
    const bool led = IsLedBy(i, begin);
    if (end == house && !labelled && !led) return {};
    // "Акт 15, кв. 3": a common word names a street only where an address is due.
    if (begin == i && !led && (units_[i].context & (kHistoric | kPlace)) == 0 &&
        NameOf(units_[i].norm).dictionary && (i == 0 || !Is(i - 1, kInside | kLink | kLiving))) {
      return {};
    }
    return {begin, Right(end)};
  }

  // "мой адрес: Имя 5" and "Имя ауылы, Имя 5" need no label of a street.
  bool IsLedBy(std::size_t i, std::size_t begin) const {
    if (begin < i) {
      if (Is(begin, kSettlementBefore) || LabelBefore(i - 1, kSettlementAfter) != i - 1)
        return true;
      // Караганда, Ермекова 26-14
      return IsComma(i - 1) && (units_[i - 2].context & kPlace) != 0 &&
             (units_[i].context & kMonth) == 0;
    }
    return i > 1 && units_[i - 1].IsMark({":", "–", "—"}) && Is(i - 2, kLead);
  }

  // The house number at `at`, with its label; the unit after it and the parts behind, 0 if there is
  // no number.
  std::size_t House(std::size_t at, bool bare) const {
    const std::size_t from = at;
    at = SkipComma(at);
    if (Plain(at) && units_[at].IsMark({"–", "—", "-"})) ++at;
    if (Is(at, kInside) && Is(at + 1, kHouse)) ++at;
    if (!SameLine(at)) return 0;
    bool labelled = false;
    if (Is(at, kHouse | kFlat) && !IsNumber(at)) {
      at = SkipDot(at + 1);
      labelled = true;
      // дом последний, 44
      if (IsWord(at) && !IsName(at) && IsComma(at + 1) && IsNumber(at + 2)) at += 2;
      if (Norm(at) == "номер") ++at;
    }
    if (Norm(at) == "№") ++at;
    if (!IsNumber(at) || !SameLine(at)) return 0;
    if (!labelled) {
      if (!bare) return 0;
      const std::string_view norm = units_[at].norm;
      // A bare number of four digits behind a comma may be a year.
      if (norm.size() == 4 && IsComma(from) && norm.substr(0, 2) == "20") return 0;
      if (SameLine(at + 1) && Is(at + 1, kMeasure) && !Is(at + 1, kFlat | kAfterNumber)) return 0;
    }
    return Parts(AfterNumber(at));
  }

  // 44/1, 14 үй, 31 «б», 5 А
  std::size_t AfterNumber(std::size_t at) const {
    ++at;
    if (Plain(at) && units_[at].IsMark("/") && units_[at].gap == kGapNone && Plain(at + 1) &&
        units_[at + 1].gap == kGapNone && units_[at + 1].Is(core::kNumber | core::kWord)) {
      at += 2;
    }
    if (Plain(at) && units_[at].IsMark({"«", "\"", "“"}) && IsWord(at + 1) &&
        units_[at + 1].letters() == 1 && Plain(at + 2) && units_[at + 2].IsMark({"»", "\"", "”"})) {
      at += 3;
    } else if (SameLine(at) && IsName(at) && units_[at].letters() == 1 && !IsDot(at + 1) &&
               classes_[at] == 0) {
      ++at;
    }
    if (SameLine(at) && Is(at, kAfterNumber) && !IsNumber(SkipDot(at + 1))) ++at;
    return at;
  }

  // кв. 9, 87-пәтер, корпус 2: any number of them; `at` if there is none.
  std::size_t Parts(std::size_t at) const {
    for (std::size_t count = 0; count < kMaxParts; ++count) {
      std::size_t next = SkipComma(at);
      // 5 - кв. 7, 5 / кв. 7, 5 (кв. 7)
      const bool open = Plain(next) && units_[next].IsMark("(");
      if (Plain(next) && next == at && units_[next].IsMark({"-", "–", "—", "/", "("}) &&
          Is(next + 1, kFlat) && IsNumber(SkipDot(next + 2))) {
        const std::size_t end = AfterNumber(SkipDot(next + 2));
        if (!open) {
          at = end;
          continue;
        }
        if (Plain(end) && units_[end].IsMark(")")) {
          at = end + 1;
          continue;
        }
        break;
      }
      if (!SameLine(next)) break;
      if (Is(next, kFlat | kHouse) && !IsNumber(next)) {
        next = SkipDot(next + 1);
        if (Norm(next) == "№") ++next;
        if (!Plain(next)) break;
        // корпус А
        const bool letter = IsName(next) && units_[next].letters() == 1 && !IsDot(next + 1);
        if (!IsNumber(next) && !letter) break;
        at = letter ? next + 1 : AfterNumber(next);
      } else if (IsNumber(next) && IsPartNumber(next)) {
        at = AfterNumber(next);
      } else if (next > at && IsNumber(next) && count == 0 && IsShort(next)) {
        at = AfterNumber(next);  // 14, 52: the flat
      } else {
        break;
      }
    }
    return at;
  }

  // A bare number that may be a flat: nothing that is counted follows.
  bool IsShort(std::size_t i) const {
    const std::string_view norm = units_[i].norm;
    if (norm.size() > 3) return false;
    const std::size_t next = i + 1;
    return !SameLine(next) || units_[next].IsMark({",", ".", ";", ")"});
  }

  // 87-пәтер, or 87 пәтер
  bool IsPartNumber(std::size_t i) const {
    const std::string_view norm = units_[i].norm;
    const std::size_t hyphen = norm.find('-');
    if (hyphen != std::string_view::npos &&
        (NotesOf(norm.substr(hyphen + 1)).address & kAfterNumber) != 0) {
      return true;
    }
    return SameLine(i + 1) && Is(i + 1, kAfterNumber);
  }

  // Where what is written before unit `i` and belongs to the address begins.
  std::size_t Left(std::size_t i) const {
    for (std::size_t count = 0; count < kMaxParts; ++count) {
      const std::size_t before = OneLeft(i);
      if (before == i) break;
      i = before;
    }
    return i;
  }

  // A settlement, quarter, flat or postcode that ends before unit `i`; `i` if there is none.
  std::size_t OneLeft(std::size_t i) const {
    std::size_t at = i;
    if (!SameLine(at)) return i;
    const bool comma = at > 0 && IsComma(at - 1);
    if (comma) --at;
    if (at == 0 || (at < units_.size() && !SameLine(at))) return i;
    if (IsPostcode(at - 1)) return at - 1;
    // apt. 12, 45 Dostyk Street
    if (comma && IsNumber(at - 1)) {
      const std::size_t label = LabelBefore(at - 1, kFlat | kHouse);
      if (label != at - 1) return label;
      // дом 5, and other numbers are nothing
      return i;
    }
    if (const std::size_t label = LabelBefore(at, kSettlementAfter | kQuarter | kDistrictWord);
        label != at) {
      std::size_t begin = label;
      if (begin > 0 && Is(begin - 1, kQuarterWord)) --begin;
      const std::size_t name = begin;
      while (begin > 0 && name - begin < 3 && SameLine(begin) &&
             (IsNameBefore(begin - 1) ||
              (name == begin && begin > 1 && IsSmallWordOfName(begin - 1)))) {
        --begin;
      }
      if (begin == name && Is(label, kQuarter) && begin > 0 && IsNumber(begin - 1)) --begin;
      if (begin < name) {
        // с. Алмалы ауылы is written too
        const std::size_t other = LabelBefore(begin, kSettlementBefore);
        return other != begin && SameLine(begin) && IsDot(begin - 1) ? other : begin;
      }
    }
    if (!comma && at > 0 && IsDot(at - 1)) return i;  // a sentence ended there
    return NamedLeft(at, comma, i);
  }

  // Өтеген батыр кенті, Жаңа жол ауылы
  bool IsSmallWordOfName(std::size_t i) const {
    if (!IsNameBefore(i - 1) || !SameLine(i)) return false;
    return Is(i, kStreetTitle) ||
           (IsWord(i) && classes_[i] == 0 && (i < 2 || units_[i - 1].gap != kGapNone));
  }

  // с. Алмалы, р-н им. Казыбек би, or a bare name, that ends before `at`.
  std::size_t NamedLeft(std::size_t at, bool comma, std::size_t none) const {
    std::size_t begin = at;
    while (begin > 0 && at - begin < 3 && (begin == at || SameLine(begin)) &&
           (IsName(begin - 1) || Is(begin - 1, kStreetTitle))) {
      --begin;
      if (!SameLine(begin)) break;
      // р-н им. Казыбек би
      const std::size_t named = LabelBefore(begin, kStreetTitle);
      const std::size_t label = LabelBefore(named, kSettlementBefore | kQuarter);
      if (label != named &&
          IsName(named == begin ? begin : at - 1 - (Is(at - 1, kStreetTitle) ? 1U : 0U))) {
        return label;
      }
    }
    begin = at;
    if (begin == 0 || !IsNameBefore(begin - 1)) return none;
    --begin;
    const std::uint32_t context = units_[begin].context;
    if ((context & kPlace) != 0) {
      // Республика Казахстан
      return begin > 0 && Is(begin - 1, kRepublic) && SameLine(begin) ? begin - 1 : begin;
    }
    if (comma && Is(begin, kRepublic)) return begin;
    if (!comma) return none;
    // Two capitalised words are rather a person, and so is a name.
    if (begin > 0 && IsName(begin - 1) && SameLine(begin)) return none;
    const NameWord& word = NameOf(units_[begin].norm);
    if (word.patronymic || (word.given == Given::kListed && !word.also_word)) return none;
    if (word.surname >= Surname::kEnding && !units_[begin].norm.ends_with("о")) return none;
    if (context != 0 && (context & kHistoric) == 0) return none;
    return begin;
  }

  // Behind the house: settlement, region, postcode.
  std::size_t Right(std::size_t end) const {
    for (std::size_t count = 0; count < kMaxParts; ++count) {
      const std::size_t next = OneRight(end);
      if (next == end) break;
      end = next;
    }
    return end;
  }

  std::size_t OneRight(std::size_t end) const {
    if (!IsComma(end) || !SameLine(end + 1)) {
      if (SameLine(end) && IsPostcode(end)) return end + 1;
      // "..., кв. 3 г. Тараз", "... город Тараз"
      if (!SameLine(end) || !Is(end, kSettlementBefore) || IsName(end)) return end;
      if (!IsDot(end + 1) && units_[end].letters() < 4) return end;
      const std::size_t name = SkipDot(end + 1);
      return IsName(name) && SameLine(name) ? name + 1 : end;
    }
    std::size_t at = end + 1;
    if (Is(at, kLiving) && IsPostcode(at + 1)) ++at;  // индекс 050000
    if (IsPostcode(at)) return at + 1;
    const std::size_t parts = Parts(end);
    if (parts != end) return parts;
    if (Is(at, kSettlementBefore) && !(IsName(at) && !IsDot(at + 1) && units_[at].letters() > 3)) {
      const std::size_t name = SkipDot(at + 1);
      if (IsName(name) && SameLine(name)) return name + 1;
    }
    if (Is(at, kRepublic)) return IsName(at + 1) && SameLine(at + 1) ? at + 2 : at + 1;
    if (IsName(at)) {
      std::size_t label = at + 1;
      if (IsName(label) && SameLine(label)) ++label;
      if (SameLine(label) && Is(label, kSettlementAfter)) return SkipLabelDot(label);
      if ((units_[at].context & kPlace) != 0 && label == at + 1) return at + 1;
    }
    return end;
  }
  // The dot of "обл." stays outside if a sentence may end there.
  std::size_t SkipLabelDot(std::size_t label) const {
    return IsDot(label + 1) && Plain(label + 2) && units_[label + 2].IsMark(",") ? label + 2
                                                                                 : label + 1;
  }

  bool StartsSentence(std::size_t i) const {
    return i == 0 || !SameLine(i) || units_[i - 1].IsMark({".", "!", "?", "…", ";"});
  }

  bool IsPostcode(std::size_t i) const {
    return Plain(i) && units_[i].Is(core::kNumber) && !units_[i].IsWord() &&
           units_[i].norm.size() == 6;
  }

  // "Адрес школы: ул. Абая, 5" is nobody's home.
  bool IsInstitution(std::size_t begin) const {
    std::size_t words = 0;
    for (std::size_t i = begin; i > 0 && words < kInstitutionReach; --i) {
      if (!Plain(i - 1) || (units_[i].gap & kGapNewline) != 0) return false;
      if (units_[i - 1].IsMark({".", "!", "?", ";", ","}) &&
          !(IsDot(i - 1) && i > 1 && units_[i - 2].letters() <= 3))
        return false;
      if (!units_[i - 1].IsWord()) continue;
      ++words;
      if (Is(i - 1, kLiving)) return false;
      if (Is(i - 1, kInstitution)) return true;
    }
    return false;
  }

  std::span<const Unit> units_;
  std::vector<std::uint32_t> classes_;
  std::vector<std::size_t> triple_;  // units that begin a label of three tokens
  std::size_t first_free_ = 0;       // units before belong to an address already
};

}  // namespace

void FindAddresses(std::span<const Unit> units, std::vector<Entity>& found) {
  Parser(units).Run(found);
}

}  // namespace nlp
