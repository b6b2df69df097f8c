// Text whose bytes were read in a wrong encoding somewhere on its way.
#pragma once

#include "nlp/piece.h"

namespace nlp {

// Undoes, up to three times over, the reading of UTF-8 as windows-1251, windows-1252 or ISO 8859-1
// (all of the text, or runs of letters that cannot be anything else), of windows-1251 and KZ-1048
// as windows-1252 or ISO 8859-1, of KZ-1048 as windows-1251, and of windows-1251 and KOI8-R as each
// other where the word lists know the words only afterwards. Other text stays. `memory`: room that
// calls reuse. Linear time.
void UndoMojibake(Pieces& text, Pieces& memory);

}  // namespace nlp
