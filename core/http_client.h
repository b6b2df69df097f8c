// The seam to HTTP: crawler asks for pages and monitor sends messages without knowing the library
// behind it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace core {

struct HttpRequest {
  std::string url;
  std::string method = "GET";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds timeout{30'000};  // of the whole exchange
  std::size_t max_bytes = 20u << 20;          // of the body as received; more ends in kTooLarge
  bool allow_private_addresses =
      false;                    // loopback, private and link-local targets are refused unless set
  bool keep_connection = true;  // for a request to the same host that follows soon
};

enum class HttpFailure : std::uint8_t {
  kNone,
  kResolve,
  kConnect,
  kTls,
  kTimeout,
  kTooLarge,
  kForbiddenAddress,
  kProtocol,
  kCancelled,
};
// "resolve", "connect", ...; "" for kNone.
std::string_view Name(HttpFailure failure);

struct HttpResponse {
  HttpFailure failure = HttpFailure::kNone;
  std::string reason;  // one line about `failure`
  int status = 0;
  std::string url;  // that was asked for: redirects are answered to the caller, never followed
  std::string status_line;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case, in order
  std::string body;     // as received: content encodings are not undone
  std::string address;  // the peer's IP address

  // The first header of that name (lower case), or "".
  std::string_view header(std::string_view name) const;
};

// Asynchronous, driven by one thread: all calls come from it and callbacks run on it, inside Poll.
class HttpClient {
 public:
  using Callback = std::function<void(HttpResponse)>;
  virtual ~HttpClient() = default;

  // Starts an exchange; `done` is called exactly once.
  virtual void Start(HttpRequest request, Callback done) = 0;
  // Works on the exchanges under way and waits up to `patience` for something to happen. Returns
  // how many are under way.
  virtual std::size_t Poll(std::chrono::milliseconds patience) = 0;
  // Ends a running Poll's wait early. The one call that any thread may make.
  virtual void Wake() = 0;
};

}  // namespace core
