#include "crawler/export_reader.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "core/sha256.h"
#include "tests/support/temporary_file.h"
#include "tests/support/xlsx_writer.h"

namespace {

using fixture::TemporaryFile;

struct Result {
  std::string error;
  crawler::ExportTotals totals;
  std::vector<crawler::ExportRow> rows;
  std::vector<crawler::RowError> rejected;
};

Result ReadFile(const std::filesystem::path& path, const crawler::ExportOptions& options = {}) {
  Result result;
  const auto totals = crawler::ReadExport(
      path, options,
      [&](crawler::ExportRow row) {
        result.rows.push_back(std::move(row));
        return true;
      },
      [&](crawler::RowError error) { result.rejected.push_back(std::move(error)); }, {});
  if (totals) {
    result.totals = *totals;
  } else {
    result.error = totals.error().message;
  }
  return result;
}

Result Read(const std::string& bytes, const std::string& extension = ".csv",
            const crawler::ExportOptions& options = {}) {
  return ReadFile(TemporaryFile(bytes, extension).path(), options);
}

std::string Data(const std::string& name) {
  return std::string(SHOLU_TEST_DATA) + "/exports/" + name;
}

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(export_reader_test)

BOOST_AUTO_TEST_CASE(reads_the_same_rows_from_every_encoding) {
  for (const auto& [original, others] :
       std::vector<std::pair<std::string, std::vector<std::string>>>{
           {"kk_utf8.csv",
            {"kk_utf8_bom.csv", "kk_utf16le.csv", "kk_utf16be.csv", "kk_kz1048.csv"}},
           {"ru_utf8.csv", {"ru_windows1251.csv", "ru_koi8r.csv", "ru_utf16le_without_bom.csv"}}}) {
    const Result expected = ReadFile(Data(original));
    BOOST_REQUIRE_EQUAL(expected.error, "");
    BOOST_REQUIRE_EQUAL(expected.rows.size(), 2u);
    for (const std::string& name : others) {
      const Result result = ReadFile(Data(name));
      BOOST_TEST_CONTEXT(name) {
        BOOST_REQUIRE_EQUAL(result.error, "");
        BOOST_REQUIRE_EQUAL(result.rows.size(), 2u);
        for (std::size_t i = 0; i < 2; ++i) {
          BOOST_TEST(result.rows[i].number == expected.rows[i].number);
          BOOST_TEST(result.rows[i].title == expected.rows[i].title);
          BOOST_TEST(result.rows[i].text == expected.rows[i].text);
          BOOST_TEST(result.rows[i].region == expected.rows[i].region);
          BOOST_TEST(result.rows[i].row == i + 2);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(fills_every_field_of_a_row) {
  const Result result = ReadFile(Data("kk_utf8.csv"));
  BOOST_REQUIRE_EQUAL(result.rows.size(), 2u);
  const crawler::ExportRow& row = result.rows[1];
  BOOST_TEST(row.number == "ЖТ-2026-002");
  BOOST_TEST(row.title == "Кезек");
  BOOST_TEST(row.text ==
             "Балабақша кезегі үшін қызметкер \"сыйлық\" сұрады; құжаттарымды қайтарды.");
  BOOST_TEST(row.region == "Жетісу облысы");
  BOOST_REQUIRE(row.date);
  BOOST_TEST(row.date->ToIso() == "2026-01-16T09:30:00+05:00");
  BOOST_TEST(result.rows[0].date->ToIso() == "2026-01-15");
  BOOST_TEST(result.totals.rows == 2u);
}

BOOST_AUTO_TEST_CASE(finds_the_separator) {
  for (const char separator : {',', ';', '\t', '|'}) {
    std::string bytes = "id?text?date\n1?\"first, then; and | so\tон\"?2026-01-15\n2?second?\n";
    for (char& c : bytes) {
      if (c == '?') c = separator;
    }
    const Result result = Read(bytes);
    BOOST_TEST_CONTEXT("separator " << static_cast<int>(separator)) {
      BOOST_REQUIRE_EQUAL(result.rows.size(), 2u);
      BOOST_TEST(result.rows[0].text == "first, then; and | so\tон");
    }
  }
}

BOOST_AUTO_TEST_CASE(obeys_the_separator_line_of_excel) {
  const Result result = Read("sep=;\nid;text,date\n1;a,b\n");
  BOOST_TEST(Contains(result.error, "no column for text"));
  BOOST_REQUIRE_EQUAL(Read("sep=;\nid;text\n1;a,b\n").rows.size(), 1u);
}

BOOST_AUTO_TEST_CASE(finds_the_header_below_a_title) {
  const Result result = Read(
      "Обращения за январь 2026 года;;\n;;\nРег. номер;Содержание;Примечание\nА-1;Нет воды;\n"
      ";;\nА-2;Нет света;срочно\n;;\n");
  BOOST_REQUIRE_EQUAL(result.error, "");
  BOOST_REQUIRE_EQUAL(result.rows.size(), 2u);
  BOOST_TEST(result.rows[0].row == 4u);
  BOOST_TEST(result.rows[1].row == 6u);
  BOOST_TEST(result.rejected.size() == 0u);
  BOOST_REQUIRE_EQUAL(result.rows[1].other.size(), 1u);
  BOOST_TEST(result.rows[1].other[0].first == "Примечание");
  BOOST_TEST(result.rows[1].other[0].second == "срочно");
}

BOOST_AUTO_TEST_CASE(reads_line_breaks_inside_quotes_and_keeps_counting_lines) {
  const Result result = Read("id,text\r\n1,\"one\r\ntwo\r\n\r\nthree\"\r\n2,plain\r\n");
  BOOST_REQUIRE_EQUAL(result.rows.size(), 2u);
  BOOST_TEST(result.rows[0].text == "one\ntwo\n\nthree");
  BOOST_TEST(result.rows[0].row == 2u);
  BOOST_TEST(result.rows[1].row == 6u);
}

BOOST_AUTO_TEST_CASE(reads_lines_that_end_in_carriage_returns_alone) {
  const Result result = Read("id,text\r1,one\r2,two\r");
  BOOST_REQUIRE_EQUAL(result.rows.size(), 2u);
  BOOST_TEST(result.rows[1].text == "two");
  BOOST_TEST(result.rows[1].row == 3u);
}

BOOST_AUTO_TEST_CASE(reads_stray_quotation_marks_as_text) {
  const struct {
    const char *line, *text;
  } kCases[] = {
      {"1;ТОО \"Рога\" не платит;x", "ТОО \"Рога\" не платит"},
      {"1;\"Рога и копыта\" не платит;x", "\"Рога и копыта\" не платит"},
      {"1;\"ТОО \"Рога\" не платит\";x", "ТОО \"Рога\" не платит"},
      {"1; \"в кавычках\" ;x", "в кавычках"},
      {"1;\"открыта и не закрыта;x", "\"открыта и не закрыта"},
      {"1;закрыта\";x", "закрыта\""},
      {"1;\"\"\"двойная\"\"\";x", "\"двойная\""},
  };
  for (const auto& [line, text] : kCases) {
    const Result result =
        Read("id;text;note\n" + std::string(line) + "\n2;\"вторая\";y\n3;третья;z\n");
    BOOST_TEST_CONTEXT(line) {
      BOOST_TEST(result.rejected.size() == 0u);
      BOOST_REQUIRE_EQUAL(result.rows.size(), 3u);
      BOOST_TEST(result.rows[0].text == text);
      BOOST_TEST(result.rows[1].text == "вторая");
      BOOST_TEST(result.rows[2].text == "третья");
    }
  }
}

BOOST_AUTO_TEST_CASE(an_unclosed_quotation_mark_costs_one_line) {
  std::string bytes = "id;text\n1;\"broken;here\n";
  for (int i = 2; i <= 500; ++i) bytes += std::to_string(i) + ";good text\n";
  const Result result = Read(bytes);
  BOOST_REQUIRE_EQUAL(result.rejected.size(), 1u);
  BOOST_TEST(result.rejected[0].row == 2u);
  BOOST_TEST(Contains(result.rejected[0].reason, "not closed"));
  BOOST_TEST(result.rows.size() == 499u);
}

BOOST_AUTO_TEST_CASE(rejects_bad_rows_with_line_column_and_reason) {
  const Result result = Read(
      "№ обращения;Дата;Текст обращения\n"
      ";01.02.2026;нет номера\n"
      "А-2;01.02.2026;  \n"
      "А-3;31.02.2026;нет такого дня\n"
      "А-4;01.02.2026\n"
      "А-5;01.02.2026;лишняя;ячейка\n"
      "А-6;вчера;когда?\n"
      "А-7;;без даты можно\n"
      "А-8;01.02.2026;битый \xD0 байт\n");
  const struct {
    std::uint64_t row;
    const char *column, *reason;
  } kExpected[] = {
      {2, "№ обращения", "no register number"},
      {3, "Текст обращения", "no text"},
      {4, "Дата", "unreadable date"},
      {5, "", "2 cells where the header has 3"},
      {6, "", "4 cells where the header has 3"},
      {7, "Дата", "unreadable date"},
      {9, "Текст обращения", "invalid encoding"},
  };
  BOOST_REQUIRE_EQUAL(result.rejected.size(), std::size(kExpected));
  for (std::size_t i = 0; i < std::size(kExpected); ++i) {
    BOOST_TEST(result.rejected[i].row == kExpected[i].row);
    BOOST_TEST(result.rejected[i].column == kExpected[i].column);
    BOOST_TEST(result.rejected[i].reason == kExpected[i].reason);
  }
  BOOST_REQUIRE_EQUAL(result.rows.size(), 1u);
  BOOST_TEST(result.rows[0].number == "А-7");
  BOOST_TEST(!result.rows[0].date);
  BOOST_TEST(result.totals.rows == 8u);
  BOOST_TEST(result.totals.rejected == 7u);
}

BOOST_AUTO_TEST_CASE(rejects_a_row_beyond_the_limit_and_goes_on) {
  crawler::ExportOptions options;
  options.table.max_row_bytes = 1000;
  for (const std::string quote : {"", "\""}) {
    const std::string bytes =
        "id,text\n1,short\n2," + quote + std::string(2'000'000, 'x') + quote + "\n3,short too\n";
    const Result result = Read(bytes, ".csv", options);
    BOOST_REQUIRE_EQUAL(result.rows.size(), 2u);
    BOOST_TEST(result.rows[1].number == "3");
    BOOST_TEST(result.rows[1].row == 4u);
    BOOST_REQUIRE_EQUAL(result.rejected.size(), 1u);
    BOOST_TEST(result.rejected[0].row == 3u);
  }
  const Result json = Read("{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":\"" +
                               std::string(2'000'000, 'x') + "\"}\n{\"id\":3,\"text\":\"c\"}\n",
                           ".jsonl", options);
  BOOST_REQUIRE_EQUAL(json.rows.size(), 2u);
  BOOST_REQUIRE_EQUAL(json.rejected.size(), 1u);
  BOOST_TEST(json.rejected[0].reason == "longer than 1000 bytes");
  BOOST_TEST(json.rows[1].row == 3u);
}

BOOST_AUTO_TEST_CASE(reads_dates_as_offices_write_them) {
  const struct {
    const char *written, *iso;
  } kCases[] = {
      {"2026-01-15", "2026-01-15"},
      {"2026-01-15T10:20:30+06:00", "2026-01-15T10:20:30+06:00"},
      {"2026-01-15 10:20", "2026-01-15T10:20:00+05:00"},
      {"15.01.2026", "2026-01-15"},
      {"5.1.2026", "2026-01-05"},
      {"15.01.2026 10:20", "2026-01-15T10:20:00+05:00"},
      {"15.01.2026 10:20:30", "2026-01-15T10:20:30+05:00"},
      {"15/01/2026", "2026-01-15"},
      {"29.02.2024 23:30", "2024-02-29T23:30:00+06:00"},
      {"01.03.2024 00:30", "2024-03-01T00:30:00+05:00"},
  };
  for (const auto& [written, iso] : kCases) {
    const Result result = Read("id;date;text\n1;" + std::string(written) + ";x\n");
    BOOST_TEST_CONTEXT(written) {
      BOOST_REQUIRE_EQUAL(result.rows.size(), 1u);
      BOOST_REQUIRE(result.rows[0].date);
      BOOST_TEST(result.rows[0].date->ToIso() == iso);
    }
  }
}

BOOST_AUTO_TEST_CASE(keeps_the_zeros_that_a_spreadsheet_protects) {
  const Result result = Read("id;text\n=\"00123\";a\n\"=\"\"00124\"\"\";b\n");
  BOOST_REQUIRE_EQUAL(result.rows.size(), 2u);
  BOOST_TEST(result.rows[0].number == "00123");
  BOOST_TEST(result.rows[1].number == "00124");
}

BOOST_AUTO_TEST_CASE(a_number_with_two_texts_counts_once) {
  const Result result = Read("id;text\n7;first\n8;other\n7;second\n7;first\n");
  BOOST_REQUIRE_EQUAL(result.rows.size(), 3u);
  BOOST_TEST(result.rows[2].text == "first");
  BOOST_REQUIRE_EQUAL(result.rejected.size(), 1u);
  BOOST_TEST(result.rejected[0].row == 4u);
  BOOST_TEST(result.rejected[0].number == "7");
  BOOST_TEST(result.rejected[0].reason == "row 2 has the same number and another text");
}

BOOST_AUTO_TEST_CASE(a_day_to_come_is_a_slip) {
  crawler::ExportOptions options;
  options.last_day = core::ParseDay("2026-01-31");
  const Result result = Read("id;date;text\n1;31.01.2026;a\n2;01.02.2026;b\n", ".csv", options);
  BOOST_REQUIRE_EQUAL(result.rows.size(), 1u);
  BOOST_REQUIRE_EQUAL(result.rejected.size(), 1u);
  BOOST_TEST(result.rejected[0].reason == "a day that is still to come");
}

BOOST_AUTO_TEST_CASE(what_nobody_reads_spoils_no_row) {
  fixture::XlsxWriter writer;
  writer.sheets.push_back({"a",
                           fixture::InlineRows({{"Номер", "Текст", "Осталось дней"}}) +
                               "<row r='2'><c r='A2'><v>3</v></c><c r='B2' t='str'><v>d</v></c>"
                               "<c r='C2' t='e'><v>#REF!</v></c></row>",
                           "", "", ""});
  const Result result = Read(writer.Finish(), ".xlsx");
  BOOST_REQUIRE_EQUAL(result.rows.size(), 1u);
  BOOST_TEST(result.rows[0].other[0].second == "#REF!");
}

BOOST_AUTO_TEST_CASE(reads_json_lines) {
  const Result result = Read(
      "{\"number\": 12, \"date\": \"2026-01-15\", \"text\": \"Жоқ\\nсу\", \"region\": null}\n"
      "\n"
      "{\"number\": \"13\", \"text\": \"x\", \"sender\": {\"city\": \"Алматы\", \"age\": 40.50},"
      " \"tags\": [\"a\", {\"number\": 5}], \"urgent\": true}\r\n"
      "{\"number\": 14, \"text\": \"broken\n"
      "[1]\n"
      "{\"number\": 15, \"text\": \"\xFF\"}\n"
      "{\"number\": 16}\n"
      "{\"number\": 17, \"text\": \"last\", \"language\": \"ru\"}",
      ".jsonl");
  BOOST_REQUIRE_EQUAL(result.error, "");
  BOOST_REQUIRE_EQUAL(result.rows.size(), 3u);
  BOOST_TEST(result.rows[0].number == "12");
  BOOST_TEST(result.rows[0].text == "Жоқ\nсу");
  BOOST_TEST(result.rows[0].date->ToIso() == "2026-01-15");
  const auto& other = result.rows[1].other;
  BOOST_REQUIRE_EQUAL(other.size(), 4u);
  BOOST_TEST(other[0].first == "sender.city");
  BOOST_TEST(other[1].second == "40.50");
  BOOST_TEST(other[2].first == "tags");
  BOOST_TEST(other[2].second == "a, 5");
  BOOST_TEST(other[3].second == "true");
  BOOST_TEST(result.rows[2].language == "ru");
  BOOST_TEST(result.rows[2].row == 8u);
  BOOST_REQUIRE_EQUAL(result.rejected.size(), 4u);
  BOOST_TEST(Contains(result.rejected[0].reason, "not valid JSON"));
  BOOST_TEST(result.rejected[0].row == 4u);
  BOOST_TEST(result.rejected[1].reason == "not a JSON object");
  BOOST_TEST(result.rejected[2].reason == "invalid encoding");
  BOOST_TEST(result.rejected[3].reason == "no text");
}

BOOST_AUTO_TEST_CASE(reads_an_array_of_objects) {
  const Result result = Read(
      "[\n  {\n    \"id\": \"1\",\n    \"text\": \"braces } and \\\" marks\"\n  },\n"
      "  7,\n  {\"id\": \"2\", \"text\": \"two\"}\n]\n",
      ".json");
  BOOST_REQUIRE_EQUAL(result.rows.size(), 2u);
  BOOST_TEST(result.rows[0].text == "braces } and \" marks");
  BOOST_TEST(result.rows[0].row == 2u);
  BOOST_TEST(result.rows[1].row == 7u);
  BOOST_REQUIRE_EQUAL(result.rejected.size(), 1u);
  BOOST_TEST(result.rejected[0].row == 6u);
}

BOOST_AUTO_TEST_CASE(knows_json_by_its_first_byte) {
  BOOST_TEST(Read("\n {\"id\":1,\"text\":\"a\"}\n", ".txt").rows.size() == 1u);
}

BOOST_AUTO_TEST_CASE(refuses_json_nested_beyond_reason) {
  const std::string deep(100'000, '[');
  const Result result =
      Read("{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":\"b\",\"x\":" + deep + "}\n", ".jsonl");
  BOOST_REQUIRE_EQUAL(result.rejected.size(), 1u);
  BOOST_TEST(result.rejected[0].reason == "nested too deeply");
}

BOOST_AUTO_TEST_CASE(names_the_columns_found_and_needed) {
  const Result result = Read("Фамилия;Адрес\nИванов;Абая 1\n");
  BOOST_TEST(Contains(result.error, "no column for number and text"));
  BOOST_TEST(Contains(result.error, "\"Фамилия\", \"Адрес\""));
  BOOST_TEST(Contains(Read("{\"a\":1}\n", ".jsonl").error, "found \"a\""));
}

BOOST_AUTO_TEST_CASE(obeys_a_named_header_row) {
  const std::string bytes = "id;text\n1;first\nНомер;Текст\n2;second\n";
  crawler::ExportOptions options;
  options.table.header_row = 3;
  const Result result = Read(bytes, ".csv", options);
  BOOST_REQUIRE_EQUAL(result.rows.size(), 1u);
  BOOST_TEST(result.rows[0].number == "2");
  BOOST_TEST(result.totals.table.header_row == 3u);
  options.table.header_row = 2;
  BOOST_TEST(
      Contains(Read(bytes, ".csv", options).error, "found a row of 2 cells that is no header"));
  options.table.header_row = 9;
  BOOST_TEST(Contains(Read(bytes, ".csv", options).error, "found none"));
  options.table.sheet = "a";
  BOOST_TEST(Contains(Read(bytes, ".csv", options).error, "a text has no sheets"));
}

BOOST_AUTO_TEST_CASE(obeys_named_columns) {
  crawler::ExportOptions options;
  options.columns = {{"text", "подробности"}, {"number", "Шифр"}};
  const std::string bytes = "id;Шифр;Текст;Подробности\n1;Ш-1;кратко;длинно\n";
  const Result result = Read(bytes, ".csv", options);
  BOOST_REQUIRE_EQUAL(result.rows.size(), 1u);
  BOOST_TEST(result.rows[0].number == "Ш-1");
  BOOST_TEST(result.rows[0].text == "длинно");
  options.columns = {{"text", "нет такой"}};
  BOOST_TEST(Contains(Read(bytes, ".csv", options).error, "нет такой"));
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_text) {
  BOOST_TEST(Contains(ReadFile("/nonexistent/file.csv").error, "no such file"));
  BOOST_TEST(Contains(Read("").error, "empty"));
  BOOST_TEST(Contains(Read("PK\x03\x04 and so on").error, "damaged zip file"));
  BOOST_TEST(Contains(Read(std::string("id;text\n1;a\0b\n", 14)).error, "binary"));
}

BOOST_AUTO_TEST_CASE(reads_publications_with_their_address_outlet_and_author) {
  crawler::ExportOptions options;
  options.kind = core::SourceType::kMedia;
  const Result result = Read(
      "Дата публикации;СМИ;Автор;Заголовок;Текст публикации;Ссылка\n"
      "12.05.2025;Вести района;А. Пером;Очередь;Нет мест;https://example.kz/1\n"
      "13.05.2025;Вести района;;Вода;Нет воды;\n",
      ".csv", options);
  BOOST_REQUIRE_EQUAL(result.error, "");
  BOOST_REQUIRE_EQUAL(result.rows.size(), 1u);
  const crawler::ExportRow& row = result.rows[0];
  BOOST_TEST(row.url == "https://example.kz/1");
  BOOST_TEST(row.outlet == "Вести района");
  BOOST_TEST(row.author == "А. Пером");
  BOOST_TEST(row.title == "Очередь");
  BOOST_TEST(row.number == "");
  BOOST_REQUIRE_EQUAL(result.rejected.size(), 1u);
  BOOST_TEST(result.rejected[0].reason == "no number and no address");
}

BOOST_AUTO_TEST_CASE(asks_for_the_columns_that_the_kind_needs) {
  const struct {
    core::SourceType kind;
    const char *header, *error;
  } kCases[] = {
      {core::SourceType::kAppeal, "Текст;Дата",
       "no column for number: name the columns, rename them in the file, or let numbers be made "
       "from the content: found \"Текст\", \"Дата\""},
      {core::SourceType::kAppeal, "Номер;Дата", "no column for text: name"},
      {core::SourceType::kMedia, "Текст;Дата", "no column for number or url: name"},
      {core::SourceType::kMedia, "Ссылка;Дата", "no column for text: name"},
      {core::SourceType::kReport, "Номер;Дата", "no column for text: name"},
  };
  for (const auto& [kind, header, error] : kCases) {
    crawler::ExportOptions options;
    options.kind = kind;
    const Result result = Read(header + std::string("\na;b\n"), ".csv", options);
    BOOST_TEST(Contains(result.error, error), result.error);
  }
}

BOOST_AUTO_TEST_CASE(makes_numbers_from_the_content_where_there_are_none) {
  const std::string bytes = "Дата;Тема;Текст\n15.01.2026;Вода;Нет воды\n;;Нет света\n;;\n";
  crawler::ExportOptions options;
  options.number_from_content = true;
  const Result result = Read(bytes, ".csv", options);
  BOOST_REQUIRE_EQUAL(result.rows.size(), 2u);
  BOOST_TEST(result.rows[0].number ==
             "sha256-" + core::Sha256Hex("2026-01-15\nВода\nНет воды").substr(0, 32));
  BOOST_TEST(result.rows[1].number == "sha256-" + core::Sha256Hex("\n\nНет света").substr(0, 32));
  options = {};
  options.kind = core::SourceType::kOther;
  BOOST_TEST(Read(bytes, ".csv", options).rows.at(0).number == result.rows[0].number);
  // A number that is there stays.
  options = {};
  options.number_from_content = true;
  const Result mixed = Read("id;text\n7;a\n;b\n", ".csv", options);
  BOOST_REQUIRE_EQUAL(mixed.rows.size(), 2u);
  BOOST_TEST(mixed.rows[0].number == "7");
  BOOST_TEST(mixed.rows[1].number.substr(0, 7) == "sha256-");
}

BOOST_AUTO_TEST_CASE(rejects_a_header_that_comes_again) {
  const std::string header = "Рег. №;Текст обращения;Дата\n";
  const Result result = Read(header + "1;первое;\n" + header + "2;второе;\n");
  BOOST_REQUIRE_EQUAL(result.rows.size(), 2u);
  BOOST_REQUIRE_EQUAL(result.rejected.size(), 1u);
  BOOST_TEST(result.rejected[0].row == 3u);
  BOOST_TEST(result.rejected[0].reason == "the header again");
}

BOOST_AUTO_TEST_CASE(names_the_register_number_of_a_rejected_row) {
  const Result result =
      Read("Дата;Текст;Номер\n31.02.2026;а;А-1\n01.02.2026;;А-2\n01.02.2026;в;\n");
  BOOST_REQUIRE_EQUAL(result.rejected.size(), 3u);
  BOOST_TEST(result.rejected[0].number == "А-1");
  BOOST_TEST(result.rejected[1].number == "А-2");
  BOOST_TEST(result.rejected[2].number == "");
}

BOOST_AUTO_TEST_CASE(reads_a_workbook_as_it_reads_csv) {
  const std::vector<std::vector<std::string>> rows = {
      {"Рег. номер", "Дата", "Текст обращения", "Область", "Примечание"},
      {"А-1", "15.01.2026", "Нет\nводы", "Абай облысы", "срочно"},
      {"00123", "", "Нет света", "", ""}};
  std::string csv;
  for (const auto& row : rows) {
    for (const std::string& cell : row) csv += "\"" + cell + "\";";
    csv += "\n";
  }
  const Result from_csv = Read(csv), from_xlsx = Read(fixture::Workbook(rows), ".csv");
  BOOST_REQUIRE_EQUAL(from_xlsx.error, "");
  BOOST_REQUIRE_EQUAL(from_xlsx.rows.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    const crawler::ExportRow &a = from_csv.rows.at(i), &b = from_xlsx.rows[i];
    BOOST_TEST(a.number == b.number);
    BOOST_TEST(a.text == b.text);
    BOOST_TEST((a.date == b.date));
    BOOST_TEST(a.region == b.region);
    BOOST_TEST((a.other == b.other));
  }
  BOOST_TEST(from_csv.totals.table.format == "CSV, separator ';', UTF-8");
  BOOST_TEST(from_xlsx.totals.table.format == "XLSX, sheet \"Лист1\"");
}

BOOST_AUTO_TEST_CASE(names_the_cell_that_spoils_a_row_of_a_workbook) {
  fixture::XlsxWriter writer;
  writer.sheets.push_back(
      {"a",
       fixture::InlineRows({{"Номер", "Текст", "Область"}, {"1", "a", "b"}, {"2", "", "b"}}) +
           "<row r='4'><c r='A4'><v>3</v></c><c r='B4' t='e'><v>#N/A</v></c></row>"
           "<row r='5'><c r='A5'><v>4</v></c><c r='B5' t='str'><v>d</v></c></row>",
       "", "<mergeCells><mergeCell ref='B2:B3'/><mergeCell ref='C3:C5'/></mergeCells>", ""});
  const Result result = Read(writer.Finish(), ".xlsx");
  BOOST_REQUIRE_EQUAL(result.error, "");
  BOOST_REQUIRE_EQUAL(result.rejected.size(), 2u);
  BOOST_TEST(result.rejected[0].row == 3u);
  BOOST_TEST(result.rejected[0].number == "2");
  BOOST_TEST(result.rejected[0].column == "Текст");
  BOOST_TEST(result.rejected[0].cell == "B3");
  BOOST_TEST(result.rejected[0].reason == "B3 is merged with B2: split the cells");
  BOOST_TEST(result.rejected[1].cell == "B4");
  BOOST_TEST(result.rejected[1].reason == "#N/A");
  BOOST_REQUIRE_EQUAL(result.rows.size(), 2u);
  BOOST_TEST(result.rows[1].region == "b");
  BOOST_REQUIRE_EQUAL(result.totals.table.notes.size(), 2u);
  BOOST_TEST(result.totals.table.notes[0] == "merged cells filled down in column B (\"Текст\")");
}

BOOST_AUTO_TEST_CASE(a_json_array_that_is_cut_short_is_an_error) {
  const std::string whole = "[{\"id\":1,\"text\":\"a\"},\n{\"id\":2,\"text\":\"b\"}]\n";
  BOOST_TEST(Read(whole, ".json").rows.size() == 2u);
  for (std::size_t bytes = 25; bytes < whole.size() - 2; ++bytes) {
    const Result result = Read(whole.substr(0, bytes), ".json");
    BOOST_TEST(Contains(result.error, ": the file ends within "), result.error);
  }
  BOOST_TEST(
      Contains(Read(whole + "{", ".json").error, "line 3: text behind the end of the array"));
  crawler::ExportOptions options;
  options.table.max_row_bytes = 1000;
  BOOST_TEST(
      Contains(Read("[{\"id\":1,\"text\":\"a\"},{\"text\":\"" + std::string(2000, 'x') + "\"}]",
                    ".json", options)
                   .error,
               "line 1: an object is longer than 1000 bytes"));
}

BOOST_AUTO_TEST_SUITE_END()
