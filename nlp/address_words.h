// Words of addresses by their part in them. Private to the masker.
#pragma once

#include <cstdint>
#include <string_view>

#include "nlp/name_key.h"

namespace nlp {

// As bits; nlp/data/address.txt has the words.
enum AddressClass : std::uint32_t {
  kStreetBefore = 1 << 0,      // ул. Абая
  kStreetAfter = 1 << 1,       // Абай көшесі
  kShortStreetAfter = 1 << 2,  // Абай к.
  kQuarter = 1 << 3,           // мкр. Самал, Самал мкр., 5 мкр.
  kQuarterWord = 1 << 4,       // ықшам ауданы, in two words
  kDistrictWord = 1 << 5,      // its second
  kSettlementBefore = 1 << 6,  // г. Тараз
  kSettlementAfter = 1 << 7,   // Тараз қаласы
  kHouse = 1 << 8,             // дом 5
  kFlat = 1 << 9,              // кв. 5
  kAfterNumber = 1 << 10,      // 5-үй, 7 пәтер
  kStreetTitle = 1 << 11,      // Қабанбай батыр көшесі
  kBox = 1 << 12,              // а/я 5
  kLink = 1 << 13,             // дом 5 по улице Абая
  kInside = 1 << 14,           // на улице Абая в доме 5
  kMeasure = 1 << 15,          // what is counted is no house
  kInstitution = 1 << 16,      // whose address is nobody's home
  kLead = 1 << 17,             // stands before addresses: мекенжайым, живу
  kComplex = 1 << 18,          // ЖК «Имя»
  kRepublic = 1 << 19,         // Республика Казахстан
  kNoName = 1 << 20,           // a capitalised word that names nothing
  kLiving = 1 << 21,           // живу, тұратын
};

// The class bits of a word. Thread-safe.
std::uint32_t AddressClassOf(const NameKey& key);
// 7, 35а, 44-1, 14-үй: begins with a digit; at most four digits, no amount.
bool IsHouseNumber(std::string_view norm);

}  // namespace nlp
