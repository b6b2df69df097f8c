// Personal data of applicants: found and masked before anything else reads the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nlp {

enum class EntityType : std::uint8_t {
  kIin,
  kPhone,
  kEmail,
  kIban,
  kCard,
  kIdCard,
  kAddress,
  kName,
  kPlate
};
// "iin", "phone", "email", "iban", "card", "id_card", "address", "name", "plate".
std::string_view Name(EntityType type);

// `begin`, `end`: bytes in the text that was given, half-open; the whole word form, case ending
// included.
struct Entity {
  EntityType type = EntityType::kIin;
  std::uint32_t begin = 0, end = 0;

  bool operator==(const Entity&) const = default;
};

struct MaskedText {
  std::string text;              // each entity replaced by "[type]"
  std::vector<Entity> entities;  // in order of place, not overlapping; offsets in the original
};

// Masks the personal data of private persons in `text` (UTF-8, any language of the three, typos and
// all). Officials named with their post, business numbers (BIN) and sums stay. `applicant`: the
// name of who wrote it, in any order, if that is known otherwise; in the text it is masked in all
// its forms. Linear time, thread-safe.
MaskedText Mask(std::string_view text, std::string_view applicant = {});

}  // namespace nlp
