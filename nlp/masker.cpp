#include "nlp/masker.h"

#include <algorithm>
#include <array>

#include "nlp/mask_text.h"

namespace nlp {
namespace {

constexpr std::array<std::string_view, 9> kNames = {"iin",     "phone",   "email", "iban", "card",
                                                    "id_card", "address", "name",  "plate"};

constexpr int kMaxRounds = 8;

std::size_t PlaceholderSize(EntityType type) {
  return Name(type).size() + 2;
}

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

void Sort(std::vector<Entity>& entities) {
  std::sort(entities.begin(), entities.end(),
            [](const Entity& a, const Entity& b) { return a.begin < b.begin; });
}

// The entities of a text that may hold placeholders already; those are neighbours, not results.
std::vector<Entity> Find(std::string_view text) {
  const MaskText mask(text);
  std::vector<Entity> entities;
  FindNames(mask, UnitsBeforeNames(mask, entities), entities);
  Sort(entities);
  std::erase_if(entities, [&](const Entity& entity) { return IsPlaceholder(text, entity); });
  return entities;
}

// Both lists as one, in the offsets of the original. `added` has those of the text in which the
// `known` entities are placeholders.
std::vector<Entity> Merge(const std::vector<Entity>& known, const std::vector<Entity>& added) {
  std::vector<Entity> all;
  std::size_t next = 0;
  std::int64_t shift = 0;  // from masked to original
  const auto take_known = [&] {
    const Entity& entity = known[next++];
    shift += static_cast<std::int64_t>(entity.end - entity.begin) -
             static_cast<std::int64_t>(PlaceholderSize(entity.type));
    all.push_back(entity);
  };
  for (const Entity& entity : added) {
    while (next < known.size() && known[next].begin < entity.begin + shift) take_known();
    all.push_back({entity.type, static_cast<std::uint32_t>(entity.begin + shift),
                   static_cast<std::uint32_t>(entity.end + shift)});
  }
  while (next < known.size()) take_known();
  return all;
}

}  // namespace

std::string_view Name(EntityType type) {
  return kNames[static_cast<std::size_t>(type)];
}

std::vector<Unit> UnitsBeforeNames(const MaskText& text, std::vector<Entity>& entities) {
  FindNumbers(text, entities);
  std::vector<Unit> units = text.UnitsWith(entities);
  const std::size_t numbers = entities.size();
  FindAddresses(units, entities);
  if (entities.size() == numbers) return units;
  Sort(entities);
  return text.UnitsWith(entities);
}

namespace {

MaskedText MaskAll(std::string_view text) {
  MaskedText masked{std::string(text), {}};
  // What is masked is another neighbour to what is not, so it takes rounds until nothing new turns
  // up; that makes masking idempotent. More than two are rare.
  for (int round = 0; round < kMaxRounds; ++round) {
    const std::vector<Entity> added = Find(masked.text);
    if (added.empty()) break;
    masked.entities = Merge(masked.entities, added);
    masked.text = Replace(text, masked.entities);
  }
  return masked;
}

}  // namespace

MaskedText Mask(std::string_view text, std::string_view applicant) {
  if (applicant.empty()) return MaskAll(text);
  // As if the text said whose it is: who is known once is known in all of it.
  const std::string heading = "Заявитель: " + std::string(applicant) + "\n\n";
  MaskedText masked = MaskAll(heading + std::string(text));
  const auto size = static_cast<std::uint32_t>(heading.size());
  std::erase_if(masked.entities, [size](const Entity& entity) { return entity.end <= size; });
  for (Entity& entity : masked.entities) {
    entity.begin = std::max(entity.begin, size) - size;
    entity.end -= size;
  }
  masked.text = Replace(text, masked.entities);
  return masked;
}

}  // namespace nlp
