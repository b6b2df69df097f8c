#include "app/pipeline.h"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "config/lexicon_loader.h"
#include "tests/support/store_fixture.h"

using namespace std::chrono_literals;

namespace {

core::Document Appeal(int number, std::string text) {
  core::Document document;
  document.key = {core::SourceType::kAppeal, "register", fmt::format("{}", number)};
  document.kind = "appeal";
  document.text = std::move(text);
  document.received = core::Instant(std::chrono::sys_days(std::chrono::year(2026) / 1 / 15));
  return document;
}

// A store and a compiled lexicon, made once for all cases.
struct Works {
  nlp::Analyzer analyzer;
  std::unique_ptr<classify::Classifier> classifier =
      std::move(*classify::Classifier::Compile(config::BuiltInLexicon(), analyzer, {}));
};

struct Fixture {
  static const Works& works() {
    static const Works works;
    return works;
  }

  app::Pipeline Make(std::size_t max_bytes = 1u << 20) {
    app::Pipeline::Options options;
    options.workers = 4;
    options.max_bytes = max_bytes;
    return {works().analyzer, *works().classifier, *store, [this] { ++syncs; }, options};
  }

  // A job that commits `document` after a pause, and notes the order of commits.
  app::Pipeline::Job Job(core::Document document, std::chrono::milliseconds pause = 0ms) {
    return [this, document = std::move(document), pause](app::Workbench& bench) {
      std::this_thread::sleep_for(pause);
      app::Unit unit;
      unit.document = bench.Prepare(document, {});
      unit.committed = [this, address = document.key.address](const auto& outcome) {
        order.push_back(address);
        results.push_back(outcome->result);
      };
      return unit;
    };
  }

  fixture::Folder folder;
  std::unique_ptr<store::Store> store = [this] {
    store::Options options;
    options.folder = folder / "store";
    return std::move(*store::Store::Open(options));
  }();
  int syncs = 0;
  std::vector<std::string> order;
  std::vector<store::PutResult> results;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(pipeline_test, Fixture)

BOOST_AUTO_TEST_CASE(commits_come_in_the_order_of_submission) {
  auto pipeline = Make();
  std::vector<std::string> due;
  for (int i = 0; i < 60; ++i) {
    due.push_back(fmt::format("{}", i));
    // The first of each four is the slowest.
    BOOST_REQUIRE(pipeline.Submit(Job(Appeal(i, "Текст обращения."), i % 4 == 0 ? 5ms : 0ms), 100));
  }
  pipeline.Finish();
  BOOST_TEST(order == due, boost::test_tools::per_element());
  BOOST_TEST(store->counters().documents == 60u);
  BOOST_TEST(syncs >= 1);
}

BOOST_AUTO_TEST_CASE(of_two_rows_with_one_number_the_later_stays) {
  auto pipeline = Make();
  pipeline.Submit(Job(Appeal(1, "Первый текст."), 20ms), 100);
  pipeline.Submit(Job(Appeal(1, "Второй текст.")), 100);
  pipeline.Submit(Job(Appeal(1, "Второй текст.")), 100);
  pipeline.Finish();
  using enum store::PutResult;
  BOOST_CHECK((results == std::vector{kAdded, kUpdated, kUnchanged}));
  BOOST_TEST(store->Find(Appeal(1, "").key)->document.text == "Второй текст.");
}

BOOST_AUTO_TEST_CASE(no_more_is_taken_than_there_is_room_for) {
  auto pipeline = Make(1000);
  auto big = Job(Appeal(1, "Текст."), 50ms);
  BOOST_TEST(pipeline.TrySubmit(big, 5000));  // one always fits
  auto next = Job(Appeal(2, "Текст."));
  BOOST_TEST(!pipeline.TrySubmit(next, 1));
  BOOST_TEST(pipeline.under_way() == 1u);
  BOOST_TEST(pipeline.Submit(std::move(next), 1));  // waits for room
  pipeline.Finish();
  BOOST_TEST(order.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_listing_is_kept_and_never_counted) {
  auto pipeline = Make();
  core::Document article = Appeal(1, "Аким района получил взятку в размере 300 тысяч тенге.");
  article.kind = "article";
  core::Document listing = article;
  listing.key.address = "2";
  listing.kind = "listing";
  pipeline.Submit(Job(article), 100);
  pipeline.Submit(Job(listing), 100);
  pipeline.Finish();
  BOOST_TEST(store->Find(article.key)->classification.countable);
  BOOST_TEST(!store->Find(listing.key)->classification.countable);
  BOOST_TEST(store->counters().documents == 2u);
}

BOOST_AUTO_TEST_CASE(what_a_register_states_of_an_item_becomes_its_tags) {
  auto pipeline = Make();
  core::Document stated =
      Appeal(1, "Писал в Астану: директор школы требует деньги, прилагаю запись.");
  stated.region = "Костанайская область";
  stated.addressee = "Министерство здравоохранения";
  core::Document silent = stated;
  silent.key.address = "2";
  silent.region = "не указано";
  silent.addressee.clear();
  pipeline.Submit(Job(stated), 100);
  pipeline.Submit(Job(silent), 100);
  pipeline.Finish();
  const auto tags_of = [this](const core::Document& document, core::TagKind kind) {
    std::vector<core::Tag> tags;
    const auto stored = store->Find(document.key);
    for (const core::Tag& tag : stored->classification.tags) {
      if (tag.kind == kind) tags.push_back(tag);
    }
    return tags;
  };
  const auto regions = tags_of(stated, core::TagKind::kRegion);
  BOOST_REQUIRE_EQUAL(regions.size(), 1u);
  BOOST_TEST(regions[0].id == "KZ-39");
  BOOST_CHECK(regions[0].evidence.at(0).field == core::Field::kRegion);
  const auto named = tags_of(silent, core::TagKind::kRegion);
  BOOST_REQUIRE_EQUAL(named.size(), 1u);
  BOOST_TEST(named[0].id == "KZ-71");
  const auto bodies = tags_of(stated, core::TagKind::kBody);
  BOOST_TEST(std::count_if(bodies.begin(), bodies.end(), [](const core::Tag& tag) {
               return tag.evidence.at(0).field == core::Field::kAddressee &&
                      tag.role == core::Role::kNamed;
             }) == 1);
  const auto marks = tags_of(stated, core::TagKind::kMark);
  BOOST_TEST(std::any_of(marks.begin(), marks.end(),
                         [](const core::Tag& tag) { return tag.id == "proof"; }));
}

BOOST_AUTO_TEST_CASE(a_unit_without_document_writes_what_goes_alongside) {
  auto pipeline = Make();
  pipeline.Submit(
      [](app::Workbench&) {
        app::Unit unit;
        unit.alongside.Put("key", "value");
        return unit;
      },
      1);
  pipeline.Finish();
  BOOST_CHECK(store->space(store::kFrontierSpace).Get("key") == "value");
}

BOOST_AUTO_TEST_CASE(a_failure_ends_the_run_and_reaches_the_caller) {
  auto pipeline = Make();
  pipeline.Submit(Job(Appeal(1, "Текст.")), 100);
  pipeline.Submit([](app::Workbench&) -> app::Unit { throw std::runtime_error("lost"); }, 100);
  for (int i = 2; pipeline.Submit(Job(Appeal(i, "Текст."), 1ms), 100); ++i) {
  }
  BOOST_TEST(pipeline.failed());
  BOOST_CHECK_THROW(pipeline.Finish(), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
