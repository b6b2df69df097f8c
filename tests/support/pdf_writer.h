// Small PDF files for tests (ISO 32000-1): lines of text on pages, in Latin and Cyrillic letters.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace fixture {

struct PdfWriter {
  std::vector<std::vector<std::string>> pages;  // lines in UTF-8, ASCII and А-я alone
  std::string info;                             // within the information dictionary
  std::string trailer;                          // more of the trailer: "/Encrypt 9 0 R"
  std::vector<std::string> more_objects;        // begin with number 6

  // Letters are written in windows-1251, whose meaning a ToUnicode map tells.
  static std::string Encode(const std::string& line) {
    std::string bytes;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const auto c = static_cast<unsigned char>(line[i]);
      if (c < 0x80) {
        if (c == '(' || c == ')' || c == '\\') bytes += '\\';
        bytes += line[i];
        continue;
      }
      const auto point = (c & 0x1Fu) << 6 | (static_cast<unsigned char>(line[++i]) & 0x3Fu);
      bytes += static_cast<char>(point - 0x410 + 0xC0);
    }
    return bytes;
  }

  std::string Finish() const {
    std::vector<std::string> objects(5 + more_objects.size());
    std::string kids;
    const std::size_t first_page = objects.size() + 1;
    for (std::size_t i = 0; i < pages.size(); ++i) {
      const std::size_t number = first_page + 2 * i;
      kids += std::to_string(number) + " 0 R ";
      objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents " +
                        std::to_string(number + 1) +
                        " 0 R /Resources << /Font << /F1 3 0 R >> >> >>");
      std::string content = "BT /F1 10 Tf 50 800 Td\n";
      for (const std::string& line : pages[i]) {
        content += line.empty() ? std::string("0 -28 Td\n")
                                : std::string("(").append(Encode(line)).append(") Tj 0 -14 Td\n");
      }
      objects.push_back(Stream(content + "ET"));
    }
    objects[0] = "<< /Type /Catalog /Pages 2 0 R >>";
    objects[1] =
        "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages.size()) + " >>";
    objects[2] =
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding "
        "/ToUnicode 4 0 R >>";
    objects[3] = Stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        "2 beginbfrange <20> <7E> <0020> <C0> <FF> <0410> endbfrange\n"
        "endcmap end end");
    objects[4] = "<< " + info + " >>";
    for (std::size_t i = 0; i < more_objects.size(); ++i) objects[5 + i] = more_objects[i];

    std::string file = "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n";
    std::string table = "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
    for (std::size_t i = 0; i < objects.size(); ++i) {
      char entry[24];
      std::snprintf(entry, sizeof entry, "%010zu 00000 n \n", file.size());
      table += entry;
      file += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::size_t start = file.size();
    return file + table + "trailer\n<< /Size " + std::to_string(objects.size() + 1) +
           " /Root 1 0 R /Info 5 0 R " + trailer + " >>\nstartxref\n" + std::to_string(start) +
           "\n%%EOF\n";
  }

 private:
  static std::string Stream(const std::string& bytes) {
    return "<< /Length " + std::to_string(bytes.size()) + " >>\nstream\n" + bytes + "\nendstream";
  }
};

}  // namespace fixture
