#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/counted.h"
#include "app/source_probe.h"
#include "app/sources_commands.h"
#include "app/text_json.h"
#include "core/printable.h"
#include "crawler/extractor.h"
#include "crawler/feed.h"
#include "crawler/site_survey.h"

namespace app {
namespace {

using crawler::FeedKind;
using crawler::Purpose;
using Json = nlohmann::ordered_json;

constexpr std::size_t kMostTried = 12;  // feeds and sitemaps of each kind

struct Arguments {
  std::string url;
  bool private_addresses = false;
};

// A feed or sitemap that was asked for.
struct Tried {
  std::string url, from;  // from: who told of it
  FeedKind kind = FeedKind::kUnknown;
  std::string title;
  std::size_t entries = 0;
  std::optional<core::WrittenTime> newest;
  std::string trouble;  // why it is none; empty if it is

  bool good() const { return trouble.empty(); }
};

class Discovery {
 public:
  Discovery(const config::Settings& settings, const Arguments& arguments)
      : settings_(settings), home_(HomeOf(arguments.url)) {
    crawler::Source source;
    std::set<std::string> ids = IdsOf(settings.sources);
    source.id = NewId(home_.host, ids);
    source.sections = {home_.url};
    source.allow_private_addresses = arguments.private_addresses;
    entry_.source = source;
    probe_ = std::make_unique<SourceProbe>(settings, std::move(source));
  }

  void Run() {
    ReadHome();
    TryFeeds();
    TrySitemaps();
    Conclude();
  }

  std::string ToText() const { return ToYaml(entry_); }

  Json ToJson() const {
    Json tried = Json::array(), sections = Json::array();
    for (const Tried& candidate : tried_) {
      Json row = {{"url", candidate.url},
                  {"from", candidate.from},
                  {"kind", crawler::Name(candidate.kind)},
                  {"title", candidate.title},
                  {"entries", candidate.entries},
                  {"newest", nullptr},
                  {"trouble", nullptr}};
      if (candidate.newest) row["newest"] = candidate.newest->ToIso();
      if (!candidate.good()) row["trouble"] = candidate.trouble;
      tried.push_back(std::move(row));
    }
    for (const crawler::SectionCandidate& section : survey_.sections) {
      sections.push_back({{"url", section.url}, {"text", section.text}});
    }
    return {{"home", home_.url},
            {"id", entry_.source.id},
            {"name", entry_.source.name},
            {"languages", entry_.source.languages},
            {"feeds", entry_.source.feeds},
            {"sitemaps", entry_.source.sitemaps},
            {"sections", std::move(sections)},
            {"tried", std::move(tried)},
            {"notes", entry_.notes}};
  }

 private:
  static crawler::CanonicalUrl HomeOf(std::string written) {
    if (written.find("://") == std::string::npos) written.insert(0, "https://");
    auto url = crawler::Canonicalize(written);
    if (!url) {
      throw Failure(
          fmt::format("'{}': {}: give the address of a home page, such as "
                      "https://example.kz",
                      core::Printable(written), url.error().message));
    }
    return *std::move(url);
  }

  void ReadHome() {
    const auto gotten = probe_->Get({{home_.url, Purpose::kSection}});
    const auto html = TextOf(gotten.front());
    if (!html) throw Failure(fmt::format("{}: {}", home_.url, html.error().message));
    // It may have moved: to https, to www.
    home_ = *crawler::Canonicalize(gotten.front().page->item.url);
    survey_ = crawler::SurveySite(*html, home_);
    crawler::ExtractOptions options;
    options.url = home_.url;
    const auto page = crawler::Extract(*html, options);
    if (page) {
      entry_.source.name = page->site.empty() ? page->title : page->site;
      const std::string language = page->language.substr(0, page->language.find_first_of("-_"));
      if (language == "kk" || language == "ru" || language == "en") {
        entry_.source.languages = {language};
      }
    }
    if (entry_.source.name.empty()) entry_.source.name = home_.host;
    robots_ = probe_->RobotsOf(home_.origin);
  }

  void TryFeeds() {
    std::vector<std::pair<std::string, std::string>> candidates;
    for (const crawler::FeedCandidate& feed : survey_.feeds) {
      candidates.emplace_back(
          feed.url, feed.declared ? "declared by the home page" : "a link of the home page");
    }
    Try(candidates, Purpose::kFeed);
    if (AnyGood(Purpose::kFeed)) return;
    candidates.clear();
    for (const std::string& url : crawler::UsualFeeds(home_)) {
      candidates.emplace_back(url, "a usual address");
    }
    Try(candidates, Purpose::kFeed);
  }

  void TrySitemaps() {
    std::vector<std::pair<std::string, std::string>> candidates;
    if (robots_) {
      for (const std::string& sitemap : robots_->sitemaps()) {
        if (const auto url = crawler::Canonicalize(sitemap, home_.url)) {
          candidates.emplace_back(url->url, "robots.txt");
        }
      }
    }
    if (candidates.empty())
      candidates.emplace_back(home_.origin + "/sitemap.xml", "a usual address");
    Try(candidates, Purpose::kSitemap);
  }

  void Try(std::vector<std::pair<std::string, std::string>> candidates, Purpose purpose) {
    if (candidates.size() > kMostTried) {
      entry_.notes.push_back(fmt::format("{} more candidates for a {} were not tried",
                                         candidates.size() - kMostTried, Name(purpose)));
      candidates.resize(kMostTried);
    }
    std::vector<crawler::WantedPage> wanted;
    for (const auto& [url, from] : candidates) wanted.push_back({url, purpose});
    const auto gotten = probe_->Get(wanted);
    for (std::size_t i = 0; i < gotten.size(); ++i) {
      tried_.push_back(Judge(gotten[i], candidates[i].second));
    }
  }

  static Tried Judge(const crawler::GottenPage& gotten, const std::string& from) {
    Tried tried;
    tried.url = gotten.wanted.url;
    tried.from = from;
    if (!gotten.page) {
      tried.trouble = WithAdvice(gotten.trouble);
      return tried;
    }
    tried.url = gotten.page->item.url;
    const auto body = crawler::DecodedBody(*gotten.page);
    if (!body) {
      tried.trouble = body.error().message;
      return tried;
    }
    const crawler::Feed feed = crawler::ParseFeed(*body, tried.url, gotten.page->content_type);
    tried.kind = feed.kind;
    tried.title = feed.title;
    tried.entries = feed.entries.size();
    for (const crawler::FeedEntry& entry : feed.entries) {
      const auto& at = entry.published ? entry.published : entry.updated;
      if (at && (!tried.newest || at->instant > tried.newest->instant)) tried.newest = at;
    }
    const bool is_sitemap = feed.kind == FeedKind::kSitemap || feed.kind == FeedKind::kSitemapIndex;
    if (feed.kind == FeedKind::kUnknown) {
      tried.trouble = "neither a feed nor a sitemap";
    } else if (is_sitemap != (gotten.wanted.purpose == Purpose::kSitemap)) {
      tried.trouble = fmt::format("a {}", crawler::Name(feed.kind));
    } else if (feed.entries.empty()) {
      tried.trouble = "it has no entries";
    }
    return tried;
  }

  bool AnyGood(Purpose purpose) const {
    return std::any_of(tried_.begin(), tried_.end(), [&](const Tried& tried) {
      return tried.good() && IsSitemap(tried) == (purpose == Purpose::kSitemap);
    });
  }

  static bool IsSitemap(const Tried& tried) {
    return tried.kind == FeedKind::kSitemap || tried.kind == FeedKind::kSitemapIndex;
  }

  void Conclude() {
    crawler::Source& source = entry_.source;
    source.sections.clear();
    for (const Tried& tried : tried_) {
      if (!tried.good()) {
        entry_.notes.push_back(
            fmt::format("not {} ({}): {}", tried.url, tried.from, tried.trouble));
        continue;
      }
      auto& list = IsSitemap(tried) ? source.sitemaps : source.feeds;
      if (std::find(list.begin(), list.end(), tried.url) != list.end()) continue;
      list.push_back(tried.url);
      entry_.notes.push_back(
          fmt::format("{} ({}): {}, {}{}{}", tried.url, tried.from, crawler::Name(tried.kind),
                      Counted(tried.entries, "entries"),
                      tried.newest ? ", the newest of " + tried.newest->ToIso() : "",
                      tried.title.empty() ? "" : ", «" + tried.title + "»"));
    }
    const bool only_sections = source.feeds.empty() && source.sitemaps.empty();
    for (const crawler::SectionCandidate& section : survey_.sections) {
      if (robots_ && !robots_->Allows(section.url)) continue;
      if (only_sections) {
        source.sections.push_back(section.url);
      } else {
        entry_.other_sections.emplace_back(section.url, section.text);
      }
    }
    if (only_sections && source.sections.empty()) {
      source.sections = {home_.url};
      entry_.notes.push_back("no feed, sitemap or menu was found: the home page's links are all");
    }
    if (robots_ && robots_->crawl_delay()) {
      entry_.notes.push_back(
          fmt::format("robots.txt asks for {:.3g} s between two requests",
                      static_cast<double>(robots_->crawl_delay()->count()) / 1000));
    }
    for (const crawler::Source& known : settings_.sources) {
      if (crawler::SourceScope(known).Covers(home_)) {
        entry_.notes.insert(entry_.notes.begin(),
                            fmt::format("sources.yaml has this site already, as {}", known.id));
      }
    }
    entry_.notes.push_back("owner and region: say them yourself (state, private, foreign; KZ-71)");
  }

  const config::Settings& settings_;
  crawler::CanonicalUrl home_;
  std::unique_ptr<SourceProbe> probe_;
  crawler::SiteSurvey survey_;
  std::optional<crawler::RobotsRules> robots_;
  std::vector<Tried> tried_;
  SourceEntry entry_;
};

int Discover(const Global& global, const Arguments& arguments) {
  const config::Settings settings = SettingsIn(global);
  Discovery discovery(settings, arguments);
  discovery.Run();
  if (global.json) {
    PrintJson(discovery.ToJson());
  } else {
    fmt::print("{}", discovery.ToText());
  }
  return 0;
}

}  // namespace

void AddSourcesDiscover(CLI::App& group, const Global& global, Run& run) {
  CLI::App* command = group.add_subcommand(
      "discover", "Find a site's feeds, sitemaps and sections; print an entry for sources.yaml");
  command->footer(
      "Examples:\n"
      "  sholu sources discover https://example.kz\n"
      "  sholu sources discover example.kz >> sources.yaml\n"
      "  sholu sources discover https://example.kz --json\n"
      "Asked are the home page, what it and robots.txt name as feeds and sitemaps, and else their "
      "usual addresses;\npolitely and by robots.txt, as a crawl would. Sections of the menu are "
      "written as comments where a feed or\nsitemap was found. If the list in sources.yaml is "
      "still "
      "empty, write 'sources:' for 'sources: []' first.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("url", arguments->url, "Address of the home page")->required();
  command->add_flag("--allow-private-addresses", arguments->private_addresses,
                    "Only for a site on your own network");
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] { return Discover(global, *arguments); };
  });
}

}  // namespace app
