#include "app/explanation.h"

#include <boost/test/unit_test.hpp>
#include <string>

#include "nlp/analyzer.h"

namespace {

std::string Explained(std::string_view text, app::Colours colours = app::Colours::kNo) {
  static const nlp::Analyzer analyzer;
  static nlp::Analyzer::Scratch scratch;
  core::NormalizedText out;
  analyzer.Analyze(text, core::Language::kUnknown, scratch, out);
  return app::Explain(text, out, colours);
}

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(explanation_test)

BOOST_AUTO_TEST_CASE(every_word_is_a_line_of_aligned_columns) {
  const std::string table = Explained("Суд да дело. Ого!");
  BOOST_TEST(Contains(table, "\n  TEXT    NORM    LEMMA   TRAITS\n"));
  BOOST_TEST(Contains(table, "\n  Суд     суд     суд     word, capital, first\n"));
  BOOST_TEST(Contains(table, "\n  !       !       !       mark\n"));
  BOOST_TEST(Contains(table, "\nsentence 2, ru, bytes 22 to 29\n"));
}

BOOST_AUTO_TEST_CASE(a_repair_is_named) {
  BOOST_TEST(Contains(Explained("Әкiм келді"), "word, capital, first, repaired\n"));
  BOOST_TEST(!Contains(Explained("Әкім келді"), "repaired"));
}

BOOST_AUTO_TEST_CASE(colours_are_only_there_when_asked_for) {
  BOOST_TEST(!Contains(Explained("Әкiм келді."), "\x1B"));
  BOOST_TEST(Contains(Explained("Әкiм келді.", app::Colours::kYes), "\x1B["));
}

BOOST_AUTO_TEST_CASE(nothing_that_a_terminal_obeys_is_printed) {
  const std::string table = Explained("a\x1B[2Jb \u202Eпара\xFF @a\u202Eb");
  BOOST_TEST(!Contains(table, "\x1B"));
  BOOST_TEST(!Contains(table, "\u202E"));
  BOOST_TEST(!Contains(table, "\xFF"));
}

BOOST_AUTO_TEST_CASE(long_words_are_cut_to_their_column) {
  const std::string table = Explained(std::string(5000, 'a') + " b");
  BOOST_TEST(table.size() < 2000U);
  BOOST_TEST(Contains(table, "…"));
}

BOOST_AUTO_TEST_CASE(an_empty_text_has_a_heading_only) {
  BOOST_TEST(Explained("") == "unknown language, confidence 0.00, sentences: 0, tokens: 0\n\n");
}

BOOST_AUTO_TEST_SUITE_END()
