// The acknowledgements of a run: one JSON line per document, written after its commit.
#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include "core/document.h"
#include "core/expected.h"
#include "store/store.h"

namespace app {

// What became of the documents of a run.
struct PutTotals {
  std::uint64_t added = 0, updated = 0, unchanged = 0;
  std::uint64_t erased = 0;  // refused: erased earlier

  void Count(store::PutResult result);
};

class EventLog {
 public:
  // `path`: a file to append to, "-" for stdout, empty for none.
  static core::Expected<EventLog> Open(const std::string& path);

  // {"event":"added","key":"media/dala/https://...","number":7}, flushed before it returns. One
  // thread at a time.
  void Write(const core::DocumentKey& key, const store::PutOutcome& outcome);

 private:
  struct Closer {
    void operator()(std::FILE* file) const;
  };
  std::unique_ptr<std::FILE, Closer> file_;
};

// "added", "updated", "unchanged", "erased".
std::string_view Name(store::PutResult result);

}  // namespace app
