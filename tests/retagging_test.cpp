// The corpus tagged anew: what is judged again, what becomes of it, and which lexicons are kept.
#include "app/retagging.h"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/kept_lexicons.h"
#include "app/pipeline.h"
#include "app/rule_lab.h"
#include "classify/lexicon_difference.h"
#include "config/embedded.h"
#include "config/lexicon_loader.h"
#include "tests/support/store_fixture.h"

using app::Access;
using app::RetagOptions;
using app::RetagTotals;
using app::Workspace;

namespace {

void Write(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

std::string Replaced(std::string text, std::string_view what, std::string_view by) {
  const std::size_t at = text.find(what);
  BOOST_REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

const std::string kRules = R"(lists:
  - {name: take, ru: [взять, брать], kk: [ал], en: [take]}
spheres:
  - {id: health, name: {kk: x, ru: x, en: x}, strong: {ru: [больница], kk: [аурухана]}}
  - {id: roads, name: {kk: x, ru: x, en: x}, strong: {ru: [дорога, асфальт], kk: [жол]}}
schemes:
  - {id: bribe, name: {kk: Пара, ru: Взятка, en: Bribe}, states: {ru: [взятка, "<take> ~3 деньги"], kk: [пара], en: [bribe]}}
  - {id: ghost, name: {kk: x, ru: x, en: x}, signs: {ru: [тендер, закупка]}}
rules:
  - {id: joke, title: A joke, why: So it is., emits: [{look_alike: true}], match: {ru: ["взятка ~1 гладкий"]}}
  - {id: post, title: A post, why: So it is., emits: [{post: true, episode: true}], match: {ru: [врач, начальник], kk: [дәрігер]}}
  - {id: court, title: A court, why: So it is., emits: [{context: conviction}], match: {ru: ["суд ~5 осудить", приговор]}}
)";

// A workspace with texts of the training corpus and some of its own.
struct Corpus {
  explicit Corpus(const std::string& rules) {
    global.workspace = (folder / "space").string();
    BOOST_REQUIRE(config::WriteWorkspace(global.workspace));
    std::filesystem::remove_all(folder / "space/lexicon");
    SetRules(rules);
    for (const auto& registry : config::RegistryFiles()) {
      Write(folder / "space/registry" / registry.name, "{}\n");
    }
  }

  // The version of the lexicon with these rules.
  std::string VersionOf(const std::string& rules) {
    SetRules(rules);
    return config::LoadLexicon(folder / "space/lexicon")->version;
  }
  void SetRules(const std::string& rules) { Write(folder / "space/lexicon/rules.yaml", rules); }
  Workspace Open() const { return Workspace::Open(global, Access::kWrite); }

  static core::Document DocumentOf(const std::string& address, std::string text) {
    core::Document document;
    document.key = {core::SourceType::kMedia, "dala", address};
    document.kind = "article";
    document.text = std::move(text);
    document.published = core::ParseIso("2025-03-01");
    return document;
  }

  void Put(const std::vector<core::Document>& documents) const {
    const Workspace workspace = Open();
    const auto classifier = workspace.CompileLexiconToTag();
    app::Workbench bench(*workspace.analyzer, *classifier, *workspace.store);
    for (const core::Document& document : documents) {
      workspace.store->Put(bench.Prepare(document, {}));
    }
  }

  // Every text is some words out of those that the rules know and do not know.
  static std::vector<core::Document> Made(std::size_t count) {
    const std::vector<std::string> words = {
        "взятку",   "взятки",  "гладки", "врач",     "начальник", "деньги", "взял",  "берёт",
        "больница", "дорогу",  "суд",    "осудил",   "приговор",  "тендер", "весна", "конверт",
        "пара",     "дәрігер", "алды",   "аурухана", "жол",       "bribe",  "тихо",  "закупку"};
    std::vector<core::Document> documents;
    std::uint32_t state = 7;
    for (std::size_t i = 0; i < count; ++i) {
      std::string text;
      for (int sentence = 0; sentence < 3; ++sentence) {
        for (int word = 0; word < 6; ++word) {
          state = state * 1664525 + 1013904223;
          text += words[(state >> 16) % words.size()] + " ";
        }
        text.back() = '.';
        text += ' ';
      }
      documents.push_back(DocumentOf(std::to_string(i), std::move(text)));
      if (i % 5 == 0) documents.back().title = words[i % words.size()];
      if (i % 7 == 0) documents.back().kind = "listing";
    }
    return documents;
  }

  RetagTotals Retag(const RetagOptions& options = {}) const {
    const Workspace workspace = Open();
    return app::Retag(workspace, *workspace.CompileLexiconToTag(), options);
  }

  // By address.
  std::map<std::string, core::Classification> Classifications() const {
    const Workspace workspace = Open();
    std::map<std::string, core::Classification> all;
    workspace.store->Select({}, [](const store::Header&) { return true; });
    std::vector<store::DocumentNumber> numbers;
    workspace.store->Select({}, [&](const store::Header& header) {
      numbers.push_back(header.number);
      return true;
    });
    for (const auto number : numbers) {
      const auto stored = workspace.store->Get(number);
      all[stored->document.key.address] = stored->classification;
    }
    BOOST_CHECK(workspace.store->counters() == workspace.store->Recount());
    return all;
  }

  fixture::Folder folder;
  app::Global global;
};

void CheckAlike(const Corpus& a, const Corpus& b) {
  const auto of_a = a.Classifications(), of_b = b.Classifications();
  BOOST_REQUIRE(of_a.size() == of_b.size());
  for (const auto& [address, classification] : of_a) {
    BOOST_TEST(app::SayTheSame(classification, of_b.at(address)), "document " << address);
    BOOST_TEST(classification.lexicon_version == of_b.at(address).lexicon_version);
  }
}

classify::Lexicon LexiconOf(const std::string& rules) {
  auto lexicon = config::ParseLexicon({{"rules.yaml", std::string_view(rules)}});
  BOOST_REQUIRE(lexicon);
  return *std::move(lexicon);
}

struct Change {
  std::string_view what, by;
  bool rules_only = true;
};

// Changes of every sort, each tried by itself.
const std::vector<Change> kChanges = {
    {"[дорога, асфальт]", "[весна]"},                      // another pattern
    {"[тендер, закупка]", "[тендер]"},                     // a pattern less
    {"[больница]", "[больн*]"},                            // without a lemma
    {"strong: {ru: [больница]", "weak: {ru: [больница]"},  // another weight
    {"  - {id: joke, title: A joke, why: So it is., emits: [{look_alike: true}], match: "
     "{ru: [\"взятка ~1 гладкий\"]}}\n",
     ""},                                             // no look-alike
    {"\"взятка ~1 гладкий\"", "\"врач ~3 взятка\""},  // another one
    {"{ru: [\"суд ~5 осудить\", приговор]}",
     "{ru: [\"суд ~5 осудить\", приговор]}, forbid: [{within: sentence, ru: [весна]}]"},
    {"emits: [{post: true, episode: true}]", "emits: [{act: true}]"},
    {"id: court, title: A court", "id: court, version: 2, title: A court"},
    {"title: A court", "title: A court of law"},   // nothing
    {"ru: [взять, брать]", "ru: [взять]", false},  // a list
    {"name: {kk: Пара, ru: Взятка", "name: {kk: Пара, ru: Взятки", false},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(retagging_test)

BOOST_AUTO_TEST_CASE(a_lexicon_that_was_read_is_used_whatever_becomes_of_its_files) {
  Corpus corpus(kRules);
  const Workspace workspace = corpus.Open();
  const app::KeptLexicons kept(workspace.store->space(app::kLexiconSpace));
  const app::ReadyLexicon ready = workspace.ReadLexiconToTag(workspace.settings);
  BOOST_TEST(kept.All().empty());
  corpus.SetRules("rules: broken");
  BOOST_CHECK_THROW(workspace.CompileLexiconToTag(), app::Failure);
  workspace.BeginToTag(ready.kept);
  BOOST_REQUIRE(kept.All().size() == 1u);
  BOOST_TEST(kept.All()[0].version == ready.classifier->lexicon().version);
  BOOST_TEST(kept.All()[0].version == ready.written.version);
  BOOST_TEST((kept.All()[0].files.at(0).second == kRules));
}

BOOST_AUTO_TEST_CASE(judging_only_what_can_have_changed_gives_what_judging_everything_gives) {
  for (const Change& change : kChanges) {
    BOOST_TEST_CONTEXT(change.what << " -> " << change.by) {
      const std::string after = Replaced(kRules, change.what, change.by);
      BOOST_TEST(classify::Compare(LexiconOf(kRules), LexiconOf(after)).rules_only ==
                 change.rules_only);
      Corpus quick(kRules), slow(kRules), fresh(after);
      const auto documents = Corpus::Made(150);
      for (const Corpus* corpus : {&quick, &slow, &fresh}) corpus->Put(documents);
      quick.SetRules(after);
      slow.SetRules(after);
      const RetagTotals of_quick = quick.Retag();
      const RetagTotals of_slow = slow.Retag({.all = true});
      BOOST_TEST(of_quick.changed == of_slow.changed);
      BOOST_TEST(of_slow.judged == 150u);
      BOOST_TEST((of_quick.judged < 150u) == change.rules_only);
      BOOST_TEST(of_quick.commit == 151u);
      CheckAlike(quick, slow);
      CheckAlike(quick, fresh);
      BOOST_TEST(quick.Retag().nothing);
    }
  }
}

BOOST_AUTO_TEST_CASE(texts_of_the_built_in_lexicon_are_judged_by_what_is_stored_as_when_they_came) {
  Corpus corpus(kRules);
  BOOST_REQUIRE(std::filesystem::remove_all(corpus.folder / "space/lexicon") > 0);
  std::filesystem::remove_all(corpus.folder / "space/registry");
  BOOST_REQUIRE(config::WriteWorkspace(corpus.global.workspace));
  std::vector<core::Document> documents;
  for (const auto& file : std::filesystem::directory_iterator(SHOLU_TRAINING)) {
    std::ifstream lines(file.path());
    std::string line;
    for (int i = 0; i < 40 && std::getline(lines, line); ++i) {
      const auto text = nlohmann::json::parse(line);
      documents.push_back(Corpus::DocumentOf(text.at("id"), text.at("text")));
      documents.back().kind = text.at("kind");
      if (text.at("title").is_string()) documents.back().title = text.at("title");
      documents.back().published = core::ParseIso(text.at("date").get<std::string>());
    }
  }
  documents.front().text += " Citroën, it's 2,5 млн, Café.";
  corpus.Put(documents);
  const Workspace workspace = corpus.Open();
  const auto classifier = workspace.CompileLexicon();
  app::Workbench bench(*workspace.analyzer, *classifier, *workspace.store);
  BOOST_TEST(workspace.store->counters().documents > 300u);
  for (store::DocumentNumber number = 1; const auto stored = workspace.store->Get(number);
       ++number) {
    const auto analysis = workspace.store->GetAnalysis(number);
    const auto again = bench.Classify(stored->document, analysis->title, analysis->text);
    BOOST_TEST(app::SayTheSame(again, stored->classification),
               "document " << stored->document.key.address);
  }
}

BOOST_AUTO_TEST_CASE(a_retagging_that_was_stopped_goes_on_and_shows_nothing_before_its_end) {
  const std::string after = Replaced(kRules, "[дорога, асфальт]", "[весна]");
  Corpus stopped(kRules), whole(kRules);
  const auto documents = Corpus::Made(200);
  for (Corpus* corpus : {&stopped, &whole}) {
    corpus->Put(documents);
    corpus->SetRules(after);
  }
  const auto before = stopped.Classifications();
  std::uint64_t judged = 0, changed = 0;
  int runs = 0;
  for (bool done = false; !done && runs < 100; ++runs) {
    std::stop_source stop;
    RetagOptions options;
    options.group = 7;
    options.stop = stop.get_token();
    options.progress = [&stop](std::uint64_t at, std::uint64_t) {
      if (at >= 14) stop.request_stop();
    };
    const RetagTotals totals = stopped.Retag(options);
    judged += totals.judged;
    changed += totals.changed;
    done = !totals.stopped;
    if (!done) {
      BOOST_TEST(totals.commit == 0u);
      for (const auto& [address, classification] : stopped.Classifications()) {
        BOOST_TEST(app::SayTheSame(classification, before.at(address)));
      }
    }
  }
  BOOST_TEST(runs > 3);
  const RetagTotals totals = whole.Retag();
  BOOST_TEST(totals.changed == changed);
  BOOST_TEST(totals.judged == judged);
  CheckAlike(stopped, whole);
}

BOOST_AUTO_TEST_CASE(each_document_is_compared_with_the_lexicon_that_tagged_it) {
  const std::string second = Replaced(kRules, "[дорога, асфальт]", "[весна]");
  const std::string third = Replaced(second, "[тендер, закупка]", "[конверт]");
  Corpus corpus(kRules), fresh(third);
  const auto documents = Corpus::Made(120);
  const auto part = [&](std::size_t from, std::size_t to) {
    return std::vector(documents.begin() + static_cast<std::ptrdiff_t>(from),
                       documents.begin() + static_cast<std::ptrdiff_t>(to));
  };
  corpus.Put(part(0, 40));
  corpus.SetRules(second);
  corpus.Put(part(40, 80));
  corpus.SetRules(third);
  corpus.Put(part(80, 120));
  fresh.Put(documents);
  {
    const Workspace workspace = corpus.Open();
    const app::TaggedBy tagged(*workspace.store);
    BOOST_TEST(*tagged.LexiconOf(40) == corpus.VersionOf(kRules));
    BOOST_TEST(*tagged.LexiconOf(41) == corpus.VersionOf(second));
    BOOST_TEST(*tagged.LexiconOf(81) == corpus.VersionOf(third));
  }
  const RetagTotals totals = corpus.Retag();
  BOOST_TEST(totals.judged < 80u);
  CheckAlike(corpus, fresh);
  const Workspace workspace = corpus.Open();
  BOOST_TEST(*app::TaggedBy(*workspace.store).LexiconOf(1) == corpus.VersionOf(third));
}

BOOST_AUTO_TEST_CASE(an_older_analysis_is_made_anew_first) {
  Corpus corpus(kRules);
  const auto documents = Corpus::Made(3);
  {
    const Workspace workspace = corpus.Open();
    const auto classifier = workspace.CompileLexicon();  // as before lexicons were kept
    for (const core::Document& document : documents) {
      core::NormalizedText title, text;
      nlp::Analyzer::Scratch scratch;
      app::AnalyzeFields(*workspace.analyzer, document, scratch, title, text);
      if (document.key.address == "1") text.nlp_version = nlp::kNlpVersion - 1;
      workspace.store->Put(workspace.store->Prepare(document, title, text, {}, {}));
    }
  }
  const RetagTotals totals = corpus.Retag();
  BOOST_TEST(totals.analysed == 1u);
  BOOST_TEST(totals.judged == 2u);
  Corpus fresh(kRules);
  fresh.Put(documents);
  CheckAlike(corpus, fresh);
  BOOST_TEST(corpus.Retag().nothing);
}

BOOST_AUTO_TEST_CASE(lexicons_that_tagged_are_kept_with_their_files) {
  Corpus corpus(kRules);
  corpus.Put(Corpus::Made(2));
  corpus.Put(Corpus::Made(2));
  corpus.SetRules(Replaced(kRules, "[больница]", "[больница, врач]"));
  corpus.Retag();
  const Workspace workspace = corpus.Open();
  const app::KeptLexicons kept(workspace.store->space(app::kLexiconSpace));
  const auto all = kept.All();
  BOOST_REQUIRE(all.size() == 2u);
  BOOST_TEST(all[0].version == corpus.VersionOf(kRules));
  BOOST_TEST(all[0].files.front().first == "lexicon/rules.yaml");
  BOOST_TEST(all[0].files.front().second == kRules);
  BOOST_TEST(all[0].files.size() == 1 + config::RegistryFiles().size());
  BOOST_TEST(app::LexiconOf(all[1])->version == workspace.store->taggings()[0].lexicon_version);
  BOOST_TEST(kept.Uses().size() == 2u);
  core::Batch damage;
  damage.Put("lexicon/" + all[0].version, "12\nno lexicon");
  workspace.store->space(app::kLexiconSpace).Write(damage);
  BOOST_CHECK_THROW(kept.Find(all[0].version), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(what_would_change_is_what_a_retagging_changes) {
  for (const Change& change : kChanges) {
    BOOST_TEST_CONTEXT(change.what << " -> " << change.by) {
      const std::string after = Replaced(kRules, change.what, change.by);
      Corpus corpus(kRules);
      corpus.Put(Corpus::Made(80));
      const auto before = corpus.Classifications();
      app::CorpusChange told;
      {
        const Workspace workspace = corpus.Open();
        const auto old_one = workspace.CompileLexicon();
        corpus.SetRules(after);
        told = ChangesOf(workspace, *old_one, *workspace.CompileLexicon(), {}, {});
      }
      corpus.Retag();
      std::size_t changed = 0;
      for (const auto& [address, now] : corpus.Classifications()) {
        const core::Classification& was = before.at(address);
        const auto key = [](const core::Classification& c) {
          std::string text = std::string(core::Name(c.context)) + (c.corruption ? "c" : "") +
                             (c.counts() ? "n" : "");
          for (const core::Tag& tag : c.tags) text += " " + tag.id;
          return text;
        };
        changed += key(was) != key(now) ? 1 : 0;
      }
      BOOST_TEST(told.documents == 80u);
      BOOST_TEST(told.changed.size() == changed);
      for (const auto& document : told.changed) {
        BOOST_TEST(!(document.lost.empty() && document.gained.empty()));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_lab_finds_by_the_index_what_it_finds_in_all_documents) {
  Corpus corpus(kRules);
  corpus.Put(Corpus::Made(200));
  const Workspace workspace = Workspace::Open(corpus.global, Access::kRead);
  const auto lists = workspace.lexicon().lists;
  struct Case {
    std::string_view pattern;
    bool by_index;
    // The same, in a way that the index cannot help with.
    std::string_view plain;
  };
  for (const Case& one :
       {Case{"врач ~3 взятка", true, "(врач | нетт*) ~3 (взятка | нетт*)"},
        Case{"<take> ~2 деньги", true, "(<take> | нетт*) ~2 (деньги | нетт*)"},
        Case{"врач & суд", true, "(врач | нетт*) & (суд | нетт*)"}, Case{"взятк*", false, "взятк*"},
        Case{"\"взятку\"", false, "(\"взятку\" | нетт*)"},
        Case{"небывалый", true, "(небывалый | нетт*)"}}) {
    BOOST_TEST_CONTEXT(one.pattern) {
      const auto ask = [&](std::string_view text) {
        classify::Pattern pattern;
        pattern.language = core::Language::kRu;
        pattern.text = text;
        const auto answer = TryPattern(workspace, lists, pattern, {});
        BOOST_REQUIRE(answer);
        return *answer;
      };
      const app::LabAnswer quick = ask(one.pattern), slow = ask(one.plain);
      BOOST_TEST(quick.by_index == one.by_index);
      BOOST_TEST(!slow.by_index);
      BOOST_TEST(slow.candidates == 200u);
      BOOST_TEST(quick.documents == slow.documents);
      BOOST_TEST((quick.documents > 0) == (one.pattern != "небывалый"));
      std::uint64_t in_years = 0;
      for (const auto& [year, count] : quick.by_year) in_years += count;
      BOOST_TEST(in_years == quick.documents);
      BOOST_TEST(quick.newest.size() == std::min<std::uint64_t>(5, quick.documents));
      for (const auto& example : quick.newest) {
        BOOST_REQUIRE(!example.sentences.empty());
        BOOST_TEST(example.sentences.front().find('[') != std::string::npos);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_pattern_that_is_wrong_is_told_with_its_place) {
  Corpus corpus(kRules);
  corpus.Put(Corpus::Made(1));
  const Workspace workspace = Workspace::Open(corpus.global, Access::kRead);
  classify::Pattern pattern;
  pattern.text = "(взятка";
  pattern.place = {"lab", 1, 1};
  const auto answer = TryPattern(workspace, {}, pattern, {});
  BOOST_REQUIRE(!answer);
  BOOST_TEST(answer.error().front().message.starts_with("lab:1:"));
}

BOOST_AUTO_TEST_CASE(rules_that_are_moved_are_no_change_of_rules_only) {
  const std::string moved = Replaced(
      Replaced(kRules,
               "  - {id: joke, title: A joke, why: So it is., emits: [{look_alike: true}], match: "
               "{ru: [\"взятка ~1 гладкий\"]}}\n",
               ""),
      "  - {id: court",
      "  - {id: joke, title: A joke, why: So it is., emits: [{look_alike: true}], "
      "match: {ru: [\"взятка ~1 гладкий\"]}}\n  - {id: court");
  const auto difference = classify::Compare(LexiconOf(kRules), LexiconOf(moved));
  BOOST_TEST(difference.rules.empty());
  BOOST_TEST(!difference.rules_only);
  BOOST_TEST(classify::Compare(LexiconOf(kRules), LexiconOf(kRules + "\n")).rules_only);
}

BOOST_AUTO_TEST_SUITE_END()
