#include "app/workspace_backup.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "app/erasure_list.h"
#include "config/settings.h"
#include "tests/support/store_fixture.h"

namespace fs = std::filesystem;

namespace {

struct Fixture {
  fixture::Folder folder;
  const fs::path backups = folder / "backups";
  const fs::path target = folder / "back";

  Fixture() {
    app::Global global;
    global.workspace = (folder / "workspace").string();
    BOOST_REQUIRE(config::WriteWorkspace(global.workspace));
    const auto workspace = app::Workspace::Open(global, app::Access::kWrite);
    app::WorkspaceBackups(backups, false).Create(workspace, [](std::string_view) {});
  }

  void Restore(const fs::path& to, const std::function<void(const fs::path&)>& finish) const {
    app::WorkspaceBackups(backups, true)
        .Restore(
            1, to, [](std::string_view) {}, finish);
  }
};

store::Erasure ErasureOf(char key) {
  store::Erasure erasure;
  erasure.key_sha256 = std::string(32, key);
  erasure.source_type = core::SourceType::kMedia;
  erasure.by = "clerk";
  erasure.reason = "order 1";
  return erasure;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(workspace_backup_test, Fixture)

BOOST_AUTO_TEST_CASE(a_restored_workspace_has_its_name_only_when_it_is_finished) {
  bool finished = false;
  Restore(target, [&](const fs::path& restored) {
    finished = true;
    BOOST_TEST(!fs::exists(target));
    BOOST_TEST(fs::exists(restored / "sholu.yaml"));
    BOOST_TEST(fs::exists(restored / "store"));
  });
  BOOST_TEST(finished);
  BOOST_TEST(fs::exists(target / "sholu.yaml"));
}

BOOST_AUTO_TEST_CASE(a_restore_that_cannot_be_finished_leaves_nothing) {
  BOOST_CHECK_THROW(Restore(target, [](const fs::path&) { throw std::runtime_error("torn"); }),
                    std::runtime_error);
  for (const auto& entry : fs::directory_iterator(folder / "")) {
    BOOST_TEST(!entry.path().filename().string().starts_with("back."), entry.path());
    BOOST_TEST(entry.path() != target);
  }
}

BOOST_AUTO_TEST_CASE(a_target_may_end_in_a_slash_or_be_empty) {
  fs::create_directory(target);
  Restore(target / "", [](const fs::path&) {});
  BOOST_TEST(fs::exists(target / "sholu.yaml"));
  BOOST_CHECK_THROW(Restore(target, [](const fs::path&) {}), app::Failure);
}

BOOST_AUTO_TEST_CASE(erasures_are_kept_where_there_is_no_backup_yet) {
  const fs::path empty = folder / "empty";
  fs::create_directory(empty);
  app::ErasureList list(empty);
  BOOST_TEST(list.Read().empty());
  list.Add(std::vector{ErasureOf('a'), ErasureOf('b')});
  list.Add(std::vector{ErasureOf('b'), ErasureOf('c')});
  BOOST_TEST(list.Read().size() == 3u);
  BOOST_TEST(std::distance(fs::directory_iterator(empty), {}) == 1);
  const fs::path file = fs::directory_iterator(empty)->path();
  std::ofstream(file, std::ios::app) << ' ';
  BOOST_CHECK_THROW(list.Read(), app::Failure);
}

BOOST_AUTO_TEST_SUITE_END()
