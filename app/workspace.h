// An open workspace: settings, analyzer, compiled lexicon and store.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/kept_lexicons.h"
#include "app/verdict_log.h"
#include "classify/classifier.h"
#include "config/settings.h"
#include "monitor/rule_precision.h"
#include "nlp/analyzer.h"
#include "store/store.h"

namespace app {

// Ends the run: one line per error, shown by main.
class Failure : public std::runtime_error {
 public:
  explicit Failure(const std::string& message) : std::runtime_error(message) {}
  explicit Failure(const core::Error& error) : std::runtime_error(error.message) {}
  explicit Failure(const std::vector<core::Error>& errors);
};

// What the command line says for every command.
struct Global {
  std::string workspace;  // empty: $SHOLU_WORKSPACE, else the current folder
  bool json = false;
  std::string version;  // of the program

  std::filesystem::path folder() const;
};

enum class Access { kRead, kWrite };

// The settings of a workspace alone: no store is opened. Throws Failure.
config::Settings SettingsIn(const std::filesystem::path& folder);
config::Settings SettingsIn(const Global& global);
// How the store of a workspace is opened, by every command that does. kRead works beside a writer;
// it makes an empty store where there is none yet.
store::Options StoreOptions(const config::Settings& settings, Access access);

// A lexicon that was read and compiled, ready to tag with.
struct ReadyLexicon {
  classify::Lexicon written;
  std::unique_ptr<classify::Classifier> classifier;
  KeptLexicon kept;
};

struct Workspace {
  // Throws Failure if the settings, the lexicon or the store cannot be had. kRead works beside a
  // writer.
  static Workspace Open(const Global& global, Access access);

  // The lexicon compiled for this workspace: rules that people judged wrong too often match and are
  // no evidence. Throws Failure, one line per wrong rule.
  std::unique_ptr<classify::Classifier> CompileLexicon() const;
  // The same for tagging what will be put, or what there is: from now on the lexicon is kept with
  // the corpus. Opened with kWrite.
  std::unique_ptr<classify::Classifier> CompileLexiconToTag() const;
  // That in two steps: the first one reads all that `of` names and writes nothing, the second one
  // reads no file.
  ReadyLexicon ReadLexiconToTag(const config::Settings& of) const;
  void BeginToTag(const KeptLexicon& lexicon) const;
  // Compiles any lexicon as it is. Throws Failure likewise.
  std::unique_ptr<classify::Classifier> Compile(classify::Lexicon lexicon) const;
  // The rules of a lexicon that people judged wrong too often.
  std::set<std::string> KeptOut(const classify::Lexicon& lexicon) const;
  std::set<std::string> KeptOut(const classify::Lexicon& lexicon, const config::Settings& of) const;
  // The lexicon as written. Throws Failure if it is wrong.
  classify::Lexicon lexicon() const;

  std::filesystem::path folder;
  config::Settings settings;
  std::unique_ptr<nlp::Analyzer> analyzer;
  std::unique_ptr<store::Store> store;
};

// The document. Throws Failure if there is none of that number, or it was erased: then says when,
// by whom and why.
store::StoredDocument DocumentOf(const Workspace& workspace, store::DocumentNumber number);

// What people said of the rules, in the workspace in `folder`.
VerdictLog VerdictsIn(const std::filesystem::path& folder);
// The precision of the rules of `lexicon` by those verdicts, by id. Throws Failure if they cannot
// be read.
std::map<std::string, monitor::RulePrecision> PrecisionIn(const std::filesystem::path& folder,
                                                          const classify::Lexicon& lexicon);

}  // namespace app
