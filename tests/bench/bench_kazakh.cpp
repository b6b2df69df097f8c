// The speed of Kazakh lemmas on running text, by CPU time: through the lemmatizer with its cache,
// without it, and beside peers on the same words: hunspell's stem() with Debian's hunspell-kk, and
// Snowball's Turkish stemmer, which knows neither Kazakh nor any word.
// usage: bench_kazakh FILE [ROUNDS], with the texts in lines {"text": ...}.
#include <libstemmer.h>

#include <cstdlib>
#include <fstream>
#include <hunspell/hunspell.hxx>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "nlp/analyzer.h"
#include "nlp/kazakh_lemmas.h"
#include "nlp/lemmatizer.h"
#include "tests/bench/cpu_seconds.h"

namespace {

using bench::CpuSeconds;

// Calls `lemmatize` with every word, `rounds` times, and returns MB/s of the words.
template <typename Lemmatize>
double Measure(const char* name, const std::vector<std::string>& words, int rounds,
               Lemmatize lemmatize) {
  std::size_t bytes = 0, checksum = 0;
  const double start = CpuSeconds();
  for (int round = 0; round < rounds; ++round) {
    for (const std::string& word : words) {
      bytes += word.size() + 1;  // and what parts it from the next
      checksum += lemmatize(word);
    }
  }
  const double rate = static_cast<double>(bytes) / 1e6 / (CpuSeconds() - start);
  std::cout << name << ": " << rate << " MB/s (" << checksum << ")\n";
  return rate;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: bench_kazakh FILE [ROUNDS]\n";
    return 2;
  }
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 50;
  std::ifstream file(argv[1]);
  const nlp::Analyzer analyzer;
  nlp::Analyzer::Scratch scratch;
  core::NormalizedText analyzed;
  std::vector<std::string> words;
  for (std::string line; std::getline(file, line);) {
    const std::string text = nlohmann::json::parse(line).at("text");
    analyzer.AnalyzeAs(text, core::Language::kKk, scratch, analyzed);
    for (const core::Token& token : analyzed.tokens) {
      const std::string_view norm = analyzed.norm(token);
      if ((token.traits & core::kWord) != 0) words.emplace_back(norm);
    }
  }
  std::cout << words.size() << " words\n";
  nlp::Lemmatizer lemmatizer;
  Measure("with the cache, first pass", words, 1, [&](const std::string& word) {
    return lemmatizer.Lemma(word, false, core::Language::kKk).size();
  });
  const double cached =
      Measure("with the cache, further passes", words, rounds, [&](const std::string& word) {
        return lemmatizer.Lemma(word, false, core::Language::kKk).size();
      });
  std::string lemma;
  const double bare = Measure("without the cache", words, rounds, [&](const std::string& word) {
    nlp::LemmatizeKazakh(word, lemma);
    return lemma.size();
  });
  Hunspell hunspell("/usr/share/hunspell/kk_KZ.aff", "/usr/share/hunspell/kk_KZ.dic");
  const double peer = Measure("hunspell", words, 1,
                              [&](const std::string& word) { return hunspell.stem(word).size(); });
  sb_stemmer* turkish = sb_stemmer_new("turkish", "UTF_8");
  const double snowball = Measure("Snowball Turkish", words, rounds, [&](const std::string& word) {
    sb_stemmer_stem(turkish, reinterpret_cast<const sb_symbol*>(word.data()),
                    static_cast<int>(word.size()));
    return static_cast<std::size_t>(sb_stemmer_length(turkish));
  });
  sb_stemmer_delete(turkish);
  std::cout << "with the cache / hunspell: " << cached / peer
            << ", without it / hunspell: " << bare / peer
            << ", with the cache / Snowball Turkish: " << cached / snowball << "\n";
  return 0;
}
