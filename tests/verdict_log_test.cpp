#include "app/verdict_log.h"

#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "tests/support/plain_spaces.h"
#include "tests/support/store_fixture.h"

using monitor::RuleVerdict;

namespace {

RuleVerdict Said(std::uint32_t number, std::string note = {}) {
  RuleVerdict said;
  said.at = core::Instant(std::chrono::seconds(1'700'000'000 + number));
  said.who = "analyst";
  said.rule = "scheme.kickback";
  said.rule_version = 3;
  said.rule_wording = "0123456789abcdef";
  said.text_sha256 = std::string(64, 'a');
  said.number = number;
  said.verdict = monitor::Verdict::kWrong;
  said.note = std::move(note);
  return said;
}

struct Fixture {
  std::string Bytes() const {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  }
  void Append(const std::string& bytes) const {
    std::ofstream(file, std::ios::binary | std::ios::app) << bytes;
  }

  fixture::Folder folder;
  std::filesystem::path file = folder / "verdicts.jsonl";
  app::VerdictLog log{file};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(verdict_log_test, Fixture)

BOOST_AUTO_TEST_CASE(what_was_said_is_read_again_in_order) {
  BOOST_TEST(log.Read()->empty());
  const std::vector all = {Said(1, "сумма «откат»\n\"x\""), Said(2)};
  for (const RuleVerdict& one : all) BOOST_REQUIRE(log.Add(one));
  BOOST_CHECK(*log.Read() == all);
}

BOOST_AUTO_TEST_CASE(a_torn_end_is_passed_over_and_then_taken_away) {
  BOOST_REQUIRE(log.Add(Said(1)));
  const std::string line = Bytes();
  // A kill may have left any part of the line.
  for (std::size_t kept = 1; kept + 1 < line.size(); ++kept) {
    std::filesystem::remove(file);
    Append(line + line.substr(0, kept));
    BOOST_REQUIRE(log.Read());
    BOOST_TEST(log.Read()->size() == 1u);
    BOOST_REQUIRE(log.Add(Said(2)));
    BOOST_CHECK((*log.Read() == std::vector{Said(1), Said(2)}));
  }
}

BOOST_AUTO_TEST_CASE(a_whole_verdict_without_its_newline_stays) {
  BOOST_REQUIRE(log.Add(Said(1)));
  std::filesystem::resize_file(file, std::filesystem::file_size(file) - 1);
  BOOST_CHECK((*log.Read() == std::vector{Said(1)}));
  BOOST_REQUIRE(log.Add(Said(2)));
  BOOST_CHECK((*log.Read() == std::vector{Said(1), Said(2)}));
}

BOOST_AUTO_TEST_CASE(a_line_that_is_no_verdict_is_an_error_with_its_place) {
  for (const char* line :
       {"{}", "no JSON",
        R"({"at":"2026-01-15T00:00:00Z","rule":"a","version":1,"verdict":"maybe"})",
        R"({"at":"then","rule":"a","version":-1,"verdict":"right","text_sha256":7})", "[[[["}) {
    std::filesystem::remove(file);
    BOOST_REQUIRE(log.Add(Said(1)));
    Append(std::string("\n") + line + "\n");
    const auto read = log.Read();
    BOOST_REQUIRE(!read);
    BOOST_TEST(test::Contains(read.error().message, "verdicts.jsonl:3: no verdict"),
               read.error().message);
  }
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_not_there_is_an_error) {
  const auto added = app::VerdictLog(folder / "none/verdicts.jsonl").Add(Said(1));
  BOOST_REQUIRE(!added);
  BOOST_TEST(test::Contains(added.error().message, "none/verdicts.jsonl"));
}

// Processes that are killed while they write lose none of the verdicts that they said were kept.
BOOST_AUTO_TEST_CASE(a_kill_loses_no_verdict_that_was_kept) {
  constexpr int kWriters = 3, kRounds = 5;
  std::map<std::uint32_t, int> said;
  for (int round = 0; round < kRounds; ++round) {
    int pipe_ends[2];
    BOOST_REQUIRE(::pipe(pipe_ends) == 0);
    std::vector<pid_t> writers;
    for (int writer = 0; writer < kWriters; ++writer) {
      const pid_t child = ::fork();
      BOOST_REQUIRE(child >= 0);
      if (child == 0) {
        for (std::uint32_t i = 0;; ++i) {
          const auto number = static_cast<std::uint32_t>((round * kWriters + writer) * 100'000) + i;
          if (!log.Add(Said(number, std::string(3000, 'x')))) ::_exit(1);
          if (::write(pipe_ends[1], &number, sizeof number) != sizeof number) ::_exit(1);
        }
      }
      writers.push_back(child);
    }
    ::close(pipe_ends[1]);
    std::uint32_t number = 0;
    for (int i = 0; i < 20; ++i) {
      BOOST_REQUIRE(::read(pipe_ends[0], &number, sizeof number) == sizeof number);
      ++said[number];
    }
    for (const pid_t writer : writers) ::kill(writer, SIGKILL);
    for (const pid_t writer : writers) ::waitpid(writer, nullptr, 0);
    while (::read(pipe_ends[0], &number, sizeof number) == sizeof number) ++said[number];
    ::close(pipe_ends[0]);
  }
  const auto kept = log.Read();
  BOOST_REQUIRE_MESSAGE(kept, "the log is damaged");
  std::map<std::uint32_t, int> found;
  for (const RuleVerdict& verdict : *kept) ++found[verdict.number];
  for (const auto& [number, times] : said) BOOST_TEST(found[number] == times);
}

BOOST_AUTO_TEST_SUITE_END()
