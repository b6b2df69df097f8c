#include "store/near_duplicates.h"

#include <boost/test/unit_test.hpp>

#include "store/codec.h"
#include "store/near_duplicate_window.h"
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

store::Grams GramsOf(std::string_view lemma_stream) {
  store::Grams grams;
  store::GramsOf(lemma_stream, grams);
  return grams;
}

const std::string kStory = fixture::Words("story", 60);
const std::string kReprint = "herald reports : " + kStory + "read more here";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(near_duplicates_test, Fixture)

BOOST_AUTO_TEST_CASE(pairs_run_across_sentences_and_count_once) {
  const std::string_view parted = "\2 a b \2 c d ";
  BOOST_TEST(GramsOf("\2 a b c d ").pairs.size() == 3U);
  BOOST_TEST(GramsOf("\2 a b c d ").words.size() == 4U);
  BOOST_TEST(GramsOf("\2 a b c d ").pairs == GramsOf(parted).pairs);
  BOOST_TEST(GramsOf("\2 a a a a a ").pairs.size() == 1U);
  BOOST_TEST(GramsOf("\2 a a a a a ").words.size() == 1U);
  BOOST_TEST(GramsOf("\2 a ").pairs.empty());
  BOOST_TEST(GramsOf("\2 a b").pairs.size() == 1U);  // a cut stream is read to its end
  BOOST_TEST(GramsOf("\2 ab c ").pairs != GramsOf("\2 a bc ").pairs);
  BOOST_TEST(GramsOf("\2 a b ").pairs != GramsOf("\2 b a ").pairs);
}

BOOST_AUTO_TEST_CASE(texts_that_share_few_words_are_not_similar) {
  const store::Grams one{{1, 2, 3, 4}, {1, 2, 3}}, other{{3, 4, 5, 6, 7, 8}, {1, 2, 3}};
  BOOST_TEST(store::Similarity(one, one) == 1);
  BOOST_TEST(store::Similarity(one, other) == 0);
}

BOOST_AUTO_TEST_CASE(jaccard_is_the_common_part_of_all) {
  using Grams = std::vector<std::uint64_t>;
  BOOST_TEST(store::Jaccard(Grams{1, 2, 3}, Grams{2, 3, 4}) == 0.5);
  BOOST_TEST(store::Jaccard(Grams{1, 2}, Grams{1, 2}) == 1);
  BOOST_TEST(store::Jaccard(Grams{1}, Grams{2}) == 0);
  BOOST_TEST(store::Jaccard(Grams{}, Grams{}) == 0);
}

BOOST_AUTO_TEST_CASE(a_sketch_estimates_the_similarity_of_its_texts) {
  const std::string whole = fixture::Words("a", 200);
  const store::Grams grams = GramsOf(fixture::Analyze(whole).lemma_stream);
  for (const int changed : {0, 20, 60, 120, 200}) {
    const std::string other = fixture::Words("b", changed) + fixture::Words("a", 200 - changed);
    const store::Grams others = GramsOf(fixture::Analyze(other).lemma_stream);
    BOOST_TEST(std::abs(store::EstimateJaccard(*store::SketchOf(grams), *store::SketchOf(others)) -
                        store::Jaccard(grams.pairs, others.pairs)) < 0.15);
  }
  BOOST_TEST(!store::SketchOf(store::Grams()).has_value());
}

BOOST_AUTO_TEST_CASE(a_sketch_of_a_brief_text_is_exact) {
  const auto sketch_of = [](std::string_view stream) { return *store::SketchOf(GramsOf(stream)); };
  BOOST_TEST(store::EstimateJaccard(sketch_of("a b c d "), sketch_of("b c d e ")) == 0.5);
  BOOST_TEST(store::EstimateJaccard(sketch_of("a b c "), sketch_of("d e f ")) == 0);
}

BOOST_AUTO_TEST_CASE(a_sketch_record_comes_back_and_a_cut_one_is_refused) {
  const store::SketchRecord record{
      7, *store::SketchOf(GramsOf(fixture::Analyze(kStory).lemma_stream))};
  const std::string bytes = store::Encode(record);
  const auto decoded = store::DecodeSketch(bytes);
  BOOST_REQUIRE(decoded.has_value());
  BOOST_TEST(decoded->group == 7U);
  BOOST_TEST((decoded->sketch == record.sketch));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    BOOST_TEST(!store::DecodeSketch(bytes.substr(0, size)).has_value());
  }
  BOOST_TEST(!store::DecodeSketch(bytes + "x").has_value());
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
  const std::string text = fixture::Words("left", 24) + fixture::Words("right", 60);
  const std::string third = fixture::Words("left", 24) + fixture::Words("far", 60);  // J = 1/6
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

BOOST_AUTO_TEST_CASE(documents_of_one_group_of_commits_find_each_other) {
  const Item items[] = {Item("1", "", kStory), Item("2", "", fixture::Words("other", 60)),
                        Item("3", "", kReprint), Item("1", "", kStory + "corrected"),
                        Item("4", "", kStory)};
  std::vector<store::PutRequest> group;
  for (const Item& item : items) group.push_back({fixture::Prepare(*store, item), {}});
  const auto outcomes = store->PutGroup(group);
  std::vector<store::DocumentNumber> groups;
  for (const auto& outcome : outcomes) groups.push_back(store->Get(outcome->number)->header.group);
  // The third joins the first; so does the first's own new version, by way of the third.
  BOOST_TEST(groups == (std::vector<store::DocumentNumber>{1, 2, 1, 1, 1}));
  BOOST_TEST((outcomes[3]->result == store::PutResult::kUpdated));
  BOOST_TEST(store->Get(1)->header.removed == 4U);
  BOOST_CHECK(store->counters() == store->Recount());
}

BOOST_AUTO_TEST_CASE(groups_are_the_same_one_by_one_at_once_and_after_reopening) {
  const auto item_of = [](int i) {
    const int story = i * 7 % 23;
    if (i % 11 == 0) return Item(fixture::Name("", i % 150), "", "two words");
    return Item(fixture::Name("", i % 150), "",
                fixture::Words("formula", 30) +
                    fixture::Words(fixture::Name("s", story) + "-", 40) +
                    fixture::Words(fixture::Name("own", i) + "-", i % 9));
  };
  constexpr int kItems = 400;
  const auto groups_of = [&](std::size_t at_once, bool reopen) {
    const fixture::Folder other;
    store::Options options = fixture::OptionsFor(other);
    options.near_duplicate_window = 64;
    auto opened = fixture::Open(options);
    std::vector<store::DocumentNumber> groups;
    for (int i = 0; i < kItems;) {
      std::vector<store::PutRequest> group;
      for (; i < kItems && group.size() < at_once; ++i) {
        group.push_back({fixture::Prepare(*opened, item_of(i)), {}});
      }
      for (const auto& outcome : opened->PutGroup(group)) {
        groups.push_back(opened->Get(outcome->number)->header.group);
      }
      if (reopen) {
        opened.reset();
        opened = fixture::Open(options);
      }
    }
    return groups;
  };
  const auto expected = groups_of(1, false);
  BOOST_TEST(groups_of(50, false) == expected);
  BOOST_TEST(groups_of(37, true) == expected);
}

BOOST_AUTO_TEST_CASE(beyond_the_window_a_reprint_is_a_story_of_its_own) {
  const fixture::Folder other;
  store::Options options = fixture::OptionsFor(other);
  options.near_duplicate_window = 16;
  const auto narrow = fixture::Open(options);
  const auto group_of = [&](const Item& item) {
    return narrow->Get(fixture::Put(*narrow, item).number)->header.group;
  };
  group_of(Item("first", "", kStory));
  for (int i = 0; i < 15; ++i) {
    group_of(Item(fixture::Name("", i), "", fixture::Words(fixture::Name("x", i) + "-", 40)));
  }
  BOOST_TEST(group_of(Item("within", "", kReprint)) == 1U);
  for (int i = 15; i < 31; ++i) {
    group_of(Item(fixture::Name("", i), "", fixture::Words(fixture::Name("x", i) + "-", 40)));
  }
  BOOST_TEST(group_of(Item("beyond", "", kReprint)) == 34U);
}

BOOST_AUTO_TEST_CASE(a_slot_used_anew_by_the_same_text_ends_its_chains) {
  const store::Sketch sketch = *store::SketchOf(GramsOf(fixture::Analyze(kStory).lemma_stream));
  store::NearDuplicateWindow window(4);
  std::vector<store::DocumentNumber> compared;
  const auto most_similar = [&](store::DocumentNumber number) {
    compared.clear();
    return window.MostSimilar(number, sketch, 0.5, [&](store::DocumentNumber candidate) {
      compared.push_back(candidate);
      return 1.0;
    });
  };
  window.Add(1, {1, sketch});
  window.Add(5, {5, sketch});  // in the slot of the first
  BOOST_TEST(most_similar(6)->number == 5U);
  BOOST_TEST(compared == std::vector<store::DocumentNumber>{5});
  BOOST_TEST(most_similar(9)->number == 5U);  // whose slot it will take
  BOOST_TEST(!most_similar(10));
  window.Remove(5);
  BOOST_TEST(!most_similar(6));
}

BOOST_AUTO_TEST_CASE(texts_of_two_words_stay_alone) {
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

BOOST_AUTO_TEST_CASE(a_reprint_is_found_though_others_have_each_of_its_pairs) {
  constexpr int kDocuments = 300, kWords = 80, kVocabulary = 32;
  std::uint32_t state = 1;
  std::vector<std::string> texts;
  for (int i = 0; i < kDocuments; ++i) {
    std::string text;
    for (int k = 0; k < kWords; ++k) {
      state = state * 1'664'525 + 1'013'904'223;
      text += fixture::Name("w", static_cast<int>((state >> 16) % kVocabulary)) + ' ';
    }
    GroupOf(Item(std::to_string(i), "", text));
    texts.push_back(std::move(text));
  }
  for (int i = 0; i < kDocuments; i += 30) {
    const auto group = GroupOf(Item(fixture::Name("again", i), "", texts[i] + "signed"));
    BOOST_TEST(group == store->Get(static_cast<store::DocumentNumber>(i + 1))->header.group);
  }
}

BOOST_AUTO_TEST_SUITE_END()
