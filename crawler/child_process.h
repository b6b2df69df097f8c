// A program run as a process of its own, with limits, for what is not to be trusted with ours.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/expected.h"

namespace crawler {

struct ProcessLimits {
  std::chrono::milliseconds time = std::chrono::minutes(1);  // by the clock, and of the processor
  std::uint64_t memory_bytes = std::uint64_t{1} << 30;       // of its address space
  std::size_t output_bytes = 64u << 20;
};

enum class ProcessEnd : std::uint8_t {
  kExited,
  kSignalled,
  kTimedOut,
  kOutputTooLarge,
  kNotFound,  // there is no such program
};

struct ProcessResult {
  ProcessEnd end = ProcessEnd::kExited;
  int status = 0;           // exit status, or number of the signal
  std::string output;       // what it wrote to its standard output
  std::string first_error;  // first line of its standard error, printable
};

// Runs `program` (sought along PATH unless it has a '/') without a shell, its standard input empty,
// its environment that of a plain UTF-8 locale. What it started is killed with it. An error only if
// the system has no process to give. Thread-safe.
core::Expected<ProcessResult> RunProcess(const std::string& program,
                                         const std::vector<std::string>& arguments,
                                         const ProcessLimits& limits);

}  // namespace crawler
