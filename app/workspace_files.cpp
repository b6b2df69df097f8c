#include "app/workspace_files.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace app {
namespace {

namespace fs = std::filesystem;

// Beside the store, which has backups of its own, what is made anew when it is missing.
constexpr std::array<std::string_view, 2> kNotCopied = {"store", "cache"};
constexpr std::array<std::string_view, 2> kUnfinished = {".tmp", ".partial"};

class Finder {
 public:
  Finder(const fs::path& workspace, const std::vector<fs::path>& backups, const fs::path& key_file,
         const std::vector<fs::path>& secrets)
      : workspace_(workspace),
        key_(key_file.empty() ? fs::path() : fs::weakly_canonical(key_file)) {
    for (const fs::path& folder : backups) {
      if (!folder.empty()) backups_.push_back(fs::weakly_canonical(folder));
    }
    for (const fs::path& file : secrets) {
      if (!file.empty()) secrets_.push_back(fs::weakly_canonical(file));
    }
  }

  WorkspaceFiles Run() {
    Visit(workspace_);
    std::sort(found_.files.begin(), found_.files.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    return std::move(found_);
  }

 private:
  void Visit(const fs::path& folder) {
    trail_.push_back(fs::canonical(folder));
    for (const auto& entry : fs::directory_iterator(folder)) Take(entry);
    trail_.pop_back();
  }

  void Take(const fs::directory_entry& entry) {
    const std::string name = entry.path().lexically_relative(workspace_).string();
    if (std::find(kNotCopied.begin(), kNotCopied.end(), name) != kNotCopied.end()) return;
    if (std::any_of(kUnfinished.begin(), kUnfinished.end(),
                    [&](std::string_view ending) { return name.ends_with(ending); })) {
      return;
    }
    const fs::file_status status = entry.status();
    if (!fs::exists(status)) return LeaveOut(name, "a link to what is not there");
    const fs::path place = fs::canonical(entry.path());
    if (fs::is_directory(status)) {
      if (std::find(backups_.begin(), backups_.end(), place) != backups_.end()) return;
      if (fs::exists(place / "manifests") && fs::exists(place / "store" / "meta")) return;
      if (LeadsBack(place)) return LeaveOut(name, "a link that leads back to where it lies");
      return Visit(entry.path());
    }
    if (!fs::is_regular_file(status)) return LeaveOut(name, "neither a file nor a folder");
    if (IsKey(place)) {
      return LeaveOut(name,
                      "a master key must not lie beside what it seals: keep a copy elsewhere");
    }
    if (std::find(secrets_.begin(), secrets_.end(), place) != secrets_.end()) {
      return LeaveOut(name, "a secret in clear: keep a copy elsewhere");
    }
    const auto mode = fs::status(place).permissions() & fs::perms::mask;
    found_.files.push_back({name, fs::file_size(place),
                            fs::last_write_time(place).time_since_epoch().count(),
                            static_cast<std::uint32_t>(mode)});
  }

  // Whether a folder has one in it that is being visited.
  bool LeadsBack(const fs::path& folder) const {
    return std::any_of(trail_.begin(), trail_.end(), [&](const fs::path& visited) {
      return std::mismatch(folder.begin(), folder.end(), visited.begin(), visited.end()).first ==
             folder.end();
    });
  }

  // FILE.next and FILE.before-... are those of a replacement (store::Store::RotateKey).
  bool IsKey(const fs::path& file) const {
    return !key_.empty() && file.parent_path() == key_.parent_path() &&
           (file == key_ || file.filename().string().starts_with(key_.filename().string() + "."));
  }

  void LeaveOut(const std::string& name, std::string_view why) {
    found_.left_out.push_back(name + ": " + std::string(why));
  }

  const fs::path& workspace_;
  const fs::path key_;
  std::vector<fs::path> backups_, secrets_;
  std::vector<fs::path> trail_;  // canonical: the folder that is visited, those that led to it
  WorkspaceFiles found_;
};

}  // namespace

WorkspaceFiles FilesToBackUp(const fs::path& workspace, const std::vector<fs::path>& backups,
                             const fs::path& key_file, const std::vector<fs::path>& secrets) {
  return Finder(workspace, backups, key_file, secrets).Run();
}

}  // namespace app
