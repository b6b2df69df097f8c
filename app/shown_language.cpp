#include "app/shown_language.h"

#include <CLI/CLI.hpp>

namespace app {

void AddLanguageOption(CLI::App& command, std::string& language) {
  command
      .add_option("--language", language,
                  "Of what is shown: kk, ru or en; default: that of sholu.yaml")
      ->check(CLI::IsMember({"kk", "ru", "en"}));
}

}  // namespace app
