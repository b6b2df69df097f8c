#include "monitor/summary_paper.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "monitor/numerals.h"
#include "monitor/paper_html.h"
#include "monitor/paper_markdown.h"
#include "monitor/paper_text.h"
#include "monitor/plain_text.h"
#include "monitor/wording.h"
#include "tests/support/plain_spaces.h"

using core::Language;
using test::Contains;
using test::Plain;
using test::Squeezed;

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
  summary.before = monitor::PeriodBefore({summary.request.from, summary.request.to});
  summary.corpus = 20'000;
  summary.corpus_before = 10'000;
  summary.corpus_to = summary.request.to;
  const auto row = [](monitor::Count all, monitor::Count media = {}, monitor::Count appeals = {},
                      monitor::Count before = {}) {
    monitor::Row made{all, media, appeals, before};
    made.corpus = 20'000;
    made.corpus_before = 10'000;
    return made;
  };
  summary.all = row({1234, 21}, {2, 2}, {5, 1}, {30, 18});
  summary.media_before = {3, 3};
  summary.by_month = {{"2026-01", row({4, 3}, {1, 1}, {3, 2})},
                      {"2026-02", row({0, 0})},
                      {"2026-03", row({9, 2}, {9, 2}, {}, {7, 7})}};
  summary.by_scheme = {{"bribe", row({3, 2}, {2, 1}, {1, 1}, {5, 4})}, {"unknown", row({1, 1})}};
  summary.by_body = {{"clinic", row({2, 2})}};
  summary.by_source = {{"media/dala", row({2, 2})}, {"appeal/e-otinish", row({5, 1})}};
  summary.by_source_type = {{"media", row({2, 2}, {2, 2}, {}, {3, 3})},
                            {"appeal", row({5, 1}, {}, {5, 1})}};
  summary.by_language = {{"ru", row({6, 2})}, {"uz", row({1, 1})}};
  summary.left_out.special = 2;
  summary.left_out.no_episode = 11;
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

std::string Text(const monitor::Summary& summary, Language language) {
  return Plain(monitor::ToText(monitor::ToPaper(summary, MakeNames(), language)));
}

// Lines put together again.
std::string Flat(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return Squeezed(text);
}

monitor::Figure MakeFigure() {
  monitor::Figure figure;
  figure.now.indicator = "Зарегистрировано";
  figure.now.from = Day("2026-01-01");
  figure.now.to = Day("2026-03-31");
  figure.now.value = 1204;
  figure.now.file = "form.xlsx";
  figure.now.row = 12;
  figure.now.column = "Всего";
  figure.now.sha256 = std::string(64, 'c');
  return figure;
}

// What a summary may show, all at once.
monitor::Summary FullSummary() {
  monitor::Summary summary = MakeSummary();
  summary.by_region["KZ-71"] = summary.by_scheme["bribe"];
  summary.by_region["KZ-71"].people = 1'430'117;
  summary.by_region["KZ-71"].people_year = 2024;
  summary.by_stage["allegation"] = summary.by_source_type["appeal"];
  summary.growth_tests = 7;
  summary.rising = {{core::TagKind::kScheme, "bribe", 12, 3, 4.0, 0.0176, 0.05}};
  summary.sources.push_back({"media/dala", "Дала <жаңалықтары>", "KZ-71", "private", 40, 30,
                             Day("2026-01-01"), Day("2026-03-31"),
                             monitor::Gap{Day("2026-02-02"), Day("2026-02-22")}});
  summary.silent.push_back({"kokjiek", "Көкжиек", "", "", true});
  monitor::Figure figure = MakeFigure();
  figure.general = true;
  summary.figures.push_back(figure);
  summary.quotations[0].scheme = "bribe";
  return summary;
}

// Compares with tests/data/summary/NAME; with $SHOLU_WRITE_GOLDEN set it writes the file anew and
// fails, so that the change is looked at.
void CheckGolden(const std::string& name, const std::string& text) {
  const std::string path = std::string(SHOLU_TEST_DATA "/summary/").append(name);
  if (std::getenv("SHOLU_WRITE_GOLDEN")) {
    std::ofstream(path, std::ios::binary) << text;
    BOOST_ERROR("wrote " << path);
    return;
  }
  std::ostringstream golden;
  golden << std::ifstream(path, std::ios::binary).rdbuf();
  std::istringstream found(text), due(golden.str());
  std::string a, b;
  for (int line = 1; std::getline(due, b); ++line) {
    std::getline(found, a);
    BOOST_TEST_REQUIRE(a == b, name << ":" << line << ": due " << b << ", found " << a);
  }
  BOOST_TEST(text.size() == golden.str().size(), name);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(summary_paper_test)

BOOST_AUTO_TEST_CASE(the_formats_are_as_they_were_last_looked_at) {
  const auto paper = [](Language language) {
    return monitor::ToPaper(FullSummary(), MakeNames(), language);
  };
  CheckGolden("kk.txt", monitor::ToText(paper(Language::kKk)));
  CheckGolden("ru.txt", monitor::ToText(paper(Language::kRu)));
  CheckGolden("en.md", monitor::ToMarkdown(paper(Language::kEn)));
  const std::string html = monitor::ToHtml(paper(Language::kRu));
  CheckGolden("ru.html", html.substr(html.find("<body>")));
}

BOOST_AUTO_TEST_CASE(tells_the_change_in_plain_words) {
  const std::string ru = Text(MakeSummary(), Language::kRu);
  BOOST_TEST(Contains(
      ru, "1 234 материала, 21 случай — на 3 случая больше, чем за предыдущий период (18).\n"));
  BOOST_TEST(Contains(Squeezed(ru), "СМИ 2 0 2 3 −1 −33,3\n"));
  BOOST_TEST(Contains(Squeezed(ru), "Обращения 5 4 1 0 +1 —\n"));
  const std::string kk = Text(MakeSummary(), Language::kKk);
  BOOST_TEST(Contains(kk, "1 234 материал, 21 оқиға – алдыңғы кезеңге қарағанда 3 оқиғаға көп"));
  const std::string en = Text(MakeSummary(), Language::kEn);
  BOOST_TEST(Contains(en, "1,234 items, 21 incidents – up by 3 incidents from the period before"));
  monitor::Summary other = MakeSummary();
  other.all.before = other.all.all;
  BOOST_TEST(Contains(Text(other, Language::kRu), "столько же, сколько за предыдущий период (21)"));
  other.all.before = {};
  BOOST_TEST(Contains(Text(other, Language::kEn), "21 incidents – none in the period before."));
  other.corpus_before = 0;
  BOOST_TEST(Contains(Text(other, Language::kEn), "the corpus has no items of the period before"));
}

BOOST_AUTO_TEST_CASE(says_what_kind_of_monitoring_of_what_and_when) {
  const std::string ru = Text(MakeSummary(), Language::kRu);
  BOOST_TEST(ru.starts_with("Тематический антикоррупционный мониторинг\nПункты 9 и 11 Правил"));
  BOOST_TEST(Contains(ru, "Здравоохранение"));
  BOOST_TEST(Contains(ru, "I квартал 2026 года (часовой пояс: Asia/Almaty)"));
  BOOST_TEST(Contains(ru, "Период сравнения: IV квартал 2025 года"));
  BOOST_TEST(Contains(Text(MakeSummary(), Language::kKk), "Денсаулық сақтау"));
  monitor::Summary body = MakeSummary();
  body.request.sphere.reset();
  body.request.body = "clinic";
  BOOST_TEST(Contains(Text(body, Language::kEn), "City clinic"));
}

BOOST_AUTO_TEST_CASE(a_row_has_items_incidents_before_and_rate) {
  const std::string ru = Text(MakeSummary(), Language::kRu);
  BOOST_TEST(Contains(Squeezed(ru), "\nВзятка 3 2 1 1 4 15,0\nunknown 1 1 0 0 0 5,00\n"));
  BOOST_TEST(Contains(Squeezed(ru), "\nфевраль 2026 года 0 0 0 0 0 0\n"));
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
  BOOST_TEST(Contains(ru, "Специальные государственные органы (пункт 5 Правил)          2\n"));
  BOOST_TEST(Contains(ru, "О коррупции, но без конкретного случая                      11\n"));
  monitor::Summary complete = MakeSummary();
  complete.left_out = {};
  BOOST_TEST(Contains(Text(complete, Language::kEn), "Left out\n════════\nNothing."));
}

BOOST_AUTO_TEST_CASE(shows_media_and_appeals_side_by_side) {
  const std::string en = Text(MakeSummary(), Language::kEn);
  BOOST_TEST(Contains(en, "told of (2) and that citizens complained of (1)"));
  BOOST_TEST(Contains(Squeezed(en), "Bribe 1 50.0% 1 100.0% +50.0\n"));
  monitor::Summary silent = MakeSummary();
  silent.all.appeals = {};
  BOOST_TEST(Contains(Text(silent, Language::kEn), "No comparison"));
}

BOOST_AUTO_TEST_CASE(names_what_is_rising_with_its_p_value) {
  monitor::Summary summary = MakeSummary();
  summary.growth_tests = 7;
  BOOST_TEST(Contains(Text(summary, Language::kRu), "Такого роста не выявлено."));
  summary.rising = {{core::TagKind::kScheme, "bribe", 12, 3, 4.0, 0.0176, 0.05},
                    {core::TagKind::kRegion, "KZ-71", 9, 0, std::nullopt, 1e-9, 2e-9}};
  const std::string ru = Text(summary, Language::kRu);
  BOOST_TEST(Contains(Squeezed(ru), "Взятка (схема) 12 3 4,0 0,0176 0,0500\n"));
  BOOST_TEST(Contains(Squeezed(ru), "KZ-71 (регион) 9 0 — < 0,0001 < 0,0001\n"));
  BOOST_TEST(Contains(ru, "Проверено показателей: 7."));
}

monitor::Figure With(const monitor::Figure& figure, std::string_view region, double value,
                     double before) {
  monitor::Figure other = figure;
  other.now.region = region;
  other.now.value = value;
  other.now.row = figure.now.row + (region.empty() ? 0 : 1);
  other.before = other.now;
  other.before->from = Day("2025-01-01");
  other.before->to = Day("2025-03-31");
  other.before->column = "Было";
  other.before->value = before;
  return other;
}

BOOST_AUTO_TEST_CASE(shows_figures_with_their_trace) {
  monitor::Summary summary = MakeSummary();
  monitor::Figure figure = MakeFigure();
  summary.figures.push_back(With(figure, "", 1204, 1100));
  summary.figures.push_back(With(figure, "KZ-71", 300, 350));
  const std::string ru = Text(summary, Language::kRu);
  BOOST_TEST_INFO(ru);
  BOOST_TEST(Contains(Squeezed(ru), "Всего 1 204 1 100 +104 12\n"));
  BOOST_TEST(Contains(Squeezed(ru), "KZ-71 300 350 −50 13\n"));
  BOOST_TEST(Contains(ru, "файл form.xlsx, столбцы «Всего», «Было»"));
  BOOST_TEST(Contains(ru, std::string(64, 'c')));
  BOOST_TEST(
      Contains(ru, "Социологические опросы\n══════════════════════\nПоказателей за период нет."));
}

BOOST_AUTO_TEST_CASE(indicators_of_the_same_rows_stand_side_by_side) {
  monitor::Summary summary = MakeSummary();
  monitor::Figure figure = MakeFigure(), other = MakeFigure();
  other.now.indicator = "В суд";
  for (const monitor::Figure* one : {&figure, &other}) {
    summary.figures.push_back(With(*one, "", 40, 30));
    summary.figures.push_back(With(*one, "KZ-71", 4, 3));
  }
  const std::string together = Squeezed(Text(summary, Language::kRu));
  BOOST_TEST_INFO(together);
  BOOST_TEST(Contains(together, "KZ-71 4 3 +1 4 3 +1 13\n"));
  // Of a place fewer they are two tables.
  summary.figures.pop_back();
  BOOST_TEST(Contains(Squeezed(Text(summary, Language::kRu)), "KZ-71 4 3 +1 13\n"));
}

BOOST_AUTO_TEST_CASE(a_question_has_its_own_table_and_says_what_its_rows_share) {
  monitor::Summary summary = MakeSummary();
  monitor::Figure figure = MakeFigure();
  figure.now.source_type = core::SourceType::kSurvey;
  figure.now.unit = "%";
  figure.now.sample = 2400;
  for (const char* question : {"Сколько?", "Где?"}) {
    figure.now.indicator = question;
    for (const char* answer : {"Да", "Нет"}) {
      figure.now.category = std::string("Акимат / ") + answer;
      summary.figures.push_back(With(figure, "", 12.5, 14));
    }
  }
  // A figure of last year's file.
  summary.figures.back().before->file = "last.xlsx";
  summary.figures.back().before->sha256 = std::string(64, 'd');
  const std::string ru = Squeezed(Text(summary, Language::kRu));
  BOOST_TEST_INFO(ru);
  BOOST_TEST(Contains(ru, "Сколько? – Акимат\n"));
  BOOST_TEST(Contains(ru, "Да 12,5 % 14 % −1,5 п. п. 12\n"));
  BOOST_TEST(Contains(ru, "Опрошено: 2 400."));
  BOOST_TEST(Contains(ru, "Нет 12,5 % 14 % −1,5 п. п. 12 [1], 12 [2]\n"));
}

BOOST_AUTO_TEST_CASE(an_appeal_is_quoted_by_its_register_number) {
  monitor::Summary summary = MakeSummary();
  monitor::Quotation& quotation = summary.quotations.front();
  quotation.source = "appeal/register";
  quotation.register_number = "К-17/2026";
  quotation.url = quotation.sha256 = "";
  quotation.text_sha256 = std::string(64, 'e');
  const std::string en = Squeezed(Text(summary, Language::kEn));
  BOOST_TEST_INFO(en);
  BOOST_TEST(Contains(en, "Appeals: register, No. К-17/2026, 3 February 2026"));
  BOOST_TEST(Contains(en, std::string(64, 'e')));
}

BOOST_AUTO_TEST_CASE(names_silent_sources_and_gaps) {
  monitor::Summary summary = MakeSummary();
  monitor::SourceUse use{"media/dala",
                         "Дала",
                         "",
                         "",
                         40,
                         30,
                         Day("2026-01-01"),
                         Day("2026-03-31"),
                         monitor::Gap{Day("2026-02-02"), Day("2026-02-22")}};
  summary.sources.push_back(use);
  summary.silent.push_back({"kokjiek", "Көкжиек", "", "", true});
  summary.gaps.push_back({Day("2026-03-01"), Day("2026-03-08")});
  const std::string ru = Text(summary, Language::kRu);
  BOOST_TEST(Contains(ru, "СМИ: Дала: 21 день без материалов (со 2 по 22 февраля 2026 года)."));
  BOOST_TEST(Contains(ru, "Не дали ни одного материала за период: Көкжиек."));
  BOOST_TEST(Contains(ru, "Ни одного материала ни из одного источника: 8 дней"));
}

BOOST_AUTO_TEST_CASE(a_period_before_that_is_no_month_has_no_column) {
  monitor::Summary summary = MakeSummary();
  BOOST_TEST(Contains(Text(summary, Language::kEn), "A month compares with"));
  summary.request.from = Day("2026-01-02");
  BOOST_TEST(!Contains(Text(summary, Language::kEn), "A month compares with"));
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
  summary.by_region["KZ-\x1B[31m"].all = {1, 1};
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
    const std::string text = monitor::ToText(monitor::ToPaper(summary, MakeNames(), language));
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at);
      BOOST_TEST(monitor::Width(text.substr(at, end - at)) <= 100u, text.substr(at, end - at));
      at = end + 1;
    }
  }
}

BOOST_AUTO_TEST_CASE(a_long_table_says_how_much_it_shows) {
  monitor::Summary summary = MakeSummary();
  summary.by_body.clear();
  for (int i = 100; i < 400; ++i) {
    const auto incidents = static_cast<std::uint64_t>(i);
    summary.by_body["body-" + std::to_string(i)].all = {incidents, incidents};
  }
  const std::string ru = Text(summary, Language::kRu);
  BOOST_TEST(ru.find("body-399") < ru.find("body-398"));
  BOOST_TEST(Contains(ru, "body-385"));
  BOOST_TEST(!Contains(ru, "body-384"));
  BOOST_TEST(Contains(Flat(ru),
                      "Показано строк: 15 из 300; все строки выдаёт команда sholu summary "
                      "--format json."));
}

BOOST_AUTO_TEST_CASE(what_the_corpus_knows_nothing_of_has_no_numbers_and_no_change) {
  monitor::Summary summary = MakeSummary();
  for (auto* row : {&summary.by_source_type["appeal"], &summary.by_scheme["bribe"],
                    &summary.by_month["2026-01"]}) {
    row->before = {};
    row->corpus_before = 0;
  }
  summary.by_month["2026-02"].corpus = 0;
  const std::string ru = Squeezed(Text(summary, Language::kRu));
  BOOST_TEST_INFO(ru);
  BOOST_TEST(Contains(ru, "\nфевраль 2026 года — — — — 0 —\n"));
  BOOST_TEST(Contains(ru, "\nОбращения 5 4 1 — — —\n"));
  BOOST_TEST(Contains(ru, "\nВзятка 3 2 1 1 — 15,0\n"));
  BOOST_TEST(Contains(ru, "\nянварь 2026 года 4 3 1 2 — 20,0\n"));
}

BOOST_AUTO_TEST_CASE(an_empty_corpus_is_no_fall) {
  monitor::Summary summary = MakeSummary();
  summary.corpus = 0;
  summary.all.all = summary.all.media = summary.all.appeals = {};
  for (monitor::Rows* rows : {&summary.by_month, &summary.by_scheme, &summary.by_body,
                              &summary.by_source, &summary.by_source_type, &summary.by_language}) {
    rows->clear();
  }
  summary.all.corpus = 0;
  summary.quotations.clear();
  const std::string en = Text(summary, Language::kEn);
  BOOST_TEST_INFO(en);
  BOOST_TEST(Contains(en, "0 items, 0 incidents – the corpus has no items of the period.\n"));
  BOOST_TEST(Contains(Squeezed(en), "Total – – – 18 – –\n"));
  for (const Language language : kAll) {
    const std::string_view fallen = monitor::WordingOf(language).fallen;
    const std::string_view end = fallen.substr(fallen.find("}") + 1);
    BOOST_TEST(!Contains(Text(summary, language), end.substr(0, end.find("{"))));
  }
}

BOOST_AUTO_TEST_CASE(tables_whose_rows_overlap_say_so) {
  monitor::Summary summary = FullSummary();
  for (const Language language : kAll) {
    const monitor::Wording& words = monitor::WordingOf(language);
    const monitor::Paper paper = monitor::ToPaper(summary, MakeNames(), language);
    std::size_t overlapping = 0;
    for (const monitor::Block& block : paper.blocks) {
      const auto* table = std::get_if<monitor::Table>(&block);
      if (!table) continue;
      const std::string_view first = table->columns.front().title;
      const auto is_one_of = [first](auto... titles) { return ((first == titles) || ...); };
      if (is_one_of(words.kind_column, words.month_column, words.source_column,
                    words.language_column)) {
        ++overlapping;
        BOOST_TEST(Contains(table->note, words.no_sum), first);
      } else if (is_one_of(words.scheme_column, words.body_column, words.region_column) &&
                 table->columns[1].group.empty()) {  // not a comparison of shares
        ++overlapping;
        BOOST_TEST(Contains(table->note, words.several_rows), first);
      } else if (is_one_of(words.stage_column)) {
        ++overlapping;
        BOOST_TEST(Contains(table->note, words.stage_once), first);
      }
    }
    BOOST_TEST(overlapping == 9u);
  }
}

BOOST_AUTO_TEST_CASE(a_chart_draws_every_row_of_its_table) {
  monitor::Summary summary = MakeSummary();
  summary.by_scheme.clear();
  // The schemes that media tell of most would come last by their difference to appeals.
  for (int i = 10; i < 30; ++i) {
    const auto incidents = static_cast<std::uint64_t>(i);
    summary.by_scheme["scheme-" + std::to_string(i)] = {
        {incidents, incidents}, {incidents, incidents}, {1, 1}};
  }
  summary.all.media = {400, 400};
  summary.all.appeals = {20, 20};
  const monitor::Paper paper = monitor::ToPaper(summary, MakeNames(), Language::kEn);
  std::size_t charts = 0;
  for (std::size_t i = 0; i + 1 < paper.blocks.size(); ++i) {
    const auto* chart = std::get_if<monitor::Chart>(&paper.blocks[i]);
    if (!chart || chart->kind != monitor::Chart::Kind::kBars) continue;
    const auto* table = std::get_if<monitor::Table>(&paper.blocks[i + 1]);
    BOOST_REQUIRE(table);
    ++charts;
    BOOST_TEST(table->rows.size() == 15u);
    BOOST_REQUIRE_EQUAL(chart->entries.size(), table->rows.size());
    for (std::size_t row = 0; row < table->rows.size(); ++row) {
      BOOST_TEST(chart->entries[row].label == table->rows[row].front());
    }
  }
  BOOST_TEST(charts == 2u);
}

BOOST_AUTO_TEST_CASE(a_number_of_tables_left_out_agrees_with_its_noun) {
  monitor::Summary summary = MakeSummary();
  for (int i = 0; i < 21; ++i) {
    monitor::Figure figure = MakeFigure();
    figure.now.source_type = core::SourceType::kSurvey;
    figure.now.indicator = "Вопрос " + std::to_string(i);
    summary.figures.push_back(figure);
  }
  BOOST_TEST(Contains(Text(summary, Language::kEn), "Not shown: 1 table;"));
  BOOST_TEST(Contains(Text(summary, Language::kRu), "Не показано: 1 таблица;"));
  BOOST_TEST(Contains(Text(summary, Language::kKk), "Көрсетілмегені: 1 кесте;"));
  summary.figures.push_back(summary.figures.back());
  summary.figures.back().now.indicator = "Ещё вопрос";
  BOOST_TEST(Contains(Text(summary, Language::kEn), "Not shown: 2 tables;"));
  BOOST_TEST(Contains(Text(summary, Language::kRu), "Не показано: 2 таблицы;"));
}

BOOST_AUTO_TEST_CASE(quotations_that_nobody_asked_for_are_not_missing) {
  monitor::Summary summary = MakeSummary();
  summary.quotations.clear();
  for (const Language language : kAll) {
    const monitor::Wording& words = monitor::WordingOf(language);
    summary.request.quotations = 5;
    BOOST_TEST(Contains(Text(summary, language), words.no_quotations));
    summary.request.quotations = 0;
    BOOST_TEST(!Contains(Text(summary, language), words.no_quotations));
    BOOST_TEST(!Contains(Text(summary, language), std::string(words.quotations) + "\n═"));
  }
}

BOOST_AUTO_TEST_CASE(says_where_the_corpus_ends) {
  monitor::Summary summary = FullSummary();
  BOOST_TEST(!Contains(Text(summary, Language::kEn), "The last item of the corpus"));
  summary.corpus_to = Day("2026-03-10");
  BOOST_TEST(Contains(Text(summary, Language::kEn),
                      "The last item of the corpus is of 10 March 2026: the days after it are not "
                      "counted as"));
}

BOOST_AUTO_TEST_CASE(months_that_are_left_out_are_told_and_not_drawn_over) {
  monitor::Summary summary = MakeSummary();
  const auto columns = [](const monitor::Summary& of) {
    const monitor::Paper paper = monitor::ToPaper(of, MakeNames(), Language::kEn);
    return std::count_if(paper.blocks.begin(), paper.blocks.end(), [](const auto& block) {
      const auto* chart = std::get_if<monitor::Chart>(&block);
      return chart && chart->kind == monitor::Chart::Kind::kColumns;
    });
  };
  BOOST_TEST(columns(summary) == 1);
  BOOST_TEST(!Contains(Flat(Text(summary, Language::kEn)), "Months without counted items"));
  summary.by_month.erase("2026-02");
  BOOST_TEST(columns(summary) == 0);
  BOOST_TEST(
      Contains(Flat(Text(summary, Language::kEn)), "Months without counted items are not shown."));
}

BOOST_AUTO_TEST_CASE(a_date_of_receipt_is_no_date_of_publication) {
  monitor::Summary summary = MakeSummary();
  summary.quotations.front().received = true;
  BOOST_TEST(Contains(Text(summary, Language::kRu), "СМИ: dala, получено 3 февраля 2026 года"));
  BOOST_TEST(Contains(Text(summary, Language::kEn), "Media: dala, received 3 February 2026"));
  BOOST_TEST(Contains(Text(summary, Language::kKk), "түскен күні: 2026 жылғы 3 ақпан"));
}

BOOST_AUTO_TEST_CASE(a_language_that_was_not_recognised_is_no_other_language) {
  monitor::Summary summary = MakeSummary();
  summary.by_language = {{"und", summary.by_language.at("ru")}};
  BOOST_TEST(Contains(Text(summary, Language::kEn), "Not recognised"));
  BOOST_TEST(!Contains(Text(summary, Language::kEn), "(und)"));
}

BOOST_AUTO_TEST_CASE(without_a_comparison_it_is_said_what_is_missing) {
  monitor::Summary summary = MakeSummary();
  summary.all.media = {};  // the corpus has media, none of it in the scope
  BOOST_TEST(Contains(Flat(Text(summary, Language::kEn)),
                      "No comparison: in the period there is no incident that media told of, or "
                      "none that citizens complained of."));
}

BOOST_AUTO_TEST_SUITE_END()
