// A made-up corpus with the statistics of media texts, analysed and tagged: an open vocabulary
// (Heaps' law) of Zipf and Mandelbrot's frequencies, words that come back in a text once they
// occurred, topics with words of their own, set phrases, and reprints.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/document.h"
#include "core/normalized_text.h"
#include "core/tag.h"
#include "tests/bench/made_words.h"

namespace bench {

struct CorpusOptions {
  std::size_t documents = 30'000;  // over five years
  double reprints = 0.2;           // their share
  std::uint64_t seed = 1;
};

// As it comes out of the stages before the store.
struct MadeDocument {
  core::Document document;
  core::NormalizedText title, text;
  core::Classification classification;
};

// What a corpus consists of.
struct CorpusFacts {
  std::size_t documents = 0, reprints = 0;
  std::uint64_t bytes = 0;   // of titles and texts
  std::uint64_t tokens = 0;  // words and numbers
  DistinctWords terms;       // lemmas
};

// The same documents for the same options, in order of time. Not thread-safe.
class MadeCorpus {
 public:
  static constexpr std::uint32_t kSpheres = 43, kOutlets = 300, kBodies = 2500, kRegions = 20;

  explicit MadeCorpus(const CorpusOptions& options);

  // Overwrites `made` and keeps its memory.
  void Next(MadeDocument& made);
  const CorpusFacts& facts() const { return facts_; }

 private:
  enum class Kind : std::uint8_t { kFunction, kContent, kName, kRare, kNumber };
  struct Ref {
    std::uint32_t id;  // a rank for names and rare words, the value of a number
    Kind kind;
    std::uint8_t form;
    bool comma;  // follows
  };
  // A text as words that are not yet spelled. The first sentence is the title.
  struct Story {
    Tongue tongue = Tongue::kRussian;
    std::uint32_t outlet = 0;
    std::vector<std::uint32_t> spheres;
    std::vector<std::uint32_t> names;    // of those that it is about
    std::vector<std::uint32_t> content;  // words so far, of which each may come again
    std::vector<Ref> words;
    std::vector<std::size_t> ends;  // of sentences
    core::Classification classification;
  };
  // Content words that go together.
  struct Phrase {
    std::array<std::uint32_t, 4> ids;
    std::uint32_t size;
  };

  void Invent(Story& story);
  void Reprint(const Story& original, Story& story);
  void Classify(Story& story);
  void AddTag(Story& story, core::TagKind kind, std::uint32_t id, core::Role role);
  void AddSentence(Story& story, std::size_t words);
  // Returns how many words it added.
  std::size_t AddWords(Story& story);
  std::size_t AddContent(Story& story, std::uint32_t id, bool may_go_on);
  std::size_t AddPhrase(Story& story);
  std::uint32_t TopicWord(std::uint32_t sphere);
  std::uint32_t Number();
  Phrase MakePhrase(std::uint32_t sphere);

  void Spell(const Story& story, std::size_t first, std::size_t last, std::string& field,
             core::NormalizedText& analysis);
  void SpellSentence(const Story& story, std::size_t sentence, std::string& field,
                     core::NormalizedText& analysis);
  void AddToken(const Story& story, const Ref& ref, bool first, std::string& field,
                core::NormalizedText& analysis);
  void Describe(const Story& story, MadeDocument& made);

  CorpusOptions options_;
  Chance chance_;
  Zipf functions_, content_, topical_, phrases_, outlets_, bodies_, spheres_;
  std::vector<Lexis> lexis_;                             // by tongue
  std::vector<Phrase> general_phrases_, topic_phrases_;  // the latter by sphere
  std::vector<Story> recent_;                            // a ring of originals
  std::size_t originals_ = 0;
  Story story_;
  Spelling spelling_;
  CorpusFacts facts_;
};

}  // namespace bench
