// Alerts on their way: feeds are written, letters sent until they have arrived.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
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
  std::uint64_t delivered = 0, failed = 0, given_up = 0;  // failed: attempts
};

// A letter arrives at least once: what may have arrived before a kill is sent again, under the same
// id (Message-ID of a mail, Idempotency-Key of a webhook). Not thread-safe.
class AlertDelivery {
 public:
  struct Options {
    std::chrono::seconds first_rest{60}, longest_rest{3600};  // doubled after each failure
    std::chrono::hours give_up{24 * 7};
    std::stop_token stop = {};  // ends what is under way: it is sent again by the next run
  };

  // `mail` may be null if the settings name no mail server, `http` likewise. All outlive this.
  AlertDelivery(monitor::AlertBook& book, AlertTexts& texts, const config::Settings& settings,
                core::MailClient* mail, core::HttpClient* http, RunLog& log, Options options);

  // Writes anew the feeds that show one of these, and that of all. Throws Failure if one cannot be
  // written.
  void WriteFeeds(const std::vector<monitor::Alert>& changed);
  // Writes every feed, and removes those of watches that are configured no more.
  void WriteAllFeeds(core::Instant now);

  // Sends what is due. After a failure its channel rests.
  void Send(core::Instant now);
  // When there is something to send next.
  std::optional<core::Instant> NextSend() const;

  const DeliveryTotals& totals() const { return totals_; }

 private:
  struct ChannelState {
    std::uint32_t failures = 0;  // in a row
    core::Instant rests_until{};
  };

  void WriteFeed(const std::string& watch, core::Instant now);
  // False: the channel must rest.
  bool Send(const monitor::Letter& letter, core::Instant now);
  std::optional<core::DeliveryTrouble> Mail(const monitor::Letter& letter, core::Instant now);
  std::optional<core::DeliveryTrouble> Post(const monitor::Letter& letter);
  std::chrono::seconds RestAfter(std::uint32_t failures) const;
  bool IsGone(const monitor::Letter& letter);

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
