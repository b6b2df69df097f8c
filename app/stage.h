// The stage tools: every stage of the pipeline as a Unix filter, JSON Lines in, JSON Lines out.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace app {

// A line that cannot be answered: becomes {"id":...,"error":what()}; the run goes on.
class BadLine : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Answers one input object; the harness adds `id`. A string is written as it is instead: text for a
// person, or an answer with its id that would be too large as a tree. Throws BadLine. Called by one
// thread only.
using Answer = std::function<nlohmann::json(const nlohmann::json& line)>;

struct Stage {
  std::string name;     // "extract"
  std::string about;    // one sentence for --help
  std::string example;  // an input line and its output line, for --help
  // Declares the stage's own options and returns what makes an Answer for each worker thread, once
  // they are parsed. State that all threads share (a compiled lexicon) is made inside, on the first
  // call or before it.
  std::function<std::function<Answer()>(CLI::App&)> setup;
  bool in_order = false;  // what a line is answered depends on those before: one worker
};

// One function per stage, each in its own file stage_NAME.cpp.
Stage ExtractStage();
Stage FeedStage();
Stage RobotsStage();
Stage UrlStage();
Stage DateStage();
Stage NormalizeStage();
Stage AnalyzeStage();
Stage TagStage();
Stage MaskStage();
Stage DedupeStage();

// The field `name` of a line as a string: BadLine if it is missing or no string.
std::string RequiredString(const nlohmann::json& line, const char* name);
// The same, or "" if it is missing or null; BadLine if it is something else.
std::string OptionalString(const nlohmann::json& line, const char* name);
// Bytes of the file that `path` names relative to `base`, unpacked if it ends in .gz; BadLine if it
// cannot be read.
std::string ReadInputFile(const std::string& base, const std::string& path);

// Reads lines from stdin, answers them on `jobs` threads (0: one per core) and writes the answers
// in the order of the lines. Returns the exit status: 0 if every line was answered, 1 if stdin or
// stdout failed.
int RunStage(const std::function<Answer()>& start, unsigned jobs, bool stats);

}  // namespace app
