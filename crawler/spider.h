// The crawl loop: takes URLs from the frontier, asks robots.txt, fetches politely, hands pages on.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"
#include "core/http_client.h"
#include "crawler/frontier.h"
#include "crawler/robots.h"
#include "crawler/robots_directives.h"
#include "crawler/source.h"

namespace crawler {

inline constexpr int kNotModified = 304;  // RFC 9110 section 15.4.5

// What came back for one URL, not yet decoded. `status`: 2xx, or kNotModified for an article that
// is as it was when `item` got its marks; then there is no body.
struct FetchedPage {
  FrontierItem item;
  int status = 0;
  std::string content_type, content_encoding;
  std::string etag, last_modified;
  std::string request_head, response_head;  // as sent and received, for the archive
  std::string body;                         // as received
  std::string address;                      // the peer's IP address
  RobotsDirectives robots;                  // by X-Robots-Tag
  core::Instant fetched{};
};

// Why the frontier gave up an item that robots.txt forbids.
inline constexpr std::string_view kForbiddenByRobots = "forbidden by robots.txt";

// The body with the encodings of its transfer undone, and those of a sitemap that is a gzip file in
// its own right (sitemaps.org protocol). Errors as of DecodeContent.
core::Expected<std::string> DecodedBody(const FetchedPage& page);

class Spider {
 public:
  struct Options {
    std::string user_agent = "sholu/0.1 (+https://example.org/sholu; monitoring@example.org)";
    std::string robots_agent = "sholu";
    std::chrono::milliseconds max_crawl_delay{30'000};
    std::chrono::milliseconds timeout{30'000};
    std::size_t max_bytes = 20u << 20;
    std::size_t parallel = 64;  // exchanges under way, over all hosts
    std::size_t max_redirects = 5;
    std::chrono::seconds stop_grace{5};  // for the exchanges in flight when a stop is asked for
    std::chrono::hours round{6};         // between two rounds of a crawl without end
  };

  // The pause between two requests to a host: the larger of what the operator and what robots.txt
  // asks for, the latter up to Options::max_crawl_delay. `source` and `rules` may be null.
  static std::chrono::milliseconds DelayOf(const Source* source, const RobotsRules* rules,
                                           std::chrono::milliseconds default_delay,
                                           const Options& options);

  struct Stats {
    std::uint64_t fetched = 0, not_modified = 0, failed = 0, forbidden = 0, robots_files = 0,
                  bytes = 0;
    std::map<std::string, std::uint64_t> failures;  // by reason
  };

  // Receives a page; called on the thread of Run. It must not block: false means "no room, ask
  // again later", then the page is offered again and nothing new is fetched meanwhile. Whoever
  // takes it answers `item` with Frontier::Done (or its two steps), Retry, GiveUp or Drop; `item`
  // carries the marks of this response already, but for `content_sha256`. A feed, sitemap or
  // section page that has not changed is not handed on.
  using Sink = std::function<bool(FetchedPage&)>;

  // `space` is the frontier's: what robots.txt files say is kept there. All outlive the spider.
  Spider(Frontier& frontier, core::KeyValue& space, core::HttpClient& http,
         std::vector<Source> sources, Options options);
  ~Spider();

  // Begins a round of the frontier: queues the feeds, sitemaps and section pages of all sources.
  void Seed();
  // As `linger`: until `stop` is asked for; a new round begins now and then (Options::round).
  static constexpr std::chrono::milliseconds kForEver = std::chrono::milliseconds::max();
  // Works until `stop` is asked for, or `idle()` says that no taken page is being processed and the
  // frontier has nothing due within `linger` (a `--once` crawl: zero; what waits only for its turn
  // at a host is due). A requested stop finishes the exchanges in flight; what is not finished
  // within Options::stop_grace stays queued. One thread at a time.
  void Run(const Sink& sink, const std::function<bool()>& idle, std::chrono::milliseconds linger,
           std::stop_token stop);

  // Live figures; thread-safe.
  Stats stats() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace crawler
