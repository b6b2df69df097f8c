// Which wording of a rule a person judged: versions are raised by hand, and hands forget.
#pragma once

#include <string>

#include "classify/lexicon.h"

namespace classify {

// 16 hex digits that depend on all by which `rule` matches and on what it emits, with which weight;
// not on its title, version, examples and place, nor on the lists that it calls.
std::string WordingOf(const Rule& rule);

}  // namespace classify
