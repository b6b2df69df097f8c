#include "crawler/report_reader.h"

#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tests/support/docx_writer.h"
#include "tests/support/pdf_writer.h"
#include "tests/support/temporary_file.h"

namespace {

using fixture::PdfWriter;
using fixture::TemporaryFile;

crawler::ReportText Read(const std::string& bytes) {
  const auto report = crawler::ReadReport(TemporaryFile(bytes).path());
  BOOST_REQUIRE_MESSAGE(report, (report ? "" : report.error().message));
  return *report;
}

std::string ErrorOf(const std::string& bytes, const crawler::ReportOptions& options = {}) {
  const TemporaryFile file(bytes);
  const auto report = crawler::ReadReport(file.path(), options);
  BOOST_REQUIRE(!report);
  BOOST_TEST(report.error().message.rfind(file.path().string() + ": ", 0) == 0u);
  return report.error().message.substr(file.path().string().size() + 2);
}

PdfWriter Report() {
  PdfWriter writer;
  writer.pages = {{"Отчёт", "", "Первая строка абзаца доходит до самого края листа,",
                   "вторая его за-", "канчивает.", "", "1"},
                  {"Second page (in English).", "", "2"}};
  return writer;
}

// A program that stands in for pdftotext.
struct Script {
  explicit Script(const std::string& text)
      : file(std::string("#!/bin/sh\n").append(text).append("\n")) {
    ::chmod(file.path().c_str(), 0700);
  }
  TemporaryFile file;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(report_reader_test)

BOOST_AUTO_TEST_CASE(reads_pdf) {
  PdfWriter writer = Report();
  writer.pages[0][0] = "Otchet";
  writer.info =
      "/Title (A report) /Author (A. Writer; B. Writer) /CreationDate (D:20250314093000+05'00')";
  const crawler::ReportText report = Read(writer.Finish());
  BOOST_TEST(report.format == "PDF");
  BOOST_TEST(report.title == "A report");
  BOOST_TEST(report.authors == (std::vector<std::string>{"A. Writer", "B. Writer"}),
             boost::test_tools::per_element());
  BOOST_REQUIRE(report.date);
  BOOST_TEST(report.date->ToIso() == "2025-03-14T09:30:00+05:00");
  BOOST_TEST(report.text ==
             "Otchet\nПервая строка абзаца доходит до самого края листа, вторая его "
             "заканчивает.\nSecond page (in English).");
}

BOOST_AUTO_TEST_CASE(a_title_that_is_the_name_of_a_file_is_none) {
  for (const char* const title : {"report.docx", "Microsoft Word - report", "1", ""}) {
    PdfWriter writer = Report();
    writer.pages[0][0] = "The Report";
    writer.info = "/Title (" + std::string(title) + ")";
    BOOST_TEST(Read(writer.Finish()).title == "The Report", title);
  }
}

BOOST_AUTO_TEST_CASE(says_what_to_do_about_a_pdf_that_cannot_be_read) {
  PdfWriter writer = Report();
  writer.pages[0][0] = "Report";
  const std::string whole = writer.Finish();
  PdfWriter locked = writer;
  locked.more_objects = {"<< /Filter /Standard /V 1 /R 2 /P -4 /O (" + std::string(32, 'o') +
                         ") /U (" + std::string(32, 'u') + ") >>"};
  locked.trailer = "/Encrypt 6 0 R /ID [(0123456789abcdef) (0123456789abcdef)]";
  BOOST_TEST(ErrorOf(locked.Finish()) ==
             "protected by a password: open it, remove the protection and save it again");
  PdfWriter scanned;
  scanned.pages = {{}, {}, {"1"}};
  BOOST_TEST(
      ErrorOf(scanned.Finish()) ==
      "it holds no text, only pictures of pages: recognise the text (OCR) and save it again");
  BOOST_TEST(ErrorOf("%PDF-1.4\n%\xE2\xE3\n nothing").rfind("pdftotext cannot read it: ", 0) == 0u);

  crawler::ReportOptions options;
  options.pdftotext = "no-such-program";
  BOOST_TEST(ErrorOf(whole, options) ==
             "no-such-program is needed to read PDF: install poppler-utils");
  options.pdf_time_limit = std::chrono::milliseconds(1500);
  const Script hanging("sleep 30"), failing("echo 'Out of ink' >&2; exit 1"),
      dying("kill -SEGV $$"), endless("yes");
  const std::string name = hanging.file.path().string();
  options.pdftotext = name;
  BOOST_TEST(ErrorOf(whole, options) ==
             name + " took longer than 1 s: save the report anew, or as DOCX");
  options.pdftotext = failing.file.path().string();
  BOOST_TEST(ErrorOf(whole, options) == options.pdftotext + " cannot read it: Out of ink");
  options.pdftotext = dying.file.path().string();
  BOOST_TEST(ErrorOf(whole, options) ==
             options.pdftotext + " was ended by signal 11: save the report anew, or as DOCX");
  options.pdftotext = endless.file.path().string();
  options.max_text_bytes = 1u << 20;
  BOOST_TEST(ErrorOf(whole, options) == "more than 1 MB of text");
}

BOOST_AUTO_TEST_CASE(takes_the_title_of_a_document_from_the_surest_place) {
  fixture::DocxWriter writer;
  writer.body = fixture::Paragraph("Первая строка") + fixture::Paragraph("Глава", "h");
  BOOST_TEST(Read(writer.Finish()).title == "Первая строка");
  writer.styles =
      "<w:style w:styleId='h'><w:name w:val='heading 1'/></w:style>"
      "<w:style w:styleId='t'><w:name w:val='Title'/></w:style>";
  BOOST_TEST(Read(writer.Finish()).title == "Глава");
  writer.core = "<dc:title>Свойство</dc:title><dc:creator>А. Пером</dc:creator>";
  BOOST_TEST(Read(writer.Finish()).title == "Свойство");
  writer.body += fixture::Paragraph("Заглавие", "t");
  const crawler::ReportText report = Read(writer.Finish());
  BOOST_TEST(report.title == "Заглавие");
  BOOST_TEST(report.text == "Первая строка\nГлава\nЗаглавие");
  BOOST_TEST(report.authors.at(0) == "А. Пером");
  BOOST_TEST(report.format == "DOCX");
}

BOOST_AUTO_TEST_CASE(reads_plain_text_in_any_encoding) {
  const std::string windows1251 =
      "# \xCE\xF2\xF7\xB8\xF2 \xE7\xE0 \xE3\xEE\xE4\r\n\r\n\xCF\xE5\xF0\xE2\xFB\xE9 "
      "\xE0\xE1\xE7\xE0\xF6.\r\n"
      "\xC2\xF2\xEE\xF0\xEE\xE9 \xE0\xE1\xE7\xE0\xF6.\r\n";
  const crawler::ReportText report = Read(windows1251);
  BOOST_TEST(report.format == "text, windows-1251");
  BOOST_TEST(report.title == "Отчёт за год");
  BOOST_TEST(report.text == "# Отчёт за год\nПервый абзац.\nВторой абзац.");
  std::string wrapped = "Отчёт\n\n";
  for (int i = 0; i < 4; ++i) {
    wrapped +=
        "Строки этого текста сломаны по правому полю, как на\nпишущей машинке, и абзац занимает их "
        "несколько,\nпока не кончится.\n\n";
  }
  BOOST_TEST(Read(wrapped).text.substr(0, 200).find(
                 "сломаны по правому полю, как на пишущей машинке") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(reads_html) {
  const std::string page =
      "<!DOCTYPE html><html lang='ru'><head><meta "
      "charset='utf-8'><title>Доклад</title></head><body><article>"
      "<h1>Доклад о мониторинге</h1><p>Первый абзац доклада рассказывает о том, как проверялись "
      "закупки района и "
      "кто их проверял.</p><p>Второй абзац доклада говорит о том, что было найдено, и что с этим "
      "делать дальше."
      "</p></article></body></html>";
  const crawler::ReportText report = Read(page);
  BOOST_TEST(report.format == "HTML");
  BOOST_TEST(report.title == "Доклад о мониторинге");
  BOOST_TEST(report.language == "ru");
  BOOST_TEST(report.text.find("Первый абзац доклада") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(refuses_other_formats_and_empty_ones) {
  BOOST_TEST(ErrorOf("") == "the file is empty");
  BOOST_TEST(ErrorOf(" \n \n") == "it holds no text");
  BOOST_TEST(ErrorOf(fixture::DocxWriter().Finish()) == "it holds no text");
  BOOST_TEST(ErrorOf("{\\rtf1 text}") ==
             "this is a Rich Text file (RTF): save the report as DOCX, PDF or plain text");
  BOOST_TEST(ErrorOf(std::string("\x1F\x8B\x08\0", 4)) ==
             "this is a compressed file: unpack it and name the file in it");
}

BOOST_AUTO_TEST_SUITE_END()
