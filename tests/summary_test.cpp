#include "monitor/summary.h"

#include <stdlib.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "monitor/quotation.h"
#include "monitor/summary_json.h"
#include "nlp/analyzer.h"
#include "store/store.h"

using core::Role;
using core::SourceType;
using core::TagKind;

namespace {

constexpr const char* kHealth = "health";

class Corpus {
 public:
  Corpus() {
    std::string path = (std::filesystem::temp_directory_path() / "summary_test.XXXXXX").string();
    if (!mkdtemp(path.data())) throw std::runtime_error("no temporary folder");
    folder_ = path;
    store::Options options;
    options.folder = folder_;
    auto opened = store::Store::Open(options);
    if (!opened) throw std::runtime_error(opened.error().message);
    store_ = std::move(*opened);
  }
  ~Corpus() {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  store::Store& store() { return *store_; }

  void Put(const core::Document& document, const core::Classification& classification) {
    core::NormalizedText title, text;
    analyzer_.Analyze(document.title, core::Language::kUnknown, scratch_, title);
    analyzer_.Analyze(document.text, core::Language::kUnknown, scratch_, text);
    store_->Put(store_->Prepare(document, title, text, classification, {}));
  }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  nlp::Analyzer analyzer_;
  nlp::Analyzer::Scratch scratch_;
};

// A countable document about health, unless a test says otherwise.
struct Item {
  core::Document document;
  core::Classification classification;

  Item(SourceType type, std::string source, std::string address, std::string_view iso,
       std::string text) {
    document.key = {type, std::move(source), std::move(address)};
    document.url = type == SourceType::kMedia ? "https://" + document.key.address : "";
    document.title = "Заголовок " + document.key.address;
    document.text = std::move(text);
    document.published = core::ParseIso(iso);
    classification.language = core::Language::kRu;
    classification.corruption = classification.countable = true;
    classification.context = core::Context::kInvestigation;
    classification.lexicon_version = "0123456789abcdef";
    Tag(TagKind::kSphere, kHealth);
  }

  Item& Tag(TagKind kind, std::string id, Role role = Role::kNone, bool special = false,
            float score = 0.5F) {
    const auto end = static_cast<std::uint32_t>(document.text.find(' '));
    classification.tags.push_back({kind,
                                   std::move(id),
                                   role,
                                   special,
                                   score,
                                   {{"rule.scope", 2, core::Field::kText, 0, end}}});
    return *this;
  }
  Item& Uncountable() {
    classification.countable = false;
    return *this;
  }
  Item& Score(float score) {
    classification.tags.front().score = score;
    return *this;
  }
  // The clause that states the act.
  Item& Act(std::string_view clause) {
    const auto begin = static_cast<std::uint32_t>(document.text.find(clause));
    classification.evidence.push_back({"rule.act", 7, core::Field::kText, begin,
                                       begin + static_cast<std::uint32_t>(clause.size())});
    return *this;
  }
};

Item Media(std::string address, std::string_view iso, std::string text) {
  return {SourceType::kMedia, "dala", std::move(address), iso, std::move(text)};
}
Item Appeal(std::string number, std::string_view iso, std::string text) {
  return {SourceType::kAppeal, "e-otinish", std::move(number), iso, std::move(text)};
}

void Put(Corpus& corpus, const Item& item) {
  corpus.Put(item.document, item.classification);
}

// Texts of which no two are near-duplicates.
std::string Text(int which) {
  static const char* const kTexts[] = {
      "Главного врача районной больницы задержали при получении взятки. Следствие продолжается.",
      "Закупка томографа обошлась клинике втрое дороже рынка, сообщили аудиторы. Деньги вернули.",
      "Медсестра рассказала о поборах в приёмном покое. Руководство поликлиники молчит об этом.",
      "Аптечный склад списал годные лекарства, которые потом продавали на рынке. Дело в суде.",
      "Врач брал деньги за справки об инвалидности. Пациенты жаловались дважды, ответа не было.",
  };
  return kTexts[which];
}

monitor::SummaryRequest Request(std::string_view from, std::string_view to) {
  monitor::SummaryRequest request;
  request.sphere = kHealth;
  request.from = *core::ParseDay(from);
  request.to = *core::ParseDay(to);
  return request;
}

monitor::Summary Summarize(Corpus& corpus, const monitor::SummaryRequest& request) {
  auto summary = monitor::Summarize(corpus.store(), request);
  BOOST_REQUIRE(summary);
  return *summary;
}

monitor::Count Of(std::uint64_t items, std::uint64_t incidents) {
  return {items, incidents};
}

}  // namespace

namespace monitor {
std::ostream& operator<<(std::ostream& out, const Count& count) {
  return out << count.items << " items, " << count.incidents << " incidents";
}
}  // namespace monitor

BOOST_AUTO_TEST_SUITE(summary_test)

BOOST_AUTO_TEST_CASE(counts_items_incidents_and_reprints) {
  Corpus corpus;
  Put(corpus, Media("dala.example/1", "2026-01-10T10:00:00+05:00", Text(0)));
  Put(corpus, Media("dala.example/2", "2026-01-11T10:00:00+05:00", Text(1)));
  Item reprint = Media("tau.example/1", "2026-01-12T10:00:00+05:00", Text(0));
  reprint.document.key.source = "tau";
  Put(corpus, reprint);
  Put(corpus, Appeal("А-1", "2026-01-13", Text(2)));

  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-01-31"));
  BOOST_TEST(summary.all == Of(4, 3));
  BOOST_TEST(summary.media == Of(3, 2));
  BOOST_TEST(summary.appeals == Of(1, 1));
  BOOST_TEST(summary.reprints == 1u);
  BOOST_TEST(summary.by_source.at("media/dala") == Of(2, 2));
  BOOST_TEST(summary.by_source.at("media/tau") == Of(1, 1));
  BOOST_TEST(summary.by_source.at("appeal/e-otinish") == Of(1, 1));
  BOOST_TEST(summary.by_source_type.at("media") == Of(3, 2));
  BOOST_TEST(summary.by_language.at("ru") == Of(4, 3));
  BOOST_TEST(summary.by_month.at("2026-01") == Of(4, 3));
  BOOST_TEST(summary.commit == corpus.store().last_commit());
  BOOST_TEST(summary.lexicon_version == "0123456789abcdef");
}

BOOST_AUTO_TEST_CASE(breaks_down_by_scheme_region_and_implicated_body) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-10", Text(0))
                  .Tag(TagKind::kScheme, "bribe")
                  .Tag(TagKind::kScheme, "kickback")
                  .Tag(TagKind::kBody, "hospital", Role::kImplicated)
                  .Tag(TagKind::kBody, "police", Role::kActing)
                  .Tag(TagKind::kRegion, "KZ-71"));
  Put(corpus, Media("2", "2026-01-10", Text(1)).Tag(TagKind::kScheme, "bribe"));
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-01-31"));
  BOOST_TEST(summary.by_scheme.at("bribe") == Of(2, 2));
  BOOST_TEST(summary.by_scheme.at("kickback") == Of(1, 1));
  BOOST_TEST(summary.by_region.at("KZ-71") == Of(1, 1));
  BOOST_TEST(summary.by_body.size() == 1u);
  BOOST_TEST(summary.by_body.at("hospital") == Of(1, 1));
}

BOOST_AUTO_TEST_CASE(a_body_is_summarised_where_it_is_implicated) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-10", Text(0)).Tag(TagKind::kBody, "akimat", Role::kImplicated));
  Put(corpus, Media("2", "2026-01-10", Text(1)).Tag(TagKind::kBody, "akimat", Role::kActing));
  Put(corpus, Media("3", "2026-01-10", Text(2)).Tag(TagKind::kBody, "akimat", Role::kNamed));
  auto request = Request("2026-01-01", "2026-01-31");
  request.sphere.reset();
  request.body = "akimat";
  const auto summary = Summarize(corpus, request);
  BOOST_TEST(summary.all == Of(1, 1));
  BOOST_TEST(summary.left_out_uncountable == 0u);
}

BOOST_AUTO_TEST_CASE(leaves_special_bodies_and_uncountable_items_out) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-10", Text(0)));
  Put(corpus,
      Media("2", "2026-01-10", Text(1)).Tag(TagKind::kBody, "service", Role::kImplicated, true));
  Put(corpus,
      Media("3", "2026-01-10", Text(2)).Tag(TagKind::kBody, "service", Role::kActing, true));
  Put(corpus, Media("4", "2026-01-10", Text(3)).Uncountable());
  Put(corpus, Media("5", "2026-01-10", Text(4))
                  .Tag(TagKind::kBody, "service", Role::kImplicated, true)
                  .Uncountable());
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-01-31"));
  BOOST_TEST(summary.all == Of(2, 2));
  BOOST_TEST(summary.left_out_special == 1u);
  BOOST_TEST(summary.left_out_uncountable == 2u);
  BOOST_TEST(summary.by_body.size() == 0u);
}

BOOST_AUTO_TEST_CASE(periods_begin_and_end_at_midnight_in_the_zone) {
  // Almaty was at +06 until the end of February 2024 and has been at +05 since.
  const struct {
    const char* time;
    bool february, march;
  } kCases[] = {
      {"2024-01-31T23:59:59+06:00", false, false},
      {"2024-02-01T00:00:00+06:00", true, false},
      {"2024-02-29T23:59:59+06:00", true, false},
      {"2024-02-29T18:30:00Z", true, false},
      {"2024-02-29T19:00:00Z", false, true},
      {"2024-03-01T00:00:00+05:00", false, true},
      {"2024-03-31T18:59:59Z", false, true},
      {"2024-03-31T19:00:00Z", false, false},
      {"2024-02-29", true, false},
      {"2024-03-01", false, true},
  };
  for (const auto& [time, february, march] : kCases) {
    Corpus corpus;
    Put(corpus, Media("1", time, Text(0)));
    BOOST_TEST_CONTEXT(time) {
      const auto in_february = Summarize(corpus, Request("2024-02-01", "2024-02-29"));
      const auto in_march = Summarize(corpus, Request("2024-03-01", "2024-03-31"));
      BOOST_TEST(in_february.all.items == (february ? 1u : 0u));
      BOOST_TEST(in_march.all.items == (march ? 1u : 0u));
      if (february) BOOST_TEST(in_february.by_month.contains("2024-02"));
      if (march) BOOST_TEST(in_march.by_month.contains("2024-03"));
    }
  }
}

BOOST_AUTO_TEST_CASE(compares_with_the_period_of_the_same_length_before) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-15", Text(0)));                    // the day after
  Put(corpus, Media("2", "2026-01-14", Text(1)));                    // last of the period
  Put(corpus, Media("3", "2026-01-07T23:59:59+05:00", Text(2)));     // last before
  Put(corpus, Appeal("А-4", "2026-01-01", Text(3)));                 // first before
  Put(corpus, Appeal("А-5", "2025-12-31T23:59:59+05:00", Text(4)));  // too early
  Put(corpus, Media("6", "2026-01-05", Text(4)).Uncountable());
  const auto summary = Summarize(corpus, Request("2026-01-08", "2026-01-14"));
  BOOST_TEST(summary.all == Of(1, 1));
  BOOST_TEST(summary.all_before == Of(2, 2));
  BOOST_TEST(summary.media_before == Of(1, 1));
  BOOST_TEST(summary.appeals_before == Of(1, 1));
}

BOOST_AUTO_TEST_CASE(counts_the_live_version_only) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-10", Text(0)).Tag(TagKind::kScheme, "bribe"));
  Put(corpus, Media("1", "2026-01-10", Text(1)).Tag(TagKind::kScheme, "kickback"));
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-01-31"));
  BOOST_TEST(summary.all == Of(1, 1));
  BOOST_TEST(summary.by_scheme.size() == 1u);
  BOOST_TEST(summary.by_scheme.contains("kickback"));
  BOOST_REQUIRE_EQUAL(summary.quotations.size(), 1u);
  BOOST_TEST(summary.quotations[0].text.substr(0, Text(1).find(' ')) ==
             Text(1).substr(0, Text(1).find(' ')));
}

BOOST_AUTO_TEST_CASE(quotes_the_strongest_evidence_once_per_incident) {
  Corpus corpus;
  Put(corpus, Media("weak", "2026-01-20", Text(0)).Score(0.3F));
  Put(corpus, Media("old", "2026-01-05", Text(1)).Score(0.9F));
  Put(corpus, Media("new", "2026-01-06", Text(2)).Score(0.9F));
  Put(corpus, Media("reprint", "2026-01-07", Text(2)).Score(0.9F));
  Put(corpus, Media("middle", "2026-01-01", Text(3)).Score(0.5F));
  auto request = Request("2026-01-01", "2026-01-31");
  request.quotations = 3;
  const auto summary = Summarize(corpus, request);
  BOOST_REQUIRE_EQUAL(summary.quotations.size(), 3u);
  BOOST_TEST(summary.quotations[0].url == "https://new");
  BOOST_TEST(summary.quotations[1].url == "https://old");
  BOOST_TEST(summary.quotations[2].url == "https://middle");
}

BOOST_AUTO_TEST_CASE(a_quotation_can_be_traced_to_its_bytes) {
  Corpus corpus;
  Item item = Media("1", "2026-01-10T03:00:00Z", Text(1)).Act("обошлась клинике втрое дороже");
  item.document.archive = {"a.warc.gz", 10, 20, std::string(64, 'a')};
  Put(corpus, item);
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-01-31"));
  BOOST_REQUIRE_EQUAL(summary.quotations.size(), 1u);
  const monitor::Quotation& quotation = summary.quotations[0];
  const auto stored = corpus.store().Get(quotation.number);
  BOOST_REQUIRE(stored);
  BOOST_TEST(stored->document.text.substr(quotation.begin, quotation.end - quotation.begin) ==
             "обошлась клинике втрое дороже");
  BOOST_TEST(quotation.text ==
             "Закупка томографа обошлась клинике втрое дороже рынка, сообщили аудиторы.");
  BOOST_TEST(quotation.rule == "rule.act");
  BOOST_TEST(quotation.rule_version == 7u);
  BOOST_TEST(quotation.date == "2026-01-10T08:00:00+05:00");
  BOOST_TEST(quotation.sha256 == std::string(64, 'a'));
  BOOST_TEST(quotation.source == "media/dala");
}

BOOST_AUTO_TEST_CASE(an_excerpt_keeps_the_evidence_and_whole_words) {
  std::string field;
  for (int i = 0; i < 200; ++i) field += "слово ";
  const std::size_t begin = field.size();
  field += "взятка";
  const std::size_t end = field.size();
  for (int i = 0; i < 200; ++i) field += " слово";
  const std::string excerpt = monitor::Excerpt(field, {}, begin, end, 120);
  BOOST_TEST(excerpt.find("взятка") != std::string::npos);
  BOOST_TEST(excerpt.size() <= 120 + 6u);
  BOOST_TEST(excerpt.substr(0, 13) == "…слово");
  BOOST_TEST(excerpt.substr(excerpt.size() - 13) == "слово…");
  BOOST_TEST(monitor::Excerpt("one\ntwo\nthree", {}, 4, 7, 100) == "two");
  BOOST_TEST(monitor::Excerpt("short", {}, 90, 95, 100) == "short");
}

BOOST_AUTO_TEST_CASE(an_empty_corpus_gives_zeros) {
  Corpus corpus;
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-01-31"));
  BOOST_TEST(summary.all == Of(0, 0));
  BOOST_TEST(summary.quotations.empty());
  BOOST_TEST(summary.lexicon_version == "");
}

BOOST_AUTO_TEST_CASE(refuses_a_wrong_scope_period_or_zone) {
  Corpus corpus;
  auto both = Request("2026-01-01", "2026-01-31");
  both.body = "akimat";
  auto neither = Request("2026-01-01", "2026-01-31");
  neither.sphere.reset();
  auto zone = Request("2026-01-01", "2026-01-31");
  zone.zone = "Asia/Nowhere";
  for (const auto& request : {both, neither, zone, Request("2026-02-01", "2026-01-31")}) {
    BOOST_TEST(!monitor::Summarize(corpus.store(), request));
  }
}

BOOST_AUTO_TEST_CASE(json_has_every_figure_in_order) {
  Corpus corpus;
  Put(corpus, Media("1", "2026-01-10", Text(0)).Tag(TagKind::kScheme, "bribe"));
  Put(corpus, Appeal("А-2", "2026-01-11", Text(1) + " \xFF"));
  const auto summary = Summarize(corpus, Request("2026-01-01", "2026-01-31"));
  const std::string text = monitor::ToJson(summary);
  const auto json = nlohmann::ordered_json::parse(text);
  std::string keys;
  for (const auto& [key, value] : json.items()) keys += key + " ";
  BOOST_TEST(keys ==
             "sphere body from to zone commit lexicon_version all media appeals before reprints "
             "by_month by_scheme by_body by_region by_source by_language by_source_type left_out "
             "quotations ");
  BOOST_TEST(json["sphere"] == "health");
  BOOST_TEST(json["body"].is_null());
  BOOST_TEST(json["all"]["items"] == 2);
  BOOST_TEST(json["before"]["media"]["incidents"] == 0);
  BOOST_TEST(json["left_out"]["special"] == 0);
  BOOST_TEST(json["by_scheme"]["bribe"]["items"] == 1);
  BOOST_REQUIRE_EQUAL(json["quotations"].size(), 2u);
  keys.clear();
  for (const auto& [key, value] : json["quotations"][0].items()) keys += key + " ";
  BOOST_TEST(keys == "number source url title text rule rule_version date sha256 field start end ");
  BOOST_TEST(text.substr(0, 23) == "{\n  \"sphere\": \"health\",");
  BOOST_TEST(text == monitor::ToJson(Summarize(corpus, Request("2026-01-01", "2026-01-31"))));
}

BOOST_AUTO_TEST_SUITE_END()
