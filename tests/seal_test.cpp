#include "store/seal.h"

#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>

#include "tests/support/store_fixture.h"

using fixture::Item;
namespace fs = std::filesystem;

namespace {

const std::string kOriginal = "Aigerim Testova , IIN 900101400017 , Test Street 5";

struct Fixture {
  fixture::Folder folder;
  fs::path key_file = folder / "master.key";

  store::Options WithKey() const {
    store::Options options = fixture::OptionsFor(folder);
    options.key_file = key_file;
    return options;
  }
  Item Appeal(std::string_view address) const {
    Item item(address, "Complaint", "[NAME] , [IIN] , asks to look into the road");
    item.From(core::SourceType::kAppeal, "register").Sealing(kOriginal);
    return item;
  }
};

std::string ErrorOf(const store::Options& options) {
  const auto opened = store::Store::Open(options);
  return opened ? "" : opened.error().message;
}

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string Bytes(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// How many files of `folder` hold `text`.
int FilesWith(const fs::path& folder, std::string_view text) {
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && Contains(Bytes(entry.path()), text)) ++files;
  }
  return files;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(seal_test, Fixture)

BOOST_AUTO_TEST_CASE(an_original_comes_back_after_reopening) {
  fixture::Put(*fixture::Open(WithKey()), Appeal("1"));
  const auto store = fixture::Open(WithKey());
  const auto original = store->Unseal(1);
  BOOST_REQUIRE(original.has_value());
  BOOST_TEST(*original == kOriginal);
  fixture::Put(*store, Item("2", "", "no original"));
  BOOST_TEST(Contains(store->Unseal(2).error().message, "no original"));
  BOOST_TEST(Contains(store->Unseal(3).error().message, "no original"));
}

BOOST_AUTO_TEST_CASE(no_file_of_the_store_holds_the_original) {
  const fs::path path = fixture::OptionsFor(folder).folder;
  {
    const auto store = fixture::Open(WithKey());
    fixture::Put(*store, Appeal("1"));
    store->Sync();
    BOOST_TEST(FilesWith(path, "asks to look") > 0);  // the masked text is there: in the log
    for (const std::string_view secret : {"Aigerim", "Testova", "900101400017", "Test Street"}) {
      BOOST_TEST(FilesWith(path, secret) == 0, secret);
    }
  }
  for (const std::string_view secret : {"Aigerim", "Testova", "900101400017", "Test Street"}) {
    BOOST_TEST(FilesWith(path, secret) == 0, secret);
  }
}

BOOST_AUTO_TEST_CASE(a_changed_original_makes_a_new_version) {
  const auto store = fixture::Open(WithKey());
  fixture::Put(*store, Appeal("1"));
  BOOST_CHECK(fixture::Put(*store, Appeal("1")).result == store::PutResult::kUnchanged);
  BOOST_CHECK(fixture::Put(*store, Appeal("1").Sealing(kOriginal + "a")).result ==
              store::PutResult::kUpdated);
  BOOST_TEST(*store->Unseal(2) == kOriginal + "a");
}

BOOST_AUTO_TEST_CASE(without_a_key_file_nothing_is_sealed_or_unsealed) {
  fixture::Put(*fixture::Open(WithKey()), Appeal("1"));
  const auto store = fixture::Open(fixture::OptionsFor(folder));
  BOOST_TEST(Contains(store->Unseal(1).error().message, "no key file"));
  BOOST_CHECK_THROW(fixture::Prepare(*store, Appeal("2")), std::runtime_error);
  BOOST_TEST(store->counters().documents == 1U);
}

BOOST_AUTO_TEST_CASE(the_key_file_is_made_for_its_owner_alone) {
  fixture::Open(WithKey());
  struct stat info {};
  BOOST_REQUIRE(::stat(key_file.c_str(), &info) == 0);
  BOOST_TEST((info.st_mode & 07777) == 0600U);
  BOOST_TEST(Bytes(key_file).size() == 65U);
  const std::string key = Bytes(key_file);
  fixture::Open(WithKey());
  BOOST_TEST(Bytes(key_file) == key);
}

BOOST_AUTO_TEST_CASE(a_key_file_that_others_may_use_is_refused) {
  fixture::Open(WithKey());
  for (const ::mode_t mode : {0640U, 0604U, 0660U}) {
    BOOST_REQUIRE(::chmod(key_file.c_str(), mode) == 0);
    const std::string message = ErrorOf(WithKey());
    BOOST_TEST(Contains(message, "chmod 600"), message);
    BOOST_TEST(Contains(message, key_file.string()), message);
  }
}

BOOST_AUTO_TEST_CASE(a_lost_or_wrong_key_is_noticed_at_opening) {
  fixture::Open(WithKey());
  const std::string key = Bytes(key_file);
  fs::remove(key_file);
  BOOST_TEST(Contains(ErrorOf(WithKey()), "cannot be read"));
  BOOST_TEST(!fs::exists(key_file));

  const auto write = [&](std::string_view text) {
    std::ofstream(key_file, std::ios::binary) << text;
    ::chmod(key_file.c_str(), 0600);
  };
  for (const std::string& text : {std::string(), std::string("abc\n"), std::string(64, 'x'),
                                  key.substr(0, 63), key + "\n", key + key}) {
    write(text);
    BOOST_TEST(Contains(ErrorOf(WithKey()), "64 hex digits"), text);
  }
  write(std::string(64, 'a') + "\n");
  BOOST_TEST(Contains(ErrorOf(WithKey()), "not the key that"));
  write(key.substr(0, 64));
  BOOST_TEST(ErrorOf(WithKey()) == "");
}

BOOST_AUTO_TEST_CASE(a_reader_makes_no_key_file) {
  fixture::Open(fixture::OptionsFor(folder));
  store::Options options = WithKey();
  options.read_only = true;
  BOOST_TEST(ErrorOf(options) == "");
  BOOST_TEST(!fs::exists(key_file));
}

BOOST_AUTO_TEST_CASE(any_changed_byte_keeps_it_shut) {
  const auto master = store::MasterKey::Load(key_file, store::KeyFile::kMakeIfMissing);
  BOOST_REQUIRE(master.has_value());
  const store::Sealed sealed = store::Seal(kOriginal);
  const std::string wrapped = master->Wrap(sealed.key, 7);
  BOOST_TEST(master->Unseal(wrapped, sealed.ciphertext, 7).value() == kOriginal);
  BOOST_TEST(!master->Unseal(wrapped, sealed.ciphertext, 8).has_value());
  for (std::size_t i = 0; i < wrapped.size(); ++i) {
    std::string changed = wrapped;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    BOOST_TEST(!master->Unseal(changed, sealed.ciphertext, 7).has_value());
  }
  for (std::size_t i = 0; i < sealed.ciphertext.size(); ++i) {
    std::string changed = sealed.ciphertext;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    BOOST_TEST(!master->Unseal(wrapped, changed, 7).has_value());
    BOOST_TEST(!master->Unseal(wrapped, sealed.ciphertext.substr(0, i), 7).has_value());
  }
}

BOOST_AUTO_TEST_CASE(equal_originals_are_sealed_differently) {
  BOOST_TEST(store::Seal(kOriginal).ciphertext != store::Seal(kOriginal).ciphertext);
  const auto one = store::MasterKey::Load(folder / "one.key", store::KeyFile::kMakeIfMissing);
  const auto two = store::MasterKey::Load(folder / "two.key", store::KeyFile::kMakeIfMissing);
  BOOST_TEST(one->Hash(kOriginal) == one->Hash(kOriginal));
  BOOST_TEST(one->Hash(kOriginal) != two->Hash(kOriginal));
  BOOST_TEST(one->fingerprint() != two->fingerprint());
}

BOOST_AUTO_TEST_CASE(a_new_master_key_opens_everything_and_the_old_one_nothing) {
  const fs::path old_key = folder / "old.key";
  {
    const auto store = fixture::Open(WithKey());
    fixture::Put(*store, Appeal("1"));
    fixture::Put(*store, Appeal("2"));
    fs::copy(key_file, old_key);
    const auto rotated = store->RotateKey();
    BOOST_REQUIRE_MESSAGE(rotated, (rotated ? "" : rotated.error().message));
    BOOST_TEST(*rotated == 2U);
    BOOST_TEST(*store->Unseal(1) == kOriginal);
    BOOST_TEST(Bytes(key_file) != Bytes(old_key));
  }
  {
    const auto store = fixture::Open(WithKey());
    BOOST_TEST(*store->Unseal(2) == kOriginal);
    // An appeal that comes again is still the same one.
    BOOST_TEST((fixture::Put(*store, Appeal("1")).result == store::PutResult::kUnchanged));
    fixture::Put(*store, Appeal("3"));
    BOOST_TEST(*store->RotateKey() == 3U);
    BOOST_TEST((fixture::Put(*store, Appeal("3")).result == store::PutResult::kUnchanged));
  }
  store::Options options = WithKey();
  options.key_file = old_key;
  BOOST_TEST(Contains(ErrorOf(options), "not the key that"));
  int kept = 0;
  for (const auto& entry : fs::directory_iterator(key_file.parent_path())) {
    kept += entry.path().filename().string().starts_with("master.key.before-") ? 1 : 0;
  }
  BOOST_TEST(kept == 2);
}

BOOST_AUTO_TEST_CASE(a_rotation_that_was_killed_is_finished_or_forgotten) {
  const fs::path next = key_file.string() + ".next", first = folder / "first.key";
  {
    const auto store = fixture::Open(WithKey());
    fixture::Put(*store, Appeal("1"));
    fs::copy(key_file, first);
    BOOST_REQUIRE(store->RotateKey().has_value());
  }
  // Killed behind the commit and before the new key got its name.
  fs::rename(key_file, next);
  fs::copy(first, key_file);
  store::Options reading = WithKey();
  reading.read_only = true;
  BOOST_TEST(*fixture::Open(reading)->Unseal(1) == kOriginal);
  BOOST_TEST(fs::exists(next));
  BOOST_TEST(*fixture::Open(WithKey())->Unseal(1) == kOriginal);
  BOOST_TEST(!fs::exists(next));
  BOOST_TEST(Bytes(key_file) != Bytes(first));
  // Killed before the commit: a key that nothing is sealed with.
  BOOST_REQUIRE(store::MasterKey::Load(next, store::KeyFile::kMakeIfMissing).has_value());
  const auto store = fixture::Open(WithKey());
  BOOST_TEST(*store->Unseal(1) == kOriginal);
  BOOST_TEST(*store->RotateKey() == 1U);
  BOOST_TEST(*store->Unseal(1) == kOriginal);
}

BOOST_AUTO_TEST_SUITE_END()
