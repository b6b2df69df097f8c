// Word documents for tests, part by part, so that any part can be wrong.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/support/zip_writer.h"

namespace fixture {

inline std::string Paragraph(const std::string& text, const std::string& style = "") {
  return "<w:p>" + (style.empty() ? "" : "<w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr>") +
         "<w:r><w:t>" + text + "</w:t></w:r></w:p>";
}

struct DocxWriter {
  std::string body;
  std::string styles;     // within w:styles
  std::string footnotes;  // within w:footnotes; empty: no such part
  std::string endnotes;   // within w:endnotes; empty: no such part
  std::string core;       // within cp:coreProperties; empty: no such part

  static std::string Part(const std::string& root, const std::string& content) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><" + root +
           " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
           " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
           " xmlns:wps=\"w\" xmlns:v=\"v\" xmlns:r=\"r\" xmlns:m=\"m\" xmlns:o=\"o\">" +
           content + "</" + root + ">";
  }

  std::vector<std::pair<std::string, std::string>> Parts() const {
    const std::string office =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    const std::string package = "http://schemas.openxmlformats.org/package/2006/";
    const auto relation = [](const std::string& id, const std::string& type,
                             const std::string& target) {
      return "<Relationship Id=\"" + id + "\" Type=\"" + type + "\" Target=\"" + target + "\"/>";
    };
    const std::string relations = "<Relationships xmlns=\"" + package + "relationships\">";
    std::vector<std::pair<std::string, std::string>> parts;
    parts.emplace_back(
        "[Content_Types].xml",
        "<Types xmlns=\"" + package +
            "content-types\"><Override PartName=\"/word/document.xml\" ContentType=\"application/"
            "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>");
    parts.emplace_back(
        "_rels/.rels",
        relations + relation("a", office + "officeDocument", "word/document.xml") +
            (core.empty() ? ""
                          : relation("b", package + "relationships/metadata/core-properties",
                                     "docProps/core.xml")) +
            "</Relationships>");
    std::string own = relation("s", office + "styles", "styles.xml");
    if (!footnotes.empty()) own += relation("f", office + "footnotes", "footnotes.xml");
    if (!endnotes.empty()) own += relation("e", office + "endnotes", "endnotes.xml");
    parts.emplace_back("word/_rels/document.xml.rels", relations + own + "</Relationships>");
    parts.emplace_back("word/styles.xml", Part("w:styles", styles));
    if (!footnotes.empty()) {
      parts.emplace_back("word/footnotes.xml", Part("w:footnotes", footnotes));
    }
    if (!endnotes.empty()) parts.emplace_back("word/endnotes.xml", Part("w:endnotes", endnotes));
    if (!core.empty()) {
      parts.emplace_back("docProps/core.xml",
                         "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\" xmlns:dcterms=\"t\">" +
                             core + "</cp:coreProperties>");
    }
    parts.emplace_back("word/document.xml", Part("w:document", "<w:body>" + body + "</w:body>"));
    return parts;
  }

  std::string Finish() const { return Pack(Parts()); }
};

}  // namespace fixture
