#include "monitor/coverage.h"

#include <boost/test/unit_test.hpp>

#include "tests/support/summary_corpus.h"

using namespace summary_corpus;

BOOST_AUTO_TEST_SUITE(coverage_test)

BOOST_AUTO_TEST_CASE(tells_what_the_sources_gave_and_where_they_were_silent) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-03", Text(0)));
  Put(corpus, Media("2", "2026-01-20", Text(1)).Uncountable());
  Put(corpus, Media("3", "2026-01-11", Text(2)).From("tau"));
  Put(corpus, Appeal("А-1", "2026-01-20", Text(3)));
  monitor::Background background;
  background.outlets = {{"dala", "Дала жаңалықтары", "KZ-71", "private", true},
                        {"kokjiek", "Көкжиек", "", "state", true},
                        {"intranet", "Внутренний вестник", "", "", false}};
  auto request = Request("2026-01-01", "2026-01-31");
  const auto summary = Summarize(corpus, request, background);
  BOOST_REQUIRE_EQUAL(summary.sources.size(), 3u);
  const monitor::SourceUse& dala = summary.sources[1];
  BOOST_TEST(dala.key == "media/dala");
  BOOST_TEST(dala.name == "Дала жаңалықтары");
  BOOST_TEST(dala.region == "KZ-71");
  BOOST_TEST(dala.corpus == 2u);
  BOOST_TEST(core::ToString(dala.first) == "2026-01-03");
  BOOST_TEST(core::ToString(dala.last) == "2026-01-20");
  BOOST_REQUIRE(dala.longest_gap);
  BOOST_TEST(core::ToString(dala.longest_gap->from) == "2026-01-04");
  BOOST_TEST(dala.longest_gap->days() == 16);
  BOOST_TEST(summary.sources[2].name == "tau");
  BOOST_REQUIRE_EQUAL(summary.silent.size(), 2u);
  BOOST_TEST(summary.silent[0].id == "kokjiek");
  BOOST_REQUIRE_EQUAL(summary.gaps.size(), 2u);
  BOOST_TEST(core::ToString(summary.gaps[0].from) == "2026-01-04");
  BOOST_TEST(summary.gaps[0].days() == 7);
  request.open_only = true;
  BOOST_TEST(Summarize(corpus, request, background).silent.size() == 1u);
}

BOOST_AUTO_TEST_CASE(days_that_the_corpus_cannot_know_of_are_no_gap) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-01", Text(0)));
  Put(corpus, Media("2", "2026-01-04", Text(1)).From("tau"));
  const auto request = Request("2026-01-01", "2026-12-31");
  const auto early = Summarize(corpus, request);
  BOOST_TEST(core::ToString(early.corpus_to) == "2026-01-04");
  BOOST_TEST(early.gaps.empty());
  BOOST_REQUIRE_EQUAL(early.sources.size(), 2u);
  BOOST_REQUIRE(early.sources[0].longest_gap);
  BOOST_TEST(core::ToString(early.sources[0].longest_gap->from) == "2026-01-02");
  BOOST_TEST(core::ToString(early.sources[0].longest_gap->to) == "2026-01-04");
  BOOST_REQUIRE(early.sources[1].longest_gap);
  BOOST_TEST(core::ToString(early.sources[1].longest_gap->to) == "2026-01-03");
  // Once the corpus goes on behind the period the sources were silent up to its end.
  Put(corpus, Media("3", "2027-01-01", Text(2)));
  const auto late = Summarize(corpus, request);
  BOOST_TEST(core::ToString(late.corpus_to) == "2026-12-31");
  BOOST_REQUIRE_EQUAL(late.gaps.size(), 1u);
  BOOST_TEST(core::ToString(late.gaps[0].from) == "2026-01-05");
  BOOST_TEST(core::ToString(late.gaps[0].to) == "2026-12-31");
  BOOST_TEST(Summarize(corpus, Request("2028-01-01", "2028-12-31")).gaps.empty());
}

BOOST_AUTO_TEST_SUITE_END()
