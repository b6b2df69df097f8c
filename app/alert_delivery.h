// Alerts on their way: feeds are written, letters sent until they have arrived.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "app/alert_text.h"
#include "app/run_log.h"
#include "config/duty_settings.h"
#include "core/http_client.h"
#include "core/mail_client.h"
#include "monitor/alert_book.h"

namespace app {

// What became of the letters of a run.
struct DeliveryTotals {
  std::uint64_t delivered = 0, failed = 0, given_up = 0;  // failed: attempts to be repeated
};

// A letter arrives at least once: what may have arrived before a kill is sent again, under the same
// id (Message-ID of a mail, Idempotency-Key of a webhook). Not thread-safe.
class AlertDelivery {
 public:
  struct Options {
    std::chrono::seconds first_rest{60}, longest_rest{3600};  // doubled after each failure
    std::chrono::hours give_up{24 * 7};                       // after the first attempt
    // So many letters a call: of the slowest mail server less than what a watchdog waits for.
    std::size_t most_at_once = 10;
    std::stop_token stop = {};  // ends what is under way: it is sent again by the next run
    // Makes what the book has written last a power loss. Ids are given again if their letters are
    // lost, so no id leaves before.
    std::function<void()> sync = [] {};
  };

  // `mail` may be null if the settings name no mail server, `http` likewise. All outlive this.
  AlertDelivery(monitor::AlertBook& book, AlertTexts& texts, const config::Settings& settings,
                core::MailClient* mail, core::HttpClient* http, RunLog& log, Options options);

  // Writes anew the feeds that show one of these, and that of all. Throws Failure if one cannot be
  // written.
  void WriteFeeds(const std::vector<monitor::Alert>& changed);
  // Writes every feed, and removes those of watches that are configured no more.
  void WriteAllFeeds(core::Instant now);

  // Sends what is due, at most so many letters as the options say. After a failure its channel
  // rests.
  void Send(core::Instant now);
  // When there is something to send next; not later than the last Send: it left some.
  std::optional<core::Instant> NextSend() const;

  const DeliveryTotals& totals() const { return totals_; }

 private:
  struct ChannelState {
    std::uint32_t failures = 0;  // in a row
    core::Instant rests_until{};
  };

  void WriteFeed(const std::string& watch, core::Instant now);
  // An alert in words; no words: its document was erased.
  struct Told {
    monitor::Alert alert;
    AlertText text;
  };
  using Tellings = std::map<std::uint64_t, std::optional<Told>>;  // by number

  // What a letter says; `known` are those of this call to Send.
  std::vector<const Told*> TellingsOf(const monitor::Letter& letter, Tellings& known);
  // False: the channel must rest.
  bool Send(const monitor::Letter& letter, const std::vector<const Told*>& told, core::Instant now);
  std::optional<core::DeliveryTrouble> Mail(const monitor::Letter& letter,
                                            const std::vector<const Told*>& told,
                                            core::Instant now);
  std::optional<core::DeliveryTrouble> Post(const monitor::Letter& letter,
                                            const std::vector<const Told*>& told);
  std::chrono::seconds RestAfter(std::uint32_t failures) const;

  monitor::AlertBook& book_;
  AlertTexts& texts_;
  const config::Settings& settings_;
  core::MailClient* mail_;
  core::HttpClient* http_;
  RunLog& log_;
  const Options options_;
  std::array<ChannelState, 2> channels_;  // by monitor::Channel
  DeliveryTotals totals_;
};

// The watches that have a feed, with those that are no standing queries, and its file.
std::set<std::string> FeedsOf(const config::Duties& duties);
std::filesystem::path FeedFile(const config::Duties& duties, const std::string& watch);

// "sha256=" and the HMAC-SHA256 (RFC 2104) of `body` under `key` in hex.
std::string SignatureOf(std::string_view key, std::string_view body);

}  // namespace app
