#include "app/dimension_names.h"

#include <array>

#include "app/shown_language.h"

namespace app {
namespace {

using DimensionNames = std::array<std::string_view, store::kDimensions>;

constexpr DimensionNames kKazakh = {"сала",  "схема",    "құқық бұзушылық", "орган", "өңір",
                                    "белгі", "дереккөз", "дереккөз түрі",   "тіл",   "кезеңі"};
constexpr DimensionNames kRussian = {"сфера",   "схема",    "правонарушение", "орган", "регион",
                                     "признак", "источник", "вид источника",  "язык",  "стадия"};
constexpr DimensionNames kEnglish = {"sphere", "scheme", "offence", "body",     "region",
                                     "mark",   "source", "type",    "language", "context"};

}  // namespace

std::string_view NameIn(core::Language language, store::Dimension dimension) {
  return In(language, kKazakh, kRussian, kEnglish)[static_cast<std::size_t>(dimension)];
}

}  // namespace app
