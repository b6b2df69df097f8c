// core::HttpClient on one libcurl multi handle.
#pragma once

#include <memory>
#include <string>

#include "core/http_client.h"

namespace crawler {

// HTTP/1.1 and 2 with keep-alive. Redirects, cookies and content decoding are off: the caller sees
// what the server sent. Unless a request allows it, no connection is made to a loopback, private,
// link-local or otherwise special address, whatever the name resolves to (checked on the socket's
// own address; behind a proxy, which resolves names itself, only on addresses written in the URL).
// A response that ends in kTooLarge holds the first `max_bytes` of the body. What is under way when
// the client is destroyed ends in kCancelled.
class CurlHttpClient : public core::HttpClient {
 public:
  struct Options {
    std::size_t max_connections = 256;
    std::string proxy;  // URL, or empty for none; the environment is not asked
    std::size_t max_header_bytes = 256u << 10;
    // A body slower than this for so long ends in kTimeout.
    long slowest_bytes_per_second = 64;
    std::chrono::seconds slowest_for{20};
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
