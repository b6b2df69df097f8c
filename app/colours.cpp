#include "app/colours.h"

#include <unistd.h>

#include <cstdlib>

namespace app {

Colours ColoursOfOutput() {
  const char* refused = std::getenv("NO_COLOR");
  return ::isatty(STDOUT_FILENO) == 1 && (refused == nullptr || *refused == '\0') ? Colours::kYes
                                                                                  : Colours::kNo;
}

std::string Painted(std::string_view text, std::string_view colour, Colours colours) {
  if (colours == Colours::kNo || text.empty()) return std::string(text);
  std::string painted(colour);
  return painted.append(text).append(kPlain);
}

}  // namespace app
