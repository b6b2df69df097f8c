#include "crawler/page_getter.h"

#include <map>
#include <utility>

#include "crawler/url.h"

namespace crawler {
namespace {

Frontier::Options OneTry(std::chrono::milliseconds default_delay) {
  Frontier::Options options;
  options.default_delay = default_delay;
  options.max_attempts = 1;
  return options;
}

}  // namespace

PageGetter::PageGetter(core::HttpClient& http, Source source,
                       std::chrono::milliseconds default_delay, Spider::Options options,
                       Frontier::Clock clock)
    : http_(http),
      source_(std::move(source)),
      options_(std::move(options)),
      clock_(std::move(clock)),
      frontier_(space_, OneTry(default_delay), clock_),
      robots_(std::in_place, space_, options_.robots_agent) {
  source_.robots_sitemaps = false;
}

std::vector<GottenPage> PageGetter::Get(const std::vector<WantedPage>& wanted,
                                        std::stop_token stop) {
  std::vector<FrontierItem> items;
  for (const WantedPage& page : wanted) {
    const auto url = Canonicalize(page.url);
    if (!url) continue;
    FrontierItem item;
    item.url = url->url;
    item.origin = url->origin;
    item.source = source_.id;
    item.purpose = page.purpose;
    items.push_back(std::move(item));
  }
  frontier_.BeginRound(items);
  std::map<std::string, FetchedPage, std::less<>> pages;
  Spider spider(frontier_, space_, http_, {source_}, options_);
  spider.Run(
      [&](FetchedPage& page) {
        frontier_.Done(page.item);
        std::string url = page.item.url;
        pages.insert_or_assign(std::move(url), std::move(page));
        return true;
      },
      [] { return true; }, std::chrono::milliseconds(0), stop);
  robots_.emplace(space_, options_.robots_agent);  // what was learned now counts

  std::vector<GottenPage> gotten;
  for (const WantedPage& asked : wanted) {
    GottenPage& answer = gotten.emplace_back();
    answer.wanted = asked;
    std::string at = asked.url;
    for (std::size_t hop = 0; hop <= options_.max_redirects && !pages.contains(at); ++hop) {
      std::string next = frontier_.MovedTo(at);
      if (next.empty()) break;
      at = std::move(next);
    }
    if (const auto page = pages.find(at); page != pages.end()) {
      answer.page = page->second;
    } else {
      answer.trouble = TroubleOf(at);
    }
  }
  return gotten;
}

std::string PageGetter::TroubleOf(const std::string& url) {
  const auto standing = frontier_.Find(url);
  if (!standing) return "no web address";
  if (!standing->reason.empty()) return standing->reason;
  if (robots_->unreachable_until(standing->item.origin, clock_())) {
    return "robots.txt cannot be had, which forbids all: " +
           robots_->trouble(standing->item.origin);
  }
  return "not asked: stopped before its turn";
}

std::optional<RobotsRules> PageGetter::RobotsOf(std::string_view origin) {
  const RobotsRules* const rules = robots_->Find(origin, clock_());
  return rules == nullptr ? std::nullopt : std::optional(*rules);
}

}  // namespace crawler
