// A source of media publications as the operator describes it in sources.yaml.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace crawler {

struct Source {
  std::string id;                                      // short, stable, no '/'
  std::string name;                                    // of the outlet, for people
  std::vector<std::string> feeds, sitemaps, sections;  // absolute URLs
  std::vector<std::string> include,
      exclude;         // path prefixes of articles; empty include: all of the source's hosts
  std::string region;  // ISO 3166-2 or empty
  std::string owner;   // state, private, foreign or empty
  std::optional<std::chrono::milliseconds>
      delay;                             // between two requests to one host; absent: the default
  bool open = true;                      // an open source (Rules, para 14)
  bool allow_private_addresses = false;  // for intranets and tests
};

}  // namespace crawler
