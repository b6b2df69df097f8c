#include "config/duty_settings.h"

#include <boost/test/unit_test.hpp>
#include <string>

#include "tests/support/plain_spaces.h"

using config::Duties;
using monitor::Channel;
using test::Contains;

namespace {

Duties Read(const std::string& yaml, std::string& errors) {
  auto file = config::YamlFile::Parse("sholu.yaml", yaml);
  BOOST_REQUIRE(file);
  Duties duties;
  {
    config::YamlMap map = file->root().Map();
    duties = config::ReadDuties(map, "/monitoring", core::Language::kKk);
  }
  errors.clear();
  for (const core::Error& error : file->errors()) errors += error.message + "\n";
  return duties;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(duty_settings_test)

BOOST_AUTO_TEST_CASE(all_sections_are_read) {
  std::string errors;
  const Duties duties = Read(R"(alerts:
  feeds: out/feeds
  sources: [mail, webhook]
  mail: {url: "smtp://127.0.0.1:2525", from: a@b.kz, to: [c@d.kz, e@f.kz], user: u, password_file: ../pw, plain: true}
  webhook: {url: "https://hooks.example.org/x", secret_file: ../secret}
watches:
  - {name: hospitals, query: "sphere:health взятка", channels: [mail], digest: 1d, newest: 2d}
  - {name: roads, query: жол}
schedule:
  - {name: health, sphere: health, every: quarter, at: "06:30", formats: [html, json], folder: ../papers, language: en, missed: 2}
  - {name: mh, body: mh, every: day}
metrics: {listen: "127.0.0.1:9464"}
)",
                             errors);
  BOOST_TEST(errors == "");
  BOOST_TEST(duties.feeds == "/monitoring/out/feeds");
  BOOST_CHECK((duties.sources == std::vector{Channel::kMail, Channel::kWebhook}));
  BOOST_TEST(duties.mail->to.size() == 2u);
  BOOST_TEST(duties.mail->password_file == "/pw");
  BOOST_TEST(duties.webhook->secret_file == "/secret");
  BOOST_REQUIRE(duties.watches.size() == 2u);
  BOOST_TEST(duties.watches[0].route.watch == "hospitals");
  BOOST_CHECK(duties.watches[0].route.digest == std::chrono::hours(24));
  BOOST_CHECK(duties.watches[0].newest == std::chrono::hours(48));
  BOOST_TEST(duties.watches[1].route.channels.empty());
  BOOST_CHECK(duties.watches[1].newest == std::chrono::hours(720));
  BOOST_REQUIRE(duties.schedule.size() == 2u);
  BOOST_CHECK(duties.schedule[0].at == std::chrono::minutes(390));
  BOOST_CHECK(duties.schedule[0].every == monitor::Step::kQuarter);
  BOOST_TEST(duties.schedule[0].folder == "/papers");
  BOOST_CHECK(duties.schedule[0].language == core::Language::kEn);
  BOOST_CHECK(duties.schedule[1].language == core::Language::kKk);
  BOOST_TEST(duties.schedule[1].folder == "/monitoring/summaries");
  BOOST_TEST(duties.metrics == "127.0.0.1:9464");
}

BOOST_AUTO_TEST_CASE(nothing_is_asked_of_who_wants_nothing) {
  std::string errors;
  const Duties duties = Read("alerts:\nwatches:\nschedule:\nmetrics:\n", errors);
  BOOST_TEST(errors == "");
  BOOST_TEST(duties.watches.empty());
  BOOST_TEST(duties.feeds == "/monitoring/alerts");
  BOOST_TEST(duties.metrics.empty());
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_told_with_its_place) {
  const std::pair<const char*, const char*> kWrong[] = {
      {"watches:\n  - {name: All, query: x}", "sholu.yaml:2:12: 'All' is no name"},
      {"watches:\n  - {name: all, query: x}", "sholu.yaml:2:12: the name 'all' is taken"},
      {"watches:\n  - {name: a, query: x}\n  - {name: a, query: x}", "3:12: the name 'a' is taken"},
      {"watches:\n  - {name: a}", "the key 'query' is missing"},
      {"watches:\n  - {name: a, query: x, channels: [mail]}",
       "2:36: the section alerts has no mail"},
      {"watches:\n  - {name: a, query: x, channels: [fax]}", "2:36"},
      {"alerts: {mail: {url: \"http://x\", from: a@b, to: c@d}}", "'http://x' is no address of a"},
      {"alerts: {mail: {url: \"smtp://x\", from: ab, to: c@d}}", "'ab' is no address"},
      {"alerts: {mail: {url: \"smtp://x\", from: a@b, to: c@d, user: u}}",
       "user needs a password_file"},
      {"alerts: {mail: {url: \"smtp://x\", from: a@b, to: []}}", "1:49: to names nobody"},
      {"alerts: {mail: {url: \"smtp://x\", from: a@b, to: }}", "the key 'to' is missing"},
      {"alerts: {webhook: {url: nonsense}}", "'nonsense' is no address"},
      {"alerts: {webhok: {url: \"http://x\"}}", "webhok"},
      {"schedule:\n  - {name: h, every: day}", "2:5: the summary 'h' is of one sphere or one body"},
      {"schedule:\n  - {name: h, sphere: s, body: b, every: day}", "one sphere or one body"},
      {"schedule:\n  - {name: h, sphere: s, every: year}", "2:33"},
      {"schedule:\n  - {name: h, sphere: s, every: day, at: \"24:00\"}",
       "'24:00' is no time of day"},
      {"schedule:\n  - {name: ../h, sphere: s, every: day}", "'../h' is no name"},
      {"schedule:\n  - {name: h, sphere: s, every: day, formats: []}", "2:47: formats names none"},
      {"schedule:\n  - {name: h, sphere: s, every: day, formats: [json, html, json]}",
       "2:60: the format 'json' is there twice"},
      {"metrics: {listen: 9464}", "1:19: '9464' is no place to listen at"},
      {"metrics: {listen: \"0.0.0.0:99999\"}", "no place to listen at"},
  };
  for (const auto& [yaml, due] : kWrong) {
    std::string errors;
    Read(yaml, errors);
    BOOST_TEST(Contains(errors, due), yaml << " gives " << errors);
  }
}

BOOST_AUTO_TEST_SUITE_END()
