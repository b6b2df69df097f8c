// What somebody wants to be told: what a standing query found, a source in trouble, a summary.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "monitor/watch.h"
#include "store/store.h"

namespace monitor {

// It has no word of a document: who shows it reads the document, so that what is erased is gone
// from here, too.
struct Alert {
  enum class Kind : std::uint8_t { kDocument, kTrouble, kRecovery, kSummary };

  std::uint64_t number = 0;  // from 1, in the order of raising
  std::string id;            // a UUID, the same for ever
  Kind kind = Kind::kDocument;
  std::string watch;
  core::Instant raised{}, updated{};
  // Of kDocument:
  store::DocumentNumber document = 0, group = 0;
  std::uint64_t items = 1;  // of the incident that the watch found so far, this one among them
  // Of kTrouble and kRecovery:
  std::string source, trouble;  // "silent", "dropped", "unreachable"
  core::Instant since{};        // nothing came since, or the trouble was seen first
  std::string detail;           // foreign text
  // Of kSummary:
  std::string programme, period;
  std::vector<std::string> files;

  bool operator==(const Alert&) const = default;
};
// "document", "trouble", "recovery", "summary".
std::string_view Name(Alert::Kind kind);

// What is sent at once: one alert, or those of a digest. It keeps its id however often it is sent,
// so that who gets it twice can tell.
struct Letter {
  std::uint64_t number = 0;
  std::string id;  // a UUID
  Channel channel = Channel::kMail;
  std::string watch;
  std::vector<std::uint64_t> alerts;
  core::Instant written{}, due{};
  bool closed = false;  // nothing is added any more: it may have been sent
  std::uint32_t attempts = 0;
  std::optional<core::Instant> tried;  // first; absent of one that an older version put off
  std::string trouble;                 // of the last attempt

  bool operator==(const Letter&) const = default;
};

// The issue of one summary.
struct Issue {
  core::Instant begun{};
  store::Commit commit = 0;  // that it is counted at: however often it is made, it is the same
  bool done = false;
};

}  // namespace monitor
