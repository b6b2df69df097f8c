#include "app/alert_delivery.h"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/duties_fixture.h"

using fixture::kBribe;
using fixture::kOther;
using monitor::Channel;
using namespace std::chrono_literals;

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
  // A letter that is refused for good does not keep the others.
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
