#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "store/store.h"
#include "tests/support/store_fixture.h"

using fixture::Item;
using Numbers = std::vector<store::DocumentNumber>;

BOOST_FIXTURE_TEST_SUITE(taggings_test, fixture::StoreFixture)

BOOST_AUTO_TEST_CASE(a_retagging_is_seen_by_all_at_once_and_only_from_its_commit_on) {
  for (int i = 1; i <= 4; ++i) {
    fixture::Put(*store, Item(std::to_string(i), "", fixture::Name("text ", i))
                             .Counting()
                             .With(core::TagKind::kSphere, "roads"));
  }
  const auto found = [&](const char* sphere, std::optional<store::Commit> at = {}) {
    store::Query query;
    query.filter.tags = {{core::TagKind::kSphere, sphere}};
    query.filter.at = at;
    std::vector<store::DocumentNumber> numbers;
    for (const store::Hit& hit : store->Search(query).hits) {
      BOOST_TEST(hit.header.tags[0].id == sphere);
      numbers.push_back(hit.header.number);
    }
    return numbers;
  };
  const auto tagged = [](const char* sphere) {
    Item item = Item("", "", "").Counting().With(core::TagKind::kSphere, sphere);
    item.classification.lexicon_version = "lexicon-2";
    return item.classification;
  };
  // Another one that was begun leaves nothing.
  BOOST_TEST(store->BeginRetagging("lexicon-x").next == 1U);
  store->PutRetagged(std::vector<store::Retagged>{{3, tagged("never")}}, 4);
  BOOST_TEST(store->BeginRetagging("lexicon-2").next == 1U);
  store->PutRetagged(std::vector<store::Retagged>{{1, tagged("health")}}, 2);
  BOOST_TEST(found("roads") == (Numbers{1, 2, 3, 4}));
  Reopen();
  BOOST_TEST(found("roads") == (Numbers{1, 2, 3, 4}));
  BOOST_TEST(store->BeginRetagging("lexicon-2").next == 2U);
  core::Classification silent;
  silent.language = core::Language::kRu;
  silent.lexicon_version = "lexicon-2";
  store->PutRetagged(std::vector<store::Retagged>{{2, silent}}, 5);
  BOOST_TEST(store->FinishRetagging() == 5U);

  for (const bool reopened : {false, true}) {
    if (reopened) Reopen();
    BOOST_TEST(store->last_commit() == 5U);
    BOOST_TEST(found("health") == Numbers{1});
    BOOST_TEST(found("roads") == (Numbers{3, 4}));
    BOOST_TEST(found("roads", 4) == (Numbers{1, 2, 3, 4}));
    BOOST_TEST(found("roads", 2) == (Numbers{1, 2}));
    BOOST_TEST(found("health", 4).empty());
    BOOST_TEST(found("never").empty());
    BOOST_TEST(store->Get(1)->header.tags[0].id == "health");
    BOOST_TEST(store->Get(1)->classification.lexicon_version == "lexicon-2");
    BOOST_TEST(store->Get(1, 4)->header.tags[0].id == "roads");
    BOOST_TEST(store->Get(1, 4)->classification.lexicon_version != "lexicon-2");
    BOOST_TEST(store->Get(1, 5)->header.tags[0].id == "health");
    BOOST_TEST(store->Get(3)->header.tags[0].id == "roads");
    BOOST_TEST(store->Get(3)->classification.lexicon_version == "lexicon-2");
    BOOST_TEST(!store->Get(2)->header.countable);
    BOOST_CHECK(store->counters() == store->Recount());
    BOOST_TEST(store->counters().countable == 3U);
    BOOST_TEST(store->Search({}).commit == 5U);
  }
  // What comes again unchanged is no new version, though another lexicon tagged it first.
  Item again("3", "", "text 3");
  again.classification = tagged("roads");
  BOOST_CHECK(fixture::Put(*store, again).result == store::PutResult::kUnchanged);
  // A superseded document takes its present tags out of the counters.
  fixture::Put(*store, Item("1", "", "another text"));
  BOOST_TEST(found("health").empty());
  BOOST_TEST(found("health", 5) == Numbers{1});
  BOOST_CHECK(store->counters() == store->Recount());
  BOOST_REQUIRE(store->taggings().size() == 1U);
  BOOST_TEST(store->taggings()[0].last == 4U);
}

BOOST_AUTO_TEST_CASE(after_thousands_of_questions_the_tags_are_the_same) {
  constexpr store::DocumentNumber kDocuments = 6;
  const auto with = [](const std::string& sphere) {
    return Item("", "", "").Counting().With(core::TagKind::kSphere, sphere).classification;
  };
  std::vector<store::Commit> commits;
  const auto retag = [&](std::vector<store::DocumentNumber> numbers) {
    const std::string lexicon = fixture::Name("sphere-", static_cast<int>(commits.size()));
    store->BeginRetagging(lexicon);
    std::vector<store::Retagged> retagged;
    for (const auto number : numbers) retagged.push_back({number, with(lexicon)});
    store->PutRetagged(retagged, kDocuments + 1);
    commits.push_back(store->FinishRetagging());
  };
  for (store::DocumentNumber i = 1; i <= kDocuments; ++i) {
    Item item(std::to_string(i), "", fixture::Name("text ", i));
    item.classification = with("first");
    fixture::Put(*store, item);
  }
  retag({1, 2});
  retag({2, 3});
  const auto said = [&] {
    std::vector<std::string> spheres;
    for (const auto at : {commits[0] - 1, commits[0], commits[1], store->last_commit()}) {
      for (store::DocumentNumber i = 1; i <= kDocuments; ++i) {
        spheres.push_back(store->Get(i, at)->header.tags[0].id);
      }
    }
    return spheres;
  };
  const auto before = said();
  BOOST_TEST(before[kDocuments + 1] == "sphere-0");      // the second document
  BOOST_TEST(before[2 * kDocuments + 1] == "sphere-1");  // and after the next retagging
  for (int i = 0; i < 200; ++i) BOOST_REQUIRE(said() == before);
  retag({1, 4});
  BOOST_TEST(store->Get(4)->header.tags[0].id == "sphere-2");
  BOOST_TEST(store->Get(4, commits[1])->header.tags[0].id == "first");
  BOOST_TEST(store->Get(2)->header.tags[0].id == "sphere-1");
  BOOST_TEST(store->Get(1)->header.tags[0].id == "sphere-2");
  for (int i = 0; i < 200; ++i) BOOST_REQUIRE(store->Get(4)->header.tags[0].id == "sphere-2");
}

BOOST_AUTO_TEST_SUITE_END()
