#include "app/alert_delivery.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "app/alert_json.h"
#include "app/output_file.h"
#include "app/text_json.h"
#include "app/workspace.h"
#include "core/first_line.h"
#include "core/sha256.h"
#include "monitor/atom_feed.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;
using monitor::Alert;
using monitor::Channel;
using monitor::Letter;

constexpr std::chrono::milliseconds kPostTimeout{15'000}, kPollFor{200};

Json WithText(const Alert& alert, const AlertText& text) {
  Json json = ToJson(alert);
  json.update(
      {{"title", text.title}, {"text", text.text}, {"source", text.source}, {"url", text.link}});
  return json;
}

}  // namespace

std::string SignatureOf(std::string_view key, std::string_view body) {
  crypto_auth_hmacsha256_state state;
  std::string mac(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(key.data()),
                              key.size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(body.data()),
                                body.size());
  crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(mac.data()));
  return "sha256=" + core::Hex(mac);
}

std::set<std::string> FeedsOf(const config::Duties& duties) {
  std::set<std::string> watches = {std::string(monitor::kAllWatches),
                                   std::string(monitor::kSourceWatch),
                                   std::string(monitor::kSummaryWatch)};
  for (const monitor::Watch& watch : duties.watches) watches.insert(watch.route.watch);
  return watches;
}

std::filesystem::path FeedFile(const config::Duties& duties, const std::string& watch) {
  return duties.feeds / fmt::format("{}.atom", watch);
}

AlertDelivery::AlertDelivery(monitor::AlertBook& book, AlertTexts& texts,
                             const config::Settings& settings, core::MailClient* mail,
                             core::HttpClient* http, RunLog& log, Options options)
    : book_(book),
      texts_(texts),
      settings_(settings),
      mail_(mail),
      http_(http),
      log_(log),
      options_(options) {}

void AlertDelivery::WriteFeeds(const std::vector<Alert>& changed) {
  std::set<std::string> watches;
  core::Instant now{};
  for (const Alert& alert : changed) {
    watches.insert(alert.watch);
    now = std::max(now, alert.updated);
  }
  if (watches.empty()) return;
  options_.sync();
  watches.emplace(monitor::kAllWatches);
  for (const std::string& watch : watches) WriteFeed(watch, now);
}

void AlertDelivery::WriteAllFeeds(core::Instant now) {
  options_.sync();
  const std::set<std::string> watches = FeedsOf(settings_.duties);
  for (const std::string& watch : watches) {
    RemoveUnfinished(FeedFile(settings_.duties, watch));
    WriteFeed(watch, now);
  }
  for (const std::string& watch : book_.Watches()) {
    std::error_code none;
    if (!watches.contains(watch)) {
      std::filesystem::remove(FeedFile(settings_.duties, watch), none);
    }
  }
}

void AlertDelivery::WriteFeed(const std::string& watch, core::Instant now) {
  monitor::AtomFeed feed;
  feed.id = book_.FeedId(watch);
  feed.title = texts_.FeedTitle(watch);
  feed.language = settings_.language;
  const std::vector<Alert> alerts = book_.Newest(watch);
  for (auto alert = alerts.rbegin(); alert != alerts.rend(); ++alert) {
    auto text = texts_.Of(*alert);
    if (!text) continue;
    feed.updated = std::max(feed.updated, alert->updated);
    feed.entries.push_back({alert->id, std::move(text->title), std::move(text->text),
                            std::move(text->source), std::move(text->link), alert->raised,
                            alert->updated});
  }
  if (feed.entries.empty()) feed.updated = now;
  std::error_code failed;
  std::filesystem::create_directories(settings_.duties.feeds, failed);
  WriteWhole(FeedFile(settings_.duties, watch), monitor::WriteAtom(feed));
}

void AlertDelivery::Send(core::Instant now) {
  Tellings known;
  std::size_t sent = 0;
  bool synced = false;
  for (const Letter& letter : book_.TakeDue(now)) {
    if (options_.stop.stop_requested() || sent == options_.most_at_once) return;
    ChannelState& channel = channels_[static_cast<std::size_t>(letter.channel)];
    if (channel.rests_until > now) continue;
    if (letter.attempts == 0 && !synced) {
      options_.sync();
      synced = true;
    }
    ++sent;
    if (Send(letter, TellingsOf(letter, known), now)) {
      channel = {};
    } else {
      channel.rests_until = now + RestAfter(++channel.failures);
    }
  }
}

std::optional<core::Instant> AlertDelivery::NextSend() const {
  std::optional<core::Instant> next;
  for (const auto& [channel, due] : book_.NextLetters()) {
    const core::Instant at =
        std::max(due, channels_[static_cast<std::size_t>(channel)].rests_until);
    if (!next || at < *next) next = at;
  }
  return next;
}

std::chrono::seconds AlertDelivery::RestAfter(std::uint32_t failures) const {
  const auto doubled = options_.first_rest * (1u << std::min(failures - 1, 16u));
  return std::min<std::chrono::seconds>(doubled, options_.longest_rest);
}

std::vector<const AlertDelivery::Told*> AlertDelivery::TellingsOf(const Letter& letter,
                                                                  Tellings& known) {
  std::vector<const Told*> told;
  for (const std::uint64_t number : letter.alerts) {
    const auto [at, fresh] = known.try_emplace(number);
    if (fresh) {
      auto alert = book_.Find(number);
      auto text = alert ? texts_.Of(*alert) : std::nullopt;
      if (text) at->second = Told{*std::move(alert), *std::move(text)};
    }
    if (at->second) told.push_back(&*at->second);
  }
  return told;
}

bool AlertDelivery::Send(const Letter& letter, const std::vector<const Told*>& told,
                         core::Instant now) {
  Json details = {{"id", letter.id},
                  {"channel", monitor::Name(letter.channel)},
                  {"watch", letter.watch},
                  {"alerts", letter.alerts.size()},
                  {"attempt", letter.attempts + 1}};
  if (told.empty()) {  // erased meanwhile
    book_.Remove(letter);
    log_.Write("letter_empty", details);
    return true;
  }
  const auto trouble =
      letter.channel == Channel::kMail ? Mail(letter, told, now) : Post(letter, told);
  if (!trouble) {
    book_.Remove(letter);
    ++totals_.delivered;
    if (letter.channel == Channel::kMail && !mail_->refusals().empty()) {
      details["refused"] = mail_->refusals();
    }
    log_.Write("letter_delivered", details);
    return true;
  }
  if (options_.stop.stop_requested()) return false;
  details["reason"] = trouble->reason;
  if (now - letter.tried.value_or(now) >= options_.give_up) {
    book_.Remove(letter);
    ++totals_.given_up;
    log_.Write("letter_given_up", details);
  } else {
    const core::Instant again = now + RestAfter(letter.attempts + 1);
    details["again"] = core::ToUtcString(again);
    book_.PutOff(letter, now, again, trouble->reason);
    ++totals_.failed;
    log_.Write("letter_failed", details);
  }
  return trouble->refused;  // then it is this letter, not the channel
}

std::optional<core::DeliveryTrouble> AlertDelivery::Mail(const Letter& letter,
                                                         const std::vector<const Told*>& told,
                                                         core::Instant now) {
  if (mail_ == nullptr)
    return core::DeliveryTrouble{false, "sholu.yaml names no mail server any more"};
  core::Mail mail;
  mail.id = letter.id;
  mail.date = now;
  for (const Told* one : told) {
    const AlertText& text = one->text;
    if (!mail.text.empty()) mail.text += "\n";
    mail.text += text.title + "\n" + text.text + "\n";
    if (!text.link.empty()) mail.text += text.link + "\n";
  }
  mail.subject =
      fmt::format("[sholu] {}", told.size() > 1 ? texts_.DigestTitle(letter.watch, told.size())
                                                : told.front()->text.title);
  return mail_->Send(mail);
}

std::optional<core::DeliveryTrouble> AlertDelivery::Post(const Letter& letter,
                                                         const std::vector<const Told*>& told) {
  if (http_ == nullptr || !settings_.duties.webhook) {
    return core::DeliveryTrouble{false, "sholu.yaml names no webhook any more"};
  }
  const config::WebhookSettings& webhook = *settings_.duties.webhook;
  Json alerts = Json::array();
  for (const Told* one : told) alerts.push_back(WithText(one->alert, one->text));
  core::HttpRequest request;
  request.url = webhook.url;
  request.method = "POST";
  request.body = JsonLine({{"id", letter.id}, {"watch", letter.watch}, {"alerts", alerts}});
  request.headers = {{"Content-Type", "application/json"}, {"Idempotency-Key", letter.id}};
  request.timeout = kPostTimeout;
  request.max_bytes = 64u << 10;
  request.allow_private_addresses = webhook.allow_private_addresses;
  if (!webhook.secret_file.empty()) {
    std::ifstream file(webhook.secret_file);
    const auto secret = core::FirstLineOf(file);
    if (!secret) {
      return core::DeliveryTrouble{false,
                                   fmt::format("{}: cannot read the secret in its first line",
                                               webhook.secret_file.string())};
    }
    request.headers.emplace_back("X-Sholu-Signature", SignatureOf(*secret, request.body));
  }
  // Shared: a client that goes away answers what was not finished.
  const auto held = std::make_shared<std::optional<core::HttpResponse>>();
  http_->Start(std::move(request),
               [held](core::HttpResponse answer) { *held = std::move(answer); });
  while (!*held && !options_.stop.stop_requested()) http_->Poll(kPollFor);
  const std::optional<core::HttpResponse>& response = *held;
  if (!response) return core::DeliveryTrouble{false, "stopped"};
  // Of an answer only its status counts, however long it is.
  const bool answered = response->failure == core::HttpFailure::kNone ||
                        response->failure == core::HttpFailure::kTooLarge;
  if (!answered) {
    return core::DeliveryTrouble{false, response->reason};
  }
  if (response->status >= 200 && response->status < 300) return std::nullopt;
  const bool refused = response->status >= 400 && response->status < 500 &&
                       response->status != 408 && response->status != 429;
  const bool redirect = response->status >= 300 && response->status < 400;
  return core::DeliveryTrouble{refused,
                               fmt::format("HTTP status {}{}", response->status,
                                           redirect ? ", a redirect, which is not followed" : "")};
}

}  // namespace app
