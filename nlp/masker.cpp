#include "nlp/masker.h"

#include <algorithm>
#include <array>

#include "nlp/mask_text.h"

namespace nlp {
namespace {

constexpr std::array<std::string_view, 9> kNames = {"iin",     "phone",   "email", "iban", "card",
                                                    "id_card", "address", "name",  "plate"};

bool IsPlaceholder(std::string_view text, const Entity& entity) {
  return text[entity.begin] == '[' && text[entity.end - 1] == ']';
}

std::string Replace(std::string_view text, const std::vector<Entity>& entities) {
  std::string masked;
  masked.reserve(text.size());
  std::size_t from = 0;
  for (const Entity& entity : entities) {
    masked.append(text.substr(from, entity.begin - from));
    masked.append("[").append(Name(entity.type)).append("]");
    from = entity.end;
  }
  masked.append(text.substr(from));
  return masked;
}

}  // namespace

std::string_view Name(EntityType type) {
  return kNames[static_cast<std::size_t>(type)];
}

MaskedText Mask(std::string_view text) {
  const MaskText mask(text);
  std::vector<Entity> entities;
  const auto in_order = [&] {
    std::sort(entities.begin(), entities.end(),
              [](const Entity& a, const Entity& b) { return a.begin < b.begin; });
  };
  FindNumbers(mask, entities);
  FindAddresses(mask.UnitsWith(entities), entities);
  in_order();
  FindNames(mask.UnitsWith(entities), entities);
  in_order();
  std::erase_if(entities, [&](const Entity& entity) { return IsPlaceholder(text, entity); });
  return {Replace(text, entities), std::move(entities)};
}

}  // namespace nlp
