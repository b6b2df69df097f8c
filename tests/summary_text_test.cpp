#include "monitor/summary_text.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "monitor/numerals.h"
#include "monitor/plain_text.h"
#include "monitor/wording.h"

using core::Language;

namespace {

constexpr Language kAll[] = {Language::kKk, Language::kRu, Language::kEn};

core::Day Day(std::string_view iso) {
  return *core::ParseDay(iso);
}

classify::Term Term(core::TagKind kind, std::string id, std::string kk, std::string ru,
                    std::string en) {
  classify::Term term;
  term.kind = kind;
  term.id = std::move(id);
  term.kk = std::move(kk);
  term.ru = std::move(ru);
  term.en = std::move(en);
  return term;
}

monitor::Names MakeNames() {
  classify::Lexicon lexicon;
  lexicon.terms.push_back(
      Term(core::TagKind::kSphere, "health", "Денсаулық сақтау", "Здравоохранение", "Health care"));
  lexicon.terms.push_back(Term(core::TagKind::kScheme, "bribe", "", "Взятка", "Bribe"));
  classify::Body body;
  body.id = "clinic";
  body.kk = "Қалалық емхана";
  body.ru = "Городская поликлиника";
  body.en = "City clinic";
  lexicon.bodies.push_back(body);
  return monitor::Names::Of(lexicon);
}

monitor::Summary MakeSummary() {
  monitor::Summary summary;
  summary.request.sphere = "health";
  summary.request.from = Day("2026-01-01");
  summary.request.to = Day("2026-03-31");
  summary.commit = 4321;
  summary.lexicon_version = "0123456789abcdef";
  summary.all = {1234, 21};
  summary.media = {2, 2};
  summary.appeals = {5, 1};
  summary.all_before = {30, 18};
  summary.media_before = {3, 3};
  summary.appeals_before = {0, 0};
  summary.reprints = 1213;
  summary.by_month = {{"2026-01", {4, 3}}, {"2026-03", {9, 2}}};
  summary.by_scheme = {{"bribe", {3, 2}}, {"unknown", {1, 1}}};
  summary.by_body = {{"clinic", {2, 2}}};
  summary.by_source = {{"media/dala", {2, 2}}, {"appeal/e-otinish", {5, 1}}};
  summary.by_source_type = {{"media", {2, 2}}, {"appeal", {5, 1}}};
  summary.by_language = {{"ru", {6, 2}}, {"uz", {1, 1}}};
  summary.left_out_special = 2;
  summary.left_out_uncountable = 11;
  monitor::Quotation quotation;
  quotation.number = 17;
  quotation.source = "media/dala";
  quotation.url = "https://dala.example/news/1";
  quotation.title = "Дело главврача";
  quotation.text = "Главврача задержали при получении взятки.";
  quotation.rule = "bribe.detained";
  quotation.rule_version = 3;
  quotation.date = "2026-02-03T09:30:00+05:00";
  quotation.sha256 = std::string(64, 'b');
  quotation.begin = 10;
  quotation.end = 42;
  summary.quotations.push_back(quotation);
  return summary;
}

bool Contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// No-break spaces as plain ones, so that expectations can be read.
std::string Plain(const std::string& text) {
  constexpr std::string_view kNoBreak = "\u00A0";
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(kNoBreak, at), text.size());
    plain.append(text, at, end - at);
    if (end < text.size()) plain += ' ';
    at = end + kNoBreak.size();
  }
  return plain;
}

std::string Text(const monitor::Summary& summary, Language language) {
  return Plain(monitor::ToText(summary, MakeNames(), language));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(summary_text_test)

BOOST_AUTO_TEST_CASE(counted_nouns_take_the_right_form) {
  const monitor::CountedNoun noun = {"случай", "случая", "случаев"};
  const std::vector<std::pair<std::uint64_t, std::string>> kRussian = {
      {0, "0 случаев"},     {1, "1 случай"},       {2, "2 случая"},    {4, "4 случая"},
      {5, "5 случаев"},     {11, "11 случаев"},    {12, "12 случаев"}, {14, "14 случаев"},
      {21, "21 случай"},    {22, "22 случая"},     {25, "25 случаев"}, {111, "111 случаев"},
      {112, "112 случаев"}, {1001, "1 001 случай"}};
  for (const auto& [number, text] : kRussian) {
    BOOST_TEST(Plain(monitor::Counted(Language::kRu, number, noun)) == text);
  }
  const monitor::CountedNoun english = {"item", "items", "items"};
  BOOST_TEST(Plain(monitor::Counted(Language::kEn, 1, english)) == "1 item");
  BOOST_TEST(Plain(monitor::Counted(Language::kEn, 21, english)) == "21 items");
  const monitor::CountedNoun kazakh = {"оқиға", "оқиға", "оқиға"};
  BOOST_TEST(Plain(monitor::Counted(Language::kKk, 1'000'000, kazakh)) == "1 000 000 оқиға");
}

BOOST_AUTO_TEST_CASE(thousands_do_not_break) {
  BOOST_TEST(monitor::Number(Language::kRu, 1234567) == "1\u00A0234\u00A0567");
  BOOST_TEST(monitor::Number(Language::kEn, 1234567) == "1,234,567");
  BOOST_TEST(monitor::Number(Language::kKk, 999) == "999");
}

BOOST_AUTO_TEST_CASE(periods_are_named_as_people_name_them) {
  const struct {
    const char *from, *to, *kk, *ru, *en;
  } kCases[] = {
      {"2026-01-01", "2026-12-31", "2026 жыл", "2026 год", "2026"},
      {"2026-01-01", "2026-03-31", "2026 жылғы I тоқсан", "I квартал 2026 года", "Q1 2026"},
      {"2026-10-01", "2026-12-31", "2026 жылғы IV тоқсан", "IV квартал 2026 года", "Q4 2026"},
      {"2024-02-01", "2024-02-29", "2024 жылғы ақпан", "февраль 2024 года", "February 2024"},
      {"2026-01-15", "2026-01-15", "2026 жылғы 15 қаңтар", "15 января 2026 года",
       "15 January 2026"},
      {"2026-02-02", "2026-03-05", "2026 жылғы 2 ақпан – 5 наурыз",
       "со 2 февраля по 5 марта 2026 года", "2 February – 5 March 2026"},
      {"2025-12-01", "2026-01-31", "2025 жылғы 1 желтоқсан – 2026 жылғы 31 қаңтар",
       "с 1 декабря 2025 года по 31 января 2026 года", "1 December 2025 – 31 January 2026"},
      {"2026-02-01", "2026-04-30", "2026 жылғы 1 ақпан – 30 сәуір",
       "с 1 февраля по 30 апреля 2026 года", "1 February – 30 April 2026"},
  };
  for (const auto& [from, to, kk, ru, en] : kCases) {
    BOOST_TEST(monitor::PeriodInWords(Language::kKk, Day(from), Day(to)) == kk);
    BOOST_TEST(monitor::PeriodInWords(Language::kRu, Day(from), Day(to)) == ru);
    BOOST_TEST(monitor::PeriodInWords(Language::kEn, Day(from), Day(to)) == en);
  }
}

BOOST_AUTO_TEST_CASE(tells_the_change_in_plain_words) {
  const std::string ru = Text(MakeSummary(), Language::kRu);
  BOOST_TEST(Contains(ru,
                      "Всего:     1 234 материала, 21 случай — на 3 случая больше, чем за "
                      "предыдущий период (18)"));
  BOOST_TEST(Contains(ru, "2 материала, 2 случая — на 1 случай меньше"));
  BOOST_TEST(Contains(ru, "5 материалов, 1 случай — за предыдущий период не зафиксировано"));
  const std::string kk = Text(MakeSummary(), Language::kKk);
  BOOST_TEST(Contains(kk, "1 234 материал, 21 оқиға – алдыңғы кезеңге қарағанда 3 оқиғаға көп"));
  const std::string en = Text(MakeSummary(), Language::kEn);
  BOOST_TEST(Contains(en, "1,234 items, 21 incidents – up by 3 incidents from the period before"));
  BOOST_TEST(Contains(en, "5 items, 1 incident – none in the period before"));
  monitor::Summary same = MakeSummary();
  same.all_before = same.all;
  BOOST_TEST(Contains(Text(same, Language::kRu), "столько же, сколько за предыдущий период (21)"));
}

BOOST_AUTO_TEST_CASE(says_what_kind_of_monitoring_of_what_and_when) {
  const std::string ru = Text(MakeSummary(), Language::kRu);
  BOOST_TEST(ru.starts_with("Тематический антикоррупционный мониторинг\nПункты 9 и 11 Правил"));
  BOOST_TEST(Contains(ru, "Здравоохранение"));
  BOOST_TEST(Contains(ru, "I квартал 2026 года (часовой пояс: Asia/Almaty)"));
  BOOST_TEST(Contains(ru, "с 3 октября по 31 декабря 2025 года"));
  BOOST_TEST(Contains(Text(MakeSummary(), Language::kKk), "Денсаулық сақтау"));
  monitor::Summary body = MakeSummary();
  body.request.sphere.reset();
  body.request.body = "clinic";
  BOOST_TEST(Contains(Text(body, Language::kEn), "City clinic"));
}

BOOST_AUTO_TEST_CASE(columns_are_aligned_by_letters_not_bytes) {
  const std::string ru = Text(MakeSummary(), Language::kRu);
  BOOST_TEST(Contains(ru,
                      "\n         Материалы     Случаи\n"
                      "Взятка           3          2\n"
                      "unknown          1          1\n"));
  BOOST_TEST(Contains(ru,
                      "\nянварь 2026 года           4          3\n"
                      "февраль 2026 года          0          0\n"
                      "март 2026 года             9          2\n"));
}

BOOST_AUTO_TEST_CASE(a_long_table_ends_in_the_others) {
  monitor::Summary summary = MakeSummary();
  summary.by_region.clear();
  for (int i = 10; i < 25; ++i) {
    const auto items = static_cast<std::uint64_t>(i);
    summary.by_region["KZ-" + std::to_string(i)] = {items, 1};
  }
  const std::string ru = Text(summary, Language::kRu);
  BOOST_TEST(ru.find("KZ-24") < ru.find("KZ-23"));
  BOOST_TEST(Contains(ru, "KZ-15"));
  BOOST_TEST(!Contains(ru, "KZ-14"));
  BOOST_TEST(Contains(ru, "Прочие (5)         60          5\n"));
}

BOOST_AUTO_TEST_CASE(lists_all_six_kinds_of_source) {
  for (const Language language : kAll) {
    const std::string text = Text(MakeSummary(), language);
    for (const std::string_view kind : monitor::WordingOf(language).source_types) {
      BOOST_TEST(Contains(text, kind));
    }
  }
}

BOOST_AUTO_TEST_CASE(says_what_was_left_out_and_why) {
  const std::string ru = Text(MakeSummary(), Language::kRu);
  BOOST_TEST(Contains(ru, "специальных государственных органов — 2 материала"));
  BOOST_TEST(Contains(ru, "11 материалов"));
  monitor::Summary complete = MakeSummary();
  complete.left_out_special = complete.left_out_uncountable = 0;
  BOOST_TEST(Contains(Text(complete, Language::kEn), "Left out\n────────\nNothing."));
}

BOOST_AUTO_TEST_CASE(a_quotation_says_how_to_trace_it) {
  const std::string ru = Text(MakeSummary(), Language::kRu);
  for (const std::string_view part :
       {"«Главврача задержали при получении взятки.»", "СМИ: dala, 3 февраля 2026 года, 09:30",
        "https://dala.example/news/1", "документ № 17", "правило bribe.detained (версия 3)",
        "текст, байты 10–42"}) {
    BOOST_TEST(Contains(ru, part), part);
  }
  BOOST_TEST(Contains(ru, std::string(64, 'b')));
  BOOST_TEST(ru.ends_with("\nБаза данных: запись № 4321. Версия словаря: 0123456789abcdef.\n"));
}

BOOST_AUTO_TEST_CASE(foreign_text_cannot_command_the_terminal) {
  monitor::Summary summary = MakeSummary();
  summary.quotations[0].text = "a\x1B[2J\u202Eevil\nline\x07\xFF";
  summary.quotations[0].title = "\x9B title";
  summary.quotations[0].url = "https://x/\u2066\r\ny";
  summary.by_region["KZ-\x1B[31m"] = {1, 1};
  summary.request.zone = "Asia/\x1B";
  summary.lexicon_version = "\x1B]0;";
  for (const Language language : kAll) {
    const std::string text = Text(summary, language);
    for (const std::string_view bad : {"\x1B", "\x07", "\r", "\u202E", "\u2066", "\xFF"}) {
      BOOST_TEST(!Contains(text, bad));
    }
    BOOST_TEST(Contains(text, "evil line"));
  }
}

BOOST_AUTO_TEST_CASE(lines_stay_within_the_page) {
  monitor::Summary summary = MakeSummary();
  for (int i = 0; i < 60; ++i) summary.quotations[0].text += " длинное предложение";
  for (const Language language : kAll) {
    const std::string text = monitor::ToText(summary, MakeNames(), language);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at);
      BOOST_TEST(monitor::Width(text.substr(at, end - at)) <= 100u, text.substr(at, end - at));
      at = end + 1;
    }
  }
}

BOOST_AUTO_TEST_CASE(a_missing_name_falls_back_to_another_language_and_to_the_id) {
  const monitor::Names names = MakeNames();
  BOOST_TEST(names.Get(core::TagKind::kScheme, "bribe", Language::kKk) == "Взятка");
  BOOST_TEST(names.Get(core::TagKind::kScheme, "bribe", Language::kEn) == "Bribe");
  BOOST_TEST(names.Get(core::TagKind::kScheme, "none", Language::kKk) == "none");
  BOOST_TEST(names.Get(core::TagKind::kSphere, "bribe", Language::kKk) == "bribe");
}

BOOST_AUTO_TEST_SUITE_END()
