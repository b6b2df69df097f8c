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
         "нам отказали снова.|куда писать", "Было 5 тыс. человек.",
         "Он (неужели!) пришёл и (уже?) ушёл."});
}

BOOST_AUTO_TEST_CASE(smiles_end_a_sentence_brackets_do_not) {
  Check({"Спасибо :)|Очень рад.", "Закон (новый) Казахстана.", "Супер 😍|Приду ещё.",
         "Красота! =)|Супер :D|Отличный снимок.", "Жаль((|Приходите завтра.",
         "Очень хотим!) 😉|Ждём вас.", "1) Первый пункт; 2) Второй."});
}

BOOST_AUTO_TEST_CASE(pictures_belong_to_the_sentence_they_are_written_to) {
  Check(
      {"Вид чудесный😍 🙏|Едем снова.", "Вкусно. 🎣🐟|Судак рядом.", "Красиво 🔥огонь 😉 так держать."});
  BOOST_TEST(Split("Едем.🌴 🔥жара") == "Едем.🌴|🔥жара");
}

BOOST_AUTO_TEST_CASE(a_forgotten_space_joins_no_sentences) {
  BOOST_TEST(Split("Какое фото!Очень рада.Приду снова.") == "Какое фото!|Очень рада.|Приду снова.");
  BOOST_TEST(Split("Живу на ул.Абая, г.Алматы, в Yahoo.Com и т.Иванов.") ==
             "Живу на ул.Абая, г.Алматы, в Yahoo.Com и т.Иванов.");
}

BOOST_AUTO_TEST_CASE(answers_and_tags_part_comments) {
  Check({"Спасибо|@user_1 не за что!", "Приезжайте к @user_2 в гости.",
         "Итоги года! #акимат #новости|Приходите завтра."});
}

BOOST_AUTO_TEST_CASE(years_and_units_are_told_from_ends) {
  Check({"В 2019 г. Казахстан подписал договор.", "Это было летом 2019 г.|Потом начались суды.",
         "1220 ж. Иранды жаулап алды.", "Высота 5 см.|Потом выросла.", "См. Приложение.",
         "Родилась в 1948 г. — в Алматы.", "Платят 5 млн.|Потом ещё."});
}

BOOST_AUTO_TEST_CASE(compound_abbreviations_may_end_a_sentence) {
  Check({"Көлік, үй т.б.|Бұл дұрыс емес.", "Дома, дороги и т.д.|Потом мосты.",
         "Дома, дороги и т. д. в городе.", "Иванов, Петров и др.|Все ушли.",
         "Он, т.е. Иванов, ушёл.", "Firms, e.g. Enron, fell."});
}

BOOST_AUTO_TEST_CASE(words_of_grammar_are_no_names_after_an_initial) {
  Check({"He lives in the U.S.|They moved.", "Пришёл Иванов А.|Потом ушёл.",
         "Пётр I.|Начало войны.", "It was No. 5.|We said no.|Then left."});
}

BOOST_AUTO_TEST_CASE(quotes_that_stand_apart_close_before_a_dot) {
  Check({"Песня « Где любовь? ».|Потом вторая."});
}

BOOST_AUTO_TEST_SUITE_END()
