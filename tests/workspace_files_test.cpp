#include "app/workspace_files.h"

#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/store_fixture.h"

namespace fs = std::filesystem;

namespace {

struct Fixture {
  fixture::Folder folder;
  const fs::path workspace = folder / "workspace";

  void Write(const fs::path& name, std::string_view content = "x") const {
    fs::create_directories((folder / name.string()).parent_path());
    std::ofstream(folder / name.string()) << content;
  }
  app::WorkspaceFiles Find(const std::vector<fs::path>& backups = {}, const fs::path& key = {},
                           const std::vector<fs::path>& secrets = {}) const {
    return app::FilesToBackUp(workspace, backups, key, secrets);
  }
};

std::vector<std::string> Names(const app::WorkspaceFiles& found) {
  std::vector<std::string> names;
  for (const app::WorkspaceFile& file : found.files) names.push_back(file.name);
  return names;
}

using Lines = std::vector<std::string>;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(workspace_files_test, Fixture)

BOOST_AUTO_TEST_CASE(everything_but_store_cache_and_what_is_unfinished) {
  for (const char* name :
       {"workspace/sholu.yaml", "workspace/lexicon/a.yaml", "workspace/deep/store/a",
        "workspace/store/CURRENT", "workspace/cache/b", "workspace/a.csv.17.tmp",
        "workspace/b.partial", "workspace/half.partial/c"}) {
    Write(name);
  }
  const auto found = Find();
  BOOST_TEST(Names(found) == (Lines{"deep/store/a", "lexicon/a.yaml", "sholu.yaml"}),
             boost::test_tools::per_element());
  BOOST_TEST(found.left_out.empty());
}

BOOST_AUTO_TEST_CASE(secrets_are_left_out_and_named) {
  Write("workspace/mail.password");
  Write("workspace/sholu.yaml");
  const auto found = Find({}, {}, {workspace / "mail.password", {}});
  BOOST_TEST(Names(found) == (Lines{"sholu.yaml"}), boost::test_tools::per_element());
  BOOST_REQUIRE(found.left_out.size() == 1u);
  BOOST_TEST(found.left_out[0].starts_with("mail.password: "));
}

BOOST_AUTO_TEST_CASE(links_are_followed_but_not_in_circles) {
  Write("workspace/a");
  Write("elsewhere/deep/note", "1234");
  fs::create_directory_symlink(folder / "elsewhere", workspace / "archive");
  fs::create_symlink(folder / "elsewhere/deep/note", workspace / "note");
  fs::create_directory_symlink(folder / "elsewhere", folder / "elsewhere/deep/again");
  fs::create_directory_symlink(folder / "", workspace / "up");
  fs::create_directory_symlink(workspace, workspace / "self");
  fs::create_symlink(folder / "none", workspace / "nowhere");
  auto found = Find();
  BOOST_TEST(Names(found) == (Lines{"a", "archive/deep/note", "note"}),
             boost::test_tools::per_element());
  BOOST_TEST(found.files.back().bytes == 4u);
  std::sort(found.left_out.begin(), found.left_out.end());
  BOOST_TEST(found.left_out == (Lines{"archive/deep/again: a link that leads back to where it lies",
                                      "nowhere: a link to what is not there",
                                      "self: a link that leads back to where it lies",
                                      "up: a link that leads back to where it lies"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(two_links_to_one_folder_are_two_copies) {
  Write("elsewhere/a");
  fs::create_directory(workspace);
  fs::create_directory_symlink(folder / "elsewhere", workspace / "one");
  fs::create_directory_symlink(folder / "elsewhere", workspace / "two");
  BOOST_TEST(Names(Find()) == (Lines{"one/a", "two/a"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(master_keys_stay_out_and_are_named) {
  Write("workspace/a.key");
  Write("workspace/a.key.next");
  Write("workspace/a.key.before-0badcafe");
  Write("workspace/a.keys");
  Write("workspace/other/a.key");
  fs::create_symlink(workspace / "a.key", workspace / "same");
  const auto found = Find({}, workspace / "lexicon" / ".." / "a.key");
  BOOST_TEST(Names(found) == (Lines{"a.keys", "other/a.key"}), boost::test_tools::per_element());
  BOOST_TEST(found.left_out.size() == 4u);
}

BOOST_AUTO_TEST_CASE(folders_of_backups_are_not_backed_up) {
  Write("workspace/a");
  Write("workspace/backups/store/b");
  Write("workspace/old/c");
  const auto found = Find({workspace / "backups", workspace / "old" / "", folder / "none", {}});
  BOOST_TEST(Names(found) == Lines{"a"}, boost::test_tools::per_element());
  BOOST_TEST(found.left_out.empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_file_is_named) {
  fs::create_directory(workspace);
  BOOST_REQUIRE(::mkfifo((workspace / "pipe").c_str(), 0600) == 0);
  const auto found = Find();
  BOOST_TEST(found.files.empty());
  BOOST_TEST(found.left_out == Lines{"pipe: neither a file nor a folder"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
