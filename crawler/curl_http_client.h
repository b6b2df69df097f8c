// core::HttpClient on one libcurl multi handle.
#pragma once

#include <memory>
#include <string>

#include "core/http_client.h"

namespace crawler {

// HTTP/1.1 and 2 with keep-alive. Redirects, cookies and content decoding are off: the caller sees
// what the server sent. Unless a request allows it, no connection is made to a loopback, private,
// link-local or otherwise special address, whatever the name resolves to (checked on the socket's
// own address).
class CurlHttpClient : public core::HttpClient {
 public:
  struct Options {
    std::size_t max_connections = 256;
    std::string proxy;  // URL, or empty for none
  };

  explicit CurlHttpClient(Options options);
  ~CurlHttpClient() override;

  void Start(core::HttpRequest request, Callback done) override;
  std::size_t Poll(std::chrono::milliseconds patience) override;
  void Wake() override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace crawler
