// Tags a document with spheres, schemes, offences, bodies and regions, and judges whether it tells
// of corruption.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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

// Changes when the same lexicon and weights may say something else of the same document.
inline constexpr std::uint32_t kClassifierVersion = 1;
// What judges a document beside its analysis and lexicon: this version and the built-in weights.
std::string JudgeVersion();

// What evidence names as its rule where no rule of the lexicon but the learned layer found it.
inline constexpr std::string_view kLearnedAct = "learned.act";
inline constexpr std::string_view kLearnedSphere = "learned.sphere";
inline constexpr std::string_view kLearnedScheme = "learned.scheme";
inline constexpr std::string_view kLearnedOffence = "learned.offence";
inline constexpr std::uint32_t kLearnedVersion = 1;

// What the learned layer adds to the verdict of the rules.
struct Weighing {
  bool by_rules = false;  // corruption, as rules alone judge
  bool learned = false;   // there is such a layer; else the rest is empty
  float log_odds = 0;     // of corruption
  // Of each thing weighed, by its name in the weights ("lemma конверт"): what it adds to log_odds.
  std::vector<std::pair<std::string, float>> weights;  // the weightiest first
  // The same of a sphere, a scheme or an offence that the layer or rules alone take.
  struct Topic {
    core::TagKind kind = core::TagKind::kSphere;
    std::string id;
    bool by_rules = false, taken = false;
    float score = 0;
    std::vector<std::pair<std::string, float>> weights;
  };
  std::vector<Topic> topics;  // that the layer knows, ordered by kind and id
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
    // Of classify::TextModel; those of the program if absent. None: rules decide alone.
    std::optional<std::string> weights = std::nullopt;
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
  // What the learned layer weighs: of the document, and of each sentence, the title's first; each
  // name once, as in the weights: "sign act_likely".
  struct SentenceFeatures {
    core::Field field = core::Field::kText;
    std::uint32_t begin = 0, end = 0;  // bytes of the field
    float strength = 0;                // by rules: how surely it states an act
    std::vector<std::string> features;
  };
  struct DocumentFeatures {
    std::vector<std::string> features;  // but those of the sentences in focus
    std::vector<SentenceFeatures> sentences;
  };
  // What it weighs of a topic that rules find, whichever it is.
  struct TopicOfRules {
    core::TagKind kind = core::TagKind::kSphere;
    std::string id;
    std::vector<std::string> features;
  };
  // What it weighs for topics: spheres, schemes, offences.
  struct TopicFeatures {
    std::vector<std::string> features;  // of the document, with its words
    std::vector<TopicOfRules> found;
  };
  DocumentFeatures Features(const Input& input, Scratch& scratch) const;

  // After the verdict of the weights that it has.
  TopicFeatures FeaturesOfTopics(const Input& input, Scratch& scratch) const;

  Weighing Weigh(const Input& input, Scratch& scratch) const;

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
