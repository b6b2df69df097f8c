// Which network addresses a crawler may connect to: keeps pages of the web from naming targets
// inside the operator's own network (server-side request forgery).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

struct sockaddr;

namespace crawler {

// False for everything in the IANA special-purpose registries that is not globally reachable
// (RFC 6890): loopback, private, link-local (with the metadata service 169.254.169.254), shared,
// multicast, unspecified, documentation, benchmarking, reserved; and for IPv6 forms that carry
// such an IPv4 address (mapped, NAT64, 6to4).
bool IsPublicIpv4(std::uint32_t address);  // host byte order
bool IsPublicIpv6(const std::array<std::uint8_t, 16>& address);

// Of a socket about to be connected. False for any family but IPv4 and IPv6.
bool IsPublicAddress(const sockaddr& address);
// Of an address in text form, without brackets. False if it is none.
bool IsPublicAddress(std::string_view text);

}  // namespace crawler
