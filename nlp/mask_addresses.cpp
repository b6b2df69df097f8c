// Home addresses: a street or quarter with a house number, and the settlement written before it.
#include <algorithm>
#include <array>

#include "nlp/mask_text.h"
#include "nlp/word_list.h"

namespace nlp {
namespace {

// Words that stand before the name of a street: ул. Абая.
constexpr std::string_view kStreetBefore =
    "ул улица улицы улице улицу пр просп пр-т пр-кт проспект проспекта проспекте пер "
    "переулок переулка переулке бульвар бульвара бул б-р шоссе мкр мкрн мкр-н м-н "
    "микрорайон микрорайоне микрорайона квартал проезд тупик";
// And behind it: Абай көшесі.
constexpr std::string_view kStreetAfter =
    "көшесі көшесінде көшесінің көш к-сі к-сінде кошеси кошесинде даңғылы даңғылында "
    "данғылы дангылы ықшамауданы ықшамауданында шағынауданы шағынауданында мкр street "
    "avenue st көшесіндегі köşesı koshesi k-si";
// "ықшам ауданы" in two words
constexpr std::string_view kSmall = "ықшам";  // with kQuarter
constexpr std::string_view kQuarter = "ауданы ауданында аудан";

// Labels of the parts of an address; a number follows.
constexpr std::string_view kPartBefore =
    "дом дома доме д кв квартира квартире корпус корп к стр строение подъезд офис оф комн "
    "комната эт этаж үй пәтер уй патер apt apartment flat house unit участок блок литер "
    "секция общежитие";
// Kazakh parts are written behind the number: 14-үй, 87-пәтер.
constexpr std::array<std::string_view, 8> kPartAfter = {"үй",     "уй",   "пәтер",     "патер",
                                                        "корпус", "блок", "кіреберіс", "подъезд"};

constexpr std::string_view kSettlementBefore =
    "г город городе города с село селе пос поселок поселке поселка аул ауле п обл район "
    "станция а қ аудан р-н пгт ст қала";
constexpr std::string_view kSettlementAfter =
    "қаласы қ ауылы ауданы облысы обл область области район района районы кенті каласы "
    "ауданында қаласында ауылында аудан қала а селосы поселкесі р-н auyly qalasy kenti";

// What may stand uncapitalised within the name of a street: Қабанбай батыр көшесі.
constexpr std::string_view kTitles = "батыр хан би ақын";

struct Words {
  WordList street_before{kStreetBefore}, street_after{kStreetAfter}, quarter{kQuarter};
  WordList part_before{kPartBefore}, titles{kTitles};
  WordList settlement_before{kSettlementBefore}, settlement_after{kSettlementAfter};
};

const Words& Lists() {
  static const Words kWords;
  return kWords;
}

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

class Parser {
 public:
  explicit Parser(std::span<const Unit> units) : units_(units) {}

  void Run(std::vector<Entity>& found) {
    for (std::size_t i = 0; i < units_.size(); ++i) {
      const auto [begin, end] = At(i);
      if (end == 0) continue;
      found.push_back({EntityType::kAddress, units_[begin].begin, units_[end - 1].end});
      first_free_ = end;
      i = end - 1;
    }
  }

 private:
  struct Range {
    std::size_t begin = 0, end = 0;  // units; end 0: nothing
  };

  bool Plain(std::size_t i) const {
    return i < units_.size() && i >= first_free_ && !units_[i].entity;
  }
  std::string_view Norm(std::size_t i) const { return Plain(i) ? units_[i].norm : ""; }
  bool SameLine(std::size_t i) const { return Plain(i) && (units_[i].gap & kGapNewline) == 0; }
  bool IsName(std::size_t i) const {
    return Plain(i) && units_[i].IsWord() && units_[i].Is(core::kCapitalized);
  }
  // 7, 35а, 44/1, 14-үй: begins with a digit; no year or amount.
  bool IsHouse(std::size_t i) const {
    if (!Plain(i) || !units_[i].Is(core::kNumber) || !IsDigit(units_[i].norm[0])) return false;
    const std::string_view norm = units_[i].norm;
    const std::size_t digits = static_cast<std::size_t>(
        std::find_if_not(norm.begin(), norm.end(), IsDigit) - norm.begin());
    return digits <= 3 && norm.find_first_of(",.:") == std::string_view::npos;
  }
  std::size_t SkipDot(std::size_t i) const {
    return Plain(i) && units_[i].IsMark(".") && units_[i].gap == kGapNone ? i + 1 : i;
  }
  std::size_t SkipComma(std::size_t i) const {
    return Plain(i) && units_[i].IsMark({",", ";"}) ? i + 1 : i;
  }

  // An address whose street word is at `i`.
  Range At(std::size_t i) {
    if (!Plain(i) || !units_[i].IsWord()) return {};
    const std::string_view norm = units_[i].norm;
    if (lists_.street_before.Has(norm)) {
      if (const Range range = StreetBefore(i); range.end != 0) return range;
    }
    if (lists_.street_after.Has(norm)) return StreetAfter(i, i + 1);
    if (norm == kSmall && lists_.quarter.Has(Norm(i + 1))) return StreetAfter(i, i + 2);
    return {};
  }

  // ул. Имя Имя 5
  Range StreetBefore(std::size_t i) const {
    std::size_t at = SkipDot(i + 1);
    std::size_t words = 0;
    while (words < 3 && SameLine(at) && (IsName(at) || (words > 0 && IsInitialDot(at)))) {
      ++at;
      ++words;
    }
    // мкр. 5, дом 3: the quarter has a number instead
    if (words == 0) {
      if (!IsHouse(at)) return {};
      ++at;
    }
    std::size_t end = House(at);
    if (end == 0) return {};
    return {Settlements(i), end};
  }

  bool IsInitialDot(std::size_t at) const {
    return units_[at].IsMark(".") && at > 0 && units_[at - 1].letters() == 1;
  }

  // Имя көшесі 5; `i` is the street word, `at` what follows it.
  Range StreetAfter(std::size_t i, std::size_t at) const {
    std::size_t begin = i;
    if (i > 0 && IsHouse(i - 1) && SameLine(i)) --begin;  // 4 мкр., 21-77
    while (begin > 0 && i - begin < 3 && SameLine(begin) && IsPartOfName(begin - 1)) --begin;
    if (begin == i) return {};
    at = SkipDot(at);
    std::size_t end = House(at);
    // 31 Dostyk Street: the number comes first
    const bool english = units_[i].norm == "street" || units_[i].norm == "avenue";
    if (english && begin > 0 && IsHouse(begin - 1) && SameLine(begin)) {
      --begin;
      if (end == 0) end = at;
    }
    if (end == 0) return {};
    return {Settlements(begin), end};
  }

  bool IsPartOfName(std::size_t i) const {
    return IsName(i) || (i > 0 && IsName(i - 1) && lists_.titles.Has(Norm(i)));
  }

  // The house number at `at`, with its label and the parts that follow; the unit after them, 0 if
  // there is no number.
  std::size_t House(std::size_t at) const {
    at = SkipComma(at);
    if (!SameLine(at)) return 0;
    if (lists_.part_before.Has(Norm(at))) at = SkipDot(at + 1);
    if (Norm(at) == "№") ++at;
    if (!IsHouse(at) || !SameLine(at)) return 0;
    at = AfterNumber(at);
    const std::size_t parts = Parts(at);
    return parts == 0 ? at : parts;
  }

  // 44/1, 14 үй
  std::size_t AfterNumber(std::size_t at) const {
    ++at;
    if (Plain(at) && units_[at].IsMark("/") && IsHouse(at + 1) && units_[at + 1].gap == kGapNone) {
      at += 2;
    }
    if (SameLine(at) && StartsWithAny(Norm(at), kPartAfter) && !IsNumberBehindLabel(at)) ++at;
    return at;
  }
  bool IsNumberBehindLabel(std::size_t label) const { return IsHouse(SkipDot(label + 1)); }

  // кв. 9, 87-пәтер, корпус 2: any number of them; 0 if there is none.
  std::size_t Parts(std::size_t at) const {
    std::size_t end = 0;
    for (std::size_t count = 0; count < 5; ++count) {
      std::size_t next = SkipComma(at);
      if (!SameLine(next)) break;
      if (lists_.part_before.Has(Norm(next))) {
        next = SkipDot(next + 1);
        if (Norm(next) == "№") ++next;
        if (!Plain(next) || !IsHouse(next)) break;
        at = end = AfterNumber(next);
      } else if (next > at && IsHouse(next) && IsPartNumber(next)) {
        at = end = AfterNumber(next);
      } else {
        break;
      }
    }
    return end;
  }

  // 87-пәтер, or 87 пәтер
  bool IsPartNumber(std::size_t i) const {
    const std::string_view norm = units_[i].norm;
    const std::size_t hyphen = norm.find('-');
    if (hyphen != std::string_view::npos) {
      return StartsWithAny(norm.substr(hyphen + 1), kPartAfter);
    }
    return StartsWithAny(Norm(i + 1), kPartAfter);
  }

  // Where the settlements (and the postcode) written before unit `i` begin: "100019, Темиртау, ".
  std::size_t Settlements(std::size_t i) const {
    for (int count = 0; count < 4; ++count) {
      const std::size_t before = Settlement(i);
      if (before == i) break;
      i = before;
    }
    return i;
  }

  // One settlement that ends before unit `i`, a comma between; `i` if there is none.
  std::size_t Settlement(std::size_t i) const {
    std::size_t at = i;
    if (at > 0 && Plain(at - 1) && units_[at - 1].IsMark(",") && SameLine(at)) --at;
    if (at == i || at == 0 || !SameLine(at)) return i;
    const std::size_t comma = at;
    if (IsPostcode(at - 1)) return at - 1;
    if (Plain(at - 1) && units_[at - 1].IsMark(".") && at > 1) --at;
    bool named = false;
    if (at > 0 && lists_.settlement_after.Has(Norm(at - 1)) && at > 1 && IsName(at - 2)) {
      --at;
      named = true;
    } else if (at != comma) {
      return i;  // a sentence ended there
    }
    if (at == 0 || !IsName(at - 1)) return i;
    --at;
    // с. Алмалы, посёлок Алмалы
    std::size_t label = at;
    if (label > 0 && Plain(label - 1) && units_[label - 1].IsMark(".")) --label;
    if (label > 0 && lists_.settlement_before.Has(Norm(label - 1))) return label - 1;
    // Two capitalised words are rather a person.
    if (!named && at > 0 && IsName(at - 1) && SameLine(at)) return i;
    return at;
  }

  bool IsPostcode(std::size_t i) const {
    return Plain(i) && units_[i].Is(core::kNumber) && !units_[i].IsWord() &&
           units_[i].norm.size() == 6;
  }

  const Words& lists_ = Lists();
  std::span<const Unit> units_;
  std::size_t first_free_ = 0;  // units before belong to an address already
};

}  // namespace

void FindAddresses(std::span<const Unit> units, std::vector<Entity>& found) {
  Parser(units).Run(found);
}

}  // namespace nlp
