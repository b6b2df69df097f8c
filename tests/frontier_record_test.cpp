#include "crawler/frontier_record.h"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string>
#include <string_view>

#include "tests/support/memory_key_value.h"
#include "tests/support/simulated_clock.h"

using namespace std::chrono_literals;
using crawler::DecodeHost;
using crawler::DecodeSiteLines;
using crawler::EncodeSiteLines;

BOOST_AUTO_TEST_SUITE(frontier_record_test)

BOOST_AUTO_TEST_CASE(hosts_are_read_as_version_0_1_wrote_them) {
  const auto old = DecodeHost(std::string_view("\x85\x01\x07", 3));
  BOOST_REQUIRE(old.has_value());
  BOOST_TEST(old->next_allowed == 133u);
  BOOST_TEST(old->paused_until == 7u);
  BOOST_TEST(old->delay == 0u);
  const auto host = DecodeHost(crawler::EncodeHost({30'000'000, 1'700'000'000'000'000, 0}));
  BOOST_REQUIRE(host.has_value());
  BOOST_TEST(host->delay == 30'000'000u);
  BOOST_TEST(host->paused_until == 1'700'000'000'000'000u);
  for (const std::string_view damaged : {"", "\x85", "\x01", "\x01\x02\x83", "\x01\x02\x03\x04"}) {
    BOOST_TEST(!DecodeHost(damaged).has_value());
  }
}

BOOST_AUTO_TEST_CASE(a_rest_that_version_0_1_wrote_is_kept) {
  test::SimulatedClock clock;
  test::MemoryKeyValue space;
  crawler::FrontierItem item;
  item.url = "https://a.kz/1";
  item.origin = "https://a.kz";
  crawler::Frontier(space, {}, clock.function()).Add({item});
  const auto until =
      std::chrono::duration_cast<std::chrono::microseconds>((clock.now() + 30s).time_since_epoch());
  core::Batch batch;
  batch.Put(crawler::HostKey("a.kz"),
            crawler::EncodeHost({0, 0, static_cast<crawler::Micros>(until.count())}));
  space.Write(batch);
  crawler::Frontier again(space, {}, clock.function());
  clock.Advance(29s);
  BOOST_TEST(!again.Take());
  clock.Advance(1s);
  BOOST_TEST(again.Take().has_value());
}

BOOST_AUTO_TEST_CASE(hashes_of_lines_rise) {
  const crawler::SiteLinesRecord record{7, ~0ull, {1, 2, 300, 0xFFFFFFFF}};
  const std::string bytes = EncodeSiteLines(record);
  const auto read = DecodeSiteLines(bytes);
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST(read->number == 7u);
  BOOST_TEST(read->url == ~0ull);
  BOOST_TEST((read->lines == record.lines));
  BOOST_TEST(DecodeSiteLines(EncodeSiteLines({1, 2, {}}))->lines.empty());
  // Twice the same, beyond 32 bits, and around beyond 64.
  BOOST_TEST(!DecodeSiteLines(bytes + '\0').has_value());
  BOOST_TEST(!DecodeSiteLines(bytes + '\1').has_value());
  BOOST_TEST(!DecodeSiteLines("\1\2\5\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\1").has_value());
  BOOST_TEST(!DecodeSiteLines(bytes.substr(0, bytes.size() - 1)).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
