#include "app/source_entry.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/printable.h"

namespace app {
namespace {

// A YAML scalar in double quotes, whose escapes are those of JSON.
std::string Quoted(std::string_view text) {
  return nlohmann::json(core::Printable(text))
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// Whether an address can stand in a list of YAML without quotes: ": " would be a mapping.
bool IsPlain(std::string_view url) {
  return !url.ends_with(':') && std::none_of(url.begin(), url.end(), [](char c) {
    return std::string_view(",[]{}#&*!|>'\"%@`? ").find(c) != std::string_view::npos;
  });
}

std::string Address(std::string_view url) {
  return IsPlain(url) ? std::string(url) : Quoted(url);
}

std::string List(std::string_view key, const std::vector<std::string>& urls) {
  if (urls.empty()) return {};
  std::string out = fmt::format("    {}:\n", key);
  for (const std::string& url : urls) out += fmt::format("      - {}\n", Address(url));
  return out;
}

}  // namespace

std::string ToYaml(const SourceEntry& entry) {
  const crawler::Source& source = entry.source;
  std::string out;
  for (const std::string& note : entry.notes) {
    out += fmt::format("  # {}\n", core::Printable(note));
  }
  out += fmt::format("  - id: {}\n    name: {}\n", source.id, Quoted(source.name));
  if (!source.languages.empty()) {
    out += fmt::format("    languages: [{}]\n", fmt::join(source.languages, ", "));
  }
  if (!source.region.empty()) out += fmt::format("    region: {}\n", Quoted(source.region));
  if (!source.owner.empty()) out += fmt::format("    owner: {}\n", source.owner);
  out += List("feeds", source.feeds) + List("sitemaps", source.sitemaps) +
         List("sections", source.sections);
  if (!entry.other_sections.empty()) {
    if (source.sections.empty()) out += "    # sections:\n";
    for (const auto& [url, remark] : entry.other_sections) {
      out += fmt::format("    #  - {}  # {}\n", core::Printable(Address(url)),
                         core::Printable(remark));
    }
  }
  if (source.allow_private_addresses) out += "    allow_private_addresses: true\n";
  return out;
}

std::string NewId(std::string_view host, std::set<std::string>& taken) {
  if (host.starts_with("www.")) host.remove_prefix(4);
  std::string id;
  for (const char c : host) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    id += good ? c : '-';
  }
  if (id.empty()) id = "source";
  std::string free = id;
  for (int number = 2; !taken.insert(free).second; ++number)
    free = fmt::format("{}-{}", id, number);
  return free;
}

std::set<std::string> IdsOf(const std::vector<crawler::Source>& sources) {
  std::set<std::string> ids;
  for (const crawler::Source& source : sources) ids.insert(source.id);
  return ids;
}

const crawler::Source& SourceOf(const std::vector<crawler::Source>& sources,
                                const std::string& id) {
  const auto found = std::find_if(sources.begin(), sources.end(),
                                  [&](const auto& source) { return source.id == id; });
  if (found != sources.end()) return *found;
  constexpr std::size_t kMostNamed = 20;
  std::vector<std::string> named;
  for (std::size_t i = 0; i < std::min(sources.size(), kMostNamed); ++i) {
    named.push_back(sources[i].id);
  }
  throw Failure(named.empty() ? fmt::format("no source '{}': sources.yaml names none", id)
                              : fmt::format("no source '{}' in sources.yaml; there are {}{}", id,
                                            fmt::join(named, ", "),
                                            sources.size() > kMostNamed ? " and others" : ""));
}

}  // namespace app
