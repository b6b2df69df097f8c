#include "monitor/names.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "monitor/near_names.h"

using core::Language;
using core::TagKind;

namespace {

monitor::Names MakeNames() {
  monitor::Names names;
  names.Add(TagKind::kSphere, "health", {"Денсаулық сақтау", "Здравоохранение", "Healthcare"});
  names.Add(TagKind::kSphere, "land", {"Жер қатынастары", "Земельные отношения", "Land"});
  names.Add(TagKind::kSphere, "housing", {"", "Жильё", "Housing"});
  names.Add(TagKind::kScheme, "bribe", {"", "Взятка", "Bribe"});
  return names;
}

std::string Near(std::string_view typed) {
  std::string ids;
  for (const std::string& id : monitor::NearNames(MakeNames(), TagKind::kSphere, typed, 2)) {
    ids += id + " ";
  }
  return ids;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(names_test)

BOOST_AUTO_TEST_CASE(a_missing_name_falls_back_to_another_language_and_to_the_id) {
  const monitor::Names names = MakeNames();
  BOOST_TEST(names.Get(core::TagKind::kScheme, "bribe", Language::kKk) == "Взятка");
  BOOST_TEST(names.Get(core::TagKind::kScheme, "bribe", Language::kEn) == "Bribe");
  BOOST_TEST(names.Get(core::TagKind::kScheme, "none", Language::kKk) == "none");
  BOOST_TEST(names.Get(core::TagKind::kSphere, "bribe", Language::kKk) == "bribe");
}

BOOST_AUTO_TEST_CASE(a_mistyped_id_or_name_finds_its_neighbours) {
  BOOST_TEST(Near("helth") == "health ");
  BOOST_TEST(Near("Health") == "health ");
  BOOST_TEST(Near("здравохранение") == "health ");
  BOOST_TEST(Near("ДЕНСАУЛЫҚ") == "health ");
  BOOST_TEST(Near("hosing") == "housing ");
  BOOST_TEST(Near("bribe") == "");
  BOOST_TEST(Near("") == "");
  BOOST_TEST(Near(std::string(100'000, 'x')) == "");
}

BOOST_AUTO_TEST_CASE(a_mistyped_id_without_a_name_finds_its_neighbours) {
  const std::vector<std::string> sources = {"ktk", "tengrinews", "tengri-sport"};
  using Ids = std::vector<std::string>;
  BOOST_TEST(monitor::NearIds(sources, "tengrinew", 3) == (Ids{"tengrinews"}));
  BOOST_TEST(monitor::NearIds(sources, "Tengri", 3) == (Ids{"tengri-sport", "tengrinews"}));
  BOOST_TEST(monitor::NearIds(sources, "Tengri", 1) == (Ids{"tengri-sport"}));
  BOOST_TEST(monitor::NearIds(sources, "inform", 3) == (Ids{}));
}

BOOST_AUTO_TEST_SUITE_END()
