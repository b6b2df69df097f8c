#include "app/crawl_explanation.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "app/counted.h"
#include "core/printable.h"
#include "crawler/robots_cache.h"
#include "crawler/url.h"
#include "crawler/url_shape.h"

namespace app {
namespace {

using crawler::Purpose;
using crawler::Source;
using crawler::UrlStanding;
using crawler::UrlState;

std::string Shown(core::Instant instant) {
  return core::ToUtcString(instant);
}

std::string Shown(std::chrono::milliseconds duration) {
  return fmt::format("{:.3g} s", static_cast<double>(duration.count()) / 1000);
}

std::string_view NameOf(UrlState state) {
  switch (state) {
    case UrlState::kQueued:
      return "queued";
    case UrlState::kDone:
      return "fetched";
    case UrlState::kGivenUp:
      return "given up";
    case UrlState::kDropped:
      return "dropped";
  }
  return "";
}

class Explainer {
 public:
  Explainer(const CrawlSettings& settings, core::KeyValue& space, core::Instant now)
      : settings_(settings),
        now_(now),
        frontier_(space, settings.frontier,
                  [now] { return std::chrono::system_clock::time_point(now); }),
        robots_(space, settings.spider.robots_agent) {}

  CrawlExplanation Explain(const crawler::CanonicalUrl& url) {
    told_.url = url.url;
    const auto standing = frontier_.Find(url.url);
    if (!standing) {
      told_.state = "unknown";
      ExplainUnknown(url);
      return std::move(told_);
    }
    told_.state = NameOf(standing->state);
    const Source* const source = SourceOf(standing->item.source);
    Say("{} of source {}", Name(standing->item.purpose), standing->item.source);
    if (source == nullptr) Say("that source is not configured any more: it will be given up");
    if (standing->item.last_success != core::Instant{}) {
      Say("last fetched {}", Shown(standing->item.last_success));
    }
    if (!standing->item.moved_to.empty()) {
      Say("it redirects to {}", core::Printable(standing->item.moved_to));
    }
    if (!standing->reason.empty()) {
      Say("failed {} times in a row, at last: {}", std::max(standing->item.attempts, 1u),
          core::Printable(standing->reason));
    }
    if (standing->state == UrlState::kQueued) {
      ExplainQueued(*standing, source);
    } else {
      ExplainDone(*standing);
      ExplainRobots(standing->item.origin, url.url);
    }
    return std::move(told_);
  }

 private:
  template <typename... Arguments>
  void Say(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    told_.reasons.push_back(fmt::format(format, std::forward<Arguments>(arguments)...));
  }

  const Source* SourceOf(const std::string& id) const {
    const auto found = std::find_if(settings_.sources.begin(), settings_.sources.end(),
                                    [&](const Source& source) { return source.id == id; });
    return found == settings_.sources.end() ? nullptr : &*found;
  }

  void ExplainUnknown(const crawler::CanonicalUrl& url) {
    Say("no feed, sitemap or section page has named it");
    bool accepted = false;
    for (const Source& source : settings_.sources) {
      if (!crawler::SourceScope(source).Accepts(url)) continue;
      accepted = true;
      Say("it lies in source {}: a page of that source that names it will queue it", source.id);
    }
    if (!accepted) Say("it lies in no source: nothing will queue it");
    const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(now_));
    if (const auto trap = crawler::TrapOf(url, static_cast<int>(today.year())); !trap.empty()) {
      Say("links to it are not followed: {}", trap);
    }
    for (const std::string& main : crawler::MainForms(url)) {
      if (frontier_.Knows(main)) Say("it is left out as another version of {}", main);
    }
    ExplainRobots(url.origin, url.url);
  }

  // Returns whether robots.txt allows it, as far as is known.
  bool ExplainRobots(const std::string& origin, const std::string& url) {
    const crawler::RobotsRules* const rules = robots_.Find(origin, now_);
    if (rules == nullptr) {
      const auto until = robots_.unreachable_until(origin, now_);
      if (until) {
        Say("robots.txt of {} cannot be had ({}), which forbids all; asked again {}", origin,
            core::Printable(robots_.trouble(origin)),
            Shown(std::chrono::ceil<std::chrono::seconds>(*until)));
      } else {
        Say("robots.txt of {} has not been read in the last day: it is asked first", origin);
      }
      return true;
    }
    const bool allowed = rules->Allows(url);
    Say("robots.txt of {} {} it to {}", origin, allowed ? "allows" : "forbids",
        settings_.spider.robots_agent);
    return allowed;
  }

  void ExplainQueued(const UrlStanding& standing, const Source* source) {
    const crawler::FrontierItem& item = standing.item;
    const bool allowed = ExplainRobots(item.origin, item.url);
    const crawler::RobotsRules* const rules = robots_.Find(item.origin, now_);
    const auto delay =
        crawler::Spider::DelayOf(source, rules, settings_.frontier.default_delay, settings_.spider);
    const bool by_robots = rules != nullptr && rules->crawl_delay() == delay;
    Say("its host rests {} between two requests{}", Shown(delay),
        by_robots                            ? ": robots.txt asks for it"
        : source != nullptr && source->delay ? ": the source says so"
                                             : "");
    core::Instant when = std::max(now_, *standing.due);
    if (*standing.due > now_) Say("it is due {}", Shown(*standing.due));
    if (standing.host_paused) {
      Say("its host was in trouble and rests until {}", Shown(*standing.host_paused));
      when = std::max(when, *standing.host_paused);
    }
    if (standing.host_allowed) when = std::max(when, *standing.host_allowed);
    if (standing.ahead > 0) Say("before it: {} of its host", Counted(standing.ahead, "entries"));
    const std::uint64_t turns = standing.ahead + (rules == nullptr ? 1 : 0);
    when += std::chrono::ceil<std::chrono::seconds>(delay * turns);
    if (standing.revisit) {
      Say("it is revisited every {} as new items appear there", Shown(*standing.revisit));
    }
    if (allowed) {
      told_.when = when;
    } else {
      Say("it will be given up for this round");
    }
  }

  void ExplainDone(const UrlStanding& standing) {
    if (standing.state == UrlState::kGivenUp) {
      Say("it gets one more chance in the next round that names it");
    } else if (standing.item.purpose != Purpose::kArticle) {
      Say("the next crawl fetches it again");
    } else if (standing.state == UrlState::kDone) {
      Say("it is fetched again when a feed or sitemap dates it later");
    } else {
      Say("it is final until a feed or sitemap dates it later");
    }
  }

  const CrawlSettings& settings_;
  core::Instant now_;
  crawler::Frontier frontier_;
  crawler::RobotsCache robots_;
  CrawlExplanation told_;
};

}  // namespace

core::Expected<CrawlExplanation> ExplainCrawl(const CrawlSettings& settings, core::KeyValue& space,
                                              std::string_view url, core::Instant now) {
  const auto canonical = crawler::Canonicalize(url);
  if (!canonical) {
    return core::Error{fmt::format("'{}': {}: give an http or https address", core::Printable(url),
                                   canonical.error().message)};
  }
  return Explainer(settings, space, now).Explain(*canonical);
}

}  // namespace app
