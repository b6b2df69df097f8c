// The frontier: which URL to fetch next, per host and when; survives the death of the process.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/key_value.h"
#include "core/time.h"
#include "crawler/revisit.h"

namespace crawler {

enum class Purpose : std::uint8_t { kFeed, kSitemap, kSection, kArticle };
// "feed", "sitemap", "section", "article".
std::string_view Name(Purpose purpose);

struct FrontierItem {
  std::string url;     // canonical
  std::string origin;  // "https://host"
  std::string source;
  Purpose purpose = Purpose::kArticle;
  std::uint32_t attempts = 0;        // failed ones since the last success
  std::string etag, last_modified;   // of the last success, for a conditional request
  std::string content_sha256;        // of the last body
  core::Instant last_success{};      // when the last success was taken up; 1970: never
  core::Instant expected_version{};  // newest `updated` or `lastmod` seen for it
  std::uint32_t redirects = 0;       // followed from the address that was found to this one
  std::string moved_to;              // where the last answer redirected to; empty: it did not
  bool news = false;                 // comes before the backlog of its origin
};

enum class UrlState : std::uint8_t {
  kQueued = 1,
  kDone = 2,
  kGivenUp = 3,  // failed too often; may be queued again when a later round sees it
  kDropped = 4,  // final, until its source publishes a newer version
};

// What the frontier knows of one URL, and what it waits for.
struct UrlStanding {
  FrontierItem item;
  UrlState state = UrlState::kQueued;
  bool in_flight = false;  // taken and not yet answered
  std::string reason;      // of the last failure
  // While queued:
  std::optional<core::Instant> due;  // not before
  std::uint64_t ahead = 0;  // entries of its origin that come first; at most 10,000 counted
  // Of the host:
  bool host_in_flight = false;
  std::optional<core::Instant> host_allowed, host_paused;  // not before, if in the future
  // Of a page that lists others:
  std::optional<std::chrono::seconds> revisit;  // after each visit, as things stand
};

// Thread-safe. Everything persists in the KeyValue: an item leaves the queue only when Done, Retry,
// GiveUp or Drop is written, so a kill at any instant repeats at most what was in flight.
//
// A host never has two requests at once, whether by http or https: politeness counts per host name
// and port, where the two default ports are one. Delays longer than the default, and pauses,
// survive a kill; at its start a frontier gives every host of its queue one delay.
//
// Work comes in rounds. In one round a feed, sitemap or section page is fetched once, and so is an
// article that had been given up; an article that succeeded is fetched again only for a newer
// `expected_version`. With Options::revisit a feed, sitemap or section page stays queued after
// Done, due again as its own rate of new items says.
class Frontier {
 public:
  struct Options {
    std::chrono::milliseconds default_delay{1000};
    std::chrono::seconds first_retry{60};  // doubled for each further attempt
    std::uint32_t max_attempts = 5;
    std::optional<RevisitOptions> revisit;
  };

  using Clock = std::function<std::chrono::system_clock::time_point()>;
  // `space` and `clock` outlive the frontier. Loads only the list of hosts into memory. Throws
  // std::runtime_error if `space` holds something else than a frontier.
  Frontier(core::KeyValue& space, Options options, Clock clock);
  ~Frontier();

  // Begins a round and queues `seeds` whatever is known of them. Returns how many were queued.
  // Already queued ones stay as they are, but for those that wait for their next visit: it is now.
  std::size_t BeginRound(const std::vector<FrontierItem>& seeds);

  // Queues the items that are unknown, or whose `expected_version` is newer than the last success
  // and than the one that was fetched for, or that this round has still to fetch. Returns how many
  // were queued. Already queued ones stay as they are. Items without URL or origin, or with a URL
  // beyond 8,000 bytes, are ignored.
  std::size_t Add(const std::vector<FrontierItem>& items);

  // Takes the next item that may be fetched now: never two in flight to one host, never before its
  // delay has passed.
  std::optional<FrontierItem> Take();
  // The exchange with the origin's host is over (whatever came of it): the next request to it may
  // go out after `delay`, by default Options::default_delay.
  void Release(std::string_view origin, std::optional<std::chrono::milliseconds> delay);
  // The origin's host is in trouble or asks for rest: nothing of it is due before `rest` has
  // passed.
  void Pause(std::string_view origin, std::chrono::seconds rest);
  // When Take may give something next, perhaps in the past; nullopt if nothing is queued apart from
  // origins with an exchange in flight.
  std::optional<std::chrono::system_clock::time_point> NextDue() const;
  // Whether an item that is not taken is due by then, politeness aside: it may still wait its turn.
  bool HasDue(std::chrono::system_clock::time_point by) const;

  // Each taken item is answered by exactly one of the following; answers for items that are not
  // taken do nothing.

  // The item was processed to the end and committed: it leaves the queue, and `etag`,
  // `last_modified` and `content_sha256` as given are remembered. `found`: how many new items a
  // page that lists others led to.
  void Done(const FrontierItem& item, std::uint64_t found = 0);
  // Done in two steps, for who commits the writes together with something else: what to write to
  // the frontier's space (empty if the item is not taken), and what to call once it is committed.
  core::Batch DoneBatch(const FrontierItem& item, std::uint64_t found = 0);
  void Forget(const FrontierItem& item);

  // It failed for now: again `after`, by default with exponential back-off, or given up after
  // max_attempts. Returns false if given up.
  bool Retry(const FrontierItem& item, std::string_view reason,
             std::optional<std::chrono::seconds> after);
  // It cannot be fetched in this round.
  void GiveUp(const FrontierItem& item, std::string_view reason);
  // It will never be fetched: gone, refused.
  void Drop(const FrontierItem& item, std::string_view reason);
  // It was not asked for after all: it stays queued as it was.
  void PutBack(const FrontierItem& item);

  // What is known of `url` (canonical); nullopt: nothing.
  std::optional<UrlStanding> Find(std::string_view url) const;
  // Where the last answer to `url` redirected to; empty: nowhere, or it is not known.
  std::string MovedTo(std::string_view url) const;
  // Whether `url` was ever queued.
  bool Knows(std::string_view url) const;

  struct Counts {
    std::uint64_t queued = 0;     // with those in flight
    std::uint64_t in_flight = 0;  // taken and not yet answered
    std::uint64_t known = 0;      // URLs ever queued
  };
  Counts counts() const;
  const Options& options() const;
  std::chrono::system_clock::time_point now() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace crawler
