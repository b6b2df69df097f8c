#include "app/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace app {

std::size_t ThreadsFor(unsigned workers, std::size_t count) {
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  return std::clamp<std::size_t>(count, 1, workers == 0 ? cores : workers);
}

void InParallel(std::size_t threads, std::size_t count,
                const std::function<void(std::size_t thread, std::size_t number)>& work) {
  // Few enough that the threads end at about the same time.
  const std::size_t few = std::clamp<std::size_t>(count / (threads * 16), 1, 32);
  std::atomic<std::size_t> next = 0;
  std::mutex failing;
  std::exception_ptr failure;  // under `failing`
  const auto run = [&](std::size_t thread) {
    try {
      for (std::size_t begin = next.fetch_add(few); begin < count; begin = next.fetch_add(few)) {
        for (std::size_t i = begin; i < std::min(begin + few, count); ++i) work(thread, i);
      }
    } catch (...) {
      const std::lock_guard lock(failing);
      if (!failure) failure = std::current_exception();
      next = count;
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t thread = 1; thread < threads; ++thread) others.emplace_back(run, thread);
    run(0);
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace app
