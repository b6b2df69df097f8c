// Reads a whole store and says what in it does not fit together.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "store/store.h"

namespace store {

struct CheckOptions {
  // Called with each document that has bytes in the archive; what is wrong with them, "" if
  // nothing. Absent: the archive is not looked at.
  std::function<std::string(const core::ArchiveRef&)> check_archive;
  std::function<void(std::uint64_t done, std::uint64_t all)> progress;
};

struct CheckReport {
  std::uint64_t documents = 0, versions = 0, erased = 0;  // versions: with a text
  std::uint64_t originals = 0, archived = 0;              // that were read and are whole
  // One line each: which file, document or index, and what is wrong. At most kMaxFindings.
  std::vector<std::string> findings;
  std::uint64_t found = 0;          // all findings, also those that are not listed
  bool repairable_in_place = true;  // a new index, new counters and new keys are enough
  bool sound() const { return found == 0; }
};
inline constexpr std::size_t kMaxFindings = 100;

// Verifies the checksum of every block of every table; that each document has its header, its
// streams, its keys and the hash of its text; that the postings are those of the streams, word by
// word and place by place; that sealed originals open (if the store has the master key); and that
// the counters are those of the documents. Reads what there is at the beginning. Needs memory for
// the columns of all documents.
CheckReport Check(Store& store, const Spelling& spelling, const CheckOptions& options);

}  // namespace store
