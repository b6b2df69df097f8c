#include "crawler/figure_reader.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tests/support/temporary_file.h"
#include "tests/support/xlsx_writer.h"

namespace {

using fixture::InlineCell;
using Lines = std::vector<std::string>;

struct Result {
  std::string error;
  Lines figures;   // "row: what = value"
  Lines rejected;  // "row, cell, column: reason"
  crawler::FigureTotals totals;
};

std::string ToLine(const crawler::FigureRow& row) {
  std::string line = std::to_string(row.row) + ":";
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) line += std::string(" ") + name + "[" + value + "]";
  };
  add("", row.indicator);
  add("category", row.category);
  add("offence", row.offence);
  add("sphere", row.sphere);
  add("body", row.body);
  add("region", row.region);
  line += " " + core::ToString(row.period.from) + ".." + core::ToString(row.period.to);
  std::string value = std::to_string(row.value);
  value.erase(value.find_last_not_of('0') + 1);
  if (value.back() == '.') value.pop_back();
  line += " = " + value;
  if (!row.unit.empty()) line += " " + row.unit;
  if (row.sample > 0) line += " n=" + std::to_string(row.sample);
  return line;
}

Result Read(const std::string& bytes, const crawler::FigureOptions& options = {}) {
  const fixture::TemporaryFile file(bytes, ".csv");
  Result result;
  const auto totals = crawler::ReadFigures(
      file.path(), options,
      [&](const crawler::FigureRow& row) {
        result.figures.push_back(ToLine(row));
        return true;
      },
      [&](const crawler::RowError& error) {
        result.rejected.push_back(std::to_string(error.row) + ", " + error.cell + ", " +
                                  error.column + ": " + error.reason);
      },
      {});
  if (totals) result.totals = *totals;
  if (!totals) result.error = totals.error().message.substr(file.path().string().size() + 2);
  return result;
}

crawler::FigureOptions Counting(const char* indicator = "Преступления",
                                const char* period = nullptr) {
  crawler::FigureOptions options;
  options.indicator = indicator;
  if (period) options.period = crawler::ParsePeriod(period);
  return options;
}

void Check(const Lines& found, const Lines& due) {
  BOOST_CHECK_EQUAL_COLLECTIONS(found.begin(), found.end(), due.begin(), due.end());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(figure_reader_test)

BOOST_AUTO_TEST_CASE(reads_a_long_table) {
  const Result result = Read(
      "Показатель;Статья УК;Регион;Год;Квартал;Значение;Ед. изм.;Выборка\n"
      "Зарегистрировано;366;Абай облысы;2025;I;12;дел;\n"
      "Зарегистрировано;367;Всего;2025;2;1 234;дел;\n"
      "Доверяют;;Республика Казахстан;2025;;45,5%;;1 200\n"
      "Доверяют;;Алматы;2025;;-;;\n");
  BOOST_TEST(result.error == "");
  Check(result.figures,
        {"2: [Зарегистрировано] offence[366] region[Абай облысы] 2025-01-01..2025-03-31 = 12 дел",
         "3: [Зарегистрировано] offence[367] 2025-04-01..2025-06-30 = 1234 дел",
         "4: [Доверяют] 2025-01-01..2025-12-31 = 45.5 % n=1200"});
  Check(result.rejected, {});
  BOOST_TEST(result.totals.figures == 3u);
  BOOST_TEST(result.totals.blank == 1u);
  BOOST_TEST(result.totals.table.header_row == 1u);
}

BOOST_AUTO_TEST_CASE(reads_a_wide_table_of_years) {
  const Result result = Read(
      "Регион;2024;2025 год;янв. 2026\n"
      "Всего;30;33;2\n"
      "Абай облысы;10;11;x\n"
      "Алматы;20*;22;(2)\n",
      Counting());
  Check(result.figures, {"2: [Преступления] 2024-01-01..2024-12-31 = 30",
                         "2: [Преступления] 2025-01-01..2025-12-31 = 33",
                         "2: [Преступления] 2026-01-01..2026-01-31 = 2",
                         "3: [Преступления] region[Абай облысы] 2024-01-01..2024-12-31 = 10",
                         "3: [Преступления] region[Абай облысы] 2025-01-01..2025-12-31 = 11",
                         "4: [Преступления] region[Алматы] 2024-01-01..2024-12-31 = 20",
                         "4: [Преступления] region[Алматы] 2025-01-01..2025-12-31 = 22",
                         "4: [Преступления] region[Алматы] 2026-01-01..2026-01-31 = -2"});
  BOOST_TEST(result.totals.blank == 1u);
}

BOOST_AUTO_TEST_CASE(reads_a_wide_table_of_indicators) {
  const Result result = Read(
      "Период;Зарегистрировано;Окончено, дел;Доля раскрытых, %\n"
      "январь 2025;5;3;60\n"
      "февраль 2025;7;4;57,1\n");
  Check(result.figures, {"2: [Зарегистрировано] 2025-01-01..2025-01-31 = 5",
                         "2: [Окончено] 2025-01-01..2025-01-31 = 3 дел",
                         "2: [Доля раскрытых] 2025-01-01..2025-01-31 = 60 %",
                         "3: [Зарегистрировано] 2025-02-01..2025-02-28 = 7",
                         "3: [Окончено] 2025-02-01..2025-02-28 = 4 дел",
                         "3: [Доля раскрытых] 2025-02-01..2025-02-28 = 57.1 %"});
}

BOOST_AUTO_TEST_CASE(labels_in_unnamed_columns_are_categories) {
  const Result result = Read(";Мужчины;Женщины\nДа, сталкивались;12;15\nНет;88;85\n",
                             Counting("Сталкивались ли вы?", "2025"));
  Check(result.figures, {"2: [Мужчины] category[Да, сталкивались] 2025-01-01..2025-12-31 = 12",
                         "2: [Женщины] category[Да, сталкивались] 2025-01-01..2025-12-31 = 15",
                         "3: [Мужчины] category[Нет] 2025-01-01..2025-12-31 = 88",
                         "3: [Женщины] category[Нет] 2025-01-01..2025-12-31 = 85"});
}

BOOST_AUTO_TEST_CASE(headers_beside_an_indicator_column_are_categories) {
  const Result result =
      Read("Көрсеткіш;Барлығы;Ерлер;Әйелдер\nСенемін;40;41;39\nСенбеймін;60;59;61\n",
           Counting("", "2025"));
  Check(result.figures, {"2: [Сенемін] 2025-01-01..2025-12-31 = 40",
                         "2: [Сенемін] category[Ерлер] 2025-01-01..2025-12-31 = 41",
                         "2: [Сенемін] category[Әйелдер] 2025-01-01..2025-12-31 = 39",
                         "3: [Сенбеймін] 2025-01-01..2025-12-31 = 60",
                         "3: [Сенбеймін] category[Ерлер] 2025-01-01..2025-12-31 = 59",
                         "3: [Сенбеймін] category[Әйелдер] 2025-01-01..2025-12-31 = 61"});
}

BOOST_AUTO_TEST_CASE(joins_a_header_of_two_rows) {
  const Lines due = {"4: [Зарегистрировано] region[Абай облысы] 2024-01-01..2024-12-31 = 1",
                     "4: [Окончено] region[Абай облысы] 2024-01-01..2024-12-31 = 2",
                     "4: [Зарегистрировано] region[Абай облысы] 2025-01-01..2025-12-31 = 3",
                     "4: [Окончено] region[Абай облысы] 2025-01-01..2025-12-31 = 4"};
  Check(Read("Сведения о преступлениях\nРегион;2024;;2025;\n;Зарегистрировано;Окончено;"
             "Зарегистрировано;Окончено\nАбай облысы;1;2;3;4\n")
            .figures,
        due);
  fixture::XlsxWriter writer;
  writer.sheets.push_back(
      {"Лист1",
       fixture::InlineRows({{"Сведения о преступлениях"},
                            {"Регион", "2024", "", "2025", ""},
                            {"", "Зарегистрировано", "Окончено", "Зарегистрировано", "Окончено"}}) +
           "<row r='4'>" + InlineCell("A4", "Абай облысы") +
           "<c r='B4'><v>1</v></c><c r='C4'><v>2</v></c><c r='D4'><v>3</v></c><c "
           "r='E4'><v>4</v></c></row>",
       "",
       "<mergeCells><mergeCell ref='A1:E1'/><mergeCell ref='A2:A3'/><mergeCell ref='B2:C2'/>"
       "<mergeCell ref='D2:E2'/></mergeCells>",
       ""});
  const Result from_workbook = Read(writer.Finish());
  BOOST_TEST(from_workbook.error == "");
  Check(from_workbook.figures, due);
  BOOST_TEST(from_workbook.totals.table.header_row == 2u);
}

BOOST_AUTO_TEST_CASE(a_title_gives_period_unit_and_indicator) {
  const Result result = Read(
      "Приложение 1;;\nУщерб по делам о коррупции за I полугодие 2025 года;;\n(тыс. тенге);;\n"
      "Регион;Количество;Возмещено\nАбай облысы;100;50\n");
  Check(result.figures,
        {"5: [Ущерб по делам о коррупции] region[Абай облысы] 2025-01-01..2025-06-30 = 100 тыс. "
         "тенге",
         "5: [Возмещено] region[Абай облысы] 2025-01-01..2025-06-30 = 50 тыс. тенге"});
}

BOOST_AUTO_TEST_CASE(a_row_with_a_label_alone_is_the_heading_of_those_below) {
  const Result result = Read(
      "Показатель;2024;2025\nПолучение взятки (ст. 366);;\nЗарегистрировано;1;2\nв том числе:;;\n"
      "Окончено;3;4\nДача взятки;;\nЗарегистрировано;5;6\n");
  Check(result.figures,
        {"3: [Получение взятки (ст. 366) / Зарегистрировано] 2024-01-01..2024-12-31 = 1",
         "3: [Получение взятки (ст. 366) / Зарегистрировано] 2025-01-01..2025-12-31 = 2",
         "5: [Получение взятки (ст. 366) / Окончено] 2024-01-01..2024-12-31 = 3",
         "5: [Получение взятки (ст. 366) / Окончено] 2025-01-01..2025-12-31 = 4",
         "7: [Дача взятки / Зарегистрировано] 2024-01-01..2024-12-31 = 5",
         "7: [Дача взятки / Зарегистрировано] 2025-01-01..2025-12-31 = 6"});
}

BOOST_AUTO_TEST_CASE(passes_over_rows_that_number_columns_or_repeat_the_header) {
  const Result result =
      Read("№ п/п;Орган;2024;2025\nА;Б;1;2\n1;Акимат;10;11\n№ п/п;Орган;2024;2025\n2;Полиция;1;2\n",
           Counting());
  Check(result.figures, {"3: [Преступления] body[Акимат] 2024-01-01..2024-12-31 = 10",
                         "3: [Преступления] body[Акимат] 2025-01-01..2025-12-31 = 11",
                         "5: [Преступления] body[Полиция] 2024-01-01..2024-12-31 = 1",
                         "5: [Преступления] body[Полиция] 2025-01-01..2025-12-31 = 2"});
  Check({result.totals.table.roles.begin(), result.totals.table.roles.begin() + 2},
        {"ignored", "body"});
  Check(result.totals.table.notes, {"1 rows repeat the header and were passed over",
                                    "1 rows number the columns and were passed over"});
}

BOOST_AUTO_TEST_CASE(rejects_what_cannot_be_read_with_row_and_column) {
  const Result result = Read(
      "Показатель;Период;Значение;Выборка\n"
      "a;2025;много;\n"
      "b;2025;1,234;\n"
      "c;весна;5;\n"
      "d;;6;\n"
      "e;2025;7;сто\n"
      "f;2025;8\n"
      "g;2025;9;\n"
      "g;2025 год;10;\n"
      "h;I квартал;10;\n");
  Check(
      result.rejected,
      {"2, , Значение: no number",
       "3, , Значение: the mark may part thousands or begin the decimals: write the number without "
       "it, or with another digit",
       "4, , Период: the period cannot be read",
       "5, , Значение: no period: neither the table nor the import states one",
       "6, , Выборка: the number of respondents cannot be read",
       "7, , : 3 cells where the header has 4", "9, , Значение: the same figure stands in row 8",
       "10, , Значение: no period: neither the table nor the import states one"});
  Check(result.figures, {"8: [g] 2025-01-01..2025-12-31 = 9"});
  BOOST_TEST(result.totals.rejected == 8u);
}

BOOST_AUTO_TEST_CASE(other_cells_tell_what_a_comma_is) {
  Check(Read("Регион;2025\nа;1,234\nб;12,5\n", Counting("i")).figures,
        {"2: [i] region[а] 2025-01-01..2025-12-31 = 1.234",
         "3: [i] region[б] 2025-01-01..2025-12-31 = 12.5"});
  Check(Read("Region;2025\na;\"1,234\"\nb;12.5\n", Counting("i")).figures,
        {"2: [i] region[a] 2025-01-01..2025-12-31 = 1234",
         "3: [i] region[b] 2025-01-01..2025-12-31 = 12.5"});
}

BOOST_AUTO_TEST_CASE(the_import_states_what_the_table_leaves_open) {
  crawler::FigureOptions options = Counting("Обращения", "I квартал 2025");
  options.unit = "единиц";
  Check(Read("Регион;Количество\nАбай облысы;5\nАлматы;6%\n", options).figures,
        {"2: [Обращения] region[Абай облысы] 2025-01-01..2025-03-31 = 5 единиц",
         "3: [Обращения] region[Алматы] 2025-01-01..2025-03-31 = 6 %"});
  options.period = crawler::ParsePeriod("2025");
  Check(Read("Регион;I квартал;II квартал\nАбай облысы;5;6\n", options).figures,
        {"2: [Обращения] region[Абай облысы] 2025-01-01..2025-03-31 = 5 единиц",
         "2: [Обращения] region[Абай облысы] 2025-04-01..2025-06-30 = 6 единиц"});
}

BOOST_AUTO_TEST_CASE(reads_periods_from_columns_of_their_own) {
  Check(Read("Показатель;Год;Месяц;Значение\na;2025;3;1\na;2025;апрель;2\n").figures,
        {"2: [a] 2025-03-01..2025-03-31 = 1", "3: [a] 2025-04-01..2025-04-30 = 2"});
  Check(Read("Indicator;From;To;Value\na;2025-01-01;2025-02-15;1\n").figures,
        {"2: [a] 2025-01-01..2025-02-15 = 1"});
  Check(
      Read("Indicator;From;To;Value\na;2025-03-01;2025-02-15;1\na;2025-03-01;;1\n").rejected,
      {"2, , : the period ends before it begins", "3, , : the period has no beginning or no end"});
  Check(Read("Кезең;Тіркелді\n2025 жылғы 9 ай;15\n2025 жылғы қаңтар;2\n").figures,
        {"2: [Тіркелді] 2025-01-01..2025-09-30 = 15", "3: [Тіркелді] 2025-01-01..2025-01-31 = 2"});
  Check(Read(";Тіркелді;Аяқталды\n2023;1;2\n2024;3;4\n").figures,
        {"2: [Тіркелді] 2023-01-01..2023-12-31 = 1", "2: [Аяқталды] 2023-01-01..2023-12-31 = 2",
         "3: [Тіркелді] 2024-01-01..2024-12-31 = 3", "3: [Аяқталды] 2024-01-01..2024-12-31 = 4"});
}

BOOST_AUTO_TEST_CASE(obeys_named_columns) {
  crawler::FigureOptions options = Counting("", "2025");
  options.columns = {{"indicator", "Что"}, {"value", "Сколько"}, {"region", "Где"}};
  Check(Read("Где;Что;Сколько;Код\nАбай;Жалобы;5;17\n", options).figures,
        {"2: [Жалобы] category[Сколько] region[Абай] 2025-01-01..2025-12-31 = 5"});
  options.columns = {{"value", "нет"}};
  BOOST_TEST(Read("a;b\nx;1\n", options).error == "no column \"нет\": found \"a\", \"b\"");
  options.columns = {{"colour", "a"}};
  BOOST_TEST(Read("a;b\nx;1\n", options).error ==
             "no such kind of column: colour: found \"a\", \"b\"");
}

BOOST_AUTO_TEST_CASE(reads_json_lines) {
  Check(Read("{\"indicator\":\"Trust\",\"region\":\"Almaty\",\"year\":2025,\"value\":45.5,\"unit\":"
             "\"%\","
             "\"sample\":1000}\n{\"indicator\":\"Trust\",\"region\":\"Total\",\"year\":2025,"
             "\"value\":50}\n")
            .figures,
        {"1: [Trust] region[Almaty] 2025-01-01..2025-12-31 = 45.5 % n=1000",
         "2: [Trust] 2025-01-01..2025-12-31 = 50"});
}

BOOST_AUTO_TEST_CASE(cells_of_a_workbook_are_read_and_named) {
  fixture::XlsxWriter writer;
  writer.styles = "<cellXfs><xf numFmtId='0'/><xf numFmtId='10'/><xf numFmtId='17'/></cellXfs>";
  writer.sheets.push_back(
      {"Опрос",
       "<row r='1'>" + InlineCell("A1", "Ответ") + "<c r='B1' s='2'><v>45658</v></c>" +
           "<c r='C1'><v>2024</v></c></row><row r='2'>" + InlineCell("A2", "Да") +
           "<c r='B2' s='1'><v>0.125</v></c><c r='C2'><v>5</v></c></row><row r='3'>" +
           InlineCell("A3", "Нет") + "<c r='B3' t='e'><v>#DIV/0!</v></c></row><row r='4'>" +
           InlineCell("A4", "Не знаю") + "<c r='B4'><v>1</v></c></row>",
       "", "<mergeCells><mergeCell ref='C2:C4'/></mergeCells>", ""});
  const Result result = Read(writer.Finish());
  Check(result.figures, {"2: [Опрос] category[Да] 2025-01-01..2025-01-31 = 12.5 %",
                         "2: [Опрос] category[Да] 2024-01-01..2024-12-31 = 5",
                         "4: [Опрос] category[Не знаю] 2025-01-01..2025-01-31 = 1"});
  Check(result.rejected,
        {"3, B3, 2025-01: #DIV/0!", "3, C3, 2024: C3 is merged with C2: split the cells",
         "4, C4, 2024: C4 is merged with C2: split the cells"});
}

BOOST_AUTO_TEST_CASE(finds_no_figures_where_there_are_none) {
  BOOST_TEST(Read("Регион;2025\n", Counting()).error ==
             "no header over rows of numbers: name the sheet and the row of the header: found "
             "\"Регион\", \"2025\"");
  BOOST_TEST(Read("Регион;2025\nАлматы;-\n", Counting()).error ==
             "the table holds no figures: found \"Регион\", \"2025\"");
}

BOOST_AUTO_TEST_CASE(ends_early_when_told) {
  const fixture::TemporaryFile file("Регион;2024;2025\nАлматы;1;2\nАстана;3;4\n");
  int taken = 0;
  const auto totals = crawler::ReadFigures(
      file.path(), Counting(), [&](const crawler::FigureRow&) { return ++taken < 3; },
      [](const crawler::RowError&) {}, {});
  BOOST_REQUIRE(totals);
  BOOST_TEST(taken == 3);
}

BOOST_AUTO_TEST_SUITE_END()
