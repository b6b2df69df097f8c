#include "crawler/address_guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <string>

namespace crawler {
namespace {

constexpr std::uint32_t Quad(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return a << 24 | b << 16 | c << 8 | d;
}

struct Block4 {
  std::uint32_t base;
  unsigned bits;
};

// IANA IPv4 Special-Purpose Address Registry, and multicast.
constexpr Block4 kSpecial4[] = {
    {Quad(0, 0, 0, 0), 8},      {Quad(10, 0, 0, 0), 8},     {Quad(100, 64, 0, 0), 10},
    {Quad(127, 0, 0, 0), 8},    {Quad(169, 254, 0, 0), 16}, {Quad(172, 16, 0, 0), 12},
    {Quad(192, 0, 0, 0), 24},   {Quad(192, 0, 2, 0), 24},   {Quad(192, 88, 99, 0), 24},
    {Quad(192, 168, 0, 0), 16}, {Quad(198, 18, 0, 0), 15},  {Quad(198, 51, 100, 0), 24},
    {Quad(203, 0, 113, 0), 24}, {Quad(224, 0, 0, 0), 4},    {Quad(240, 0, 0, 0), 4},
};

using Bytes = std::array<std::uint8_t, 16>;

bool HasPrefix(const Bytes& address, std::initializer_list<std::uint8_t> prefix) {
  return std::equal(prefix.begin(), prefix.end(), address.begin());
}

std::uint32_t Embedded4(const Bytes& address, std::size_t at) {
  return Quad(address[at], address[at + 1], address[at + 2], address[at + 3]);
}

Bytes BytesOf(const in6_addr& address) {
  Bytes bytes;
  std::memcpy(bytes.data(), address.s6_addr, bytes.size());
  return bytes;
}

}  // namespace

bool IsPublicIpv4(std::uint32_t address) {
  return std::none_of(std::begin(kSpecial4), std::end(kSpecial4), [&](const Block4& block) {
    return (address ^ block.base) >> (32 - block.bits) == 0;
  });
}

bool IsPublicIpv6(const Bytes& address) {
  // ::ffff:0:0/96 mapped (RFC 4291), 64:ff9b::/96 NAT64 (RFC 6052): reach the IPv4 address.
  if (HasPrefix(address, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}) ||
      HasPrefix(address, {0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0})) {
    return IsPublicIpv4(Embedded4(address, 12));
  }
  if (HasPrefix(address, {0x20, 0x02})) return IsPublicIpv4(Embedded4(address, 2));  // 6to4
  // Only 2000::/3 is handed out as global unicast; the rest (::1, IPv4-compatible, unique local,
  // link-local, multicast) is not.
  if (address[0] >> 5 != 1) return false;
  // 2001::/23 protocol assignments with Teredo and ORCHID; documentation.
  if (HasPrefix(address, {0x20, 0x01}) && address[2] < 2) return false;
  if (HasPrefix(address, {0x20, 0x01, 0x0d, 0xb8})) return false;
  return !(HasPrefix(address, {0x3f, 0xff}) && address[2] < 0x10);
}

bool IsPublicAddress(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in four{};
    std::memcpy(&four, &address, sizeof four);
    return IsPublicIpv4(ntohl(four.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 six{};
    std::memcpy(&six, &address, sizeof six);
    return IsPublicIpv6(BytesOf(six.sin6_addr));
  }
  return false;
}

bool IsPublicAddress(std::string_view text) {
  const std::string zero_ended(text);
  in_addr four{};
  if (inet_pton(AF_INET, zero_ended.c_str(), &four) == 1) return IsPublicIpv4(ntohl(four.s_addr));
  in6_addr six{};
  return inet_pton(AF_INET6, zero_ended.c_str(), &six) == 1 && IsPublicIpv6(BytesOf(six));
}

}  // namespace crawler
