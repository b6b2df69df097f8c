// The product finds exactly what a slow, obvious matcher finds, in generated rules and texts of
// three languages. A seed as argument (behind "--") draws other ones.
#include <fmt/format.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "classify/matcher.h"
#include "tests/support/reference_matcher.h"

namespace {

using classify::Conditions;
using classify::Guard;
using classify::Pattern;
using classify::Scope;
using core::Language;

constexpr int kBatches = 500;
constexpr int kRules = 20;              // of a batch
constexpr std::size_t kShortText = 26;  // tokens
constexpr int kTexts = 10;              // of a batch, each read with every rule

// Words of a language that texts have in these forms, and how rules write them.
struct Vocabulary {
  Language language;
  std::vector<std::string> forms, words, lists;
};

const std::vector<Vocabulary>& Vocabularies() {
  static const std::vector<Vocabulary> all = {
      {Language::kRu,
       {"взятка", "взятку",    "Взятки",     "деньги", "денег",        "дать", "дал",
        "дала",   "инспектор", "Инспектору", "ещё",    "10",           "200",  "3-й",
        "ЧСИ",    "чси",       "ЧСИ-да",     "ЧСИ",    "Пресс/центра", "и"},
       {"взятка", "деньги", "дать", "инспектор", "\"взятку\"", "\"дал\"", "\"взятку дал\"", "взят*",
        "инспект*", "ден*", "ЧСИ", "Инспектор", "Взят*", "ещё", "пресс/центр", "\"пресс/центра\"",
        "Пресс/цен*"},
       {"money"}},
      {Language::kKk,
       {"пара", "параны", "Парамен", "ақша", "ақшаны", "төледі", "ұрлады", "төлеу", "инспектор",
        "инспекторға", "10", "500", "ЧСИ", "ЧСИ-дан", "ҰҚК", "ҰҚКда", "және"},
       {"пара", "ақша", "төлеу", "ұрлау", "\"параны\"", "\"төледі\"", "пар*", "ақш*", "ЧСИ", "ҰҚК",
        "инспектор", "\"ақшаны төледі\""},
       {"money"}},
      {Language::kEn,
       {"bribe", "bribes", "Bribe", "money", "took", "take", "taken", "officer", "officers", "MVD",
        "mvd", "10", "200", "and", "2024"},
       {"bribe", "money", "take", "officer", "\"took\"", "\"bribes\"", "brib*", "offic*", "MVD",
        "Bribe", "\"took money\""},
       {"money"}}};
  return all;
}

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  std::size_t Below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }
  bool Chance(int percent) { return Below(100) < static_cast<std::size_t>(percent); }
  template <typename T>
  const T& One(const std::vector<T>& of) {
    return of[Below(of.size())];
  }

  std::string Item(const Vocabulary& words, int depth, bool required) {
    const std::size_t kind = Below(100);
    std::string item;
    if (kind < 12 && depth < 2) {
      item = fmt::format("({}", Sequence(words, depth + 1, true));
      for (std::size_t n = 1 + Below(2); n > 0; --n)
        item += " | " + Sequence(words, depth + 1, true);
      item += ")";
    } else if (kind < 22) {
      item = fmt::format("<{}>", One(words.lists));
    } else if (kind < 28 && !required) {
      item = "#";
    } else {
      item = One(words.words);
    }
    return !required && Chance(30) ? item + "?" : item;
  }

  // `anchored`: one of its items must be there and be a word.
  std::string Sequence(const Vocabulary& words, int depth, bool anchored) {
    const std::size_t count = 1 + (Chance(45) ? 1 + Below(2) : 0);
    const std::size_t required = Below(count);
    std::string sequence;
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) sequence += Chance(50) ? fmt::format(" ~{} ", 1 + Below(3)) : " ";
      sequence += Item(words, depth, anchored && i == required);
    }
    return sequence;
  }

  Pattern MakePattern(const Vocabulary& words, bool parts) {
    Pattern pattern;
    pattern.language = words.language;
    pattern.text = Sequence(words, 0, true);
    if (parts && Chance(35)) {
      for (std::size_t n = 1 + Below(2); n > 0; --n) {
        pattern.text += " & " + Sequence(words, 0, true);
      }
    }
    return pattern;
  }

  Pattern MakeRegex(const Vocabulary& words) {
    static const std::map<Language, std::vector<std::string>> kAll = {
        {Language::kRu,
         {"взятк[аиу]", "взят.{1,3}( дала?)?", "(дал|дала) (взятку|денег)", "\\d{2,3} ден.{2,3}",
          "(ещё )?взятку", "чси(-да)?", "инспектор(у)?( \\d{1,3}){0,2}"}},
        {Language::kKk,
         {"пара(ны|мен)?", "ақша.{0,2} (төледі|ұрлады)", "(пара|ақша){1,2}", "ұқк(да)?",
          "\\d{2,3}( ақшаны)? төледі"}},
        {Language::kEn,
         {"bribes?", "(took|take) (money|bribe)", "officer.{0,2}( \\d{2,4}){1,2}",
          "t[ao]{1,2}ke?n?"}}};
    Pattern pattern;
    pattern.language = words.language;
    pattern.text = One(kAll.at(words.language));
    pattern.regex = true;
    return pattern;
  }

  Scope AnyScope() { return static_cast<Scope>(Below(3)); }

  struct Rule {
    std::vector<Pattern> patterns;
    Conditions conditions;
  };

  Rule MakeRule() {
    Rule rule;
    for (const Vocabulary& words : Vocabularies()) {
      if (!rule.patterns.empty() && Chance(20)) continue;
      rule.patterns.push_back(Chance(12) ? MakeRegex(words) : MakePattern(words, true));
    }
    if (Chance(20)) {  // of numbers and abbreviations, in sentences of every language
      rule.patterns.push_back({Language::kUnknown, Chance(50) ? "ЧСИ ~2 #?" : "ЧСИ & #", {}});
    }
    if (Chance(15)) {
      rule.conditions.field = Chance(50) ? core::Field::kTitle : core::Field::kText;
    }
    if (Chance(40)) rule.conditions.same = AnyScope();
    rule.conditions.in_order = Chance(40);
    for (std::size_t n = Chance(50) ? 1 + Below(2) : 0; n > 0; --n) {
      rule.conditions.guards.push_back(MakeGuard());
    }
    return rule;
  }

  Guard MakeGuard() {
    Guard guard;
    guard.forbid = Chance(50);
    guard.side = static_cast<Guard::Side>(Below(3));
    if (Chance(50)) guard.tokens = static_cast<std::uint32_t>(1 + Below(8));
    guard.scope = AnyScope();
    for (const Vocabulary& words : Vocabularies()) {
      guard.patterns.push_back(MakePattern(words, false));
    }
    if (Chance(20)) guard.patterns.push_back({Language::kUnknown, "#", {}});
    return guard;
  }

  std::string Text(const Vocabulary& words, std::size_t count) {
    std::string text;
    // Long sentences try the distance between parts.
    const std::size_t stops = count > kShortText ? 2 : 14;
    for (std::size_t i = 0; i < count; ++i) {
      text += Chance(90) ? One(words.forms) : One(One(Vocabularies()).forms);
      const std::size_t end = Below(100);
      text += end < stops / 3 ? ".\n" : end < stops ? ". " : end < 20 ? ", " : " ";
    }
    return text;
  }

 private:
  std::mt19937_64 random_;
};

const nlp::Analyzer& Analyzer() {
  static const nlp::Analyzer analyzer;
  return analyzer;
}

// A generated field, analysed; a few sentences are said to be of another language.
struct Field {
  std::string text;
  core::NormalizedText analysis;

  Field(Generator& make, std::size_t count) {
    const Vocabulary& words = make.One(Vocabularies());
    text = make.Text(words, count);
    static nlp::Analyzer::Scratch scratch;
    Analyzer().AnalyzeAs(text, words.language, scratch, analysis);
    for (core::Sentence& sentence : analysis.sentences) {
      if (!make.Chance(8)) continue;
      sentence.language = make.One(std::vector{Language::kRu, Language::kKk, Language::kEn,
                                               Language::kUk, Language::kAr, Language::kUnknown});
    }
  }
};

std::string Describe(const Generator::Rule& rule) {
  std::string text = "\nrule:";
  for (const Pattern& pattern : rule.patterns) {
    text += fmt::format(" [{}] {}", core::Code(pattern.language), pattern.text);
  }
  text += fmt::format(" same {} in_order {}", static_cast<int>(rule.conditions.same),
                      rule.conditions.in_order);
  for (const Guard& guard : rule.conditions.guards) {
    text += fmt::format("\n  {} side {} tokens {} scope {}:", guard.forbid ? "forbid" : "require",
                        static_cast<int>(guard.side), guard.tokens, static_cast<int>(guard.scope));
    for (const Pattern& pattern : guard.patterns) text += fmt::format(" {};", pattern.text);
  }
  return text;
}

std::uint64_t FirstSeed() {
  const auto& suite = boost::unit_test::framework::master_test_suite();
  return suite.argc > 1 ? std::stoull(suite.argv[1]) : 20'260'101;
}

const std::vector<classify::WordList>& Lists() {
  static const std::vector<classify::WordList> lists = {{"money",
                                                         {{Language::kRu, "деньги", {}},
                                                          {Language::kRu, "\"взятку\"", {}},
                                                          {Language::kRu, "дать ~1 ден*", {}},
                                                          {Language::kKk, "ақша", {}},
                                                          {Language::kKk, "пара төлеу?", {}},
                                                          {Language::kEn, "money", {}},
                                                          {Language::kEn, "brib*", {}},
                                                          {Language::kUnknown, "ЧСИ", {}}},
                                                         {}}};
  return lists;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(matcher_reference_test)

BOOST_AUTO_TEST_CASE(the_product_agrees_with_the_reference_on_generated_rules_and_texts) {
  std::size_t pairs = 0, with_match = 0, stopped = 0;
  for (int batch = 0; batch < kBatches; ++batch) {
    const std::uint64_t seed = FirstSeed() + static_cast<std::uint64_t>(batch);
    Generator make(seed);
    std::vector<Generator::Rule> rules;
    for (int i = 0; i < kRules; ++i) rules.push_back(make.MakeRule());
    std::vector<classify::PatternGroup> groups;
    for (const auto& rule : rules) groups.push_back({rule.patterns, &rule.conditions});
    const auto matcher = classify::Matcher::Compile(groups, Lists(), Analyzer(), {});
    if (!matcher) BOOST_FAIL("seed " << seed << ": " << matcher.error().front().message);
    auto scratch = matcher->MakeScratch();
    fixture::ReferenceMatcher reference(Analyzer(), Lists());
    for (int i = 0; i < kTexts; ++i) {
      const Field title(make, make.Below(6));
      const Field text(make, make.Chance(5) ? 3 * kShortText : 4 + make.Below(kShortText - 4));
      classify::DocumentView view;
      view.title.Fill(title.text, title.analysis);
      view.text.Fill(text.text, text.analysis);
      std::vector<classify::Match> matches;
      matcher->Run(view, scratch, matches);
      std::vector<fixture::ReferenceMatch> found;
      for (const classify::Match& match : matches) {
        found.push_back(fixture::OfProduct(match));
      }
      std::sort(found.begin(), found.end());
      const auto of_title = reference.Read(title.text, title.analysis);
      const auto of_text = reference.Read(text.text, text.analysis);
      std::size_t number = 0;
      for (const auto& rule : rules) {
        const std::size_t first = number;
        std::vector<fixture::ReferenceMatch> due, mine;
        for (const Pattern& pattern : rule.patterns) {
          reference.Run(pattern, rule.conditions, number++, of_title, of_text, due);
        }
        std::sort(due.begin(), due.end());
        std::copy_if(found.begin(), found.end(), std::back_inserter(mine), [&](const auto& match) {
          return match.pattern >= first && match.pattern < number;
        });
        ++pairs;
        with_match += due.empty() ? 0 : 1;
        stopped += std::any_of(due.begin(), due.end(),
                               [](const auto& match) { return match.stopped_by >= 0; })
                       ? 1
                       : 0;
        BOOST_REQUIRE_MESSAGE(
            mine == due, "seed " << seed << Describe(rule) << "\ntitle: " << title.text
                                 << "\ntext: " << text.text << "\nfound:" << fixture::Describe(mine)
                                 << "\ndue:" << fixture::Describe(due));
      }
    }
  }
  BOOST_TEST_MESSAGE(pairs << " pairs, " << with_match << " with a match, " << stopped
                           << " with one that a guard stopped");
  BOOST_TEST(pairs == 100'000u);
  BOOST_TEST(with_match * 5 >= pairs);
  BOOST_TEST(stopped * 50 >= pairs);
}

BOOST_AUTO_TEST_SUITE_END()
