#include "crawler/frontier.h"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <thread>

#include "tests/support/memory_key_value.h"
#include "tests/support/simulated_clock.h"

using crawler::Frontier;
using crawler::FrontierItem;
using crawler::Purpose;
using namespace std::chrono_literals;

namespace {

FrontierItem Item(const std::string& origin, const std::string& path,
                  Purpose purpose = Purpose::kArticle) {
  FrontierItem item;
  item.origin = origin;
  item.url = origin + path;
  item.source = "example";
  item.purpose = purpose;
  return item;
}

std::string Host(int number) {
  std::string host = "https://h";
  host += std::to_string(number);
  return host += ".kz";
}

std::string Page(int number) {
  std::string path = "/";
  return path += std::to_string(number);
}

core::Instant Seconds(const test::SimulatedClock& clock) {
  return std::chrono::floor<std::chrono::seconds>(clock.now());
}

struct Fixture {
  test::MemoryKeyValue space;
  test::SimulatedClock clock;
  Frontier::Options options;
  std::optional<Frontier> held;

  Fixture() { Reopen(); }
  Frontier& frontier() { return *held; }
  // What a kill and a new start leave: the space alone.
  void Reopen() {
    held.reset();
    held.emplace(space, options, clock.function());
  }
  // Takes and releases everything that is due within a minute, one origin at a time.
  std::vector<FrontierItem> TakeAll() {
    std::vector<FrontierItem> items;
    const auto end = clock.now() + 1min;
    while (true) {
      if (auto item = held->Take()) {
        held->Release(item->origin, std::nullopt);
        items.push_back(std::move(*item));
        continue;
      }
      const auto due = held->NextDue();
      if (!due || *due > end) return items;
      clock.AdvanceTo(*due);
    }
  }
  FrontierItem TakeOne() {
    auto items = TakeAll();
    BOOST_REQUIRE_EQUAL(items.size(), 1u);
    return items.front();
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(frontier_test, Fixture)

BOOST_AUTO_TEST_CASE(an_unknown_url_is_queued_once) {
  const auto item = Item("https://a.kz", "/1");
  BOOST_TEST(frontier().Add({item, item}) == 1u);
  BOOST_TEST(frontier().Add({item}) == 0u);
  const auto counts = frontier().counts();
  BOOST_TEST(counts.queued == 1u);
  BOOST_TEST(counts.known == 1u);
  BOOST_TEST(counts.in_flight == 0u);
  const auto taken = frontier().Take();
  BOOST_REQUIRE(taken);
  BOOST_TEST(taken->url == item.url);
  BOOST_TEST(taken->source == "example");
  BOOST_TEST(frontier().counts().in_flight == 1u);
  BOOST_TEST(frontier().Add({item}) == 0u);
}

BOOST_AUTO_TEST_CASE(what_has_no_place_in_a_key_is_ignored) {
  FrontierItem none, zero = Item("https://a.kz", std::string("/\0", 2));
  const auto endless = Item("https://a.kz", "/" + std::string(9000, 'a'));
  BOOST_TEST(frontier().Add({none, zero, endless}) == 0u);
}

BOOST_AUTO_TEST_CASE(items_of_one_origin_come_in_the_order_found) {
  frontier().Add({Item("https://a.kz", "/z"), Item("https://a.kz", "/b")});
  clock.Advance(1s);
  frontier().Add({Item("https://a.kz", "/a")});
  std::string order;
  for (const auto& item : TakeAll()) order += item.url.back();
  BOOST_TEST(order == "zba");
}

BOOST_AUTO_TEST_CASE(feeds_come_before_the_backlog) {
  frontier().Add({Item("https://a.kz", "/1"), Item("https://a.kz", "/2")});
  clock.Advance(1h);
  frontier().BeginRound({Item("https://a.kz", "/rss", Purpose::kFeed)});
  BOOST_TEST(TakeAll().front().url == "https://a.kz/rss");
}

BOOST_AUTO_TEST_CASE(never_two_in_flight_to_one_origin_and_the_delay_is_kept) {
  frontier().Add(
      {Item("https://a.kz", "/1"), Item("https://a.kz", "/2"), Item("https://b.kz", "/1")});
  const auto first = frontier().Take(), second = frontier().Take();
  BOOST_REQUIRE(first);
  BOOST_REQUIRE(second);
  BOOST_TEST(first->origin != second->origin);
  BOOST_TEST(!frontier().Take());
  BOOST_TEST(!frontier().NextDue().has_value());

  clock.Advance(10s);
  frontier().Release("https://a.kz", 2500ms);
  BOOST_CHECK(frontier().NextDue() == clock.now() + 2500ms);
  clock.Advance(2499ms);
  BOOST_TEST(!frontier().Take());
  clock.Advance(1ms);
  BOOST_TEST(frontier().Take()->url == "https://a.kz/2");

  frontier().Release("https://a.kz", std::nullopt);
  frontier().Add({Item("https://a.kz", "/3")});
  clock.Advance(999ms);
  BOOST_TEST(!frontier().Take());
  clock.Advance(1ms);
  BOOST_TEST(frontier().Take().has_value());
}

BOOST_AUTO_TEST_CASE(an_item_that_waits_for_its_turn_is_due_and_one_of_a_paused_origin_is_not) {
  const auto start = clock.now();
  frontier().Add({Item("https://a.kz", "/1"), Item("https://a.kz", "/2")});
  const auto item = frontier().Take();
  BOOST_REQUIRE(item);
  BOOST_TEST(frontier().HasDue(start));
  frontier().Release(item->origin, 10s);
  BOOST_TEST(frontier().HasDue(start));
  BOOST_CHECK(*frontier().NextDue() == start + 10s);
  frontier().Pause(item->origin, 60s);
  BOOST_TEST(!frontier().HasDue(start + 59s));
  BOOST_TEST(frontier().HasDue(start + 60s));
  BOOST_CHECK(*frontier().NextDue() == start + 60s);
  clock.Advance(59s);
  BOOST_TEST(!frontier().Take());
  clock.Advance(1s);
  BOOST_TEST(frontier().Take()->url == "https://a.kz/2");
  BOOST_TEST(!frontier().HasDue(start + 24h));
}

BOOST_AUTO_TEST_CASE(a_release_does_not_wait_for_the_answer_and_the_item_is_not_taken_twice) {
  frontier().Add({Item("https://a.kz", "/1"), Item("https://a.kz", "/2")});
  const auto items = TakeAll();
  BOOST_TEST(items.size() == 2u);
  BOOST_TEST(frontier().counts().queued == 2u);
  // An item that sorts before the taken ones is found all the same.
  frontier().Add({Item("https://a.kz", "/0", Purpose::kSitemap)});
  BOOST_TEST(TakeOne().url == "https://a.kz/0");
}

BOOST_AUTO_TEST_CASE(a_kill_loses_nothing_and_repeats_only_what_was_in_flight) {
  std::vector<FrontierItem> items;
  for (int host = 0; host < 3; ++host) {
    for (int page = 0; page < 20; ++page) {
      items.push_back(Item(Host(host), Page(page)));
    }
  }
  frontier().Add(items);

  std::set<std::string> done;
  std::vector<FrontierItem> open;
  for (int life = 0; life < 200 && done.size() < items.size(); ++life) {
    open.clear();
    for (int step = 0; step < 4; ++step) {
      clock.Advance(1s);
      if (auto item = frontier().Take()) {
        BOOST_TEST(!done.contains(item->url));
        frontier().Release(item->origin, std::nullopt);
        open.push_back(std::move(*item));
      }
      if (step == 2 && !open.empty()) {
        frontier().Done(open.front());
        BOOST_TEST(done.insert(open.front().url).second);
      }
    }
    Reopen();
    BOOST_TEST(frontier().counts().queued == items.size() - done.size());
    BOOST_TEST(frontier().counts().in_flight == 0u);
    BOOST_TEST(frontier().counts().known == items.size());
  }
  BOOST_TEST(done.size() == items.size());
  BOOST_TEST(!frontier().Take());
}

BOOST_AUTO_TEST_CASE(done_in_two_steps_is_nothing_until_the_batch_is_written) {
  frontier().Add({Item("https://a.kz", "/1")});
  const auto item = TakeOne();
  const core::Batch batch = frontier().DoneBatch(item);
  BOOST_TEST(!batch.empty());
  Reopen();
  BOOST_TEST(frontier().counts().queued == 1u);

  const auto again = TakeOne();
  space.Write(frontier().DoneBatch(again));
  frontier().Forget(again);
  BOOST_TEST(frontier().counts().queued == 0u);
  BOOST_TEST(frontier().counts().in_flight == 0u);
  Reopen();
  BOOST_TEST(frontier().counts().queued == 0u);
  BOOST_TEST(frontier().Add({item}) == 0u);
}

BOOST_AUTO_TEST_CASE(every_answer_is_one_batch) {
  frontier().Add(
      {Item("https://a.kz", "/1"), Item("https://a.kz", "/2"), Item("https://a.kz", "/3")});
  const auto items = TakeAll();
  const auto before = space.writes();
  frontier().Done(items[0]);
  frontier().Drop(items[1], "status 404");
  frontier().Retry(items[2], "timeout", std::nullopt);
  BOOST_TEST(space.writes() == before + 3);
}

BOOST_AUTO_TEST_CASE(answers_for_items_not_taken_do_nothing) {
  frontier().Add({Item("https://a.kz", "/1")});
  const auto item = TakeOne();
  frontier().Done(item);
  const auto before = space.map();
  frontier().Done(item);
  frontier().Drop(item, "late");
  frontier().GiveUp(item, "late");
  frontier().PutBack(item);
  BOOST_TEST(!frontier().Retry(item, "late", std::nullopt));
  BOOST_TEST(frontier().DoneBatch(item).empty());
  BOOST_TEST((space.map() == before));
  BOOST_TEST(frontier().counts().queued == 0u);
}

BOOST_AUTO_TEST_CASE(the_marks_of_the_last_success_come_back_with_the_feed) {
  const auto feed = Item("https://a.kz", "/rss", Purpose::kFeed);
  frontier().BeginRound({feed});
  const auto taken_at = Seconds(clock);
  auto item = TakeOne();
  clock.Advance(5s);
  item.etag = "\"v1\"";
  item.last_modified = "Thu, 15 Jan 2026 09:00:00 GMT";
  item.content_sha256 = "ab";
  frontier().Done(item);
  Reopen();
  BOOST_TEST(frontier().BeginRound({feed}) == 1u);
  const auto again = TakeOne();
  BOOST_TEST(again.etag == item.etag);
  BOOST_TEST(again.last_modified == item.last_modified);
  BOOST_TEST(again.content_sha256 == "ab");
  BOOST_TEST(again.attempts == 0u);
  BOOST_CHECK(again.last_success == taken_at);
}

BOOST_AUTO_TEST_CASE(a_listing_page_is_fetched_once_per_round) {
  const auto child = Item("https://a.kz", "/sitemap-2.xml", Purpose::kSitemap);
  frontier().BeginRound({});
  BOOST_TEST(frontier().Add({child}) == 1u);
  frontier().Done(TakeOne());
  BOOST_TEST(frontier().Add({child}) == 0u);  // two sitemaps that name each other end here
  Reopen();
  BOOST_TEST(frontier().Add({child}) == 0u);
  frontier().BeginRound({});
  BOOST_TEST(frontier().Add({child}) == 1u);
}

BOOST_AUTO_TEST_CASE(an_article_is_fetched_again_only_for_a_newer_version) {
  auto item = Item("https://a.kz", "/1");
  frontier().Add({item});
  clock.Advance(1h);
  frontier().Done(TakeOne());
  frontier().BeginRound({});
  BOOST_TEST(frontier().Add({item}) == 0u);
  item.expected_version = Seconds(clock) - 30min;  // published before it was fetched
  BOOST_TEST(frontier().Add({item}) == 0u);
  item.expected_version = Seconds(clock) + 24h;  // a clock that is wrong, always by the same
  BOOST_TEST(frontier().Add({item}) == 1u);
  frontier().Done(TakeOne());
  BOOST_TEST(frontier().Add({item}) == 0u);
}

BOOST_AUTO_TEST_CASE(a_retry_waits_twice_as_long_each_time_and_then_gives_up) {
  frontier().Add({Item("https://a.kz", "/1")});
  std::vector<std::chrono::seconds> waits;
  for (std::uint32_t attempt = 0;; ++attempt) {
    const auto item = frontier().Take();
    BOOST_REQUIRE(item);
    BOOST_TEST(item->attempts == attempt);
    frontier().Release(item->origin, 0ms);
    if (!frontier().Retry(*item, "timeout", std::nullopt)) break;
    Reopen();
    waits.push_back(
        std::chrono::duration_cast<std::chrono::seconds>(*frontier().NextDue() - clock.now()));
    clock.AdvanceTo(*frontier().NextDue());
  }
  const std::vector<std::chrono::seconds> expected = {60s, 120s, 240s, 480s};
  BOOST_TEST((waits == expected));
  BOOST_TEST(frontier().counts().queued == 0u);
}

BOOST_AUTO_TEST_CASE(a_retry_after_is_honoured_up_to_a_day) {
  frontier().Add({Item("https://a.kz", "/1")});
  BOOST_TEST(frontier().Retry(TakeOne(), "status 503", 700s));
  BOOST_CHECK(frontier().NextDue() == clock.now() + 700s);
  clock.Advance(700s);
  BOOST_TEST(frontier().Retry(TakeOne(), "status 503", std::chrono::seconds::max()));
  BOOST_CHECK(frontier().NextDue() == clock.now() + 24h);
}

BOOST_AUTO_TEST_CASE(a_failed_page_does_not_leave_its_marks) {
  frontier().Add({Item("https://a.kz", "/1")});
  auto item = TakeOne();
  item.etag = "\"of the page that could not be stored\"";
  frontier().Retry(item, "no room", 1s);
  clock.Advance(1s);
  BOOST_TEST(TakeOne().etag.empty());
}

BOOST_AUTO_TEST_CASE(what_was_given_up_gets_one_chance_per_round) {
  options.max_attempts = 3;
  Reopen();
  const auto item = Item("https://a.kz", "/1");
  frontier().Add({item});
  frontier().GiveUp(TakeOne(), "forbidden by robots.txt");
  BOOST_TEST(frontier().Add({item}) == 0u);
  frontier().BeginRound({});
  BOOST_TEST(frontier().Add({item}) == 1u);
  BOOST_TEST(!frontier().Retry(TakeOne(), "timeout", std::nullopt));
  BOOST_TEST(frontier().Add({item}) == 0u);
}

BOOST_AUTO_TEST_CASE(what_was_dropped_stays_dropped_until_a_new_version_or_source) {
  auto item = Item("https://a.kz", "/1");
  item.expected_version = Seconds(clock);
  frontier().Add({item});
  frontier().Drop(TakeOne(), "status 404");
  frontier().BeginRound({});
  BOOST_TEST(frontier().Add({item}) == 0u);
  auto other = item;
  other.source = "another";
  BOOST_TEST(frontier().Add({other}) == 1u);
  frontier().Drop(TakeOne(), "status 404");
  other.expected_version += 1h;
  BOOST_TEST(frontier().Add({other}) == 1u);
}

BOOST_AUTO_TEST_CASE(what_is_put_back_comes_again_as_it_was) {
  frontier().Add({Item("https://a.kz", "/1"), Item("https://a.kz", "/2")});
  const auto item = frontier().Take();
  BOOST_REQUIRE(item);
  frontier().PutBack(*item);
  BOOST_TEST(!frontier().Take());  // the exchange is not over yet
  frontier().Release(item->origin, 0ms);
  const auto again = frontier().Take();
  BOOST_REQUIRE(again);
  BOOST_TEST(again->url == item->url);
  BOOST_TEST(again->attempts == 0u);
}

BOOST_AUTO_TEST_CASE(a_damaged_record_does_not_stop_its_origin) {
  frontier().Add({Item("https://a.kz", "/1"), Item("https://a.kz", "/2")});
  core::Batch damage;
  damage.Put(std::string("u\0https://a.kz/1", 16), "\x01\x01");
  space.Write(damage);
  BOOST_TEST(TakeOne().url == "https://a.kz/2");
}

BOOST_AUTO_TEST_CASE(threads_share_it_and_no_item_comes_twice) {
  constexpr int kItems = 2000;
  std::vector<FrontierItem> items;
  for (int i = 0; i < kItems; ++i) {
    items.push_back(Item(Host(i % 50), Page(i)));
  }
  std::mutex mutex;
  std::multiset<std::string> taken;
  const auto work = [&] {
    for (int misses = 0; misses < 5000;) {
      auto item = frontier().Take();
      if (!item) {
        ++misses;
        continue;
      }
      frontier().Release(item->origin, 0ms);
      frontier().Done(*item);
      const std::lock_guard lock(mutex);
      taken.insert(item->url);
    }
  };
  std::thread adder([&] {
    for (const auto& item : items) frontier().Add({item});
  });
  std::thread first(work), second(work);
  adder.join();
  first.join();
  second.join();
  work();
  BOOST_TEST(taken.size() == static_cast<std::size_t>(kItems));
  BOOST_TEST(std::set<std::string>(taken.begin(), taken.end()).size() == taken.size());
  BOOST_TEST(frontier().counts().queued == 0u);
}

BOOST_AUTO_TEST_CASE(take_and_done_are_fast_on_one_origin_and_on_many) {
  for (const int origins : {1, 5000}) {
    std::vector<FrontierItem> items;
    for (int i = 0; i < 20'000; ++i) {
      items.push_back(Item(Host(i % origins), Page(origins * 100'000 + i)));
    }
    frontier().Add(items);
    const auto start = std::chrono::steady_clock::now();
    std::size_t count = 0;
    while (auto item = frontier().Take()) {
      frontier().Release(item->origin, 0ms);
      frontier().Done(*item);
      ++count;
    }
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
    const double rate = static_cast<double>(count) / time.count();
    BOOST_TEST(count == items.size());
    BOOST_TEST_MESSAGE(origins << " origins: " << rate << " items/s");
    // Far below what it does (see the message), far above what a scan of the queue per item gives.
    BOOST_TEST(rate > 2000);
  }
}

BOOST_AUTO_TEST_CASE(http_and_https_of_one_name_are_one_host) {
  frontier().Add({Item("https://a.kz", "/1"), Item("http://a.kz", "/2"),
                  Item("https://a.kz:8443", "/3"), Item("https://b.a.kz", "/4")});
  std::set<std::string> first;
  while (auto item = frontier().Take()) first.insert(item->url);
  BOOST_TEST((first ==
              std::set<std::string>{"https://a.kz/1", "https://a.kz:8443/3", "https://b.a.kz/4"}));
  frontier().Release("https://a.kz", 1s);
  BOOST_TEST(!frontier().Take());
  clock.Advance(1s);
  BOOST_TEST(frontier().Take()->url == "http://a.kz/2");
}

BOOST_AUTO_TEST_CASE(news_come_before_the_backlog) {
  auto news = Item("https://a.kz", "/news");
  news.news = true;
  frontier().Add({Item("https://a.kz", "/old")});
  clock.Advance(1h);
  frontier().Add({news, Item("https://a.kz", "/rss", Purpose::kFeed)});
  const auto items = TakeAll();
  BOOST_REQUIRE_EQUAL(items.size(), 3u);
  BOOST_TEST(items[0].url == "https://a.kz/rss");
  BOOST_TEST(items[1].url == "https://a.kz/news");
}

BOOST_AUTO_TEST_CASE(a_long_rest_of_a_host_survives_a_kill) {
  frontier().Add({Item("https://a.kz", "/1"), Item("https://a.kz", "/2"),
                  Item("https://b.kz", "/1"), Item("https://b.kz", "/2")});
  for (int i = 0; i < 2; ++i) {
    const auto item = frontier().Take();
    frontier().Release(item->origin, 30s);
    frontier().Done(*item);
  }
  frontier().Pause("https://b.kz", 600s);
  Reopen();
  clock.Advance(29s);
  BOOST_TEST(!frontier().Take());
  clock.Advance(1s);
  BOOST_TEST(frontier().Take()->url == "https://a.kz/2");
  BOOST_TEST(!frontier().Take());
  clock.Advance(570s);
  BOOST_TEST(frontier().Take()->url == "https://b.kz/2");
}

BOOST_AUTO_TEST_CASE(a_long_delay_is_written_down_once) {
  std::vector<crawler::FrontierItem> items;
  for (const char* path : {"/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8"}) {
    items.push_back(Item("https://a.kz", path));
  }
  frontier().Add(items);
  std::size_t writes = 0;
  for (const auto delay : {30s, 30s, 30s, 40s, 40s, 1s, 1s}) {
    const auto item = frontier().Take();
    BOOST_REQUIRE(item);
    const auto before = space.writes();
    frontier().Release(item->origin, delay);
    writes += space.writes() - before;
    clock.Advance(delay);
    frontier().Done(*item);
  }
  BOOST_TEST(writes == 3u);
  Reopen();
  clock.Advance(1s);  // the last one, as the default
  BOOST_TEST(frontier().Take().has_value());
}

BOOST_AUTO_TEST_CASE(after_a_kill_every_host_rests_one_delay) {
  frontier().Add({Item("https://a.kz", "/1")});
  BOOST_TEST(frontier().Take().has_value());
  Reopen();
  BOOST_TEST(!frontier().Take());
  clock.Advance(options.default_delay);
  BOOST_TEST(frontier().Take().has_value());
}

BOOST_AUTO_TEST_CASE(a_listing_page_stays_queued_and_comes_again_at_its_own_rate) {
  options.revisit.emplace();
  Reopen();
  const auto busy = Item("https://a.kz", "/rss", Purpose::kFeed);
  const auto idle = Item("https://b.kz", "/rss", Purpose::kFeed);
  frontier().BeginRound({busy, idle});
  std::map<std::string, int> visits;
  const auto end = clock.now() + 24h * 3;
  while (clock.now() < end) {
    while (auto item = frontier().Take()) {
      frontier().Release(item->origin, std::nullopt);
      ++visits[item->url];
      frontier().Done(*item, item->url == busy.url ? 3 : 0);
    }
    clock.AdvanceTo(*frontier().NextDue());
  }
  BOOST_TEST(frontier().counts().queued == 2u);
  BOOST_TEST(visits[busy.url] > 1500);  // up to each two minutes
  BOOST_TEST(visits[idle.url] < 300);
  BOOST_TEST(visits[idle.url] > 50);
  // The rate is the page's own and survives.
  const auto rate = frontier().Find(busy.url)->revisit;
  Reopen();
  BOOST_TEST(frontier().counts().queued == 2u);
  BOOST_TEST((frontier().Find(busy.url)->revisit == rate));
  BOOST_TEST((*rate == 120s));
}

BOOST_AUTO_TEST_CASE(a_round_brings_the_next_visit_forward) {
  options.revisit.emplace();
  Reopen();
  const auto feed = Item("https://a.kz", "/rss", Purpose::kFeed);
  frontier().BeginRound({feed});
  frontier().Done(TakeOne());
  clock.Advance(options.default_delay);
  BOOST_TEST(!frontier().Take());
  BOOST_TEST(frontier().BeginRound({feed}) == 1u);
  BOOST_TEST(frontier().counts().queued == 1u);
  BOOST_TEST(frontier().Take().has_value());
  BOOST_TEST(!frontier().Take());
}

BOOST_AUTO_TEST_CASE(it_remembers_where_a_url_moved_to) {
  frontier().Add({Item("https://a.kz", "/1")});
  auto item = TakeOne();
  frontier().Add({Item("https://a.kz", "/2")});
  item.moved_to = "https://a.kz/new";
  frontier().Done(item);
  BOOST_TEST(frontier().MovedTo(item.url) == "https://a.kz/new");
  BOOST_TEST(frontier().MovedTo("https://a.kz/2") == "");
  BOOST_TEST(frontier().MovedTo("https://a.kz/unknown") == "");
}

BOOST_AUTO_TEST_CASE(the_standing_of_a_url_says_what_it_waits_for) {
  frontier().Add({Item("https://a.kz", "/1"), Item("https://a.kz", "/2")});
  BOOST_TEST(!frontier().Find("https://a.kz/3"));
  const auto first = frontier().Take();
  BOOST_TEST(frontier().Find("https://a.kz/1")->in_flight);
  auto second = frontier().Find("https://a.kz/2");
  BOOST_TEST(second->ahead == 1u);
  BOOST_TEST(second->host_in_flight);
  frontier().Release(first->origin, 10s);
  frontier().Retry(*first, "timeout", 60s);
  second = frontier().Find("https://a.kz/2");
  BOOST_TEST(second->ahead == 0u);
  BOOST_TEST((*second->host_allowed == Seconds(clock) + 10s));
  const auto failed = frontier().Find("https://a.kz/1");
  BOOST_TEST(failed->reason == "timeout");
  BOOST_TEST(failed->item.attempts == 1u);
  BOOST_TEST((*failed->due == Seconds(clock) + 60s));
  BOOST_TEST(failed->ahead == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
