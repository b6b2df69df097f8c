// Kills a process that puts documents, again and again, and looks whether all that it had
// acknowledged is there.
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <map>
#include <random>
#include <thread>

#include "store/store.h"
#include "tests/support/store_fixture.h"

using fixture::Item;

namespace {

constexpr int kKills = 12;
constexpr int kAddresses = 400;
constexpr const char* kFolderVariable = "SHOLU_CRASH_FOLDER";
constexpr const char* kFirstVariable = "SHOLU_CRASH_FIRST";
constexpr const char* kPipeVariable = "SHOLU_CRASH_PIPE";

store::Options OptionsIn(const std::string& folder) {
  store::Options options;
  options.folder = folder;
  options.cache_bytes = 1u << 20;
  options.write_buffer_bytes = 1u << 20;  // small, so that kills fall into flushes and compactions
  return options;
}

// The document that step `step` puts: a new one, a new version, a reprint, or an unchanged one.
Item ItemOf(std::uint32_t step) {
  const std::uint32_t content = step % 7 == 3 ? step - 1 : step;
  Item item(
      std::to_string(content * 2'654'435'761u % kAddresses), "",
      fixture::Words(fixture::Name("w", content % 5 == 0 ? content / 50 : content) + "-", 30) +
          std::to_string(content));
  if (content % 3 != 0) item.Counting();
  item.With(core::TagKind::kSphere, content % 4 == 0 ? "roads" : "health");
  item.With(core::TagKind::kBody, "secret-z", core::Role::kImplicated, content % 6 == 0);
  return item;
}

core::Batch AlongsideOf(std::uint32_t step) {
  core::Batch batch;
  batch.Put("step", std::to_string(step));
  return batch;
}

std::string Argument(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

struct Child {
  pid_t pid = 0;
  int acknowledged = -1;  // the reading end of a pipe
};

Child Start(const std::string& folder, std::uint32_t first) {
  int ends[2];
  BOOST_REQUIRE(::pipe(ends) == 0);
  ::setenv(kFolderVariable, folder.c_str(), 1);
  ::setenv(kFirstVariable, std::to_string(first).c_str(), 1);
  ::setenv(kPipeVariable, std::to_string(ends[1]).c_str(), 1);
  std::string program = "/proc/self/exe", test = "--run_test=store_crash_test/puts_until_killed",
              quiet = "--log_level=error", report = "--report_level=no";
  char* arguments[] = {program.data(), test.data(), quiet.data(), report.data(), nullptr};
  Child child;
  BOOST_REQUIRE(::posix_spawn(&child.pid, program.c_str(), nullptr, nullptr, arguments, environ) ==
                0);
  ::close(ends[1]);
  child.acknowledged = ends[0];
  return child;
}

// Waits until the child has acknowledged something.
void AwaitFirst(int pipe) {
  pollfd entry{pipe, POLLIN, 0};
  BOOST_REQUIRE(::poll(&entry, 1, 120'000) == 1);
}

// The steps that the child acknowledged before it died, to the end of the pipe.
std::uint32_t ReadAcknowledged(int pipe, std::uint32_t acknowledged) {
  std::uint32_t step = 0;
  while (::read(pipe, &step, sizeof(step)) == static_cast<ssize_t>(sizeof(step))) {
    acknowledged = step;
  }
  ::close(pipe);
  return acknowledged;
}

// Everything up to `acknowledged` must be there, and the one step behind it may be.
void Check(const store::Store& store, std::uint32_t acknowledged, std::uint32_t reached) {
  BOOST_TEST((reached == acknowledged || reached == acknowledged + 1),
             "acknowledged " << acknowledged << ", reached " << reached);
  std::map<std::string, std::uint32_t> expected;  // the last step of each address
  for (std::uint32_t step = 1; step <= reached; ++step) {
    expected[ItemOf(step).document.key.address] = step;
  }
  std::size_t live = 0;
  store.Select({}, [&](const store::Header&) { return ++live, true; });
  BOOST_TEST(live == expected.size());
  for (const auto& [address, step] : expected) {
    const Item item = ItemOf(step);
    const auto found = store.Find(item.document.key);
    BOOST_REQUIRE(found.has_value());
    BOOST_TEST(found->document.text == item.document.text);
    BOOST_TEST(found->header.removed == 0U);
    store::Query query;
    query.root = store::Term(item.document.text.substr(0, item.document.text.find(' ')));
    query.limit = kAddresses;
    const auto hits = store.Search(query).hits;
    BOOST_TEST(std::count_if(hits.begin(), hits.end(), [&](const store::Hit& hit) {
                 return hit.header.number == found->header.number;
               }) == 1);
  }
  BOOST_CHECK(store.counters() == store.Recount());
}

std::uint32_t StepIn(store::Store& store) {
  const auto step = store.space(store::kFrontierSpace).Get("step");
  return step ? static_cast<std::uint32_t>(std::stoul(*step)) : 0;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(store_crash_test)

// The child. Runs only when the other case starts it.
BOOST_AUTO_TEST_CASE(puts_until_killed, *boost::unit_test::disabled()) {
  const std::string folder = Argument(kFolderVariable);
  BOOST_REQUIRE(!folder.empty());
  const int pipe = std::stoi(Argument(kPipeVariable));
  auto step = static_cast<std::uint32_t>(std::stoul(Argument(kFirstVariable)));
  const auto store = fixture::Open(OptionsIn(folder));
  for (;; ++step) {
    fixture::Put(*store, ItemOf(step), AlongsideOf(step));
    if (::write(pipe, &step, sizeof(step)) != static_cast<ssize_t>(sizeof(step))) break;
  }
}

BOOST_AUTO_TEST_CASE(what_was_acknowledged_survives_kills) {
  const unsigned seed = std::random_device()();
  BOOST_TEST_MESSAGE("seed " << seed);
  std::mt19937 random(seed);
  const fixture::Folder folder;
  const std::string path = folder / "store";
  std::uint32_t reached = 0;
  for (int kill = 0; kill < kKills; ++kill) {
    const Child child = Start(path, reached + 1);
    // Every third dies while it opens the store, the others while they put.
    if (kill % 3 != 0) AwaitFirst(child.acknowledged);
    std::this_thread::sleep_for(
        std::chrono::microseconds(random() % (kill % 3 == 0 ? 50'000 : 300'000)));
    ::kill(child.pid, SIGKILL);
    int status = 0;
    ::waitpid(child.pid, &status, 0);
    BOOST_REQUIRE(WIFSIGNALED(status));  // it did not end of itself
    const std::uint32_t acknowledged = ReadAcknowledged(child.acknowledged, reached);
    const auto store = fixture::Open(OptionsIn(path));
    reached = StepIn(*store);
    BOOST_TEST_CONTEXT("seed " << seed << ", kill " << kill) {
      Check(*store, acknowledged, reached);
    }
  }
  BOOST_TEST(reached > 0U);
  BOOST_TEST_MESSAGE(reached << " puts");
}

BOOST_AUTO_TEST_SUITE_END()
