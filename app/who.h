// Who works at the terminal.
#pragma once

#include <string>
#include <string_view>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace app {

// `written`, what --who says; if that is empty who is logged in (POSIX: LOGNAME). Throws Failure if
// nobody is known.
std::string WhoIs(const std::string& written);

// Adds --who to a command, kept in `who`. `doing`: "Who exports".
CLI::Option* AddWhoOption(CLI::App& command, std::string& who, std::string_view doing);

}  // namespace app
