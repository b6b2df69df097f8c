#include "crawler/spider.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <mutex>
#include <unordered_map>

#include "crawler/charset.h"
#include "crawler/retry_after.h"
#include "crawler/robots_cache.h"
#include "crawler/url.h"

namespace crawler {
namespace {

using core::HttpFailure;
using core::HttpRequest;
using core::HttpResponse;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Time = std::chrono::system_clock::time_point;

// How long the loop sleeps at most: what other threads add to the frontier is seen by then even if
// nobody wakes the client.
constexpr milliseconds kLongestSleep{50};
constexpr milliseconds kSleepWithoutRoom{10};
// Items that need no exchange (forbidden ones) must not keep the loop from the exchanges.
constexpr std::size_t kTakesPerTurn = 256;
// An origin that cannot be reached so often in a row gets a rest, doubled each further time.
constexpr unsigned kFailuresBeforeRest = 3;
constexpr seconds kFirstRest{60}, kLongestRest{3600};
// A connection is kept for the next request if that may follow so soon: servers close them about
// then, and thousands that nobody uses again cost more than they save.
constexpr seconds kLongestKept{5};
// Of one robots.txt; a site of more has an index.
constexpr std::size_t kMostSitemaps = 1000;

constexpr std::string_view kAccept =
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5";

bool IsRedirect(const HttpResponse& response) {
  switch (response.status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
      return !response.header("location").empty();
    default:
      return false;
  }
}

// Whether the same request may succeed later (RFC 9110 section 15).
bool IsTemporary(int status) {
  return status == 408 || status == 425 || status == 429 || status >= 500;
}

std::string HeadOf(const HttpRequest& request, std::string_view origin) {
  const std::string_view url = request.url;
  const std::size_t authority = std::min(origin.find("://"), origin.size() - 3) + 3;
  std::string head =
      fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\n", request.method,
                  url.substr(std::min(origin.size(), url.size())), origin.substr(authority));
  for (const auto& [name, value] : request.headers) {
    head += fmt::format("{}: {}\r\n", name, value);
  }
  return head += "\r\n";
}

std::string HeadOf(const HttpResponse& response) {
  std::string head = response.status_line + "\r\n";
  for (const auto& [name, value] : response.headers) {
    head += fmt::format("{}: {}\r\n", name, value);
  }
  return head += "\r\n";
}

}  // namespace

core::Expected<std::string> DecodedBody(const FetchedPage& page) {
  auto decoded = DecodeContent(page.body, page.content_encoding);
  if (decoded && page.item.purpose == Purpose::kSitemap && decoded->starts_with("\x1f\x8b")) {
    return DecodeContent(*decoded, "gzip");
  }
  return decoded;
}

struct Spider::Impl {
  struct Outlet {
    Source source;
    SourceScope scope;
  };
  // A request under way for `item`: for its page, or first for the robots.txt of its origin.
  struct Exchange {
    FrontierItem item;
    bool robots = false;
    int hops = 0;     // redirects of robots.txt followed
    std::string url;  // that was asked for
    std::string request_head;
  };

  Frontier& frontier;
  core::HttpClient& http;
  Options options;
  std::map<std::string, Outlet> outlets;  // by id
  RobotsCache robots;
  std::unordered_map<std::uint64_t, Exchange> exchanges;
  std::uint64_t next_id = 0;
  // Dies with the spider and when exchanges are abandoned: answers that come later are not heard.
  std::shared_ptr<int> listening = std::make_shared<int>(0);
  std::deque<FetchedPage> waiting;                    // for room in the sink
  std::unordered_map<std::string, unsigned> trouble;  // failed connections in a row, by origin
  mutable std::mutex stats_mutex;
  Stats stats;

  Impl(Frontier& f, core::KeyValue& space, core::HttpClient& h, Options o)
      : frontier(f), http(h), options(std::move(o)), robots(space, options.robots_agent) {}

  void Count(const std::string& reason);
  milliseconds DelayOf(const FrontierItem& item);
  void Release(const FrontierItem& item) { frontier.Release(item.origin, DelayOf(item)); }

  void StartMore();
  void Begin(FrontierItem item);
  void AskRobots(FrontierItem item, std::string url, int hops);
  void AskPage(FrontierItem item);
  void Send(HttpRequest request, Exchange exchange);

  void OnAnswer(std::uint64_t id, HttpResponse response);
  void OnRobots(Exchange exchange, const HttpResponse& response);
  void QueueSitemaps(const FrontierItem& from, Time now);
  void OnPage(Exchange exchange, HttpResponse response);
  void OnFailure(const FrontierItem& item, const HttpResponse& response);
  bool LeadsTo(std::string from, std::string_view to) const;
  void OnRedirect(FrontierItem item, const HttpResponse& response);
  void OnRefusal(const FrontierItem& item, const HttpResponse& response);
  void OnNotModified(Exchange exchange, HttpResponse response);
  void Hand(Exchange exchange, HttpResponse response);

  void Offer(const Sink& sink);
  bool Finished(const std::function<bool()>& idle, milliseconds linger) const;
  milliseconds Patience() const;
  void Drain(const Sink& sink);
};

void Spider::Impl::Count(const std::string& reason) {
  const std::lock_guard lock(stats_mutex);
  ++stats.failed;
  ++stats.failures[reason];
}

milliseconds Spider::DelayOf(const Source* source, const RobotsRules* rules,
                             milliseconds default_delay, const Options& options) {
  milliseconds delay = default_delay;
  if (source != nullptr) delay = source->delay.value_or(delay);
  if (rules != nullptr && rules->crawl_delay()) {
    delay = std::max(delay, std::min(*rules->crawl_delay(), options.max_crawl_delay));
  }
  return delay;
}

milliseconds Spider::Impl::DelayOf(const FrontierItem& item) {
  const auto outlet = outlets.find(item.source);
  return Spider::DelayOf(outlet == outlets.end() ? nullptr : &outlet->second.source,
                         robots.Find(item.origin, frontier.now()), frontier.options().default_delay,
                         options);
}

void Spider::Impl::StartMore() {
  for (std::size_t i = 0; i < kTakesPerTurn && exchanges.size() < options.parallel; ++i) {
    auto item = frontier.Take();
    if (!item) return;
    Begin(*std::move(item));
  }
}

void Spider::Impl::Begin(FrontierItem item) {
  const Time now = frontier.now();
  if (!outlets.contains(item.source)) {
    Count("source not configured");
    frontier.GiveUp(item, "source not configured");
    frontier.Release(item.origin, milliseconds(0));
    return;
  }
  const RobotsRules* rules = robots.Find(item.origin, now);
  if (rules == nullptr) {
    std::string url = item.origin + "/robots.txt";
    return AskRobots(std::move(item), std::move(url), 0);
  }
  if (!rules->Allows(item.url)) {
    // Not for ever: the rules may change, so a later round asks them again.
    frontier.GiveUp(item, kForbiddenByRobots);
    frontier.Release(item.origin, milliseconds(0));
    const std::lock_guard lock(stats_mutex);
    ++stats.forbidden;
    return;
  }
  AskPage(std::move(item));
}

void Spider::Impl::AskRobots(FrontierItem item, std::string url, int hops) {
  HttpRequest request;
  request.url = url;
  request.headers = {{"User-Agent", options.user_agent},
                     {"Accept", "text/plain,*/*;q=0.5"},
                     {"Accept-Encoding", "identity"}};
  request.max_bytes = RobotsCache::kMaxBytes;
  Send(std::move(request), {std::move(item), true, hops, std::move(url), ""});
}

void Spider::Impl::AskPage(FrontierItem item) {
  HttpRequest request;
  request.url = item.url;
  request.headers = {{"User-Agent", options.user_agent},
                     {"Accept", std::string(kAccept)},
                     {"Accept-Encoding", "gzip, br, zstd"}};
  if (!item.etag.empty()) request.headers.emplace_back("If-None-Match", item.etag);
  if (!item.last_modified.empty()) {
    request.headers.emplace_back("If-Modified-Since", item.last_modified);
  }
  request.max_bytes = options.max_bytes;
  std::string head = HeadOf(request, item.origin);
  std::string url = item.url;
  Send(std::move(request), {std::move(item), false, 0, std::move(url), std::move(head)});
}

void Spider::Impl::Send(HttpRequest request, Exchange exchange) {
  request.timeout = options.timeout;
  request.connect_timeout = std::min(request.connect_timeout, options.timeout);
  request.allow_private_addresses = outlets.at(exchange.item.source).source.allow_private_addresses;
  request.keep_connection = DelayOf(exchange.item) <= kLongestKept;
  const std::uint64_t id = next_id++;
  exchanges.emplace(id, std::move(exchange));
  http.Start(std::move(request),
             [this, id, alive = std::weak_ptr<int>(listening)](HttpResponse response) {
               if (!alive.expired()) OnAnswer(id, std::move(response));
             });
}

void Spider::Impl::OnAnswer(std::uint64_t id, HttpResponse response) {
  auto node = exchanges.extract(id);
  Exchange& exchange = node.mapped();
  {
    const std::lock_guard lock(stats_mutex);
    stats.bytes += response.body.size();
  }
  if (response.failure == HttpFailure::kCancelled) {
    frontier.PutBack(exchange.item);
    Release(exchange.item);
  } else if (exchange.robots) {
    OnRobots(std::move(exchange), response);
  } else {
    OnPage(std::move(exchange), std::move(response));
  }
}

void Spider::Impl::OnRobots(Exchange exchange, const HttpResponse& response) {
  FrontierItem& item = exchange.item;
  if (response.failure == HttpFailure::kForbiddenAddress) {
    Release(item);
    return OnFailure(item, response);
  }
  if (response.failure == HttpFailure::kNone && IsRedirect(response) &&
      exchange.hops < RobotsCache::kMaxRedirects) {
    auto target = Resolve(response.header("location"), exchange.url);
    if (target) return AskRobots(std::move(item), *std::move(target), exchange.hops + 1);
  }
  const Time now = frontier.now();
  robots.Learn(item.origin, response, now);
  {
    const std::lock_guard lock(stats_mutex);
    ++stats.robots_files;
  }
  QueueSitemaps(item, now);
  // The item waits for its own turn: robots.txt was a request like any other.
  frontier.PutBack(item);
  if (const auto until = robots.unreachable_until(item.origin, now)) {
    Count(response.failure == HttpFailure::kNone
              ? fmt::format("robots.txt: status {}", response.status)
              : fmt::format("robots.txt: {}", core::Name(response.failure)));
    frontier.Pause(item.origin, std::chrono::ceil<seconds>(*until - now));
  }
  Release(item);
}

// The sitemaps that robots.txt names (sitemaps.org protocol), where the source wants them.
void Spider::Impl::QueueSitemaps(const FrontierItem& from, Time now) {
  const Outlet& outlet = outlets.at(from.source);
  const RobotsRules* const rules = robots.Find(from.origin, now);
  if (rules == nullptr || !outlet.source.robots_sitemaps) return;
  std::vector<FrontierItem> found;
  for (const std::string& sitemap : rules->sitemaps()) {
    const auto url = Canonicalize(sitemap, from.origin + '/');
    if (!url || !outlet.scope.Covers(*url) || found.size() == kMostSitemaps) continue;
    FrontierItem item;
    item.url = url->url;
    item.origin = url->origin;
    item.source = from.source;
    item.purpose = Purpose::kSitemap;
    found.push_back(std::move(item));
  }
  frontier.Add(found);
}

void Spider::Impl::OnPage(Exchange exchange, HttpResponse response) {
  Release(exchange.item);
  if (response.failure != HttpFailure::kNone) return OnFailure(exchange.item, response);
  trouble.erase(exchange.item.origin);
  if (response.status >= 200 && response.status < 300) {
    {
      const std::lock_guard lock(stats_mutex);
      ++stats.fetched;
    }
    return Hand(std::move(exchange), std::move(response));
  }
  if (response.status == kNotModified) {
    return OnNotModified(std::move(exchange), std::move(response));
  }
  if (IsRedirect(response)) return OnRedirect(std::move(exchange.item), response);
  OnRefusal(exchange.item, response);
}

void Spider::Impl::OnFailure(const FrontierItem& item, const HttpResponse& response) {
  const std::string reason(core::Name(response.failure));
  Count(reason);
  if (response.failure == HttpFailure::kTooLarge) return frontier.Drop(item, reason);
  if (response.failure == HttpFailure::kForbiddenAddress) return frontier.GiveUp(item, reason);
  frontier.Retry(item, response.reason, std::nullopt);
  const unsigned failures = ++trouble[item.origin];
  if (failures < kFailuresBeforeRest) return;
  const unsigned doublings = std::min(failures - kFailuresBeforeRest, 6u);
  frontier.Pause(item.origin, std::min(kFirstRest * (1u << doublings), kLongestRest));
}

void Spider::Impl::OnNotModified(Exchange exchange, HttpResponse response) {
  FrontierItem& item = exchange.item;
  if (item.etag.empty() && item.last_modified.empty()) {  // we did not ask that
    return OnRefusal(item, response);
  }
  {
    const std::lock_guard lock(stats_mutex);
    ++stats.not_modified;
  }
  if (item.purpose == Purpose::kArticle) return Hand(std::move(exchange), std::move(response));
  if (const auto etag = response.header("etag"); !etag.empty()) item.etag = etag;
  frontier.Done(item);
}

// Whether following redirects from `from`, as they were when last seen, comes to `to`.
bool Spider::Impl::LeadsTo(std::string from, std::string_view to) const {
  for (std::size_t i = 0; i <= options.max_redirects; ++i) {
    if (from == to) return true;
    from = frontier.MovedTo(from);
    if (from.empty()) return false;
  }
  return false;
}

void Spider::Impl::OnRedirect(FrontierItem item, const HttpResponse& response) {
  const auto drop = [&](const char* reason) {
    Count(reason);
    frontier.Drop(item, reason);
  };
  const auto target = Canonicalize(response.header("location"), item.url);
  if (!target) return drop("redirect to no web address");
  if (target->url == item.url) return drop("redirect to itself");
  if (item.redirects >= options.max_redirects) return drop("too many redirects");
  if (item.purpose == Purpose::kArticle && !outlets.at(item.source).scope.Accepts(*target)) {
    return drop("redirect out of the source");
  }
  // Where sites send whoever asks for what is gone.
  const bool home = target->url.size() == target->origin.size() + 1;
  if (item.purpose == Purpose::kArticle && home) return drop("redirect to the home page");
  FrontierItem next;
  next.url = target->url;
  next.origin = target->origin;
  next.source = item.source;
  next.purpose = item.purpose;
  next.expected_version = item.expected_version;
  next.redirects = item.redirects + 1;
  next.news = item.news;
  // What this round has fetched is not queued again, so that a circle ends here.
  if (frontier.Add({next}) == 0 && LeadsTo(target->url, item.url)) {
    Count("redirect loop");
    return frontier.GiveUp(item, "redirect loop");
  }
  item.etag.clear();
  item.last_modified.clear();
  item.moved_to = target->url;
  frontier.Done(item);
}

void Spider::Impl::OnRefusal(const FrontierItem& item, const HttpResponse& response) {
  const std::string reason = fmt::format("status {}", response.status);
  Count(reason);
  if (!IsTemporary(response.status) && response.status != kNotModified)
    return frontier.Drop(item, reason);
  const auto after = ParseRetryAfter(response.header("retry-after"), frontier.now());
  frontier.Retry(item, reason, after);
  // These two speak for the whole server, not for the page.
  if (after && (response.status == 429 || response.status == 503)) {
    frontier.Pause(item.origin, std::min(*after, kLongestRest));
  }
}

void Spider::Impl::Hand(Exchange exchange, HttpResponse response) {
  FetchedPage page;
  page.item = std::move(exchange.item);
  page.item.moved_to.clear();
  page.status = response.status;
  page.content_type = response.header("content-type");
  page.content_encoding = response.header("content-encoding");
  const bool as_before = response.status == kNotModified;
  const auto mark = [&](std::string_view name, std::string& of_item, std::string& of_page) {
    if (const auto value = response.header(name); !as_before || !value.empty()) of_item = value;
    of_page = of_item;
  };
  mark("etag", page.item.etag, page.etag);
  mark("last-modified", page.item.last_modified, page.last_modified);
  page.request_head = std::move(exchange.request_head);
  page.response_head = HeadOf(response);
  for (const auto& [name, value] : response.headers) {
    if (name == "x-robots-tag") page.robots.Add(value, options.robots_agent);
  }
  page.address = std::move(response.address);
  page.body = std::move(response.body);
  page.fetched = std::chrono::floor<seconds>(frontier.now());
  waiting.push_back(std::move(page));
}

void Spider::Impl::Offer(const Sink& sink) {
  while (!waiting.empty() && sink(waiting.front())) waiting.pop_front();
}

bool Spider::Impl::Finished(const std::function<bool()>& idle, milliseconds linger) const {
  // What a page led to is in the frontier before it counts as processed: ask in this order.
  if (!exchanges.empty() || !waiting.empty() || !idle() || linger == kForEver) return false;
  // Often the next item's turn is near, and nobody need look at every host.
  const auto next = frontier.NextDue();
  if (next && *next - frontier.now() <= linger) return false;
  return !frontier.HasDue(frontier.now() + linger + milliseconds(1));
}

milliseconds Spider::Impl::Patience() const {
  if (!waiting.empty()) return kSleepWithoutRoom;
  if (exchanges.size() >= options.parallel) return kLongestSleep;
  const auto due = frontier.NextDue();
  if (!due) return kLongestSleep;
  return std::clamp(std::chrono::ceil<milliseconds>(*due - frontier.now()), milliseconds(0),
                    kLongestSleep);
}

void Spider::Impl::Drain(const Sink& sink) {
  const Time end = frontier.now() + options.stop_grace;
  while ((!exchanges.empty() || !waiting.empty()) && frontier.now() < end) {
    http.Poll(kSleepWithoutRoom);
    Offer(sink);
  }
  listening = std::make_shared<int>(0);
  for (const auto& [id, exchange] : exchanges) {
    frontier.PutBack(exchange.item);
    Release(exchange.item);
  }
  exchanges.clear();
  for (const FetchedPage& page : waiting) frontier.PutBack(page.item);
  waiting.clear();
}

Spider::Spider(Frontier& frontier, core::KeyValue& space, core::HttpClient& http,
               std::vector<Source> sources, Options options)
    : impl_(std::make_unique<Impl>(frontier, space, http, std::move(options))) {
  for (Source& source : sources) {
    SourceScope scope(source);
    std::string id = source.id;
    impl_->outlets.emplace(std::move(id), Impl::Outlet{std::move(source), std::move(scope)});
  }
}

Spider::~Spider() = default;

void Spider::Seed() {
  std::vector<FrontierItem> seeds;
  for (const auto& [id, outlet] : impl_->outlets) {
    const Source& source = outlet.source;
    const auto add = [&, &source_id = id](const std::vector<std::string>& urls, Purpose purpose) {
      for (const std::string& url : urls) {
        const auto canonical = Canonicalize(url);
        if (!canonical) {
          impl_->Count("bad address in source");
          continue;
        }
        FrontierItem item;
        item.url = canonical->url;
        item.origin = canonical->origin;
        item.source = source_id;
        item.purpose = purpose;
        seeds.push_back(std::move(item));
      }
    };
    add(source.feeds, Purpose::kFeed);
    add(source.sitemaps, Purpose::kSitemap);
    add(source.sections, Purpose::kSection);
  }
  impl_->frontier.BeginRound(seeds);
}

void Spider::Run(const Sink& sink, const std::function<bool()>& idle, milliseconds linger,
                 std::stop_token stop) {
  const std::stop_callback wake(stop, [this] { impl_->http.Wake(); });
  Time next_round = impl_->frontier.now() + impl_->options.round;
  while (!stop.stop_requested()) {
    if (linger == kForEver && impl_->frontier.now() >= next_round) {
      Seed();
      next_round = impl_->frontier.now() + impl_->options.round;
    }
    impl_->Offer(sink);
    if (impl_->waiting.empty()) impl_->StartMore();
    if (impl_->Finished(idle, linger)) return;
    impl_->http.Poll(impl_->Patience());
  }
  impl_->Drain(sink);
}

Spider::Stats Spider::stats() const {
  const std::lock_guard lock(impl_->stats_mutex);
  return impl_->stats;
}

}  // namespace crawler
