// What rules cost: RULES patterns made of the words of the texts are compiled, loaded from the
// cache and matched on one thread in texts that were analysed before; beside them bare Hyperscan on
// the same streams, which only names candidates, and RE2::Set with the same patterns, which only
// says whether each occurs. By CPU time. usage: bench_rules FILE [RULES] [ROUNDS], with the texts
// in lines {"text": ...}.
#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "classify/lexicon.h"
#include "classify/matcher.h"
#include "classify/token_view.h"
#include "nlp/analyzer.h"
#include "nlp/utf8.h"
#include "tests/bench/cpu_seconds.h"

namespace {

using bench::CpuSeconds;

namespace fs = std::filesystem;

constexpr std::size_t kLanguages = classify::kPatternLanguages.size();
// Words more frequent than these ranks begin no rule: nobody writes rules for "and".
constexpr std::size_t kFirstRank = 300, kFirstRankAlone = 1000;

double WallSeconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct Text {
  std::string original;
  core::NormalizedText analysis, no_title;
  classify::DocumentView view;
  // For RE2: the words of each language's sentences, a space before and behind each.
  std::array<std::string, kLanguages> lemmas, forms;
};

std::vector<Text> ReadTexts(const char* path, double& megabytes) {
  const nlp::Analyzer analyzer;
  nlp::Analyzer::Scratch scratch;
  std::vector<Text> texts;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    texts.emplace_back().original = nlohmann::json::parse(line).at("text");
  }
  for (Text& text : texts) {  // no text moves any more
    megabytes += static_cast<double>(text.original.size()) / 1e6;
    analyzer.Analyze(text.original, core::Language::kUnknown, scratch, text.analysis);
    text.view.title.Fill({}, text.no_title);
    text.view.text.Fill(text.original, text.analysis);
    text.lemmas.fill(" ");
    text.forms.fill(" ");
    for (const core::Sentence& sentence : text.analysis.sentences) {
      const int set = classify::PatternLanguage(sentence.language, text.analysis.language);
      if (set < 0) continue;
      for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
        const core::Token& token = text.analysis.tokens[i];
        if ((token.traits & core::kPunctuation) != 0) continue;
        const auto at = static_cast<std::size_t>(set);
        text.lemmas[at].append(text.analysis.lemma(token)) += ' ';
        text.forms[at].append(text.analysis.norm(token)) += ' ';
      }
    }
  }
  return texts;
}

// Words of letters, the most frequent first.
std::vector<std::string> Vocabulary(const std::vector<Text>& texts, std::size_t set,
                                    std::array<std::string, kLanguages> Text::*words) {
  std::map<std::string, std::size_t, std::less<>> counts;
  for (const Text& text : texts) {
    const std::string_view all = (text.*words)[set];
    for (std::size_t begin = 1; begin < all.size();) {
      const std::size_t end = all.find(' ', begin);
      const std::string_view word = all.substr(begin, end - begin);
      const bool plain = nlp::CountCharacters(word) > 3 &&
                         word.find_first_of("0123456789-'’.,:@/*?\"()") == std::string_view::npos;
      if (plain) ++counts[std::string(word)];
      begin = end + 1;
    }
  }
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const auto& [word, count] : counts) ranked.emplace_back(count, word);
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> vocabulary;
  for (auto& [count, word] : ranked) vocabulary.push_back(std::move(word));
  return vocabulary;
}

struct Rules {
  std::vector<classify::Pattern> patterns;
  // The same for RE2, by language.
  std::array<std::vector<std::string>, kLanguages> of_lemmas, of_forms;
};

// Makes rules as people write them: two words with a gap, a rare word, a beginning of words, a
// choice, an exact form.
class RuleMaker {
 public:
  RuleMaker(const std::vector<Text>& texts, Rules& rules) : rules_(rules) {
    for (std::size_t set = 0; set < kLanguages; ++set) {
      lemmas_[set] = Vocabulary(texts, set, &Text::lemmas);
      forms_[set] = Vocabulary(texts, set, &Text::forms);
    }
  }

  void Make(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t set = i % kLanguages;
      const std::string a = Word(lemmas_[set], kFirstRank), b = Word(lemmas_[set], 0),
                        c = Word(lemmas_[set], kFirstRank);
      switch (random_() % 10) {
        case 0:
        case 1:
        case 2:
        case 3:
          Add(set, a + " ~3 " + b, " " + a + "(?: [^ ]+){0,3} " + b + " ", false);
          break;
        case 4:
        case 5: {
          const std::string alone = Word(lemmas_[set], kFirstRankAlone);
          Add(set, alone, " " + alone + " ", false);
          break;
        }
        case 6: {
          const std::string form = Word(forms_[set], kFirstRankAlone);
          const std::string beginning = form.substr(0, BytesOf(form, 5));
          Add(set, beginning + "*", " " + beginning + "[^ ]* ", true);
          break;
        }
        case 7:
        case 8:
          Add(set, "(" + a + " | " + c + ") ~4 " + b,
              " (?:" + a + "|" + c + ")(?: [^ ]+){0,4} " + b + " ", false);
          break;
        default: {
          const std::string form = Word(forms_[set], kFirstRankAlone);
          Add(set, "\"" + form + "\"", " " + form + " ", true);
          break;
        }
      }
    }
  }

 private:
  static std::size_t BytesOf(const std::string& word, std::size_t characters) {
    std::size_t at = 0;
    while (characters-- > 0 && at < word.size()) at += nlp::DecodeAt(word, at).size;
    return at;
  }

  // Frequent words more often than rare ones, as in rules.
  const std::string& Word(const std::vector<std::string>& words, std::size_t first) {
    const std::size_t from = std::min(first, words.size() / 2);
    const double share = std::uniform_real_distribution<double>(0, 1)(random_);
    const auto rank =
        static_cast<std::size_t>(share * share * static_cast<double>(words.size() - from));
    return words[std::min(from + rank, words.size() - 1)];
  }

  void Add(std::size_t set, const std::string& pattern, const std::string& expression, bool forms) {
    const int line = static_cast<int>(rules_.patterns.size()) + 1;
    rules_.patterns.push_back({classify::kPatternLanguages[set], pattern, {"rules", line, 1}});
    (forms ? rules_.of_forms : rules_.of_lemmas)[set].push_back(expression);
  }

  Rules& rules_;
  std::array<std::vector<std::string>, kLanguages> lemmas_, forms_;
  std::mt19937_64 random_{20240229};
};

std::unique_ptr<RE2::Set> MakeSet(const std::vector<std::string>& expressions) {
  RE2::Options options;
  options.set_max_mem(std::int64_t{4} << 30);
  options.set_log_errors(false);
  auto set = std::make_unique<RE2::Set>(options, RE2::UNANCHORED);
  for (const std::string& expression : expressions) set->Add(expression, nullptr);
  return set->Compile() ? std::move(set) : nullptr;
}

// The best of some rounds, in MB/s of the originals.
template <typename Work>
double Speed(const std::vector<Text>& texts, double megabytes, int rounds, Work work) {
  double best = 1e9;
  for (int round = 0; round < rounds; ++round) {
    const double begin = CpuSeconds();
    for (const Text& text : texts) work(text);
    best = std::min(best, CpuSeconds() - begin);
  }
  return megabytes / best;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench_rules FILE [RULES] [ROUNDS]\n");
    return 2;
  }
  const std::size_t count = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 3000;
  const int rounds = argc > 3 ? std::max(1, std::atoi(argv[3])) : 10;
  double megabytes = 0;
  const std::vector<Text> texts = ReadTexts(argv[1], megabytes);
  Rules rules;
  RuleMaker(texts, rules).Make(count);
  std::printf("%zu texts, %.2f MB, %zu rules\n", texts.size(), megabytes, rules.patterns.size());

  const nlp::Analyzer analyzer;
  const fs::path cache = fs::temp_directory_path() / "sholu-bench-rules";
  fs::remove_all(cache);
  const auto compile = [&] {
    const double begin = WallSeconds();
    const std::vector<classify::PatternGroup> groups = {{rules.patterns}};
    auto matcher = classify::Matcher::Compile(groups, {}, analyzer, cache);
    if (!matcher) {
      for (const core::Error& error : matcher.error())
        std::fprintf(stderr, "%s\n", error.message.c_str());
      std::exit(1);
    }
    return std::pair{WallSeconds() - begin, std::move(*matcher)};
  };
  std::printf("%-44s %8.2f s on %u cores\n", "compiled in", compile().first,
              std::thread::hardware_concurrency());
  const auto [seconds, matcher] = compile();
  std::printf("%-44s %8.1f ms\n", "loaded from the cache in", seconds * 1e3);
  fs::remove_all(cache);

  classify::Matcher::Scratch scratch = matcher.MakeScratch();
  std::vector<classify::Match> matches;
  std::size_t found = 0;
  for (const Text& text : texts) {
    matches.clear();
    matcher.Run(text.view, scratch, matches);
    found += matches.size();
  }
  std::printf("%-44s %8zu\n", "matches", found);
  const double ours = Speed(texts, megabytes, rounds, [&](const Text& text) {
    matches.clear();
    matcher.Run(text.view, scratch, matches);
  });
  std::printf("%-44s %8.1f MB/s\n", "matched", ours);
  const double bare = Speed(texts, megabytes, rounds,
                            [&](const Text& text) { matcher.CountNeedles(text.view, scratch); });
  std::printf("%-44s %8.1f MB/s, ours %.2f of it\n", "Hyperscan alone", bare, ours / bare);

  std::array<std::unique_ptr<RE2::Set>, kLanguages> of_lemmas, of_forms;
  for (std::size_t set = 0; set < kLanguages; ++set) {
    of_lemmas[set] = MakeSet(rules.of_lemmas[set]);
    of_forms[set] = MakeSet(rules.of_forms[set]);
    if (!of_lemmas[set] || !of_forms[set]) {
      std::printf("RE2::Set: out of memory for %zu rules\n", rules.patterns.size());
      return 0;
    }
  }
  std::vector<int> which;
  bool failed = false;
  const double theirs = Speed(texts, megabytes, std::min(rounds, 2), [&](const Text& text) {
    for (std::size_t set = 0; set < kLanguages; ++set) {
      RE2::Set::ErrorInfo error{};
      if (!of_lemmas[set]->Match(text.lemmas[set], &which, &error)) {
        failed = failed || error.kind == RE2::Set::kOutOfMemory;
      }
      if (!of_forms[set]->Match(text.forms[set], &which, &error)) {
        failed = failed || error.kind == RE2::Set::kOutOfMemory;
      }
    }
  });
  std::printf("%-44s %8.1f MB/s%s, ours %.1f times that\n", "RE2::Set", theirs,
              failed ? " (out of memory in some texts)" : "", ours / theirs);
  return 0;
}
