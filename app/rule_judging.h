// One rule of a workspace and what people say of it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/colours.h"
#include "app/rule_sample.h"
#include "app/workspace.h"
#include "monitor/rule_precision.h"

namespace app {

// Not thread-safe. Throws Failure where the workspace cannot be read.
class RuleJudging {
 public:
  // `language`: of what is shown; empty: that of the workspace. Throws Failure if no rule has the
  // id.
  RuleJudging(const Global& global, const std::string& rule, const std::string& language);

  const classify::Rule& rule() const { return *rule_; }
  core::Language language() const { return language_; }

  std::vector<FiredDocument> Sample(std::uint64_t seed, bool quiet) const;
  // The last verdict on a document with that text, of this version of the rule; null if there is
  // none.
  const monitor::RuleVerdict* VerdictOn(const std::string& text_sha256) const;
  // A document for a person: number, day, source, title, the sentences with the matches, and what
  // was said of it.
  std::string ToText(store::DocumentNumber number, Colours colours) const;
  nlohmann::ordered_json ToJson(store::DocumentNumber number) const;

  // Keeps a verdict; on return it survives a power loss. Personal data in the note is masked.
  // Throws Failure if the rule does not fire on the document, or the verdict cannot be kept.
  monitor::RuleVerdict Judge(store::DocumentNumber number, monitor::Verdict verdict,
                             const std::string& who, const std::string& note);

 private:
  // Throws Failure if there is no such document.
  void Visit(store::DocumentNumber number,
             const std::function<void(const ScannedDocument&)>& visit) const;

  const Workspace workspace_;
  const classify::Lexicon lexicon_;
  const classify::Rule* rule_;
  const std::unique_ptr<classify::Classifier> classifier_;
  const core::Language language_;
  std::map<std::string, monitor::RuleVerdict> verdicts_;  // the last by text
};

// "верно", ...
std::string_view VerdictInWords(monitor::Verdict verdict, core::Language language);

}  // namespace app
