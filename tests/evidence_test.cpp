#include "monitor/evidence.h"

#include <boost/test/unit_test.hpp>
#include <string>

#include "monitor/quotation.h"
#include "tests/support/summary_corpus.h"

using namespace summary_corpus;

BOOST_AUTO_TEST_SUITE(evidence_test)

BOOST_AUTO_TEST_CASE(quotes_the_strongest_evidence_once_per_incident) {
  Corpus corpus;
  Put(corpus, Media("weak", "2026-01-20", Text(0)).Score(0.3F));
  Put(corpus, Media("old", "2026-01-05", Text(1)).Score(0.9F));
  Put(corpus, Media("new", "2026-01-06", Text(2)).Score(0.9F));
  Put(corpus, Media("reprint", "2026-01-07", Text(2)).Score(0.9F));
  Put(corpus, Media("middle", "2026-01-01", Text(3)).Score(0.5F));
  auto request = Request("2026-01-01", "2026-01-31");
  request.quotations = 3;
  const auto summary = Summarize(corpus, request);
  BOOST_REQUIRE_EQUAL(summary.quotations.size(), 3u);
  BOOST_TEST(summary.quotations[0].url == "https://new");
  BOOST_TEST(summary.quotations[1].url == "https://old");
  BOOST_TEST(summary.quotations[2].url == "https://middle");
}

BOOST_AUTO_TEST_CASE(of_reprints_the_earliest_is_quoted_whatever_its_number) {
  Corpus corpus;
  Put(corpus, Media("reprint", "2026-01-12", Text(0)).Tag(TagKind::kScheme, "bribe"));
  Put(corpus, Media("original", "2026-01-10", Text(0)).Tag(TagKind::kScheme, "bribe"));
  Put(corpus, Media("same-day", "2026-01-10", Text(0)).Tag(TagKind::kScheme, "bribe"));
  Put(corpus, Media("other-reprint", "2026-01-15", Text(1)));
  Put(corpus, Media("other", "2026-01-14", Text(1)));
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-01-31"));
  BOOST_REQUIRE_EQUAL(summary.quotations.size(), 2u);
  BOOST_TEST(summary.quotations[0].url == "https://original");
  BOOST_TEST(summary.quotations[1].url == "https://other");
}

BOOST_AUTO_TEST_CASE(a_quotation_shows_the_words_of_its_own_scheme) {
  const std::string text =
      "Директор школы получил взятку от родителей. Потом он же завысил цены на закупке парт.";
  const auto item = [&](std::string address, std::string_view day) {
    Item made = Media(std::move(address), day, text).Act("получил взятку");
    made.Act("завысил цены");
    made.Tag(TagKind::kScheme, "bribe").Tag(TagKind::kScheme, "inflated");
    const auto place = [&](std::string_view words) {
      const auto begin = static_cast<std::uint32_t>(text.find(words));
      return core::Evidence{"rule.scheme", 1, core::Field::kText, begin,
                            begin + static_cast<std::uint32_t>(words.size())};
    };
    made.classification.tags[1].evidence = {place("получил взятку")};
    made.classification.tags[2].evidence = {place("завысил цены")};
    return made;
  };
  Corpus corpus;
  Put(corpus, item("1", "2026-01-10"));
  Item second = item("2", "2026-01-11");
  const std::string before = Text(0) + " " + Text(1) + " " + Text(2) + " " + Text(3) + " ";
  second.document.text = before + text;  // no reprint
  for (core::Tag& tag : second.classification.tags) {
    for (core::Evidence& place : tag.evidence) {
      place.begin += static_cast<std::uint32_t>(before.size());
      place.end += static_cast<std::uint32_t>(before.size());
    }
  }
  second.classification.evidence.clear();
  Put(corpus, second);
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-01-31"));
  BOOST_REQUIRE_EQUAL(summary.quotations.size(), 2u);
  for (const monitor::Quotation& quotation : summary.quotations) {
    BOOST_TEST(quotation.rule == "rule.scheme");
    const bool bribe = quotation.scheme == "bribe";
    BOOST_TEST((bribe || quotation.scheme == "inflated"));
    BOOST_TEST(quotation.text == (bribe ? "Директор школы получил взятку от родителей."
                                        : "Потом он же завысил цены на закупке парт."));
  }
  BOOST_TEST(summary.quotations[0].scheme != summary.quotations[1].scheme);
}

BOOST_AUTO_TEST_CASE(a_scheme_without_words_of_its_own_labels_no_quotation) {
  Corpus corpus;
  Item item = Media("1", "2026-01-10", Text(1)).Act("обошлась клинике втрое дороже");
  item.Tag(TagKind::kScheme, "bribe").classification.tags.back().evidence.clear();
  Put(corpus, item);
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-01-31"));
  BOOST_REQUIRE_EQUAL(summary.quotations.size(), 1u);
  BOOST_TEST(summary.quotations[0].scheme == "");
  BOOST_TEST(summary.quotations[0].rule == "rule.act");
}

BOOST_AUTO_TEST_CASE(what_stands_in_the_fields_of_a_form_is_not_quoted) {
  core::Classification classification;
  core::Tag tag;
  tag.evidence = {{"body.akimat", 1, core::Field::kAddressee, 0, 6}};
  BOOST_TEST(!monitor::ChooseEvidence(classification, tag));
  tag.evidence.push_back({"body.akimat", 1, core::Field::kText, 4, 10});
  const auto chosen = monitor::ChooseEvidence(classification, tag);
  BOOST_REQUIRE(chosen);
  BOOST_TEST(chosen->begin == 4u);
}

BOOST_AUTO_TEST_CASE(a_quotation_can_be_traced_to_its_bytes) {
  Corpus corpus;
  Item item = Media("1", "2026-01-10T03:00:00Z", Text(1)).Act("обошлась клинике втрое дороже");
  item.document.archive = {"a.warc.gz", 10, 20, std::string(64, 'a')};
  Put(corpus, item);
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-01-31"));
  BOOST_REQUIRE_EQUAL(summary.quotations.size(), 1u);
  const monitor::Quotation& quotation = summary.quotations[0];
  const auto stored = corpus.store().Get(quotation.number);
  BOOST_REQUIRE(stored);
  BOOST_TEST(stored->document.text.substr(quotation.begin, quotation.end - quotation.begin) ==
             "обошлась клинике втрое дороже");
  BOOST_TEST(quotation.text ==
             "Закупка томографа обошлась клинике втрое дороже рынка, сообщили аудиторы.");
  BOOST_TEST(quotation.rule == "rule.act");
  BOOST_TEST(quotation.rule_version == 7u);
  BOOST_TEST(quotation.date == "2026-01-10T08:00:00+05:00");
  BOOST_TEST(quotation.sha256 == std::string(64, 'a'));
  BOOST_TEST(quotation.source == "media/dala");
  BOOST_TEST(!quotation.received);
}

BOOST_AUTO_TEST_CASE(a_source_without_a_date_is_dated_by_its_receipt) {
  Corpus corpus;
  Item item = Media("1", "2026-01-10", Text(1));
  item.document.received = item.document.published->instant;
  item.document.published.reset();
  Put(corpus, item);
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-01-31"));
  BOOST_REQUIRE_EQUAL(summary.quotations.size(), 1u);
  BOOST_TEST(summary.quotations[0].received);
  BOOST_TEST(summary.quotations[0].date.substr(0, 10) == "2026-01-10");
}

BOOST_AUTO_TEST_CASE(an_excerpt_keeps_the_evidence_and_whole_words) {
  std::string field;
  for (int i = 0; i < 200; ++i) field += "слово ";
  const std::size_t begin = field.size();
  field += "взятка";
  const std::size_t end = field.size();
  for (int i = 0; i < 200; ++i) field += " слово";
  const std::string excerpt = monitor::Excerpt(field, {}, begin, end, 120);
  BOOST_TEST(excerpt.find("взятка") != std::string::npos);
  BOOST_TEST(excerpt.size() <= 120 + 6u);
  BOOST_TEST(excerpt.substr(0, 13) == "…слово");
  BOOST_TEST(excerpt.substr(excerpt.size() - 13) == "слово…");
  BOOST_TEST(monitor::Excerpt("one\ntwo\nthree", {}, 4, 7, 100) == "two");
  BOOST_TEST(monitor::Excerpt("short", {}, 90, 95, 100) == "short");
}

BOOST_AUTO_TEST_CASE(quotes_across_schemes_and_tells_the_size_of_the_incident) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-20", Text(0)).Score(0.9F).Tag(TagKind::kScheme, "bribe"));
  Put(corpus, Media("2", "2026-01-21", Text(0)).From("tau"));  // a reprint
  Put(corpus, Media("3", "2026-01-22", Text(0)));
  Put(corpus, Media("4", "2026-01-05", Text(1)).Score(0.8F).Tag(TagKind::kScheme, "bribe"));
  Put(corpus, Media("5", "2026-01-06", Text(2)).Score(0.1F).Tag(TagKind::kScheme, "kickback"));
  Put(corpus, Media("6", "2026-01-07", Text(3)).Score(0.9F));  // of no scheme
  auto request = Request("2026-01-01", "2026-01-31");
  request.quotations = 3;
  const auto summary = Summarize(corpus, request);
  BOOST_REQUIRE_EQUAL(summary.quotations.size(), 3u);
  BOOST_TEST(summary.quotations[0].url == "https://1");
  BOOST_TEST(summary.quotations[0].scheme == "bribe");
  BOOST_TEST(summary.quotations[0].items == 3u);
  BOOST_TEST(summary.quotations[0].outlets == 2u);
  BOOST_TEST(summary.quotations[1].url == "https://5");
  BOOST_TEST(summary.quotations[1].scheme == "kickback");
  BOOST_TEST(summary.quotations[2].url == "https://4");
  request.quotations = 10;
  const auto all = Summarize(corpus, request);
  BOOST_REQUIRE_EQUAL(all.quotations.size(), 4u);
  BOOST_TEST(all.quotations[3].url == "https://6");
  BOOST_TEST(all.quotations[3].scheme == "");
}

BOOST_AUTO_TEST_SUITE_END()
