// What `sholu run` does besides crawling, as sholu.yaml says it: watches, alerts, schedule,
// metrics.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "config/yaml_reader.h"
#include "core/language.h"
#include "crawler/curl_mail_client.h"
#include "monitor/schedule.h"
#include "monitor/watch.h"

namespace config {

struct WebhookSettings {
  std::string url;
  std::filesystem::path secret_file;  // its first line is the key of the signature; empty: none
  bool allow_private_addresses = false;
};

struct Duties {
  std::vector<monitor::Watch> watches;
  std::filesystem::path feeds;                       // folder of the feeds of alerts
  std::vector<monitor::Channel> sources, summaries;  // who is told of them, besides the feeds
  std::optional<crawler::CurlMailClient::Options> mail;
  std::optional<WebhookSettings> webhook;
  std::vector<monitor::Programme> schedule;
  std::string metrics;  // host:port to answer at; empty: nowhere
};

// Reads the sections of the file in `folder`; `language` is that of summaries without one.
Duties ReadDuties(YamlMap& map, const std::filesystem::path& folder, core::Language language);

}  // namespace config
