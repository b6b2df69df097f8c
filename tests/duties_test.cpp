#include "app/duties.h"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "app/erasing.h"
#include "app/summary_issuer.h"
#include "app/workspace.h"
#include "core/memory_key_value.h"
#include "crawler/robots_cache.h"
#include "tests/support/duties_fixture.h"
#include "tests/support/mortal_space.h"
#include "tests/support/plain_spaces.h"

using fixture::kBribe;
using fixture::kOther;
using monitor::Channel;
using test::Contains;
using test::MortalSpace;
using namespace std::chrono_literals;

BOOST_FIXTURE_TEST_SUITE(duties_test, fixture::DutiesFixture)

BOOST_AUTO_TEST_CASE(a_watch_tells_of_what_comes_after_it_was_added) {
  Watch("bribes", "взятка", {Channel::kMail, Channel::kWebhook});
  Put("1", "Старая", kBribe);
  auto duties = Make();
  // Though the first tick comes later, as in a run that ends by itself.
  Put("2", "Выставка", kOther);
  Put("3", "Аким взял взятку",
      std::string("Другая история о деньгах и конвертах. Директор школы ") +
          "передал взятку инспектору у входа в здание управления.");
  duties.Tick(now);
  BOOST_REQUIRE(mail.taken.size() == 1u);
  BOOST_TEST(mail.taken[0].subject == "[sholu] Аким взял взятку");
  BOOST_TEST(Contains(mail.taken[0].text, "передал взятку инспектору"));
  BOOST_TEST(Contains(mail.taken[0].text, "https://dala.example/3"));
  BOOST_REQUIRE(hook.requests.size() == 1u);
  const auto body = nlohmann::json::parse(hook.requests[0].body);
  BOOST_TEST(body["watch"] == "bribes");
  BOOST_TEST(body["alerts"][0]["document"] == 3);
  BOOST_TEST(Contains(Feed("bribes"), "Аким взял взятку"));
  BOOST_TEST(Contains(Feed("all"), "Аким взял взятку"));
  BOOST_TEST(!Contains(Feed("bribes"), "Выставка"));
  duties.Tick(now + 60s);
  BOOST_TEST(mail.taken.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_reprint_adds_to_the_count_and_is_not_told_again) {
  Watch("bribes", "взятка", {Channel::kMail});
  auto duties = Make();
  duties.Tick(now);
  Put("1", "Взятка", kBribe);
  duties.Tick(now);
  Put("2", "Та же взятка", kBribe);
  Put("1", "Взятка, исправлено", kBribe);  // another version
  duties.Tick(now + 60s);
  BOOST_TEST(mail.taken.size() == 1u);
  BOOST_TEST(Contains(Feed("bribes"), "Items of this incident: 2"));
}

BOOST_AUTO_TEST_CASE(what_was_published_long_ago_raises_no_alert) {
  Watch("bribes", "взятка", {Channel::kMail});
  auto duties = Make();
  duties.Tick(now);
  now -= 24h * 31;
  Put("1", "Взятка", kBribe);
  now += 24h * 31;
  duties.Tick(now);
  BOOST_TEST(mail.taken.empty());
}

BOOST_AUTO_TEST_CASE(a_digest_is_one_letter_and_goes_out_once_it_is_due) {
  Watch("bribes", "взятка OR выставка", {Channel::kMail}, 3600s);
  auto duties = Make();
  duties.Tick(now);
  Put("1", "Взятка", kBribe);
  duties.Tick(now);
  BOOST_CHECK(duties.Next(now) <= now + 3600s);
  Put("2", "Выставка", kOther);
  duties.Tick(now + 1800s);
  BOOST_TEST(mail.taken.empty());
  duties.Tick(now + 3600s);
  BOOST_REQUIRE(mail.taken.size() == 1u);
  BOOST_TEST(mail.taken[0].subject == "[sholu] bribes: 2 new alerts");
  BOOST_TEST(Contains(mail.taken[0].text, "Взятка\n"));
  BOOST_TEST(Contains(mail.taken[0].text, "Выставка\n"));
}

BOOST_AUTO_TEST_CASE(words_of_a_page_give_no_orders) {
  Watch("bribes", "взятка", {Channel::kMail, Channel::kWebhook});
  auto duties = Make();
  duties.Tick(now);
  Put("1", "Взятка\r\nBcc: \u202Eevil\a", "Врач\a взял\u202E взятку\nв больнице.");
  duties.Tick(now);
  const std::string title = "Взятка  Bcc: \uFFFDevil\uFFFD";
  const std::string text = "Врач\uFFFD взял\uFFFD взятку в больнице.";
  BOOST_REQUIRE(mail.taken.size() == 1u);
  BOOST_TEST(mail.taken[0].subject == "[sholu] " + title);
  BOOST_TEST(mail.taken[0].text.starts_with(title + "\n" + text + "\n"), mail.taken[0].text);
  BOOST_REQUIRE(hook.requests.size() == 1u);
  const auto alert = nlohmann::json::parse(hook.requests[0].body)["alerts"][0];
  BOOST_TEST(alert["title"] == title);
  BOOST_TEST(alert["text"].get<std::string>().starts_with(text + "\n"));
  BOOST_TEST(Contains(Feed("bribes"), title));
}

BOOST_AUTO_TEST_CASE(what_is_erased_is_gone_from_feeds_and_letters) {
  Watch("bribes", "взятка", {Channel::kMail}, 3600s);
  auto duties = Make();
  duties.Tick(now);
  const store::DocumentNumber number = Put("1", "Взятка", kBribe);
  duties.Tick(now);
  BOOST_TEST(Contains(Feed("bribes"), "Взятка"));
  BOOST_REQUIRE(store->Erase({&number, 1}, {"tester", "order 1", now}));
  auto again = Make();
  again.Tick(now + 3600s);
  BOOST_TEST(!Contains(Feed("bribes"), "Взятка"));
  BOOST_TEST(mail.attempts.empty());
  BOOST_TEST(again.figures().waiting == 0u);
}

BOOST_AUTO_TEST_CASE(the_feed_of_a_watch_that_was_removed_goes) {
  Watch("bribes", "взятка");
  store::DocumentNumber number = 0;
  {
    auto duties = Make();
    duties.Tick(now);
    number = Put("1", "Взятка", kBribe);
    duties.Tick(now);
  }
  const auto feed = settings.duties.feeds / "bribes.atom";
  BOOST_TEST(std::filesystem::exists(feed));
  settings.duties.watches.clear();
  settings.store = fixture::OptionsFor(folder);
  // Erasing sees to it as well, lest words stay there until the next run; and only then.
  app::ClearErased(settings, store, /*quiet=*/true);
  BOOST_TEST(std::filesystem::exists(feed));
  BOOST_REQUIRE(store->Erase({&number, 1}, {"tester", "order 1", now}));
  BOOST_TEST(app::ClearErased(settings, store, /*quiet=*/true) == 1u);
  BOOST_TEST(!std::filesystem::exists(feed));
  std::ofstream(feed) << "left";
  Make().Tick(now);
  BOOST_TEST(!std::filesystem::exists(feed));
}

BOOST_AUTO_TEST_CASE(wrong_watches_and_programmes_are_told_by_name_and_place) {
  const auto message = [this] {
    try {
      Make();
    } catch (const app::Failure& failure) {
      return std::string(failure.what());
    }
    return std::string();
  };
  Watch("broken", "(взятка");
  Watch("unknown", "sphere:helth");
  const std::string errors = message();
  BOOST_TEST(Contains(errors, "sholu.yaml:1:1: watch broken: "), errors);
  BOOST_TEST(Contains(errors, "watch unknown: "), errors);
  settings.duties.watches.clear();
  monitor::Programme programme;
  programme.name = "monthly";
  programme.sphere = "helth";
  settings.duties.schedule = {programme};
  BOOST_TEST(Contains(message(), "schedule monthly: "), message());
}

BOOST_AUTO_TEST_CASE(what_a_kill_left_half_written_is_cleared_away) {
  std::filesystem::create_directories(settings.duties.feeds);
  const auto left = settings.duties.feeds / "all.atom.4711.tmp";
  const auto foreign = settings.duties.feeds / "all.atom.old.tmp";
  std::ofstream(left) << "<feed";
  std::ofstream(foreign) << "<feed";
  Make().Tick(now);
  BOOST_TEST(!std::filesystem::exists(left));
  BOOST_TEST(std::filesystem::exists(foreign));
  BOOST_TEST(Contains(Feed("all"), "</feed>"));
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_written_stops_nothing_else) {
  std::ofstream(folder / "file") << "x";
  settings.duties.feeds = folder / "file" / "feeds";
  Watch("bribes", "взятка", {Channel::kMail});
  auto duties = Make();
  duties.Tick(now);
  Put("1", "Взятка", kBribe);
  duties.Tick(now);
  BOOST_TEST(mail.taken.size() == 1u);
  std::filesystem::remove(folder / "file");
  duties.Tick(now + 61s);
  BOOST_TEST(Contains(Feed("bribes"), "Взятка"));
}

BOOST_AUTO_TEST_CASE(a_folder_that_can_be_written_again_gets_all_feeds) {
  Watch("bribes", "взятка");
  auto duties = Make();
  duties.Tick(now);
  std::filesystem::remove_all(settings.duties.feeds);
  std::ofstream(settings.duties.feeds) << "x";
  Put("1", "Взятка", kBribe);
  duties.Tick(now + 1s);
  std::filesystem::remove(settings.duties.feeds);
  duties.Tick(now + 62s);
  BOOST_TEST(Contains(Feed("bribes"), "Взятка"));
  BOOST_TEST(Contains(Feed("sources"), "</feed>"));
  // From now on what changes.
  std::filesystem::remove(settings.duties.feeds / "sources.atom");
  Put("2", "Другая", "Директор школы передал взятку инспектору у входа в здание управления.");
  duties.Tick(now + 63s);
  BOOST_TEST(Contains(Feed("bribes"), "Другая"));
  BOOST_TEST(!std::filesystem::exists(settings.duties.feeds / "sources.atom"));
}

BOOST_AUTO_TEST_CASE(a_document_is_remembered_as_long_as_a_watch_looks_back) {
  for (const auto& [name, days, told] : {std::tuple("seldom", 200, 1u), {"often", 30, 2u}}) {
    settings.duties.watches.clear();
    Watch(name, "взятка", {Channel::kMail});
    settings.duties.watches[0].newest = std::chrono::hours(24 * days);
    mail.taken.clear();
    auto duties = Make();
    duties.Tick(now);
    Put(name, "Взятка", fmt::format("{} {}", kBribe, name));
    duties.Tick(now);
    BOOST_TEST(mail.taken.size() == 1u);
    duties.Tick(now + 24h * 100);  // forgets
    now += 24h * 100;
    Put(name, "Взятка, исправлено", fmt::format("{} {}", kBribe, name));
    duties.Tick(now);
    BOOST_TEST(mail.taken.size() == told, name);
  }
}

BOOST_AUTO_TEST_CASE(a_silent_source_is_told_when_it_begins_and_when_it_ends) {
  settings.duties.sources = {Channel::kMail};
  const core::Instant begin = now - 24h * 40;
  const core::Instant today = now;
  for (int i = 0; i < 35 * 10; ++i) {  // ten a day, until five days ago
    now = begin + std::chrono::minutes(144 * i);
    Put(fmt::format("{}", i), fmt::format("Новость {}", i), fmt::format("{} {}", kOther, i));
  }
  now = today;
  app::Duties::Options options;
  options.mail = &mail;
  app::Duties duties(*store, settings, works().lexicon, works().analyzer, log, options);
  duties.Tick(now);
  BOOST_REQUIRE(mail.taken.size() == 1u);
  BOOST_TEST(mail.taken[0].subject == "[sholu] Dala News is silent: nothing new");
  duties.Tick(now + 1h);
  BOOST_TEST(mail.taken.size() == 1u);
  now += 2h;
  Put("back", "Новость", "Источник снова пишет о погоде и дорогах.");
  duties.Tick(now);
  BOOST_REQUIRE(mail.taken.size() == 2u);
  BOOST_TEST(Contains(mail.taken[1].subject, "Over: Dala News is silent"));
  BOOST_TEST(Contains(Feed("sources"), "Over: Dala News is silent"));
}

BOOST_AUTO_TEST_CASE(an_outage_goes_on_through_restarts) {
  const auto ask = [&](const std::string& host, int status, core::Instant at) {
    core::HttpResponse response;
    response.status = status;
    crawler::RobotsCache robots(store->space(store::kFrontierSpace), settings.spider.robots_agent);
    robots.Learn(fmt::format("https://{}", host), response, at);
  };
  const auto look = [&](const std::string& source, const std::string& host, core::Instant at) {
    settings.sources[0].id = source;
    settings.sources[0].feeds = {fmt::format("https://{}/rss", host)};
    app::Duties duties(*store, settings, works().lexicon, works().analyzer, log, {});
    duties.Tick(at);
    return duties.figures().open.size();
  };
  ask("dala.example", 503, now);
  BOOST_TEST(look("dala", "dala.example", now) == 0u);
  BOOST_TEST(look("dala", "dala.example", now + 4h) == 0u);
  BOOST_TEST(look("dala", "dala.example", now + 6h) == 1u);
  const monitor::AlertBook book(store->space(monitor::kAlertSpace));
  BOOST_CHECK(book.Newest("sources").back().since == now);
  ask("dala.example", 404, now + 7h);
  BOOST_TEST(look("dala", "dala.example", now + 7h) == 0u);
  // What was no source meanwhile begins anew.
  ask("far.example", 503, now + 10h);
  BOOST_TEST(look("far", "far.example", now + 10h) == 0u);
  BOOST_TEST(look("other", "far.example", now + 11h) == 0u);
  BOOST_TEST(look("far", "far.example", now + 12h) == 0u);
  BOOST_TEST(look("far", "far.example", now + 17h) == 0u);
  BOOST_TEST(look("far", "far.example", now + 18h) == 1u);
}

namespace {

std::string Read(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

std::vector<std::string> PeriodsIssued(app::SummaryIssuer& issuer,
                                       const monitor::Programme& programme,
                                       monitor::AlertBook& book, core::Instant now) {
  std::vector<std::string> periods;
  issuer.Issue(programme, book, now,
               [&](const monitor::Alert& alert) { periods.push_back(alert.period); });
  return periods;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_summary_is_issued_once_whatever_write_a_kill_prevents) {
  monitor::Programme programme;
  programme.name = "health";
  programme.sphere = "health";
  programme.every = monitor::Step::kDay;
  programme.formats = {"html", "json"};
  Put("1", "Взятка", kBribe);
  for (int writes = 1; writes < 8; ++writes) {
    programme.folder = folder / fmt::format("papers-{}", writes);
    settings.duties.schedule = {programme};
    MortalSpace space;
    std::size_t issued = 0;
    std::string first_html;
    const auto files = app::SummaryIssuer::FilesOf(programme, "2026-03-10");
    for (int run = 0; run < 3; ++run) {
      space.left = run == 0 ? writes : 1'000'000;
      try {
        monitor::AlertBook book(space);
        app::SummaryIssuer issuer(*store, settings, works().lexicon);
        issued += PeriodsIssued(issuer, programme, book, now).size();
        issued += PeriodsIssued(issuer, programme, book, now + 24h).size();
      } catch (const MortalSpace::Death&) {
      }
      // What is committed after the kill changes nothing of what was begun.
      Put(fmt::format("later-{}-{}", writes, run), "Взятка",
          fmt::format("Врач больницы номер {} вымогал взятку за операцию, дело {}.", writes, run));
      if (!first_html.empty()) BOOST_TEST(Read(files[0]) == first_html);
      if (std::filesystem::exists(files[0])) first_html = Read(files[0]);
    }
    BOOST_TEST(issued == 1u);
    monitor::AlertBook book(space);
    BOOST_TEST(book.Newest("summaries").size() == 1u);
    BOOST_TEST(book.FindIssue("health", "2026-03-10")->done);
    BOOST_REQUIRE(std::filesystem::exists(files[1]));
    BOOST_TEST(nlohmann::json::parse(Read(files[1]))["commit"] ==
               book.FindIssue("health", "2026-03-10")->commit);
  }
}

BOOST_AUTO_TEST_CASE(a_summary_that_was_missed_is_issued_at_most_so_far_back) {
  monitor::Programme programme;
  programme.name = "health";
  programme.sphere = "health";
  programme.every = monitor::Step::kDay;
  programme.folder = folder / "papers";
  programme.missed = 2;
  settings.duties.schedule = {programme};
  core::MemoryKeyValue space;
  monitor::AlertBook book(space);
  app::SummaryIssuer issuer(*store, settings, works().lexicon);
  BOOST_TEST(PeriodsIssued(issuer, programme, book, now).empty());
  BOOST_TEST(PeriodsIssued(issuer, programme, book, now + 24h * 5) ==
                 (std::vector<std::string>{"2026-03-13", "2026-03-14"}),
             boost::test_tools::per_element());
  BOOST_TEST(PeriodsIssued(issuer, programme, book, now + 24h * 5 + 1h).empty());
}

BOOST_AUTO_TEST_CASE(a_summary_that_was_begun_is_finished_however_long_ago) {
  monitor::Programme programme;
  programme.name = "health";
  programme.sphere = "health";
  programme.every = monitor::Step::kDay;
  programme.formats = {"json"};
  programme.folder = folder / "papers";
  programme.missed = 2;
  settings.duties.schedule = {programme};
  core::MemoryKeyValue space;
  store::Commit begun_at = 0;
  Put("1", "Взятка", kBribe);
  {
    monitor::AlertBook book(space);
    app::SummaryIssuer issuer(*store, settings, works().lexicon);
    BOOST_TEST(PeriodsIssued(issuer, programme, book, now).empty());
    // A folder that cannot even be looked into.
    std::filesystem::create_symlink("papers", programme.folder);
    BOOST_CHECK_THROW(PeriodsIssued(issuer, programme, book, now + 24h), app::Failure);
    begun_at = book.FindIssue("health", "2026-03-10")->commit;
    std::filesystem::remove(programme.folder);
  }
  Put("2", "Выставка", kOther);
  monitor::AlertBook book(space);  // of another run
  app::SummaryIssuer issuer(*store, settings, works().lexicon);
  const auto files = app::SummaryIssuer::FilesOf(programme, "2026-03-10");
  std::filesystem::create_directory(programme.folder);
  std::filesystem::create_symlink("nowhere/x", files[0]);
  // As long as it cannot be, it keeps no other.
  std::vector<std::string> periods;
  const auto tell = [&](const monitor::Alert& alert) { periods.push_back(alert.period); };
  BOOST_CHECK_THROW(issuer.Issue(programme, book, now + 24h * 9, tell), app::Failure);
  BOOST_TEST(periods == (std::vector<std::string>{"2026-03-17", "2026-03-18"}),
             boost::test_tools::per_element());
  std::filesystem::remove(files[0]);
  BOOST_TEST(PeriodsIssued(issuer, programme, book, now + 24h * 9) ==
                 std::vector<std::string>{"2026-03-10"},
             boost::test_tools::per_element());
  BOOST_TEST(nlohmann::json::parse(Read(files[0]))["commit"] == begun_at);
  BOOST_TEST(PeriodsIssued(issuer, programme, book, now + 24h * 9 + 1h).empty());
}

BOOST_AUTO_TEST_CASE(a_summary_that_is_issued_is_told_though_the_next_one_fails) {
  monitor::Programme programme;
  programme.name = "health";
  programme.sphere = "health";
  programme.every = monitor::Step::kDay;
  programme.folder = folder / "papers";
  settings.duties.schedule = {programme};
  settings.duties.summaries = {Channel::kMail};
  auto duties = Make();
  duties.Tick(now);
  std::filesystem::create_directory(programme.folder);
  const auto second = app::SummaryIssuer::FilesOf(programme, "2026-03-11");
  std::filesystem::create_symlink("nowhere/x", second[0]);
  duties.Tick(now + 48h);
  BOOST_TEST(duties.figures().summaries == 1u);
  BOOST_TEST(mail.taken.size() == 1u);
  BOOST_TEST(Contains(Feed("summaries"), "2026-03-10"));
  std::filesystem::remove(second[0]);
  duties.Tick(now + 48h + 61s);
  BOOST_TEST(duties.figures().summaries == 2u);
  BOOST_TEST(Contains(Feed("summaries"), "2026-03-11"));
}

BOOST_AUTO_TEST_SUITE_END()
