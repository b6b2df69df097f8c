// The loop that never stops: crawls, and does its other duties beside; reads its configuration anew
// without ending.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "app/run_log.h"
#include "app/workspace.h"
#include "core/time.h"

namespace app {

struct RunOptions {
  bool once = false;                   // crawl until nothing is due, do what is due, end
  std::optional<core::Instant> until;  // end then
  std::string events;                  // as EventLog::Open takes it
};

class RunLoop {
 public:
  // Both outlive this.
  RunLoop(Workspace& workspace, RunLog& log, RunOptions options);
  ~RunLoop();

  // Works until `stop` is asked for, or as the options say. Throws Failure if the configuration is
  // wrong at the beginning, std::runtime_error if the store or the archive is lost.
  void Run(std::stop_token stop);

  // Any thread may call these. The configuration is read anew; it also is when its files change.
  void Reload();
  // Ends a wait early.
  void Wake();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace app
