#include "monitor/alert_book.h"

#include <boost/test/unit_test.hpp>
#include <set>

#include "core/memory_key_value.h"
#include "tests/support/mortal_space.h"

using monitor::Alert;
using monitor::AlertBook;
using monitor::Channel;
using monitor::Found;
using monitor::Letter;
using monitor::Route;
using test::MortalSpace;
using namespace std::chrono_literals;

namespace {

constexpr core::Instant kNow{1'770'000'000s};

const Route kQuiet{"hospitals", {}, 0s};
const Route kTold{"hospitals", {Channel::kMail, Channel::kWebhook}, 0s};
const Route kDigest{"hospitals", {Channel::kMail}, 3600s};

Found Of(store::DocumentNumber document, store::DocumentNumber group, const std::string& key) {
  return {document, group, key};
}

struct Fixture {
  core::MemoryKeyValue space;
  AlertBook book{space};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(alert_book_test, Fixture)

BOOST_AUTO_TEST_CASE(an_incident_is_one_alert_with_a_count) {
  const std::vector<Found> first = {Of(5, 5, "a"), Of(6, 5, "b"), Of(7, 7, "c")};
  BOOST_TEST(book.Record(kTold, first, 7, kNow).added.size() == 2u);
  const std::vector<Found> later = {Of(9, 5, "d")};
  const auto recorded = book.Record(kTold, later, 9, kNow + 60s);
  BOOST_TEST(recorded.added.empty());
  BOOST_REQUIRE(recorded.grown.size() == 1u);
  BOOST_TEST(recorded.grown[0].number == 1u);
  BOOST_TEST(book.Find(1)->items == 3u);
  BOOST_TEST(book.Find(1)->document == 5u);
  BOOST_CHECK(book.Find(1)->updated == kNow + 60s);
  BOOST_TEST(book.Find(2)->items == 1u);
  BOOST_TEST(book.letters() == 4u);  // two alerts by two channels
}

BOOST_AUTO_TEST_CASE(another_version_of_a_document_is_not_told_again) {
  const std::vector<Found> first = {Of(5, 5, "a")}, second = {Of(6, 6, "a")};
  book.Record(kTold, first, 5, kNow);
  BOOST_TEST(book.Record(kTold, second, 6, kNow).added.empty());
  BOOST_TEST(book.Find(1)->items == 1u);
  BOOST_TEST(*book.PositionOf("hospitals") == 6u);
}

BOOST_AUTO_TEST_CASE(watches_do_not_know_of_each_other) {
  const std::vector<Found> found = {Of(5, 5, "a")};
  book.Record(kTold, found, 5, kNow);
  BOOST_TEST(book.Record({"roads", {}, 0s}, found, 5, kNow).added.size() == 1u);
  BOOST_CHECK(!book.PositionOf("schools"));
  BOOST_TEST(book.Newest("roads").size() == 1u);
  BOOST_TEST(book.Newest(std::string(monitor::kAllWatches)).size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_digest_gathers_until_it_is_due_and_then_begins_anew) {
  const std::vector<Found> a = {Of(1, 1, "a")}, b = {Of(2, 2, "b")}, c = {Of(3, 3, "c")};
  book.Record(kDigest, a, 1, kNow);
  book.Record(kDigest, b, 2, kNow + 1800s);
  BOOST_TEST(book.letters() == 1u);
  BOOST_TEST(book.TakeDue(kNow + 3599s).empty());
  BOOST_CHECK(book.NextLetters().at(Channel::kMail) == kNow + 3600s);
  const auto due = book.TakeDue(kNow + 3600s);
  BOOST_REQUIRE(due.size() == 1u);
  BOOST_CHECK((due[0].alerts == std::vector<std::uint64_t>{1, 2}));
  // It may have been sent: what comes now is for the next one, even after a restart.
  AlertBook again(space);
  again.Record(kDigest, c, 3, kNow + 3600s);
  BOOST_TEST(again.letters() == 2u);
  BOOST_CHECK((again.TakeDue(kNow + 3600s) == due));
}

BOOST_AUTO_TEST_CASE(a_letter_keeps_its_id_until_it_is_delivered) {
  const std::vector<Found> found = {Of(1, 1, "a")};
  book.Record({"hospitals", {Channel::kMail}, 0s}, found, 1, kNow);
  Letter letter = book.TakeDue(kNow).at(0);
  book.PutOff(letter, kNow, kNow + 60s, "connection refused");
  BOOST_TEST(book.TakeDue(kNow + 59s).empty());
  AlertBook again(space);
  const Letter repeated = again.TakeDue(kNow + 60s).at(0);
  BOOST_TEST(repeated.id == letter.id);
  BOOST_TEST(repeated.attempts == 1u);
  BOOST_TEST(repeated.trouble == "connection refused");
  again.Remove(repeated);
  BOOST_TEST(again.letters() == 0u);
  BOOST_TEST(AlertBook(space).letters() == 0u);
}

BOOST_AUTO_TEST_CASE(a_letter_knows_when_it_was_tried_first) {
  const std::vector<Found> found = {Of(1, 1, "a")};
  book.Record({"hospitals", {Channel::kMail}, 0s}, found, 1, kNow);
  BOOST_CHECK(!book.TakeDue(kNow).at(0).tried);
  book.PutOff(book.TakeDue(kNow).at(0), kNow + 5s, kNow + 60s, "no");
  AlertBook again(space);
  BOOST_CHECK(again.TakeDue(kNow + 60s).at(0).tried == kNow + 5s);
  again.PutOff(again.TakeDue(kNow + 60s).at(0), kNow + 60s, kNow + 180s, "no");
  BOOST_CHECK(AlertBook(space).TakeDue(kNow + 180s).at(0).tried == kNow + 5s);
}

BOOST_AUTO_TEST_CASE(a_letter_of_an_older_version_is_read) {
  core::Batch batch;
  batch.Put("letter/0000000000000007",
            R"({"number":7,"id":"x","channel":"mail","watch":"w","alerts":[3],"written":5,"due":9,)"
            R"("closed":true,"attempts":2,"trouble":"no"})");
  space.Write(batch);
  AlertBook again(space);
  const Letter letter = again.TakeDue(kNow).at(0);
  BOOST_TEST(letter.attempts == 2u);
  BOOST_CHECK(!letter.tried);
  again.PutOff(letter, kNow, kNow + 60s, "no");
  BOOST_CHECK(again.TakeDue(kNow + 60s).at(0).tried == kNow);
}

BOOST_AUTO_TEST_CASE(ids_are_uuids_and_never_come_twice) {
  std::set<std::string> ids;
  for (int round = 0; round < 3; ++round) {
    AlertBook again(space);
    const std::string key = "key" + std::to_string(round);
    const std::vector<Found> found = {Of(1, static_cast<std::uint32_t>(round + 1), key)};
    const auto alerts = again.Record({"w", {Channel::kMail}, 0s}, found, 1, kNow).added;
    BOOST_TEST(ids.insert(alerts.at(0).id).second);
    const Letter letter = again.TakeDue(kNow).at(0);
    BOOST_TEST(ids.insert(letter.id).second);
    BOOST_TEST(letter.id.size() == 36u);
    BOOST_TEST(letter.id[14] == '8');
    again.Remove(letter);
    again.Forget(kNow + 1s);  // nothing is left of it
  }
  BOOST_TEST(ids.size() == 6u);
}

BOOST_AUTO_TEST_CASE(what_is_forgotten_is_told_again_and_nothing_else_is_lost) {
  const std::vector<Found> old = {Of(1, 1, "a")}, fresh = {Of(2, 2, "b")};
  book.Record(kQuiet, old, 1, kNow);
  book.Record(kQuiet, fresh, 2, kNow + 100s);
  book.Forget(kNow + 50s);
  BOOST_CHECK(!book.Find(1));
  BOOST_TEST(book.Newest("hospitals").size() == 1u);
  BOOST_TEST(book.Record(kQuiet, fresh, 2, kNow + 200s).added.empty());
  BOOST_TEST(book.Record(kQuiet, old, 2, kNow + 200s).added.size() == 1u);
  BOOST_TEST(*book.PositionOf("hospitals") == 2u);
}

BOOST_AUTO_TEST_CASE(what_a_letter_still_has_to_say_is_kept) {
  const std::vector<Found> found = {Of(1, 1, "a")};
  book.Record(kTold, found, 1, kNow);
  book.Forget(kNow + 1000s);
  BOOST_CHECK(book.Find(1));
}

BOOST_AUTO_TEST_CASE(a_trouble_is_told_when_it_begins_and_when_it_ends) {
  const Route route{std::string(monitor::kSourceWatch), {Channel::kMail}, 0s};
  Alert alert;
  alert.source = "dala";
  alert.trouble = "silent";
  alert.since = kNow - 86400s;
  BOOST_CHECK(book.Begin(route, alert, kNow));
  BOOST_CHECK(!book.Begin(route, alert, kNow + 1s));
  BOOST_TEST(book.Open().size() == 1u);
  AlertBook again(space);
  BOOST_CHECK(!again.Begin(route, alert, kNow + 1s));
  const auto over = again.End(route, "dala", "silent", kNow + 10s);
  BOOST_REQUIRE(over);
  BOOST_CHECK(over->kind == Alert::Kind::kRecovery);
  BOOST_CHECK(over->since == kNow - 86400s);
  BOOST_CHECK(!again.End(route, "dala", "silent", kNow + 11s));
  BOOST_CHECK(again.Begin(route, alert, kNow + 12s));
}

BOOST_AUTO_TEST_CASE(a_summary_is_issued_at_the_commit_that_was_written_down) {
  BOOST_CHECK(!book.FindIssue("health", "2026-01"));
  book.BeginIssue("health", "2026-01", {kNow, 77, false});
  AlertBook again(space);
  BOOST_TEST(again.FindIssue("health", "2026-01")->commit == 77u);
  BOOST_TEST(!again.FindIssue("health", "2026-01")->done);
  Alert alert;
  alert.programme = "health";
  alert.period = "2026-01";
  alert.files = {"health-2026-01.html"};
  again.EndIssue({std::string(monitor::kSummaryWatch), {}, 0s}, alert, kNow);
  BOOST_TEST(again.FindIssue("health", "2026-01")->done);
  BOOST_TEST(again.FindIssue("health", "2026-01")->commit == 77u);
  BOOST_TEST(again.Newest(std::string(monitor::kSummaryWatch)).size() == 1u);
  BOOST_CHECK(again.FirstSeen("health", kNow) == kNow);
  BOOST_CHECK(again.FirstSeen("health", kNow + 9s) == kNow);
}

BOOST_AUTO_TEST_CASE(a_kill_at_any_write_loses_nothing_and_doubles_nothing) {
  // 20 documents of 10 incidents, found in groups of 4; after each death the book is read anew and
  // goes on where it says that it is.
  for (int writes = 0; writes < 12; ++writes) {
    MortalSpace mortal;
    int deaths = 0;
    for (bool done = false; !done;) {
      mortal.left = deaths == 0 ? writes : 1'000'000;
      try {
        AlertBook mortal_book(mortal);
        for (store::DocumentNumber at = mortal_book.PositionOf("hospitals").value_or(0); at < 20;
             at += 4) {
          std::vector<Found> found;
          for (store::DocumentNumber n = at + 1; n <= at + 4; ++n) {
            found.push_back(Of(n, (n - 1) % 10 + 1, std::to_string(n)));
          }
          mortal_book.Record(kTold, found, at + 4, kNow);
        }
        done = true;
      } catch (const MortalSpace::Death&) {
        ++deaths;
      }
    }
    const AlertBook whole(mortal);
    const auto alerts = whole.Newest("hospitals");
    BOOST_REQUIRE(alerts.size() == 10u);
    for (const Alert& alert : alerts) BOOST_TEST(alert.items == 2u);
    BOOST_TEST(whole.letters() == 20u);
  }
}

BOOST_AUTO_TEST_CASE(status_reads_it_without_writing) {
  const std::vector<Found> found = {Of(1, 1, "a")};
  book.Record(kTold, found, 1, kNow);
  book.Record({"roads", {}, 0s}, {}, 1, kNow);
  book.PutOff(book.TakeDue(kNow).at(0), kNow, kNow + 60s, "no");
  const auto standing = monitor::StandingOf(space);
  BOOST_TEST(standing.alerts == 1u);
  BOOST_TEST(standing.letters == 2u);
  BOOST_TEST(standing.failing == 1u);
  BOOST_CHECK(standing.last.at("hospitals") == kNow);
  BOOST_CHECK(!standing.last.at("roads"));
}

BOOST_AUTO_TEST_SUITE_END()
