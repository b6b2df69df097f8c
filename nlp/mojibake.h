// Text whose bytes were read in a wrong encoding somewhere on its way.
#pragma once

#include <string>

namespace nlp {

// Undoes the reading of UTF-8 as windows-1251 or ISO 8859-1, of windows-1251 as ISO 8859-1 and of
// KZ-1048 as windows-1251, where the whole text shows it; other text comes back as it is. Linear
// time.
std::u32string UndoMojibake(std::u32string text);

}  // namespace nlp
