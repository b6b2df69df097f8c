#include "app/tar.h"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "app/output_file.h"
#include "app/workspace.h"

extern char** environ;

namespace app {
namespace {

// Runs tar with our standard input, output and error.
void RunTar(const char* mode, const std::string& archive, const std::filesystem::path& folder,
            const char* what) {
  // A name with a colon is a file's, no other machine's.
  const std::array<const char*, 8> arguments = {"tar", "--force-local", mode, archive.c_str(),
                                                "-C",  folder.c_str(),  what, nullptr};
  pid_t process = 0;
  const int failed = ::posix_spawnp(&process, "tar", nullptr, nullptr,
                                    const_cast<char* const*>(arguments.data()), environ);
  if (failed != 0) {
    throw Failure(fmt::format("tar: cannot be started: {}: install it", std::strerror(failed)));
  }
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw Failure(fmt::format("tar: {} failed, see its message above", archive));
  }
}

}  // namespace

void WriteTar(const std::filesystem::path& folder, const std::string& to) {
  if (IsStandardOutput(to)) return RunTar("-cf", "-", folder, ".");
  const auto check = [](const auto& done) {
    if (!done) throw Failure(done.error());
  };
  const auto output = OutputFile::Create(to);
  check(output);
  const std::string temporary = (*output)->temporary().string();
  RunTar("-cf", temporary.empty() ? to : temporary, folder, ".");
  check((*output)->Finish());
}

void ReadTar(const std::string& from, const std::filesystem::path& folder) {
  RunTar("-xf", from, folder, nullptr);
}

}  // namespace app
