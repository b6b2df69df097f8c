#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>

#include "app/file_hash.h"
#include "app/import_log.h"
#include "app/label_ids.h"
#include "app/reject_list.h"
#include "config/lexicon_loader.h"
#include "core/sha256.h"
#include "tests/support/memory_key_value.h"
#include "tests/support/store_fixture.h"

using core::TagKind;

namespace {

std::string Bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

app::ImportedFile Form(std::string sha256) {
  app::ImportedFile file;
  file.sha256 = std::move(sha256);
  file.name = "form.xlsx";
  file.kind = core::SourceType::kStatistics;
  file.source = "legal-statistics";
  file.bytes = 1234;
  file.imported = core::Instant(std::chrono::seconds(1'700'000'000));
  return file;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(import_test)

BOOST_AUTO_TEST_CASE(the_log_keeps_the_first_import_of_the_same_bytes) {
  test::MemoryKeyValue space;
  app::ImportLog log(space);
  app::ImportedFile file = Form(std::string(64, 'a'));
  file.archive = {"a.warc.gz", 10, 20, file.sha256};
  log.Add(file);
  app::ImportedFile later = file;
  later.imported += std::chrono::hours(1);
  log.Add(later);
  BOOST_CHECK(log.Find(file.sha256, file.kind, file.source) == file);
  BOOST_CHECK(!log.Find(file.sha256, core::SourceType::kSurvey, file.source));
  BOOST_CHECK(!log.Find(file.sha256, file.kind, "another"));
  app::ImportedFile earlier = Form(std::string(64, 'b'));
  earlier.imported -= std::chrono::hours(1);
  log.Add(earlier);
  BOOST_CHECK((log.All() == std::vector{earlier, file}));
}

BOOST_AUTO_TEST_CASE(a_file_is_archived_as_it_is_and_hashed_in_pieces) {
  const fixture::Folder folder;
  const auto path = folder / "table.csv";
  std::string bytes(3'000'000, 'x');
  bytes.replace(1'000'000, 3, "\0\r\n", 3);
  std::ofstream(path, std::ios::binary) << bytes;
  BOOST_TEST(*app::HashFile(path) == core::Sha256Hex(bytes));
  const auto ref = app::ArchiveFile({folder / "archive"}, path, core::Instant{});
  BOOST_REQUIRE(ref);
  BOOST_TEST(ref->sha256 == core::Sha256Hex(bytes));
  BOOST_CHECK(*crawler::ReadArchivedBody(folder / "archive", *ref) == bytes);
  BOOST_TEST(!app::HashFile(folder / "none"));
  BOOST_TEST(!app::ArchiveFile({folder / "archive"}, folder / "none", core::Instant{}));
}

BOOST_AUTO_TEST_CASE(rejects_are_listed_with_their_places_and_an_older_list_goes) {
  const fixture::Folder folder;
  const auto path = folder / "rejects" / "a.csv";
  {
    app::RejectList rejects(path);
    crawler::RowError error;
    error.row = 17;
    error.number = "ЖТ-1";
    error.column = "Дата \"рег.\"";
    error.cell = "C17";
    error.reason = "unreadable date";
    rejects.Add("a.xlsx", error);
    BOOST_TEST(app::Describe(error) == "row 17, column \"Дата \"рег.\"\" (C17): unreadable date");
  }
  BOOST_TEST(Bytes(path) ==
             "\xEF\xBB\xBF"
             "file;row;number;column;cell;reason\r\n"
             "\"a.xlsx\";17;\"ЖТ-1\";\"Дата \"\"рег.\"\"\";C17;\"unreadable date\"\r\n");
  const app::RejectList none(path);
  BOOST_TEST(!std::filesystem::exists(path));
  std::ofstream(path, std::ios::binary) << "a;b\n1;2\n";
  BOOST_CHECK_THROW(app::RejectList{path}, std::runtime_error);
  BOOST_TEST(Bytes(path) == "a;b\n1;2\n");
}

BOOST_AUTO_TEST_CASE(labels_of_tables_are_resolved_to_ids) {
  const nlp::Analyzer analyzer;
  const auto classifier = classify::Classifier::Compile(config::BuiltInLexicon(), analyzer, {});
  BOOST_REQUIRE(classifier);
  app::LabelIds ids(analyzer, **classifier);
  const core::Day day = *core::ParseDay("2025-06-30");
  const auto find = [&](TagKind kind, std::string_view label) {
    return ids.Find(kind, label, day);
  };
  BOOST_TEST(find(TagKind::kRegion, "город Астана") == "KZ-71");
  BOOST_TEST(find(TagKind::kRegion, "г. Астана") == "KZ-71");
  BOOST_TEST(find(TagKind::kRegion, "Қостанай облысы") == "KZ-39");
  BOOST_TEST(find(TagKind::kRegion, "Республика") == "");
  BOOST_TEST(find(TagKind::kSphere, "ЗДРАВООХРАНЕНИЕ") == "health");
  BOOST_TEST(find(TagKind::kSphere, "Білім беру") == "education");
  BOOST_TEST(find(TagKind::kSphere, "Полиция") == "police");
  BOOST_TEST(find(TagKind::kSphere, "Сельское хозяйство") == "agriculture");
  BOOST_TEST(find(TagKind::kSphere, "") == "");
  BOOST_TEST(find(TagKind::kSphere, "-") == "");
  BOOST_TEST(ids.Named(TagKind::kSphere, "здравоохранение и прочее") == "");
  BOOST_TEST(ids.Cited("Получение взятки (ст. 366 УК РК)", false) == "cc366");
  BOOST_TEST(ids.Cited("ҚК 367-бабы", false) == "cc367");
  BOOST_TEST(ids.Cited("Article 361 of the Criminal Code", false) == "cc361");
  BOOST_TEST(ids.Cited("366 дел", false) == "");
  BOOST_TEST(ids.Cited("366", true) == "cc366");
  BOOST_TEST(ids.Cited("366", false) == "");
  BOOST_TEST(ids.Cited("ст. 366, 367 УК", false) == "");
  BOOST_TEST(ids.Cited("ст. 999 УК", false) == "");
}

BOOST_AUTO_TEST_SUITE_END()
