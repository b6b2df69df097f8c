// What measurements are made by.
#pragma once

#include <time.h>

namespace bench {

// What this thread has computed: other processes do not count.
inline double CpuSeconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

}  // namespace bench
