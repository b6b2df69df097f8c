#include "config/duty_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "crawler/url.h"

namespace config {
namespace {

using monitor::Channel;

std::filesystem::path PathIn(const std::filesystem::path& folder, const std::string& name) {
  return (folder / name).lexically_normal();
}

// A name of files.
std::string ReadName(const YamlValue& value, std::set<std::string>& taken) {
  const std::string name = value.String();
  if (!value.present()) return name;
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789-_";
  if (name.empty() || name.size() > 100 || name.find_first_not_of(kAllowed) != name.npos) {
    value.Wrong(fmt::format("'{}' is no name", name), "a-z, 0-9, '-' and '_', at most 100");
  } else if (!taken.insert(name).second) {
    value.Wrong(fmt::format("the name '{}' is taken", name), "another name");
  }
  return name;
}

std::vector<Channel> ReadChannels(const YamlValue& list, const Duties& duties) {
  std::set<Channel> channels;
  for (const YamlValue& item : list.ListOrOne()) {
    const auto channel = item.Enum<Channel>(
        {{"mail", Channel::kMail}, {"webhook", Channel::kWebhook}}, Channel::kMail);
    if (channel == Channel::kMail ? !duties.mail : !duties.webhook) {
      item.Wrong(fmt::format("the section alerts has no {}", monitor::Name(channel)),
                 "channels that it has");
    }
    channels.insert(channel);
  }
  return {channels.begin(), channels.end()};
}

crawler::CurlMailClient::Options ReadMail(YamlMap& map, const std::filesystem::path& folder) {
  crawler::CurlMailClient::Options mail;
  const YamlValue url = map.Required("url");
  mail.url = url.String();
  const bool known = mail.url.starts_with("smtp://") || mail.url.starts_with("smtps://");
  if (url.present() && (!known || mail.url.find_first_of("@ ") != mail.url.npos)) {
    url.Wrong(fmt::format("'{}' is no address of a mail server", mail.url),
              "smtp://HOST[:PORT] or smtps://HOST[:PORT]");
  }
  const auto address = [](const YamlValue& value) {
    std::string text = value.String();
    const auto at = text.find('@');
    const bool good = at != text.npos && at > 0 && at + 1 < text.size() &&
                      std::all_of(text.begin(), text.end(),
                                  [](char c) { return c > ' ' && c != '<' && c != '>'; });
    if (value.present() && !good) value.Wrong(fmt::format("'{}' is no address", text), "name@host");
    return text;
  };
  mail.from = address(map.Required("from"));
  const YamlValue to = map.Required("to");
  for (const YamlValue& one : to.ListOrOne()) mail.to.push_back(address(one));
  if (to.present() && mail.to.empty()) to.Wrong("to names nobody", "name@host, one or several");
  mail.user = map.Optional("user").String();
  const YamlValue password = map.Optional("password_file");
  if (password.present()) mail.password_file = PathIn(folder, password.String());
  if (!mail.user.empty() && !password.present()) {
    password.Wrong("user needs a password_file", "a file whose first line is the password");
  }
  mail.plain = map.Optional("plain").Bool(mail.plain);
  return mail;
}

WebhookSettings ReadWebhook(YamlMap& map, const std::filesystem::path& folder) {
  WebhookSettings webhook;
  const YamlValue url = map.Required("url");
  webhook.url = url.String();
  if (const auto canonical = crawler::Canonicalize(webhook.url); url.present() && !canonical) {
    url.Wrong(fmt::format("'{}' is no address: {}", webhook.url, canonical.error().message),
              "an http or https URL");
  }
  if (const YamlValue secret = map.Optional("secret_file"); secret.present()) {
    webhook.secret_file = PathIn(folder, secret.String());
  }
  webhook.allow_private_addresses = map.Optional("allow_private_addresses").Bool();
  return webhook;
}

void ReadAlerts(YamlMap& map, const std::filesystem::path& folder, Duties& duties) {
  duties.feeds = PathIn(folder, map.Optional("feeds").String("alerts"));
  if (const YamlValue mail = map.Optional("mail"); mail.present()) {
    YamlMap of_mail = mail.Map();
    duties.mail = ReadMail(of_mail, folder);
  }
  if (const YamlValue webhook = map.Optional("webhook"); webhook.present()) {
    YamlMap of_webhook = webhook.Map();
    duties.webhook = ReadWebhook(of_webhook, folder);
  }
  duties.sources = ReadChannels(map.Optional("sources"), duties);
  duties.summaries = ReadChannels(map.Optional("summaries"), duties);
}

monitor::Watch ReadWatch(const YamlValue& value, std::set<std::string>& names,
                         const Duties& duties) {
  monitor::Watch watch;
  YamlMap map = value.Map();
  watch.route.watch = ReadName(map.Required("name"), names);
  const YamlValue query = map.Required("query");
  watch.query = query.String();
  watch.query_at = query.text_place().ToString();
  watch.route.channels = ReadChannels(map.Optional("channels"), duties);
  watch.route.digest = std::chrono::duration_cast<std::chrono::seconds>(
      map.Optional("digest").Duration(std::chrono::seconds(0)));
  watch.newest = std::chrono::duration_cast<std::chrono::hours>(
      map.Optional("newest").Duration(std::chrono::days(30)));
  return watch;
}

std::chrono::minutes ReadTimeOfDay(const YamlValue& value, std::chrono::minutes fallback) {
  if (!value.present()) return fallback;
  const std::string text = value.String();
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() == 5 && digit(0) && digit(1) && text[2] == ':' && digit(3) && digit(4)) {
    const int hours = (text[0] - '0') * 10 + text[1] - '0';
    const int minutes = (text[3] - '0') * 10 + text[4] - '0';
    if (hours < 24 && minutes < 60) return std::chrono::minutes(hours * 60 + minutes);
  }
  value.Wrong(fmt::format("'{}' is no time of day", text), "00:00 to 23:59");
  return fallback;
}

monitor::Programme ReadProgramme(const YamlValue& value, const std::filesystem::path& folder,
                                 core::Language language, std::set<std::string>& names) {
  using monitor::Step;
  monitor::Programme programme;
  YamlMap map = value.Map();
  programme.name = ReadName(map.Required("name"), names);
  const YamlValue sphere = map.Optional("sphere");
  programme.sphere = sphere.String();
  programme.body = map.Optional("body").String();
  if (programme.sphere.empty() == programme.body.empty()) {
    value.Wrong(fmt::format("the summary '{}' is of one sphere or one body", programme.name),
                "sphere: ID or body: ID");
  }
  programme.every = map.Required("every").Enum<Step>({{"day", Step::kDay},
                                                      {"week", Step::kWeek},
                                                      {"month", Step::kMonth},
                                                      {"quarter", Step::kQuarter}},
                                                     programme.every);
  programme.at = ReadTimeOfDay(map.Optional("at"), programme.at);
  if (const YamlValue formats = map.Optional("formats"); formats.present()) {
    programme.formats.clear();
    std::set<std::string> taken;
    for (const YamlValue& item : formats.ListOrOne()) {
      const std::string format = item.Enum<std::string>(
          {{"text", "text"}, {"markdown", "markdown"}, {"json", "json"}, {"html", "html"}}, "");
      if (!format.empty() && !taken.insert(format).second) {
        item.Wrong(fmt::format("the format '{}' is there twice", format), "each once");
      }
      programme.formats.push_back(format);
    }
    if (programme.formats.empty()) {
      formats.Wrong("formats names none", "text, markdown, json, html");
    }
  }
  programme.folder = PathIn(folder, map.Optional("folder").String("summaries"));
  programme.language = map.Optional("language")
                           .Enum<core::Language>({{"kk", core::Language::kKk},
                                                  {"ru", core::Language::kRu},
                                                  {"en", core::Language::kEn}},
                                                 language);
  programme.quotations = static_cast<std::size_t>(
      map.Optional("quotations").Integer(static_cast<std::int64_t>(programme.quotations), 0, 1000));
  programme.missed = static_cast<std::size_t>(
      map.Optional("missed").Integer(static_cast<std::int64_t>(programme.missed), 1, 1000));
  return programme;
}

std::string ReadListen(const YamlValue& value) {
  if (!value.present()) return {};
  const std::string text = value.String();
  const auto colon = text.rfind(':');
  const std::string port = colon == text.npos ? "" : text.substr(colon + 1);
  const bool number = !port.empty() && port.size() <= 5 &&
                      port.find_first_not_of("0123456789") == port.npos && std::stoi(port) <= 65535;
  if (!number || colon == 0)
    value.Wrong(fmt::format("'{}' is no place to listen at", text), "HOST:PORT");
  return text;
}

}  // namespace

Duties ReadDuties(YamlMap& map, const std::filesystem::path& folder, core::Language language) {
  Duties duties;
  {
    YamlMap alerts = map.Optional("alerts").Map();
    ReadAlerts(alerts, folder, duties);
  }
  std::set<std::string> watches = {std::string(monitor::kAllWatches),
                                   std::string(monitor::kSourceWatch),
                                   std::string(monitor::kSummaryWatch)};
  for (const YamlValue& watch : map.Optional("watches").List()) {
    duties.watches.push_back(ReadWatch(watch, watches, duties));
  }
  std::set<std::string> programmes;
  for (const YamlValue& programme : map.Optional("schedule").List()) {
    duties.schedule.push_back(ReadProgramme(programme, folder, language, programmes));
  }
  YamlMap metrics = map.Optional("metrics").Map();
  duties.metrics = ReadListen(metrics.Optional("listen"));
  return duties;
}

}  // namespace config
