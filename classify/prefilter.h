// Finds which of many literals and regular expressions occur in a one-byte stream: a Hyperscan
// database with its cache on disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"

struct hs_database;  // of Hyperscan
struct hs_scratch;

namespace classify {

// Immutable and thread-safe; each thread brings its own Scratch.
class Prefilter {
 public:
  // Memory that scans with any number of prefilters share. One per thread.
  class Scratch {
   public:
    Scratch() = default;
    ~Scratch();
    Scratch(Scratch&& other) noexcept : scratch_(other.scratch_) { other.scratch_ = nullptr; }
    Scratch& operator=(Scratch&& other) noexcept {
      std::swap(scratch_, other.scratch_);
      return *this;
    }
    // Grows it so that it serves `prefilter` too; throws std::bad_alloc.
    void Fit(const Prefilter& prefilter);

   private:
    friend class Prefilter;
    hs_scratch* scratch_ = nullptr;
  };

  // What to find: not nothing; each literal has at least one byte. Expressions are in the dialect
  // of Hyperscan, of bytes, and match nothing empty.
  struct Needles {
    std::vector<std::string> literals, expressions;
  };

  struct Hit {
    std::uint32_t needle;  // index into the literals, behind them the expressions
    std::uint32_t end;     // offset after its last byte
  };

  // Compiles `needles`. If `cache_folder` is not empty, reads the database from there or leaves it
  // there for the next time, under a name that depends on all that the database does: needles,
  // version of the library, processor. A cache that is damaged, or cannot be read or written, is no
  // error. The error is Hyperscan's.
  static core::Expected<std::unique_ptr<Prefilter>> Compile(
      const Needles& needles, const std::filesystem::path& cache_folder);
  ~Prefilter();

  // Appends every end of every occurrence in `stream` (below 4 GiB) to `hits`, in order of end.
  // Throws std::runtime_error if Hyperscan fails, which would be a bug.
  void Scan(std::string_view stream, Scratch& scratch, std::vector<Hit>& hits) const;

 private:
  explicit Prefilter(hs_database* database) : database_(database) {}
  hs_database* database_;
};

}  // namespace classify
