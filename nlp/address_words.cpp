#include "nlp/address_words.h"

#include <algorithm>

#include "nlp/word_classes.h"

namespace nlp {
namespace {

constexpr WordClasses::Name kClassNames[] = {
    {"street_before", kStreetBefore},
    {"street_after", kStreetAfter},
    {"short_street_after", kShortStreetAfter},
    {"quarter", kQuarter},
    {"quarter_word", kQuarterWord},
    {"district_word", kDistrictWord},
    {"settlement_before", kSettlementBefore},
    {"settlement_after", kSettlementAfter},
    {"house", kHouse},
    {"part", kFlat},
    {"after_number", kAfterNumber},
    {"title", kStreetTitle},
    {"box", kBox},
    {"link", kLink},
    {"inside", kInside},
    {"measure", kMeasure},
    {"institution", kInstitution},
    {"lead", kLead},
    {"complex", kComplex},
    {"republic", kRepublic},
    {"living", kLiving},
};

}  // namespace

std::uint32_t AddressClassOf(const NameKey& key) {
  static const WordClasses kClasses("address.txt", kClassNames);
  return kClasses.Of(key);
}

bool IsHouseNumber(std::string_view norm) {
  constexpr std::ptrdiff_t kMostDigits = 4;
  const auto end =
      std::find_if_not(norm.begin(), norm.end(), [](char c) { return c >= '0' && c <= '9'; });
  const std::ptrdiff_t digits = end - norm.begin();
  return digits > 0 && digits <= kMostDigits && norm.find_first_of(",.:") == norm.npos;
}

}  // namespace nlp
