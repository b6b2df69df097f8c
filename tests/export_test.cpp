#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/export_selection.h"
#include "app/export_writer.h"
#include "core/sha1.h"
#include "core/sha256.h"
#include "crawler/archive.h"
#include "tests/support/plain_spaces.h"
#include "tests/support/store_fixture.h"

using core::TagKind;
using fixture::Item;
using test::Contains;
using Json = nlohmann::json;

namespace {

constexpr core::Instant kNow{std::chrono::seconds(1'750'000'000)};

struct Fixture : fixture::StoreFixture {
  std::filesystem::path out = folder / "out";

  std::string Bytes() const {
    std::ifstream stream(out, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  }
  std::unique_ptr<app::OutputFile> Output() const {
    auto output = app::OutputFile::Create(out);
    BOOST_REQUIRE(output);
    return *std::move(output);
  }
  app::ExportSelection All(std::optional<store::Commit> at = {}) const {
    store::Filter filter;
    filter.at = at;
    return app::SelectForExport(*store, {}, filter);
  }
  // Writes everything there is, finished or not.
  void Add(app::ExportWriter& writer) const {
    const app::ExportSelection selection = All();
    for (const auto& item : selection.items) {
      auto stored = store->Get(item.number);
      stored->header.group = item.group;
      const auto labels = store->Labels(item.number, selection.commit);
      BOOST_REQUIRE(writer.Add({*stored, labels}));
    }
  }
  void Write(app::ExportWriter& writer) const {
    Add(writer);
    BOOST_REQUIRE(writer.Finish());
  }
  std::vector<Json> Lines() const {
    std::ifstream stream(out);
    std::vector<Json> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(Json::parse(line));
    return lines;
  }
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(folder / ""), {}));
  }
};

std::uint64_t Count(const app::ExportWriter& writer, const std::string& key) {
  for (const app::ExportNote& note : writer.notes()) {
    if (note.key == key) return note.count;
  }
  throw std::runtime_error("no note " + key);
}

classify::Body Ministry(std::string id, std::string kind) {
  classify::Body body;
  body.id = std::move(id);
  body.kk = "Министрлігі";
  body.ru = "Министерство";
  body.kind = std::move(kind);
  body.valid_from = core::ParseDay("2019-06-17");
  return body;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(export_test, Fixture)

BOOST_AUTO_TEST_CASE(a_selection_is_that_of_its_commit) {
  Put(*store, Item("a", "", "one two three"));
  Put(*store, Item("b", "", "four five six").From(core::SourceType::kAppeal, "register"));
  const auto before = store->last_commit();
  Put(*store, Item("a", "", "other words than before"));
  Put(*store, Item("c", "", "seven eight nine"));
  const auto numbers = [](const app::ExportSelection& selection) {
    std::vector<store::DocumentNumber> all;
    for (const auto& item : selection.items) all.push_back(item.number);
    return all;
  };
  BOOST_TEST(numbers(All(before)) == std::vector<store::DocumentNumber>({1, 2}));
  BOOST_TEST(All(before).commit == before);
  const auto without = app::SelectForExport(*store, {}, {}, /*appeals=*/false);
  BOOST_TEST(numbers(without) == std::vector<store::DocumentNumber>({3, 4}));
  BOOST_TEST(without.left_out == 1U);
  BOOST_TEST(numbers(All()) == std::vector<store::DocumentNumber>({2, 3, 4}));
  BOOST_TEST(All(1'000).commit == store->last_commit());
  const auto found = app::SelectForExport(*store, store::Term("words"), {});
  BOOST_TEST(numbers(found) == std::vector<store::DocumentNumber>({3}));
}

BOOST_AUTO_TEST_CASE(a_selection_has_the_groups_that_people_merged) {
  Put(*store, Item("a", "", fixture::Words("a", 20)));
  Put(*store, Item("b", "", fixture::Words("b", 20)));
  BOOST_REQUIRE(store->MergeIncidents(1, 2, "dana", kNow));
  BOOST_TEST(All().items[1].group == 1U);
  BOOST_TEST(All(store->last_commit() - 1).items[1].group == 2U);
}

BOOST_AUTO_TEST_CASE(a_file_is_there_when_it_is_whole_and_not_before) {
  Put(*store, Item("a", "", "one two"));
  const std::size_t before = files();
  {
    const auto writer = app::MakeJsonLinesWriter(Output(), 1);
    Add(*writer);
    BOOST_TEST(!std::filesystem::exists(out));
  }
  BOOST_TEST(files() == before);
  const auto writer = app::MakeJsonLinesWriter(Output(), 1);
  Write(*writer);
  BOOST_TEST(files() == before + 1);
  BOOST_TEST(Lines().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_line_has_the_document_with_its_evidence_and_bytes) {
  Item item = Item("a", "Title", "bribe of two million").Counting().On("2025-03-14T10:00:00+05:00");
  item.With(TagKind::kBody, "mh", core::Role::kImplicated);
  item.document.archive = {"x.warc.gz", 17, 4, std::string(64, 'a')};
  Put(*store, item);
  BOOST_REQUIRE(store->SetLabel(1, {.name = "triage", .value = "urgent", .by = "dana"}));
  const auto writer = app::MakeJsonLinesWriter(Output(), store->last_commit());
  Write(*writer);
  const Json line = Lines().at(0);
  BOOST_TEST(line["number"] == 1);
  BOOST_TEST(line["text"] == "bribe of two million");
  BOOST_TEST(line["published"] == "2025-03-14T10:00:00+05:00");
  BOOST_TEST(line["labels"]["triage"] == "urgent");
  BOOST_TEST(line["tags"][0]["role"] == "implicated");
  BOOST_TEST(line["tags"][0]["evidence"][0]["rule"] == "rule-mh");
  BOOST_TEST(line["tags"][0]["evidence"][0]["version"] == 3);
  BOOST_TEST(line["tags"][0]["evidence"][0]["text"] == "brib");
  BOOST_TEST(line["archive"]["offset"] == 17);
  BOOST_TEST(line["archive"]["sha256"] == std::string(64, 'a'));
  BOOST_TEST(line["lexicon_version"] == "lexicon-1");
  BOOST_TEST(line["commit"] == store->last_commit());
  BOOST_TEST(line["added"] == 1);
}

BOOST_AUTO_TEST_CASE(every_column_has_a_cell) {
  Put(*store, Item("a", "=1+1", "one; \"two\"").On("2025-03-14").Counting());
  auto writer = app::MakeTableWriter(out, app::TableFormat::kCsv, app::ColumnNames(),
                                     *core::Zone::Find("Asia/Almaty"));
  BOOST_REQUIRE(writer);
  Write(**writer);
  BOOST_TEST(Contains(Bytes(), ";\"'=1+1\";\"one; \"\"two\"\"\";"));
  BOOST_TEST(Contains(Bytes(), ";2025-03-14;"));
  BOOST_TEST(app::UsualColumns().size() < app::ColumnNames().size());
  writer = app::MakeTableWriter(out, app::TableFormat::kCsv, {"title", "number"},
                                *core::Zone::Find("Asia/Almaty"));
  Write(**writer);
  BOOST_TEST(Bytes() == "\xEF\xBB\xBF\"title\";\"number\"\r\n\"'=1+1\";1\r\n");
}

BOOST_AUTO_TEST_CASE(a_record_is_copied_once_and_as_it_lies_there) {
  auto archive = crawler::ArchiveWriter::Open({folder / "archive"});
  BOOST_REQUIRE(archive);
  const auto record = crawler::BuildResourceRecord("file:a", "text/plain", "the bytes", kNow);
  const auto ref = (*archive)->Append(record);
  BOOST_REQUIRE(ref);
  Item one("a", "", "one"), two("b", "", "two"), three("c", "", "three"), damaged("d", "", "four");
  one.document.archive = two.document.archive = *ref;
  damaged.document.archive = *ref;
  damaged.document.archive.offset = 1;
  for (const Item& item : {one, two, three, damaged}) Put(*store, item);
  auto writer = app::MakeWarcWriter(Output(), "out", folder / "archive", kNow);
  BOOST_REQUIRE(writer);
  Write(**writer);
  BOOST_TEST(Bytes().ends_with(record.bytes));
  BOOST_TEST(Bytes().find(record.bytes) == Bytes().rfind(record.bytes));
  BOOST_TEST(Count(**writer, "records") == 1U);
  BOOST_TEST(Count(**writer, "shared_records") == 1U);
  BOOST_TEST(Count(**writer, "without_record") == 1U);
  BOOST_TEST(Count(**writer, "damaged_records") == 1U);
  BOOST_REQUIRE((*writer)->problems().size() == 1U);
  BOOST_TEST(Contains((*writer)->problems()[0], ref->file));
  const Item appeal = Item("e", "", "five").From(core::SourceType::kAppeal, "register");
  Put(*store, appeal);
  BOOST_CHECK_THROW(static_cast<void>((*writer)->Add({*store->Get(5), {}})), std::logic_error);
}

BOOST_AUTO_TEST_CASE(bodies_come_once_before_the_links_to_them) {
  classify::Lexicon lexicon;
  lexicon.bodies = {Ministry("mh", "ministry"), Ministry("fund", "quasi_public"),
                    Ministry("school", "generic_local")};
  const classify::Registry registry(lexicon);
  for (const char* address : {"a", "b"}) {
    Item item = Item(address, "", "bribe of two").On("2025-03-14T10:00:00+05:00");
    item.With(TagKind::kSphere, "health").With(TagKind::kBody, "mh", core::Role::kImplicated);
    item.With(TagKind::kBody, "school", core::Role::kNamed);
    Put(*store, item);
  }
  Put(*store, Item("c", "T", "x")
                  .From(core::SourceType::kReport, "ngo")
                  .With(TagKind::kBody, "fund", core::Role::kActing));
  const auto writer = app::MakeFtmWriter(Output(), registry);
  Write(*writer);
  const auto lines = Lines();
  std::vector<std::string> schemata;
  for (const Json& line : lines) schemata.push_back(line["schema"]);
  BOOST_TEST(schemata ==
             std::vector<std::string>({"Article", "PublicBody", "UnknownLink", "Article",
                                       "UnknownLink", "PlainText", "Organization", "UnknownLink"}));
  BOOST_TEST(lines[0]["id"].get<std::string>() ==
             core::Sha1Hex("sholudocumentmedia/steppe-herald/a"));
  BOOST_TEST(lines[0]["properties"]["publishedAt"][0] == "2025-03-14T05:00:00");
  BOOST_TEST(lines[0]["properties"]["keywords"][0] == "sphere:health");
  BOOST_TEST(lines[0]["properties"]["name"][0] == "a");
  BOOST_TEST(!lines[0]["properties"].contains("title"));
  BOOST_TEST(lines[1]["properties"]["name"].size() == 2U);
  BOOST_TEST(lines[1]["properties"]["incorporationDate"][0] == "2019-06-17");
  BOOST_TEST(lines[2]["properties"]["subject"][0] == lines[0]["id"]);
  BOOST_TEST(lines[2]["properties"]["object"][0] == lines[1]["id"]);
  BOOST_TEST(lines[2]["properties"]["role"][0] == "implicated");
  BOOST_TEST(lines[2]["properties"]["summary"][0] == "brib");
  BOOST_TEST(Count(*writer, "bodies_left_out") == 2U);
}

BOOST_AUTO_TEST_CASE(sha1_is_that_of_the_standard) {
  // FIPS 180-4's example.
  BOOST_TEST(core::Sha1Hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
  BOOST_TEST(core::Sha1Hex("") == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

BOOST_AUTO_TEST_SUITE_END()
