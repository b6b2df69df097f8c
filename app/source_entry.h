// Sources as an operator writes them in sources.yaml, and what the commands about them share.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/workspace.h"
#include "config/settings.h"
#include "core/expected.h"
#include "crawler/source.h"

namespace app {

// A source with what was found about it: a line of comment over the entry, and behind addresses.
struct SourceEntry {
  crawler::Source source;
  std::vector<std::string> notes;
  // Found, but not sure to be wanted: written as comments, each with its remark.
  std::vector<std::pair<std::string, std::string>> other_sections;
};

// The entry as YAML, an item of the list `sources`. Foreign text in it is quoted.
std::string ToYaml(const SourceEntry& entry);

// An id that sources.yaml accepts, from a host: "www.vlast.kz" gives "vlast-kz"; another one if
// that is in `taken`, where it is entered.
std::string NewId(std::string_view host, std::set<std::string>& taken);

std::set<std::string> IdsOf(const std::vector<crawler::Source>& sources);
// Throws Failure if there is none of that id, naming those that there are.
const crawler::Source& SourceOf(const std::vector<crawler::Source>& sources, const std::string& id);

}  // namespace app
