#include "app/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace app {

Progress::Progress(std::string label, bool quiet)
    : label_(std::move(label)),
      active_(!quiet && isatty(STDERR_FILENO) == 1),
      begin_(std::chrono::steady_clock::now()) {}

Progress::~Progress() {
  if (drawn_) fmt::print(stderr, "\r\x1b[K");
}

void Progress::Show(std::uint64_t done, std::uint64_t total, std::string_view detail) {
  const auto now = std::chrono::steady_clock::now();
  if (!active_ || now < next_) return;
  next_ = now + std::chrono::milliseconds(100);
  drawn_ = true;
  const double seconds = std::max(0.001, std::chrono::duration<double>(now - begin_).count());
  if (total == 0) {
    fmt::print(stderr, "\r\x1b[K{} {} ({:.0f} s) {}", label_, done, seconds, detail);
  } else {
    constexpr std::size_t kWidth = 30;
    const double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
    const auto filled = static_cast<std::size_t>(share * kWidth);
    const double left = share > 0 ? seconds / share - seconds : 0;
    fmt::print(stderr, "\r\x1b[K{} [{}{}] {:3.0f}% {:.0f} s left {}", label_,
               std::string(filled, '#'), std::string(kWidth - filled, '.'), share * 100, left,
               detail);
  }
  std::fflush(stderr);
}

}  // namespace app
