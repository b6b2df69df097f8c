#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_set>

#include "app/counted.h"
#include "app/page_reader.h"
#include "app/source_probe.h"
#include "app/sources_commands.h"
#include "app/text_json.h"
#include "core/printable.h"
#include "crawler/url.h"

namespace app {
namespace {

using crawler::GottenPage;
using crawler::Purpose;
using Json = nlohmann::ordered_json;

constexpr std::size_t kArticles = 2;
constexpr std::size_t kMostMaps = 2;  // of a sitemap index
constexpr std::size_t kFirstWords = 30;

struct Arguments {
  std::string id;
  std::size_t limit = 20;
};

struct ListedPage {
  std::string url;
  std::string kind;     // "rss", "sitemap", "section"
  std::string trouble;  // why it could not be read
  std::vector<Link> links;
  std::vector<std::string> refused;  // why a crawl leaves each out; empty: it takes it

  std::size_t taken() const {
    return static_cast<std::size_t>(
        std::count_if(refused.begin(), refused.end(), [](const auto& why) { return why.empty(); }));
  }
};

struct Article {
  std::string url, trouble, title, date, kind, words;
};

std::string_view WhyNot(LinkFate fate) {
  switch (fate) {
    case LinkFate::kTaken:
      break;
    case LinkFate::kNoAddress:
      return "no web address";
    case LinkFate::kOtherSite:
      return "on another site";
    case LinkFate::kExcluded:
      return "not by include and exclude";
    case LinkFate::kTrap:
      return "an address of a shape without end";
    case LinkFate::kTwin:
      return "an AMP, mobile or print version of what is taken";
  }
  return "";
}

class Trial {
 public:
  Trial(const config::Settings& settings, const crawler::Source& source)
      : source_(source),
        scope_(source),
        reader_(settings.zone, settings.spider.robots_agent),
        probe_(settings, source) {}

  void Run() {
    std::vector<crawler::WantedPage> wanted;
    const auto add = [&wanted](const std::vector<std::string>& urls, Purpose purpose) {
      for (const std::string& url : urls) wanted.push_back({url, purpose});
    };
    add(source_.feeds, Purpose::kFeed);
    add(source_.sitemaps, Purpose::kSitemap);
    add(source_.sections, Purpose::kSection);
    ReadPages(wanted);
    if (source_.robots_sitemaps) ReadPages(SitemapsOfRobots(wanted));
    ReadPages(maps_);
    ReadArticles();
  }

  const std::vector<ListedPage>& pages() const { return pages_; }
  const std::vector<Article>& articles() const { return articles_; }
  // Whether there is something that a crawl would take, and it can be read.
  bool good() const {
    return std::any_of(articles_.begin(), articles_.end(),
                       [](const Article& article) { return article.trouble.empty(); });
  }

 private:
  void ReadPages(const std::vector<crawler::WantedPage>& wanted) {
    for (const crawler::WantedPage& page : wanted) known_.insert(page.url);
    for (const GottenPage& gotten : probe_.Get(wanted)) {
      ListedPage page;
      page.url = gotten.wanted.url;
      page.kind = Name(gotten.wanted.purpose);
      page.trouble = gotten.page ? Read(*gotten.page, page) : WithAdvice(gotten.trouble);
      pages_.push_back(std::move(page));
    }
  }

  // Why it cannot be read, empty: it is.
  std::string Read(const crawler::FetchedPage& fetched, ListedPage& page) {
    const auto body = crawler::DecodedBody(fetched);
    if (!body) return body.error().message;
    auto listing = reader_.List(fetched, *body, scope_,
                                [this](const std::string& url) { return known_.contains(url); });
    if (!listing) return listing.error().message;
    page.kind = listing->kind;
    if (!listing->followed) return "it asks that its links not be followed (nofollow)";
    page.links = std::move(listing->links);
    for (const Link& link : page.links) {
      std::string& refused = page.refused.emplace_back(WhyNot(link.fate));
      const auto rules = refused.empty() ? probe_.RobotsOf(link.item.origin) : std::nullopt;
      if (rules && !rules->Allows(link.item.url)) refused = "forbidden by robots.txt";
      if (!refused.empty()) continue;
      known_.insert(link.item.url);
      if (link.item.purpose == Purpose::kSitemap && maps_.size() < kMostMaps) {
        maps_.push_back({link.item.url, Purpose::kSitemap});
      }
    }
    return {};
  }

  // Those that robots.txt of the origins asked names, as the Spider takes them.
  std::vector<crawler::WantedPage> SitemapsOfRobots(const std::vector<crawler::WantedPage>& asked) {
    std::vector<crawler::WantedPage> sitemaps;
    std::set<std::string> origins;
    for (const crawler::WantedPage& page : asked) {
      const std::string origin = crawler::Canonicalize(page.url)->origin;
      const auto rules = origins.insert(origin).second ? probe_.RobotsOf(origin) : std::nullopt;
      if (!rules) continue;
      for (const std::string& written : rules->sitemaps()) {
        const auto url = crawler::Canonicalize(written, origin + '/');
        if (url && scope_.Covers(*url) && !known_.contains(url->url) &&
            sitemaps.size() < kMostMaps) {
          sitemaps.push_back({url->url, Purpose::kSitemap});
        }
      }
    }
    return sitemaps;
  }

  void ReadArticles() {
    std::vector<crawler::WantedPage> wanted;
    std::unordered_set<std::string> seen;
    for (const ListedPage& page : pages_) {
      for (std::size_t i = 0; i < page.links.size() && wanted.size() < kArticles; ++i) {
        const crawler::FrontierItem& item = page.links[i].item;
        if (item.purpose == Purpose::kArticle && page.refused[i].empty() &&
            seen.insert(item.url).second) {
          wanted.push_back({item.url, Purpose::kArticle});
        }
      }
    }
    for (const GottenPage& gotten : probe_.Get(wanted)) articles_.push_back(ReadArticle(gotten));
  }

  Article ReadArticle(const GottenPage& gotten) const {
    Article article;
    article.url = gotten.wanted.url;
    if (!gotten.page) {
      article.trouble = WithAdvice(gotten.trouble);
      return article;
    }
    const auto body = crawler::DecodedBody(*gotten.page);
    const auto read = body ? reader_.Read(*gotten.page, *body)
                           : core::Expected<crawler::ExtractedPage>(body.error());
    if (!read) {
      article.trouble = read.error().message;
      return article;
    }
    const crawler::ExtractedPage& page = *read;
    article.title = page.title;
    article.kind = crawler::Name(page.kind);
    if (page.published) article.date = page.published->ToIso();
    article.words = FirstWords(page.text);
    if (page.text.empty()) article.trouble = "no text was found on it";
    if (!page.robots.index) article.trouble = "it asks not to be kept (noindex)";
    return article;
  }

  static std::string FirstWords(std::string_view text) {
    std::size_t words = 0, end = 0;
    for (; end < text.size() && words < kFirstWords; ++end) {
      words += text[end] == ' ' || text[end] == '\n';
    }
    return std::string(text.substr(0, end)) + (end < text.size() ? "…" : "");
  }

  const crawler::Source& source_;
  const crawler::SourceScope scope_;
  const PageReader reader_;
  SourceProbe probe_;
  std::vector<crawler::WantedPage> maps_;  // that an index of sitemaps names
  std::unordered_set<std::string> known_;  // what is asked for or taken
  std::vector<ListedPage> pages_;
  std::vector<Article> articles_;
};

Json ToJson(const Trial& trial) {
  Json pages = Json::array(), articles = Json::array();
  for (const ListedPage& page : trial.pages()) {
    Json items = Json::array();
    for (std::size_t i = 0; i < page.links.size(); ++i) {
      const Link& link = page.links[i];
      items.push_back({{"title", link.title},
                       {"date", link.date ? link.date->ToIso() : ""},
                       {"url", link.item.url},
                       {"taken", page.refused[i].empty()},
                       {"refused", page.refused[i]}});
    }
    pages.push_back({{"url", page.url},
                     {"kind", page.kind},
                     {"trouble", page.trouble},
                     {"taken", page.taken()},
                     {"items", std::move(items)}});
  }
  for (const Article& article : trial.articles()) {
    articles.push_back({{"url", article.url},
                        {"trouble", article.trouble},
                        {"title", article.title},
                        {"date", article.date},
                        {"kind", article.kind},
                        {"words", article.words}});
  }
  return {{"good", trial.good()}, {"pages", std::move(pages)}, {"articles", std::move(articles)}};
}

void Print(const Trial& trial, std::size_t limit) {
  for (const ListedPage& page : trial.pages()) {
    fmt::print("{} {}\n", page.kind, core::Printable(page.url));
    if (!page.trouble.empty()) {
      fmt::print("  not read: {}\n", core::Printable(page.trouble));
      continue;
    }
    fmt::print("  {}, a crawl takes {}\n", Counted(page.links.size(), "items"), page.taken());
    for (std::size_t i = 0; i < page.links.size(); ++i) {
      if (limit > 0 && i == limit) {
        fmt::print("  ... and {} more (--limit 0 shows all)\n", page.links.size() - limit);
        break;
      }
      const Link& link = page.links[i];
      fmt::print("  {} {:<25} {}{}{}\n", page.refused[i].empty() ? '+' : '-',
                 link.date ? link.date->ToIso() : "", core::Printable(link.item.url),
                 link.title.empty() ? "" : "  ", core::Printable(link.title));
      if (!page.refused[i].empty()) fmt::print("      {}\n", page.refused[i]);
    }
  }
  for (const Article& article : trial.articles()) {
    fmt::print("\narticle {}\n", core::Printable(article.url));
    if (!article.trouble.empty()) {
      fmt::print("  not read: {}\n", core::Printable(article.trouble));
      continue;
    }
    fmt::print("  title  {}\n  date   {}\n  kind   {}\n  text   {}\n",
               core::Printable(article.title), article.date.empty() ? "none found" : article.date,
               article.kind, core::Printable(article.words));
  }
}

int TestSource(const Global& global, const Arguments& arguments) {
  const config::Settings settings = SettingsIn(global);
  Trial trial(settings, SourceOf(settings.sources, arguments.id));
  trial.Run();
  if (global.json) {
    PrintJson(ToJson(trial));
  } else {
    Print(trial, arguments.limit);
    if (!trial.good()) fmt::print("\nNo article could be read: a crawl would bring nothing.\n");
  }
  return trial.good() ? 0 : 1;
}

}  // namespace

void AddSourcesTest(CLI::App& group, const Global& global, Run& run) {
  CLI::App* command = group.add_subcommand(
      "test", "Fetch what a source lists, show what a crawl would take; nothing is stored");
  command->footer(
      "Examples:\n"
      "  sholu sources test vlast-kz\n"
      "  sholu sources test vlast-kz --limit 0 --json\n"
      "Asked are each feed, sitemap and section page once, two sitemaps of robots.txt if the "
      "source "
      "wants those, two\nmaps of an index of sitemaps, and the first two articles. '+' marks what "
      "a "
      "crawl takes. Exit status 1 if no\narticle could be read.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("id", arguments->id, "The source, as in sources.yaml")->required();
  command->add_option("--limit", arguments->limit, "Items shown of each page; 0: all")
      ->capture_default_str();
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] { return TestSource(global, *arguments); };
  });
}

}  // namespace app
