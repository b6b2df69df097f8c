#include "crawler/column_guess.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(column_guess_test)

BOOST_AUTO_TEST_CASE(guesses_columns_in_three_languages) {
  const struct {
    std::vector<std::string> headers;
    std::vector<std::string> roles;
  } kCases[] = {
      {{"№ п/п", "Рег. №", "Дата регистрации", "ФИО заявителя", "Телефон", "Тема обращения",
        "Текст обращения", "Область", "Государственный орган", "Язык"},
       {"other", "number", "date", "other", "other", "title", "text", "region", "body",
        "language"}},
      {{"Тіркеу нөмірі", "Тіркеу күні", "Өтініш тақырыбы", "Өтініш мәтіні", "Өңір", "Тілі"},
       {"number", "date", "title", "text", "region", "language"}},
      {{"Тiркеу немiрi", "Отініш матіні"}, {"other", "text"}},
      {{"Тiркеу нөмiрi", "Отиниш матини"}, {"number", "text"}},
      {{"appealId", "registrationDate", "subject", "appeal_text", "applicantName"},
       {"number", "date", "title", "text", "other"}},
      {{"id", "Номер обращения", "Обращение", "Дата рождения", "Дата и время поступления"},
       {"other", "number", "text", "other", "date"}},
      {{"Номер телефона", "Ответ на обращение", "Дата ответа", "Срок исполнения"},
       {"other", "other", "other", "other"}},
  };
  for (const auto& [headers, expected] : kCases) {
    const auto roles = crawler::GuessColumns(headers, {}, core::SourceType::kAppeal);
    BOOST_REQUIRE(roles);
    for (std::size_t i = 0; i < headers.size(); ++i) {
      BOOST_TEST(crawler::Name((*roles)[i]) == expected[i], headers[i]);
    }
  }
}

BOOST_AUTO_TEST_CASE(knows_which_column_names_who_writes) {
  const std::vector<std::string> names = {
      "ФИО заявителя", "Заявитель", "Фамилия",       "Ф.И.О.",    "Өтініш беруші",
      "Аты-жөні",      "Тегі",      "applicantName", "Full name", "Автор обращения"};
  const std::vector<std::string> others = {"ФИО исполнителя",   "Ответственный", "Орындаушы",
                                           "Телефон заявителя", "Тип заявителя", "Адрес заявителя",
                                           "Название органа",   "Дата"};
  BOOST_TEST(crawler::ApplicantColumns(names) == std::vector<bool>(names.size(), true));
  BOOST_TEST(crawler::ApplicantColumns(others) == std::vector<bool>(others.size(), false));
}

BOOST_AUTO_TEST_CASE(knows_the_headers_of_publications_in_three_languages) {
  const struct {
    std::vector<std::string> headers;
    std::vector<std::string> roles;
  } kCases[] = {
      {{"Жарияланған күні", "БАҚ атауы", "Авторы", "Тақырыбы", "Мақала мәтіні", "Сілтеме", "Тілі"},
       {"date", "outlet", "author", "title", "text", "url", "language"}},
      {{"published", "source", "author", "headline", "text", "url"},
       {"date", "outlet", "author", "title", "text", "url"}},
      {{"№", "Издание", "Название публикации", "Ссылка на источник", "Текст", "Телефон"},
       {"number", "outlet", "title", "url", "text", "other"}},
  };
  for (const auto& [headers, expected] : kCases) {
    const auto roles = crawler::GuessColumns(headers, {}, core::SourceType::kMedia);
    BOOST_REQUIRE(roles);
    for (std::size_t i = 0; i < headers.size(); ++i) {
      BOOST_TEST(crawler::Name((*roles)[i]) == expected[i], headers[i]);
    }
    const auto of_appeals = crawler::GuessColumns(headers, {}, core::SourceType::kAppeal);
    BOOST_REQUIRE(of_appeals);
    for (const crawler::ColumnRole role : *of_appeals) {
      BOOST_TEST(crawler::Name(role) != "author");
      BOOST_TEST(crawler::Name(role) != "url");
    }
  }
  BOOST_TEST(!crawler::GuessColumns({"автор"}, {{"author", "автор"}}, core::SourceType::kAppeal));
}

BOOST_AUTO_TEST_SUITE_END()
