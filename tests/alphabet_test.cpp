#include "nlp/alphabet.h"

#include <boost/test/unit_test.hpp>
#include <set>
#include <string>

BOOST_AUTO_TEST_SUITE(alphabet_test)

BOOST_AUTO_TEST_CASE(every_letter_has_a_code_of_its_own_and_comes_back) {
  const std::u32string letters =
      U"абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіabcdefghijklmnopqrstuvwxyz0123456789- ";
  std::set<char> codes;
  for (const char32_t letter : letters) {
    codes.insert(nlp::Encode(letter));
    BOOST_TEST(static_cast<std::uint32_t>(nlp::Decode(nlp::Encode(letter))) ==
               static_cast<std::uint32_t>(letter));
  }
  BOOST_TEST(codes.size() == letters.size());
}

BOOST_AUTO_TEST_CASE(letters_never_take_the_reserved_codes) {
  for (char32_t c = 0; c < 0x3000; ++c) {
    BOOST_TEST(nlp::Encode(c) != nlp::kSentenceByte);
    BOOST_TEST(nlp::Encode(c) != nlp::kFieldByte);
  }
}

BOOST_AUTO_TEST_CASE(what_has_no_code_is_other) {
  for (const char32_t c : std::u32string(U"@.AЯ'\u4E2D\uFFFD")) {
    BOOST_TEST(nlp::Encode(c) == nlp::kOtherByte);
  }
  BOOST_TEST(static_cast<std::uint32_t>(nlp::Decode(nlp::kOtherByte)) == 0xFFFDU);
}

BOOST_AUTO_TEST_CASE(a_string_gives_one_byte_per_character) {
  std::string out = "x";
  nlp::Encode("қала-1", out);
  BOOST_TEST(out.size() == 7U);
  BOOST_TEST(out.substr(5) == "-1");
  nlp::Encode("\xFF\xD0", out);  // two bytes that are no characters
  BOOST_TEST(out.substr(7) == std::string(2, nlp::kOtherByte));
}

BOOST_AUTO_TEST_SUITE_END()
