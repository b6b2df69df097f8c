// A socket that listens on 127.0.0.1, for servers made up by tests.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <stdexcept>

namespace test {

struct LoopbackListener {
  int socket = -1;  // whoever asked closes it
  std::uint16_t port = 0;
};

// On a free port. Throws std::runtime_error if it cannot.
inline LoopbackListener ListenOnLoopback(int backlog) {
  LoopbackListener listener;
  listener.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener.socket, generic, size) != 0 || ::listen(listener.socket, backlog) != 0 ||
      ::getsockname(listener.socket, generic, &size) != 0) {
    throw std::runtime_error("nothing can listen on 127.0.0.1");
  }
  listener.port = ntohs(address.sin_port);
  return listener;
}

}  // namespace test
