#include "config/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <system_error>

#include "config/embedded.h"
#include "config/report_settings.h"
#include "config/yaml_reader.h"
#include "core/time.h"
#include "crawler/url.h"

namespace config {
namespace {

using std::chrono::duration_cast;
using Errors = std::vector<core::Error>;

constexpr std::string_view kSettingsFile = "sholu.yaml";
constexpr std::string_view kSourcesFile = "sources.yaml";
constexpr std::string_view kImportsFile = "imports.yaml";

void Append(Errors& errors, const Errors& more) {
  errors.insert(errors.end(), more.begin(), more.end());
}

void ReadCrawl(YamlMap& map, Settings& settings) {
  crawler::Spider::Options& spider = settings.spider;
  spider.user_agent = map.Optional("user_agent").String(spider.user_agent);
  settings.frontier.default_delay = map.Optional("delay").Duration(settings.frontier.default_delay);
  spider.max_crawl_delay = map.Optional("max_delay").Duration(spider.max_crawl_delay);
  spider.timeout = map.Optional("timeout").Duration(spider.timeout);
  spider.max_bytes = map.Optional("max_page").Bytes(spider.max_bytes);
  spider.parallel = static_cast<std::size_t>(
      map.Optional("parallel").Integer(static_cast<std::int64_t>(spider.parallel), 1, 10000));
  settings.frontier.max_attempts = static_cast<std::uint32_t>(
      map.Optional("attempts").Integer(settings.frontier.max_attempts, 1, 100));
  settings.frontier.first_retry = duration_cast<std::chrono::seconds>(
      map.Optional("retry").Duration(settings.frontier.first_retry));
  settings.frontier.revisit.emplace().freshness = duration_cast<std::chrono::seconds>(
      map.Optional("freshness").Duration(crawler::RevisitOptions().freshness));
  settings.http.proxy = map.Optional("proxy").String();
}

void ReadSettings(YamlMap& map, const std::filesystem::path& folder, Settings& settings) {
  const YamlValue zone = map.Optional("zone");
  settings.zone = zone.String(settings.zone);
  if (!core::Zone::Find(settings.zone)) {
    zone.Wrong(fmt::format("no zone is called '{}'", settings.zone),
               "an IANA name such as Asia/Almaty");
  }
  settings.language = map.Optional("language")
                          .Enum<core::Language>({{"kk", core::Language::kKk},
                                                 {"ru", core::Language::kRu},
                                                 {"en", core::Language::kEn}},
                                                settings.language);
  settings.workers = static_cast<unsigned>(map.Optional("workers").Integer(0, 0, 1024));
  {
    YamlMap crawl = map.Optional("crawl").Map();
    ReadCrawl(crawl, settings);
  }
  {
    YamlMap archive = map.Optional("archive").Map();
    settings.archive.file_bytes = archive.Optional("file").Bytes(settings.archive.file_bytes);
  }
  {
    YamlMap store = map.Optional("store").Map();
    settings.store.cache_bytes = store.Optional("cache").Bytes(settings.store.cache_bytes);
    settings.store.write_buffer_bytes =
        store.Optional("write_buffer").Bytes(settings.store.write_buffer_bytes);
    settings.store.near_duplicate_window = static_cast<std::size_t>(
        store.Optional("near_duplicate_window")
            .Integer(static_cast<std::int64_t>(settings.store.near_duplicate_window), 1, 1 << 24));
  }
  {
    YamlMap lexicon = map.Optional("lexicon").Map();
    monitor::RuleFloor& floor = settings.rule_floor;
    floor.precision = lexicon.Optional("floor").Number(floor.precision, 0, 1);
    floor.judged =
        static_cast<std::uint32_t>(lexicon.Optional("judged").Integer(floor.judged, 1, 1'000'000));
  }
  {
    YamlMap backup = map.Optional("backup").Map();
    if (const YamlValue at = backup.Optional("folder"); at.present()) {
      settings.backup_folder = (folder / at.String()).lexically_normal();
    }
    settings.backups_kept = static_cast<std::uint32_t>(
        backup.Optional("keep").Integer(settings.backups_kept, 1, 10'000));
  }
  {
    YamlMap retention = map.Optional("retention").Map();
    for (int type = 1; type <= static_cast<int>(core::SourceType::kOther); ++type) {
      const auto source = static_cast<core::SourceType>(type);
      if (const YamlValue days = retention.Optional(std::string(core::Name(source)));
          days.present()) {
        settings.retention[source] = days.Integer(0, 1, 100'000);
      }
    }
  }
  settings.performer = ReadPerformer(map.Optional("performer"));
  settings.rules = ReadLegalFrame(map.Optional("rules"));
  settings.duties = ReadDuties(map, folder, settings.language);
  YamlMap appeals = map.Optional("appeals").Map();
  if (const YamlValue key = appeals.Optional("key_file"); key.present()) {
    settings.store.key_file = (folder / key.String()).lexically_normal();
  }
}

std::vector<std::string> Urls(const YamlValue& list) {
  std::vector<std::string> urls;
  for (const YamlValue& item : list.ListOrOne()) {
    const std::string text = item.String();
    const auto url = crawler::Canonicalize(text);
    if (url) {
      urls.push_back(url->url);
    } else {
      item.Wrong(fmt::format("'{}' is no address: {}", text, url.error().message),
                 "an http or https URL");
    }
  }
  return urls;
}

std::vector<std::string> Languages(const YamlValue& list) {
  std::vector<std::string> languages;
  for (const YamlValue& item : list.ListOrOne()) {
    languages.push_back(item.String());
    const std::string& code = languages.back();
    const bool good = (code.size() == 2 || code.size() == 3) &&
                      code.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
    if (!good) item.Wrong(fmt::format("'{}' is no language", code), "a code such as kk, ru or en");
  }
  return languages;
}

// Beginnings of paths.
std::vector<std::string> Paths(const YamlValue& list) {
  std::vector<std::string> paths;
  for (const YamlValue& item : list.ListOrOne()) {
    paths.push_back(item.String());
    if (!paths.back().starts_with('/')) {
      item.Wrong(fmt::format("'{}' begins no path", paths.back()),
                 "what a path begins with, such as /news/");
    }
  }
  return paths;
}

bool IsGoodId(std::string_view id) {
  return !id.empty() &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_.") == std::string_view::npos;
}

crawler::Source ReadSource(const YamlValue& value, std::set<std::string>& ids) {
  crawler::Source source;
  YamlMap map = value.Map();
  const YamlValue id = map.Required("id");
  source.id = id.String();
  if (id.present() && !IsGoodId(source.id)) {
    id.Wrong(fmt::format("'{}' is no id of a source", source.id), "a-z, 0-9, '-', '_' and '.'");
  } else if (!ids.insert(source.id).second) {
    id.Wrong(fmt::format("the id '{}' is taken by a source above", source.id), "another id");
  }
  source.name = map.Required("name").String();
  source.feeds = Urls(map.Optional("feeds"));
  source.sitemaps = Urls(map.Optional("sitemaps"));
  source.sections = Urls(map.Optional("sections"));
  source.include = Paths(map.Optional("include"));
  source.exclude = Paths(map.Optional("exclude"));
  source.languages = Languages(map.Optional("languages"));
  source.region = map.Optional("region").String();
  source.owner = map.Optional("owner").Enum<std::string>(
      {{"state", "state"}, {"private", "private"}, {"foreign", "foreign"}}, std::string());
  if (const YamlValue delay = map.Optional("delay"); delay.present())
    source.delay = delay.Duration({});
  source.robots_sitemaps = map.Optional("robots_sitemaps").Bool(source.robots_sitemaps);
  source.open = map.Optional("open").Bool(source.open);
  source.allow_private_addresses =
      map.Optional("allow_private_addresses").Bool(source.allow_private_addresses);
  if (source.feeds.empty() && source.sitemaps.empty() && source.sections.empty()) {
    value.Wrong(fmt::format("the source '{}' has nothing to fetch", source.id),
                "feeds, sitemaps or sections");
  }
  return source;
}

void ReadSources(YamlMap& map, Settings& settings) {
  std::set<std::string> ids;
  std::map<std::string, std::string> readers;  // the source that an address is read for
  for (const YamlValue& source : map.Required("sources").List()) {
    settings.sources.push_back(ReadSource(source, ids));
    const crawler::Source& read = settings.sources.back();
    for (const auto* urls : {&read.feeds, &read.sitemaps, &read.sections}) {
      for (const std::string& url : *urls) {
        const auto [first, is_new] = readers.emplace(url, read.id);
        if (is_new || first->second == read.id) continue;
        source.Wrong(fmt::format("'{}' is read for the source '{}' already, which gets all of it",
                                 url, first->second),
                     "each address in one source");
      }
    }
  }
}

core::Expected<bool> WriteFile(const std::filesystem::path& path, std::string_view content) {
  std::ofstream file(path, std::ios::binary);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  if (!file)
    return core::Error{fmt::format("{}: cannot write: {}", path.string(), std::strerror(errno))};
  return true;
}

std::string Filled(std::string text, std::string_view name) {
  constexpr std::string_view kMark = "@NAME@";
  for (auto at = text.find(kMark); at != std::string::npos;
       at = text.find(kMark, at + name.size())) {
    text.replace(at, kMark.size(), name);
  }
  return text;
}

}  // namespace

core::Expected<Settings, Errors> LoadSettings(const std::filesystem::path& folder) {
  if (!std::filesystem::exists(folder / kSettingsFile)) {
    return Errors{{fmt::format(
        "{} is no workspace (it has no {}): make one with 'sholu init {}', or name one with "
        "--workspace or $SHOLU_WORKSPACE",
        folder.string(), kSettingsFile, folder.string())}};
  }
  Settings settings;
  settings.archive.folder = folder / "archive";
  settings.store.folder = folder / "store";
  settings.lexicon = folder / "lexicon";
  settings.report = folder / "report";
  Errors errors;
  const auto read = [&](std::string_view name, const auto& reader) {
    auto file = YamlFile::Load(folder / name);
    if (!file) {
      errors.push_back(file.error());
      return;
    }
    {
      YamlMap map = file->root().Map();
      reader(map);
    }
    Append(errors, file->errors());
  };
  read(kSettingsFile, [&](YamlMap& map) { ReadSettings(map, folder, settings); });
  read(kSourcesFile, [&](YamlMap& map) { ReadSources(map, settings); });
  if (auto imports = LoadImportMappings(folder / kImportsFile); imports) {
    settings.imports = std::move(*imports);
  } else {
    Append(errors, imports.error());
  }
  if (!errors.empty()) return errors;
  return settings;
}

namespace {

// Whether each YAML file in `folder`, if there is one, is among `files` and has its content. What
// an analyst changed or an older program wrote is not, and files of two lexicons don't go together.
bool IsPartOf(const std::filesystem::path& folder, const std::vector<core::EmbeddedFile>& files,
              std::string_view workspace) {
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    if (entry.path().extension() != ".yaml") continue;
    const auto same = std::find_if(files.begin(), files.end(), [&](const auto& file) {
      return file.name == entry.path().filename().string();
    });
    if (same == files.end()) return false;
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(stream),
                              std::istreambuf_iterator<char>()};
    if (content != Filled(std::string(same->content), workspace)) return false;
  }
  return true;
}

}  // namespace

core::Expected<std::vector<std::filesystem::path>> WriteWorkspace(
    const std::filesystem::path& folder) {
  std::filesystem::path full = std::filesystem::absolute(folder).lexically_normal();
  if (!full.has_filename()) full = full.parent_path();
  const std::string name = full.filename().string();
  std::vector<std::filesystem::path> written;
  const auto write = [&](const std::filesystem::path& file,
                         std::string_view content) -> core::Expected<bool> {
    const std::filesystem::path path = folder / file;
    std::error_code failed;
    std::filesystem::create_directories(path.parent_path(), failed);
    if (failed) {
      return core::Error{fmt::format("{}: cannot make the folder: {}", path.parent_path().string(),
                                     failed.message())};
    }
    if (std::filesystem::exists(path)) return true;
    auto done = WriteFile(path, content);
    if (done) written.push_back(file);
    return done;
  };
  const auto write_all = [&](const std::vector<core::EmbeddedFile>& files,
                             const std::filesystem::path& under) -> core::Expected<bool> {
    const bool rules = &files == &LexiconFiles() || &files == &RegistryFiles();
    if (rules && !IsPartOf(folder / under, files, name)) return true;
    for (const core::EmbeddedFile& file : files) {
      const auto done = write(under / file.name, Filled(std::string(file.content), name));
      if (!done) return done;
    }
    return true;
  };
  for (const auto& [files, under] : {std::pair{&WorkspaceFiles(), ""},
                                     {&RegistryFiles(), "registry"},
                                     {&LexiconFiles(), "lexicon"},
                                     {&ReportFiles(), "report"}}) {
    if (const auto done = write_all(*files, under); !done) return done.error();
  }
  return written;
}

}  // namespace config
