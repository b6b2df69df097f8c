#include "nlp/analyzer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "nlp/hash.h"
#include "nlp/language.h"
#include "nlp/lemmatizer.h"
#include "nlp/letter_reader.h"
#include "nlp/sentences.h"
#include "nlp/streams.h"
#include "nlp/tokenizer.h"

namespace nlp {
namespace {

// Words whose place in the cache of lemmas is fetched before it is needed.
constexpr std::size_t kAhead = 8;

std::uint32_t Size(const std::string& bytes) {
  return static_cast<std::uint32_t>(bytes.size());
}

}  // namespace

struct Analyzer::Scratch::Impl {
  Tokenizer tokenizer;
  Lemmatizer lemmatizer;
  WeightCache weights;
  LetterReader letter_reader;
  std::vector<TokenNote> notes;
  std::vector<std::uint32_t> ends;
  std::vector<LanguageEvidence> evidence;  // per sentence
  std::vector<KazakhWriting> writings;     // per sentence
};

struct Analyzer::Impl {
  LanguageDetector detector;

  void Run(std::string_view text, core::Language language, bool known, Scratch::Impl& scratch,
           core::NormalizedText& out) const;
  void SetLanguages(core::Language hint, Scratch::Impl& scratch, core::NormalizedText& out) const;
  static void SetLemmas(Scratch::Impl& scratch, core::NormalizedText& out);
};

// Sentences first, each with its evidence; the whole text decides by the sum, and then lends its
// language to the sentences that do not decide themselves.
void Analyzer::Impl::SetLanguages(core::Language hint, Scratch::Impl& scratch,
                                  core::NormalizedText& out) const {
  LanguageEvidence whole;
  scratch.evidence.clear();
  std::uint32_t first = 0;
  core::Language around = hint;
  for (const std::uint32_t end : scratch.ends) {
    core::Sentence sentence;
    sentence.first_token = first;
    sentence.end_token = end;
    sentence.begin = out.tokens[first].begin;
    sentence.end = out.tokens[end - 1].end;
    scratch.evidence.push_back(detector.Weigh(
        out.words, std::span(out.tokens).subspan(first, end - first),
        std::span(scratch.notes).subspan(first, end - first), around, scratch.weights));
    around = LanguageDetector::Leader(scratch.evidence.back());
    whole += scratch.evidence.back();
    out.sentences.push_back(sentence);
    first = end;
  }
  LanguageVerdict verdict = detector.Decide(whole, hint);
  if (verdict.language == core::Language::kUnknown) {
    verdict = detector.Decide(detector.WeighAddresses(out.words, out.tokens, scratch.notes), hint);
  }
  out.language = verdict.language;
  out.confidence = verdict.confidence;
  out.script = whole.script();
  scratch.writings.clear();
  for (std::size_t i = 0; i < out.sentences.size(); ++i) {
    const LanguageVerdict of_sentence = detector.Decide(scratch.evidence[i], out.language);
    out.sentences[i].language = of_sentence.language;
    scratch.writings.push_back(of_sentence.writing);
  }
}

void Analyzer::Impl::SetLemmas(Scratch::Impl& scratch, core::NormalizedText& out) {
  std::array<std::pair<std::uint32_t, Lemmatizer::Prepared>, kAhead> ahead;
  std::size_t prepared = 0, done = 0;
  const auto set_next = [&] {
    const auto& [i, word] = ahead[done++ % kAhead];
    core::Token& token = out.tokens[i];
    const std::string_view norm = out.norm(token);
    const std::string_view lemma = scratch.lemmatizer.Lemma(norm, word);
    token.lemma_size = static_cast<std::uint16_t>(lemma.size());
    // Most lemmas are beginnings of their words and need no room of their own.
    if (lemma.data() == norm.data()) return;
    token.lemma_at = Size(out.words);
    out.words.append(lemma);
  };
  for (const core::Sentence& sentence : out.sentences) {
    for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
      const core::Token& token = out.tokens[i];
      if ((token.traits & core::kWord) == 0) continue;
      if (prepared - done == kAhead) set_next();
      const bool is_latin = scratch.notes[i].scripts == kLatin;
      ahead[prepared++ % kAhead] = {
          i, scratch.lemmatizer.Prepare(out.norm(token), is_latin, sentence.language)};
    }
  }
  while (done < prepared) set_next();
}

Analyzer::Scratch::Scratch() : impl_(std::make_unique<Impl>()) {}
Analyzer::Scratch::~Scratch() = default;
Analyzer::Scratch::Scratch(Scratch&&) noexcept = default;
Analyzer::Scratch& Analyzer::Scratch::operator=(Scratch&&) noexcept = default;

Analyzer::Analyzer() : impl_(std::make_unique<const Impl>()) {}
Analyzer::~Analyzer() = default;

void Analyzer::Impl::Run(std::string_view text, core::Language language, bool known,
                         Scratch::Impl& scratch, core::NormalizedText& out) const {
  out.Clear();
  out.nlp_version = kNlpVersion;
  scratch.notes.clear();
  scratch.tokenizer.Tokenize(text.substr(0, kMaxTextBytes), out.words, out.tokens, scratch.notes);
  SplitSentences(out.words, out.tokens, scratch.notes, scratch.ends);
  SetLanguages(language, scratch, out);
  if (known) {
    out.language = language;
    for (core::Sentence& sentence : out.sentences) sentence.language = language;
  } else {
    scratch.letter_reader.Read(text, scratch.writings, scratch.notes, out);
  }
  SetLemmas(scratch, out);
  WriteStreams(out);
}

void Analyzer::Analyze(std::string_view text, core::Language hint, Scratch& scratch,
                       core::NormalizedText& out) const {
  impl_->Run(text, hint, false, *scratch.impl_, out);
}

void Analyzer::AnalyzeAs(std::string_view text, core::Language language, Scratch& scratch,
                         core::NormalizedText& out) const {
  impl_->Run(text, language, true, *scratch.impl_, out);
}

}  // namespace nlp
