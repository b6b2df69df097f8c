// Ordinary prose of each pattern language, on which the cost of patterns is measured.
#pragma once

#include <string_view>

#include "core/language.h"

namespace classify {

// 330 to 530 words of `language`, one of kPatternLanguages, in which no word of a topic is
// frequent.
std::string_view SampleText(core::Language language);

}  // namespace classify
