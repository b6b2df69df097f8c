// A progress line on stderr, drawn only on a terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace app {

class Progress {
 public:
  // `quiet`: draw nothing even on a terminal.
  explicit Progress(std::string label, bool quiet = false);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Redraws at most ten times a second. `total` 0: unknown, then no bar. `detail` follows the
  // numbers.
  void Show(std::uint64_t done, std::uint64_t total, std::string_view detail = {});

 private:
  std::string label_;
  bool active_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point next_{}, begin_;
};

}  // namespace app
