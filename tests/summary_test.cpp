#include "monitor/summary.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "monitor/summary_json.h"
#include "tests/support/summary_corpus.h"

using namespace summary_corpus;

BOOST_AUTO_TEST_SUITE(summary_test)

BOOST_AUTO_TEST_CASE(counts_items_incidents_and_reprints) {
  Corpus corpus;
  Put(corpus, Media("dala.example/1", "2026-01-10T10:00:00+05:00", Text(0)));
  Put(corpus, Media("dala.example/2", "2026-01-11T10:00:00+05:00", Text(1)));
  Item reprint = Media("tau.example/1", "2026-01-12T10:00:00+05:00", Text(0));
  reprint.document.key.source = "tau";
  Put(corpus, reprint);
  Put(corpus, Appeal("А-1", "2026-01-13", Text(2)));

  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-01-31"));
  BOOST_TEST(summary.all.all == Of(4, 3));
  BOOST_TEST(summary.all.media == Of(3, 2));
  BOOST_TEST(summary.all.appeals == Of(1, 1));
  BOOST_TEST(summary.all.all.reprints() == 1u);
  BOOST_TEST(summary.by_source.at("media/dala").all == Of(2, 2));
  BOOST_TEST(summary.by_source.at("media/tau").all == Of(1, 1));
  BOOST_TEST(summary.by_source.at("appeal/e-otinish").all == Of(1, 1));
  BOOST_TEST(summary.by_source_type.at("media").all == Of(3, 2));
  BOOST_TEST(summary.by_language.at("ru").all == Of(4, 3));
  BOOST_TEST(summary.by_month.at("2026-01").all == Of(4, 3));
  BOOST_TEST(summary.commit == corpus.store().last_commit());
  BOOST_TEST(summary.lexicon_version == "0123456789abcdef");
}

BOOST_AUTO_TEST_CASE(breaks_down_by_scheme_region_and_implicated_body) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-10", Text(0))
                  .Tag(TagKind::kScheme, "bribe")
                  .Tag(TagKind::kScheme, "kickback")
                  .Tag(TagKind::kBody, "hospital", Role::kImplicated)
                  .Tag(TagKind::kBody, "police", Role::kActing)
                  .Tag(TagKind::kRegion, "KZ-71"));
  Put(corpus, Media("2", "2026-01-10", Text(1)).Tag(TagKind::kScheme, "bribe"));
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-01-31"));
  BOOST_TEST(summary.by_scheme.at("bribe").all == Of(2, 2));
  BOOST_TEST(summary.by_scheme.at("kickback").all == Of(1, 1));
  BOOST_TEST(summary.by_region.at("KZ-71").all == Of(1, 1));
  BOOST_TEST(summary.by_body.size() == 1u);
  BOOST_TEST(summary.by_body.at("hospital").all == Of(1, 1));
}

BOOST_AUTO_TEST_CASE(a_body_is_summarised_where_it_is_implicated) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-10", Text(0)).Tag(TagKind::kBody, "akimat", Role::kImplicated));
  Put(corpus, Media("2", "2026-01-10", Text(1)).Tag(TagKind::kBody, "akimat", Role::kActing));
  Put(corpus, Media("3", "2026-01-10", Text(2)).Tag(TagKind::kBody, "akimat", Role::kNamed));
  auto request = Request("2026-01-01", "2026-01-31");
  request.sphere.reset();
  request.body = "akimat";
  const auto summary = Summarize(corpus, request);
  BOOST_TEST(summary.all.all == Of(1, 1));
  BOOST_TEST(summary.left_out.total() == 0u);
}

BOOST_AUTO_TEST_CASE(leaves_special_bodies_and_uncountable_items_out) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-10", Text(0)));
  Put(corpus,
      Media("2", "2026-01-10", Text(1)).Tag(TagKind::kBody, "service", Role::kImplicated, true));
  Put(corpus,
      Media("3", "2026-01-10", Text(2)).Tag(TagKind::kBody, "service", Role::kActing, true));
  Put(corpus, Media("4", "2026-01-10", Text(3)).Uncountable());
  Put(corpus, Media("5", "2026-01-10", Text(4))
                  .Tag(TagKind::kBody, "service", Role::kImplicated, true)
                  .Uncountable());
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-01-31"));
  BOOST_TEST(summary.all.all == Of(2, 2));
  BOOST_TEST(summary.left_out.special == 1u);
  BOOST_TEST(summary.left_out.uncountable() == 2u);
  BOOST_TEST(summary.by_body.size() == 0u);
}

BOOST_AUTO_TEST_CASE(periods_begin_and_end_at_midnight_in_the_zone) {
  // Almaty was at +06 until the end of February 2024 and has been at +05 since.
  const struct {
    const char* time;
    bool february, march;
  } kCases[] = {
      {"2024-01-31T23:59:59+06:00", false, false},
      {"2024-02-01T00:00:00+06:00", true, false},
      {"2024-02-29T23:59:59+06:00", true, false},
      {"2024-02-29T18:30:00Z", true, false},
      {"2024-02-29T19:00:00Z", false, true},
      {"2024-03-01T00:00:00+05:00", false, true},
      {"2024-03-31T18:59:59Z", false, true},
      {"2024-03-31T19:00:00Z", false, false},
      {"2024-02-29", true, false},
      {"2024-03-01", false, true},
  };
  for (const auto& [time, february, march] : kCases) {
    Corpus corpus;
    Put(corpus, Media("1", time, Text(0)));
    BOOST_TEST_CONTEXT(time) {
      const auto in_february = Summarize(corpus, Request("2024-02-01", "2024-02-29"));
      const auto in_march = Summarize(corpus, Request("2024-03-01", "2024-03-31"));
      BOOST_TEST(in_february.all.all.items == (february ? 1u : 0u));
      BOOST_TEST(in_march.all.all.items == (march ? 1u : 0u));
      BOOST_TEST(in_february.by_month.at("2024-02").all.items == (february ? 1u : 0u));
      BOOST_TEST(in_march.by_month.at("2024-03").all.items == (march ? 1u : 0u));
      BOOST_TEST(in_march.all.before.items == (february ? 1u : 0u));
    }
  }
}

BOOST_AUTO_TEST_CASE(compares_with_the_period_of_the_same_length_before) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-15", Text(0)));                    // the day after
  Put(corpus, Media("2", "2026-01-14", Text(1)));                    // last of the period
  Put(corpus, Media("3", "2026-01-07T23:59:59+05:00", Text(2)));     // last before
  Put(corpus, Appeal("А-4", "2026-01-01", Text(3)));                 // first before
  Put(corpus, Appeal("А-5", "2025-12-31T23:59:59+05:00", Text(4)));  // too early
  Put(corpus, Media("6", "2026-01-05", Text(4)).Uncountable());
  const auto summary = Summarize(corpus, Request("2026-01-08", "2026-01-14"));
  BOOST_TEST(summary.all.all == Of(1, 1));
  BOOST_TEST(summary.all.before == Of(2, 2));
  BOOST_TEST(summary.media_before == Of(1, 1));
  BOOST_TEST(summary.appeals_before == Of(1, 1));
}

BOOST_AUTO_TEST_CASE(counts_the_live_version_only) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-10", Text(0)).Tag(TagKind::kScheme, "bribe"));
  Put(corpus, Media("1", "2026-01-10", Text(1)).Tag(TagKind::kScheme, "kickback"));
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-01-31"));
  BOOST_TEST(summary.all.all == Of(1, 1));
  BOOST_TEST(summary.by_scheme.size() == 1u);
  BOOST_TEST(summary.by_scheme.contains("kickback"));
  BOOST_REQUIRE_EQUAL(summary.quotations.size(), 1u);
  BOOST_TEST(summary.quotations[0].text.substr(0, Text(1).find(' ')) ==
             Text(1).substr(0, Text(1).find(' ')));
}

BOOST_AUTO_TEST_CASE(rates_are_of_the_corpus_of_the_same_scope_and_of_the_people) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-10", Text(0)).Tag(TagKind::kRegion, "KZ-71"));
  Put(corpus, Media("2", "2026-02-10", Text(1)).Uncountable());
  Item other = Media("3", "2026-02-11", Text(2));  // of another sphere, in another outlet
  other.From("tau").classification.tags.clear();
  other.classification.language = core::Language::kKk;
  Put(corpus, other);
  Put(corpus, Appeal("А-1", "2026-02-12", Text(3)));
  monitor::Background background;
  background.population["KZ-71"] = {{2024, 1'000'000}, {2026, 2'000'000}, {2027, 9}};
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-03-31"), background);
  BOOST_TEST(summary.corpus == 4u);
  BOOST_TEST(summary.all.rate().value() == 50'000);
  BOOST_TEST(summary.by_month.at("2026-01").rate().value() == 100'000);
  BOOST_TEST(summary.by_month.at("2026-02").corpus == 3u);
  BOOST_TEST(!summary.by_month.at("2026-03").rate());
  BOOST_TEST(summary.by_source.at("media/dala").rate().value() == 50'000);
  BOOST_TEST(!summary.by_source.contains("media/tau"));
  BOOST_TEST(summary.by_source_type.at("media").corpus == 3u);
  BOOST_TEST(summary.by_source_type.size() == 6u);
  BOOST_TEST(summary.by_language.at("ru").corpus == 3u);
  const monitor::Row& region = summary.by_region.at("KZ-71");
  BOOST_TEST(region.people_year == 2026);
  BOOST_TEST(region.rate_of_people().value() == 0.05);
  const auto earlier = Summarize(corpus, Request("2025-01-01", "2025-12-31"), background);
  BOOST_TEST(earlier.by_region.empty());
}

BOOST_AUTO_TEST_CASE(a_month_compares_with_its_place_in_the_period_before) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-10", Text(0)));
  Put(corpus, Media("2", "2025-10-31", Text(1)));
  Put(corpus, Media("3", "2025-12-31", Text(2)));
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-03-31"));
  BOOST_TEST(core::ToString(summary.before.from) == "2025-10-01");
  BOOST_TEST(summary.by_month.size() == 3u);
  BOOST_TEST(summary.by_month.at("2026-01").before == Of(1, 1));
  BOOST_TEST(summary.by_month.at("2026-02").before == Of(0, 0));
  BOOST_TEST(summary.by_month.at("2026-03").before == Of(1, 1));
}

BOOST_AUTO_TEST_CASE(every_reason_to_leave_out_has_its_number) {
  using core::Context;
  Corpus corpus;
  const struct {
    Context context;
    bool corruption;
  } kItems[] = {{Context::kForeign, true},     {Context::kAcquittal, true},
                {Context::kPrevention, false}, {Context::kPolicy, false},
                {Context::kNone, false},       {Context::kAllegation, true},
                {Context::kConviction, true}};
  int number = 0;
  for (const auto& [context, corruption] : kItems) {
    Put(corpus,
        Media(std::to_string(number++), "2026-01-10", Text(0)).Uncountable(context, corruption));
  }
  const monitor::LeftOut left_out = Summarize(corpus, Request("2026-01-01", "2026-01-31")).left_out;
  BOOST_TEST(left_out.foreign == 1u);
  BOOST_TEST(left_out.acquittal == 1u);
  BOOST_TEST(left_out.prevention == 1u);
  BOOST_TEST(left_out.policy == 1u);
  BOOST_TEST(left_out.no_corruption == 1u);
  BOOST_TEST(left_out.no_episode == 2u);
  BOOST_TEST(left_out.total() == 7u);
  BOOST_TEST(Summarize(corpus, Request("2026-02-01", "2026-02-28")).left_out_before.total() == 7u);
}

BOOST_AUTO_TEST_CASE(closed_items_enter_no_count_of_an_other_subject) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-10", Text(0)));
  Put(corpus, Appeal("А-2", "2026-01-11", Text(1)).Closed());
  Put(corpus, Appeal("А-3", "2025-12-11", Text(2)).Closed());
  auto request = Request("2026-01-01", "2026-01-31");
  BOOST_TEST(Summarize(corpus, request).all.all == Of(2, 2));
  request.open_only = true;
  const auto summary = Summarize(corpus, request);
  BOOST_TEST(summary.all.all == Of(1, 1));
  BOOST_TEST(summary.all.before == Of(0, 0));
  BOOST_TEST(summary.corpus == 1u);
  BOOST_TEST(summary.corpus_before == 0u);
  BOOST_TEST(summary.left_out.closed == 1u);
  BOOST_TEST(summary.by_source.size() == 1u);
  BOOST_TEST(summary.sources.size() == 1u);
  BOOST_TEST(summary.quotations.size() == 1u);
}

BOOST_AUTO_TEST_CASE(finds_what_is_rising_and_nothing_else) {
  Corpus corpus;
  int number = 0;
  const auto put = [&](std::string_view day, const char* scheme, bool same_incident) {
    const std::string word = same_incident ? "один" : std::to_string(++number);
    std::string text;
    for (int i = 0; i < 12; ++i) text += "w" + word + "x" + std::to_string(i) + " ";
    Put(corpus, Media(std::to_string(++number), day, text).Tag(TagKind::kScheme, scheme));
  };
  for (int i = 0; i < 12; ++i) put("2026-02-10", "rising", false);
  put("2026-01-10", "rising", false);
  for (int i = 0; i < 12; ++i) put("2026-01-10", "steady", false);
  for (int i = 0; i < 12; ++i) put("2026-02-10", "steady", false);
  for (int i = 0; i < 12; ++i) put("2026-02-10", "reprinted", true);
  for (int i = 0; i < 2; ++i) put("2026-02-10", "rare", false);
  for (int i = 0; i < 25; ++i) {  // as many items in both periods
    Put(corpus, Media(std::to_string(++number), "2026-01-10", Text(0)).Uncountable());
  }
  const auto summary = Summarize(corpus, Request("2026-02-01", "2026-02-28"));
  BOOST_TEST(summary.growth_tests == 2u);  // the others have fewer than three incidents
  BOOST_REQUIRE_EQUAL(summary.rising.size(), 1u);
  const monitor::Growth& growth = summary.rising.front();
  BOOST_TEST(growth.key == "rising");
  BOOST_TEST(growth.now == 12u);
  BOOST_TEST(growth.before == 1u);
  BOOST_TEST(summary.corpus == summary.corpus_before);
  BOOST_TEST(growth.ratio.value() == 12, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(growth.p == 14.0 / 8192, boost::test_tools::tolerance(1e-10));  // 12 or 13 heads of 13
  BOOST_TEST(growth.adjusted >= growth.p);
  BOOST_TEST(growth.adjusted <= 0.1);
}

BOOST_AUTO_TEST_CASE(tells_the_stages_that_are_told_of) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-10", Text(0)).Stage(core::Context::kConviction));
  Put(corpus, Appeal("А-2", "2026-01-10", Text(1)).Stage(core::Context::kAllegation));
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-01-31"));
  BOOST_TEST(summary.by_stage.size() == 2u);
  BOOST_TEST(summary.by_stage.at("conviction").media == Of(1, 1));
  BOOST_TEST(summary.by_stage.at("allegation").appeals == Of(1, 1));
}

BOOST_AUTO_TEST_CASE(an_incident_stands_once_under_its_furthest_stage) {
  using core::Context;
  Corpus corpus;
  Put(corpus, Appeal("А-1", "2026-01-08", Text(0)).Stage(Context::kAllegation));
  Put(corpus, Media("1", "2026-01-10", Text(0)).Stage(Context::kConviction));
  Put(corpus, Media("2", "2026-01-12", Text(0)).From("tau").Stage(Context::kInvestigation));
  Put(corpus, Media("3", "2026-01-12", Text(1)).Stage(Context::kInvestigation));
  Put(corpus, Media("4", "2025-12-12", Text(2)).Stage(Context::kAllegation));
  Put(corpus, Media("5", "2025-12-13", Text(2)).From("tau").Stage(Context::kInvestigation));
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-01-31"));
  BOOST_TEST(summary.by_stage.size() == 2u);
  const monitor::Row &convicted = summary.by_stage.at("conviction"),
                     &investigated = summary.by_stage.at("investigation");
  BOOST_TEST(convicted.all == Of(3, 1));
  BOOST_TEST(convicted.media == Of(2, 1));
  BOOST_TEST(convicted.appeals == Of(1, 1));
  BOOST_TEST(convicted.before == Of(0, 0));
  BOOST_TEST(investigated.all == Of(1, 1));
  BOOST_TEST(investigated.before == Of(2, 1));
  BOOST_TEST(investigated.corpus == 4u);
  BOOST_TEST(investigated.corpus_before == 2u);
}

BOOST_AUTO_TEST_CASE(a_row_knows_whether_the_corpus_can_tell_of_the_period_before) {
  Corpus corpus;
  Put(corpus, Media("1", "2025-11-05", Text(0)).Uncountable());
  Put(corpus, Media("2", "2026-02-05", Text(1)));
  Put(corpus, Media("3", "2026-02-06", Text(2)).From("tau"));
  Put(corpus, Appeal("А-1", "2026-02-07", Text(3)));
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-03-31"));
  BOOST_TEST(summary.all.corpus_before == 1u);
  BOOST_TEST(summary.by_month.at("2026-01").corpus_before == 0u);
  BOOST_TEST(summary.by_month.at("2026-02").corpus_before == 1u);
  BOOST_TEST(summary.by_source.at("media/dala").corpus_before == 1u);
  BOOST_TEST(summary.by_source.at("media/tau").corpus_before == 0u);
  BOOST_TEST(summary.by_source_type.at("media").corpus_before == 1u);
  BOOST_TEST(summary.by_source_type.at("appeal").corpus_before == 0u);
  BOOST_TEST(summary.by_language.at("ru").corpus_before == 1u);
  BOOST_REQUIRE_EQUAL(summary.sources.size(), 3u);
  BOOST_TEST(summary.sources[1].corpus_before == 1u);  // media/dala
  BOOST_TEST(summary.sources[2].corpus_before == 0u);  // media/tau
}

BOOST_AUTO_TEST_CASE(nothing_is_tested_where_the_corpus_has_nothing_of_a_period) {
  Corpus corpus;
  for (int i = 0; i < 5; ++i) {
    Put(corpus, Media(std::to_string(i), "2026-01-10", Text(i)).Tag(TagKind::kScheme, "bribe"));
  }
  for (const auto& request :
       {Request("2026-02-01", "2026-02-28"), Request("2026-01-01", "2026-01-31")}) {
    const auto summary = Summarize(corpus, request);
    BOOST_TEST(summary.all.all.incidents + summary.all.before.incidents == 5u);
    BOOST_TEST(summary.growth_tests == 0u);
    BOOST_TEST(summary.rising.empty());
  }
}

BOOST_AUTO_TEST_CASE(names_the_rules_that_tagged_the_corpus_whatever_is_quoted) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-10", Text(0)));
  Item newer = Media("2", "2025-12-10", Text(1)).Uncountable();
  newer.classification.lexicon_version = "fedcba9876543210";
  newer.classification.tags.clear();
  Put(corpus, newer);
  auto request = Request("2026-01-01", "2026-01-31");
  request.quotations = 0;
  const auto summary = Summarize(corpus, request);
  BOOST_TEST(summary.quotations.empty());
  BOOST_TEST(summary.lexicon_version == "0123456789abcdef, fedcba9876543210");
  BOOST_TEST(Summarize(corpus, Request("2025-12-01", "2025-12-31")).lexicon_version ==
             "fedcba9876543210");
}

BOOST_AUTO_TEST_CASE(an_earlier_commit_gives_the_summary_of_then) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-10", Text(0)).Tag(TagKind::kScheme, "bribe"));
  const auto request = Request("2026-01-01", "2026-01-31");
  const std::string then = monitor::ToJson(Summarize(corpus, request));
  Put(corpus, Media("1", "2026-01-10", Text(1)).Tag(TagKind::kScheme, "kickback"));
  Put(corpus, Media("2", "2026-01-10", Text(2)));
  auto back = request;
  back.commit = 1;
  BOOST_TEST(monitor::ToJson(Summarize(corpus, back)) == then);
  BOOST_TEST(Summarize(corpus, request).all.all == Of(2, 2));
}

BOOST_AUTO_TEST_CASE(an_empty_corpus_gives_zeros) {
  Corpus corpus;
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-01-31"));
  BOOST_TEST(summary.all.all == Of(0, 0));
  BOOST_TEST(summary.quotations.empty());
  BOOST_TEST(summary.lexicon_version == "");
}

BOOST_AUTO_TEST_CASE(refuses_a_wrong_scope_period_or_zone) {
  Corpus corpus;
  auto both = Request("2026-01-01", "2026-01-31");
  both.body = "akimat";
  auto neither = Request("2026-01-01", "2026-01-31");
  neither.sphere.reset();
  auto zone = Request("2026-01-01", "2026-01-31");
  zone.zone = "Asia/Nowhere";
  auto commit = Request("2026-01-01", "2026-01-31");
  commit.commit = 1;
  for (const auto& request : {both, neither, zone, commit, Request("2026-02-01", "2026-01-31"),
                              Request("1800-01-01", "2026-01-31")}) {
    BOOST_TEST(!monitor::Summarize(corpus.store(), request));
  }
}

BOOST_AUTO_TEST_CASE(json_has_every_figure_in_order) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-10", Text(0)).Tag(TagKind::kScheme, "bribe"));
  Put(corpus, Appeal("А-2", "2026-01-11", Text(1) + " \xFF"));
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-01-31"));
  const std::string text = monitor::ToJson(summary);
  const auto json = nlohmann::ordered_json::parse(text);
  std::string keys;
  for (const auto& [key, value] : json.items()) keys += key + " ";
  BOOST_TEST(keys ==
             "format version sphere body from to zone open_only commit lexicon_version corpus "
             "corpus_to all "
             "media appeals per_100k_items before reprints by_month by_scheme by_body by_region "
             "by_source by_language by_source_type by_stage rising growth_tests sources "
             "silent_sources gaps figures left_out quotations ");
  BOOST_TEST(json["version"] == monitor::kSummaryJsonVersion);
  BOOST_TEST(json["sphere"] == "health");
  BOOST_TEST(json["body"].is_null());
  BOOST_TEST(json["all"]["items"] == 2);
  BOOST_TEST(json["before"]["media"]["incidents"] == 0);
  BOOST_TEST(json["left_out"]["special"] == 0);
  BOOST_TEST(json["by_scheme"]["bribe"]["items"] == 1);
  BOOST_REQUIRE_EQUAL(json["quotations"].size(), 2u);
  keys.clear();
  for (const auto& [key, value] : json["quotations"][0].items()) keys += key + " ";
  BOOST_TEST(keys ==
             "number source register_number url title text rule rule_version date received sha256 "
             "text_sha256 field start end scheme "
             "items outlets ");
  BOOST_TEST(text.starts_with("{\n  \"format\": \"sholu.summary\","));
  BOOST_TEST(text == monitor::ToJson(Summarize(corpus, Request("2026-01-01", "2026-01-31"))));
}

BOOST_AUTO_TEST_SUITE_END()
