// What is damaged is found and named; what can be made anew is, and the rest is listed.
#include "store/check.h"

#include <rocksdb/utilities/checkpoint.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <limits>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <sstream>

#include "store/codec.h"
#include "store/database.h"
#include "store/keys.h"
#include "store/postings.h"
#include "store/record.h"
#include "store/repair.h"
#include "tests/support/store_fixture.h"

namespace {

namespace fs = std::filesystem;
using fixture::Item;
using store::DocumentNumber;
using store::Family;

constexpr int kDocuments = 60;

std::string TextOf(int i) {
  return fixture::Words("w" + std::to_string(i % 7) + "x", 30) + fixture::Name("only", i) + " road";
}

struct CheckFixture : fixture::StoreFixture {
  CheckFixture() {
    store.reset();
    options.key_file = folder / "key";
    store = fixture::Open(options);
    for (int i = 0; i < kDocuments; ++i) {
      Item item(fixture::Name("", i % 50), fixture::Name("title", i), TextOf(i));
      if (i % 5 == 0) item.From(core::SourceType::kAppeal, "register").Sealing(TextOf(i));
      if (i % 3 == 0) item.Counting().With(core::TagKind::kSphere, "health");
      fixture::Put(*store, item);
    }
    BOOST_REQUIRE(store->Erase(std::vector<DocumentNumber>{7}, {"clerk", "order", {}}).has_value());
    BOOST_REQUIRE(store->SetLabel(20, {"triage", "urgent", "clerk", {}, 0, 0}).has_value());
  }

  store::CheckReport Check() {
    if (!store) store = fixture::Open(options);
    return store::Check(*store, options.spelling, {});
  }
  bool IsSound() {
    try {
      const auto opened = store::Store::Open(options);
      return opened && store::Check(**opened, options.spelling, {}).sound();
    } catch (const std::runtime_error&) {
      return false;
    }
  }
  store::RepairReport Repair() {
    store.reset();
    const auto report = store::Repair(options, [](std::string_view) {});
    BOOST_REQUIRE_MESSAGE(report.has_value(), (report ? "" : report.error().message));
    return *report;
  }
  // Changes the database behind the store's back.
  void Change(const std::function<void(const store::Database&, rocksdb::WriteBatch&)>& change) {
    store.reset();
    const auto database = store::Database::Open(options);
    BOOST_REQUIRE(database.has_value());
    rocksdb::WriteBatch batch;
    change(**database, batch);
    (*database)->Write(batch);
  }
  // The tables that a store refers to.
  std::set<std::string> TablesOf(const fs::path& of) const {
    store::Options reading = options;
    reading.folder = of;
    reading.read_only = true;
    const auto database = store::Database::Open(reading);
    BOOST_REQUIRE(database.has_value());
    std::vector<rocksdb::LiveFileMetaData> files;
    (*database)->db().GetLiveFilesMetaData(&files);
    std::set<std::string> names;
    for (const auto& file : files) names.insert(fs::path(file.name).filename().string());
    return names;
  }
  // Number and text of what is live.
  std::map<DocumentNumber, std::string> Texts() {
    if (!store) store = fixture::Open(options);
    std::map<DocumentNumber, std::string> texts;
    for (const DocumentNumber number : Select({})) {
      texts[number] = store->Get(number)->document.text;
    }
    return texts;
  }
  std::map<std::string, std::string> Records(Family family, std::string_view prefix) {
    std::map<std::string, std::string> records;
    const auto at = store->database().Iterate(family);
    for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
      records[at->key().ToString()] = at->value().ToString();
    }
    return records;
  }
  std::uint64_t Hits(std::string_view word) const {
    store::Query query;
    query.root = store::Term(std::string(word));
    return store->Search(query).total;
  }

  store::Options options = fixture::OptionsFor(folder);
};

std::string Said(const store::CheckReport& report) {
  std::ostringstream all;
  for (const std::string& finding : report.findings) all << finding << "; ";
  return all.str();
}

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void WriteFile(const fs::path& path, std::string_view content) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(check, CheckFixture)

BOOST_AUTO_TEST_CASE(a_sound_store_is_sound) {
  for (int pass = 0; pass < 2; ++pass) {
    const store::CheckReport report = Check();
    BOOST_TEST(report.sound(), Said(report));
    BOOST_TEST(report.documents == Select({}).size());
    BOOST_TEST(report.versions == store->counters().versions - report.erased);
    BOOST_TEST(report.erased == 2U);  // 7 has a later version
    BOOST_TEST(report.originals > 5U);
    store.reset();
  }
}

BOOST_AUTO_TEST_CASE(archived_bytes_are_asked_for) {
  Item item("archived", "", "a road");
  item.document.archive = {"a.warc.gz", 17, 30, std::string(64, 'a')};
  const auto outcome = fixture::Put(*store, item);
  store::CheckOptions checks;
  checks.check_archive = [](const core::ArchiveRef& ref) { return ref.file + " is missing"; };
  const store::CheckReport report = store::Check(*store, options.spelling, checks);
  BOOST_TEST(Said(report) ==
             "document " + std::to_string(outcome.number) + ": a.warc.gz is missing; ");
}

BOOST_AUTO_TEST_CASE(whatever_does_not_fit_is_found_and_made_anew) {
  const auto texts = Texts();
  const std::uint64_t roads = Hits("road");
  const auto counters = store->counters();
  const auto key = [](std::string_view word) {
    return store::TermOf(word) + std::string(store::kSegmentBytes, '\0');
  };
  using Change = std::function<void(const store::Database&, rocksdb::WriteBatch&)>;
  const std::map<std::string, Change> changes = {
      {"catalog: the keys by hash",
       [](const auto& database, auto& batch) {
         batch.Put(database.handle(Family::kCatalog), store::TextKeyOf(std::string(32, 'x'), 3),
                   "");
       }},
      {"does not lead to it",
       [](const auto& database, auto& batch) {
         batch.Delete(database.handle(Family::kCatalog),
                      store::IdentityKeyOf({core::SourceType::kMedia, "steppe-herald", "12"}));
       }},
      {"postings: those of documents 0 to 65535",
       [&](const auto& database, auto& batch) {
         std::string rest;
         const std::vector<std::uint16_t> lows = {13};
         store::RemoveFromBlock(*database.Get(Family::kPostings, key("road")), lows, rest);
         batch.Put(database.handle(Family::kPostings), key("road"), rest);
       }},
      {"catalog: the list of words",
       [](const auto& database, auto& batch) {
         batch.Delete(database.handle(Family::kCatalog), store::WordKeyOf("road"));
       }},
      {"counters:",
       [](const auto& database, auto& batch) {
         std::string one;
         store::AppendZigzag(one, 1);
         batch.Merge(database.handle(Family::kCounters), "#c", one);
       }},
      {"streams without a header",
       [](const auto& database, auto& batch) {
         batch.Put(database.handle(Family::kStreams), store::NumberKeyOf(9'999), "x");
       }},
      {"a document without a header",
       [](const auto& database, auto& batch) {
         batch.Delete(database.handle(Family::kCatalog), store::HeaderKeyOf(60));
       }},
      {"header says something else",
       [](const auto& database, auto& batch) {
         store::HeaderRecord record;
         store::Decode(*database.Get(Family::kCatalog, store::HeaderKeyOf(13)), 13, record);
         record.header.source = "another";
         std::string encoded;
         store::Encode(record, encoded);
         batch.Put(database.handle(Family::kCatalog), store::HeaderKeyOf(13), encoded);
       }},
  };
  for (const auto& [finding, change] : changes) {
    BOOST_TEST_CONTEXT(finding) {
      this->Change(change);
      const store::CheckReport report = Check();
      BOOST_TEST(!report.sound());
      BOOST_TEST(Said(report).find(finding) != std::string::npos, Said(report));
      const store::RepairReport repaired = Repair();
      BOOST_TEST(repaired.lost.empty());
      const store::CheckReport after = Check();
      BOOST_TEST(after.sound(), Said(after));
      BOOST_CHECK(Texts() == texts);
      BOOST_TEST(Hits("road") == roads);
      BOOST_CHECK(store->counters() == counters);
      BOOST_TEST(store->Labels(20).size() == 1U);
      BOOST_TEST(store->ErasureOf(7).has_value());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_lost_text_is_listed_and_may_come_again) {
  Change([](const auto& database, auto& batch) {
    batch.Delete(database.handle(Family::kDocuments), store::NumberKeyOf(13));
    batch.Put(database.handle(Family::kStreams), store::NumberKeyOf(14), "rubbish");
  });
  BOOST_TEST(Said(Check()).find("document 13: its text is missing") != std::string::npos);
  const store::RepairReport repaired = Repair();
  BOOST_REQUIRE(repaired.lost.size() == 2U);
  BOOST_TEST(repaired.lost[0] == "document 13");
  BOOST_TEST(repaired.lost[1].starts_with("the analysis of document 14"));
  const store::CheckReport after = Check();
  BOOST_TEST(after.sound(), Said(after));
  BOOST_TEST(!store->Get(13).has_value());
  BOOST_TEST(store->GetAnalysis(14)->text.nlp_version == 0U);
  const auto outcome = fixture::Put(*store, Item("12", "", "comes again"));
  BOOST_TEST((outcome.result == store::PutResult::kAdded));
}

// Tables that nothing lists any more have older and newer records of the same keys, in no known
// order, and records of what was deleted.
BOOST_AUTO_TEST_CASE(a_store_without_its_list_of_tables_is_as_it_was) {
  for (int round = 0; round < 6; ++round) {
    store = nullptr;  // closing makes tables of what came
    store = fixture::Open(options);
    for (int i = round; i < kDocuments; i += 4) {
      fixture::Put(*store, Item(fixture::Name("", i % 50), fixture::Name("title", i),
                                TextOf(i) + fixture::Name(" round", round)));
    }
    core::Batch batch;
    batch.Put("latest", std::to_string(round));
    batch.Put(fixture::Name("at", round), "there");
    batch.Delete(fixture::Name("at", round - 2));
    store->space("queue").Write(batch);
  }
  BOOST_REQUIRE(store->Erase(std::vector<DocumentNumber>{70}, {"clerk", "order", {}}).has_value());
  const auto texts = Texts();
  const auto headers = Records(Family::kCatalog, store::kHeaderPrefix);
  const auto queue = Records(Family::kSpaces, "");
  const store::Counters counters = store->counters();
  store = nullptr;
  for (const auto& entry : fs::directory_iterator(options.folder)) {
    if (entry.path().filename().string().starts_with("MANIFEST")) WriteFile(entry.path(), "none");
  }
  BOOST_TEST(!IsSound());
  Repair();
  const store::CheckReport after = Check();
  BOOST_TEST(after.sound(), Said(after));
  BOOST_CHECK(Texts() == texts);
  BOOST_CHECK(Records(Family::kCatalog, store::kHeaderPrefix) == headers);
  BOOST_CHECK(Records(Family::kSpaces, "") == queue);
  BOOST_CHECK(store->counters() == counters);
}

BOOST_AUTO_TEST_CASE(a_damaged_table_without_a_list_of_tables_is_named) {
  store = nullptr;
  for (int round = 0; round < 3; ++round) {
    store = fixture::Open(options);
    for (int i = 0; i < 20; ++i) {
      const int n = 100 + 20 * round + i;
      fixture::Put(*store, Item(fixture::Name("", n), fixture::Name("title", n), TextOf(n)));
    }
    store = nullptr;
  }
  const std::set<std::string> tables = TablesOf(options.folder);
  BOOST_REQUIRE(tables.size() > 3u);
  for (const auto& entry : fs::directory_iterator(options.folder)) {
    if (entry.path().filename().string().starts_with("MANIFEST")) WriteFile(entry.path(), "none");
  }
  const fs::path damaged = options.folder / *tables.begin();
  std::string content = ReadFile(damaged);
  content[10] = static_cast<char>(~content[10]);
  WriteFile(damaged, content);
  const store::RepairReport repaired = Repair();
  BOOST_TEST(std::any_of(repaired.lost.begin(), repaired.lost.end(), [&](const std::string& line) {
    return line.find(*tables.begin()) != std::string::npos;
  }));
  const store::CheckReport after = Check();
  BOOST_TEST(after.sound(), Said(after));
}

// Tables, log, manifest and CURRENT: the files that hold anything.
BOOST_AUTO_TEST_CASE(a_flipped_bit_in_any_file_is_found_and_mended) {
  const auto texts = Texts();
  store->Sync();
  // As a kill leaves it: with a log.
  const fs::path killed = folder / "killed", whole = folder / "whole";
  rocksdb::Checkpoint* checkpoint = nullptr;
  BOOST_REQUIRE(rocksdb::Checkpoint::Create(&store->database().db(), &checkpoint).ok());
  const std::unique_ptr<rocksdb::Checkpoint> owner(checkpoint);
  constexpr std::uint64_t kNoFlush = std::numeric_limits<std::uint64_t>::max();
  BOOST_REQUIRE(checkpoint->CreateCheckpoint(killed.string(), kNoFlush).ok());
  store.reset();
  fs::copy(options.folder, whole);
  constexpr unsigned kSeed = 77;
  BOOST_TEST_MESSAGE("seed " << kSeed);
  std::mt19937 random(kSeed);
  int flipped = 0;
  for (const fs::path& from : {killed, whole}) {
    const std::set<std::string> live = TablesOf(from);
    for (const auto& entry : fs::directory_iterator(from)) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with("LOG") || name.starts_with("OPTIONS") || name == "LOCK" ||
          name == "IDENTITY" || entry.file_size() == 0) {
        continue;
      }
      // A table that was just replaced may still lie there, and nothing refers to it.
      if (name.ends_with(".sst") && !live.contains(name)) continue;
      for (int i = 0; i < 4; ++i) {
        fs::remove_all(options.folder);
        fs::copy(from, options.folder);
        std::string content = ReadFile(entry.path());
        const std::size_t at = random() % content.size();
        content[at] =
            static_cast<char>(static_cast<unsigned char>(content[at]) ^ (1u << random() % 8));
        WriteFile(options.folder / name, content);
        ++flipped;
        BOOST_TEST_CONTEXT(from.filename().string() << " " << name << ", byte " << at) {
          const bool found = !IsSound();
          if (!found && name.starts_with("MANIFEST")) {
            // A length that became larger looks like an end that a kill cut off: what that edit
            // said is in the log, so that nothing is lost.
            BOOST_CHECK(Texts() == texts);
            store.reset();
            continue;
          }
          BOOST_TEST(found);
          const store::RepairReport repaired = Repair();
          const store::CheckReport after = Check();
          BOOST_TEST(after.sound(), Said(after));
          // What is still there is as it was. What is not is listed, but for a torn log.
          for (const auto& [number, text] : Texts())
            BOOST_TEST(text == TextOf(static_cast<int>(number) - 1));
          if (!name.ends_with(".log") && from == whole && repaired.lost.empty()) {
            BOOST_CHECK(Texts() == texts);
          }
          store.reset();
        }
      }
    }
  }
  BOOST_TEST(flipped > 60);
}

BOOST_AUTO_TEST_SUITE_END()
