#include <boost/test/unit_test.hpp>
#include <map>
#include <random>
#include <set>
#include <tuple>

#include "store/store.h"
#include "tests/support/store_fixture.h"

using fixture::Item;
using store::Dimension;

namespace {

constexpr int kBuckets = 4;

core::Instant DayOf(int day) {
  return core::Instant(std::chrono::days(19'000 + day));
}

// What a person would count from.
struct Plain {
  store::DocumentNumber number = 0, group = 0;
  int day = 0;
  bool counts = false;
  std::string source, sphere, word;
  std::vector<std::string> regions;
  core::Language language = core::Language::kRu;
};

using Key = std::tuple<std::uint32_t, std::string, std::string>;
struct Counts {
  std::uint64_t items = 0, incidents = 0, outlets = 0, of_items = 0;
  bool operator==(const Counts&) const = default;
};

std::vector<std::string> ValuesOf(const Plain& plain, Dimension dimension) {
  switch (dimension) {
    case Dimension::kSphere:
      return {plain.sphere};
    case Dimension::kRegion:
      return plain.regions;
    case Dimension::kSource:
      return {plain.source};
    default:
      return {std::string(core::Code(plain.language))};
  }
}

struct Fixture {
  fixture::Folder folder;
  std::unique_ptr<store::Store> store = fixture::Open(fixture::OptionsFor(folder));
  std::map<std::string, Plain> live;
  std::mt19937 random{11};

  void Fill(int documents) {
    for (int i = 0; i < documents; ++i) {
      const std::string address = std::to_string(random() % 250);
      Plain plain;
      plain.source = fixture::Name("outlet-", random() % 3);
      plain.day = static_cast<int>(random() % 45);
      plain.sphere = random() % 2 == 0 ? "health" : "roads";
      plain.word = random() % 2 == 0 ? "bridge" : "school";
      plain.language = random() % 3 == 0 ? core::Language::kKk : core::Language::kRu;
      plain.counts = random() % 3 != 0;
      // Few different texts, so that there are many near-duplicates.
      Item item(address, "",
                fixture::Words(fixture::Name("story", random() % 30), 20) + plain.word);
      item.From(core::SourceType::kMedia, plain.source);
      item.document.received = DayOf(plain.day);
      item.classification.language = plain.language;
      if (plain.counts) item.Counting();
      item.With(core::TagKind::kSphere, plain.sphere);
      for (std::size_t n = random() % 3; n > 0; --n) {
        plain.regions.push_back(fixture::Name("KZ-", static_cast<std::int64_t>(n)));
        item.With(core::TagKind::kRegion, plain.regions.back());
      }
      const auto outcome = fixture::Put(*store, item);
      if (outcome.result == store::PutResult::kUnchanged) continue;
      plain.number = outcome.number;
      plain.group = store->Get(outcome.number)->header.group;
      live[plain.source + "/" + address] = plain;
    }
  }

  std::map<Key, Counts> CountByHand(const std::vector<Dimension>& by, bool words,
                                    bool rates) const {
    std::map<Key, Counts> counts;
    std::map<Key, std::set<store::DocumentNumber>> groups;
    std::map<Key, std::set<std::string>> outlets;
    const auto bucket_of = [](const Plain& plain) {
      return static_cast<std::uint32_t>(plain.day / 10);
    };
    for (const auto& [address, plain] : live) {
      if (!plain.counts || plain.day >= 10 * kBuckets || (words && plain.word != "bridge"))
        continue;
      const auto first = by.empty() ? std::vector<std::string>{""} : ValuesOf(plain, by[0]);
      const auto second = by.size() < 2 ? std::vector<std::string>{""} : ValuesOf(plain, by[1]);
      for (const std::string& a : first) {
        for (const std::string& b : second) {
          const Key key(bucket_of(plain), a, b);
          ++counts[key].items;
          groups[key].insert(plain.group);
          outlets[key].insert(plain.source);
        }
      }
    }
    for (auto& [key, each] : counts) {
      each.incidents = groups[key].size();
      each.outlets = outlets[key].size();
      if (!rates) continue;
      for (const auto& [address, plain] : live) {
        bool same = bucket_of(plain) == std::get<0>(key);
        for (std::size_t i = 0; i < by.size(); ++i) {
          if (by[i] != Dimension::kSource && by[i] != Dimension::kLanguage) continue;
          same =
              same && ValuesOf(plain, by[i])[0] == (i == 0 ? std::get<1>(key) : std::get<2>(key));
        }
        each.of_items += same ? 1 : 0;
      }
    }
    return counts;
  }

  std::map<Key, Counts> Count(const std::vector<Dimension>& by, bool words, bool rates,
                              std::optional<store::Commit> at = {}) const {
    store::SeriesQuery query;
    if (words) query.root = store::Term("bridge");
    query.filter.countable = true;
    query.filter.at = at;
    query.by = by;
    query.rates = rates;
    for (int i = 0; i <= kBuckets; ++i) query.bounds.push_back(DayOf(10 * i));
    const store::Series series = store->Count(query);
    std::map<Key, Counts> counts;
    for (const store::SeriesCell& cell : series.cells) {
      const auto value = [&](std::size_t i) {
        return i < by.size() ? series.values[i][cell.values[i]] : std::string();
      };
      counts[{cell.bucket, value(0), value(1)}] = {cell.items, cell.incidents, cell.outlets,
                                                   cell.of_items};
    }
    BOOST_TEST(counts.size() == series.cells.size());
    return counts;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(series_test, Fixture)

BOOST_AUTO_TEST_CASE(counts_are_those_made_by_hand) {
  Fill(600);
  const std::vector<std::vector<Dimension>> dimensions = {
      {},
      {Dimension::kSphere},
      {Dimension::kRegion},
      {Dimension::kSource},
      {Dimension::kSphere, Dimension::kRegion},
      {Dimension::kLanguage, Dimension::kSphere},
      {Dimension::kRegion, Dimension::kSource},
      {Dimension::kSource, Dimension::kLanguage}};
  for (const auto& by : dimensions) {
    for (const bool words : {false, true}) {
      for (const bool rates : {false, true}) {
        BOOST_CHECK(Count(by, words, rates) == CountByHand(by, words, rates));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_commit_is_counted_the_same_whatever_comes_later) {
  Fill(200);
  const store::Commit commit = store->last_commit();
  const auto before = Count({Dimension::kSphere}, false, true);
  Fill(300);
  BOOST_CHECK(Count({Dimension::kSphere}, false, true, commit) == before);
  BOOST_CHECK(Count({Dimension::kSphere}, false, true) != before);
}

BOOST_AUTO_TEST_CASE(a_filter_narrows_what_is_counted_and_what_it_is_held_against) {
  Fill(300);
  store::SeriesQuery query;
  query.bounds = {DayOf(0), DayOf(100)};
  query.rates = true;
  query.filter.source = "outlet-1";
  query.filter.tags = {{core::TagKind::kSphere, "health"}};
  const store::Series series = store->Count(query);
  std::uint64_t items = 0, of_items = 0;
  for (const auto& [address, plain] : live) {
    if (plain.source != "outlet-1") continue;
    ++of_items;
    items += plain.sphere == "health" ? 1 : 0;
  }
  BOOST_REQUIRE(series.cells.size() == 1U);
  BOOST_TEST(series.cells[0].items == items);
  BOOST_TEST(series.cells[0].outlets == 1U);
  BOOST_TEST(series.cells[0].of_items == of_items);
  BOOST_TEST(series.commit == store->last_commit());
}

BOOST_AUTO_TEST_CASE(nothing_is_counted_of_an_empty_store_or_without_buckets) {
  BOOST_TEST(Count({Dimension::kSphere}, false, true).empty());
  Fill(10);
  BOOST_TEST(store->Count({}).cells.empty());
}

BOOST_AUTO_TEST_SUITE_END()
