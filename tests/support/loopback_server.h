// An HTTP server on 127.0.0.1 for tests of the real client: a thread per connection, keep-alive.
#pragma once

#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/support/loopback_listener.h"

namespace test {

class LoopbackServer {
 public:
  struct Request {
    std::string method, target;
    std::string head;  // as received, with the request line
    std::string body;
  };
  // What to send, byte for byte. `drip` cuts it into pieces of a byte with pauses between them.
  struct Reply {
    std::string bytes;
    std::chrono::milliseconds drip{0};
    bool close = false;
  };
  using Handler = std::function<Reply(const Request&)>;

  explicit LoopbackServer(Handler handler) : handler_(std::move(handler)) {
    const LoopbackListener listening = ListenOnLoopback(128);
    listener_ = listening.socket;
    port_ = listening.port;
    acceptor_ = std::thread([this] { Accept(); });
  }

  ~LoopbackServer() {
    stopping_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    ::close(listener_);
    for (const int fd : sockets_) ::shutdown(fd, SHUT_RDWR);
    for (std::thread& thread : threads_) thread.join();
    for (const int fd : sockets_) ::close(fd);
  }

  std::string origin() const { return "http://127.0.0.1:" + std::to_string(port_); }
  int connections() const { return connections_; }

  static std::string Ok(std::string_view body, std::string_view fields = {}) {
    std::string reply = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size());
    reply += "\r\n";
    reply += fields;
    reply += "\r\n";
    reply += body;
    return reply;
  }

 private:
  static constexpr char kTlsHandshake = 0x16;  // RFC 8446 5.1: no HTTP request begins so

  void Accept() {
    while (!stopping_) {
      const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd < 0) continue;
      const int yes = 1;
      ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
      ++connections_;
      sockets_.push_back(fd);
      threads_.emplace_back([this, fd] { Serve(fd); });
    }
  }

  void Serve(int fd) {
    std::string input;
    char buffer[4096];
    while (true) {
      std::size_t end = 0;
      while ((end = input.find("\r\n\r\n")) == std::string::npos) {
        const ssize_t got = ::recv(fd, buffer, sizeof buffer, 0);
        if (got <= 0) return;
        input.append(buffer, static_cast<std::size_t>(got));
        if (input.front() == kTlsHandshake) {
          Send(fd, {"HTTP/1.1 400 Bad Request\r\n\r\n", {}, true});
          return;
        }
      }
      Request request;
      request.head = input.substr(0, end + 4);
      request.method = request.head.substr(0, request.head.find(' '));
      const std::size_t target = request.method.size() + 1;
      request.target = request.head.substr(target, request.head.find(' ', target) - target);
      input.erase(0, end + 4);
      std::size_t length = 0;
      const std::size_t field = request.head.find("Content-Length: ");
      if (field != std::string::npos) length = std::stoul(request.head.substr(field + 16));
      while (input.size() < length) {
        const ssize_t got = ::recv(fd, buffer, sizeof buffer, 0);
        if (got <= 0) return;
        input.append(buffer, static_cast<std::size_t>(got));
      }
      request.body = input.substr(0, length);
      input.erase(0, length);
      if (!Send(fd, handler_(request))) return;
    }
  }

  bool Send(int fd, const Reply& reply) {
    const std::size_t piece = reply.drip.count() > 0 ? 1 : reply.bytes.size();
    for (std::string_view rest = reply.bytes; !rest.empty() && !stopping_;) {
      const ssize_t sent = ::send(fd, rest.data(), std::min(piece, rest.size()), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      rest.remove_prefix(static_cast<std::size_t>(sent));
      if (reply.drip.count() > 0) std::this_thread::sleep_for(reply.drip);
    }
    if (reply.close) ::shutdown(fd, SHUT_RDWR);
    return !reply.close;
  }

  Handler handler_;
  int listener_ = -1;
  unsigned port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> connections_ = 0;
  std::vector<int> sockets_;          // touched by the acceptor, then by the destructor
  std::vector<std::thread> threads_;  // likewise
  std::thread acceptor_;
};

}  // namespace test
