// The parts of a DOCX file, zipped (ECMA-376 part 2).
#pragma once

#include <string>
#include <vector>

namespace monitor {

struct DocxPart {
  std::string name;  // "word/document.xml"
  std::string content;
};

// A zip file of the parts in their order. Equal parts give equal bytes: no times, no owners. Throws
// std::runtime_error if there is no memory for it.
std::string Zip(const std::vector<DocxPart>& parts);

}  // namespace monitor
