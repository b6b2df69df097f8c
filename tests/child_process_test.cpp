#include "crawler/child_process.h"

#include <signal.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string>

namespace {

using crawler::ProcessEnd;
using std::chrono::milliseconds;

crawler::ProcessResult Shell(const std::string& script, crawler::ProcessLimits limits = {}) {
  const auto result = crawler::RunProcess("sh", {"-c", script}, limits);
  BOOST_REQUIRE_MESSAGE(result, (result ? "" : result.error().message));
  return *result;
}

crawler::ProcessLimits Within(milliseconds time) {
  crawler::ProcessLimits limits;
  limits.time = time;
  return limits;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(child_process_test)

BOOST_AUTO_TEST_CASE(gives_output_status_and_the_first_line_of_the_error) {
  const auto result = Shell("echo out; echo first >&2; echo second >&2; exit 3");
  BOOST_TEST((result.end == ProcessEnd::kExited));
  BOOST_TEST(result.status == 3);
  BOOST_TEST(result.output == "out\n");
  BOOST_TEST(result.first_error == "first");
}

BOOST_AUTO_TEST_CASE(arguments_pass_no_shell) {
  const auto result = crawler::RunProcess("printf", {"%s|", "a b", "$HOME;", "*"}, {});
  BOOST_REQUIRE(result);
  BOOST_TEST(result->output == "a b|$HOME;|*|");
}

BOOST_AUTO_TEST_CASE(input_is_empty_and_no_other_file_is_open) {
  BOOST_TEST(Shell("cat").output == "");
  BOOST_TEST(Shell("ls /proc/self/fd | wc -l").output == "4\n");  // three, and that of ls
}

BOOST_AUTO_TEST_CASE(says_that_there_is_no_such_program) {
  for (const char* const program : {"no-such-program-here", "/nonexistent/program", ""}) {
    const auto result = crawler::RunProcess(program, {}, {});
    BOOST_REQUIRE(result);
    BOOST_TEST((result->end == ProcessEnd::kNotFound), program);
  }
}

BOOST_AUTO_TEST_CASE(kills_what_takes_too_long_with_all_it_started) {
  const auto start = std::chrono::steady_clock::now();
  BOOST_TEST((Shell("sleep 30", Within(milliseconds(100))).end == ProcessEnd::kTimedOut));
  BOOST_TEST(
      (Shell("sleep 30 & sleep 30", Within(milliseconds(100))).end == ProcessEnd::kTimedOut));
  // It has closed its output and goes on.
  BOOST_TEST(
      (Shell("exec >&- 2>&-; sleep 30", Within(milliseconds(100))).end == ProcessEnd::kTimedOut));
  // It has ended, but left somebody behind with its output.
  BOOST_TEST((Shell("sleep 30 &", Within(milliseconds(100))).end == ProcessEnd::kTimedOut));
  BOOST_TEST((std::chrono::steady_clock::now() - start < std::chrono::seconds(10)));
}

BOOST_AUTO_TEST_CASE(stops_endless_output) {
  crawler::ProcessLimits limits;
  limits.output_bytes = 1u << 20;
  const auto result = Shell("yes", limits);
  BOOST_TEST((result.end == ProcessEnd::kOutputTooLarge));
  BOOST_TEST(result.output.size() < 2u << 20);
  BOOST_TEST((Shell("yes >&2 & sleep 0.1; kill $!; echo done").output == "done\n"));
}

BOOST_AUTO_TEST_CASE(bounds_memory_and_files) {
  crawler::ProcessLimits limits;
  limits.memory_bytes = 256u << 20;
  const auto result = Shell("head -c 2000000000 /dev/zero | tail -c 1999999999 | wc -c", limits);
  BOOST_TEST(result.output != "1999999999\n");
  BOOST_TEST(result.first_error.find("memory") != std::string::npos, result.first_error);
  BOOST_TEST((Shell("echo x > \"$(mktemp)\"; echo $?").output != "0\n"));
}

BOOST_AUTO_TEST_CASE(tells_of_signals) {
  const auto result = Shell("kill -SEGV $$");
  BOOST_TEST((result.end == ProcessEnd::kSignalled));
  BOOST_TEST(result.status == SIGSEGV);
}

BOOST_AUTO_TEST_SUITE_END()
