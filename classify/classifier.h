// Tags a document with spheres, schemes, offences, bodies and regions, and judges whether it tells
// of corruption.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "classify/lexicon.h"
#include "core/expected.h"
#include "core/normalized_text.h"
#include "core/tag.h"
#include "core/time.h"
#include "nlp/analyzer.h"

namespace classify {

// One document as the classifier reads it. The views live during the call only.
struct Input {
  std::string_view kind;          // article, appeal, comment, sentence
  std::optional<core::Day> date;  // resolves bodies; today's registry if absent
  std::string_view title, text;   // the original fields
  const core::NormalizedText& title_analysis;
  const core::NormalizedText& text_analysis;
};

// A compiled lexicon. Immutable and thread-safe; each thread brings its own Scratch.
class Classifier {
 public:
  class Scratch {
   public:
    explicit Scratch(const Classifier& classifier);
    ~Scratch();
    Scratch(Scratch&&) noexcept;
    Scratch& operator=(Scratch&&) noexcept;

   private:
    friend class Classifier;
    struct Impl;
    std::unique_ptr<Impl> impl_;
  };

  struct Options {
    std::filesystem::path cache_folder;  // of compiled databases, keyed by content; empty: no cache
    // Of classify::ActModel; those of the program if absent.
    std::optional<std::string> act_weights = std::nullopt;
  };

  // Compiles `lexicon`; its words pass through `analyzer`, as texts do. Every wrong rule gives one
  // error with its place.
  static core::Expected<std::unique_ptr<Classifier>, std::vector<core::Error>> Compile(
      Lexicon lexicon, const nlp::Analyzer& analyzer, const Options& options);
  ~Classifier();

  core::Classification Classify(const Input& input, Scratch& scratch) const;

  // A match of a rule. Views and pointers live as long as the Classifier.
  struct RuleMatch {
    std::string_view rule;  // its id
    const Pattern* pattern = nullptr;
    core::Field field = core::Field::kText;
    std::uint32_t begin = 0, end = 0;              // bytes of the field
    std::uint32_t first_token = 0, end_token = 0;  // of the field's analysis, half-open
    bool covered = false;                          // by a look-alike: doesn't count
    const Guard* stopped_by = nullptr;             // the first guard that does: doesn't count
  };
  // What the learned layer weighs of each sentence, the title's first: "sign act_stated".
  struct SentenceFeatures {
    core::Field field = core::Field::kText;
    std::uint32_t begin = 0, end = 0;  // bytes of the field
    std::uint32_t signs = 0;           // bits of classify::Sign
    std::vector<std::string> features;
  };
  std::vector<SentenceFeatures> Features(const Input& input, Scratch& scratch) const;

  // Every match of every rule, in order of place: what the verdict of Classify rests on, and what
  // guards stopped.
  std::vector<RuleMatch> Explain(const Input& input, Scratch& scratch) const;

  const Lexicon& lexicon() const;

 private:
  struct Impl;
  explicit Classifier(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace classify
