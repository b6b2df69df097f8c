#include "nlp/lemma_automaton.h"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "nlp/tools/lemma_table.h"

namespace {

// A block at an address that a table may have.
class Block {
 public:
  explicit Block(const std::string& bytes) : cells_(bytes.size() / 4 + 1), size_(bytes.size()) {
    std::memcpy(cells_.data(), bytes.data(), size_);
  }
  std::string_view bytes() const { return {reinterpret_cast<const char*>(cells_.data()), size_}; }

 private:
  std::vector<std::uint32_t> cells_;
  std::size_t size_;
};

Block MakeBlock(const std::vector<std::pair<std::string, std::string>>& words, int lessons = 4) {
  nlp::LemmaTable table;
  for (const auto& [form, lemma] : words) table.Add(form, lemma, 1, lessons);
  return Block(table.Write());
}

std::string Exact(const nlp::LemmaAutomaton& table, const std::string& word) {
  std::string out;
  const auto rule = table.OfWord(nlp::Letters(word).all());
  return rule ? std::string(Apply(*rule, word, out)) : "none";
}

std::string Guess(const nlp::LemmaAutomaton& table, const std::string& word) {
  std::string out;
  const auto rule = table.OfEnding(nlp::Letters(word).all());
  return rule ? std::string(Apply(*rule, word, out)) : "none";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lemma_automaton_test)

BOOST_AUTO_TEST_CASE(every_word_has_its_own_lemma_and_no_other_word_has_any) {
  const std::vector<std::pair<std::string, std::string>> words = {
      {"стол", "стол"},     {"стола", "стол"}, {"столы", "стол"}, {"шел", "идти"},
      {"кто-то", "кто-то"}, {"books", "book"}, {"don't", "do"},   {"с", "с"}};
  const Block block = MakeBlock(words);
  const nlp::LemmaAutomaton table(block.bytes());
  for (const auto& [form, lemma] : words) BOOST_TEST(Exact(table, form) == lemma);
  for (const char* other : {"", "сто", "столов", "шелк", "book", "қала"}) {
    BOOST_TEST(Exact(table, other) == "none", other);
  }
}

BOOST_AUTO_TEST_CASE(the_heaviest_reading_stays) {
  nlp::LemmaTable words;
  words.Add("стали", "сталь", 1, 0);
  words.Add("стали", "стать", 2, 0);
  words.Add("стали", "стал", 2, 0);
  const Block block(words.Write());
  BOOST_TEST(Exact(nlp::LemmaAutomaton(block.bytes()), "стали") == "стать");
}

BOOST_AUTO_TEST_CASE(unknown_words_follow_the_longest_known_ending) {
  const Block block = MakeBlock({{"лампами", "лампа"},
                                 {"рамами", "рама"},
                                 {"столами", "стол"},
                                 {"каналами", "канал"},
                                 {"залами", "зал"}});
  const nlp::LemmaAutomaton table(block.bytes());
  BOOST_TEST(Guess(table, "вокзалами") == "вокзал");
  BOOST_TEST(Guess(table, "драмами") == "драма");
  BOOST_TEST(Guess(table, "xyz") == "none");
}

BOOST_AUTO_TEST_CASE(words_without_lessons_teach_nothing) {
  const Block block = MakeBlock({{"люди", "человек"}, {"нелюди", "человек"}}, 0);
  BOOST_TEST(Guess(nlp::LemmaAutomaton(block.bytes()), "верблюди") == "none");
}

BOOST_AUTO_TEST_CASE(the_block_depends_on_the_words_only) {
  nlp::LemmaTable forward, backward;
  for (int i = 0; i < 500; ++i) {
    const std::string word =
        std::string(1, static_cast<char>('a' + i % 26)) + static_cast<char>('a' + i / 26) + "s";
    forward.Add(word, word.substr(0, 2), 1, 4);
  }
  for (int i = 500; i-- > 0;) {
    const std::string word =
        std::string(1, static_cast<char>('a' + i % 26)) + static_cast<char>('a' + i / 26) + "s";
    backward.Add(word, word.substr(0, 2), 1, 4);
  }
  BOOST_TEST((forward.Write() == backward.Write()));
}

BOOST_AUTO_TEST_CASE(a_foreign_block_is_refused) {
  const Block good = MakeBlock({{"дом", "дом"}});
  std::string other_version(good.bytes());
  ++other_version[3];
  for (const std::string& bytes :
       {std::string(), std::string("SLM"), std::string(64, 'x'),
        std::string(good.bytes().substr(0, good.bytes().size() - 4)), other_version}) {
    const Block block(bytes);
    BOOST_CHECK_THROW(nlp::LemmaAutomaton(block.bytes()), std::runtime_error);
  }
}

BOOST_AUTO_TEST_SUITE_END()
