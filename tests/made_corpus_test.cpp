#include "tests/bench/made_corpus.h"

#include <boost/test/unit_test.hpp>
#include <set>
#include <string>
#include <vector>

#include "nlp/alphabet.h"
#include "store/near_duplicates.h"

namespace {

bench::CorpusOptions Small(double reprints) {
  bench::CorpusOptions options;
  options.documents = 300;
  options.reprints = reprints;
  return options;
}

std::string Encoded(std::string_view word) {
  std::string bytes;
  nlp::Encode(word, bytes);
  return bytes;
}

// Share of documents that have at least one earlier near-duplicate.
double ShareOfReprints(double reprints) {
  bench::MadeCorpus corpus(Small(reprints));
  bench::MadeDocument made;
  std::vector<store::Grams> earlier;
  int found = 0;
  for (int i = 0; i < 300; ++i) {
    corpus.Next(made);
    store::Grams grams;
    store::GramsOf(made.text.lemma_stream, grams);
    bool similar = false;
    for (const store::Grams& other : earlier) similar |= store::Similarity(grams, other) >= 0.28;
    found += similar ? 1 : 0;
    earlier.push_back(std::move(grams));
  }
  return found / 300.0;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(made_corpus_test)

BOOST_AUTO_TEST_CASE(same_options_give_the_same_documents) {
  bench::MadeCorpus one(Small(0.2)), other(Small(0.2));
  bench::MadeDocument a, b;
  std::set<std::string> keys;
  for (int i = 0; i < 300; ++i) {
    one.Next(a);
    other.Next(b);
    BOOST_REQUIRE_EQUAL(a.document.text, b.document.text);
    BOOST_REQUIRE_EQUAL(a.document.title, b.document.title);
    BOOST_REQUIRE(a.classification.tags == b.classification.tags);
    keys.insert(a.document.key.ToString());
  }
  BOOST_TEST(keys.size() == 300U);
}

BOOST_AUTO_TEST_CASE(analysis_fits_the_text) {
  bench::MadeCorpus corpus(Small(0.2));
  bench::MadeDocument made;
  for (int i = 0; i < 300; ++i) {
    corpus.Next(made);
    const core::NormalizedText& text = made.text;
    std::uint32_t end = 0;
    for (const core::Token& token : text.tokens) {
      BOOST_REQUIRE_GE(token.begin, end);
      end = token.end;
      BOOST_REQUIRE_LE(end, made.document.text.size());
      if ((token.traits & core::kPunctuation) != 0) continue;
      const std::string lemma = Encoded(text.lemma(token)) + " ";
      BOOST_REQUIRE_EQUAL(text.lemma_stream.substr(token.lemma_stream_at, lemma.size()), lemma);
      const std::string norm = Encoded(text.norm(token)) + " ";
      BOOST_REQUIRE_EQUAL(text.surface_stream.substr(token.surface_stream_at, norm.size()), norm);
      BOOST_REQUIRE(norm.find(nlp::kOtherByte) == std::string::npos);
      // But for capitals the text is the norms.
      const std::string_view written =
          std::string_view(made.document.text).substr(token.begin, token.end - token.begin);
      BOOST_REQUIRE_EQUAL(written.size(), text.norm(token).size());
      if ((token.traits & core::kCapitalized) == 0) BOOST_REQUIRE_EQUAL(written, text.norm(token));
    }
    BOOST_REQUIRE_EQUAL(text.sentences.back().end, made.document.text.size());
  }
}

BOOST_AUTO_TEST_CASE(capitals_are_those_of_the_alphabet) {
  const std::pair<std::string, std::string> cases[] = {
      {"бала", "Бала"}, {"рух", "Рух"},   {"яма", "Яма"}, {"әке", "Әке"}, {"іні", "Іні"},
      {"ғұн", "Ғұн"},   {"қыз", "Қыз"},   {"өзі", "Өзі"}, {"ұлы", "Ұлы"}, {"үкі", "Үкі"},
      {"ңа", "Ңа"},     {"home", "Home"}, {"12", "12"},   {"", ""},
  };
  for (const auto& [small, capital] : cases) {
    std::string out;
    bench::AppendCapitalized(small, out);
    BOOST_TEST(out == capital);
  }
}

BOOST_AUTO_TEST_CASE(open_words_do_not_repeat) {
  const bench::Lexis lexis(bench::Tongue::kKazakh, 100, 1);
  std::set<std::string> words;
  bench::Spelling spelling;
  for (std::uint32_t rank = 0; rank < 20'000; ++rank) {
    lexis.Name(rank, 0, spelling);
    BOOST_REQUIRE(words.insert(spelling.lemma).second);
  }
}

BOOST_AUTO_TEST_CASE(vocabulary_keeps_growing) {
  bench::MadeCorpus corpus(Small(0));
  bench::MadeDocument made;
  for (int i = 0; i < 150; ++i) corpus.Next(made);
  const double half = corpus.facts().terms.Count();
  for (int i = 0; i < 150; ++i) corpus.Next(made);
  BOOST_TEST(corpus.facts().terms.Count() > 1.2 * half);
}

BOOST_AUTO_TEST_CASE(reprints_are_near_duplicates_and_nothing_else_is) {
  BOOST_TEST(ShareOfReprints(0) == 0.0);
  const double share = ShareOfReprints(0.5);
  BOOST_TEST(share > 0.4);
  BOOST_TEST(share < 0.6);
}

BOOST_AUTO_TEST_SUITE_END()
