#include "app/who.h"

#include <pwd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "app/workspace.h"

namespace app {

std::string WhoIs(const std::string& written) {
  if (!written.empty()) return written;
  for (const char* variable : {"LOGNAME", "USER"}) {
    const char* name = std::getenv(variable);
    if (name != nullptr && *name != '\0') return name;
  }
  if (const passwd* const account = ::getpwuid(::getuid())) return account->pw_name;
  throw Failure("this account has no name: say who you are with --who NAME");
}

CLI::Option* AddWhoOption(CLI::App& command, std::string& who, std::string_view doing) {
  return command.add_option("--who", who, std::string(doing) + "; default: who is logged in");
}

}  // namespace app
