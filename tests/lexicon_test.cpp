// The built-in lexicon: it compiles, and every rule matches its examples and no counter-example.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <thread>

#include "classify/classifier.h"
#include "classify/rule_check.h"
#include "config/lexicon_loader.h"

namespace {

using classify::Classifier;

const nlp::Analyzer& Analyzer() {
  static const nlp::Analyzer analyzer;
  return analyzer;
}

const Classifier& BuiltIn() {
  static const auto classifier = [] {
    auto compiled = Classifier::Compile(config::BuiltInLexicon(), Analyzer(), {});
    if (!compiled) BOOST_FAIL(compiled.error().front().message);
    return std::move(*compiled);
  }();
  return *classifier;
}

core::Classification Judge(std::string_view text, core::Language language) {
  nlp::Analyzer::Scratch analyzer_scratch;
  core::NormalizedText analysis, no_title;
  Analyzer().AnalyzeAs(text, language, analyzer_scratch, analysis);
  Classifier::Scratch scratch(BuiltIn());
  return BuiltIn().Classify({"article", std::nullopt, "", text, no_title, analysis}, scratch);
}

bool NamesARegion(const core::Classification& result) {
  return std::any_of(result.tags.begin(), result.tags.end(),
                     [](const core::Tag& tag) { return tag.kind == core::TagKind::kRegion; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lexicon_test)

BOOST_AUTO_TEST_CASE(every_rule_matches_its_examples_and_no_counter_example) {
  std::size_t examples = 0;
  for (const auto& rule : BuiltIn().lexicon().rules) {
    examples += rule.examples.match.size() + rule.examples.no_match.size();
  }
  BOOST_TEST(examples > 400u);
  for (const auto& [rule, text, due] : classify::CheckExamples(BuiltIn(), Analyzer())) {
    BOOST_ERROR(BuiltIn().lexicon().rules[rule].id
                << (due ? " should match: " : " should not match: ") << text);
  }
}

// Compiled twice, by one thread or four at a time: the same tags and evidence.
BOOST_AUTO_TEST_CASE(builds_and_threads_do_not_change_what_is_found) {
  const auto again = Classifier::Compile(config::BuiltInLexicon(), Analyzer(), {});
  BOOST_REQUIRE(again);
  std::vector<std::string> texts;
  for (const auto& rule : BuiltIn().lexicon().rules) {
    for (const auto* examples : {&rule.examples.match, &rule.examples.no_match}) {
      texts.insert(texts.end(), examples->begin(), examples->end());
    }
  }
  for (std::size_t i = 0; i + 20 < texts.size(); i += 20) {  // longer ones, of many languages
    std::string joined;
    for (std::size_t j = i; j < i + 20; ++j) joined += texts[j] + (j % 3 == 0 ? "\n" : " ");
    texts.push_back(std::move(joined));
  }
  struct Answer {
    core::Classification result;
    std::vector<std::string> matches;
    bool operator==(const Answer& other) const {
      return result.tags == other.result.tags && result.evidence == other.result.evidence &&
             result.context == other.result.context &&
             result.corruption == other.result.corruption && matches == other.matches;
    }
  };
  const auto tag = [&texts](const Classifier& classifier, std::size_t threads) {
    std::vector<Answer> answers(texts.size());
    const auto work = [&](std::size_t first) {
      nlp::Analyzer::Scratch analyzer_scratch;
      Classifier::Scratch scratch(classifier);
      core::NormalizedText analysis, no_title;
      for (std::size_t i = first; i < texts.size(); i += threads) {
        Analyzer().Analyze(texts[i], core::Language::kUnknown, analyzer_scratch, analysis);
        const classify::Input input{"article", core::ParseDay("2026-01-01"), "", texts[i], no_title,
                                    analysis};
        answers[i].result = classifier.Classify(input, scratch);
        for (const auto& match : classifier.Explain(input, scratch)) {
          answers[i].matches.push_back(std::string(match.rule) + " " + std::to_string(match.begin) +
                                       " " + std::to_string(match.end) + " " + match.pattern->text);
        }
      }
    };
    std::vector<std::thread> pool;
    for (std::size_t t = 0; t < threads; ++t) pool.emplace_back(work, t);
    for (std::thread& thread : pool) thread.join();
    return answers;
  };
  const auto due = tag(BuiltIn(), 1);
  BOOST_TEST((tag(BuiltIn(), 4) == due));
  BOOST_TEST((tag(**again, 1) == due));
  BOOST_TEST((tag(**again, 4) == due));
}

BOOST_AUTO_TEST_CASE(schemes_and_judgements_have_examples) {
  for (const auto& rule : BuiltIn().lexicon().rules) {
    const bool judges = std::any_of(rule.emits.begin(), rule.emits.end(), [](const auto& emission) {
      return emission.act || emission.look_alike || emission.context != core::Context::kNone;
    });
    if (!judges) continue;
    BOOST_TEST(!rule.examples.match.empty(), rule.id);
    BOOST_TEST(!rule.examples.no_match.empty(), rule.id);
  }
}

// "взяток", "проверок": a prefix of the other forms would miss them.
BOOST_AUTO_TEST_CASE(russian_words_with_a_fleeting_vowel_are_found_in_every_form) {
  const auto has = [](const core::Classification& result, core::TagKind kind, std::string_view id) {
    return std::any_of(result.tags.begin(), result.tags.end(),
                       [&](const core::Tag& tag) { return tag.kind == kind && tag.id == id; });
  };
  const struct {
    const char* text;
    core::TagKind kind;
    const char* id;
  } kFound[] = {
      {"Её признали виновной в получении взяток.", core::TagKind::kOffence, "cc366"},
      {"Её признали виновной в даче взяток.", core::TagKind::kOffence, "cc367"},
      {"Начальник отдела получил пять взяток.", core::TagKind::kScheme, "bribe_generic"},
      {"После налоговых проверок вымогали деньги.", core::TagKind::kScheme, "tax_audit_bribe"},
      {"За подделки требовали взятку: заявок на субсидии было много.", core::TagKind::kScheme,
       "subsidy_kickback"},
      {"Оформили пять отсрочек за взятку.", core::TagKind::kSphere, "defence"},
  };
  for (const auto& [text, kind, id] : kFound) {
    BOOST_TEST(has(Judge(text, core::Language::kRu), kind, id), text);
  }
  const auto convicted = Judge("Суд решил, что он виновен в получении взяток, и признал виновен.",
                               core::Language::kRu);
  BOOST_TEST(convicted.corruption);
  BOOST_CHECK(convicted.context == core::Context::kConviction);
}

BOOST_AUTO_TEST_CASE(an_act_abroad_is_foreign_and_a_trip_abroad_is_not) {
  const std::pair<core::Language, const char*> abroad[] = {
      {core::Language::kRu, "Мэр города в Чехии получил взятку, его задержали."},
      {core::Language::kRu, "Судью в Непале осудили за взятку."},
      {core::Language::kKk, "Мальтада министр пара алды."},
      {core::Language::kKk, "Сауд Арабиясында судья пара алды."},
      {core::Language::kEn, "A judge in Costa Rica took a bribe."},
  };
  for (const auto& [language, text] : abroad) {
    const auto result = Judge(text, language);
    BOOST_TEST(core::Name(result.context) == core::Name(core::Context::kForeign), text);
    BOOST_TEST(!result.countable, text);
  }
  const std::pair<core::Language, const char*> at_home[] = {
      {core::Language::kRu, "Начальник отдела получил взятку в виде путёвки в Египет."},
      {core::Language::kRu, "Данные дела: инспектор склада взял взятку за груз."},
      {core::Language::kRu, "В Таразе инспектор взял взятку и скрылся в Грузии."},
      {core::Language::kKk, "Бөлім басшысы пара алды, оған Түркияға жолдама берді."},
      {core::Language::kEn, "The akim of Taraz took a bribe and fled to Portugal."},
  };
  for (const auto& [language, text] : at_home) {
    const auto result = Judge(text, language);
    BOOST_TEST(core::Name(result.context) != core::Name(core::Context::kForeign), text);
    BOOST_TEST(result.countable, text);
  }
}

BOOST_AUTO_TEST_CASE(a_manager_who_takes_what_is_entrusted_to_him_is_countable) {
  const std::pair<core::Language, const char*> acts[] = {
      {core::Language::kRu, "Главный бухгалтер дома культуры похитила 4 миллиона тенге."},
      {core::Language::kRu, "Заведующий складом колледжа присвоил 900 тысяч тенге."},
      {core::Language::kKk, "Мұражай директоры 6 миллион теңгені жымқырды."},
      {core::Language::kEn, "The director of the museum stole 6 million tenge."},
  };
  for (const auto& [language, text] : acts) BOOST_TEST(Judge(text, language).countable, text);
  const std::pair<core::Language, const char*> thefts[] = {
      {core::Language::kRu, "Неизвестный похитил у пенсионерки 900 тысяч тенге."},
      {core::Language::kKk, "Белгісіз біреу көршісінен 90 мың теңге ұрлады."},
      {core::Language::kEn, "A stranger stole 900 dollars from a tourist."},
  };
  for (const auto& [language, text] : thefts) BOOST_TEST(!Judge(text, language).corruption, text);
}

BOOST_AUTO_TEST_CASE(common_words_name_no_region) {
  const std::pair<core::Language, const char*> texts[] = {
      {core::Language::kKk, "Қара мысық есікті ашып, үйге қара күйінде оралды."},
      {core::Language::kKk, "Бір саран адам арал туралы әңгіме айтты, астана деген сөз жоқ."},
      {core::Language::kRu, "Для многодетных семей открыли сад, семья довольна."},
  };
  for (const auto& [language, text] : texts) BOOST_TEST(!NamesARegion(Judge(text, language)), text);
  BOOST_TEST(NamesARegion(Judge("Ол Қарағандыда тұрады.", core::Language::kKk)));
  BOOST_TEST(NamesARegion(Judge("ол қарағандыда тұрады", core::Language::kKk)));
  BOOST_TEST(NamesARegion(Judge("Кеше Оралдан келді.", core::Language::kKk)));
}

BOOST_AUTO_TEST_CASE(the_ids_of_the_vocabularies_are_complete) {
  const auto& lexicon = BuiltIn().lexicon();
  const auto terms = [&lexicon](core::TagKind kind) {
    return std::count_if(lexicon.terms.begin(), lexicon.terms.end(),
                         [kind](const auto& term) { return term.kind == kind; });
  };
  BOOST_TEST(terms(core::TagKind::kSphere) == 43);
  BOOST_TEST(terms(core::TagKind::kScheme) == 78);
  BOOST_TEST(lexicon.regions.size() == 20u);
  BOOST_TEST(lexicon.bodies.size() >= 265u);
}

BOOST_AUTO_TEST_SUITE_END()
