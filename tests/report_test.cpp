#include "monitor/report.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "config/report_settings.h"
#include "monitor/paper_docx.h"
#include "monitor/paper_html.h"
#include "monitor/paper_text.h"
#include "monitor/wording.h"
#include "tests/support/plain_spaces.h"

using core::Language;
using core::TagKind;
using test::Contains;
using test::Plain;
using test::Squeezed;

namespace {

core::Day Day(std::string_view iso) {
  return *core::ParseDay(iso);
}

classify::Lexicon MakeLexicon() {
  classify::Lexicon lexicon;
  classify::Term sphere;
  sphere.id = "health";
  sphere.kk = "Денсаулық сақтау";
  sphere.ru = "Здравоохранение";
  sphere.en = "Healthcare";
  lexicon.terms.push_back(sphere);
  const auto body = [&](std::string id, std::string ru, std::string kind) {
    classify::Body made;
    made.id = std::move(id);
    made.ru = std::move(ru);
    made.kind = std::move(kind);
    made.spheres = {"health"};
    lexicon.bodies.push_back(made);
    return &lexicon.bodies.back();
  };
  body("old", "Прежнее министерство", "ministry")->valid_to = Day("2020-12-31");
  body("mh", "Министерство здравоохранения", "ministry");
  body("clinic", "больница", "generic_local");
  body("fund", "Фонд страхования", "quasi_public");
  return lexicon;
}

monitor::Row MakeRow(monitor::Count all, monitor::Count media, monitor::Count appeals,
                     monitor::Count before) {
  monitor::Row row{all, media, appeals, before};
  row.corpus = row.corpus_before = 20'000;
  return row;
}

monitor::Summary MakeSummary() {
  monitor::Summary summary;
  summary.request.sphere = "health";
  summary.request.from = Day("2026-01-01");
  summary.request.to = Day("2026-03-31");
  summary.before = monitor::PeriodBefore({summary.request.from, summary.request.to});
  summary.commit = 4321;
  summary.corpus = summary.corpus_before = 20'000;
  summary.lexicon_version = "0123456789abcdef";
  summary.all = MakeRow({40, 20}, {30, 15}, {10, 5}, {20, 10});
  summary.by_scheme = {{"kickback", MakeRow({20, 12}, {20, 12}, {}, {9, 6})},
                       {"bribe", MakeRow({12, 8}, {6, 3}, {6, 5}, {9, 4})}};
  summary.by_body = {{"clinic", MakeRow({9, 6}, {9, 6}, {}, {})},
                     {"fund", MakeRow({5, 4}, {5, 4}, {}, {5, 4})},
                     {"once", MakeRow({1, 1}, {1, 1}, {}, {})}};
  summary.by_stage = {{"allegation", MakeRow({20, 10}, {}, {}, {10, 7})},
                      {"investigation", MakeRow({10, 7}, {}, {}, {5, 2})},
                      {"conviction", MakeRow({10, 3}, {}, {}, {5, 1})}};
  summary.by_source_type = {{"media", MakeRow({30, 15}, {30, 15}, {}, {})},
                            {"appeal", MakeRow({10, 5}, {}, {10, 5}, {})}};
  summary.left_out.prevention = 4;
  monitor::Quotation quotation;
  quotation.number = 17;
  quotation.source = "media/dala";
  quotation.text = "Слова источника.";
  quotation.rule = "rule";
  quotation.date = "2026-02-03";
  quotation.scheme = "kickback";
  summary.quotations.push_back(quotation);
  return summary;
}

monitor::ReportRequest MakeRequest(Language language) {
  monitor::ReportRequest request;
  request.language = language;
  request.frame = monitor::LegalFrame::Default();
  request.frame.authorised_body_is_default = false;
  request.performer = {monitor::Performer::Kind::kOther,
                       monitor::Performer::Subject::kPublicAssociation,
                       {"Ашық қала", "Открытый город", "Open City"},
                       "a@example.org",
                       "+7 700"};
  request.began = Day("2026-04-01");
  request.finished = Day("2026-04-20");
  request.software = "sholu 0.1.0";
  return request;
}

monitor::Report Compose(const monitor::Summary& summary, const monitor::ReportRequest& request) {
  const auto form = config::LoadReportForm("no-such-folder", request.language);
  BOOST_REQUIRE(form);
  const classify::Lexicon lexicon = MakeLexicon();
  return monitor::ComposeReport(summary, monitor::Names::Of(lexicon), lexicon, *form, request);
}

std::string Text(const monitor::Report& report) {
  return Plain(monitor::ToText(report.paper));
}

// Lines put together again.
std::string Flat(const monitor::Report& report) {
  std::string text = Text(report);
  std::replace(text.begin(), text.end(), '\n', ' ');
  return Squeezed(text);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report_test)

BOOST_AUTO_TEST_CASE(follows_the_form_of_the_annex) {
  const std::string text = Flat(Compose(MakeSummary(), MakeRequest(Language::kRu)));
  std::size_t at = 0;
  for (const std::string_view part :
       {"ПРОЕКТ",
        "Аналитическая справка по результатам антикоррупционного мониторинга",
        "Вид антикоррупционного мониторинга: тематический",
        "I. Вводная часть",
        "1. Наименование сферы деятельности",
        "Здравоохранение",
        "2. Антикоррупционный мониторинг",
        "Открытый город (общественное объединение)",
        "a@example.org",
        "+7 700",
        "3. Период проведения",
        "начат: 1 апреля 2026 года",
        "окончен: 20 апреля 2026 года",
        "I квартал 2026 года",
        "II. Информационно-аналитическая часть",
        "2.1. Состояние",
        "III. Заключительная часть",
        "Выводы",
        "эффективность правоприменительной практики",
        "Решение в соответствии с пунктом 16 Правил",
        "1) Оценка эффективности",
        "Предложения",
        "2) Рекомендации по анализу коррупционных рисков",
        "Подпись",
        "Правовая основа",
        "подпункт 3) пункта 1 статьи 21",
        "№ 192",
        "пункт 17 Правил",
        "не является обвинением какого-либо лица",
        "запись № 4321",
        "0123456789abcdef",
        "sholu 0.1.0",
        "Чего ещё не хватает"}) {
    const std::size_t found = text.find(part, at);
    BOOST_TEST(found != std::string::npos, part);
    if (found != std::string::npos) at = found;
  }
}

BOOST_AUTO_TEST_CASE(every_indicator_names_what_it_assesses) {
  const monitor::Report report = Compose(MakeSummary(), MakeRequest(Language::kEn));
  const std::string text = Flat(report);
  for (const std::string_view part :
       {"2.1. The state ────────────── Assesses: state of law enforcement practice; perception",
        "Assesses: perception and assessment of the level of corruption by society.",
        "Assesses: effectiveness of anti-corruption policy."}) {
    BOOST_TEST(Contains(text, part), part);
  }
  int named = 0;
  for (const monitor::Block& block : report.paper.blocks) {
    const auto* table = std::get_if<monitor::Table>(&block);
    if (!table || table->columns[1].title != "What it assesses") continue;
    for (const auto& row : table->rows) named += row[1].empty() ? 0 : 1;
    BOOST_TEST(named == static_cast<int>(table->rows.size()));
  }
  BOOST_TEST(named >= 5);
}

BOOST_AUTO_TEST_CASE(conclusions_are_sentences_of_the_figures) {
  const std::string text = Flat(Compose(MakeSummary(), MakeRequest(Language::kRu)));
  for (const std::string_view part :
       {"учтено: 40 материалов, 20 случаев — на 10 случаев больше, чем за предыдущий период (10).",
        "Повторные материалы об уже учтённых случаях: 20 материалов (50,0 %).",
        "о схемах: kickback (12 случаев, 60,0 %); bribe (8 случаев, 40,0 %).",
        "местом нарушения названы: больница (6 случаев, 30,0 %); Фонд страхования",
        "(в скобках — доля в обращениях и в СМИ): bribe (100,0 %; 20,0 %).",
        "сообщение о нарушении — 10 случаев; проверка, расследование или суд — 7 случаев",
        "вместе это 50,0 % учтённых случаев (за предыдущий период — 30,0 %)"}) {
    BOOST_TEST(Contains(text, part), part);
  }
}

std::string ValueBefore(Language language) {
  const auto form = config::LoadReportForm("no-such-folder", language);
  BOOST_REQUIRE(form);
  return form->value_before;
}

// The rows of the table of indicators.
std::vector<std::vector<std::string>> Indicators(const monitor::Summary& summary,
                                                 Language language) {
  const monitor::Report report = Compose(summary, MakeRequest(language));
  for (const monitor::Block& block : report.paper.blocks) {
    const auto* table = std::get_if<monitor::Table>(&block);
    if (!table || table->columns.back().title != ValueBefore(language)) continue;
    auto rows = table->rows;
    for (auto& row : rows) {
      for (std::string& cell : row) cell = Plain(cell);
    }
    return rows;
  }
  BOOST_FAIL("no table of indicators");
  return {};
}

BOOST_AUTO_TEST_CASE(who_was_convicted_had_been_investigated) {
  monitor::Summary summary = MakeSummary();
  auto rows = Indicators(summary, Language::kEn);
  BOOST_TEST(rows[0][2] == "50.0%");  // 7 and 3 of 20
  BOOST_TEST(rows[0][3] == "30.0%");
  BOOST_TEST(rows[1][2] == "15.0%");
  summary.by_stage.erase("investigation");
  rows = Indicators(summary, Language::kEn);
  BOOST_TEST(rows[0][2] == "15.0%");
  BOOST_TEST(rows[1][2] == "15.0%");
}

BOOST_AUTO_TEST_CASE(a_period_that_the_corpus_has_nothing_of_has_no_indicators) {
  monitor::Summary summary = MakeSummary();
  summary.corpus_before = 0;
  summary.all.before = {};
  for (const auto& row : Indicators(summary, Language::kEn)) {
    BOOST_TEST(row[2] != "no data", row[0]);
    BOOST_TEST(row[3] == "no data", row[0]);
  }
  summary.corpus = 0;
  for (const auto& row : Indicators(summary, Language::kEn)) {
    BOOST_TEST(row[2] == "no data", row[0]);
  }
}

BOOST_AUTO_TEST_CASE(indicators_of_imported_figures_can_be_told_apart) {
  monitor::Summary summary = MakeSummary();
  monitor::Figure figure;
  figure.now.source = "kpsisu";
  figure.now.indicator = "Registered";
  figure.now.category = "Article 366";
  figure.now.offence = "cc366";
  figure.now.from = Day("2026-01-01");
  figure.now.to = Day("2026-03-31");
  figure.now.value = 40;
  for (const char* region : {"KZ-71", "KZ-75"}) {
    figure.now.region = region;
    summary.figures.push_back(figure);
  }
  figure.now.region = "";
  figure.now.body = "fund";
  summary.figures.push_back(figure);
  figure.now.source = "other";
  summary.figures.push_back(figure);
  const auto rows = Indicators(summary, Language::kRu);
  BOOST_REQUIRE_EQUAL(rows.size(), 9u);
  const std::string end = " (I квартал 2026 года)";
  BOOST_TEST(rows[5][0] == "Registered: Article 366; cc366; KZ-71" + end);
  BOOST_TEST(rows[6][0] == "Registered: Article 366; cc366; KZ-75" + end);
  BOOST_TEST(rows[7][0] == "Registered: Article 366; cc366; Фонд страхования" + end + ", kpsisu");
  BOOST_TEST(rows[8][0] == "Registered: Article 366; cc366; Фонд страхования" + end + ", other");
}

BOOST_AUTO_TEST_CASE(a_figure_of_another_time_than_the_period_before_says_of_which) {
  monitor::Summary summary = MakeSummary();
  monitor::Figure figure;
  figure.now.indicator = "Registered";
  figure.now.from = Day("2026-01-01");
  figure.now.to = Day("2026-03-31");
  figure.now.value = 40;
  figure.before = figure.now;
  figure.before->value = 30;
  figure.before->from = Day("2025-10-01");
  figure.before->to = Day("2025-12-31");
  summary.figures.push_back(figure);
  figure.now.indicator = "Sent to court";
  figure.before->from = Day("2025-01-01");
  figure.before->to = Day("2025-03-31");
  summary.figures.push_back(figure);
  figure.now.indicator = "Closed";
  figure.before.reset();
  summary.figures.push_back(figure);
  const auto rows = Indicators(summary, Language::kEn);
  BOOST_REQUIRE_EQUAL(rows.size(), 8u);
  BOOST_TEST(rows[5][3] == "30");
  BOOST_TEST(rows[6][3] == "30 (Q1 2025)");
  BOOST_TEST(rows[7][3] == "–");
}

BOOST_AUTO_TEST_CASE(the_method_tells_rates_as_the_tables_do) {
  const std::pair<Language, std::vector<std::string_view>> kScopes[] = {
      {Language::kKk, {"кезең", "ай", "дереккөз", "тіл", "дереккөз түрі"}},
      {Language::kRu, {"за период", "месяце", "источнике", "языке", "виде источника"}},
      {Language::kEn, {"period", "month", "source", "language", "kind of source"}}};
  for (const auto& [language, scopes] : kScopes) {
    const auto form = config::LoadReportForm("no-such-folder", language);
    BOOST_REQUIRE(form);
    for (const std::string_view scope : scopes) {
      BOOST_TEST(Contains(form->method_told, scope));
      BOOST_TEST(Contains(monitor::WordingOf(language).rates_told, scope));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_report_names_the_command_that_gives_all_rows) {
  monitor::Summary summary = MakeSummary();
  for (int i = 0; i < 30; ++i) {
    monitor::Figure figure;
    figure.now.indicator = "Registered " + std::to_string(i);
    figure.now.from = Day("2026-01-01");
    figure.now.to = Day("2026-03-31");
    summary.figures.push_back(figure);
  }
  const std::string text = Flat(Compose(summary, MakeRequest(Language::kEn)));
  BOOST_TEST(Contains(text,
                      "25 of 35 rows are shown; the command sholu summary --format json gives "
                      "all of them."));
  BOOST_TEST(!Contains(text, "JSON"));
}

BOOST_AUTO_TEST_CASE(proposals_and_recommendations_have_an_addressee) {
  const std::string text = Squeezed(Text(Compose(MakeSummary(), MakeRequest(Language::kRu))));
  BOOST_TEST(Contains(text, "Министерство здравоохранения"));
  BOOST_TEST(!Contains(text, "Прежнее министерство"));
  BOOST_TEST(Contains(text, "больница — назвать"));
  BOOST_TEST(Contains(text, "Фонд страхования"));
  monitor::Summary body = MakeSummary();
  body.request.sphere.reset();
  body.request.body = "fund";
  const std::string of_body = Squeezed(Text(Compose(body, MakeRequest(Language::kRu))));
  BOOST_TEST(!Contains(of_body, "больница — назвать"));
  BOOST_TEST(!Contains(of_body, "Министерство здравоохранения"));
}

BOOST_AUTO_TEST_CASE(quotations_stand_under_the_problem_that_they_show) {
  const std::string text = Text(Compose(MakeSummary(), MakeRequest(Language::kRu)));
  const std::size_t problem = text.find("\nkickback\n"), quote = text.find("«Слова источника.»");
  BOOST_TEST(problem < quote);
  BOOST_TEST(quote < text.find("\nbribe\n"));
}

BOOST_AUTO_TEST_CASE(tells_what_is_still_missing) {
  const auto missing = [](const monitor::Summary& summary, const monitor::ReportRequest& request) {
    std::string all;
    for (const std::string& text : Compose(summary, request).missing) all += text + "\n";
    return all;
  };
  monitor::ReportRequest request = MakeRequest(Language::kEn);
  BOOST_TEST(missing(MakeSummary(), request) ==
             "A person must write or confirm the assessment, the proposals and the "
             "recommendations.\nThere is no signature.\n");
  monitor::Summary empty = MakeSummary();
  empty.all = {};
  empty.left_out = {};
  request.performer = {};
  request.began = request.finished = std::nullopt;
  request.frame.authorised_body_is_default = true;
  const std::string all = missing(empty, request);
  for (const std::string_view part :
       {"performer.kind", "performer.name", "performer.email", "--began", "--finished",
        "no counted incident", "effectiveness of anti-corruption policy",
        "state of law enforcement practice", "perception and assessment", "is the default"}) {
    BOOST_TEST(Contains(all, part), part);
  }
  BOOST_TEST(!Contains(all, "performer.subject"));
  request.performer.kind = monitor::Performer::Kind::kOther;
  BOOST_TEST(Contains(missing(empty, request), "performer.subject"));
}

BOOST_AUTO_TEST_CASE(an_empty_period_leaves_the_decision_to_a_person) {
  monitor::Summary empty;
  empty.request = MakeSummary().request;
  empty.before = MakeSummary().before;
  for (const Language language : {Language::kKk, Language::kRu, Language::kEn}) {
    const monitor::Report report = Compose(empty, MakeRequest(language));
    BOOST_TEST(monitor::ToDocx(report.paper).size() > 1000u);
    for (const monitor::Block& block : report.paper.blocks) {
      const auto* paragraph = std::get_if<monitor::Paragraph>(&block);
      BOOST_TEST(!(paragraph && paragraph->kind == monitor::Paragraph::Kind::kDraft));
    }
  }
  BOOST_TEST(Contains(Flat(Compose(empty, MakeRequest(Language::kRu))),
                      "За период (I квартал 2026 года) случаев не зафиксировано."));
}

BOOST_AUTO_TEST_CASE(an_authorised_body_sends_its_report_elsewhere) {
  monitor::ReportRequest request = MakeRequest(Language::kEn);
  request.performer.kind = monitor::Performer::Kind::kAuthorised;
  request.performer.subject = monitor::Performer::Subject::kUnknown;
  const std::string text = Flat(Compose(MakeSummary(), request));
  BOOST_TEST(Contains(text, "(authorised anti-corruption body)"));
  BOOST_TEST(Contains(text, "(paragraph 20 of the Rules)"));
  BOOST_TEST(!Contains(text, "(paragraph 17 of the Rules)"));
}

BOOST_AUTO_TEST_CASE(tables_are_numbered_through) {
  const monitor::Report report = Compose(MakeSummary(), MakeRequest(Language::kEn));
  int number = 0;
  for (const monitor::Block& block : report.paper.blocks) {
    const auto* table = std::get_if<monitor::Table>(&block);
    if (!table || table->caption.empty()) continue;
    ++number;
    BOOST_TEST(table->caption.starts_with("Table " + std::to_string(number) + ". "),
               table->caption);
  }
  BOOST_TEST(number >= 8);
}

BOOST_AUTO_TEST_CASE(equal_arguments_give_equal_bytes) {
  const monitor::ReportRequest request = MakeRequest(Language::kKk);
  BOOST_TEST((monitor::ToDocx(Compose(MakeSummary(), request).paper) ==
              monitor::ToDocx(Compose(MakeSummary(), request).paper)));
  BOOST_TEST(monitor::ToHtml(Compose(MakeSummary(), request).paper) ==
             monitor::ToHtml(Compose(MakeSummary(), request).paper));
}

BOOST_AUTO_TEST_CASE(no_pattern_is_left_unfilled) {
  for (const Language language : {Language::kKk, Language::kRu, Language::kEn}) {
    const std::string text = Text(Compose(MakeSummary(), MakeRequest(language)));
    BOOST_TEST(!Contains(text, "{"));
    BOOST_TEST(!Contains(text, "}"));
  }
}

BOOST_AUTO_TEST_SUITE_END()
