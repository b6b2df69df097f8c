// Any bytes as the files of a workspace: sholu.yaml, and behind a byte 0xFF sources.yaml. Errors,
// never a crash or a hang; every error names its file.
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "config/settings.h"
#include "config/yaml_reader.h"
#include "tests/support/fuzz_parts.h"

namespace {

// A folder in memory, removed at the end.
struct Folder {
  Folder() {
    std::string name = "/dev/shm/sholu-fuzz-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    path = name;
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::filesystem::path path;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Folder folder;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto pieces = fixture::CutParts(bytes);
  std::ofstream(folder.path / "sholu.yaml", std::ios::binary) << pieces[0];
  std::ofstream(folder.path / "sources.yaml", std::ios::binary)
      << (pieces.size() > 1 ? pieces[1] : "sources: []\n");
  const auto settings = config::LoadSettings(folder.path);
  if (!settings) {
    if (settings.error().empty()) std::abort();
    for (const core::Error& error : settings.error()) {
      if (error.message.find(".yaml") == std::string::npos) std::abort();
    }
  }
  config::YamlFile::Parse("fuzz.yaml", bytes);
  return 0;
}
