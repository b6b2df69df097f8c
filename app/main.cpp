// The command line of sholu.
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <exception>
#include <functional>

#include "app/stages.h"

namespace {

constexpr int kFailure = 1, kWrongArguments = 2;

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  CLI::App cli("sholu: text mining for anti-corruption monitoring", "sholu");
  cli.require_subcommand(1);
  cli.set_version_flag("--version", std::string("sholu ") + SHOLU_VERSION);
  std::function<int()> run;
  app::AddStages(cli, run);
  try {
    cli.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return cli.exit(error) == 0 ? 0 : kWrongArguments;
  }
  try {
    return run();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "sholu: %s\n", error.what());
    return kFailure;
  }
}
