#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "app/source_probe.h"
#include "app/sources_commands.h"
#include "app/text_json.h"
#include "core/printable.h"
#include "crawler/extractor.h"
#include "crawler/feed.h"
#include "crawler/link_scanner.h"
#include "crawler/url_shape.h"

namespace app {
namespace {

using crawler::FeedKind;
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

// What a page that lists others names.
struct Listed {
  std::string title, url, date;
  std::string refused;  // why a crawl leaves it out; empty: it takes it
};

struct ListedPage {
  std::string url;
  Purpose purpose = Purpose::kFeed;
  std::string kind;     // "rss", "sitemap", "section"
  std::string trouble;  // why it could not be read
  std::vector<Listed> items;

  std::size_t taken() const {
    return static_cast<std::size_t>(std::count_if(
        items.begin(), items.end(), [](const Listed& item) { return item.refused.empty(); }));
  }
};

struct Article {
  std::string url, trouble, title, date, kind, words;
};

class Trial {
 public:
  Trial(const config::Settings& settings, const crawler::Source& source)
      : settings_(settings), scope_(source), probe_(settings, source) {
    for (const std::string& url : source.feeds) wanted_.push_back({url, Purpose::kFeed});
    for (const std::string& url : source.sitemaps) wanted_.push_back({url, Purpose::kSitemap});
    for (const std::string& url : source.sections) wanted_.push_back({url, Purpose::kSection});
  }

  void Run() {
    ReadPages(wanted_);
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
    for (const GottenPage& gotten : probe_.Get(wanted)) {
      ListedPage page;
      page.url = gotten.wanted.url;
      page.purpose = gotten.wanted.purpose;
      page.kind = Name(page.purpose);
      if (!gotten.page) {
        page.trouble = gotten.trouble;
      } else if (page.purpose == Purpose::kSection) {
        ReadSection(gotten, page);
      } else {
        ReadFeed(*gotten.page, page);
      }
      pages_.push_back(std::move(page));
    }
  }

  void ReadFeed(const crawler::FetchedPage& fetched, ListedPage& page) {
    const auto body = crawler::DecodedBody(fetched);
    if (!body) {
      page.trouble = body.error().message;
      return;
    }
    const crawler::Feed feed = crawler::ParseFeed(*body, fetched.item.url, fetched.content_type);
    page.kind = crawler::Name(feed.kind);
    if (feed.kind == FeedKind::kUnknown) page.trouble = "neither a feed nor a sitemap";
    const bool index = feed.kind == FeedKind::kSitemapIndex;
    for (const crawler::FeedEntry& entry : feed.entries) {
      Listed item;
      item.title = entry.title;
      const auto& at = entry.published ? entry.published : entry.updated;
      if (at) item.date = at->ToIso();
      Weigh(entry.link, fetched, index ? Purpose::kSitemap : Purpose::kArticle, item);
      if (index && item.refused.empty() && maps_.size() < kMostMaps) {
        maps_.push_back({item.url, Purpose::kSitemap});
      }
      page.items.push_back(std::move(item));
    }
  }

  void ReadSection(const GottenPage& gotten, ListedPage& page) {
    const auto html = TextOf(gotten);
    if (!html) {
      page.trouble = html.error().message;
      return;
    }
    crawler::ExtractOptions options;
    options.url = gotten.page->item.url;
    options.links = true;
    const auto extracted = crawler::Extract(*html, options);
    if (!extracted) {
      page.trouble = extracted.error().message;
      return;
    }
    if (!gotten.page->robots.follow ||
        !crawler::ScanPage(*html, {.agent = settings_.spider.robots_agent, .head_only = true})
             .robots.follow) {
      page.trouble = "it asks that its links not be followed (nofollow)";
      return;
    }
    for (const std::string& link : extracted->links) {
      Listed item;
      Weigh(link, *gotten.page, Purpose::kArticle, item);
      page.items.push_back(std::move(item));
    }
  }

  // As a crawl weighs what a page names.
  void Weigh(const std::string& link, const crawler::FetchedPage& from, Purpose purpose,
             Listed& item) {
    item.url = link;
    const auto url = crawler::Canonicalize(link, from.item.url);
    if (!url) {
      item.refused = "no web address";
      return;
    }
    item.url = url->url;
    const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(from.fetched));
    if (!scope_.Covers(*url)) {
      item.refused = "on another site";
    } else if (purpose == Purpose::kArticle && !scope_.Accepts(*url)) {
      item.refused = "not by include and exclude";
    } else if (from.item.purpose == Purpose::kSection &&
               !crawler::TrapOf(*url, static_cast<int>(today.year())).empty()) {
      item.refused = "an address of a shape without end";
    } else if (const auto rules = probe_.RobotsOf(url->origin); rules && !rules->Allows(url->url)) {
      item.refused = "forbidden by robots.txt";
    }
  }

  void ReadArticles() {
    std::vector<crawler::WantedPage> wanted;
    std::unordered_set<std::string> seen;
    for (const ListedPage& page : pages_) {
      if (page.kind == crawler::Name(FeedKind::kSitemapIndex)) continue;
      for (const Listed& item : page.items) {
        if (wanted.size() == kArticles) break;
        if (item.refused.empty() && seen.insert(item.url).second) {
          wanted.push_back({item.url, Purpose::kArticle});
        }
      }
    }
    for (const GottenPage& gotten : probe_.Get(wanted)) articles_.push_back(Read(gotten));
  }

  Article Read(const GottenPage& gotten) const {
    Article article;
    article.url = gotten.wanted.url;
    const auto html = TextOf(gotten);
    if (!html) {
      article.trouble = html.error().message;
      return article;
    }
    crawler::ExtractOptions options;
    options.url = gotten.page->item.url;
    options.zone = settings_.zone;
    if (const auto zone = core::Zone::Find(settings_.zone)) {
      const core::Instant fetched = gotten.page->fetched;
      options.now = core::WrittenTime{fetched, zone->OffsetAt(fetched), true};
    }
    const auto page = crawler::Extract(*html, options);
    if (!page) {
      article.trouble = page.error().message;
      return article;
    }
    article.title = page->title;
    article.kind = crawler::Name(page->kind);
    if (page->published) article.date = page->published->ToIso();
    article.words = FirstWords(page->text);
    if (page->text.empty()) article.trouble = "no text was found on it";
    return article;
  }

  static std::string FirstWords(std::string_view text) {
    std::size_t words = 0, end = 0;
    for (; end < text.size() && words < kFirstWords; ++end) {
      words += text[end] == ' ' || text[end] == '\n';
    }
    return std::string(text.substr(0, end)) + (end < text.size() ? "…" : "");
  }

  const config::Settings& settings_;
  const crawler::SourceScope scope_;
  SourceProbe probe_;
  std::vector<crawler::WantedPage> wanted_, maps_;
  std::vector<ListedPage> pages_;
  std::vector<Article> articles_;
};

Json ToJson(const Trial& trial) {
  Json pages = Json::array(), articles = Json::array();
  for (const ListedPage& page : trial.pages()) {
    Json items = Json::array();
    for (const Listed& item : page.items) {
      items.push_back({{"title", item.title},
                       {"date", item.date},
                       {"url", item.url},
                       {"taken", item.refused.empty()},
                       {"refused", item.refused}});
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
    fmt::print("  {} items, a crawl takes {}\n", page.items.size(), page.taken());
    for (std::size_t i = 0; i < page.items.size(); ++i) {
      if (limit > 0 && i == limit) {
        fmt::print("  ... and {} more (--limit 0 shows all)\n", page.items.size() - limit);
        break;
      }
      const Listed& item = page.items[i];
      fmt::print("  {} {:<25} {}{}{}\n", item.refused.empty() ? '+' : '-', item.date,
                 core::Printable(item.url), item.title.empty() ? "" : "  ",
                 core::Printable(item.title));
      if (!item.refused.empty()) fmt::print("      {}\n", item.refused);
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
      "Asked are each feed, sitemap and section page once, two maps of an index of sitemaps, and "
      "the first two\narticles. '+' marks what a crawl takes. Exit status 1 if no article could be "
      "read.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("id", arguments->id, "The source, as in sources.yaml")->required();
  command->add_option("--limit", arguments->limit, "Items shown of each page; 0: all")
      ->capture_default_str();
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] { return TestSource(global, *arguments); };
  });
}

}  // namespace app
