// What `sholu lexicon` computes: checks, marked texts, scores against labels, samples.
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "app/corpus_scan.h"
#include "app/label_scores.h"
#include "app/lexicon_check.h"
#include "app/lexicon_source.h"
#include "app/pipeline.h"
#include "app/rule_explanation.h"
#include "app/rule_judging.h"
#include "app/rule_sample.h"
#include "app/text_table.h"
#include "config/embedded.h"
#include "tests/support/plain_spaces.h"
#include "tests/support/store_fixture.h"

using app::Colours;
using test::Contains;

namespace {

const nlp::Analyzer& Analyzer() {
  static const nlp::Analyzer analyzer;
  return analyzer;
}

void Write(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

// A folder with a lexicon of one file.
struct LexiconFolder {
  explicit LexiconFolder(const std::string& rules) {
    Write(folder / "lexicon/rules.yaml", rules);
    arguments.folder = (folder / "lexicon").string();
  }

  app::LexiconReport Check(const std::string& language) {
    arguments.language = language;
    app::LexiconSource source(global, arguments);
    return app::CheckLexicon(source, Analyzer());
  }

  fixture::Folder folder;
  app::Global global;
  app::LexiconArguments arguments;
};

std::string Marked(std::string_view text, std::vector<app::Mark> marks) {
  return app::WithMarks(text, std::move(marks), Colours::kNo);
}

app::LabelledText Label(std::string_view line) {
  auto label = app::ParseLabel(line);
  BOOST_REQUIRE(label);
  return std::move(*label);
}

std::string ErrorOf(std::string_view line) {
  const auto label = app::ParseLabel(line);
  return label ? "" : label.error().message;
}

// A workspace whose lexicon has three rules, with a few documents.
struct WorkspaceFixture {
  WorkspaceFixture() {
    global.workspace = (folder / "space").string();
    BOOST_REQUIRE(config::WriteWorkspace(global.workspace));
    const std::filesystem::path lexicon = folder / "space/lexicon";
    std::filesystem::remove_all(lexicon);
    Write(lexicon / "rules.yaml", R"(spheres:
  - {id: health, name: {kk: x, ru: x, en: x}}
schemes:
  - id: bribe
    name: {kk: Пара, ru: Взятка, en: Bribe}
    states: {ru: ["взятка"]}
rules:
  - {id: post, title: A post, why: So it is., emits: [{post: true, episode: true}], match: {ru: [врач]}}
  - {id: idle, title: Never, why: So it is., emits: [{act: true}], match: {ru: [никогдатакого]}}
)");
    for (const auto& registry : config::RegistryFiles()) {
      Write(folder / "space/registry" / registry.name, "{}\n");
    }
    Import(0);
  }

  // Takes the documents in, as an import does.
  void Import(int seed) {
    const auto workspace = app::Workspace::Open(global, app::Access::kWrite);
    const auto classifier = workspace.CompileLexicon();
    app::Workbench bench(*workspace.analyzer, *classifier, *workspace.store);
    for (int i = 0; i < 40; ++i) {
      core::Document document;
      document.key = {core::SourceType::kMedia, i < 35 ? "large" : "small",
                      "https://a.example/" + std::to_string(i)};
      document.kind = "article";
      document.text =
          "Врач номер " + std::to_string(i + seed) + " взял у пациента взятку и был задержан.";
      if (i == 0) document.text = "Завтра дождь.";
      workspace.store->Put(bench.Prepare(document, {}));
    }
    workspace.store->Sync();
  }

  std::uint64_t Countable() {
    return app::Workspace::Open(global, app::Access::kRead).store->counters().countable;
  }

  fixture::Folder folder;
  app::Global global;
};

std::vector<store::DocumentNumber> NumbersOf(const std::vector<app::FiredDocument>& documents) {
  std::vector<store::DocumentNumber> numbers;
  for (const auto& document : documents) numbers.push_back(document.number);
  return numbers;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lexicon_tools_test)

BOOST_AUTO_TEST_CASE(a_sound_lexicon_is_counted) {
  LexiconFolder lexicon(R"(lists:
  - {name: take, ru: [взять]}
rules:
  - id: bribe
    title: A bribe
    why: So it is.
    emits: {act: true}
    match:
      kk: [пара]
      ru: ["<take> взятка", "взятка ~2 <take>"]
      en: [bribe]
    examples: {match: [Он взял взятку.], no_match: [Он взял зонт.]}
)");
  const app::LexiconReport report = lexicon.Check("ru");
  BOOST_TEST(report.errors.empty());
  BOOST_TEST(report.warnings.empty());
  BOOST_TEST(report.rules == 1u);
  BOOST_TEST(report.lists == 1u);
  BOOST_TEST(report.examples == 2u);
  BOOST_CHECK((report.patterns == std::array<std::size_t, 4>{1, 2, 1, 0}));
  BOOST_TEST(report.version.size() == 16u);
  BOOST_TEST(report.compile_seconds > 0);
}

BOOST_AUTO_TEST_CASE(an_example_that_does_not_hold_is_an_error_with_its_place) {
  LexiconFolder lexicon(R"(rules:
  - id: bribe
    title: A bribe
    why: So it is.
    emits: {act: true}
    match: {any: [взятка]}
    examples:
      match: [Он взял взятку., Он взял зонт.]
      no_match: ["Дал взятку."]
)");
  for (const char* language : {"kk", "ru", "en"}) {
    const app::LexiconReport report = lexicon.Check(language);
    BOOST_REQUIRE(report.errors.size() == 2u);
    BOOST_TEST(Contains(report.errors[0], "rules.yaml:8:32: bribe: "), report.errors[0]);
    BOOST_TEST(Contains(report.errors[0], "Он взял зонт."), report.errors[0]);
    BOOST_TEST(Contains(report.errors[1], "rules.yaml:9:19: bribe: "), report.errors[1]);
  }
}

BOOST_AUTO_TEST_CASE(everything_wrong_is_listed_with_its_place) {
  LexiconFolder lexicon(R"(rules:
  - {id: a, title: A, why: So., emits: {act: true}, match: {ru: ["(взятка"]}}
  - {id: a, title: A, why: So., emits: {scheme: none}, match: {ru: [взятка]}}
)");
  const app::LexiconReport report = lexicon.Check("en");
  BOOST_TEST(report.errors.size() == 3u);
  for (const std::string& error : report.errors) {
    BOOST_TEST(Contains(error, "lexicon/rules.yaml:"), error);
  }
  LexiconFolder broken("rules:\n  - {id: a, titel: A}\n");
  const app::LexiconReport unread = broken.Check("en");
  BOOST_TEST(unread.errors.size() > 1u);
  BOOST_TEST(Contains(unread.errors.front(), "rules.yaml:2:"), unread.errors.front());
  BOOST_TEST(unread.version.empty());
}

BOOST_AUTO_TEST_CASE(what_is_worth_a_look_is_a_warning) {
  LexiconFolder lexicon(R"(rules:
  - {id: a, title: A, why: So., emits: {act: true}, match: {ru: [взятк*, взятк* крупн*]}}
)");
  const app::LexiconReport report = lexicon.Check("en");
  BOOST_TEST(report.errors.empty());
  BOOST_REQUIRE(report.warnings.size() == 3u);
  BOOST_TEST(Contains(report.warnings[0], "rules.yaml:2:74: a: "), report.warnings[0]);
  BOOST_TEST(Contains(report.warnings[0], "“взятк*”"), report.warnings[0]);
  BOOST_TEST(Contains(report.warnings[1], "Kazakh, English"), report.warnings[1]);
  BOOST_TEST(Contains(report.warnings[2], "has no examples"), report.warnings[2]);
  // An entry makes two rules and has one place for examples.
  LexiconFolder scheme(R"(schemes:
  - id: a
    name: {kk: x, ru: x, en: x}
    states: {any: [взятка]}
    signs: {any: [откат]}
    match: [Он взял взятку.]
)");
  BOOST_TEST(scheme.Check("en").warnings.empty());
}

BOOST_AUTO_TEST_CASE(the_built_in_lexicon_has_no_errors) {
  app::Global global;
  global.workspace.clear();
  const fixture::Folder empty;
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(empty / "");
  app::LexiconSource source(global, {.folder = {}, .language = "kk"});
  std::filesystem::current_path(before);
  BOOST_TEST(!source.in_workspace());
  const app::LexiconReport report = app::CheckLexicon(source, Analyzer());
  for (const std::string& error : report.errors) BOOST_ERROR(error);
  BOOST_TEST(report.rules > 200u);
  BOOST_TEST(report.examples > 400u);
}

BOOST_AUTO_TEST_CASE(matches_are_marked_in_the_text) {
  // "взял" is bytes 0..8, "взятку" 9..21.
  const std::string_view text = "взял взятку снова";
  BOOST_TEST(Marked(text, {}) == text);
  BOOST_TEST(Marked(text, {{9, 21, 2, false}}) == "взял [взятку]² снова");
  BOOST_TEST(Marked(text, {{0, 21, 1, false}, {9, 21, 2, false}}) == "[взял [взятку]²]¹ снова");
  BOOST_TEST(Marked(text, {{9, 21, 2, false}, {9, 21, 10, true}}) == "взял [взятку]²˒¹⁰ снова");
  BOOST_TEST(Marked(text, {{0, 8, 1, false}, {9, 21, 2, false}}) == "[взял]¹ [взятку]² снова");
  BOOST_TEST(Marked("a\x1B[2J\nb", {{0, 1, 1, false}}) == "[a]¹\uFFFD[2J\nb");
  BOOST_TEST(app::WithMarks(text, {{9, 21, 2, false}, {0, 8, 1, true}}, Colours::kYes) ==
             "\x1B[33mвзял\x1B[0m¹ \x1B[32mвзятку\x1B[0m² снова");
}

BOOST_AUTO_TEST_CASE(overlapping_marks_keep_all_of_the_text) {
  const std::string text(60, 'x');
  for (std::uint32_t a = 0; a < 60; a += 7) {
    for (std::uint32_t b = 1; b <= 60 - a; b += 5) {
      std::string marked = Marked(text, {{a, a + b, 1, false}, {30, 41, 2, false}});
      BOOST_TEST(std::count(marked.begin(), marked.end(), 'x') == 60);
      BOOST_TEST(std::count(marked.begin(), marked.end(), '[') ==
                 std::count(marked.begin(), marked.end(), ']'));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_covered_match_names_the_look_alike_that_covers_it) {
  LexiconFolder lexicon(R"(rules:
  - {id: act, title: A, why: So., emits: {act: true}, match: {ru: [взятка]}}
  - {id: cards, title: B, why: So., emits: {look_alike: true}, match: {ru: [взятка ~2 карты]}}
)");
  app::LexiconSource source(lexicon.global, lexicon.arguments);
  const auto classifier = source.Compile(Analyzer());
  const std::string text = "Взятка. Взятка на карты. Взятка. Карты, взятка. Взятка на карты.";
  nlp::Analyzer::Scratch analyzer_scratch;
  core::NormalizedText analysis, no_title;
  Analyzer().AnalyzeAs(text, core::Language::kRu, analyzer_scratch, analysis);
  classify::Classifier::Scratch scratch(*classifier);
  const auto matches =
      classifier->Explain({"article", std::nullopt, "", text, no_title, analysis}, scratch);
  std::vector<std::string> found;
  const auto covers = app::CoversOf(matches, classifier->lexicon());
  for (std::size_t i = 0; i < matches.size(); ++i) {
    found.push_back(std::string(matches[i].rule) + "<" + std::string(covers[i]));
  }
  const std::vector<std::string> due = {"act<", "act<cards", "cards<", "act<",
                                        "act<", "act<cards", "cards<"};
  BOOST_TEST(found == due, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(columns_are_as_wide_as_their_cells) {
  app::TextTable table({{"Правило"}, {"n", app::Align::kRight}});
  BOOST_TEST(table.ToString(Colours::kNo) == "");
  table.Add({"қызмет\x1B", "5"});
  table.Add({"a", "123"});
  BOOST_TEST(table.ToString(Colours::kNo, "  ") ==
             "  Правило    n\n  қызмет\uFFFD    5\n  a        123\n");
}

BOOST_AUTO_TEST_CASE(labels_are_compared_field_by_field) {
  app::LabelScores scores;
  const auto add = [&scores](std::string_view due, std::string_view found) {
    const auto label = Label(due);
    scores.Add(label, Label(found).due, {"r"});
  };
  add(R"({"text":"x","language":"ru","gold":{"corruption":true,"context":"conviction","spheres":["a","b"]}})",
      R"({"text":"x","gold":{"corruption":true,"context":"allegation","spheres":["b",{"id":"c"}],"schemes":["s"]}})");
  add(R"({"text":"x","language":"kk","gold":{"corruption":false,"context":"none","spheres":[]}})",
      R"({"text":"x","gold":{"corruption":true,"context":"none","spheres":[]}})");
  const auto& of = [&](app::LabelField field) {
    return scores.all()[static_cast<std::size_t>(field)];
  };
  const app::Agreement corruption = of(app::LabelField::kCorruption);
  BOOST_TEST(corruption.precision() == 0.5);
  BOOST_TEST(corruption.recall() == 1);
  BOOST_TEST(corruption.f1() == 2.0 / 3, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(of(app::LabelField::kContext).f1() == 0);
  BOOST_TEST(of(app::LabelField::kSpheres).hit == 1u);
  BOOST_TEST(of(app::LabelField::kSpheres).found == 2u);
  BOOST_TEST(of(app::LabelField::kSchemes).found == 0u);  // the label says nothing of them
  BOOST_TEST(scores.by_language().size() == 2u);
  const auto rules = scores.Rules();
  BOOST_REQUIRE(rules.size() == 1u);
  BOOST_TEST(rules[0].second.corrupt == 1u);
  BOOST_TEST(rules[0].second.other == 1u);
}

BOOST_AUTO_TEST_CASE(what_differs_from_a_label_is_named) {
  const auto due = Label(R"({"text":"x","gold":{"corruption":true,"regions":["KZ-71"]}})").due;
  const auto found =
      Label(R"({"text":"x","gold":{"corruption":true,"regions":[],"bodies":["mh"]}})").due;
  BOOST_CHECK((app::Differences(due, found) == std::vector{app::LabelField::kRegions}));
  BOOST_TEST(app::Differences(due, due).empty());
}

BOOST_AUTO_TEST_CASE(a_line_that_is_no_label_says_why) {
  BOOST_TEST(Contains(ErrorOf("text"), "no JSON object"));
  BOOST_TEST(Contains(ErrorOf("[]"), "no JSON object"));
  BOOST_TEST(Contains(ErrorOf(R"({"gold":{}})"), "'text' is missing"));
  BOOST_TEST(Contains(ErrorOf(R"({"text":"x"})"), "'gold'"));
  BOOST_TEST(Contains(ErrorOf(R"({"text":7,"gold":{}})"), "'text' is no text"));
  BOOST_TEST(Contains(ErrorOf(R"({"text":"x","date":"now","gold":{}})"), "ISO 8601"));
  BOOST_TEST(
      Contains(ErrorOf(R"({"text":"x","gold":{"corruption":"yes"}})"), "is not true or false"));
  BOOST_TEST(Contains(ErrorOf(R"({"text":"x","gold":{"context":"x"}})"), "is not a context"));
  BOOST_TEST(Contains(ErrorOf(R"({"text":"x","gold":{"spheres":{}}})"), "is not a list of ids"));
}

BOOST_AUTO_TEST_CASE(a_sample_is_the_same_each_time_and_sources_take_turns) {
  std::vector<app::FiredDocument> documents;
  for (store::DocumentNumber i = 1; i <= 100; ++i) {
    documents.push_back({i, i % 10 == 0 ? "media/small" : "media/large",
                         std::string(60, '0') + std::to_string(1000 + i)});
  }
  const auto order = app::InSampleOrder(documents, 1);
  BOOST_TEST(order.size() == 100u);
  for (std::size_t i = 0; i < 20; i += 2) BOOST_TEST(order[i].source != order[i + 1].source);
  std::reverse(documents.begin(), documents.end());
  BOOST_CHECK(app::InSampleOrder(documents, 1) == order);
  BOOST_CHECK(NumbersOf(app::InSampleOrder(documents, 2)) != NumbersOf(order));
  // A copy of a text that was there before is not drawn.
  documents.push_back({101, "media/third", documents.front().text_sha256});
  BOOST_CHECK(app::InSampleOrder(documents, 1) == order);
}

BOOST_FIXTURE_TEST_CASE(a_rule_is_sampled_where_it_fired_and_judged_once_per_text,
                        WorkspaceFixture) {
  app::RuleJudging judging(global, "scheme.bribe", "ru");
  const auto sample = judging.Sample(1, true);
  BOOST_TEST(sample.size() == 39u);
  const auto first = sample.front();
  BOOST_TEST(judging.VerdictOn(first.text_sha256) == nullptr);
  const std::string text = judging.ToText(first.number, Colours::kNo);
  BOOST_TEST(Contains(text, "[взятку]"), text);
  judging.Judge(first.number, monitor::Verdict::kRight, "analyst", "");
  judging.Judge(first.number, monitor::Verdict::kWrong, "analyst",
                "не то, звонить +7 777 000 11 22");
  const app::RuleJudging again(global, "scheme.bribe", "ru");
  BOOST_REQUIRE(again.VerdictOn(first.text_sha256));
  BOOST_CHECK(again.VerdictOn(first.text_sha256)->verdict == monitor::Verdict::kWrong);
  BOOST_TEST(again.VerdictOn(first.text_sha256)->number == first.number);
  BOOST_TEST(again.VerdictOn(first.text_sha256)->note == "не то, звонить [phone]");
  BOOST_TEST(Contains(again.ToText(first.number, Colours::kNo), "неверно (analyst"));
  BOOST_CHECK(NumbersOf(again.Sample(1, true)) == NumbersOf(sample));
  // Document 1 is about rain.
  BOOST_CHECK_THROW(judging.Judge(1, monitor::Verdict::kRight, "analyst", ""), app::Failure);
  BOOST_CHECK_THROW(judging.Judge(999, monitor::Verdict::kRight, "analyst", ""), app::Failure);
  BOOST_CHECK_THROW(app::RuleJudging(global, "scheme.bribes", "ru"), app::Failure);
}

BOOST_FIXTURE_TEST_CASE(the_floor_stands_in_the_settings, WorkspaceFixture) {
  const std::filesystem::path file = folder / "space/sholu.yaml";
  BOOST_TEST(config::LoadSettings(global.workspace)->rule_floor.precision == 0.5);
  BOOST_TEST(config::LoadSettings(global.workspace)->rule_floor.judged == 20u);
  Write(file, "lexicon: {floor: 0.7, judged: 5}\n");
  BOOST_TEST(config::LoadSettings(global.workspace)->rule_floor.precision == 0.7);
  BOOST_TEST(config::LoadSettings(global.workspace)->rule_floor.judged == 5u);
  for (const char* wrong :
       {"lexicon: {floor: 7}\n", "lexicon: {judged: 0}\n", "lexicon: {flor: 0.5}\n"}) {
    Write(file, wrong);
    const auto settings = config::LoadSettings(global.workspace);
    BOOST_REQUIRE(!settings);
    BOOST_TEST(Contains(settings.error().front().message, "sholu.yaml:1:"), wrong);
  }
}

BOOST_FIXTURE_TEST_CASE(documents_of_a_rule_that_is_wrong_too_often_are_not_counted,
                        WorkspaceFixture) {
  BOOST_TEST(Countable() == 39u);
  {
    app::RuleJudging judging(global, "scheme.bribe", "ru");
    const auto sample = judging.Sample(1, true);
    for (std::size_t i = 0; i < 19; ++i) {
      judging.Judge(sample[i].number, monitor::Verdict::kWrong, "analyst", "");
    }
  }
  Import(0);  // 19 verdicts decide nothing
  BOOST_TEST(Countable() == 39u);
  {
    app::RuleJudging judging(global, "scheme.bribe", "ru");
    const auto sample = judging.Sample(1, true);
    judging.Judge(sample[19].number, monitor::Verdict::kWrong, "analyst", "");
  }
  Import(0);
  BOOST_TEST(Countable() == 0u);
  // It is still shown where it matches.
  BOOST_TEST(app::RuleJudging(global, "scheme.bribe", "ru").Sample(1, true).size() == 39u);
  // A new version of the rule begins anew.
  const std::filesystem::path rules = folder / "space/lexicon/rules.yaml";
  std::ifstream file(rules, std::ios::binary);
  std::string yaml{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const std::string before = "- id: bribe\n";
  yaml.replace(yaml.find(before), before.size(), "- id: bribe\n    version: 2\n");
  Write(rules, yaml);
  Import(0);
  BOOST_TEST(Countable() == 39u);
}

BOOST_AUTO_TEST_CASE(a_sentence_is_shown_once_with_all_its_matches) {
  store::StoredDocument stored;
  stored.document.title = "Он взял взятку.";
  stored.document.text = "Он взял взятку. Взятку за взятку. Дождь.";
  store::Analysis analysis;
  nlp::Analyzer::Scratch scratch;
  Analyzer().Analyze(stored.document.text, core::Language::kRu, scratch, analysis.text);
  Analyzer().Analyze(stored.document.title, core::Language::kRu, scratch, analysis.title);
  std::vector<classify::Classifier::RuleMatch> matches;
  const auto match = [&matches](core::Field field, std::string_view text) {
    const auto at = [&](std::string_view word, std::size_t from) { return text.find(word, from); };
    for (std::size_t begin = 0; begin < text.size();) {
      begin = std::min(at("взятку", begin), at("Взятку", begin));
      if (begin == std::string_view::npos) break;
      matches.push_back({.rule = "r",
                         .field = field,
                         .begin = static_cast<std::uint32_t>(begin),
                         .end = static_cast<std::uint32_t>(begin + 12)});
      begin += 12;
    }
  };
  match(core::Field::kTitle, stored.document.title);
  match(core::Field::kText, stored.document.text);
  BOOST_REQUIRE(matches.size() == 4u);
  const app::ScannedDocument document{stored, analysis, matches};
  const std::vector<std::string> due = {"Он взял [взятку].", "[Взятку] за [взятку]."};
  BOOST_TEST(app::MarkedSentences(document, matches, Colours::kNo) == due,
             boost::test_tools::per_element());

  // Of a sentence without end what is near the match, cut between characters.
  stored.document.text = std::string();
  for (int i = 0; i < 2000; ++i) stored.document.text += "ә";
  stored.document.text += " взятку " + stored.document.text;
  analysis.text.sentences = {
      {.begin = 0, .end = static_cast<std::uint32_t>(stored.document.text.size())}};
  matches = {{.rule = "r", .field = core::Field::kText, .begin = 4001, .end = 4013}};
  const auto cut = app::MarkedSentences(document, matches, Colours::kNo);
  BOOST_REQUIRE(cut.size() == 1u);
  BOOST_TEST(cut.front().size() < 900u);
  BOOST_TEST(cut.front().starts_with("…ә"));
  BOOST_TEST(cut.front().ends_with("ә…"));
  BOOST_TEST(Contains(cut.front(), "[взятку]"));
}

BOOST_FIXTURE_TEST_CASE(a_scan_sees_what_was_stored_however_many_threads_read, WorkspaceFixture) {
  for (const unsigned workers : {1U, 4U}) {
    auto workspace = app::Workspace::Open(global, app::Access::kRead);
    workspace.settings.workers = workers;
    const auto classifier = workspace.CompileLexicon();
    std::map<std::string, int> fired;
    int documents = 0;
    app::ScanCorpus(workspace, *classifier, {}, true, [&](const app::ScannedDocument& document) {
      ++documents;
      for (const auto& match : document.matches) ++fired[std::string(match.rule)];
    });
    BOOST_TEST(documents == 40);
    BOOST_TEST(fired["scheme.bribe"] == 39);
    BOOST_TEST(fired["post"] == 39);
    BOOST_TEST(fired.size() == 2u);
    BOOST_CHECK_THROW(app::ScanCorpus(workspace, *classifier, {}, true,
                                      [](const auto&) { throw std::runtime_error("x"); }),
                      std::runtime_error);
  }
}

BOOST_AUTO_TEST_SUITE_END()
