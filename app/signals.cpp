#include "app/signals.h"

#include <csignal>
#include <ctime>
#include <thread>

namespace app {

struct StopOnSignal::Impl {
  Impl(std::function<void()> wake_in, std::function<void()> hangup_in)
      : wake(std::move(wake_in)), hangup(std::move(hangup_in)) {
    sigemptyset(&watched);
    sigaddset(&watched, SIGTERM);
    sigaddset(&watched, SIGINT);
    if (hangup) sigaddset(&watched, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &watched, &before);
    watcher = std::jthread([this](const std::stop_token& end) { Watch(end); });
  }

  ~Impl() {
    watcher = {};
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }

  void Watch(const std::stop_token& end) {
    const timespec tick{.tv_sec = 0, .tv_nsec = 100'000'000};
    while (!end.stop_requested()) {
      const int signal = sigtimedwait(&watched, nullptr, &tick);
      if (signal < 0) continue;
      if (signal == SIGHUP) {
        hangup();
        continue;
      }
      if (stop.stop_requested()) {
        std::signal(signal, SIG_DFL);
        pthread_sigmask(SIG_UNBLOCK, &watched, nullptr);
        std::raise(signal);
      }
      stop.request_stop();
      wake();
    }
  }

  std::function<void()> wake, hangup;
  sigset_t watched{}, before{};
  std::stop_source stop;
  std::jthread watcher;
};

StopOnSignal::StopOnSignal(std::function<void()> wake, std::function<void()> hangup)
    : impl_(std::make_unique<Impl>(std::move(wake), std::move(hangup))) {}
StopOnSignal::~StopOnSignal() = default;
std::stop_token StopOnSignal::token() const {
  return impl_->stop.get_token();
}

}  // namespace app
