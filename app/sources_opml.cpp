#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/counted.h"
#include "app/source_entry.h"
#include "app/sources_commands.h"
#include "app/text_json.h"
#include "core/printable.h"
#include "crawler/opml.h"
#include "crawler/url.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxBytes = 64u << 20;

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content(kMaxBytes + 1, '\0');
  file.read(content.data(), static_cast<std::streamsize>(content.size()));
  if (!file.eof() && !file.good()) throw Failure(fmt::format("{}: cannot be read", path));
  content.resize(static_cast<std::size_t>(file.gcount()));
  if (content.size() > kMaxBytes) {
    throw Failure(fmt::format("{}: larger than {} MB: split it", path, kMaxBytes >> 20));
  }
  return content;
}

struct Imported {
  std::vector<SourceEntry> entries;
  std::vector<std::string> left_out;  // a line each
  std::size_t known = 0;              // feeds that sources.yaml has
};

// Feeds of one site become one source.
Imported FromOpml(const std::vector<crawler::OpmlFeed>& feeds, const config::Settings& settings) {
  std::set<std::string> ids = IdsOf(settings.sources), known;
  for (const crawler::Source& source : settings.sources) {
    known.insert(source.feeds.begin(), source.feeds.end());
  }
  Imported imported;
  std::map<std::string, std::size_t> places;  // by host
  for (const crawler::OpmlFeed& feed : feeds) {
    const auto url = crawler::Canonicalize(feed.feed);
    if (!url) {
      imported.left_out.push_back(fmt::format("'{}': {}", feed.feed, url.error().message));
      continue;
    }
    if (!known.insert(url->url).second) {
      ++imported.known;
      continue;
    }
    const auto page = crawler::Canonicalize(feed.page);
    const std::string& host = page ? page->host : url->host;
    const auto [place, is_new] = places.try_emplace(host, imported.entries.size());
    if (is_new) {
      SourceEntry& entry = imported.entries.emplace_back();
      entry.source.id = NewId(host, ids);
      entry.source.name = feed.title.empty() ? host : feed.title;
      if (!feed.category.empty()) entry.notes.push_back(feed.category);
    }
    crawler::Source& source = imported.entries[place->second].source;
    source.feeds.push_back(url->url);
    const std::string language = feed.language.substr(0, feed.language.find_first_of("-_"));
    const bool good =
        language.size() == 2 &&
        std::all_of(language.begin(), language.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (good && std::find(source.languages.begin(), source.languages.end(), language) ==
                    source.languages.end()) {
      source.languages.push_back(language);
    }
  }
  return imported;
}

int ImportOpml(const Global& global, const std::string& path) {
  const config::Settings settings = SettingsIn(global);
  const auto feeds = crawler::ReadOpml(ReadAll(path));
  if (!feeds) throw Failure(fmt::format("{}: {}", path, feeds.error().message));
  const Imported imported = FromOpml(*feeds, settings);
  if (global.json) {
    Json list = Json::array();
    for (const SourceEntry& entry : imported.entries) {
      list.push_back({{"id", entry.source.id},
                      {"name", entry.source.name},
                      {"languages", entry.source.languages},
                      {"feeds", entry.source.feeds}});
    }
    PrintJson({{"sources", std::move(list)},
               {"known_feeds", imported.known},
               {"left_out", imported.left_out}});
    return 0;
  }
  for (const SourceEntry& entry : imported.entries) fmt::print("{}", ToYaml(entry));
  // Behind the entries, which go to a file.
  for (const std::string& line : imported.left_out) {
    fmt::print(stderr, "sholu: {}: left out: {}\n", path, core::Printable(line));
  }
  fmt::print(stderr, "{} for sources.yaml, {} known there already, {} left out\n",
             Counted(imported.entries.size(), "sources"), Counted(imported.known, "feeds"),
             imported.left_out.size());
  return 0;
}

int ExportOpml(const Global& global) {
  const config::Settings settings = SettingsIn(global);
  std::vector<crawler::OpmlFeed> feeds;
  std::size_t without = 0;
  for (const crawler::Source& source : settings.sources) {
    if (source.feeds.empty()) ++without;
    for (const std::string& url : source.feeds) {
      crawler::OpmlFeed feed;
      feed.title = source.name;
      feed.feed = url;
      feed.page = crawler::Canonicalize(url)->origin + "/";
      if (!source.languages.empty()) feed.language = source.languages.front();
      feed.category = source.region;
      feeds.push_back(std::move(feed));
    }
  }
  std::stable_sort(feeds.begin(), feeds.end(),
                   [](const auto& a, const auto& b) { return a.category < b.category; });
  const std::string opml = crawler::WriteOpml("sholu", feeds);
  if (std::fwrite(opml.data(), 1, opml.size(), stdout) != opml.size() || std::fflush(stdout) != 0) {
    throw Failure("cannot write to stdout");
  }
  if (without > 0) {
    fmt::print(stderr, "left out: {} without feeds, for which OPML has no place\n",
               Counted(without, "sources"));
  }
  return 0;
}

}  // namespace

void AddSourcesImport(CLI::App& group, const Global& global, Run& run) {
  CLI::App* command = group.add_subcommand(
      "import", "Print what sources.yaml needs for the feeds of an OPML file; changes no file");
  command->footer(
      "Examples:\n"
      "  sholu sources import feeds.opml                  # read it first\n"
      "  sholu sources import feeds.opml >> sources.yaml\n"
      "Feeds of one site become one source; feeds that sources.yaml has are left out. If the list "
      "there is still\nempty, write 'sources:' for 'sources: []' first.");
  const auto path = std::make_shared<std::string>();
  command->add_option("file", *path, "OPML 1.0 or 2.0")->required();
  command->callback(
      [&global, &run, path] { run = [&global, path] { return ImportOpml(global, *path); }; });
}

void AddSourcesExport(CLI::App& group, const Global& global, Run& run) {
  CLI::App* command =
      group.add_subcommand("export", "The feeds of sources.yaml as OPML 2.0, for feed readers");
  command->footer("Example:\n  sholu sources export > feeds.opml");
  command->callback([&global, &run] { run = [&global] { return ExportOpml(global); }; });
}

}  // namespace app
