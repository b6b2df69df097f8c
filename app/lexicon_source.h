// The lexicon that a command of `sholu lexicon` works on.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/workspace.h"
#include "classify/classifier.h"
#include "classify/lexicon.h"
#include "core/expected.h"
#include "core/language.h"
#include "nlp/analyzer.h"

namespace CLI {
class App;
}

namespace app {

struct LexiconArguments {
  std::string folder;    // --lexicon
  std::string language;  // --language: of what is shown
};

// Declares --lexicon and --language.
void AddLexiconOptions(CLI::App& command, LexiconArguments& arguments);

// Not thread-safe.
class LexiconSource {
 public:
  // The folder that the arguments name; else the workspace's that `global` names, or that the
  // current folder is; else the built-in lexicon. Throws Failure if the workspace's settings are
  // wrong.
  LexiconSource(const Global& global, const LexiconArguments& arguments);

  core::Expected<classify::Lexicon, std::vector<core::Error>> Load() const;
  // Compiles it with the rules kept out of counts that the workspace's verdicts keep out. Throws
  // Failure, one line per wrong rule.
  std::unique_ptr<classify::Classifier> Compile(const nlp::Analyzer& analyzer) const;
  // The rules of `lexicon` that are kept out of counts; none without a workspace.
  std::set<std::string> KeptOut(const classify::Lexicon& lexicon) const;

  // Where `text` is written at or behind `from`; `from` itself if it is not found there. Columns
  // count characters.
  classify::Place Find(const classify::Place& from, const std::string& text);

  core::Language language() const { return language_; }  // of what is shown
  // Whether there is a corpus beside it.
  bool in_workspace() const { return workspace_.has_value(); }
  // For a person: the folder, or that it is the built-in one.
  std::string ToString() const;

 private:
  const std::string& Content(const std::string& file);

  std::filesystem::path folder_;  // empty: built in
  std::optional<std::filesystem::path> workspace_;
  core::Language language_ = core::Language::kRu;
  monitor::RuleFloor floor_;
  std::map<std::string, std::string> contents_;  // by name of file
};

// The rule with that id. Throws Failure with the ids that are near.
const classify::Rule& RequiredRule(const classify::Lexicon& lexicon, const std::string& id);

}  // namespace app
