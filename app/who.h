// Who works at the terminal.
#pragma once

#include <string>

namespace app {

// `written`, what --who says; if that is empty who is logged in (POSIX: LOGNAME). Throws Failure if
// nobody is known.
std::string WhoIs(const std::string& written);

}  // namespace app
