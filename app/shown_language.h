// The language of what a command shows.
#pragma once

#include <string>

#include "core/language.h"

namespace CLI {
class App;
}

namespace app {

// Declares --language.
void AddLanguageOption(CLI::App& command, std::string& language);

// What --language says; the workspace's language if it says nothing.
inline core::Language ShownLanguage(const std::string& written, core::Language of_workspace) {
  return written.empty() ? of_workspace : core::LanguageOf(written);
}

// Of words in Kazakh, Russian and English those of `language`; Russian for others.
template <typename T>
const T& In(core::Language language, const T& kk, const T& ru, const T& en) {
  return language == core::Language::kKk ? kk : language == core::Language::kEn ? en : ru;
}

}  // namespace app
