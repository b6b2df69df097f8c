// A text with the places where rules matched, for a person.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/colours.h"
#include "classify/classifier.h"
#include "classify/lexicon.h"

namespace app {

// A span of a text and the number that it is called by.
struct Mark {
  std::uint32_t begin = 0, end = 0;  // bytes, on character borders, within the text
  std::size_t number = 0;            // 0: none is shown
  bool dim = false;                  // does not count
};

// `text` with each mark in brackets, its number raised behind the closing one: "взял [взятку]²".
// With colours the spans are coloured instead, those that count green, others yellow. Lines stay
// lines; what a terminal would obey is replaced. Marks may nest and overlap.
std::string WithMarks(std::string_view text, std::vector<Mark> marks, Colours colours);

// The look-alike that covers `match`: the id of the first rule among `all` that emits a look-alike
// and overlaps it; "" if the name of a body does.
std::string_view CoverOf(const classify::Classifier::RuleMatch& match,
                         const std::vector<classify::Classifier::RuleMatch>& all,
                         const classify::Lexicon& lexicon);

}  // namespace app
