// The speed of the Analyzer on one thread beside a loop of ICU and Snowball that does less, and of
// each of its steps, all by CPU time, the best of several rounds. usage: bench_analyzer FILE
// [ROUNDS], with the texts in lines {"text": ...}.
#include <libstemmer.h>
#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "nlp/analyzer.h"
#include "nlp/hash.h"
#include "nlp/language.h"
#include "nlp/lemmatizer.h"
#include "nlp/sentences.h"
#include "nlp/streams.h"
#include "nlp/tokenizer.h"
#include "tests/bench/cpu_seconds.h"

namespace {

using bench::CpuSeconds;

using Texts = std::vector<std::string>;

// Keeps results from being optimised away.
volatile std::size_t kept;

// Sentences and words by ICU, lower case by ICU, stems by Snowball.
class Peer {
 public:
  Peer() {
    UErrorCode status = U_ZERO_ERROR;
    sentences_.reset(icu::BreakIterator::createSentenceInstance(icu::Locale("ru"), status));
    words_.reset(icu::BreakIterator::createWordInstance(icu::Locale("ru"), status));
    russian_ = sb_stemmer_new("russian", "UTF_8");
    english_ = sb_stemmer_new("english", "UTF_8");
  }
  ~Peer() {
    sb_stemmer_delete(russian_);
    sb_stemmer_delete(english_);
  }
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  void Run(const std::string& text) {
    const auto units = icu::UnicodeString::fromUTF8(text);
    std::size_t count = 0;
    sentences_->setText(units);
    while (sentences_->next() != icu::BreakIterator::DONE) ++count;
    words_->setText(units);
    for (std::int32_t begin = words_->first(), end = words_->next();
         end != icu::BreakIterator::DONE; begin = end, end = words_->next()) {
      if (words_->getRuleStatus() == UBRK_WORD_NONE) continue;
      word_.clear();
      units.tempSubStringBetween(begin, end).toLower().toUTF8String(word_);
      sb_stemmer* const stemmer = static_cast<unsigned char>(word_[0]) < 0x80 ? english_ : russian_;
      sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(word_.data()),
                      static_cast<int>(word_.size()));
      count += static_cast<std::size_t>(sb_stemmer_length(stemmer));
    }
    kept = count;
  }

 private:
  std::unique_ptr<icu::BreakIterator> sentences_, words_;
  sb_stemmer* russian_;
  sb_stemmer* english_;
  std::string word_;
};

// The Analyzer's steps one after the other, each with the time it took.
class Steps {
 public:
  static constexpr std::array kNames = {"tokenize", "sentences", "language", "lemmas", "streams"};
  using Seconds = std::array<double, kNames.size()>;

  // By the clock on the wall, which is quick to read; the best of many rounds is a round in which
  // no other process came between.
  Seconds Run(const std::string& text) {
    Seconds seconds{};
    std::size_t step = 0;
    auto begin = std::chrono::steady_clock::now();
    const auto done = [&] {
      const auto end = std::chrono::steady_clock::now();
      seconds[step++] = std::chrono::duration<double>(end - begin).count();
      begin = end;
    };
    out_.Clear();
    notes_.clear();
    tokenizer_.Tokenize(text, out_.words, out_.tokens, notes_);
    done();
    nlp::SplitSentences(out_.words, out_.tokens, notes_, ends_);
    done();
    SetLanguages();
    done();
    SetLemmas();
    done();
    nlp::WriteStreams(out_);
    done();
    return seconds;
  }

 private:
  void SetLanguages() {
    std::uint32_t first = 0;
    core::Language around = core::Language::kUnknown;
    for (const std::uint32_t end : ends_) {
      const std::size_t size = end - first;
      const auto evidence =
          detector_.Weigh(out_.words, std::span(out_.tokens).subspan(first, size),
                          std::span(notes_).subspan(first, size), around, weights_);
      around = nlp::LanguageDetector::Leader(evidence);
      core::Sentence sentence;
      sentence.first_token = first;
      sentence.end_token = end;
      sentence.language = detector_.Decide(evidence, core::Language::kUnknown).language;
      out_.sentences.push_back(sentence);
      first = end;
    }
  }

  void SetLemmas() {
    for (const core::Sentence& sentence : out_.sentences) {
      for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
        const core::Token& token = out_.tokens[i];
        if ((token.traits & core::kWord) == 0) continue;
        lemma_bytes_ +=
            lemmatizer_.Lemma(out_.norm(token), notes_[i].scripts == nlp::kLatin, sentence.language)
                .size();
      }
    }
  }

  core::NormalizedText out_;
  std::vector<nlp::TokenNote> notes_;
  std::vector<std::uint32_t> ends_;
  std::size_t lemma_bytes_ = 0;  // so that no lemma is left out
  nlp::Tokenizer tokenizer_;
  nlp::LanguageDetector detector_;
  nlp::WeightCache weights_;
  nlp::Lemmatizer lemmatizer_;
};

template <typename Work>
double BestSeconds(const Texts& texts, int rounds, Work work) {
  double best = 1e9;
  for (int round = 0; round < rounds; ++round) {
    const double begin = CpuSeconds();
    for (const std::string& text : texts) work(text);
    best = std::min(best, CpuSeconds() - begin);
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench_analyzer FILE [ROUNDS]\n");
    return 2;
  }
  std::ifstream file(argv[1]);
  Texts texts;
  double megabytes = 0;
  for (std::string line; std::getline(file, line);) {
    texts.push_back(nlohmann::json::parse(line).at("text"));
    megabytes += static_cast<double>(texts.back().size()) / 1e6;
  }
  const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 10;

  const nlp::Analyzer analyzer;
  nlp::Analyzer::Scratch scratch;
  core::NormalizedText out;
  const double ours = BestSeconds(texts, rounds, [&](const std::string& text) {
    analyzer.Analyze(text, core::Language::kUnknown, scratch, out);
    kept = out.tokens.size();
  });
  Peer peer;
  const double theirs =
      BestSeconds(texts, rounds, [&](const std::string& text) { peer.Run(text); });
  std::printf("%zu texts, %.2f MB, best of %d rounds, MB/s\n", texts.size(), megabytes, rounds);
  std::printf("%-34s %8.1f\n", "Analyzer", megabytes / ours);
  std::printf("%-34s %8.1f\n", "ICU sentences, words; Snowball", megabytes / theirs);
  std::printf("%-34s %8.2f\n", "ratio", theirs / ours);

  Steps steps;
  std::vector<Steps::Seconds> best(texts.size());
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const Steps::Seconds seconds = steps.Run(texts[i]);
      for (std::size_t step = 0; step < seconds.size(); ++step) {
        if (round == 0 || seconds[step] < best[i][step]) best[i][step] = seconds[step];
      }
    }
  }
  for (std::size_t step = 0; step < Steps::kNames.size(); ++step) {
    double seconds = 0;
    for (const Steps::Seconds& of_text : best) seconds += of_text[step];
    std::printf("  %-32s %8.1f\n", Steps::kNames[step], megabytes / seconds);
  }
  return 0;
}
