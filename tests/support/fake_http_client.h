// A scripted core::HttpClient: answers come from a function and take simulated time.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/http_client.h"
#include "tests/support/simulated_clock.h"

namespace test {

class FakeHttpClient : public core::HttpClient {
 public:
  struct Reply {
    core::HttpResponse response;
    std::chrono::milliseconds takes{10};
  };
  using Script = std::function<Reply(const core::HttpRequest&)>;
  struct Exchange {
    core::HttpRequest request;
    SimulatedClock::time_point begin, end;
  };

  FakeHttpClient(SimulatedClock& clock, Script script)
      : clock_(clock), script_(std::move(script)) {}

  static Reply Status(int status, std::vector<std::pair<std::string, std::string>> headers = {},
                      std::string body = {}) {
    Reply reply;
    reply.response.status = status;
    reply.response.status_line = "HTTP/1.1 " + std::to_string(status);
    reply.response.headers = std::move(headers);
    reply.response.body = std::move(body);
    reply.response.address = "198.51.100.1";
    return reply;
  }
  static Reply Ok(std::string body) {
    return Status(200, {{"content-type", "text/html"}}, std::move(body));
  }
  static Reply Failure(core::HttpFailure failure) {
    Reply reply;
    reply.response.failure = failure;
    reply.response.reason = core::Name(failure);
    return reply;
  }

  void Start(core::HttpRequest request, Callback done) override {
    Reply reply = script_(request);
    reply.response.url = request.url;
    const auto end = clock_.now() + reply.takes;
    log_.push_back({std::move(request), clock_.now(), end});
    pending_.emplace(end, Pending{std::move(reply.response), std::move(done)});
  }

  // Moves the clock to the next answer, or by `patience` if there is none until then.
  std::size_t Poll(std::chrono::milliseconds patience) override {
    if (++idle_polls_ > 1'000'000) throw std::logic_error("the loop does not come to an end");
    const auto deadline = clock_.now() + patience;
    if (pending_.empty() || pending_.begin()->first > deadline) {
      clock_.AdvanceTo(deadline);
      return pending_.size();
    }
    clock_.AdvanceTo(pending_.begin()->first);
    idle_polls_ = 0;
    while (!pending_.empty() && pending_.begin()->first <= clock_.now()) {
      Pending next = std::move(pending_.begin()->second);
      pending_.erase(pending_.begin());
      next.done(std::move(next.response));
    }
    return pending_.size();
  }

  void Wake() override {}

  // All exchanges, in the order of their beginning.
  const std::vector<Exchange>& log() const { return log_; }
  // Their URLs.
  std::vector<std::string> urls() const {
    std::vector<std::string> urls;
    for (const Exchange& exchange : log_) urls.push_back(exchange.request.url);
    return urls;
  }
  void Clear() { log_.clear(); }

 private:
  struct Pending {
    core::HttpResponse response;
    Callback done;
  };
  SimulatedClock& clock_;
  Script script_;
  std::vector<Exchange> log_;
  std::multimap<SimulatedClock::time_point, Pending> pending_;
  std::size_t idle_polls_ = 0;  // in a row
};

}  // namespace test
