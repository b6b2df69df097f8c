// The months of languages that the press quotes, as they stand in dates.
#pragma once

#include <string_view>

namespace crawler {

// 1 to 12; 0 for any other word. `folded`: as TokenizeDate folds words. Romance languages, Dutch,
// Polish, Turkish, Ukrainian, Uzbek.
int MonthInOtherLanguages(std::string_view folded);

}  // namespace crawler
