// Memory that this process holds now.
#pragma once

#include <unistd.h>

#include <cstdio>

namespace bench {

inline long ResidentMegabytes() {
  long total = 0, resident = 0;
  if (std::FILE* const file = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(file, "%ld %ld", &total, &resident) != 2) resident = 0;
    std::fclose(file);
  }
  return resident * ::sysconf(_SC_PAGESIZE) / (1 << 20);
}

}  // namespace bench
