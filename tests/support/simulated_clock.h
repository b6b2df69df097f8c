// A clock that moves only when it is told to.
#pragma once

#include <chrono>
#include <functional>

namespace test {

class SimulatedClock {
 public:
  using time_point = std::chrono::system_clock::time_point;

  time_point now() const { return now_; }
  void Advance(std::chrono::microseconds by) { now_ += by; }
  void AdvanceTo(time_point to) {
    if (to > now_) now_ = to;
  }
  // What Frontier takes; the clock outlives it.
  std::function<time_point()> function() const {
    return [this] { return now_; };
  }

 private:
  time_point now_ = std::chrono::sys_days(std::chrono::year(2026) / 1 / 15) + std::chrono::hours(9);
};

}  // namespace test
