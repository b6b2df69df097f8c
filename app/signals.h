// SIGTERM and SIGINT as a stop token.
#pragma once

#include <functional>
#include <memory>
#include <stop_token>

namespace app {

// While it lives, SIGTERM and SIGINT ask the token to stop and call `wake` on a thread of their
// own; a second one ends the process at once with the signal's usual status. Make it before any
// other thread: they inherit the blocked signals.
class StopOnSignal {
 public:
  // `hangup`: what SIGHUP calls, on that thread, too; empty: it ends the process as usual.
  explicit StopOnSignal(std::function<void()> wake, std::function<void()> hangup = {});
  ~StopOnSignal();

  std::stop_token token() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace app
