// The same work for many numbers on several threads.
#pragma once

#include <cstddef>
#include <functional>

namespace app {

// As many threads as `workers` says, 0: one per core; no more than there is work for, at least one.
std::size_t ThreadsFor(unsigned workers, std::size_t count);

// Calls `work` with each number below `count` once, on `threads` threads, and the number of the
// thread, so that each has memory of its own. A thread takes a few neighbouring numbers at once, in
// order: what they read lies side by side. What it throws ends the work and comes out here.
void InParallel(std::size_t threads, std::size_t count,
                const std::function<void(std::size_t thread, std::size_t number)>& work);

}  // namespace app
