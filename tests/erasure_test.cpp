// What is erased is gone: from every index, at every commit, and for good.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>
#include <random>
#include <set>

#include "store/database.h"
#include "tests/support/store_fixture.h"

namespace {

using fixture::Item;
using store::DocumentNumber;
using store::PutResult;
using Numbers = std::vector<DocumentNumber>;

const store::ErasureOrder kOrder{"clerk", "court order 12-4",
                                 core::Instant(std::chrono::seconds(1'750'000'000))};

struct ErasureFixture : fixture::StoreFixture {
  ErasureFixture() {
    store.reset();
    options.key_file = folder / "key";
    store = fixture::Open(options);
  }
  void Reopen() {
    store.reset();
    store = fixture::Open(options);
  }
  store::SearchResult Search(store::QueryNode root, std::optional<store::Commit> at = {}) const {
    store::Query query;
    query.root = std::move(root);
    query.filter.at = at;
    query.limit = 1000;
    return store->Search(query);
  }
  Numbers Find(std::string_view word, std::optional<store::Commit> at = {}) const {
    Numbers numbers;
    for (const store::Hit& hit : Search(store::Term(std::string(word)), at).hits) {
      numbers.push_back(hit.header.number);
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
  }
  Numbers Live(std::optional<store::Commit> at = {}) const {
    store::Filter filter;
    filter.at = at;
    return Select(filter);
  }
  std::vector<store::Erasure> Erase(Numbers numbers) {
    const auto erased = store->Erase(numbers, kOrder);
    BOOST_REQUIRE_MESSAGE(erased.has_value(), (erased ? "" : erased.error().message));
    return *erased;
  }

  store::Options options = fixture::OptionsFor(folder);
};

store::QueryNode Prefix(std::string_view begin) {
  store::QueryNode node;
  node.kind = store::QueryNode::Kind::kPrefix;
  node.lemmas = {std::string(begin)};
  return node;
}

Item Appeal(std::string_view number, std::string_view text) {
  return Item(number, "", text).From(core::SourceType::kAppeal, "register").Sealing(text);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(erasure, ErasureFixture)

BOOST_AUTO_TEST_CASE(all_versions_of_a_document_go_from_every_index) {
  fixture::Put(*store, Item("1", "", "the bridge was let").Counting());
  fixture::Put(*store, Appeal("A-7", "kasym asks for the bridge").Counting());
  fixture::Put(*store, Appeal("A-7", "kasym asks again"));
  const std::string sha256 = store->Get(3)->text_sha256;
  BOOST_REQUIRE(store->SetLabel(3, {"triage", "urgent", "clerk", {}, 0, 0}).has_value());

  const auto erased = Erase({3});
  BOOST_REQUIRE(erased.size() == 1U);
  BOOST_TEST(erased[0].versions == (Numbers{2, 3}));
  BOOST_TEST((erased[0].source_type == core::SourceType::kAppeal));
  for (int pass = 0; pass < 2; ++pass) {
    for (const DocumentNumber number : {2U, 3U}) {
      BOOST_TEST(!store->Get(number).has_value());
      BOOST_TEST(!store->GetAnalysis(number).has_value());
      BOOST_TEST(!store->Unseal(number).has_value());
      BOOST_TEST(store->ErasureOf(number)->reason == "court order 12-4");
    }
    BOOST_TEST(store->WithText(sha256).empty());
    BOOST_TEST(Find("kasym").empty());
    BOOST_TEST(Find("bridge") == Numbers{1});
    BOOST_TEST(Live() == Numbers{1});
    BOOST_TEST(Search(Prefix("kas")).total == 0U);
    BOOST_TEST(store->Labels(1).empty());
    BOOST_TEST(!store->Find({core::SourceType::kAppeal, "register", "A-7"}).has_value());
    BOOST_CHECK(store->counters() == store->Recount());
    BOOST_TEST(store->counters().documents == 1U);
    BOOST_TEST(store->counters().versions == 3U);
    BOOST_TEST(!store->ErasureOf(1).has_value());
    Reopen();
  }
}

BOOST_AUTO_TEST_CASE(earlier_commits_do_without_it_and_say_so) {
  fixture::Put(*store, Item("1", "", "a bridge"));
  fixture::Put(*store, Item("2", "", "another bridge"));
  fixture::Put(*store, Item("3", "", "a road"));
  BOOST_TEST(Find("bridge", 2) == (Numbers{1, 2}));
  Erase({2});
  for (int pass = 0; pass < 2; ++pass) {
    BOOST_TEST(Find("bridge", 2) == Numbers{1});
    BOOST_TEST(Live(3) == (Numbers{1, 3}));
    BOOST_TEST(Search(store::Term("bridge"), 2).erased == 1U);
    BOOST_TEST(Search(store::Term("bridge"), 1).erased == 0U);
    BOOST_TEST(Search(store::Term("bridge")).erased == 0U);
    store::SeriesQuery series;
    series.filter.at = 3;
    series.bounds = {core::Instant(), core::Instant(std::chrono::seconds(2'000'000'000))};
    const store::Series counted = store->Count(series);
    BOOST_TEST(counted.cells.at(0).items == 2U);
    BOOST_TEST(counted.erased == 1U);
    BOOST_TEST(store->last_commit() == 4U);
    Reopen();
  }
}

BOOST_AUTO_TEST_CASE(what_was_erased_does_not_come_back) {
  fixture::Put(*store, Appeal("A-7", "kasym asks"));
  Erase({1});
  Reopen();
  const core::DocumentKey key{core::SourceType::kAppeal, "register", "A-7"};
  BOOST_TEST(store->IsErased(key));
  core::Batch seen;
  seen.Put("seen", "1");
  const auto outcome = fixture::Put(*store, Appeal("A-7", "kasym asks once more"), seen);
  BOOST_TEST((outcome.result == PutResult::kErased));
  BOOST_TEST(Live().empty());
  BOOST_TEST(*store->space(store::kFrontierSpace).Get("seen") == "1");
  BOOST_TEST((fixture::Put(*store, Appeal("A-8", "kasym")).result == PutResult::kAdded));
}

BOOST_AUTO_TEST_CASE(numbers_that_are_none_are_refused_and_nothing_is_done) {
  fixture::Put(*store, Item("1", "", "a bridge"));
  fixture::Put(*store, Item("2", "", "a road"));
  const auto missing = store->Erase(Numbers{1, 9}, kOrder);
  BOOST_REQUIRE(!missing.has_value());
  BOOST_TEST(missing.error().message == "there is no document 9");
  BOOST_TEST(Live() == (Numbers{1, 2}));
  Erase({1});
  BOOST_TEST(store->Erase(Numbers{1}, kOrder).error().message == "document 1 was erased already");
}

BOOST_AUTO_TEST_CASE(tags_of_a_retagging_go_with_it) {
  fixture::Put(*store, Item("1", "", "a bridge"));
  fixture::Put(*store, Item("2", "", "a road"));
  const auto retag = [&](std::string_view version) {
    store->BeginRetagging(version);
    Item tagged = Item("", "", "").Counting().With(core::TagKind::kSphere, "transport");
    tagged.classification.lexicon_version = version;
    const std::vector<store::Retagged> all = {{1, tagged.classification},
                                              {2, tagged.classification}};
    store->PutRetagged(all, 3);
  };
  retag("lexicon-2");
  store->FinishRetagging();
  retag("lexicon-3");  // still under way
  Erase({2});
  BOOST_CHECK(store->counters() == store->Recount());
  store->FinishRetagging();
  BOOST_CHECK(store->counters() == store->Recount());
  BOOST_TEST(store->counters().countable == 1U);
  Reopen();
  BOOST_TEST(Live() == Numbers{1});
}

BOOST_AUTO_TEST_CASE(reprints_of_an_erased_text_are_no_group_with_it) {
  const std::string text = fixture::Words("story", 60);
  fixture::Put(*store, Item("1", "", text));
  Erase({1});
  fixture::Put(*store, Item("2", "", text));
  BOOST_TEST(store->Get(2)->header.group == 2U);
}

BOOST_AUTO_TEST_CASE(a_restored_corpus_honours_what_was_erased_since) {
  fixture::Put(*store, Item("1", "", "a bridge"));
  fixture::Put(*store, Item("2", "", "a road"));
  Erase({2});
  const std::vector<store::Erasure> erased = store->erasures();

  store::Options other = fixture::OptionsFor(folder);
  other.folder = folder / "restored";
  const auto restored = fixture::Open(other);
  fixture::Put(*restored, Item("2", "", "a road"));
  BOOST_TEST(restored->Honour(erased).size() == 1U);
  BOOST_TEST(!restored->Get(1).has_value());
  BOOST_TEST(restored->Honour(erased).empty());
  // One that was never there is refused, too.
  other.folder = folder / "empty";
  const auto empty = fixture::Open(other);
  BOOST_TEST(empty->Honour(erased).at(0).versions.empty());
  BOOST_TEST((fixture::Put(*empty, Item("2", "", "a road")).result == PutResult::kErased));
}

// Against a model: documents of few words, put, changed and erased at random.
BOOST_AUTO_TEST_CASE(random_erasures_leave_what_a_model_says) {
  constexpr unsigned kSeed = 20260;
  BOOST_TEST_MESSAGE("seed " << kSeed);
  std::mt19937 random(kSeed);
  const auto below = [&](unsigned end) { return static_cast<unsigned>(random() % end); };
  std::map<unsigned, std::pair<DocumentNumber, std::set<std::string>>> live;  // by address
  std::set<unsigned> erased;
  for (int step = 0; step < 600; ++step) {
    const unsigned address = below(120);
    if (below(4) == 0 && live.contains(address)) {
      Erase({live[address].first});
      live.erase(address);
      erased.insert(address);
    } else {
      std::set<std::string> words;
      for (unsigned i = below(6) + 1; i > 0; --i) words.insert(fixture::Name("w", below(40)));
      std::string text;
      for (const std::string& word : words) text.append(word).append(" ");
      text.append(fixture::Name("only", step));
      words.insert(fixture::Name("only", step));
      const auto outcome = fixture::Put(*store, Item(fixture::Name("", address), "", text));
      BOOST_REQUIRE_EQUAL(outcome.result == PutResult::kErased, erased.contains(address));
      if (outcome.result != PutResult::kErased) live[address] = {outcome.number, words};
    }
    if (step % 150 == 149) Reopen();
  }
  std::map<std::string, Numbers> expected;
  for (const auto& [address, document] : live) {
    for (const std::string& word : document.second) expected[word].push_back(document.first);
  }
  for (auto& [word, numbers] : expected) {
    std::sort(numbers.begin(), numbers.end());
    BOOST_TEST(Find(word) == numbers, word);
  }
  BOOST_TEST(live.size() > 20U);
  BOOST_TEST(erased.size() > 20U);
  BOOST_CHECK(store->counters() == store->Recount());
  // A word that only erased documents had is no word any more.
  std::set<std::string> expected_words;
  for (DocumentNumber number = 1; number <= 600; ++number) {
    const auto analysis = store->GetAnalysis(number);
    if (!analysis) continue;
    for (const core::Token& token : analysis->text.tokens) {
      expected_words.emplace(analysis->text.lemma_code(token));
    }
  }
  store.reset();
  const auto database = store::Database::Open(options);
  BOOST_REQUIRE(database.has_value());
  std::set<std::string> words;
  const auto at = (*database)->Iterate(store::Family::kCatalog);
  for (at->Seek("v"); at->Valid() && at->key().starts_with("v"); at->Next()) {
    words.insert(at->key().ToString().substr(1));
  }
  BOOST_CHECK(words == expected_words);
}

BOOST_AUTO_TEST_SUITE_END()
