#include "classify/prefilter.h"

#include <fmt/format.h>
#include <hs/hs.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <new>
#include <optional>
#include <stdexcept>
#include <system_error>

#include "core/sha256.h"

namespace classify {
namespace {

constexpr std::string_view kMagic = "sholu-needles-1\n";

// What the database depends on: the needles, the library and the processor it compiles for.
std::string CacheName(const Prefilter::Needles& needles) {
  std::string key(kMagic);
  key += hs_version();
  hs_platform_info_t platform{};
  if (hs_populate_platform(&platform) == HS_SUCCESS) {
    key += fmt::format("\n{} {}", platform.tune, platform.cpu_features);
  }
  for (const auto* list : {&needles.literals, &needles.expressions}) {
    key += fmt::format("\n{} needles", list->size());
    for (const std::string& needle : *list) {
      key += fmt::format("\n{}:", needle.size());
      key += needle;
    }
  }
  return core::Sha256Hex(key).substr(0, 32) + ".hsdb";
}

// The file is the magic line, the SHA-256 of the rest and the serialized database.
hs_database_t* ReadCache(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return nullptr;
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  constexpr std::size_t kHeader = kMagic.size() + 32;
  const std::string_view view = bytes;
  if (view.size() <= kHeader || !view.starts_with(kMagic)) return nullptr;
  const std::string_view payload = view.substr(kHeader);
  if (core::Sha256(payload) != view.substr(kMagic.size(), 32)) return nullptr;
  hs_database_t* database = nullptr;
  const auto status = hs_deserialize_database(payload.data(), payload.size(), &database);
  return status == HS_SUCCESS ? database : nullptr;
}

// Writes to a name of its own and renames it, so that no reader ever sees half a file.
void WriteCache(const std::filesystem::path& path, const hs_database_t* database) {
  static std::atomic<unsigned> counter{0};
  char* bytes = nullptr;
  std::size_t size = 0;
  if (hs_serialize_database(database, &bytes, &size) != HS_SUCCESS) return;
  const std::string payload(bytes, size);
  std::free(bytes);
  std::error_code ignored;
  std::filesystem::create_directories(path.parent_path(), ignored);
  std::filesystem::path temporary = path;
  temporary += fmt::format(".{}.{}", getpid(), counter++);
  std::ofstream file(temporary, std::ios::binary);
  file << kMagic << core::Sha256(payload) << payload;
  file.close();
  if (file) std::filesystem::rename(temporary, path, ignored);
  if (!file || ignored) std::filesystem::remove(temporary, ignored);
}

core::Error ErrorOf(hs_compile_error_t* error) {
  const std::string message = error && error->message ? error->message : "unknown error";
  hs_free_compile_error(error);
  return core::Error{"Hyperscan cannot compile it: " + message};
}

// Arrays as Hyperscan wants them.
struct Arguments {
  std::vector<const char*> expressions;
  std::vector<std::size_t> lengths;
  std::vector<unsigned> ids, flags;

  explicit Arguments(const std::vector<std::string>& needles) {
    for (const std::string& needle : needles) {
      expressions.push_back(needle.c_str());
      lengths.push_back(needle.size());
      ids.push_back(static_cast<unsigned>(ids.size()));
      flags.push_back(0);
    }
  }
  unsigned count() const { return static_cast<unsigned>(ids.size()); }
};

// Bare literals compile in a fraction of the time that the same take as expressions.
core::Expected<hs_database_t*> CompileLiterals(const std::vector<std::string>& literals) {
  const Arguments all(literals);
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  const auto status = hs_compile_lit_multi(all.expressions.data(), all.flags.data(), all.ids.data(),
                                           all.lengths.data(), all.count(), HS_MODE_BLOCK, nullptr,
                                           &database, &error);
  if (status != HS_SUCCESS) return ErrorOf(error);
  return database;
}

core::Expected<hs_database_t*> CompileAll(const Prefilter::Needles& needles) {
  if (needles.expressions.empty()) return CompileLiterals(needles.literals);
  std::vector<std::string> expressions;
  for (const std::string& literal : needles.literals) {
    std::string& expression = expressions.emplace_back();
    for (const char byte : literal) {
      expression += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
    }
  }
  expressions.insert(expressions.end(), needles.expressions.begin(), needles.expressions.end());
  const Arguments all(expressions);
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  const auto status = hs_compile_multi(all.expressions.data(), all.flags.data(), all.ids.data(),
                                       all.count(), HS_MODE_BLOCK, nullptr, &database, &error);
  if (status != HS_SUCCESS) return ErrorOf(error);
  return database;
}

}  // namespace

Prefilter::Scratch::~Scratch() {
  hs_free_scratch(scratch_);
}

void Prefilter::Scratch::Fit(const Prefilter& prefilter) {
  if (hs_alloc_scratch(prefilter.database_, &scratch_) != HS_SUCCESS) throw std::bad_alloc();
}

core::Expected<std::unique_ptr<Prefilter>> Prefilter::Compile(
    const Needles& needles, const std::filesystem::path& cache_folder) {
  if (hs_valid_platform() != HS_SUCCESS) {
    return core::Error{"this processor lacks what Hyperscan needs (SSSE3)"};
  }
  std::filesystem::path cache;
  if (!cache_folder.empty()) {
    cache = cache_folder / CacheName(needles);
    if (hs_database_t* database = ReadCache(cache)) {
      return std::unique_ptr<Prefilter>(new Prefilter(database));
    }
  }
  const auto database = CompileAll(needles);
  if (!database) return database.error();
  if (!cache.empty()) WriteCache(cache, *database);
  return std::unique_ptr<Prefilter>(new Prefilter(*database));
}

Prefilter::~Prefilter() {
  hs_free_database(database_);
}

void Prefilter::Scan(std::string_view stream, Scratch& scratch, std::vector<Hit>& hits) const {
  const auto on_match = [](unsigned id, unsigned long long, unsigned long long end, unsigned,
                           void* context) {
    static_cast<std::vector<Hit>*>(context)->push_back({id, static_cast<std::uint32_t>(end)});
    return 0;
  };
  const auto status = hs_scan(database_, stream.data(), static_cast<unsigned>(stream.size()), 0,
                              scratch.scratch_, on_match, &hits);
  if (status != HS_SUCCESS) {
    throw std::runtime_error(fmt::format("Hyperscan scan failed with status {}", status));
  }
}

}  // namespace classify
