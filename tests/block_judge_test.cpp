#include "crawler/block_judge.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

namespace {

using crawler::BlockFeatures;
using crawler::BlockJudge;

constexpr std::size_t kFirst = BlockFeatures::kCount;

BlockJudge Parsed(std::string_view text) {
  auto judge = BlockJudge::Parse(text);
  if (!judge) BOOST_FAIL(judge.error().message);
  return *std::move(judge);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(block_judge_test)

BOOST_AUTO_TEST_CASE(adds_the_leaves_of_all_trees) {
  const BlockJudge judge = Parsed(
      "forest 2 0.5\n"
      "tree 3\n3 1.5 1 2\n= -1\n= 1\n"
      "tree 1\n= 0.25\n"
      "forest 0 0\n");
  std::vector<float> rows(2 * kFirst, 0), shares;
  rows[3] = 1.5F;           // at most the threshold: left
  rows[kFirst + 3] = 1.6F;  // right
  judge.First(rows, &shares);
  BOOST_REQUIRE(shares.size() == 2u);
  BOOST_TEST(shares[0] == 0.4378f, boost::test_tools::tolerance(0.001f));  // of 0.5 - 1 + 0.25
  BOOST_TEST(shares[1] == 0.8520f, boost::test_tools::tolerance(0.001f));  // of 0.5 + 1 + 0.25
}

BOOST_AUTO_TEST_CASE(the_second_forest_sees_more) {
  const std::string last = std::to_string(BlockFeatures::kCount + BlockFeatures::kAround - 1);
  const std::string tree = "tree 3\n" + last + " 0 1 2\n= -1\n= 1\n";
  BOOST_TEST(bool(BlockJudge::Parse("forest 0 0\nforest 1 0\n" + tree)));
  BOOST_TEST(!BlockJudge::Parse("forest 1 0\n" + tree + "forest 0 0\n"));
}

BOOST_AUTO_TEST_CASE(refuses_trees_that_lead_nowhere) {
  for (const std::string tree : {"", "tree 0\n", "tree 1\n", "tree 1\n= x\n", "tree 1\n3 1.5 1 2\n",
                                 "tree 3\n3 1.5 0 2\n= 1\n= 1\n", "tree 3\n3 1.5 1 3\n= 1\n= 1\n",
                                 "tree 3\nx 1.5 1 2\n= 1\n= 1\n"}) {
    const auto judge = BlockJudge::Parse("forest 1 0\n" + tree + "forest 0 0\n");
    BOOST_TEST(!judge, tree);
    if (!judge) BOOST_TEST(judge.error().message.find("scripts/train_blocks") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(the_trees_of_the_program_are_sound) {
  const std::vector<float> rows(kFirst, 0);
  std::vector<float> shares;
  BlockJudge::Get().First(rows, &shares);
  BOOST_REQUIRE(shares.size() == 1u);
  BOOST_TEST(shares[0] > 0);
  BOOST_TEST(shares[0] < 1);
}

BOOST_AUTO_TEST_SUITE_END()
