#include "store/store.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <map>
#include <tuple>

#include "core/sha256.h"
#include "store/codec.h"
#include "store/database.h"
#include "store/keys.h"
#include "tests/support/store_fixture.h"

using fixture::Item;
using store::PutResult;

namespace {

struct Fixture : fixture::StoreFixture {
  PutResult Put(const Item& item) { return fixture::Put(*store, item).result; }
};

using Numbers = std::vector<store::DocumentNumber>;

std::uint64_t CountOf(const std::vector<std::pair<std::string, std::uint64_t>>& counts,
                      std::string_view name) {
  for (const auto& [label, count] : counts) {
    if (label == name) return count;
  }
  return 0;
}

std::string ErrorOf(const store::Options& options) {
  const auto opened = store::Store::Open(options);
  return opened ? "" : opened.error().message;
}

// All that a header says but for the group, which merges change.
auto Said(const store::Header& header) {
  std::vector<std::tuple<core::TagKind, std::string, core::Role>> tags;
  for (const store::TagSummary& tag : header.tags) tags.emplace_back(tag.kind, tag.id, tag.role);
  return std::tuple(std::tuple(header.number, header.added, header.removed, header.version),
                    std::tuple(header.source_type, header.source, header.counted_at),
                    std::tuple(header.language, header.context, header.corruption, header.countable,
                               header.special, header.open),
                    header.text_bytes, tags);
}

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(store_test, Fixture)

BOOST_AUTO_TEST_CASE(a_document_is_found_under_its_key_and_number_after_reopening) {
  Item item("https://steppe.example/1", "Tender", "the road was paid twice");
  item.Counting().With(core::TagKind::kSphere, "roads");
  BOOST_CHECK(Put(item) == PutResult::kAdded);
  BOOST_TEST(store->last_commit() == 1U);
  Reopen();
  BOOST_TEST(store->last_commit() == 1U);
  const auto found = store->Find(item.document.key);
  BOOST_REQUIRE(found.has_value());
  BOOST_TEST(found->header.number == 1U);
  BOOST_TEST(found->header.group == 1U);
  BOOST_TEST(found->header.added == 1U);
  BOOST_TEST(found->header.removed == 0U);
  BOOST_TEST(found->document.text == item.document.text);
  BOOST_CHECK(found->classification.tags == item.classification.tags);
  BOOST_TEST(found->text_sha256 == core::Sha256Hex(item.document.text));
  BOOST_CHECK(store->Get(1).has_value());
  BOOST_CHECK(!store->Get(2).has_value());
  BOOST_CHECK(!store->Find({core::SourceType::kMedia, "steppe-herald", "elsewhere"}).has_value());
  BOOST_TEST(store->WithText(found->text_sha256) == Numbers{1});
  BOOST_TEST(store->GetAnalysis(1)->text.lemma_stream == "\2 the road was paid twice ");
}

BOOST_AUTO_TEST_CASE(the_same_content_again_changes_nothing_but_what_goes_alongside) {
  Item item("1", "Tender", "the road was paid twice");
  Put(item);
  item.document.received += std::chrono::hours(1);
  item.document.archive.file = "another.warc.gz";
  core::Batch alongside;
  alongside.Put("next", "tomorrow");
  BOOST_CHECK(fixture::Put(*store, item, alongside).result == PutResult::kUnchanged);
  BOOST_TEST(store->last_commit() == 1U);
  BOOST_TEST(store->counters().versions == 1U);
  BOOST_TEST(store->space("frontier").Get("next").value() == "tomorrow");
}

BOOST_AUTO_TEST_CASE(each_part_of_the_content_makes_a_new_version) {
  Item item("1", "Tender", "the road was paid twice");
  Put(item);
  std::uint32_t version = 1;
  const auto check = [&] {
    BOOST_CHECK(Put(item) == PutResult::kUpdated);
    const auto found = store->Find(item.document.key);
    BOOST_TEST(found->header.version == ++version);
    BOOST_TEST(store->Get(version - 1)->header.removed == found->header.added);
    BOOST_CHECK(store->counters() == store->Recount());
  };
  item.document.title = "Tenders";
  check();
  item.document.text += " or thrice";
  check();
  item.document.authors = {"A. Writer"};
  check();
  item.On("2024-05-12");
  check();
  item.classification.lexicon_version = "lexicon-2";
  check();
  BOOST_TEST(store->counters().documents == 1U);
  BOOST_TEST(store->counters().versions == 6U);
}

BOOST_AUTO_TEST_CASE(a_new_nlp_version_makes_a_new_version) {
  const Item item("1", "Tender", "the road was paid twice");
  Put(item);
  auto text = fixture::Analyze(item.document.text);
  text.nlp_version = 2;
  BOOST_CHECK(store
                  ->Put(store->Prepare(item.document, fixture::Analyze(item.document.title), text,
                                       item.classification, ""))
                  .result == PutResult::kUpdated);
}

BOOST_AUTO_TEST_CASE(a_commit_number_is_a_snapshot) {
  Item first("1", "Tender", "the road was paid twice");
  Put(first);
  Put(Item("2", "Court", "a verdict was read"));
  const store::Commit then = store->last_commit();
  first.document.text = "the road was paid once";
  Put(first);
  Put(Item("3", "Audit", "books were closed"));
  BOOST_TEST(Select({}) == (Numbers{2, 3, 4}));
  store::Filter at;
  at.at = then;
  BOOST_TEST(Select(at) == (Numbers{1, 2}));
  at.at = 1;
  BOOST_TEST(Select(at) == Numbers{1});
  at.at = 0;
  BOOST_TEST(Select(at).empty());
  at.at = 1000;
  BOOST_TEST(Select(at) == (Numbers{2, 3, 4}));
}

BOOST_AUTO_TEST_CASE(headers_that_are_found_say_what_their_records_say) {
  using core::Role;
  using core::TagKind;
  Item first("1", "Tender", "the road was paid twice");
  first.On("2023-05-06").Counting().With(TagKind::kSphere, "roads");
  first.With(TagKind::kBody, "akimat-x", Role::kImplicated);
  Item second("2", "Court", "a verdict was read");
  second.From(core::SourceType::kAppeal, "register").Counting();
  second.With(TagKind::kBody, "secret-z", Role::kImplicated, true);
  second.document.open = false;
  second.classification.language = core::Language::kKk;
  for (const Item& item : {first, second, Item("3", "", "")}) Put(item);
  const store::Commit then = store->last_commit();
  first.document.text = "the road was paid once";
  Put(first);
  for (const bool reopened : {false, true}) {
    if (reopened) Reopen();
    for (const std::optional<store::Commit> at : {std::optional<store::Commit>(), {then}}) {
      store::Query query;
      query.filter.at = at;
      const auto hits = store->Search(query).hits;
      BOOST_TEST(hits.size() == 3U);
      for (const store::Hit& hit : hits) {
        BOOST_CHECK(Said(hit.header) == Said(store->Get(hit.header.number, at)->header));
        BOOST_TEST(hit.header.group == store->Get(hit.header.number, at)->header.group);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_reader_gives_in_any_order_what_get_gives) {
  for (int i = 1; i <= 40; ++i) {
    Item item(std::to_string(i), i % 3 == 0 ? "" : fixture::Name("Title ", i),
              fixture::Words(fixture::Name("w", i) + "x", i % 7 * 30));
    if (i % 2 == 0) item.Counting().With(core::TagKind::kSphere, "roads");
    Put(item);
  }
  BOOST_REQUIRE(store->Erase(std::vector<store::DocumentNumber>{7}, {}));
  store::DocumentReader reader = store->Reader();
  Put(Item("41", "", "it came later"));
  std::vector<store::DocumentNumber> numbers{1, 2, 3, 10, 40, 39, 7, 6, 8, 0, 41, 42};
  for (store::DocumentNumber number = 1; number <= 40; number += 3) numbers.push_back(number);
  for (const store::DocumentNumber number : numbers) {
    const store::StoredDocument* const read = reader.Get(number);
    const auto got = number > 40 ? std::nullopt : store->Get(number);
    BOOST_REQUIRE((read != nullptr) == got.has_value());
    const store::Analysis* const analysis = reader.GetAnalysis(number);
    BOOST_REQUIRE((analysis != nullptr) == got.has_value());
    if (read == nullptr) continue;
    BOOST_CHECK(Said(read->header) == Said(got->header));
    BOOST_TEST(read->document.title == got->document.title);
    BOOST_TEST(read->document.text == got->document.text);
    BOOST_TEST(read->text_sha256 == got->text_sha256);
    BOOST_CHECK(read->classification.tags == got->classification.tags);
    const auto stored = store->GetAnalysis(number);
    for (const auto field : {&store::Analysis::title, &store::Analysis::text}) {
      BOOST_TEST((analysis->*field).lemma_stream == ((*stored).*field).lemma_stream);
      BOOST_TEST((analysis->*field).tokens.size() == ((*stored).*field).tokens.size());
      BOOST_TEST((analysis->*field).sentences.size() == ((*stored).*field).sentences.size());
    }
  }
}

BOOST_AUTO_TEST_CASE(counters_count_what_the_rules_let_count) {
  using core::Role;
  using core::TagKind;
  Put(Item("1", "", "one a b c").Counting().With(TagKind::kSphere, "roads"));
  Put(Item("2", "", "two d e f")
          .Counting()
          .With(TagKind::kSphere, "roads")
          .With(TagKind::kBody, "akimat-x", Role::kImplicated)
          .With(TagKind::kBody, "akimat-x", Role::kImplicated)
          .With(TagKind::kBody, "court-y", Role::kActing));
  Put(Item("3", "", "three g h i").With(TagKind::kSphere, "roads"));
  Put(Item("4", "", "four j k l")
          .Counting()
          .From(core::SourceType::kAppeal, "register")
          .With(TagKind::kBody, "secret-z", Role::kImplicated, true)
          .With(TagKind::kSphere, "roads"));
  const store::Counters counters = store->counters();
  BOOST_TEST(counters.documents == 4U);
  BOOST_TEST(counters.versions == 4U);
  BOOST_TEST(counters.corruption == 3U);
  BOOST_TEST(counters.countable == 2U);
  BOOST_TEST(counters.special == 1U);
  BOOST_TEST(CountOf(counters.by_source, "media/steppe-herald") == 3U);
  BOOST_TEST(CountOf(counters.by_source, "appeal/register") == 1U);
  BOOST_TEST(CountOf(counters.by_tag, "sphere/roads") == 2U);
  BOOST_TEST(CountOf(counters.by_tag, "body/akimat-x/implicated") == 1U);
  BOOST_TEST(CountOf(counters.by_tag, "body/court-y/acting") == 1U);
  BOOST_TEST(CountOf(counters.by_tag, "body/secret-z/implicated") == 0U);
  BOOST_CHECK(counters == store->Recount());
}

BOOST_AUTO_TEST_CASE(a_superseded_version_leaves_the_counters) {
  Item item("1", "", "one a b c");
  item.Counting().With(core::TagKind::kSphere, "roads");
  Put(item);
  item.classification.tags.clear();
  item.classification.countable = false;
  item.classification.lexicon_version = "lexicon-2";
  Put(item);
  const store::Counters counters = store->counters();
  BOOST_TEST(counters.documents == 1U);
  BOOST_TEST(counters.countable == 0U);
  BOOST_TEST(counters.by_tag.empty());
  BOOST_CHECK(counters == store->Recount());
}

BOOST_AUTO_TEST_CASE(counters_equal_a_recount_after_flushes_and_compactions) {
  for (int i = 0; i < 3000; ++i) {
    Item item(std::to_string(i % 1000), "", fixture::Words(fixture::Name("w-", i) + "x", 40));
    item.With(core::TagKind::kSphere, i % 3 == 0 ? "roads" : "health");
    if (i % 2 == 0) item.Counting();
    Put(item);
    if (i % 1000 == 999) Reopen();
  }
  BOOST_TEST(store->counters().documents == 1000U);
  BOOST_TEST(store->counters().versions == 3000U);
  BOOST_CHECK(store->counters() == store->Recount());
}

BOOST_AUTO_TEST_CASE(each_condition_of_a_filter_is_met) {
  using core::Role;
  using core::TagKind;
  Item a("1", "", "one a b c");
  a.Counting().On("2024-05-12T00:30:00+05:00").With(TagKind::kSphere, "roads");
  a.With(TagKind::kBody, "akimat-x", Role::kImplicated);
  Item b("2", "", "two d e f");
  b.From(core::SourceType::kAppeal, "register").On("2024-06-01T10:00:00+05:00");
  b.With(TagKind::kBody, "akimat-x", Role::kNamed);
  b.classification.language = core::Language::kKk;
  Item c("3", "", "three g h i");
  c.Counting().On("2025-01-01T10:00:00+05:00");
  c.With(TagKind::kBody, "secret-z", Role::kImplicated, true).With(TagKind::kSphere, "roads");
  Put(a);
  Put(b);
  Put(c);

  const auto check = [&](const store::Filter& filter, const Numbers& expected) {
    BOOST_TEST(Select(filter) == expected);
    store::Query query;
    query.filter = filter;
    BOOST_TEST(store->Search(query).total == expected.size());
  };
  store::Filter filter;
  check(filter, {1, 2, 3});
  filter.tags = {{TagKind::kSphere, "roads", Role::kNone}};
  check(filter, {1, 3});
  filter.tags.push_back({TagKind::kBody, "akimat-x", Role::kNone});
  check(filter, {1});
  filter.tags = {{TagKind::kBody, "akimat-x", Role::kNone}};
  check(filter, {1, 2});
  filter.tags = {{TagKind::kBody, "akimat-x", Role::kNamed}};
  check(filter, {2});
  filter.tags = {{TagKind::kBody, "akimat", Role::kNone}};
  check(filter, {});
  filter = {};
  filter.source_type = core::SourceType::kAppeal;
  check(filter, {2});
  filter = {};
  filter.source = "steppe-herald";
  check(filter, {1, 3});
  filter.language = core::Language::kKk;
  check(filter, {});
  filter.source.clear();
  check(filter, {2});
  filter = {};
  filter.context = core::Context::kInvestigation;
  check(filter, {1, 3});
  filter = {};
  filter.corruption = false;
  check(filter, {2});
  filter = {};
  filter.countable = true;
  check(filter, {1, 3});
  filter.special = false;
  check(filter, {1});
  filter = {};
  filter.from = a.document.counted_at();
  check(filter, {1, 2, 3});
  filter.from = a.document.counted_at() + std::chrono::seconds(1);
  check(filter, {2, 3});
  filter.to = c.document.counted_at();
  check(filter, {2});
  filter.from.reset();
  check(filter, {1, 2});
  filter.tags = {{TagKind::kSphere, "roads", Role::kNone}};
  check(filter, {1});
}

BOOST_AUTO_TEST_CASE(names_too_strange_for_an_index_are_still_filtered) {
  const std::string strange = std::string(300, 's') + '\0';
  Put(Item("1", "", "one a b c").From(core::SourceType::kReport, strange));
  Put(Item("2", "", "two d e f").With(core::TagKind::kRegion, strange));
  store::Filter filter;
  filter.source = strange;
  BOOST_TEST(Select(filter) == Numbers{1});
  filter = {};
  filter.tags = {{core::TagKind::kRegion, strange, core::Role::kNone}};
  BOOST_TEST(Select(filter) == Numbers{2});
}

BOOST_AUTO_TEST_CASE(a_visit_that_has_enough_ends) {
  for (int i = 0; i < 5; ++i) Put(Item(std::to_string(i), "", fixture::Name("word", i)));
  int visits = 0;
  store->Select({}, [&](const store::Header&) { return ++visits < 2; });
  BOOST_TEST(visits == 2);
}

BOOST_AUTO_TEST_CASE(spaces_do_not_see_each_other) {
  core::KeyValue& app = store->space("app");
  core::KeyValue& apple = store->space("apple");
  core::Batch batch;
  batch.Put("", "empty key");
  batch.Put("b", "1");
  batch.Put(std::string("b\0c", 3), "2");
  batch.Put("\xff", "3");
  app.Write(batch);
  apple.Write(batch);
  core::Batch removal;
  removal.Delete("b");
  apple.Write(removal);
  Reopen();

  const auto scan = [&](std::string_view name, std::string_view begin, std::string_view end) {
    std::string values;
    store->space(name).Scan(begin, end, [&](std::string_view, std::string_view value) {
      values.append(value).append(";");
      return true;
    });
    return values;
  };
  BOOST_TEST(scan("app", "", "") == "empty key;1;2;3;");
  BOOST_TEST(scan("apple", "", "") == "empty key;2;3;");
  BOOST_TEST(scan("app", "b", "c") == "1;2;");
  BOOST_TEST(scan("app", "b", "\xff") == "1;2;");
  BOOST_TEST(scan("ap", "", "") == "");
  BOOST_TEST(store->space("app").Get("b").value() == "1");
  BOOST_TEST(!store->space("apple").Get("b").has_value());
}

BOOST_AUTO_TEST_CASE(a_scan_does_not_see_what_is_written_meanwhile) {
  core::KeyValue& space = store->space("app");
  core::Batch batch;
  batch.Put("a", "");
  batch.Put("b", "");
  space.Write(batch);
  int visits = 0;
  space.Scan("", "", [&](std::string_view, std::string_view) {
    core::Batch more;
    more.Put("c", "");
    space.Write(more);
    ++visits;
    return true;
  });
  BOOST_TEST(visits == 2);
}

BOOST_AUTO_TEST_CASE(a_locked_store_names_its_folder_and_a_reader_works_beside) {
  Put(Item("1", "", "one a b c"));
  store::Options options = fixture::OptionsFor(folder);
  const std::string message = ErrorOf(options);
  BOOST_TEST(Contains(message, options.folder.string()), message);
  BOOST_TEST(Contains(message, "another process"), message);
  BOOST_TEST(!Contains(message, "\n"), message);

  options.read_only = true;
  const auto reader = fixture::Open(options);
  Put(Item("2", "", "two d e f"));
  BOOST_TEST(reader->counters().documents == 1U);
  BOOST_CHECK(reader->counters() == reader->Recount());
  store::Query query;
  query.root = store::Term("one");
  BOOST_TEST(reader->Search(query).total == 1U);
  BOOST_TEST(reader->last_commit() == 1U);
  BOOST_CHECK_THROW(fixture::Put(*reader, Item("3", "", "three")), std::runtime_error);
  BOOST_TEST(fixture::Open(options)->counters().documents == 2U);
}

BOOST_AUTO_TEST_CASE(a_reader_keeps_its_view_while_the_writer_flushes_and_compacts) {
  for (int i = 0; i < 50; ++i) {
    Put(Item(std::to_string(i), "", fixture::Words(fixture::Name("v-", i) + "x", 20)));
  }
  store::Options options = fixture::OptionsFor(folder);
  options.read_only = true;
  const auto reader = fixture::Open(options);
  for (int i = 0; i < 3000; ++i) {
    Put(Item(std::to_string(i % 60), "", fixture::Words(fixture::Name("u-", i) + "x", 60)));
  }
  Reopen();
  BOOST_TEST(reader->counters().documents == 50U);
  BOOST_CHECK(reader->counters() == reader->Recount());
  for (store::DocumentNumber number = 1; number <= 50; ++number) {
    BOOST_TEST(reader->Get(number).has_value());
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_store_is_refused_and_left_alone) {
  store::Options options = fixture::OptionsFor(folder);
  options.folder = folder / "missing";
  options.read_only = true;
  BOOST_TEST(Contains(ErrorOf(options), "there is no store"));
  BOOST_TEST(!std::filesystem::exists(options.folder));

  options.read_only = false;
  options.folder = folder / "photos";
  std::filesystem::create_directory(options.folder);
  std::ofstream(options.folder / "cat.jpg") << "meow";
  BOOST_TEST(Contains(ErrorOf(options), "not a sholu store"));
  const auto begin = std::filesystem::directory_iterator(options.folder);
  BOOST_TEST(std::distance(begin, std::filesystem::directory_iterator()) == 1);

  options.folder = folder / "photos" / "cat.jpg";
  BOOST_TEST(Contains(ErrorOf(options), "it is a file"));
}

BOOST_AUTO_TEST_CASE(formats_that_are_newer_or_too_old_are_refused) {
  store.reset();
  const store::Options options = fixture::OptionsFor(folder);
  const auto write_format = [&](std::uint32_t number) {
    const auto database = store::Database::Open(options);
    BOOST_REQUIRE(database.has_value());
    std::string format;
    store::AppendVarint(format, number);
    rocksdb::WriteBatch batch;
    BOOST_REQUIRE(batch.Put((*database)->handle(store::Family::kCounters), "format", format).ok());
    (*database)->Write(batch);
  };
  write_format(store::kOldestFormat - 1);
  BOOST_TEST(Contains(ErrorOf(options), "of before the first release"));
  std::filesystem::remove_all(options.folder);
  write_format(store::kFormat + 1);
  const std::string message = ErrorOf(options);
  BOOST_TEST(Contains(message, "format 6, this program knows up to 5"), message);
  BOOST_TEST(Contains(message, "update the program"), message);
}

// tests/data/store_of_format_3 is what the program of that format wrote: documents 1 to 6, of which
// 2 was superseded by 3, 4 is a sealed appeal and 6 a near-duplicate of 5.
BOOST_AUTO_TEST_CASE(a_store_of_format_3_is_brought_up_to_date) {
  store.reset();
  const std::filesystem::path before = SHOLU_TEST_DATA "/store_of_format_3";
  store::Options options = fixture::OptionsFor(folder);
  options.folder = folder / "older";
  options.key_file = folder / "older.key";
  std::filesystem::copy(before / "database", options.folder);
  std::filesystem::copy(before / "key", options.key_file);
  // A checkout has no such modes.
  std::filesystem::permissions(
      options.key_file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  options.read_only = true;
  BOOST_TEST(Contains(ErrorOf(options), "format 3"));
  options.read_only = false;
  const auto check = [](const store::Store& opened) {
    BOOST_TEST(opened.last_commit() == 6U);
    const auto find = [&](std::vector<std::string> words) {
      store::Query query;
      query.root = store::AllOf({});
      for (auto& word : words) query.root.parts.push_back(store::Term(std::move(word)));
      std::vector<store::DocumentNumber> numbers;
      for (const store::Hit& hit : opened.Search(query).hits) numbers.push_back(hit.header.number);
      std::sort(numbers.begin(), numbers.end());
      return numbers;
    };
    using Numbers = std::vector<store::DocumentNumber>;
    BOOST_TEST(find({"road"}) == (Numbers{1, 3, 4}));
    BOOST_TEST(find({"bridge"}) == Numbers{1});
    BOOST_TEST(find({"story7"}) == (Numbers{5, 6}));
    BOOST_TEST(opened.Get(6)->header.group == 5U);
    BOOST_TEST(*opened.Unseal(4) == "Somebody asks for a road");
    BOOST_CHECK(opened.counters() == opened.Recount());
    store::Query phrase;
    phrase.root = store::AllOf({store::Term("bridge"), store::Term("tender")});
    phrase.root.kind = store::QueryNode::Kind::kPhrase;
    BOOST_TEST(opened.Search(phrase).total == 1U);
  };
  {
    const auto opened = fixture::Open(options);
    check(*opened);
    // Near-duplicates of what was there before are found, too.
    const auto outcome = fixture::Put(*opened, Item("7", "", fixture::Words("story", 60) + "tail"));
    BOOST_TEST(opened->Get(outcome.number)->header.group == 5U);
    fixture::Put(*opened, Item("7", "", "something else"));
  }
  options.read_only = true;
  const auto reopened = fixture::Open(options);
  BOOST_TEST(reopened->last_commit() == 8U);
  BOOST_TEST(reopened->Get(6)->header.group == 5U);
}

// tests/data/store_of_format_4: the same documents, 3 labelled, and 1 tagged anew.
BOOST_AUTO_TEST_CASE(a_store_of_format_4_is_brought_up_to_date) {
  store.reset();
  const std::filesystem::path before = SHOLU_TEST_DATA "/store_of_format_4";
  store::Options options = fixture::OptionsFor(folder);
  options.folder = folder / "older";
  std::filesystem::copy(before / "database", options.folder);
  for (int pass = 0; pass < 2; ++pass) {
    const auto opened = fixture::Open(options);
    BOOST_TEST(opened->last_commit() == 8U);
    BOOST_TEST(opened->Labels(3).at(0).value == "urgent");
    BOOST_TEST(opened->Get(1)->classification.corruption);
    BOOST_TEST(opened->Get(6)->header.group == 5U);
    BOOST_TEST(opened->erasures().empty());
    store::Query query;
    query.root = store::Term("road");
    BOOST_TEST(opened->Search(query).total == 2U);
    BOOST_CHECK(opened->counters() == opened->Recount());
  }
}

BOOST_AUTO_TEST_CASE(a_database_of_another_program_is_refused_and_left_alone) {
  store::Options options = fixture::OptionsFor(folder);
  options.folder = folder / "other";
  rocksdb::Options other;
  other.create_if_missing = true;
  rocksdb::DB* opened = nullptr;
  BOOST_REQUIRE(rocksdb::DB::Open(other, options.folder.string(), &opened).ok());
  BOOST_REQUIRE(opened->Put({}, "their", "data").ok());
  delete opened;
  const auto files = [&] {
    std::map<std::string, std::uintmax_t> sizes;
    for (const auto& entry : std::filesystem::directory_iterator(options.folder)) {
      sizes[entry.path().filename().string()] = entry.file_size();
    }
    return sizes;
  };
  const auto before = files();
  BOOST_TEST(Contains(ErrorOf(options), "not a sholu store"));
  BOOST_CHECK(files() == before);
}

BOOST_AUTO_TEST_CASE(a_folder_that_a_killed_first_opening_left_is_used) {
  store::Options options = fixture::OptionsFor(folder);
  options.folder = folder / "half";
  std::filesystem::create_directory(options.folder);
  std::ofstream(options.folder / "LOCK");
  std::ofstream(options.folder / "MANIFEST-000001") << "half";
  BOOST_TEST(ErrorOf(options) == "");
}

BOOST_AUTO_TEST_SUITE_END()
