#include "crawler/curl_mail_client.h"

#include <algorithm>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "tests/support/smtp_sink.h"
#include "tests/support/temporary_file.h"

using crawler::CurlMailClient;
using test::SmtpSink;

namespace {

CurlMailClient::Options OptionsFor(const std::string& url) {
  CurlMailClient::Options options;
  options.url = url;
  options.from = "sholu@example.org";
  options.to = {"a@example.org", "b@example.org"};
  options.plain = true;
  return options;
}

core::Mail Example() {
  core::Mail mail;
  mail.id = "letter-1";
  mail.subject = "Взятка в больнице города Астаны: новое сообщение, второе предложение";
  mail.text = "Пара.\n.\nТочка сама по себе.\n";
  mail.date = core::Instant(std::chrono::seconds(1'770'000'000));
  return mail;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(curl_mail_client_test)

BOOST_AUTO_TEST_CASE(hands_a_message_to_every_recipient) {
  SmtpSink sink;
  CurlMailClient client(OptionsFor(sink.url()));
  BOOST_CHECK(!client.Send(Example()));
  const auto messages = sink.messages();
  BOOST_REQUIRE(messages.size() == 1u);
  BOOST_TEST(messages[0].from.find("<sholu@example.org>") != std::string::npos);
  BOOST_TEST(messages[0].to.size() == 2u);
  const std::string& data = messages[0].data;
  BOOST_TEST(data.find("Message-ID: <letter-1@example.org>\n") != data.npos);
  BOOST_TEST(data.find("Date: Mon, 02 Feb 2026 02:40:00 +0000\n") != data.npos);
  BOOST_TEST(data.find("charset=utf-8") != data.npos);
  // "Пара.\n.\n" in base64.
  BOOST_TEST(data.find("0J/QsNGA0LAuCi4K") != data.npos);
}

BOOST_AUTO_TEST_CASE(words_of_a_subject_cut_no_character_and_are_short) {
  const auto head = crawler::MailHead(Example(), OptionsFor("smtp://x"));
  std::string subject;
  for (const std::string& line : head) {
    if (line.starts_with("Subject: ")) subject = line;
  }
  BOOST_TEST(subject.starts_with("Subject: =?UTF-8?B?0JLQt9GP0YLQutCw"));
  for (std::size_t begin = 9; begin < subject.size();) {
    const auto end = std::min(subject.find("\r\n ", begin), subject.size());
    BOOST_TEST(end - begin <= 75u);
    begin = end + 3;
  }
}

BOOST_AUTO_TEST_CASE(a_subject_comes_as_it_was_written) {
  const std::pair<const char*, const char*> kCases[] = {
      {"Audit of a hospital", "Subject: Audit of a hospital"},
      {"=?UTF-8?B?eA==?=", "Subject: =?UTF-8?B?PT9VVEYtOD9CP2VBPT0/PQ==?="},
      {"\xC2\xA9", "Subject: =?UTF-8?B?wqk=?="},
  };
  for (const auto& [subject, due] : kCases) {
    core::Mail mail = Example();
    mail.subject = subject;
    const auto head = crawler::MailHead(mail, OptionsFor("smtp://x"));
    BOOST_TEST((std::find(head.begin(), head.end(), due) != head.end()), due);
  }
}

BOOST_AUTO_TEST_CASE(a_subject_cannot_add_lines_to_the_head) {
  core::Mail mail = Example();
  mail.subject = "x\r\nBcc: evil@example.org";
  for (const std::string& line : crawler::MailHead(mail, OptionsFor("smtp://x"))) {
    BOOST_TEST(line.find('\n') == line.npos);
    BOOST_TEST(!line.starts_with("Bcc"));
  }
}

BOOST_AUTO_TEST_CASE(a_reply_of_5yz_is_final_and_one_of_4yz_is_not) {
  SmtpSink never(
      [](const std::string& line) { return line == "." ? "554 no such thing" : std::string(); });
  auto trouble = CurlMailClient(OptionsFor(never.url())).Send(Example());
  BOOST_REQUIRE(trouble);
  BOOST_TEST(trouble->refused);
  SmtpSink later([](const std::string& line) {
    return line.starts_with("RCPT") ? "451 later" : std::string();
  });
  trouble = CurlMailClient(OptionsFor(later.url())).Send(Example());
  BOOST_REQUIRE(trouble);
  BOOST_TEST(!trouble->refused);
  BOOST_TEST(trouble->reason.find("451") != trouble->reason.npos);
}

BOOST_AUTO_TEST_CASE(one_recipient_keeps_nothing_from_the_others) {
  SmtpSink never([](const std::string& line) {
    return line.starts_with("RCPT TO:<a@") ? "550 who is that" : std::string();
  });
  CurlMailClient client(OptionsFor(never.url()));
  BOOST_TEST(!client.Send(Example()).has_value());
  BOOST_TEST(client.refusals() == "a@example.org: 550 who is that");
  BOOST_REQUIRE(never.messages().size() == 1u);
  BOOST_TEST(never.messages()[0].to == std::vector<std::string>{"<b@example.org>"});

  std::atomic<bool> busy = true;
  SmtpSink later([&busy](const std::string& line) {
    return busy && line.starts_with("RCPT TO:<b@") ? "451 in an hour" : std::string();
  });
  CurlMailClient again(OptionsFor(later.url()));
  const auto trouble = again.Send(Example());
  BOOST_REQUIRE(trouble);
  BOOST_TEST(!trouble->refused);
  BOOST_TEST(trouble->reason == "b@example.org: 451 in an hour");
  busy = false;
  BOOST_TEST(!again.Send(Example()).has_value());
  BOOST_REQUIRE(later.messages().size() == 2u);
  BOOST_TEST(later.messages()[0].to == std::vector<std::string>{"<a@example.org>"});
  BOOST_TEST(later.messages()[1].to == std::vector<std::string>{"<b@example.org>"});
}

BOOST_AUTO_TEST_CASE(no_server_and_no_tls_are_troubles_that_pass) {
  std::string gone;
  {
    const SmtpSink sink;
    gone = sink.url();
  }
  auto trouble = CurlMailClient(OptionsFor(gone)).Send(Example());
  BOOST_REQUIRE(trouble);
  BOOST_TEST(!trouble->refused);
  SmtpSink sink;
  auto options = OptionsFor(sink.url());
  options.plain = false;  // the sink has no STARTTLS
  trouble = CurlMailClient(options).Send(Example());
  BOOST_REQUIRE(trouble);
  BOOST_TEST(!trouble->refused);
  BOOST_TEST(sink.messages().empty());
}

BOOST_AUTO_TEST_CASE(a_password_file_that_is_not_there_is_told) {
  auto options = OptionsFor("smtp://127.0.0.1:1");
  options.user = "sholu";
  options.password_file = "/nonexistent/password";
  const auto trouble = CurlMailClient(options).Send(Example());
  BOOST_REQUIRE(trouble);
  BOOST_TEST(trouble->reason == "/nonexistent/password: cannot read the password");
  const fixture::TemporaryFile empty("\r\n");
  options.password_file = empty.path();
  BOOST_TEST(CurlMailClient(options).Send(Example())->reason.ends_with("cannot read the password"));
}

BOOST_AUTO_TEST_SUITE_END()
