// What a person types into the search -> what the store is asked: store/query_syntax.h with its
// words analysed and its values looked up.
#pragma once

#include <string_view>

#include "app/vocabulary.h"
#include "core/expected.h"
#include "core/language.h"
#include "core/time.h"
#include "nlp/analyzer.h"
#include "store/query.h"

namespace app {

// Reads `typed`; blank: every document. A word stands for all lemmas that documents of any language
// may give it, Kazakh in Latin or Arabic letters also for those of its Cyrillic spelling; a word
// that documents have in pieces is a phrase. Marks without letters and digits are passed over
// beside words ("взятка - врач"). A body means those before and after it in office, too. Days are
// of `zone`; names of suggestions in `language`. The error names the place in `typed`, what is
// wrong there and what to do. `vocabulary` is asked only if `typed` has ids. Linear time.
core::Expected<store::QueryNode> ReadQuery(std::string_view typed, const nlp::Analyzer& analyzer,
                                           const Vocabulary& vocabulary, core::Language language,
                                           const core::Zone& zone);

// The query language on one screen of a terminal: lines of a query and what it finds.
inline constexpr std::string_view kQueryHelp =
    R"(Words are found in all their forms, in Kazakh, Russian and English:
  больница взятка              both words, anywhere in the text
  взятка OR пара OR bribe      one of them (also |, ИЛИ, НЕМЕСЕ)
  взятка -суд                  the first without the second (also NOT, НЕ, ЕМЕС)
  (врач OR дәрігер) деньги     brackets; without them NOT binds most, then near, AND, OR
  "откат за тендер"            these words in this order, nothing between them
  врач near/5 деньги           at most five words on, in any order (also рядом/5, жақын/5)
  тендер*                      words whose dictionary form begins so
  title:взятка                 in the title; also title:"откат за тендер", title:тендер*
Fields, each with a value, "a value" or (one OR another):
  sphere:health body:minzdrav body:minzdrav/implicated scheme:kickback offence:cc366
  region:KZ-71 source:dala type:media lang:kk context:conviction
  from:2026-01-01 to:2026-03-31 is:corruption is:countable is:special
  label:checked label:triage=urgent
A body is found under its earlier and later names, too; /implicated, /acting or /named tells its
part. Operators are in capitals; put a query in single quotes so that the shell leaves it alone.
)";

}  // namespace app
