#include "monitor/paper_docx.h"

#include <stdlib.h>
#include <time.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "crawler/zip_file.h"
#include "tests/support/hostile_paper.h"
#include "tests/support/plain_spaces.h"

using test::Contains;
using test::Everywhere;

namespace {

// The parts of a DOCX file, read back.
class Parts {
 public:
  explicit Parts(const std::string& bytes) {
    std::string folder = (std::filesystem::temp_directory_path() / "sholu-docx-XXXXXX").string();
    if (!mkdtemp(folder.data())) throw std::runtime_error("no temporary folder");
    const std::filesystem::path path = std::filesystem::path(folder) / "paper.docx";
    std::ofstream(path, std::ios::binary) << bytes;
    auto zip = crawler::ZipFile::Open(path);
    BOOST_REQUIRE(zip);
    names_ = zip->members();
    for (const std::string& name : names_) {
      auto member = zip->Member(name);
      BOOST_REQUIRE(member);
      parts_[name] = *(*member)->ReadAll(16u << 20);
    }
    std::filesystem::remove_all(folder);
  }

  const std::vector<std::string>& names() const { return names_; }
  const std::string& text(const std::string& name) const { return parts_.at(name); }
  pugi::xml_document Parse(const std::string& name) const {
    pugi::xml_document document;
    const auto parsed = document.load_string(text(name).c_str(), pugi::parse_full);
    BOOST_REQUIRE_MESSAGE(parsed, name << ": " << parsed.description());
    return document;
  }

 private:
  std::vector<std::string> names_;
  std::map<std::string, std::string> parts_;
};

// ECMA-376 part 1, annex A (wml.xsd): the sequences that the writer fills parts of.
const std::map<std::string, std::vector<std::string>> kSequences = {
    {"w:pPr",
     {"pStyle",
      "keepNext",
      "keepLines",
      "pageBreakBefore",
      "framePr",
      "widowControl",
      "numPr",
      "suppressLineNumbers",
      "pBdr",
      "shd",
      "tabs",
      "suppressAutoHyphens",
      "kinsoku",
      "wordWrap",
      "overflowPunct",
      "topLinePunct",
      "autoSpaceDE",
      "autoSpaceDN",
      "bidi",
      "adjustRightInd",
      "snapToGrid",
      "spacing",
      "ind",
      "contextualSpacing",
      "mirrorIndents",
      "suppressOverlap",
      "jc",
      "textDirection",
      "textAlignment",
      "textboxTightWrap",
      "outlineLvl",
      "divId",
      "cnfStyle",
      "rPr",
      "sectPr",
      "pPrChange"}},
    {"w:rPr",
     {"rStyle",
      "rFonts",
      "b",
      "bCs",
      "i",
      "iCs",
      "caps",
      "smallCaps",
      "strike",
      "dstrike",
      "outline",
      "shadow",
      "emboss",
      "imprint",
      "noProof",
      "snapToGrid",
      "vanish",
      "webHidden",
      "color",
      "spacing",
      "w",
      "kern",
      "position",
      "sz",
      "szCs",
      "highlight",
      "u",
      "effect",
      "bdr",
      "shd",
      "fitText",
      "vertAlign",
      "rtl",
      "cs",
      "em",
      "lang",
      "eastAsianLayout",
      "specVanish",
      "oMath"}},
    {"w:tblPr",
     {"tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize",
      "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd",
      "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription"}},
    {"w:tcPr",
     {"cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar",
      "textDirection", "tcFitText", "vAlign", "hideMark"}},
    {"w:tbl", {"tblPr", "tblGrid", "tr"}},
    {"w:tr", {"tblPrEx", "trPr", "tc"}},
    {"w:tc", {"tcPr", "p"}},
    {"w:sectPr",
     {"headerReference", "footerReference", "footnotePr", "endnotePr", "type",          "pgSz",
      "pgMar",           "paperSrc",        "pgBorders",  "lnNumType", "pgNumType",     "cols",
      "formProt",        "vAlign",          "noEndnote",  "titlePg",   "textDirection", "bidi",
      "rtlGutter",       "docGrid"}},
    {"w:style", {"name",          "aliases",
                 "basedOn",       "next",
                 "link",          "autoRedefine",
                 "hidden",        "uiPriority",
                 "semiHidden",    "unhideWhenUsed",
                 "qFormat",       "locked",
                 "personal",      "personalCompose",
                 "personalReply", "rsid",
                 "pPr",           "rPr",
                 "tblPr",         "trPr",
                 "tcPr",          "tblStylePr"}},
    {"w:lvl",
     {"start", "numFmt", "lvlRestart", "pStyle", "isLgl", "suff", "lvlText", "lvlPicBulletId",
      "legacy", "lvlJc", "pPr", "rPr"}},
    {"w:settings",
     {"writeProtection", "view", "zoom", "defaultTabStop", "autoHyphenation",
      "characterSpacingControl", "compat"}},
    {"w:pBdr", {"top", "left", "bottom", "right", "between", "bar"}},
    {"w:tblBorders", {"top", "start", "left", "bottom", "end", "right", "insideH", "insideV"}},
    {"w:tblCellMar", {"top", "start", "left", "bottom", "end", "right"}},
};

void CheckOrder(const pugi::xml_node& node) {
  const auto known = kSequences.find(node.name());
  std::size_t place = 0;
  for (const auto& child : node.children()) {
    if (child.type() == pugi::node_element && known != kSequences.end()) {
      const auto& sequence = known->second;
      const std::string name = std::string(child.name()).substr(2);
      const auto found = std::find(sequence.begin(), sequence.end(), name);
      BOOST_TEST_REQUIRE((found != sequence.end()), node.name() << " has " << name);
      const auto at = static_cast<std::size_t>(found - sequence.begin());
      BOOST_TEST(at >= place, node.name() << ": " << name << " comes too late");
      place = at;
    }
    CheckOrder(child);
  }
}

monitor::Paper Sample() {
  monitor::Paper paper = Everywhere("text");
  paper.page_of = "{page} of {pages}";
  paper.header = "DRAFT";
  paper.day = *core::ParseDay("2026-07-20");
  paper.Add(monitor::Quote{2, "“words”", {{"Link", "https://dala.example/взятка?a=1&b=2", true}}});
  return paper;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(paper_docx_test)

BOOST_AUTO_TEST_CASE(the_package_has_its_parts_and_each_is_well_formed) {
  const Parts parts(monitor::ToDocx(Sample()));
  BOOST_TEST(parts.names().front() == "[Content_Types].xml");
  for (const std::string& name : parts.names()) parts.Parse(name);
  const auto types = parts.Parse("[Content_Types].xml");
  std::set<std::string> typed;
  for (const auto& part : types.child("Types").children("Override")) {
    typed.insert(std::string(part.attribute("PartName").value()).substr(1));
  }
  for (const std::string& name : parts.names()) {
    const bool by_extension = name.ends_with(".rels") || name == "[Content_Types].xml";
    BOOST_TEST((by_extension || typed.contains(name)), name);
  }
  BOOST_TEST(typed.size() == 8u);
}

BOOST_AUTO_TEST_CASE(every_relationship_leads_somewhere) {
  const Parts parts(monitor::ToDocx(Sample()));
  const auto relations = parts.Parse("word/_rels/document.xml.rels");
  std::map<std::string, std::string> targets;
  for (const auto& relation : relations.child("Relationships").children()) {
    const std::string target = relation.attribute("Target").value();
    targets[relation.attribute("Id").value()] = target;
    if (std::string_view(relation.attribute("TargetMode").value()) == "External") {
      BOOST_TEST(target == "https://dala.example/%D0%B2%D0%B7%D1%8F%D1%82%D0%BA%D0%B0?a=1&b=2");
    } else {
      BOOST_TEST(std::count(parts.names().begin(), parts.names().end(), "word/" + target) == 1);
    }
  }
  const auto document = parts.Parse("word/document.xml");
  std::size_t used = 0;
  for (const auto& node : document.select_nodes("//*[@r:id]")) {
    BOOST_TEST(targets.contains(node.node().attribute("r:id").value()));
    ++used;
  }
  BOOST_TEST(used == 3u);  // header, footer, link
}

BOOST_AUTO_TEST_CASE(elements_stand_in_the_order_of_the_schema) {
  const Parts parts(monitor::ToDocx(Sample()));
  for (const char* name : {"word/document.xml", "word/styles.xml", "word/numbering.xml",
                           "word/settings.xml", "word/header1.xml", "word/footer1.xml"}) {
    CheckOrder(parts.Parse(name));
  }
  const auto document = parts.Parse("word/document.xml");
  BOOST_TEST(document.child("w:document").child("w:body").last_child().name() == "w:sectPr");
}

BOOST_AUTO_TEST_CASE(every_style_that_is_used_is_defined) {
  const Parts parts(monitor::ToDocx(Sample()));
  std::set<std::string> defined;
  const auto styles = parts.Parse("word/styles.xml");
  for (const auto& style : styles.child("w:styles").children("w:style")) {
    BOOST_TEST(defined.insert(style.attribute("w:styleId").value()).second);
  }
  for (const char* part :
       {"word/document.xml", "word/header1.xml", "word/footer1.xml", "word/styles.xml"}) {
    const auto document = parts.Parse(part);
    for (const auto& node :
         document.select_nodes("//w:pStyle | //w:rStyle | //w:tblStyle | //w:basedOn | //w:next")) {
      const std::string style = node.node().attribute("w:val").value();
      BOOST_TEST(defined.contains(style), style);
    }
  }
}

BOOST_AUTO_TEST_CASE(tables_fit_the_page_and_repeat_their_headings) {
  monitor::Paper paper;
  monitor::Table table;
  table.columns = {{"", "Source", false}};
  for (const char* group : {"Items", "Items", "Incidents", "", "", ""}) {
    table.columns.push_back({group, "выявленных", true});
  }
  for (int i = 0; i < 300; ++i) {
    table.rows.push_back({std::string(200, 'x'), "1 234 567", "2", "3", "4", "31.12.2025", "6"});
  }
  paper.Add(table);
  const Parts parts(monitor::ToDocx(paper));
  const auto document = parts.Parse("word/document.xml");
  const auto node = document.child("w:document").child("w:body").child("w:tbl");
  int width = 0, columns = 0;
  for (const auto& column : node.child("w:tblGrid").children()) {
    BOOST_TEST(column.attribute("w:w").as_int() >= 400);
    width += column.attribute("w:w").as_int();
    ++columns;
  }
  BOOST_TEST(columns == 7);
  BOOST_TEST(width <= 9638);
  int row_number = 0;
  for (const auto& row : node.children("w:tr")) {
    int cells = 0, row_width = 0;
    for (const auto& cell : row.children("w:tc")) {
      const auto span = cell.child("w:tcPr").child("w:gridSpan");
      cells += span ? span.attribute("w:val").as_int() : 1;
      row_width += cell.child("w:tcPr").child("w:tcW").attribute("w:w").as_int();
      BOOST_TEST(std::string_view(cell.last_child().name()) == "w:p");
    }
    BOOST_TEST(cells == 7);
    BOOST_TEST(row_width == width);
    BOOST_TEST(static_cast<bool>(row.child("w:trPr").child("w:cantSplit")));
    BOOST_TEST(static_cast<bool>(row.child("w:trPr").child("w:tblHeader")) == (row_number++ < 2));
  }
  BOOST_TEST(row_number == 302);
}

BOOST_AUTO_TEST_CASE(pages_are_numbered_by_fields_and_marked_as_the_paper_says) {
  const Parts parts(monitor::ToDocx(Sample()));
  const auto footer = parts.Parse("word/footer1.xml");
  std::string fields;
  for (const auto& field : footer.select_nodes("//w:fldSimple")) {
    fields.append(field.node().attribute("w:instr").value()).append(" ");
  }
  BOOST_TEST(fields == "PAGE NUMPAGES ");
  BOOST_TEST(Contains(parts.text("word/footer1.xml"), "> of <"));
  BOOST_TEST(Contains(parts.text("word/header1.xml"), "DRAFT"));
  BOOST_TEST(Contains(parts.text("docProps/core.xml"), "2026-07-20T00:00:00Z"));
  const auto document = parts.Parse("word/document.xml");
  BOOST_TEST(document.select_nodes("//w:p[w:pPr/w:pStyle/@w:val='Heading1']").size() == 1u);
  BOOST_TEST(Contains(parts.text("word/styles.xml"), "w:val=\"ru-RU\""));
}

BOOST_AUTO_TEST_CASE(foreign_text_stays_text) {
  for (const std::string& text : test::HostileTexts()) {
    const Parts parts(monitor::ToDocx(Everywhere(text)));
    BOOST_TEST_CONTEXT(text) {
      for (const std::string& name : parts.names()) parts.Parse(name);
      const std::string& document = parts.text("word/document.xml");
      for (const std::string_view bad :
           {"<script", "<img", "<b>", "\x1B", "\x07", "\u202E", "\u2066", "\xFF", "\uFFFE"}) {
        BOOST_TEST(!Contains(document, bad));
      }
      const std::string& relations = parts.text("word/_rels/document.xml.rels");
      BOOST_TEST(!Contains(relations, "javascript"));
      BOOST_TEST(!Contains(relations, "data:"));
      BOOST_TEST(Contains(relations, "External") == monitor::SafeLink(text).has_value());
    }
  }
}

BOOST_AUTO_TEST_CASE(equal_papers_give_equal_bytes_in_every_zone) {
  const std::string bytes = monitor::ToDocx(Sample());
  for (const char* zone : {"UTC", "Asia/Almaty", "America/New_York"}) {
    setenv("TZ", zone, 1);
    tzset();
    BOOST_TEST((monitor::ToDocx(Sample()) == bytes), zone);
  }
}

BOOST_AUTO_TEST_SUITE_END()
