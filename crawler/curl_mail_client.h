// core::MailClient on libcurl: SMTP (RFC 5321) with STARTTLS or TLS.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "core/mail_client.h"

namespace crawler {

class CurlMailClient : public core::MailClient {
 public:
  struct Options {
    std::string url;  // smtp://host:port or smtps://host:port
    std::string from;
    std::vector<std::string> to;
    std::string user;                     // empty: without authentication
    std::filesystem::path password_file;  // its first line; read for each message
    // smtp:// without TLS, if the server has none: only on one's own machine or network.
    bool plain = false;
    std::chrono::milliseconds timeout{20'000};  // of the whole exchange
    std::stop_token stop;                       // ends an exchange under way
  };

  explicit CurlMailClient(Options options);
  ~CurlMailClient() override;

  std::optional<core::DeliveryTrouble> Send(const core::Mail& mail) override;
  std::string refusals() const override { return refusals_; }

 private:
  Options options_;
  // Of mails under way: who needs no other attempt. Lost with the process: then all get it again.
  std::map<std::string, std::set<std::string>> done_;
  std::string refusals_;
};

// The lines of the head of `mail`, without line ends. What is foreign is made a single line; beyond
// ASCII, or if it looks encoded already, it is encoded (RFC 2047).
std::vector<std::string> MailHead(const core::Mail& mail, const CurlMailClient::Options& options);

}  // namespace crawler
