#include "crawler/packed_strings.h"

#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <vector>

namespace {

crawler::PackedStrings Pack(const std::vector<std::string>& strings) {
  crawler::PackedStrings::Builder builder;
  for (const std::string& string : strings) builder.Add(string);
  return std::move(builder).Finish();
}

// Words of a small vocabulary, so that they pack about as text does.
std::string Text(std::mt19937& random, std::size_t bytes) {
  static const char* const kWords[] = {"сообщаю ",  "аким ",    "района ", "требует ", "взятку ",
                                       "больница ", "очередь ", "ақша ",   "сұрады "};
  std::string text = std::to_string(random());
  while (text.size() < bytes) {
    text += kWords[random() % std::size(kWords)];
    text += std::to_string(random() % 100'000);
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(packed_strings_test)

BOOST_AUTO_TEST_CASE(gives_back_every_string_in_any_order) {
  std::mt19937 random(7);
  std::vector<std::string> strings = {"", "a", "", std::string(1'000'000, 'x'), "b"};
  for (int i = 0; i < 20'000; ++i) strings.push_back(Text(random, random() % 3000));
  for (int i = 0; i < 20'000; ++i) strings.emplace_back();
  strings.push_back("last");
  crawler::PackedStrings packed = Pack(strings);
  BOOST_REQUIRE_EQUAL(packed.size(), strings.size());
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < strings.size(); ++i) wrong += packed.Get(i) != strings[i];
  for (int i = 0; i < 50'000; ++i) {
    const std::size_t index = random() % strings.size();
    wrong += packed.Get(index) != strings[index];
  }
  BOOST_TEST(wrong == 0u);
}

BOOST_AUTO_TEST_CASE(takes_less_memory_than_the_strings) {
  std::mt19937 random(7);
  std::vector<std::string> strings;
  std::size_t bytes = 0;
  for (int i = 0; i < 80'000; ++i) {
    strings.push_back(Text(random, 1000));
    bytes += strings.back().size();
  }
  crawler::PackedStrings packed = Pack(strings);
  for (std::size_t i = 0; i < strings.size(); ++i) packed.Get(i * 7919 % strings.size());
  BOOST_TEST(packed.memory_bytes() < bytes * 2 / 3);
}

BOOST_AUTO_TEST_CASE(large_strings_do_not_stay_in_the_cache) {
  std::mt19937 random(7);
  std::vector<std::string> strings;
  for (int i = 0; i < 80; ++i)
    strings.push_back(std::string(1'000'000, static_cast<char>('a' + i % 26)));
  crawler::PackedStrings packed = Pack(strings);
  for (std::size_t i = 0; i < strings.size(); ++i) BOOST_TEST((packed.Get(i) == strings[i]));
  BOOST_TEST(packed.memory_bytes() < 30'000'000u);
}

BOOST_AUTO_TEST_CASE(may_be_empty) {
  BOOST_TEST(Pack({}).size() == 0u);
  BOOST_TEST(crawler::PackedStrings().size() == 0u);
  crawler::PackedStrings one = Pack({""});
  BOOST_TEST(one.Get(0) == "");
}

BOOST_AUTO_TEST_SUITE_END()
