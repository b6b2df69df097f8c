#include "crawler/reflow.h"

#include <boost/test/unit_test.hpp>
#include <string>

using crawler::Reflow;

BOOST_AUTO_TEST_SUITE(reflow_test)

BOOST_AUTO_TEST_CASE(joins_the_lines_of_a_paragraph) {
  BOOST_TEST(
      Reflow("Первая строка абзаца, которая доходит до края\n"
             "листа и продолжается в следующей строке до\n"
             "конца.\n"
             "Второй абзац начинается с прописной буквы, он\n"
             "тоже в две строки.\n") ==
      "Первая строка абзаца, которая доходит до края листа и продолжается в следующей строке "
      "до конца.\nВторой абзац начинается с прописной буквы, он тоже в две строки.");
}

BOOST_AUTO_TEST_CASE(keeps_headings_items_and_blank_lines_apart) {
  BOOST_TEST(Reflow("1. Общие положения\n"
                    "Настоящий отчёт описывает состояние дел за год в\n"
                    "области:\n"
                    "• первый пункт списка\n"
                    "• второй пункт списка, который продолжается на\n"
                    "следующей строке\n"
                    "а) подпункт\n\n"
                    "Итоги\n\n"
                    "Конец.\n") ==
             "1. Общие положения\n"
             "Настоящий отчёт описывает состояние дел за год в области:\n"
             "• первый пункт списка\n"
             "• второй пункт списка, который продолжается на следующей строке\n"
             "а) подпункт\nИтоги\nКонец.");
}

BOOST_AUTO_TEST_CASE(joins_words_that_a_hyphen_parts) {
  BOOST_TEST(Reflow("Случаи корруп-\nции и научно-\nтехнический совет, научно-технический\n") ==
             "Случаи коррупции и научно-технический совет, научно-технический");
  BOOST_TEST(Reflow("мемле\xC2\xAD\nкеттік орган\n") == "мемлекеттік орган");
  BOOST_TEST(Reflow("Алма-\nАта\n") == "Алма-Ата");
  BOOST_TEST(Reflow("список -\nвторой\n") == "список - второй");
}

BOOST_AUTO_TEST_CASE(a_paragraph_may_pass_over_a_page) {
  BOOST_TEST(
      Reflow("Предложение, которое не\f закончено на первой странице.\n\fНовая страница.\n") ==
      "Предложение, которое не закончено на первой странице.\nНовая страница.");
}

BOOST_AUTO_TEST_CASE(drops_running_lines_and_page_numbers) {
  std::string text, due;
  const char* const kNames[] = {"Абай", "Алматы", "Астана", "Жетісу", "Шымкент"};
  for (int page = 1; page <= 5; ++page) {
    const std::string body = std::string("Район ") + kNames[page - 1] + " описан на этой странице.";
    text += "Отчёт о мониторинге за 2025 год\n\n" + body + "\n\nСтраница " + std::to_string(page) +
            " из 5\n\f";
    due += (page == 1 ? "" : "\n") + body;
  }
  BOOST_TEST(Reflow(text) == due);
  // A line that only two pages have may be their text; numbers of pages are not.
  BOOST_TEST(Reflow("Итого\nодин.\n\n- 1 -\n\fИтого\nдва.\n\n- 2 -\n") ==
             "Итого один.\nИтого два.");
  // The only line of a page stays if it is its text.
  BOOST_TEST(Reflow("Первая.\n\fВторая.\n\fТретья.\n") == "Первая.\nВторая.\nТретья.");
}

BOOST_AUTO_TEST_CASE(takes_any_bytes) {
  BOOST_TEST(Reflow("") == "");
  BOOST_TEST(Reflow("#5\n\f#6\n") == "#5\n#6");
  BOOST_TEST(Reflow("\f\f\n\f") == "");
  BOOST_TEST(Reflow("\xFF\xFE-\n\xD0\n") == "\xFF\xFE- \xD0");
}

BOOST_AUTO_TEST_CASE(knows_text_that_is_broken_at_a_margin) {
  std::string wrapped, one_line_each;
  for (int i = 0; i < 10; ++i) {
    wrapped += "Строка текста, которая доходит почти до самого правого поля листа\n";
    one_line_each += "Абзац " + std::string(static_cast<std::size_t>(i % 3) * 40, 'x') + ".\n";
  }
  BOOST_TEST(crawler::IsHardWrapped(wrapped + "конец.\n\n" + wrapped));
  BOOST_TEST(!crawler::IsHardWrapped(one_line_each));
  BOOST_TEST(!crawler::IsHardWrapped(std::string(500, 'x') + "\n" + std::string(500, 'y') + "\n"));
  BOOST_TEST(!crawler::IsHardWrapped(""));
}

BOOST_AUTO_TEST_SUITE_END()
