// One published figure: a cell of a table of legal statistics or of a survey, with what it is
// about.
#pragma once

#include <cstdint>
#include <string>

#include "core/document.h"
#include "core/time.h"

namespace core {

// Identity is everything but `value`, `sample` and the place it was read from: the same figure
// published anew is an update.
struct Observation {
  SourceType source_type = SourceType::kStatistics;  // kStatistics or kSurvey (Rules, para 7)
  std::string source;                                // name of the table or survey, given at import
  std::string indicator;  // what is counted, or the question, as written: "Registered offences"
  std::string category;   // article, answer or group, as written; empty: all
  std::string offence, sphere, body, region;  // ids of the lexicon; empty: not told, or all
  Day from{}, to{};                           // both inclusive
  std::string unit;                           // "%", or empty: a count

  double value = 0;
  std::uint64_t sample = 0;  // respondents; 0: not told

  // Where it was read.
  std::string file;    // name without folders
  std::string sha256;  // of the file, 64 hex digits
  std::uint64_t row = 0;
  std::string column;

  bool operator==(const Observation&) const = default;
};

}  // namespace core
