// What measurements are made by.
#pragma once

#include <time.h>

namespace bench {

inline double SecondsOf(clockid_t clock) {
  timespec time{};
  ::clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

// What this thread has computed: other processes do not count.
inline double CpuSeconds() {
  return SecondsOf(CLOCK_THREAD_CPUTIME_ID);
}

// What all threads of this process have computed.
inline double ProcessCpuSeconds() {
  return SecondsOf(CLOCK_PROCESS_CPUTIME_ID);
}

}  // namespace bench
