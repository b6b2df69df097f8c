// OPML 1.0 and 2.0: lists of feeds as feed readers exchange them (http://opml.org/spec2.opml).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"

namespace crawler {

struct OpmlFeed {
  std::string title;     // of the outlet
  std::string feed;      // xmlUrl, as written
  std::string page;      // htmlUrl, as written; may be empty
  std::string language;  // as written; may be empty
  std::string category;  // the folders it lies in: "Regions/Almaty"; may be empty
};

// The outlines of `opml` that have an xmlUrl of at most 8,000 bytes, in its order, at most 100,000.
// Titles and categories are cut behind 300 bytes. Any encoding; what is no well-formed XML, nested
// deeper than 256 or without an <opml> root is an error in one line.
core::Expected<std::vector<OpmlFeed>> ReadOpml(std::string_view opml);

// OPML 2.0 of that title. Feeds of one category that follow each other share a folder.
std::string WriteOpml(std::string_view title, const std::vector<OpmlFeed>& feeds);

}  // namespace crawler
