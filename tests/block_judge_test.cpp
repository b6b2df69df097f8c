#include "crawler/block_judge.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "crawler/extractor.h"
#include "crawler/page_blocks.h"

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
  const BlockJudge judge = Parsed("forest 0 0\nforest 1 0\n" + tree);
  std::vector<float> rows(2 * (kFirst + BlockFeatures::kAround), 0), shares;
  rows.back() = 0.1F;
  judge.Second(rows, &shares);
  BOOST_REQUIRE(shares.size() == 2u);
  BOOST_TEST(shares[0] == 0.2689f, boost::test_tools::tolerance(0.001f));
  BOOST_TEST(shares[1] == 0.7311f, boost::test_tools::tolerance(0.001f));
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

BOOST_AUTO_TEST_CASE(the_trees_of_the_program_tell_body_from_menu) {
  std::string html = "<html><body><ul>";
  for (int i = 0; i < 12; ++i) html += "<li><a href=/section>Section of the paper</a></li>";
  html += "</ul><article><h1>A bridge is built</h1>";
  for (int i = 0; i < 6; ++i) {
    html +=
        "<p>The council said on Monday that the bridge over the river will be open in spring, "
        "and that its cost is known. Those who live on the other bank had waited for years.</p>";
  }
  html += "</article></body></html>";
  std::size_t body = 0, menu = 0;
  crawler::ExtractOptions options;
  options.observer = [&](const crawler::PageBlocks& page, BlockFeatures& features) {
    std::vector<float> first, second;
    const BlockJudge& judge = BlockJudge::Get();
    const std::span<const float> rows = features.rows();
    judge.First(rows, &first);
    judge.Second(features.AddAround(first), &second);
    for (std::size_t i = 0; i < page.blocks().size(); ++i) {
      const std::string_view text = page.text(page.blocks()[i]);
      for (const float share : {first[i], second[i]}) {
        if (text.starts_with("The council")) body += share > 0.8F;
        if (text.starts_with("Section")) menu += share < 0.2F;
      }
    }
  };
  BOOST_REQUIRE(crawler::Extract(html, options));
  BOOST_TEST(body == 2 * 6u);
  BOOST_TEST(menu == 2 * 12u);
}

BOOST_AUTO_TEST_SUITE_END()
