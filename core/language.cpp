#include "core/language.h"

#include <array>
#include <cctype>

namespace core {
namespace {

constexpr std::array<std::string_view, kLanguages> kCodes = {"und", "kk", "ru", "en", "ky", "tt",
                                                             "ba",  "uz", "tr", "ug", "tg", "uk",
                                                             "be",  "bg", "mn", "ar", "fa"};

char Lower(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

}  // namespace

std::string_view Code(Language language) {
  return kCodes[static_cast<std::size_t>(language)];
}

Language LanguageOf(std::string_view code) {
  const std::string_view primary = code.substr(0, code.find_first_of("-_"));
  if (primary.size() != 2) return Language::kUnknown;
  for (std::size_t i = 1; i < kCodes.size(); ++i) {
    if (Lower(primary[0]) == kCodes[i][0] && Lower(primary[1]) == kCodes[i][1]) {
      return static_cast<Language>(i);
    }
  }
  return Language::kUnknown;
}

}  // namespace core
