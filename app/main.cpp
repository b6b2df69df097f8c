// The command line of sholu: parses it, runs one command, turns errors into lines and exit codes.
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <functional>
#include <string_view>
#include <system_error>

#include "app/commands.h"
#include "app/stages.h"
#include "core/printable.h"

namespace {

constexpr int kFailure = 1, kWrongArguments = 2;

// "sholu: " before each line of `message`.
void PrintError(std::string_view message) {
  while (!message.empty()) {
    const auto end = message.find('\n');
    fmt::print(stderr, "sholu: {}\n", core::Printable(message.substr(0, end)));
    message.remove_prefix(end == std::string_view::npos ? message.size() : end + 1);
  }
}

// What was printed may still wait in the buffer of standard output: `status`, or kFailure if it
// cannot be written. A reader that has read enough is none.
int Flushed(int status) {
  const bool failed_before = std::ferror(stdout) != 0;
  errno = 0;
  if (std::fflush(stdout) == 0 && !failed_before) return status;
  const int why = errno;
  pollfd output{STDOUT_FILENO, 0, 0};
  const bool reader_left = ::poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
  if (why == EPIPE || reader_left || status != 0) return status;
  PrintError(fmt::format("standard output cannot be written: {}",
                         why == 0 ? "what was printed is not all there" : std::strerror(why)));
  return kFailure;
}

int Main(int argc, char** argv) {
  // A reader that goes away shows as a failed write, which is reported.
  std::signal(SIGPIPE, SIG_IGN);
  CLI::App cli("sholu: text mining for anti-corruption monitoring", "sholu");
  cli.require_subcommand(1);
  cli.fallthrough();
  cli.set_version_flag("--version", std::string("sholu ") + SHOLU_VERSION);
  cli.footer(
      "Exit status: 0 done, 1 failed, 2 wrong arguments.\n"
      "'sholu COMMAND --help' shows the options and examples of a command.");
  app::Global global;
  global.version = SHOLU_VERSION;
  cli.add_option("--workspace", global.workspace,
                 "Folder of the workspace; default: $SHOLU_WORKSPACE, else the current one");
  cli.add_flag("--json", global.json, "Answer as JSON, for machines");

  app::Run run;
  app::AddInitCommand(cli, global, run);
  app::AddCrawlCommand(cli, global, run);
  app::AddRunCommand(cli, global, run);
  app::AddSourcesCommand(cli, global, run);
  app::AddImportCommand(cli, global, run);
  app::AddAppealsCommand(cli, global, run);
  app::AddSearchCommand(cli, global, run);
  app::AddCountCommand(cli, global, run);
  app::AddShowCommand(cli, global, run);
  app::AddSummaryCommand(cli, global, run);
  app::AddReportCommand(cli, global, run);
  app::AddStatusCommand(cli, global, run);
  app::AddLabelCommand(cli, global, run);
  app::AddMergeCommand(cli, global, run);
  app::AddForgetCommand(cli, global, run);
  app::AddBackupCommand(cli, global, run);
  app::AddArchiveCommand(cli, global, run);
  app::AddFsckCommand(cli, global, run);
  app::AddKeyCommand(cli, global, run);
  app::AddExportCommand(cli, global, run);
  app::AddAuditCommand(cli, global, run);
  app::AddLexiconCommand(cli, global, run);
  app::AddStages(cli, run);
  try {
    cli.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // CLI11 shows the help of the whole program for `sholu nonsense --help`; a script that asks
    // whether there is such a command must hear that there is none.
    if (cli.get_subcommands().empty() && cli.remaining_size(true) > 0) {
      PrintError(fmt::format("no such command: {}; 'sholu --help' lists them",
                             cli.remaining(true).front()));
      return kWrongArguments;
    }
    return cli.exit(error) == 0 ? 0 : kWrongArguments;
  }
  try {
    return run();
  } catch (const std::filesystem::filesystem_error& error) {
    PrintError(fmt::format("{}: {}", error.path1().string(), error.code().message()));
    return kFailure;
  } catch (const std::system_error& error) {
    // Of what is printed: whoever read it has read enough.
    if (error.code() == std::errc::broken_pipe) return 0;
    PrintError(error.what());
    return kFailure;
  } catch (const std::exception& error) {
    PrintError(error.what());
    return kFailure;
  }
}

}  // namespace

int main(int argc, char** argv) {
  return Flushed(Main(argc, argv));
}
