// Feeds of alerts, for feed readers: Atom (RFC 4287).
#pragma once

#include <string>
#include <vector>

#include "core/language.h"
#include "core/time.h"

namespace monitor {

// Strings may hold foreign text.
struct FeedEntry {
  std::string id;  // a UUID
  std::string title, summary, author;
  std::string link;  // left out unless it is a safe one (monitor/paper.h)
  core::Instant published{}, updated{};
};

struct AtomFeed {
  std::string id;  // a UUID
  std::string title;
  core::Language language = core::Language::kRu;
  core::Instant updated{};
  std::vector<FeedEntry> entries;  // the newest first
};

// UTF-8. Equal feeds give equal bytes.
std::string WriteAtom(const AtomFeed& feed);

}  // namespace monitor
