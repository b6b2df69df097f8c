// The styles, the numbering and the settings of a DOCX file.
#pragma once

#include <string>
#include <string_view>

namespace monitor {

// WordprocessingML (ECMA-376 part 1) of word/styles.xml; `language`: "ru-RU".
std::string DocxStyles(std::string_view language);
// word/numbering.xml: list 1 has bullets.
std::string DocxNumbering();
// word/settings.xml.
std::string DocxSettings();

}  // namespace monitor
