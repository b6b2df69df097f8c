#include "nlp/analyzer.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "nlp/alphabet.h"

namespace {

core::NormalizedText Analyze(std::string_view text,
                             core::Language hint = core::Language::kUnknown) {
  static const nlp::Analyzer analyzer;
  static nlp::Analyzer::Scratch scratch;
  core::NormalizedText out;
  analyzer.Analyze(text, hint, scratch, out);
  return out;
}

// Norms with single spaces between them.
std::string Norms(std::string_view text) {
  const core::NormalizedText out = Analyze(text);
  std::string norms;
  for (const core::Token& token : out.tokens) {
    if (!norms.empty()) norms += ' ';
    norms += out.norm(token);
  }
  return norms;
}

struct Case {
  std::string_view text;
  std::string_view norms;
};

void Check(const std::vector<Case>& cases) {
  for (const Case& c : cases) BOOST_TEST(Norms(c.text) == c.norms, c.text);
}

// What must hold for any bytes whatever.
void CheckInvariants(std::string_view text) {
  const core::NormalizedText out = Analyze(text);
  std::uint32_t byte = 0, next_token = 0, lemma_at = 0, surface_at = 0;
  for (const core::Sentence& sentence : out.sentences) {
    BOOST_TEST(sentence.first_token == next_token);
    BOOST_TEST(sentence.end_token > sentence.first_token);
    BOOST_TEST(sentence.lemma_stream_begin == lemma_at);
    BOOST_TEST(sentence.surface_stream_begin == surface_at);
    BOOST_TEST(out.lemma_stream[lemma_at] == nlp::kSentenceByte);
    for (const core::Token& token : out.tokens_of(sentence)) {
      BOOST_TEST(token.begin >= byte);
      BOOST_TEST(token.end > token.begin);
      BOOST_TEST(token.norm_size > 0);
      BOOST_TEST(token.lemma_size > 0);
      BOOST_TEST(out.lemma_stream[token.lemma_stream_at - 1] == nlp::kSpaceByte);
      byte = token.end;
    }
    next_token = sentence.end_token;
    lemma_at = sentence.lemma_stream_end;
    surface_at = sentence.surface_stream_end;
  }
  BOOST_TEST(byte <= text.size());
  BOOST_TEST(next_token == out.tokens.size());
  BOOST_TEST(lemma_at == out.lemma_stream.size());
  BOOST_TEST(surface_at == out.surface_stream.size());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(analyzer_test)

BOOST_AUTO_TEST_CASE(hyphens_and_apostrophes_join_words) {
  Check({{"из-за ҚР-ның іс-қимыл", "из-за қр-ның іс-қимыл"},
         {"COVID-19, 3-й", "covid-19 , 3-й"},
         {"don't -нет- да-", "don't - нет - да -"},
         {"O\u2019Neil", "o'neil"}});
}

BOOST_AUTO_TEST_CASE(marks_between_digits_join_numbers) {
  Check({{"1,5 млн", "1,5 млн"},
         {"12.05.2024 в 10:30.", "12.05.2024 в 10:30 ."},
         {"350 000", "350 000"}});
}

BOOST_AUTO_TEST_CASE(addresses_of_the_web_are_one_word) {
  Check({{"Пишите: a.b-c@mail.example.", "пишите : a.b-c@mail.example ."},
         {"см. https://Site.example/путь?a=1.", "см . https://site.example/путь?a=1 ."},
         {"www.site.kz, gov.kz!", "www.site.kz , gov.kz !"},
         {"@user_1 пишет", "@user_1 пишет"},
         {"a@b, @", "a @b , @"}});
}

BOOST_AUTO_TEST_CASE(norms_are_repaired_and_folded) {
  Check({{"ВЗЯТКA", "взятка"},    // Latin A
         {"Hабрал", "набрал"},    // Latin H is Н, not һ
         {"әкiмдiк", "әкімдік"},  // Latin i
         {"Вribe", "bribe"},      // Cyrillic В
         {"IT-хаб WhatsApp-тағы", "it-хаб whatsapp-тағы"},
         {"кӛмек", "көмек"},  // U+04DB
         {"Ёлка елка", "елка елка"},
         {"тен\u00ADдер тен\u200Bдер", "тендер тендер"},
         {"за\u0301мок", "замок"},    // stress mark
         {"и\u0306 е\u0308", "й е"},  // combining breve, diaeresis
         {"\uFF11\uFF12", "12"}});    // full-width digits
}

BOOST_AUTO_TEST_CASE(letters_beyond_cyrillic_are_folded_too) {
  Check({{"\u053D\u0561\u0579\u0561\u057F\u0580\u0575\u0561\u0576",
          "\u056D\u0561\u0579\u0561\u057F\u0580\u0575\u0561\u0576"},
         {"\u0531\u0532\u053F", "\u0561\u0562\u056F"},
         {"\u052F\u0530\u0531", "\u052F \u0530 \u0561"}});
}

BOOST_AUTO_TEST_CASE(a_run_of_one_mark_is_one_token) {
  Check({{"Да!!! ...", "да ! ."}});
}

BOOST_AUTO_TEST_CASE(invalid_bytes_are_replacement_characters_of_one_byte) {
  const core::NormalizedText out = Analyze("\xFF\xD0 а\xD0");
  BOOST_REQUIRE(out.tokens.size() == 3U);
  BOOST_TEST(out.tokens[0].begin == 0U);
  BOOST_TEST(out.tokens[0].end == 2U);
  BOOST_TEST(out.norm(out.tokens[0]) == "\uFFFD");
  BOOST_TEST(out.tokens[2].begin == 5U);
  BOOST_TEST(out.tokens[2].end == 6U);
}

BOOST_AUTO_TEST_CASE(traits_describe_the_written_form) {
  const core::NormalizedText out = Analyze("Аким МВД 2024 а1.");
  const auto traits = [&](std::size_t i) { return unsigned{out.tokens[i].traits}; };
  BOOST_TEST(traits(0) == (core::kWord | core::kCapitalized | core::kSentenceStart));
  BOOST_TEST(traits(1) == (core::kWord | core::kCapitalized | core::kAllCaps));
  BOOST_TEST(traits(2) == unsigned{core::kNumber});
  BOOST_TEST(traits(3) == (core::kWord | core::kNumber));
  BOOST_TEST(traits(4) == unsigned{core::kPunctuation});
}

BOOST_AUTO_TEST_CASE(streams_hold_words_between_spaces) {
  const core::NormalizedText out = Analyze("Дом, 5!\nКот.");
  std::string surface = {nlp::kSentenceByte, ' '};
  nlp::Encode("дом 5 ", surface);
  surface += {nlp::kSentenceByte, ' '};
  nlp::Encode("кот ", surface);
  BOOST_TEST(out.surface_stream == surface);
  // A mark points to where the next token starts.
  BOOST_TEST(out.tokens[1].surface_stream_at == out.tokens[2].surface_stream_at);
}

BOOST_AUTO_TEST_CASE(any_bytes_keep_the_structure) {
  for (const std::string_view text :
       {"", " ", "...", "\xF0\x9F\x98\x80", "а", "\n\n", "\u0301\u0301", "a\xCC", "Ⱥ Ⱥ", "«»",
        "А. Б. Иванов сказал: «Нет».", "İstanbul ǅ ﬁ", "ٴبىر سوز", "\xED\xA0\x80 \xF5"}) {
    CheckInvariants(text);
  }
}

BOOST_AUTO_TEST_CASE(endless_words_are_cut) {
  const std::string word(100'000, 'a');
  CheckInvariants(word);
  std::string marks = "а";
  for (int i = 0; i < 100'000; ++i) marks += "\u0306";
  CheckInvariants(marks);
  BOOST_TEST(Analyze(marks).tokens.size() == 1U);
}

// Of each, so much that work in the square of it would not end within the time a test has.
BOOST_AUTO_TEST_CASE(hostile_texts_take_linear_time) {
  constexpr std::size_t kBytes = 4'000'000;
  for (const std::string_view piece : {"а",         "аb",     "\u0301", "и\u0306", "\u202E\u2066a",
                                       "! ",        "!?",     ". ",     "((",      "( ",
                                       ") ",        ":) ",    "😍 ",     "😍🔥",      "! \" - ",
                                       "@a ",       "#a ",    "А. ",    "а.",      "1.",
                                       "a@",        "a.com.", "www.",   "а-",      "\n",
                                       "\xFF\xD0 ", "т.б. "}) {
    std::string text = "а";
    while (text.size() < kBytes) text += piece;
    const core::NormalizedText out = Analyze(text);
    BOOST_TEST(out.sentences.size() <= out.tokens.size(), piece);
    BOOST_REQUIRE(!out.tokens.empty());
    BOOST_TEST(out.tokens.back().end <= text.size(), piece);
    BOOST_TEST(out.sentences.back().end_token == out.tokens.size(), piece);
    CheckInvariants(std::string_view(text).substr(0, 2000));
  }
}

BOOST_AUTO_TEST_CASE(direction_marks_are_not_there) {
  Check({{"\u202Eпа\u2066ра\u2069\u061C!", "пара !"}});
}

BOOST_AUTO_TEST_CASE(a_second_text_is_not_influenced_by_the_first) {
  const nlp::Analyzer analyzer;
  nlp::Analyzer::Scratch scratch;
  core::NormalizedText used, fresh;
  analyzer.Analyze("Қазақстанның қалалары. Rules of law.", core::Language::kUnknown, scratch, used);
  analyzer.Analyze("Суд вынес приговор.", core::Language::kUnknown, scratch, used);
  nlp::Analyzer::Scratch other;
  analyzer.Analyze("Суд вынес приговор.", core::Language::kUnknown, other, fresh);
  BOOST_TEST(used.words == fresh.words);
  BOOST_TEST(used.lemma_stream == fresh.lemma_stream);
}

BOOST_AUTO_TEST_CASE(kazakh_in_other_letters_is_matched_as_cyrillic) {
  const auto norms = [](std::string_view text) {
    const core::NormalizedText out = Analyze(text, core::Language::kKk);
    std::string all;
    for (const core::Token& token : out.tokens) {
      all += out.norm(token);
      all += ' ';
      BOOST_TEST(token.begin < token.end);
      BOOST_TEST(token.end <= text.size());
    }
    return all;
  };
  const std::string due = norms("Қалада жаңа мектеп салынды.");
  BOOST_TEST(norms("Qalada jaña mektep salyndy.") == due);
  BOOST_TEST(norms("Qalada jańa mektep salyndy.") == due);
  BOOST_TEST(norms("قالادا جاڭا مەكتەپ سالىندى.") == due);
  const std::string_view text = "Qalada jaña mektep salyndy.";
  const core::NormalizedText out = Analyze(text, core::Language::kKk);
  BOOST_TEST(text.substr(out.tokens[1].begin, out.tokens[1].end - out.tokens[1].begin) == "jaña");
  BOOST_TEST(out.surface_stream == Analyze("Қалада жаңа мектеп салынды.").surface_stream);
}

BOOST_AUTO_TEST_CASE(latin_words_of_cyrillic_sentences_keep_their_letters) {
  Check({{"Ол Kaspi банкінде жұмыс істейді.", "ол kaspi банкінде жұмыс істейді ."}});
}

BOOST_AUTO_TEST_SUITE_END()
