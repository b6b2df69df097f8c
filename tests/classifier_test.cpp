#include "classify/classifier.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <memory>
#include <set>
#include <string>
#include <tuple>

namespace {

using classify::Classifier;
using core::Language;

classify::Emission Sign(core::Context context) {
  classify::Emission emission;
  emission.context = context;
  return emission;
}

classify::Rule MakeRule(std::string id, std::string pattern, classify::Emission emission,
                        float weight = 1) {
  classify::Rule rule;
  rule.id = std::move(id);
  rule.weight = weight;
  rule.emits = {std::move(emission)};
  rule.patterns = {{Language::kRu, std::move(pattern), {"rules.yaml", 1, 1}}};
  rule.place = {"rules.yaml", 1, 1};
  return rule;
}

classify::Body MakeBody(std::string id, std::string alias) {
  classify::Body body;
  body.id = std::move(id);
  body.aliases = {{Language::kRu, std::move(alias), {}}};
  return body;
}

// A little lexicon of its own, so that these tests don't move when the real one grows.
classify::Lexicon SmallLexicon() {
  classify::Lexicon lexicon;
  lexicon.version = "test";
  lexicon.terms = {{core::TagKind::kSphere, "health", "", "", "", "", {}},
                   {core::TagKind::kSphere, "police", "", "", "", "", {}},
                   {core::TagKind::kSphere, "prevention", "", "", "", "", {}},
                   {core::TagKind::kSphere, "anticorruption", "", "", "", "", {}},
                   {core::TagKind::kScheme, "bribe", "", "", "", "health", {}},
                   {core::TagKind::kScheme, "ghosts", "", "", "", "", {}},
                   {core::TagKind::kOffence, "cc190", "", "", "", "", {}},
                   {core::TagKind::kOffence, "cc361", "", "", "", "", {}}};
  classify::Emission act;
  act.act = true;
  act.kind = core::TagKind::kScheme;
  act.id = "bribe";
  lexicon.rules.push_back(MakeRule("bribe", "(брать | взял | получил) ~3 взятка", act));
  classify::Emission bare;
  bare.act = true;
  lexicon.rules.push_back(MakeRule("word", "взятка", bare, 0.7F));
  classify::Emission card;
  card.look_alike = true;
  lexicon.rules.push_back(MakeRule("cards", "взятка & преферанс", card));
  lexicon.rules.push_back(
      MakeRule("case", "(задержали | следствие)", Sign(core::Context::kInvestigation)));
  lexicon.rules.push_back(MakeRule("sentence", "приговорили", Sign(core::Context::kConviction)));
  lexicon.rules.push_back(MakeRule("cleared", "оправдали", Sign(core::Context::kAcquittal)));
  lexicon.rules.push_back(MakeRule("abroad", "франция", Sign(core::Context::kForeign)));
  classify::Emission lecture = Sign(core::Context::kPrevention);
  lecture.kind = core::TagKind::kSphere;
  lecture.id = "prevention";
  lexicon.rules.push_back(MakeRule("lecture", "лекция", lecture));
  classify::Emission forum = Sign(core::Context::kPrevention);
  forum.kind = core::TagKind::kSphere;
  forum.id = "anticorruption";
  lexicon.rules.push_back(MakeRule("forum", "форум", forum));
  classify::Emission post;
  post.post = true;
  post.episode = true;
  lexicon.rules.push_back(MakeRule("post", "(начальник | следователь | врач)", post, 0.5F));

  lexicon.bodies.push_back(MakeBody("hospital", "больница"));
  lexicon.bodies.back().spheres = {"health"};
  lexicon.bodies.push_back(MakeBody("library", "библиотека"));
  lexicon.bodies.push_back(MakeBody("old_service", "антикор"));
  lexicon.bodies.back().valid_to = core::ParseDay("2025-06-30");
  lexicon.bodies.back().successors = {"new_service"};
  lexicon.bodies.back().acting = true;
  lexicon.bodies.push_back(MakeBody("new_service", "новая служба"));
  lexicon.bodies.back().valid_from = core::ParseDay("2025-07-01");
  lexicon.bodies.back().acting = true;
  lexicon.bodies.back().special = true;
  for (const char* region : {"KZ-31", "KZ-55"}) {
    classify::Body police;
    police.id = std::string("police_") + region;
    police.family = "police";
    police.region = region;
    police.spheres = {"police"};
    police.acting = true;
    lexicon.bodies.push_back(std::move(police));
  }
  lexicon.families = {{"police", {{Language::kRu, "полиция", {}}}, {}}};
  lexicon.regions = {{"KZ-31", "", "", "", {{Language::kRu, "тараз", {}}}, {}},
                     {"KZ-55", "", "", "", {{Language::kRu, "павлодар", {}}}, {}},
                     {"KZ-19", "", "", "", {{Language::kRu, "алматинск* област*", {}}}, {}},
                     {"KZ-75", "", "", "", {{Language::kRu, "алматинск*", {}}}, {}}};
  return lexicon;
}

const nlp::Analyzer& Analyzer() {
  static const nlp::Analyzer analyzer;
  return analyzer;
}

std::unique_ptr<Classifier> CompileWith(std::string weights) {
  Classifier::Options options;
  options.weights = std::move(weights);
  auto compiled = Classifier::Compile(SmallLexicon(), Analyzer(), options);
  if (!compiled) BOOST_FAIL(compiled.error().front().message);
  return std::move(*compiled);
}

// The rules alone judge.
const Classifier& Small() {
  static const auto classifier = CompileWith("");
  return *classifier;
}

core::Classification Classify(std::string_view text, std::string_view title = "",
                              std::string_view date = "2026-01-15",
                              std::string_view kind = "article",
                              const Classifier& classifier = Small()) {
  nlp::Analyzer::Scratch analyzer_scratch;
  core::NormalizedText text_analysis, title_analysis;
  Analyzer().AnalyzeAs(text, Language::kRu, analyzer_scratch, text_analysis);
  Analyzer().AnalyzeAs(title, Language::kRu, analyzer_scratch, title_analysis);
  Classifier::Scratch scratch(classifier);
  return classifier.Classify(
      {kind, core::ParseDay(date), title, text, title_analysis, text_analysis}, scratch);
}

const core::Tag* FindTag(const core::Classification& result, core::TagKind kind,
                         std::string_view id) {
  const auto found = std::find_if(result.tags.begin(), result.tags.end(), [&](const auto& tag) {
    return tag.kind == kind && tag.id == id;
  });
  return found == result.tags.end() ? nullptr : &*found;
}

core::Role RoleOf(const core::Classification& result, std::string_view id) {
  const core::Tag* tag = FindTag(result, core::TagKind::kBody, id);
  return tag ? tag->role : core::Role::kNone;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(classifier_test)

BOOST_AUTO_TEST_CASE(a_stated_act_is_corruption_with_its_clause_as_evidence) {
  const std::string_view text = "Погода ясная. Говорят: врач брал взятки у больных.";
  const auto result = Classify(text);
  BOOST_TEST(result.corruption);
  BOOST_CHECK(result.context == core::Context::kAllegation);
  BOOST_REQUIRE_EQUAL(result.evidence.size(), 1u);
  const auto& span = result.evidence.front();
  BOOST_TEST(span.rule == "bribe");
  BOOST_TEST(text.substr(span.begin, span.end - span.begin) == "врач брал взятки у больных");
  BOOST_TEST(FindTag(result, core::TagKind::kScheme, "bribe"));
}

BOOST_AUTO_TEST_CASE(a_scheme_gives_its_sphere_where_the_text_names_something_of_it) {
  const auto health = [](std::string_view text) {
    return FindTag(Classify(text), core::TagKind::kSphere, "health") != nullptr;
  };
  BOOST_TEST(health("Больница новая. Врач брал взятки."));
  BOOST_TEST(!health("Врач брал взятки."));
}

BOOST_AUTO_TEST_CASE(an_act_does_not_happen_in_the_fight_against_corruption) {
  const auto fight = [](std::string_view text) {
    return FindTag(Classify(text), core::TagKind::kSphere, "anticorruption") != nullptr;
  };
  BOOST_TEST(fight("Начался форум."));
  BOOST_TEST(!fight("Начался форум. Врач брал взятки."));
}

BOOST_AUTO_TEST_CASE(a_text_on_fighting_corruption_is_about_that_first) {
  const auto result = Classify("Лекция. Ещё лекция. Третья лекция. Четвёртая лекция. Форум.");
  const core::Tag* fight = FindTag(result, core::TagKind::kSphere, "anticorruption");
  const core::Tag* other = FindTag(result, core::TagKind::kSphere, "prevention");
  BOOST_REQUIRE(fight);
  BOOST_REQUIRE(other);
  BOOST_TEST(fight->score >= other->score);
}

BOOST_AUTO_TEST_CASE(a_cue_word_alone_is_no_corruption_but_a_proceeding_makes_it_one) {
  BOOST_TEST(!Classify("Взятка есть зло.").corruption);
  BOOST_TEST(Classify("Задержали за взятку.").corruption);
}

BOOST_AUTO_TEST_CASE(a_look_alike_covers_what_it_overlaps) {
  BOOST_TEST(!Classify("В преферансе он взял три взятки.").corruption);
}

BOOST_AUTO_TEST_CASE(the_strongest_stage_is_the_context) {
  const std::pair<const char*, core::Context> cases[] = {
      {"Врач брал взятки.", core::Context::kAllegation},
      {"Врач брал взятки. Его задержали.", core::Context::kInvestigation},
      {"Врач брал взятки. Его задержали и приговорили.", core::Context::kConviction},
      {"Врач брал взятки, говорило следствие. Его оправдали.", core::Context::kAcquittal},
      {"Врач брал взятки. Это Франция.", core::Context::kForeign},
      {"В парке прошла лекция.", core::Context::kPrevention},
      {"В парке прошёл концерт.", core::Context::kNone},
  };
  for (const auto& [text, due] : cases) {
    BOOST_TEST(core::Name(Classify(text).context) == core::Name(due), text);
  }
}

BOOST_AUTO_TEST_CASE(a_citizen_who_tells_of_a_proceeding_in_passing_still_alleges) {
  const auto stage = [](std::string_view text, std::string_view kind) {
    return core::Name(Classify(text, "", "2026-01-15", kind).context);
  };
  const char* once = "Врач брал взятки, его вроде задержали.";
  const char* twice = "Врач брал взятки, его задержали, идёт следствие.";
  for (const char* kind : {"appeal", "comment"}) {
    BOOST_TEST(stage(once, kind) == "allegation", kind);
    BOOST_TEST(stage(twice, kind) == "investigation", kind);
  }
  BOOST_TEST(stage(once, "article") == "investigation");
}

BOOST_AUTO_TEST_CASE(an_appeal_is_made_at_home) {
  const char* text = "Врач брал взятки, теперь он во Франции. Франция далеко.";
  BOOST_CHECK(Classify(text, "", "2026-01-15", "appeal").context == core::Context::kAllegation);
  BOOST_CHECK(Classify(text, "", "2026-01-15", "comment").context == core::Context::kForeign);
}

BOOST_AUTO_TEST_CASE(who_names_corruption_without_an_act_speaks_of_policy) {
  BOOST_CHECK(Classify("Взятка есть зло.").context == core::Context::kPolicy);
  BOOST_CHECK(Classify("В парке тихо.").context == core::Context::kNone);
}

BOOST_AUTO_TEST_CASE(evidence_is_the_sentence_of_an_article_and_the_clause_of_a_comment) {
  const std::string_view text = "Никто не удивился, начальник взял взятку за место (как всегда).";
  const auto span = [&text](std::string_view kind) {
    const auto result = Classify(text, "", "2026-01-15", kind);
    BOOST_REQUIRE_EQUAL(result.evidence.size(), 1u);
    const auto& found = result.evidence.front();
    return text.substr(found.begin, found.end - found.begin);
  };
  BOOST_TEST(span("article") == "Никто не удивился, начальник взял взятку за место (как всегда");
  BOOST_TEST(span("comment") == "начальник взял взятку за место");
}

BOOST_AUTO_TEST_CASE(evidence_of_an_acquittal_is_the_denial_and_not_what_was_denied) {
  const std::string_view text = "Врача, который брал взятки, оправдали.";
  const auto result = Classify(text);
  BOOST_REQUIRE_EQUAL(result.evidence.size(), 1u);
  const auto& span = result.evidence.front();
  BOOST_TEST(text.substr(span.begin, span.end - span.begin) == "оправдали");
}

BOOST_AUTO_TEST_CASE(the_learned_layer_adds_acts_that_rules_do_not_find) {
  const auto learned = CompileWith(
      "bias\tcorruption -1\tcontext.allegation 1\tcountable 1\tact -2\n"
      "sign post\tcorruption 0.5\tact 0.5\n"
      "signs post stage_investigation\tcorruption 1.5\tact 1\n"
      "lemma конверт\tcorruption 2\tact 2\n");
  const auto judge = [&learned](std::string_view text, std::string_view kind) {
    return Classify(text, "", "2026-01-15", kind, *learned);
  };
  const std::string_view text = "В парке тихо. Начальника задержали.";
  const auto result = judge(text, "article");
  BOOST_TEST(result.corruption);
  BOOST_TEST(result.countable);
  BOOST_CHECK(result.context == core::Context::kAllegation);
  BOOST_REQUIRE_EQUAL(result.evidence.size(), 1u);
  BOOST_TEST(result.evidence.front().rule == "post");
  BOOST_TEST(!Classify(text).corruption);
  BOOST_TEST(!judge("Начальника хвалили.", "article").corruption);
  BOOST_TEST(!judge(text, "sentence").corruption, "a single sentence must say more");

  const std::string_view oblique = "В парке тихо. Он ждал конверта.";
  const auto found = judge(oblique, "appeal");
  BOOST_REQUIRE_EQUAL(found.evidence.size(), 1u);
  const core::Evidence& span = found.evidence.front();
  BOOST_TEST(span.rule == classify::kLearnedAct);
  BOOST_TEST(oblique.substr(span.begin, span.end - span.begin) == "Он ждал конверта");
}

BOOST_AUTO_TEST_CASE(the_learned_layer_overrules_rules_in_short_texts_only_by_much) {
  const auto learned = CompileWith("lemma роман\tcorruption -3\n");
  const std::string_view text = "В романе начальник взял взятку. В парке тихо. Идёт дождь.";
  BOOST_TEST(Classify(text).corruption);
  BOOST_TEST(!Classify(text, "", "2026-01-15", "article", *learned).corruption);
  BOOST_TEST(Classify(text, "", "2026-01-15", "comment", *learned).corruption);
}

// The spheres, schemes and offences of a result, in order.
std::string TopicsOf(const core::Classification& result) {
  std::string ids;
  for (const core::Tag& tag : result.tags) {
    if (tag.kind > core::TagKind::kOffence) continue;
    ids += tag.id + " ";
    BOOST_TEST(!tag.evidence.empty(), tag.id);
    BOOST_TEST(tag.score > 0);
    BOOST_TEST(tag.score <= 1);
  }
  return ids;
}

std::string LearnedTopicsOf(std::string_view text, std::string_view weights) {
  return TopicsOf(Classify(text, "", "2026-01-15", "article", *CompileWith(std::string(weights))));
}

BOOST_AUTO_TEST_CASE(the_learned_layer_adds_topics_and_takes_them_away) {
  const std::string_view text = "Начальник больницы взял взятку.";
  const std::string act = "bias\tcorruption 1\tact 1\t";
  BOOST_TEST(TopicsOf(Classify(text)) == "health bribe ");
  BOOST_TEST(LearnedTopicsOf(text, act + "sphere.police 1\toffence.cc190 1\toffence.cc361 -2\n") ==
             "health police bribe cc190 ");
  BOOST_TEST(LearnedTopicsOf(text, act + "sphere.health -2\tscheme.bribe -2\n") == "");
  BOOST_TEST(LearnedTopicsOf(text, act + "scheme.ghosts 0.5\tscheme.bribe -2\n"
                                         "topic taken\tscheme 3\n") == "health bribe ghosts ");
  BOOST_TEST(LearnedTopicsOf(text, act + "sphere.health -2\nrule bribe\tsphere.health 2\n") ==
             "health bribe ");
  BOOST_TEST(
      LearnedTopicsOf(text, act + "sphere.health -2\nnamed sphere health\tsphere.police 1\n") ==
      "police bribe ");
}

BOOST_AUTO_TEST_CASE(beside_another_a_topic_that_no_rule_names_must_be_likelier) {
  const std::string_view text = "В больнице тихо. Была лекция.";
  const std::string weights =
      "bias\tcorruption -5\tsphere.prevention 2\tsphere.health -0.1\tsphere.police -0.1\n";
  BOOST_TEST(LearnedTopicsOf(text, weights) == "health prevention ");
}

BOOST_AUTO_TEST_CASE(the_learned_layer_adds_no_topic_that_the_lexicon_does_not_define) {
  BOOST_TEST(LearnedTopicsOf("Начальник взял взятку.",
                             "bias\tcorruption 1\tsphere.roads 2\toffence.cc999 2\n") == "bribe ");
}

BOOST_AUTO_TEST_CASE(without_an_act_only_spheres_are_learned) {
  BOOST_TEST(LearnedTopicsOf("В парке тихо.",
                             "bias\tcorruption -5\tsphere.police 1\toffence.cc190 1\tscheme.ghosts "
                             "1\n") == "police ");
}

BOOST_AUTO_TEST_CASE(of_each_kind_the_likeliest_three_topics_at_most_are_learned) {
  BOOST_TEST(LearnedTopicsOf("В парке тихо.",
                             "bias\tcorruption -5\tsphere.police 1\tsphere.health 4\t"
                             "sphere.prevention 3\tsphere.anticorruption 2\n") ==
             "anticorruption health prevention ");
}

BOOST_AUTO_TEST_CASE(a_learned_topic_rests_on_the_sentence_that_says_most_for_it) {
  const std::string_view text = "В парке тихо. Санитар мыл полы. Врач спал.";
  const auto learned = CompileWith(
      "bias\tcorruption -5\nlemma санитар\tsphere.health 1\nlemma врач\tsphere.health 0.5\n");
  const auto result = Classify(text, "", "2026-01-15", "article", *learned);
  BOOST_REQUIRE_EQUAL(result.tags.size(), 1u);
  const core::Evidence& span = result.tags.front().evidence.front();
  BOOST_TEST(span.rule == classify::kLearnedSphere);
  BOOST_TEST(text.substr(span.begin, span.end - span.begin) == "Санитар мыл полы");
}

BOOST_AUTO_TEST_CASE(doubtful_sentences_are_evidence_where_the_text_tells_of_an_act) {
  const auto learned =
      CompileWith("bias\tcorruption 1\tact -3\nlemma конверт\tact 4\nlemma пакет\tact 2.5\n");
  const auto result = Classify("Он ждал конверта. В парке тихо. Потом унёс пакет.", "",
                               "2026-01-15", "article", *learned);
  BOOST_TEST(result.evidence.size() == 2u);
}

BOOST_AUTO_TEST_CASE(wrong_weights_are_an_error_with_their_line) {
  for (const char* weights : {"sign post\tact\n", "sign post\tact much\n", "sign post\tmood 1\n"}) {
    Classifier::Options options;
    options.weights = "# a comment\n" + std::string(weights);
    const auto compiled = Classifier::Compile(SmallLexicon(), Analyzer(), options);
    BOOST_REQUIRE(!compiled);
    BOOST_TEST(compiled.error().front().message.find(":2: ") != std::string::npos, weights);
  }
}

BOOST_AUTO_TEST_CASE(only_a_domestic_specific_episode_is_countable) {
  BOOST_TEST(Classify("Начальник взял взятку.").countable);
  BOOST_TEST(Classify("В больнице берут, кто-то взял взятку.").countable);
  BOOST_TEST(!Classify("Кто-то взял взятку.").countable);
  BOOST_TEST(!Classify("Начальник взял взятку. Его оправдали.").countable);
  BOOST_TEST(!Classify("Начальник взял взятку. Это Франция.").countable);
}

BOOST_AUTO_TEST_CASE(the_lead_tells_whom_the_title_means) {
  const char* title = "Взял взятку: подробности";
  BOOST_TEST(Classify("Речь о начальнике отдела. Он молчит.", title).countable);
  BOOST_TEST(!Classify("Речь о соседе. Он молчит.", title).countable);
  BOOST_TEST(!Classify("Утро. Погода ясная. День. Начальник молчит.", title).countable);
}

BOOST_AUTO_TEST_CASE(a_comment_is_countable_only_if_it_names_the_body) {
  const auto comment = [](std::string_view text) {
    return Classify(text, "", "2026-01-15", "comment");
  };
  BOOST_TEST(!comment("Начальник взял взятку.").countable);
  BOOST_TEST(comment("Начальник больницы взял взятку.").countable);
}

BOOST_AUTO_TEST_CASE(roles_tell_the_accused_from_the_accuser) {
  const auto result = Classify("В Таразе полиция задержали начальника. Врач больницы брал взятки.");
  BOOST_CHECK(RoleOf(result, "hospital") == core::Role::kImplicated);
  BOOST_CHECK(RoleOf(result, "police_KZ-31") != core::Role::kNamed);
  const auto accused = Classify("В Таразе следователь полиции брал взятки.");
  BOOST_CHECK(RoleOf(accused, "police_KZ-31") == core::Role::kImplicated);
  const auto named = Classify("Больница открыта.");
  BOOST_CHECK(RoleOf(named, "hospital") == core::Role::kNamed);
}

BOOST_AUTO_TEST_CASE(a_body_is_only_named_where_the_official_of_another_acts) {
  const auto result = Classify("Врач больницы взял взятку за ремонт в городской библиотеке.");
  BOOST_CHECK(RoleOf(result, "hospital") == core::Role::kImplicated);
  BOOST_CHECK(RoleOf(result, "library") == core::Role::kNamed);
  const auto both = Classify("Врач больницы и начальник библиотеки взяли взятку.");
  BOOST_CHECK(RoleOf(both, "library") == core::Role::kImplicated);
}

BOOST_AUTO_TEST_CASE(talk_of_prevention_takes_the_place_of_no_sphere) {
  const auto spheres = [](std::string_view text, std::string_view title) {
    const auto result = Classify(text, title);
    return std::pair(FindTag(result, core::TagKind::kSphere, "prevention") != nullptr,
                     FindTag(result, core::TagKind::kSphere, "health") != nullptr);
  };
  const char* text = "В больнице прошла лекция. Лекция была долгой. Лекция закончилась.";
  BOOST_CHECK(spheres(text, "Лекция в больнице") == std::pair(true, true));
  BOOST_CHECK(spheres(text, "Лекция") == std::pair(true, false));
}

BOOST_AUTO_TEST_CASE(a_longer_name_of_a_region_covers_a_shorter_one) {
  const auto result = Classify("Пожар в Алматинской области.");
  BOOST_TEST(FindTag(result, core::TagKind::kRegion, "KZ-19"));
  BOOST_TEST(!FindTag(result, core::TagKind::kRegion, "KZ-75"));
  BOOST_TEST(FindTag(Classify("Алматинская погода."), core::TagKind::kRegion, "KZ-75"));
}

BOOST_AUTO_TEST_CASE(a_family_name_means_the_body_of_the_nearest_region) {
  const auto result = Classify("Тараз. Полиция Павлодара молчит.");
  BOOST_TEST(FindTag(result, core::TagKind::kBody, "police_KZ-55"));
  BOOST_TEST(!FindTag(result, core::TagKind::kBody, "police_KZ-31"));
  BOOST_TEST(FindTag(Classify("Полиция молчит."), core::TagKind::kBody, "police_KZ-55") == nullptr);
}

BOOST_AUTO_TEST_CASE(a_body_is_the_one_that_existed_on_the_date) {
  BOOST_TEST(
      FindTag(Classify("Антикор молчит.", "", "2024-01-01"), core::TagKind::kBody, "old_service"));
  const auto later = Classify("Антикор молчит.", "", "2026-01-01");
  BOOST_TEST(FindTag(later, core::TagKind::kBody, "new_service"));
  BOOST_TEST(FindTag(later, core::TagKind::kBody, "new_service")->special);
  BOOST_TEST(!FindTag(later, core::TagKind::kBody, "old_service"));
}

BOOST_AUTO_TEST_CASE(a_title_counts_like_a_text) {
  const auto result = Classify("Подробности позже.", "Начальник взял взятку");
  BOOST_TEST(result.corruption);
  BOOST_REQUIRE_EQUAL(result.evidence.size(), 1u);
  BOOST_CHECK(result.evidence.front().field == core::Field::kTitle);
}

BOOST_AUTO_TEST_CASE(an_empty_text_is_nothing) {
  const auto result = Classify("");
  BOOST_TEST(!result.corruption);
  BOOST_TEST(result.tags.empty());
  BOOST_TEST(result.lexicon_version == "test");
}

BOOST_AUTO_TEST_CASE(one_scratch_gives_the_same_answer_again) {
  BOOST_CHECK(Classify("В Таразе врач брал взятки.").tags ==
              Classify("В Таразе врач брал взятки.").tags);
}

BOOST_AUTO_TEST_CASE(a_rule_kept_out_of_counts_matches_and_is_no_evidence) {
  const std::string_view text = "Врач больницы взял взятку. Судья взял взятку за преферансом.";
  const auto run = [&](const std::set<std::string>& kept_out) {
    classify::Lexicon lexicon = SmallLexicon();
    classify::KeepOutOfCounts(kept_out, lexicon);
    Classifier::Options options;
    options.weights = "";
    auto compiled = Classifier::Compile(std::move(lexicon), Analyzer(), options);
    BOOST_REQUIRE(compiled);
    nlp::Analyzer::Scratch analyzer_scratch;
    core::NormalizedText analysis, no_title;
    Analyzer().AnalyzeAs(text, Language::kRu, analyzer_scratch, analysis);
    Classifier::Scratch scratch(**compiled);
    const classify::Input input{"article", core::ParseDay("2026-01-15"), "", text, no_title,
                                analysis};
    const auto matches = (*compiled)->Explain(input, scratch);
    const auto covered = std::count_if(matches.begin(), matches.end(),
                                       [](const auto& match) { return match.covered; });
    return std::tuple((*compiled)->Classify(input, scratch), matches.size(), covered);
  };
  const auto [all, all_matches, all_covered] = run({});
  BOOST_TEST(all.countable);
  BOOST_TEST(FindTag(all, core::TagKind::kScheme, "bribe"));
  BOOST_TEST(all_covered == 2);
  const auto [none, matches, covered] = run({"bribe", "word", "no_such_rule"});
  BOOST_TEST(!none.corruption);
  BOOST_TEST(!none.countable);
  BOOST_TEST(!FindTag(none, core::TagKind::kScheme, "bribe"));
  BOOST_TEST(matches == all_matches);
  BOOST_TEST(none.lexicon_version != all.lexicon_version);
  // A look-alike that is not to be trusted hides nothing.
  BOOST_TEST(std::get<2>(run({"cards"})) == 0);
  BOOST_TEST(std::get<0>(run({"no_such_rule"})).lexicon_version == all.lexicon_version);
}

BOOST_AUTO_TEST_CASE(an_explanation_names_place_pattern_and_the_guard_that_stopped_a_match) {
  auto lexicon = SmallLexicon();
  classify::Guard guard;
  guard.forbid = true;
  guard.patterns = {{Language::kRu, "карта", {}}};
  guard.place = {"rules.yaml", 9, 5};
  lexicon.rules[1].conditions.guards = {guard};  // of the rule "word"
  const auto classifier = Classifier::Compile(std::move(lexicon), Analyzer(), {});
  BOOST_REQUIRE(classifier);
  const std::string_view text = "Взятка, карта. Это взятка!";
  nlp::Analyzer::Scratch scratch;
  core::NormalizedText analysis, no_title;
  Analyzer().AnalyzeAs(text, Language::kRu, scratch, analysis);
  const classify::Input input{"sentence", std::nullopt, "", text, no_title, analysis};
  Classifier::Scratch mine(**classifier);
  const auto matches = (*classifier)->Explain(input, mine);
  BOOST_REQUIRE_EQUAL(matches.size(), 2u);
  BOOST_TEST(matches[0].rule == "word");
  BOOST_TEST(matches[0].pattern->text == "взятка");
  BOOST_REQUIRE(matches[0].stopped_by);
  BOOST_TEST(matches[0].stopped_by->place.ToString() == "rules.yaml:9:5");
  BOOST_TEST(!matches[1].stopped_by);
  for (const auto& match : matches) {
    const std::string_view covered = text.substr(match.begin, match.end - match.begin);
    BOOST_TEST((covered == "Взятка" || covered == "взятка"));
    BOOST_TEST(match.end_token == match.first_token + 1);
    BOOST_TEST(analysis.tokens[match.first_token].begin == match.begin);
  }
  // What is stopped does not count: each sentence alone.
  for (const auto& [alone, due] :
       {std::pair("Взятка, карта, врач.", false), std::pair("Взятка, врач, следствие.", true)}) {
    Analyzer().AnalyzeAs(alone, Language::kRu, scratch, analysis);
    const auto result =
        (*classifier)->Classify({"sentence", std::nullopt, "", alone, no_title, analysis}, mine);
    BOOST_TEST(result.corruption == due, alone);
  }
}

BOOST_AUTO_TEST_CASE(every_wrong_rule_is_an_error_with_its_place) {
  auto lexicon = SmallLexicon();
  lexicon.rules[0].patterns[0].text = "(дать";
  lexicon.rules[0].emits[0].id = "nothing";
  lexicon.rules[1].id = "cards";
  lexicon.bodies[2].successors = {"nobody"};
  const auto compiled = Classifier::Compile(std::move(lexicon), Analyzer(), {});
  BOOST_REQUIRE(!compiled);
  BOOST_TEST(compiled.error().size() == 4u);
  BOOST_TEST(compiled.error().front().message ==
             "rules.yaml:1:1: the rule 'cards' exists already; choose another id");
}

BOOST_AUTO_TEST_SUITE_END()
