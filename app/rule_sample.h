// Documents on which a rule fired, for a person to judge.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/colours.h"
#include "app/corpus_scan.h"
#include "app/workspace.h"

namespace app {

struct FiredDocument {
  store::DocumentNumber number = 0;
  std::string source;       // "media/astana-times"
  std::string text_sha256;  // 64 hex digits

  bool operator==(const FiredDocument&) const = default;
};

// `documents` in a random order that `seed` alone decides: a larger sample begins with the smaller
// one, and what the corpus gains does not reorder the rest of a source. Sources take turns, so that
// a large one does not crowd out the others; of equal texts the one of the lowest number stays.
std::vector<FiredDocument> InSampleOrder(std::vector<FiredDocument> documents, std::uint64_t seed);

// All live documents of the workspace on which `rule` fired, in the order of a sample. `quiet`: no
// line of progress.
std::vector<FiredDocument> SampleOf(const Workspace& workspace,
                                    const classify::Classifier& classifier, std::string_view rule,
                                    std::uint64_t seed, bool quiet);

// Matches of `rule` that count (classify::Fired).
std::vector<classify::Classifier::RuleMatch> MatchesOf(std::string_view rule,
                                                       const ScannedDocument& document);

// The sentences of `matches`, which are in order of place, each once on a line of its own, with the
// matches marked as WithMarks does; of a long one what is near them.
std::vector<std::string> MarkedSentences(
    const ScannedDocument& document, const std::vector<classify::Classifier::RuleMatch>& matches,
    Colours colours);

}  // namespace app
