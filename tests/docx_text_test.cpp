#include "crawler/docx_text.h"

#include <boost/test/unit_test.hpp>
#include <string>

#include "tests/support/docx_writer.h"
#include "tests/support/temporary_file.h"

namespace {

using fixture::DocxWriter;
using fixture::Paragraph;

crawler::DocxText Read(const DocxWriter& writer) {
  const auto text = crawler::ReadDocx(fixture::TemporaryFile(writer.Finish()).path(), 1u << 20);
  BOOST_REQUIRE_MESSAGE(text, (text ? "" : text.error().message));
  return *text;
}

std::string TextOf(const std::string& body) {
  DocxWriter writer;
  writer.body = body;
  return Read(writer).text;
}

std::string Run(const std::string& content) {
  return "<w:r>" + content + "</w:r>";
}
std::string T(const std::string& text) {
  return "<w:t xml:space='preserve'>" + text + "</w:t>";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(docx_text_test)

BOOST_AUTO_TEST_CASE(joins_runs_and_separates_paragraphs) {
  BOOST_TEST(TextOf("<w:p>" + Run(T("Пер")) + Run("<w:rPr><w:b/></w:rPr>" + T("вый ")) +
                    Run(T("абзац")) + "</w:p><w:p/><w:p>" +
                    Run(T("a") + "<w:tab/>" + T("b") + "<w:br/>" + T("c") + "<w:noBreakHyphen/>" +
                        T("d") + "<w:softHyphen/>" + T("e")) +
                    "</w:p>") == "Первый абзац\na b c-de");
}

BOOST_AUTO_TEST_CASE(reads_hyperlinks_fields_insertions_and_controls) {
  BOOST_TEST(
      TextOf("<w:p><w:hyperlink r:id='x'>" + Run(T("link")) + "</w:hyperlink>" +
             Run("<w:fldChar w:fldCharType='begin'/>") + Run("<w:instrText> PAGE </w:instrText>") +
             Run("<w:fldChar w:fldCharType='separate'/>") + Run(T(" field")) + "<w:ins>" +
             Run(T(" inserted")) + "</w:ins><w:fldSimple w:instr='DATE'>" + Run(T(" date")) +
             "</w:fldSimple></w:p><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>" +
             Paragraph("control") +
             "</w:sdtContent></w:sdt><w:p><m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath></w:p>") ==
      "link field inserted date\ncontrol\nx+y");
}

BOOST_AUTO_TEST_CASE(leaves_out_what_was_deleted_or_is_hidden) {
  BOOST_TEST(TextOf("<w:p>" + Run(T("a")) + "<w:del>" + Run("<w:delText>gone</w:delText>") +
                    "</w:del><w:moveFrom>" + Run(T("moved")) + "</w:moveFrom><w:moveTo>" +
                    Run(T("b")) + "</w:moveTo>" + Run("<w:rPr><w:vanish/></w:rPr>" + T("hidden")) +
                    Run("<w:rPr><w:vanish w:val='0'/></w:rPr>" + T("c")) +
                    "</w:p><w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>" + Run(T("d")) +
                    "</w:p><w:sectPr><w:p>" + Run(T("no")) + "</w:p></w:sectPr>") == "abc\nd");
}

BOOST_AUTO_TEST_CASE(rows_of_tables_are_paragraphs) {
  const auto cell = [](const std::string& content) {
    return "<w:tc><w:tcPr/>" + content + "</w:tc>";
  };
  const auto row = [](const std::string& cells) { return "<w:tr><w:trPr/>" + cells + "</w:tr>"; };
  const std::string inner =
      "<w:tbl>" + row(cell(Paragraph("x")) + cell(Paragraph("y"))) + "</w:tbl>";
  BOOST_TEST(
      TextOf(Paragraph("before") + "<w:tbl><w:tblPr/>" +
             row(cell(Paragraph("a")) + cell(Paragraph("b1") + Paragraph("b2")) + cell("<w:p/>")) +
             row(cell("<w:p/>") + cell("<w:p/>")) +
             row(cell(inner + "<w:p/>") + cell(Paragraph("z"))) + "</w:tbl>" +
             Paragraph("after")) == "before\na | b1 b2 | \nx | y | z\nafter");
}

BOOST_AUTO_TEST_CASE(text_boxes_come_once_behind_their_paragraph) {
  const std::string box =
      "<w:txbxContent>" + Paragraph("box 1") + Paragraph("box 2") + "</w:txbxContent>";
  BOOST_TEST(
      TextOf("<w:p>" + Run(T("be")) +
             Run("<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>" + box +
                 "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>" + box +
                 "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>") +
             Run(T("side")) + "</w:p>" + Paragraph("next")) == "beside\nbox 1\nbox 2\nnext");
  BOOST_TEST(TextOf("<w:p>" +
                    Run("<mc:AlternateContent><mc:Fallback><w:pict>" + box +
                        "</w:pict></mc:Fallback></mc:AlternateContent>") +
                    "</w:p>") == "box 1\nbox 2");
}

BOOST_AUTO_TEST_CASE(notes_come_last_without_their_separators) {
  DocxWriter writer;
  writer.body = Paragraph("body");
  writer.footnotes = "<w:footnote w:type='separator'>" + Paragraph("no") +
                     "</w:footnote><w:footnote w:id='1'>" + Paragraph("foot") + "</w:footnote>";
  writer.endnotes = "<w:endnote w:id='1'>" + Paragraph("end") + "</w:endnote>";
  BOOST_TEST(Read(writer).text == "body\nfoot\nend");
}

BOOST_AUTO_TEST_CASE(knows_titles_headings_and_contents_by_style) {
  DocxWriter writer;
  writer.styles =
      "<w:style w:styleId='a3'><w:name w:val='Title'/></w:style><w:style w:styleId='1'><w:name "
      "w:val='heading 1'/>"
      "</w:style><w:style w:styleId='my'><w:name w:val='Мой'/><w:basedOn w:val='1'/></w:style>"
      "<w:style w:styleId='c'><w:name w:val='toc 1'/></w:style><w:style w:styleId='loop'><w:name "
      "w:val='l'/>"
      "<w:basedOn w:val='loop'/></w:style>";
  writer.body = Paragraph("Шапка", "loop") + Paragraph("Отчёт", "a3") +
                Paragraph("за 2025 год", "a3") + Paragraph("Введение ... 3", "c") +
                Paragraph("Введение", "my") + Paragraph("Текст") + Paragraph("Приложение", "a3");
  const crawler::DocxText text = Read(writer);
  BOOST_TEST(text.styled_title == "Отчёт за 2025 год");
  BOOST_TEST(text.first_heading == "Введение");
  BOOST_TEST(text.text == "Шапка\nОтчёт\nза 2025 год\nВведение\nТекст\nПриложение");
}

BOOST_AUTO_TEST_CASE(reads_the_properties_of_the_file) {
  DocxWriter writer;
  writer.body = Paragraph("text");
  writer.core =
      "<dc:title> A  title </dc:title><dc:creator>A; B</dc:creator><dc:language>kk-KZ</dc:language>"
      "<dcterms:created>2025-03-14T09:30:00Z</dcterms:created>";
  const crawler::DocxText text = Read(writer);
  BOOST_TEST(text.title == "A title");
  BOOST_TEST(text.author == "A; B");
  BOOST_TEST(text.language == "kk-KZ");
  BOOST_REQUIRE(text.created);
  BOOST_TEST(text.created->ToIso() == "2025-03-14T09:30:00+00:00");
}

BOOST_AUTO_TEST_CASE(bounds_text_and_depth) {
  DocxWriter writer;
  for (int i = 0; i < 300; ++i) writer.body += Paragraph(std::string(10'000, 'x'));
  const auto long_text =
      crawler::ReadDocx(fixture::TemporaryFile(writer.Finish()).path(), 1u << 20);
  BOOST_REQUIRE(!long_text);
  BOOST_TEST(long_text.error().message.find("word/document.xml: more than 1 MB of text") !=
             std::string::npos);
  writer.body.clear();
  for (int i = 0; i < 1000; ++i) writer.body += "<w:tbl><w:tr><w:tc>";
  const auto deep = crawler::ReadDocx(fixture::TemporaryFile(writer.Finish()).path(), 1u << 20);
  BOOST_REQUIRE(!deep);
  BOOST_TEST(deep.error().message.find("nested more than 256 deep") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
