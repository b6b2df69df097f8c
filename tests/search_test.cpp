#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <set>

#include "store/store.h"
#include "tests/support/store_fixture.h"

using fixture::Item;

namespace {

struct Fixture {
  fixture::Folder folder;
  std::unique_ptr<store::Store> store = fixture::Open(fixture::OptionsFor(folder));

  void Put(const Item& item) { fixture::Put(*store, item); }
  std::vector<store::DocumentNumber> Find(const store::Query& query) const {
    std::vector<store::DocumentNumber> numbers;
    for (const store::Hit& hit : store->Search(query).hits) numbers.push_back(hit.header.number);
    return numbers;
  }
};

using Numbers = std::vector<store::DocumentNumber>;

store::Query Terms(std::vector<std::string> terms) {
  store::Query query;
  for (std::string& term : terms) query.root.parts.push_back(store::Term(std::move(term)));
  query.root.kind = store::QueryNode::Kind::kAnd;
  return query;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(search_test, Fixture)

BOOST_AUTO_TEST_CASE(a_document_must_have_all_terms) {
  Put(Item("1", "", "road bridge tender"));
  Put(Item("2", "bridge", "school tender"));
  Put(Item("3", "", "road school"));
  BOOST_TEST(Find(Terms({"tender"})).size() == 2U);
  BOOST_TEST(Find(Terms({"road", "tender"})) == Numbers{1});
  BOOST_TEST(Find(Terms({"bridge", "school"})) == Numbers{2});
  BOOST_TEST(Find(Terms({"road", "road"})).size() == 2U);
  BOOST_TEST(Find(Terms({"road", "absent"})).empty());
  BOOST_TEST(Find(Terms({"roa"})).empty());
  BOOST_TEST(Find(Terms({std::string("road\0", 5)})).empty());
  BOOST_TEST(Find(Terms({std::string(1000, 'r')})).empty());
  BOOST_TEST(Find(Terms({})) == (Numbers{1, 2, 3}));
}

BOOST_AUTO_TEST_CASE(more_frequent_in_shorter_texts_ranks_first) {
  Put(Item("1", "", "road " + fixture::Words("pad", 50)));
  Put(Item("2", "", "road short text"));
  Put(Item("3", "", "road road text"));
  Put(Item("4", "", "none of it"));
  BOOST_TEST(Find(Terms({"road"})) == (Numbers{3, 2, 1}));
}

BOOST_AUTO_TEST_CASE(the_rarer_term_weighs_more) {
  for (int i = 0; i < 20; ++i) Put(Item(fixture::Name("c", i), "", fixture::Name("common x", i)));
  Put(Item("a", "", "common common rare"));
  Put(Item("b", "", "common rare rare"));
  BOOST_TEST(Find(Terms({"common", "rare"})) == (Numbers{22, 21}));
}

BOOST_AUTO_TEST_CASE(scores_follow_the_formula) {
  Put(Item("1", "", "a a b"));
  Put(Item("2", "", "a c d e f"));
  Put(Item("3", "", "g"));
  const auto result = store->Search(Terms({"a"}));
  BOOST_REQUIRE(result.hits.size() == 2U);
  const double idf = std::log(1 + (3 - 2 + 0.5) / (2 + 0.5));
  const auto bm25 = [&](double frequency, double length) {
    return idf * frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * length / 3));
  };
  BOOST_TEST(result.hits[0].score == bm25(2, 3), boost::test_tools::tolerance(1e-9));
  BOOST_TEST(result.hits[1].score == bm25(1, 5), boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(by_date_the_newest_comes_first_and_ties_go_by_number) {
  Put(Item("1", "", "road a").On("2024-03-01"));
  Put(Item("2", "", "road b").On("2025-03-01"));
  Put(Item("3", "", "road road").On("2024-03-01"));
  Put(Item("4", "", "road c").On("2024-03-01"));
  store::Query query = Terms({});
  query.by_date = true;
  BOOST_TEST(Find(query) == (Numbers{2, 1, 3, 4}));
}

BOOST_AUTO_TEST_CASE(equal_scores_go_by_number_and_pages_fit_together) {
  for (int i = 0; i < 25; ++i) Put(Item(std::to_string(i), "", fixture::Name("road w", i)));
  store::Query query = Terms({"road"});
  query.limit = 7;
  Numbers all;
  for (query.offset = 0; query.offset < 30; query.offset += 7) {
    for (const auto number : Find(query)) all.push_back(number);
    BOOST_TEST(store->Search(query).total == 25U);
  }
  Numbers expected(25);
  for (std::size_t i = 0; i < 25; ++i) expected[i] = static_cast<store::DocumentNumber>(i + 1);
  BOOST_TEST(all == expected);
  query.limit = 0;
  query.offset = 0;
  BOOST_TEST(Find(query).empty());
  BOOST_TEST(store->Search(query).total == 25U);
  query.limit = std::numeric_limits<std::size_t>::max();
  query.offset = 20;
  BOOST_TEST(Find(query).size() == 5U);
}

BOOST_AUTO_TEST_CASE(a_superseded_version_is_found_only_in_its_snapshot) {
  Item item("1", "", "road bridge");
  Put(item);
  item.document.text = "school bridge";
  Put(item);
  BOOST_TEST(Find(Terms({"road"})).empty());
  BOOST_TEST(Find(Terms({"bridge"})) == Numbers{2});
  store::Query query = Terms({"bridge"});
  query.filter.at = 1;
  BOOST_TEST(Find(query) == Numbers{1});
}

BOOST_AUTO_TEST_CASE(punctuation_is_not_indexed) {
  Put(Item("1", "", "road . bridge"));
  BOOST_TEST(Find(Terms({"."})).empty());
}

// Against a search that simply looks at every document, over merges, flushes and reopenings.
BOOST_AUTO_TEST_CASE(finds_what_looking_at_every_document_finds) {
  const unsigned seed = std::random_device()();
  BOOST_TEST_MESSAGE("seed " << seed);
  std::mt19937 random(seed);
  const auto word = [&] {
    return fixture::Name("w", static_cast<std::int64_t>(random() % 40 * (random() % 40) / 40));
  };
  std::map<store::DocumentNumber, std::pair<std::set<std::string>, bool>> live;
  std::map<std::string, store::DocumentNumber> latest;
  store::DocumentNumber number = 0;
  for (int i = 0; i < 1500; ++i) {
    std::string text;
    std::set<std::string> words;
    for (int n = 0; n < 12; ++n) {
      const std::string each = word();
      text += each + " ";
      words.insert(each);
    }
    const std::string address = std::to_string(random() % 1000);
    Item item(address, "", text);
    const bool tagged = random() % 5 == 0;
    if (tagged) item.With(core::TagKind::kSphere, "roads");
    if (fixture::Put(*store, item).result == store::PutResult::kUnchanged) continue;
    ++number;
    if (latest.contains(address)) live.erase(latest[address]);
    latest[address] = number;
    live[number] = {words, tagged};
    if (i % 500 == 499) {
      store.reset();
      store = fixture::Open(fixture::OptionsFor(folder));
    }
  }
  for (int i = 0; i < 200; ++i) {
    store::Query query = Terms({});
    std::vector<std::string> terms;
    for (unsigned n = random() % 4; n > 0; --n) terms.push_back(word());
    query = Terms(terms);
    const bool tagged = random() % 3 == 0;
    if (tagged) query.filter.tags = {{core::TagKind::kSphere, "roads", core::Role::kNone}};
    query.limit = 10'000;
    Numbers expected;
    for (const auto& [each, document] : live) {
      const auto& [words, has_tag] = document;
      const bool all = std::all_of(terms.begin(), terms.end(), [&words = words](const auto& term) {
        return words.contains(term);
      });
      if (all && (!tagged || has_tag)) expected.push_back(each);
    }
    Numbers found = Find(query);
    std::sort(found.begin(), found.end());
    BOOST_TEST(found == expected, "seed " << seed);
  }
}

BOOST_AUTO_TEST_CASE(what_came_later_is_found_as_among_all) {
  std::mt19937 random(7);
  for (int i = 0; i < 300; ++i) {
    Item item(fixture::Name("d", static_cast<int>(random() % 200)), i % 7 == 0 ? "bridge" : "",
              fixture::Name("common x", i) + (i % 3 == 0 ? " road tender" : " road x tender"));
    if (i % 5 == 0) item.Counting();
    Put(item);
  }
  std::vector<store::Query> queries = {Terms({}), Terms({"road"}), Terms({"road", "bridge"})};
  queries.emplace_back().root.kind = store::QueryNode::Kind::kPhrase;
  queries.back().root.parts = {store::Term("road"), store::Term("tender")};
  queries.emplace_back().root.kind = store::QueryNode::Kind::kPrefix;
  queries.back().root.lemmas = {"x1"};
  queries.emplace_back().root.kind = store::QueryNode::Kind::kNot;
  queries.back().root.parts = {store::Term("bridge")};
  queries.push_back(Terms({"road"}));
  queries.back().filter.countable = true;
  for (store::Query& query : queries) {
    query.by_date = true;
    query.limit = std::numeric_limits<std::size_t>::max();
    Numbers all = Find(query);
    std::sort(all.begin(), all.end());
    BOOST_TEST(!all.empty());
    for (const store::DocumentNumber after : {1u, 77u, 250u, 299u, 300u, 5000u}) {
      query.after = after;
      Numbers later = Find(query);
      std::sort(later.begin(), later.end());
      BOOST_TEST(later == Numbers(std::upper_bound(all.begin(), all.end(), after), all.end()),
                 boost::test_tools::per_element());
      BOOST_TEST(store->Search(query).last == 300u);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_came_later_may_lie_in_a_later_block) {
  constexpr int kBlock = 1 << 16;
  std::vector<store::PutRequest> group;
  for (int i = 1; i <= kBlock + 20; ++i) {
    const Item item(fixture::Name("d", i), "", i % 2 == 0 ? "even" : "odd");
    group.push_back({fixture::Prepare(*store, item), {}});
    if (group.size() == 4096 || i == kBlock + 20) {
      store->PutGroup(group);
      group.clear();
    }
  }
  store::Query query = Terms({"even"});
  query.by_date = true;
  for (const int after : {kBlock - 4, kBlock - 1, kBlock, kBlock + 7}) {
    query.after = static_cast<store::DocumentNumber>(after);
    query.limit = 1000;
    Numbers due, found = Find(query);
    for (int i = after + 1; i <= kBlock + 20; ++i) {
      if (i % 2 == 0) due.push_back(static_cast<store::DocumentNumber>(i));
    }
    std::sort(found.begin(), found.end());
    BOOST_TEST(found == due, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_SUITE_END()
