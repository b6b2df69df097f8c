// The service manager that started this process, if one did: systemd's protocol (sd_notify(3)).
#pragma once

#include <chrono>
#include <string>

namespace app {

// Without a service manager these do nothing. Thread-safe.
void TellReady(const std::string& status);
void TellReloading();
void TellStopping();
void TellAlive();
// How often TellAlive must be called at least; zero: never.
std::chrono::microseconds WatchdogInterval();

}  // namespace app
