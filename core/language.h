// Languages that sholu tells apart, by their ISO 639-1 codes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace core {

// kk, ru and en are analysed; the neighbours are only recognised, so that they are not taken for
// those three.
enum class Language : std::uint8_t {
  kUnknown,
  kKk,
  kRu,
  kEn,
  kKy,
  kTt,
  kBa,
  kUz,
  kTr,
  kUg,
  kTg,
  kUk,
  kBe,
  kBg,
  kMn,
  kAr,
  kFa,
};
inline constexpr std::size_t kLanguages = 17;

// "kk", "ru", ...; "und" for kUnknown (ISO 639-2 undetermined).
std::string_view Code(Language language);

// The language of a code such as "kk", "kk-Latn" or "RU_kz" (the part before '-' or '_', any case);
// kUnknown for others.
Language LanguageOf(std::string_view code);

}  // namespace core
