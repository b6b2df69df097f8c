#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "nlp/analyzer.h"

namespace {

// The sentences of `text` with a bar between them.
std::string Split(std::string_view text) {
  static const nlp::Analyzer analyzer;
  static nlp::Analyzer::Scratch scratch;
  core::NormalizedText out;
  analyzer.Analyze(text, core::Language::kUnknown, scratch, out);
  std::string result;
  for (const core::Sentence& sentence : out.sentences) {
    if (!result.empty()) result += '|';
    result += text.substr(sentence.begin, sentence.end - sentence.begin);
  }
  return result;
}

// Each case: the sentences with a bar where the text has the space between two of them.
void Check(const std::vector<std::string>& cases) {
  for (const std::string& due : cases) {
    std::string text = due;
    for (char& c : text) {
      if (c == '|') c = ' ';
    }
    BOOST_TEST(Split(text) == due);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sentences_test)

BOOST_AUTO_TEST_CASE(terminators_before_a_beginning_end_a_sentence) {
  Check({"Первое.|Второе!|Третье?|Четвёртое…|Пятое.", "Бірінші.|2024 жыл.|Үшінші.",
         "Он ушёл.|«Зачем?»|Никто не знает.", "Да.|— Нет."});
}

BOOST_AUTO_TEST_CASE(closing_quotes_belong_to_the_sentence_they_close) {
  Check({"Он сказал: «Нет.»|Она ушла.", "(Так было.)|Теперь иначе."});
}

BOOST_AUTO_TEST_CASE(abbreviations_do_not_end_a_sentence) {
  Check({"Живу на ул. Абая.|Дом 5.", "Сумма 5 млн. 300 тысяч.", "См. Приложение 2.",
         "Dr. Smith came.|He left.", "Алматы қ. Абай көшесі.", "Это т. д. и т. п. обещания.",
         "В 2019 г. 15 человек ушли."});
}

BOOST_AUTO_TEST_CASE(initials_do_not_end_a_sentence) {
  Check({"Пришёл А. Б. Иванов.|Сел.", "Пришёл А.Б. Иванов.", "The U. S. Congress met."});
}

BOOST_AUTO_TEST_CASE(numbers_keep_their_dots) {
  Check({"Цена 3.5 тенге.|Это 12.05.2024 года.", "1. Первый пункт."});
}

BOOST_AUTO_TEST_CASE(line_breaks_end_a_sentence) {
  BOOST_TEST(Split("Заголовок\nТекст без точки\r\n\r\nконец") == "Заголовок|Текст без точки|конец");
}

BOOST_AUTO_TEST_CASE(small_letters_begin_a_sentence_after_a_clear_end) {
  Check({"берут взятки постоянно!|куда смотрит аким?|никто не отвечает.",
         "нам отказали снова.|куда писать", "Было 5 тыс. человек."});
}

BOOST_AUTO_TEST_CASE(smiles_end_a_sentence_brackets_do_not) {
  Check({"Спасибо :)|Очень рад.", "Закон (новый) Казахстана.", "Супер 😍|Приду ещё."});
}

BOOST_AUTO_TEST_SUITE_END()
