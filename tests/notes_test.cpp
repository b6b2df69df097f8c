#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "store/store.h"
#include "tests/support/store_fixture.h"

using fixture::Item;
using Numbers = std::vector<store::DocumentNumber>;

BOOST_FIXTURE_TEST_SUITE(notes_test, fixture::StoreFixture)

BOOST_AUTO_TEST_CASE(labels_and_merges_hold_from_their_commits_on) {
  for (int i = 1; i <= 4; ++i) {
    fixture::Put(*store,
                 Item(std::to_string(i), "", fixture::Words(fixture::Name("t", i), 20)).Counting());
  }
  const auto labelled = [&](const char* value, std::optional<store::Commit> at = {}) {
    store::Filter filter;
    filter.labels = {{"triage", value}};
    filter.at = at;
    return Select(filter);
  };
  const auto incidents = [&](std::optional<store::Commit> at = {}) {
    store::SeriesQuery query;
    query.bounds = {core::Instant(), core::Instant(std::chrono::days(30'000))};
    query.filter.at = at;
    return store->Count(query).cells.at(0).incidents;
  };
  const core::Instant now{std::chrono::seconds(1'750'000'000)};
  BOOST_TEST(*store->SetLabel(2, {"triage", "urgent", "aigerim", now}) == 5U);
  BOOST_TEST(*store->SetLabel(3, {"triage", "later", "aigerim", now}) == 6U);
  BOOST_TEST(*store->SetLabel(2, {"triage", "later", "dana", now}) == 7U);
  BOOST_TEST(*store->MergeIncidents(2, 4, "dana", now) == 8U);
  BOOST_TEST(!store->MergeIncidents(2, 2, "dana", now).has_value());
  BOOST_TEST(!store->SetLabel(9, {"triage", "later", "dana", now}).has_value());
  for (const bool reopened : {false, true}) {
    if (reopened) Reopen();
    BOOST_TEST(labelled("urgent").empty());
    BOOST_TEST(labelled("urgent", 6) == Numbers{2});
    BOOST_TEST(labelled("later") == (Numbers{2, 3}));
    BOOST_TEST(labelled("", 5) == Numbers{2});
    BOOST_TEST(incidents() == 3U);
    BOOST_TEST(incidents(7) == 4U);
    BOOST_TEST(store->Search({}).commit == 8U);
    BOOST_REQUIRE(store->Labels(2).size() == 1U);
    BOOST_TEST(store->Labels(2)[0].by == "dana");
    BOOST_TEST(store->Labels(2, 5)[0].value == "urgent");
  }
  BOOST_TEST(*store->RemoveLabel(3, "triage") == 9U);
  BOOST_TEST(!store->RemoveLabel(3, "triage").has_value());
  BOOST_TEST(*store->SplitIncidents(4, 2) == 10U);
  BOOST_TEST(!store->SplitIncidents(4, 2).has_value());
  BOOST_TEST(labelled("later") == Numbers{2});
  BOOST_TEST(incidents() == 4U);
  BOOST_TEST(incidents(9) == 3U);
  fixture::Put(*store, Item("5", "", "more"));
  BOOST_TEST(store->last_commit() == 11U);
  Reopen();
  BOOST_TEST(labelled("later") == Numbers{2});
}

// What people said of a document holds for what comes under its key later.
BOOST_AUTO_TEST_CASE(labels_and_merges_stay_with_later_versions) {
  const auto text = [](int i) { return fixture::Words(fixture::Name("t", i), 20); };
  for (int i = 1; i <= 3; ++i) {
    fixture::Put(*store, Item(std::to_string(i), "", text(i)).Counting());
  }
  const core::Instant now{std::chrono::seconds(1'750'000'000)};
  BOOST_REQUIRE(store->SetLabel(1, {"triage", "urgent", "aigerim", now}).has_value());
  BOOST_REQUIRE(store->MergeIncidents(1, 2, "dana", now).has_value());
  BOOST_TEST(!store->MergeIncidents(2, 1, "dana", now).has_value());
  fixture::Put(*store, Item("1", "", text(7)).Counting());  // 4, at commit 6
  fixture::Put(*store, Item("1", "", text(8)).Counting());  // 5, at commit 7
  const auto labelled = [&](std::optional<store::Commit> at = {}) {
    store::Filter filter;
    filter.labels = {{"triage", ""}};
    filter.at = at;
    return Select(filter);
  };
  const auto incidents = [&] {
    store::SeriesQuery query;
    query.bounds = {core::Instant(), core::Instant(std::chrono::days(30'000))};
    return store->Count(query).cells.at(0).incidents;
  };
  for (const bool reopened : {false, true}) {
    if (reopened) Reopen();
    BOOST_TEST(labelled() == Numbers{5});
    BOOST_TEST(labelled(6) == Numbers{4});
    BOOST_TEST(labelled(4) == Numbers{1});
    BOOST_TEST(labelled(3).empty());
    BOOST_REQUIRE(store->Labels(5).size() == 1U);
    BOOST_TEST(store->Labels(5)[0].value == "urgent");
    BOOST_TEST(incidents() == 2U);
  }
  BOOST_TEST(!store->SetLabel(1, {"triage", "later", "dana", now}).has_value());  // not the latest
  // The new value takes the place of what the first version got.
  BOOST_REQUIRE(store->SetLabel(5, {"triage", "later", "dana", now}).has_value());
  BOOST_REQUIRE(store->Labels(5).size() == 1U);
  BOOST_TEST(store->Labels(5)[0].value == "later");
  BOOST_REQUIRE(store->RemoveLabel(5, "triage").has_value());
  BOOST_TEST(labelled().empty());
  BOOST_REQUIRE(store->SplitIncidents(5, 2).has_value());
  BOOST_TEST(incidents() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
