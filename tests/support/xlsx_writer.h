// Workbooks for tests, part by part, so that any part can be wrong.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/zip_writer.h"

namespace fixture {

inline std::string EscapeXml(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '<') {
      escaped += "&lt;";
    } else if (c == '&') {
      escaped += "&amp;";
    } else if (c == '"') {
      escaped += "&quot;";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// A cell of text: InlineCell("C5", "words").
inline std::string InlineCell(std::string_view address, std::string_view text) {
  return "<c r=\"" + std::string(address) + "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" +
         EscapeXml(text) + "</t></is></c>";
}

// Rows of text cells from A1 on.
inline std::string InlineRows(const std::vector<std::vector<std::string>>& rows,
                              std::size_t first_row = 1) {
  std::string xml;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const std::string number = std::to_string(first_row + row);
    xml += "<row r=\"" + number + "\">";
    for (std::size_t column = 0; column < rows[row].size(); ++column) {
      if (rows[row][column].empty()) continue;
      xml += InlineCell(static_cast<char>('A' + column) + number, rows[row][column]);
    }
    xml += "</row>";
  }
  return xml;
}

struct XlsxWriter {
  struct Sheet {
    std::string name = "Лист1";
    std::string rows;        // within sheetData
    std::string before;      // of sheetData
    std::string behind;      // sheetData: <mergeCells> ...
    std::string attributes;  // of its entry in the workbook
  };

  std::vector<Sheet> sheets;
  std::string workbook_properties;  // <workbookPr .../>
  std::string styles;               // within styleSheet
  std::string strings;              // within sst; empty: no such part
  std::string main_type =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

  static constexpr std::string_view kMain =
      "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
  static constexpr std::string_view kDeclaration =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

  static std::string Part(std::string_view root, std::string_view content) {
    return std::string(kDeclaration) + "<" + std::string(root) + " " + std::string(kMain) + ">" +
           std::string(content) + "</" + std::string(root) + ">";
  }

  static std::string SheetXml(const Sheet& sheet) {
    return Part("worksheet",
                sheet.before + "<sheetData>" + sheet.rows + "</sheetData>" + sheet.behind);
  }

  // Every part with its name, in the usual order; tests change them before Pack.
  std::vector<std::pair<std::string, std::string>> Parts() const {
    const std::string office =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    const std::string package = "http://schemas.openxmlformats.org/package/2006/";
    std::vector<std::pair<std::string, std::string>> parts;
    parts.emplace_back(
        "[Content_Types].xml",
        std::string(kDeclaration) + "<Types xmlns=\"" + package +
            "content-types\"><Override PartName=\"/xl/workbook.xml\" ContentType=\"" + main_type +
            "\"/></Types>");
    parts.emplace_back("_rels/.rels",
                       std::string(kDeclaration) + "<Relationships xmlns=\"" + package +
                           "relationships\"><Relationship Id=\"rId1\" Type=\"" + office +
                           "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
    std::string list, relations;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
      const std::string number = std::to_string(i + 1);
      list += "<sheet name=\"" + EscapeXml(sheets[i].name) + "\" sheetId=\"" + number + "\" " +
              sheets[i].attributes + " r:id=\"rId" + number + "\" xmlns:r=\"" + office + "\"/>";
      relations += "<Relationship Id=\"rId" + number + "\" Type=\"" + office +
                   "worksheet\" Target=\"worksheets/sheet" + number + ".xml\"/>";
    }
    relations +=
        "<Relationship Id=\"styles\" Type=\"" + office + "styles\" Target=\"styles.xml\"/>";
    if (!strings.empty()) {
      relations += "<Relationship Id=\"strings\" Type=\"" + office +
                   "sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>";
    }
    parts.emplace_back("xl/workbook.xml",
                       Part("workbook", workbook_properties + "<sheets>" + list + "</sheets>"));
    parts.emplace_back("xl/_rels/workbook.xml.rels",
                       std::string(kDeclaration) + "<Relationships xmlns=\"" + package +
                           "relationships\">" + relations + "</Relationships>");
    parts.emplace_back("xl/styles.xml", Part("styleSheet", styles));
    if (!strings.empty()) parts.emplace_back("xl/sharedStrings.xml", Part("sst", strings));
    for (std::size_t i = 0; i < sheets.size(); ++i) {
      parts.emplace_back("xl/worksheets/sheet" + std::to_string(i + 1) + ".xml",
                         SheetXml(sheets[i]));
    }
    return parts;
  }

  std::string Finish() const { return Pack(Parts()); }
};

// A workbook of one sheet of text cells.
inline std::string Workbook(const std::vector<std::vector<std::string>>& rows) {
  XlsxWriter writer;
  writer.sheets.push_back({"Лист1", InlineRows(rows), "", "", ""});
  return writer.Finish();
}

}  // namespace fixture
