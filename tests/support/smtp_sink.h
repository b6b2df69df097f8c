// A mail server on 127.0.0.1 for tests of the real client: takes messages, or refuses them.
#pragma once

#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/loopback_listener.h"

namespace test {

// One connection at a time.
class SmtpSink {
 public:
  struct Message {
    std::string from;
    std::vector<std::string> to;
    std::string data;
  };
  // The answer to a command, "" for the usual one.
  using Script = std::function<std::string(const std::string& command)>;

  explicit SmtpSink(Script script = {}) : script_(std::move(script)) {
    const LoopbackListener listening = ListenOnLoopback(16);
    listener_ = listening.socket;
    port_ = listening.port;
    thread_ = std::thread([this] { Serve(); });
  }
  ~SmtpSink() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }

  std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
  std::vector<Message> messages() const {
    const std::lock_guard lock(mutex_);
    return messages_;
  }

 private:
  void Serve() {
    for (;;) {
      const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd < 0) return;
      Talk(fd);
      ::close(fd);
    }
  }

  static void Say(int fd, const std::string& line) {
    const std::string bytes = line + "\r\n";
    static_cast<void>(::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL));
  }

  static bool ReadLine(int fd, std::string& kept, std::string& line) {
    for (;;) {
      if (const auto end = kept.find("\r\n"); end != kept.npos) {
        line = kept.substr(0, end);
        kept.erase(0, end + 2);
        return true;
      }
      char bytes[4096];
      const ssize_t got = ::recv(fd, bytes, sizeof bytes, 0);
      if (got <= 0) return false;
      kept.append(bytes, static_cast<std::size_t>(got));
    }
  }

  void Talk(int fd) {
    std::string kept, line;
    Message message;
    Say(fd, "220 sink");
    while (ReadLine(fd, kept, line)) {
      const std::string scripted = script_ ? script_(line) : "";
      if (!scripted.empty()) {
        Say(fd, scripted);
        continue;
      }
      if (line.starts_with("MAIL FROM:")) message = {line.substr(10), {}, {}};
      if (line.starts_with("RCPT TO:")) message.to.push_back(line.substr(8));
      if (line == "QUIT") {
        Say(fd, "221 bye");
        return;
      }
      if (line != "DATA") {
        Say(fd, "250 ok");
        continue;
      }
      Say(fd, "354 go on");
      while (ReadLine(fd, kept, line) && line != ".") message.data += line + "\n";
      const std::string verdict = script_ ? script_(".") : "";
      if (verdict.empty()) {
        const std::lock_guard lock(mutex_);
        messages_.push_back(message);
      }
      Say(fd, verdict.empty() ? "250 taken" : verdict);
    }
  }

  Script script_;
  int listener_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::vector<Message> messages_;
  std::thread thread_;
};

}  // namespace test
