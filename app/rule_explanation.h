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

// For each of `matches`, which are in order of place: the first rule that emits a look-alike and
// overlaps it, if it is covered; "" if the name of a body or region covers it, or nothing does.
std::vector<std::string_view> CoversOf(const std::vector<classify::Classifier::RuleMatch>& matches,
                                       const classify::Lexicon& lexicon);

}  // namespace app
