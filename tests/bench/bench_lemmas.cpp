// The speed of lemmas beside that of Snowball's stems on the same words, in MB/s of norms by CPU
// time: of running text, and of each different word once, which no cache helps.
// usage: bench_lemmas FILE [ROUNDS], with Russian texts in lines {"text": ...}.
#include <libstemmer.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "nlp/analyzer.h"
#include "nlp/lemmatizer.h"
#include "tests/bench/cpu_seconds.h"

namespace {

using bench::CpuSeconds;

std::vector<std::string> NormsOf(const char* path) {
  const nlp::Analyzer analyzer;
  nlp::Analyzer::Scratch scratch;
  core::NormalizedText analyzed;
  std::vector<std::string> norms;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const std::string text = nlohmann::json::parse(line).at("text");
    analyzer.AnalyzeAs(text, core::Language::kRu, scratch, analyzed);
    for (const core::Token& token : analyzed.tokens) {
      if ((token.traits & core::kWord) != 0) norms.emplace_back(analyzed.norm(token));
    }
  }
  return norms;
}

// MB/s of `words`, each given to `visit` `rounds` times.
template <typename Visit>
double Speed(const std::vector<std::string>& words, int rounds, Visit visit) {
  std::size_t bytes = 0;
  const double start = CpuSeconds();
  for (int round = 0; round < rounds; ++round) {
    for (const std::string& word : words) {
      visit(word);
      bytes += word.size() + 1;  // and the space behind it
    }
  }
  return static_cast<double>(bytes) / 1e6 / (CpuSeconds() - start);
}

void Compare(std::string_view name, const std::vector<std::string>& words, int rounds,
             sb_stemmer* stemmer) {
  nlp::Lemmatizer lemmatizer;
  std::size_t kept = lemmatizer.Lemma("слово", false, core::Language::kRu).size();
  const double lemmas = Speed(words, rounds, [&](const std::string& word) {
    kept += lemmatizer.Lemma(word, false, core::Language::kRu).size();
  });
  const double stems = Speed(words, rounds, [&](const std::string& word) {
    sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(word.data()),
                    static_cast<int>(word.size()));
    kept += static_cast<std::size_t>(sb_stemmer_length(stemmer));
  });
  std::cout << name << ": " << words.size() << " words, lemmas " << lemmas << " MB/s, Snowball "
            << stems << " MB/s, ratio " << lemmas / stems << " (" << kept << ")\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: bench_lemmas FILE [ROUNDS]\n";
    return 2;
  }
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 20;
  sb_stemmer* stemmer = sb_stemmer_new("russian", "UTF_8");
  const std::vector<std::string> norms = NormsOf(argv[1]);
  const std::set<std::string> different(norms.begin(), norms.end());
  Compare("running text", norms, rounds, stemmer);
  Compare("each word once", {different.begin(), different.end()}, 1, stemmer);
  sb_stemmer_delete(stemmer);
  return 0;
}
