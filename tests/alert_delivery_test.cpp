#include "app/alert_delivery.h"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/memory_key_value.h"
#include "tests/support/duties_fixture.h"

using fixture::kBribe;
using fixture::kOther;
using monitor::Channel;
using namespace std::chrono_literals;

namespace {

// Letters of troubles of sources over a book of their own.
struct Letters {
  Letters(fixture::DutiesFixture& of, app::AlertDelivery::Options options)
      : queries(*of.store, {}, fixture::DutiesFixture::works().analyzer,
                app::Vocabulary([] { return fixture::DutiesFixture::works().lexicon; }),
                core::Language::kEn, *core::Zone::Find(of.settings.zone)),
        texts(*of.store, queries, of.settings),
        delivery(book, texts, of.settings, &of.mail, &of.hook, of.log, std::move(options)) {}

  void Write(int letters, std::vector<Channel> channels, core::Instant now) {
    for (int i = 0; i < letters; ++i) {
      monitor::Alert alert;
      alert.source = "s" + std::to_string(book.last_number());
      alert.trouble = "silent";
      book.Begin({std::string(monitor::kSourceWatch), channels, 0s}, alert, now);
    }
  }

  core::MemoryKeyValue space;
  monitor::AlertBook book{space};
  app::StandingQueries queries;
  app::AlertTexts texts;
  app::AlertDelivery delivery;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(alert_delivery_test, fixture::DutiesFixture)

BOOST_AUTO_TEST_CASE(what_fails_is_tried_again_ever_more_seldom_under_one_id) {
  Watch("bribes", "взятка", {Channel::kMail});
  mail.trouble = core::DeliveryTrouble{false, "connection refused"};
  auto duties = Make();
  duties.Tick(now);
  Put("1", "Взятка", kBribe);
  std::vector<std::int64_t> after;
  for (std::int64_t second = 0; second < 4 * 3600; second += 10) {
    const auto before = mail.attempts.size();
    duties.Tick(now + std::chrono::seconds(second));
    if (mail.attempts.size() > before) after.push_back(second);
  }
  BOOST_TEST(after == (std::vector<std::int64_t>{0, 60, 180, 420, 900, 1860, 3780, 7380, 10980}),
             boost::test_tools::per_element());
  mail.trouble.reset();
  Make().Tick(now + 5h);  // another run
  BOOST_REQUIRE(mail.taken.size() == 1u);
  for (const core::Mail& attempt : mail.attempts) BOOST_TEST(attempt.id == mail.taken[0].id);
  BOOST_TEST(Make().figures().waiting == 0u);
}

BOOST_AUTO_TEST_CASE(while_a_server_is_down_only_one_letter_asks_it) {
  Watch("all-of-it", "взятка OR выставка OR тендер", {Channel::kMail});
  mail.trouble = core::DeliveryTrouble{false, "connection refused"};
  auto duties = Make();
  duties.Tick(now);
  Put("1", "Взятка", kBribe);
  Put("2", "Выставка", kOther);
  duties.Tick(now);
  BOOST_TEST(mail.attempts.size() == 1u);
  // A letter that is refused does not keep the others.
  mail.trouble->refused = true;
  duties.Tick(now + 120s);
  BOOST_TEST(mail.attempts.size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_letter_is_given_up_after_a_week) {
  Watch("bribes", "взятка", {Channel::kWebhook});
  hook.status = 500;
  auto duties = Make();
  duties.Tick(now);
  Put("1", "Взятка", kBribe);
  duties.Tick(now);
  BOOST_TEST(duties.figures().waiting == 1u);
  duties.Tick(now + 24h * 7);
  BOOST_TEST(duties.figures().waiting == 0u);
  BOOST_TEST(duties.figures().given_up == 1u);
}

BOOST_AUTO_TEST_CASE(a_letter_that_waited_while_nothing_ran_is_still_tried) {
  Letters letters(*this, {});
  letters.Write(1, {Channel::kMail}, now);
  mail.trouble = core::DeliveryTrouble{false, "connection refused"};
  const core::Instant back = now + 24h * 8;
  letters.delivery.Send(back);
  BOOST_TEST(letters.book.letters() == 1u);
  letters.delivery.Send(back + 24h * 7 - 1s);
  BOOST_TEST(letters.book.letters() == 1u);
  letters.delivery.Send(back + 24h * 8);
  BOOST_TEST(letters.book.letters() == 0u);
  BOOST_TEST(letters.delivery.totals().failed == 2u);
  BOOST_TEST(letters.delivery.totals().given_up == 1u);
}

BOOST_AUTO_TEST_CASE(a_redirect_is_named_and_its_channel_rests) {
  Letters letters(*this, {});
  letters.Write(2, {Channel::kWebhook}, now);
  hook.status = 307;
  letters.delivery.Send(now);
  BOOST_TEST(hook.requests.size() == 1u);
  BOOST_TEST(letters.book.TakeDue(now + 60s).at(0).trouble ==
             "HTTP status 307, a redirect, which is not followed");
  hook.failure = core::HttpFailure::kTooLarge;  // of an answer the status counts
  hook.status = 410;
  letters.delivery.Send(now + 60s);
  BOOST_TEST(hook.requests.size() == 3u);
  BOOST_TEST(letters.book.TakeDue(now + 24h).at(1).trouble == "HTTP status 410");
}

BOOST_AUTO_TEST_CASE(no_id_leaves_that_a_power_loss_could_take_back) {
  std::vector<std::size_t> sent_before;
  app::AlertDelivery::Options options;
  options.sync = [&] { sent_before.push_back(mail.attempts.size()); };
  Letters letters(*this, options);
  letters.Write(2, {Channel::kMail}, now);
  mail.trouble = core::DeliveryTrouble{true, "no"};
  letters.delivery.Send(now);
  BOOST_TEST(mail.attempts.size() == 2u);
  BOOST_TEST(sent_before == std::vector<std::size_t>{0}, boost::test_tools::per_element());
  letters.delivery.Send(now + 60s);  // the same letters
  BOOST_TEST(mail.attempts.size() == 4u);
  BOOST_TEST(sent_before.size() == 1u);
  letters.Write(1, {Channel::kMail}, now + 61s);
  letters.delivery.Send(now + 61s);
  BOOST_TEST(sent_before == (std::vector<std::size_t>{0, 4}), boost::test_tools::per_element());
  letters.delivery.WriteFeeds(letters.book.Newest("sources"));  // they have ids, too
  BOOST_TEST(sent_before.size() == 3u);
}

BOOST_AUTO_TEST_CASE(many_letters_are_sent_some_at_a_time) {
  app::AlertDelivery::Options options;
  options.most_at_once = 4;
  Letters letters(*this, options);
  letters.Write(5, {Channel::kMail, Channel::kWebhook}, now);
  std::vector<std::size_t> sent;
  do {
    letters.delivery.Send(now);
    sent.push_back(mail.attempts.size() + hook.requests.size());
  } while (letters.delivery.NextSend().value_or(now + 1s) <= now);
  BOOST_TEST(sent == (std::vector<std::size_t>{4, 8, 10}), boost::test_tools::per_element());
  BOOST_TEST(mail.taken.size() == 5u);
  // What rests does not count.
  letters.Write(4, {Channel::kMail, Channel::kWebhook}, now);
  mail.trouble = core::DeliveryTrouble{false, "connection refused"};
  letters.delivery.Send(now);
  BOOST_TEST(mail.attempts.size() == 6u);
  BOOST_TEST(hook.requests.size() == 8u);
}

BOOST_AUTO_TEST_CASE(a_webhook_is_signed_over_its_body) {
  std::ofstream(folder / "secret") << "key\n";
  settings.duties.webhook->secret_file = folder / "secret";
  Watch("bribes", "взятка", {Channel::kWebhook});
  auto duties = Make();
  duties.Tick(now);
  Put("1", "Взятка", kBribe);
  duties.Tick(now);
  BOOST_REQUIRE(hook.requests.size() == 1u);
  std::map<std::string, std::string> headers(hook.requests[0].headers.begin(),
                                             hook.requests[0].headers.end());
  BOOST_TEST(headers["X-Sholu-Signature"] == app::SignatureOf("key", hook.requests[0].body));
  BOOST_TEST(headers["Idempotency-Key"] ==
             nlohmann::json::parse(hook.requests[0].body)["id"].get<std::string>());
  // A known answer, as `openssl dgst -sha256 -hmac key` gives it.
  BOOST_TEST(app::SignatureOf("key", "The quick brown fox jumps over the lazy dog") ==
             "sha256=f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
}

BOOST_AUTO_TEST_SUITE_END()
