#include "crawler/date_parser.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace {

// Sunday.
constexpr std::string_view kNow = "2026-03-15T14:30:00+05:00";

std::string Read(std::string_view text, core::Language language = core::Language::kUnknown,
                 std::string_view now = kNow, std::string_view zone = "Asia/Almaty") {
  crawler::DateContext context;
  if (!now.empty()) context.now = core::ParseIso(now);
  context.language = language;
  context.zone = zone;
  const auto date = crawler::ParseDate(text, context);
  return date ? date->ToIso() : "none";
}

struct Case {
  std::string_view text, date;
};

void Check(const std::vector<Case>& cases, core::Language language = core::Language::kUnknown) {
  for (const Case& test : cases) {
    BOOST_TEST_CONTEXT(std::string(test.text)) {
      BOOST_TEST(Read(test.text, language) == test.date);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(date_parser_test)

BOOST_AUTO_TEST_CASE(reads_russian_dates) {
  Check({{"7 июня 2025, 06:05", "2025-06-07T06:05:00+05:00"},
         {"Опубликовано 7 июн. 2025 г. в 6:05", "2025-06-07T06:05:00+05:00"},
         {"7-го мая 2025", "2025-05-07"},
         {"21 августа 2025 года, четверг", "2025-08-21"},
         {"06:05 / 7 июня 2025", "2025-06-07T06:05:00+05:00"},
         {"7 июня 2025 06:05 МСК", "2025-06-07T06:05:00+03:00"},
         {"7 июня 2023, 06:05 (время Астаны)", "2023-06-07T06:05:00+06:00"},
         {"01 фев 2026", "2026-02-01"}},
        core::Language::kRu);
}

BOOST_AUTO_TEST_CASE(reads_kazakh_dates_in_both_scripts) {
  Check({{"2025 жылғы 7 маусым", "2025-06-07"},
         {"2025 жылдың 7 маусымында", "2025-06-07"},
         {"7 маусым 2025 жыл, сағат 06:05", "2025-06-07T06:05:00+05:00"},
         {"7 Қар 2025", "2025-11-07"},
         {"7 карашада 2025", "2025-11-07"},
         {"2025 jyly 7 maýsym", "2025-06-07"},
         {"7 şilde 2025", "2025-07-07"},
         {"7 qyrkúıek 2025", "2025-09-07"},
         {"Жұма, 13 ақпан 2026", "2026-02-13"}},
        core::Language::kKk);
}

BOOST_AUTO_TEST_CASE(reads_english_and_german_dates) {
  Check({{"June 7, 2025 6:05 AM", "2025-06-07T06:05:00+05:00"},
         {"Jun. 7th, 2025 at 12:30 p.m.", "2025-06-07T12:30:00+05:00"},
         {"7th of June 2025", "2025-06-07"},
         {"Saturday 7 June 2025 18.30", "2025-06-07"},
         {"June 7, 2025, 6 PM EST", "2025-06-07T18:00:00-05:00"},
         {"6/7/2025", "2025-06-07"},
         {"13/6/2025", "2025-06-13"}},
        core::Language::kEn);
  Check({{"7. März 2025", "2025-03-07"}, {"6/7/2025", "2025-07-06"}});
}

BOOST_AUTO_TEST_CASE(reads_the_months_of_other_languages) {
  Check({{"jeudi 13 juin 2019", "2019-06-13"},
         {"Miércoles, 15 de Abril de 2020", "2020-04-15"},
         {"14 Gennaio 2020", "2020-01-14"},
         {"duminică, 20 septembrie 2020 16:20", "2020-09-20T16:20:00+06:00"},
         {"1 września 2021", "2021-09-01"},
         {"5 Şubat 2022", "2022-02-05"},
         {"9 квітня 2023 р.", "2023-04-09"},
         {"3 noyabr 2024", "2024-11-03"},
         {"السبت، 07 يونيو 2025 - 06:05", "2025-06-07T06:05:00+05:00"},
         {"7 أكتوبر 2025", "2025-10-07"},
         {"7 اكتوبر 2025", "2025-10-07"}});
}

BOOST_AUTO_TEST_CASE(reads_machine_dates) {
  Check({{"Sat, 07 Jun 2025 01:05:00 GMT", "2025-06-07T01:05:00+00:00"},
         {"2025-06-07T06:05:00.250+0500", "2025-06-07T06:05:00+05:00"},
         {"2025-06-07T06:05:00-03:30", "2025-06-07T06:05:00-03:30"},
         {"2025-06-07 06:05 UTC+3", "2025-06-07T06:05:00+03:00"},
         {"20250607", "2025-06-07"},
         {"1749258300", "2025-06-07T06:05:00+05:00"},
         {"07.06.2025 6:05", "2025-06-07T06:05:00+05:00"},
         {"07.06.25", "2025-06-07"},
         {"2025/6/7", "2025-06-07"}});
}

BOOST_AUTO_TEST_CASE(numbers_may_stand_apart) {
  Check({{"7. 6. 2025", "2025-06-07"},
         {"7. 6. 2025.", "2025-06-07"},
         {"07 | 06 | 2025", "2025-06-07"},
         {"7. 6. 25", "none"},
         {"7 / 6 / 2025", "none"},
         {"табл. 7. 6", "none"}});
}

BOOST_AUTO_TEST_CASE(relative_dates_count_from_now) {
  Check({{"Бүгін, 09:10", "2026-03-15T09:10:00+05:00"},
         {"кеше", "2026-03-14"},
         {"3 күн бұрын", "2026-03-12"},
         {"бір сағат бұрын", "2026-03-15T13:30:00+05:00"},
         {"жаңа ғана", "2026-03-15T14:30:00+05:00"},
         {"позавчера в 23:10", "2026-03-13T23:10:00+05:00"},
         {"только что", "2026-03-15T14:30:00+05:00"},
         {"полчаса назад", "2026-03-15T14:00:00+05:00"},
         {"1 час 20 минут назад", "2026-03-15T13:10:00+05:00"},
         {"две недели назад", "2026-03-01"},
         {"год назад", "2025-03-15"},
         {"a month ago", "2026-02-15"},
         {"5 mins ago", "2026-03-15T14:25:00+05:00"},
         {"yesterday at 6 pm", "2026-03-14T18:00:00+05:00"}});
  BOOST_TEST(Read("1 month ago", core::Language::kEn, "2026-03-31T10:00:00+05:00") == "2026-02-28");
}

BOOST_AUTO_TEST_CASE(a_day_without_a_year_is_the_last_one) {
  Check({{"14 марта", "2026-03-14"},
         {"16 марта", "2025-03-16"},
         {"31 желтоқсан, 23:50", "2025-12-31T23:50:00+05:00"}});
}

BOOST_AUTO_TEST_CASE(without_now_only_full_dates_count) {
  for (const char* text : {"вчера", "3 часа назад", "14 марта", "just now"}) {
    BOOST_TEST(Read(text, core::Language::kUnknown, "") == "none", text);
  }
  BOOST_TEST(Read("14 марта 2019", core::Language::kUnknown, "") == "2019-03-14");
}

BOOST_AUTO_TEST_CASE(the_offset_is_the_one_in_force_then) {
  BOOST_TEST(Read("29 ақпан 2024, 12:00") == "2024-02-29T12:00:00+06:00");
  BOOST_TEST(Read("1 наурыз 2024, 12:00") == "2024-03-01T12:00:00+05:00");
  BOOST_TEST(Read("7 июня 2025, 06:05", core::Language::kRu, kNow, "Europe/London") ==
             "2025-06-07T06:05:00+01:00");
  BOOST_TEST(Read("7 июня 2025", core::Language::kRu, kNow, "Asia/Nowhere") == "none");
}

BOOST_AUTO_TEST_CASE(invents_nothing) {
  Check({{"", "none"},
         {"© 2010–2026", "none"},
         {"2025", "none"},
         {"май 2025", "none"},
         {"в 2025 году", "none"},
         {"30 февраля 2025", "none"},
         {"2025-13-01", "none"},
         {"00.00.0000", "none"},
         {"версия 1.2.2025.4", "none"},
         {"№ 12-05/25", "none"},
         {"ИИН 250607300123", "none"},
         {"тел. 8 7172 12-05-20", "none"},
         {"счёт 3:2", "none"},
         {"14:35", "none"},
         {"прошло 3 часа", "none"},
         {"12 мая 2504", "none"}});
}

BOOST_AUTO_TEST_CASE(an_impossible_time_leaves_the_day) {
  Check({{"7 июня 2025, 25:61", "2025-06-07"},
         {"07.06.2025 10:00-11:30", "2025-06-07T10:00:00+05:00"}});
}

BOOST_AUTO_TEST_CASE(takes_the_first_date_of_a_text) {
  Check({{"Встреча 7 июня 2025 перенесена на 9 июня 2025", "2025-06-07"},
         {"мая не было, 7 июня 2025", "2025-06-07"}});
}

BOOST_AUTO_TEST_SUITE_END()
