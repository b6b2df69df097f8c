#include "store/near_duplicates.h"

#include <boost/test/unit_test.hpp>

#include "store/codec.h"
#include "tests/support/store_fixture.h"

using fixture::Item;

namespace {

struct Fixture {
  fixture::Folder folder;
  std::unique_ptr<store::Store> store = fixture::Open(fixture::OptionsFor(folder));

  store::DocumentNumber GroupOf(const Item& item) {
    const auto outcome = fixture::Put(*store, item);
    return store->Get(outcome.number)->header.group;
  }
};

// One number per element, as a band's members are written.
std::string Members(std::initializer_list<store::DocumentNumber> numbers) {
  std::string bytes;
  for (const auto number : numbers) store::AppendFixed(bytes, number);
  return bytes;
}

const std::string kStory = fixture::Words("story", 60);
const std::string kReprint = "herald reports : " + kStory + "read more here";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(near_duplicates_test, Fixture)

BOOST_AUTO_TEST_CASE(grams_run_across_sentences_and_count_once) {
  std::vector<std::uint64_t> one, two;
  store::GramsOf("\2 a b c d ", one);
  store::GramsOf("\2 a b \2 c d ", two);
  BOOST_TEST(one.size() == 2U);
  BOOST_TEST(one == two);
  store::GramsOf("\2 a a a a a ", one);
  BOOST_TEST(one.size() == 1U);
  store::GramsOf("\2 a b ", one);
  BOOST_TEST(one.empty());
  store::GramsOf("\2 a b c", one);  // a cut stream is read to its end
  BOOST_TEST(one.size() == 1U);
  store::GramsOf("\2 ab c d ", one);
  store::GramsOf("\2 a bc d ", two);
  BOOST_TEST(one != two);
}

BOOST_AUTO_TEST_CASE(jaccard_is_the_common_part_of_all) {
  using Grams = std::vector<std::uint64_t>;
  BOOST_TEST(store::Jaccard(Grams{1, 2, 3}, Grams{2, 3, 4}) == 0.5);
  BOOST_TEST(store::Jaccard(Grams{1, 2}, Grams{1, 2}) == 1);
  BOOST_TEST(store::Jaccard(Grams{1}, Grams{2}) == 0);
  BOOST_TEST(store::Jaccard(Grams{}, Grams{}) == 0);
}

BOOST_AUTO_TEST_CASE(a_band_keeps_its_oldest_and_newest_however_it_is_joined) {
  std::vector<std::string> all;
  for (store::DocumentNumber number = 1; number <= 200; ++number) all.push_back(Members({number}));
  std::string expected;
  for (store::DocumentNumber number = 1; number <= 32; ++number) expected += Members({number});
  for (store::DocumentNumber number = 169; number <= 200; ++number) expected += Members({number});
  for (const std::size_t size : {1U, 3U, 70U, 200U}) {
    std::vector<std::string> groups;
    for (std::size_t i = 0; i < all.size(); i += size) {
      const std::vector<std::string_view> part(
          all.begin() + static_cast<std::ptrdiff_t>(i),
          all.begin() + static_cast<std::ptrdiff_t>(std::min(i + size, all.size())));
      BOOST_REQUIRE(store::JoinMembers(part, groups.emplace_back()));
    }
    std::string joined;
    BOOST_REQUIRE(
        store::JoinMembers(std::vector<std::string_view>(groups.begin(), groups.end()), joined));
    BOOST_TEST((joined == expected), "groups of " << size);
  }
  std::string out;
  BOOST_TEST(!store::JoinMembers(std::vector<std::string_view>{"abc"}, out));
}

BOOST_AUTO_TEST_CASE(candidates_rank_by_shared_bands_then_by_age) {
  const std::string a = Members({1, 2, 9}), b = Members({2, 9}), c = Members({9, 11});
  const std::vector<std::string_view> bands = {a, b, "", c};
  BOOST_TEST(store::RankCandidates(bands, 10) == (std::vector<store::DocumentNumber>{9, 2, 1, 11}));
  BOOST_TEST(store::RankCandidates(bands, 2) == (std::vector<store::DocumentNumber>{9, 2}));
}

BOOST_AUTO_TEST_CASE(a_reprint_joins_the_group_of_the_original_and_stays_a_document) {
  BOOST_TEST(GroupOf(Item("1", "", kStory)) == 1U);
  BOOST_TEST(GroupOf(Item("2", "", fixture::Words("other", 60))) == 2U);
  BOOST_TEST(GroupOf(Item("1", "", kReprint).From(core::SourceType::kMedia, "other-outlet")) == 1U);
  BOOST_TEST(GroupOf(Item("9", "", kStory).From(core::SourceType::kMedia, "third")) == 1U);
  BOOST_TEST(store->counters().documents == 4U);
  BOOST_TEST(store->WithText(store->Get(1)->text_sha256) ==
             (std::vector<store::DocumentNumber>{1, 4}));
}

BOOST_AUTO_TEST_CASE(the_group_is_that_of_the_most_similar_document) {
  const std::string half = fixture::Words("left", 40) + fixture::Words("right", 40);
  GroupOf(Item("1", "", fixture::Words("left", 40) + fixture::Words("right", 36)));
  GroupOf(Item("2", "", fixture::Words("new", 4) + half + fixture::Words("end", 60)));
  // Nearly the first one, and at a little more than half the second one.
  BOOST_TEST(GroupOf(Item("3", "", half)) == 1U);
}

BOOST_AUTO_TEST_CASE(the_threshold_decides) {
  const std::string text = fixture::Words("left", 42) + fixture::Words("right", 42);
  const std::string third = fixture::Words("left", 42) + fixture::Words("far", 42);  // J = 1/3
  GroupOf(Item("1", "", text));
  BOOST_TEST(GroupOf(Item("2", "", third)) == 2U);

  const fixture::Folder other;
  store::Options options = fixture::OptionsFor(other);
  options.near_duplicate_threshold = 0.97;
  const auto strict = fixture::Open(options);
  fixture::Put(*strict, Item("1", "", kStory));
  const auto outcome = fixture::Put(*strict, Item("2", "", kReprint));
  BOOST_TEST(strict->Get(outcome.number)->header.group == 2U);
}

BOOST_AUTO_TEST_CASE(a_new_version_is_not_grouped_by_its_own_old_one) {
  BOOST_TEST(GroupOf(Item("1", "", kStory)) == 1U);
  BOOST_TEST(GroupOf(Item("1", "", kReprint)) == 2U);
  BOOST_TEST(GroupOf(Item("2", "", kStory)) == 2U);
  BOOST_TEST(GroupOf(Item("1", "", kStory + "corrected")) == 2U);
}

BOOST_AUTO_TEST_CASE(texts_too_short_for_a_signature_stay_alone) {
  BOOST_TEST(GroupOf(Item("1", "", "two words")) == 1U);
  BOOST_TEST(GroupOf(Item("2", "", "two words")) == 2U);
  BOOST_TEST(GroupOf(Item("3", "", "")) == 3U);
}

BOOST_AUTO_TEST_CASE(a_form_letter_sent_many_times_is_one_group) {
  for (int i = 0; i < 300; ++i) {
    BOOST_TEST(GroupOf(Item(std::to_string(i), "", kStory + fixture::Name("signed", i))) == 1U);
  }
  BOOST_TEST(store->counters().documents == 300U);
}

BOOST_AUTO_TEST_SUITE_END()
