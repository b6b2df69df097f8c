#include "crawler/host_parser.h"

#include <fmt/format.h>
#include <unicode/uidna.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "crawler/ascii.h"

namespace crawler {
namespace {

// Longer than any name DNS can hold even after punycode; keeps IDNA's cost bounded.
constexpr std::size_t kMaxHostBytes = 2048;

core::Error Bad(std::string_view what) {
  return {fmt::format("bad host: {}", what)};
}

std::string PercentDecode(std::string_view input) {
  std::string decoded;
  decoded.reserve(input.size());
  for (std::size_t i = 0; i < input.size(); ++i) {
    if (input[i] == '%' && i + 2 < input.size() && HexValue(input[i + 1]) >= 0 &&
        HexValue(input[i + 2]) >= 0) {
      decoded += static_cast<char>(HexValue(input[i + 1]) * 16 + HexValue(input[i + 2]));
      i += 2;
    } else {
      decoded += input[i];
    }
  }
  return decoded;
}

// "forbidden domain code point", section 3.1.
bool IsForbidden(char c) {
  constexpr std::string_view kForbidden = "#%/:<>?@[\\]^|";
  return static_cast<unsigned char>(c) <= ' ' || c == 0x7F || IsNonAscii(c) ||
         kForbidden.find(c) != std::string_view::npos;
}

// What UTS #46 checks only with VerifyDnsLength and CheckHyphens, which the URL Standard turns off.
constexpr std::uint32_t kIgnoredErrors =
    UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG |
    UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

// "domain to ASCII" with beStrict false, section 3.3. ASCII names, also those with bad punycode,
// are left to DNS.
core::Expected<std::string> DomainToAscii(std::string_view domain) {
  if (std::find_if(domain.begin(), domain.end(), IsNonAscii) == domain.end()) return Lower(domain);
  static const UIDNA* const kIdna = [] {
    UErrorCode status = U_ZERO_ERROR;
    return uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII,
                           &status);
  }();
  std::string ascii(domain.size() * 2 + 64, '\0');
  for (;;) {
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    UErrorCode status = U_ZERO_ERROR;
    const auto capacity = static_cast<std::int32_t>(ascii.size());
    const std::int32_t length =
        uidna_nameToASCII_UTF8(kIdna, domain.data(), static_cast<std::int32_t>(domain.size()),
                               ascii.data(), capacity, &info, &status);
    const bool failed = U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR;
    if (failed || (info.errors & ~kIgnoredErrors) != 0) return Bad("not a domain name by IDNA");
    ascii.resize(static_cast<std::size_t>(length));
    if (length <= capacity) return ascii;
  }
}

// "IPv4 number parser": decimal, 0x hexadecimal, 0 octal. Values beyond 2^32 - 1 stay beyond it.
std::optional<std::uint64_t> ParseIpv4Number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  unsigned base = 10;
  if (text.size() >= 2 && text[0] == '0' && ToLower(text[1]) == 'x') {
    text.remove_prefix(2);
    base = 16;
  } else if (text.size() >= 2 && text[0] == '0') {
    text.remove_prefix(1);
    base = 8;
  }
  std::uint64_t value = 0;
  for (const char c : text) {
    const int digit = HexValue(c);
    if (digit < 0 || static_cast<unsigned>(digit) >= base) return std::nullopt;
    value = std::min<std::uint64_t>(value * base + static_cast<unsigned>(digit), 1ull << 40);
  }
  return value;
}

// "ends in a number checker": such a host is an IPv4 address or it is wrong.
bool EndsInNumber(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  const std::string_view last = host.substr(host.rfind('.') + 1);
  if (last.empty()) return false;
  return std::all_of(last.begin(), last.end(), IsDigit) || ParseIpv4Number(last).has_value();
}

core::Expected<std::string> ParseIpv4(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  std::vector<std::uint64_t> numbers;
  for (std::size_t start = 0;;) {
    const std::size_t dot = std::min(host.find('.', start), host.size());
    const auto number = ParseIpv4Number(host.substr(start, dot - start));
    if (!number || numbers.size() == 4) return Bad("looks like an IPv4 address but is none");
    numbers.push_back(*number);
    if (dot == host.size()) break;
    start = dot + 1;
  }
  // The last number fills all bytes that are left.
  const std::uint64_t last = numbers.back();
  numbers.pop_back();
  if (last >> (8 * (4 - numbers.size())) != 0) return Bad("IPv4 number too large");
  std::uint64_t address = last;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i] > 255) return Bad("IPv4 number too large");
    address |= numbers[i] << (8 * (3 - i));
  }
  return fmt::format("{}.{}.{}.{}", address >> 24, address >> 16 & 255, address >> 8 & 255,
                     address & 255);
}

using Ipv6 = std::array<std::uint16_t, 8>;

// The dotted decimal end of an IPv6 address: exactly four numbers up to 255 without leading zeros.
bool ParseIpv4Tail(std::string_view text, std::uint16_t* high, std::uint16_t* low) {
  std::array<unsigned, 4> bytes{};
  for (std::size_t i = 0; i < 4; ++i) {
    const std::size_t dot = std::min(text.find('.'), text.size());
    const std::string_view number = text.substr(0, dot);
    if (number.empty() || number.size() > 3 || (number.size() > 1 && number[0] == '0'))
      return false;
    for (const char c : number) {
      if (!IsDigit(c)) return false;
      bytes[i] = bytes[i] * 10 + static_cast<unsigned>(c - '0');
    }
    if (bytes[i] > 255 || (dot == text.size()) != (i == 3)) return false;
    text.remove_prefix(i == 3 ? dot : dot + 1);
  }
  *high = static_cast<std::uint16_t>(bytes[0] << 8 | bytes[1]);
  *low = static_cast<std::uint16_t>(bytes[2] << 8 | bytes[3]);
  return true;
}

// "IPv6 parser"; nullopt where the standard says failure.
std::optional<Ipv6> ParseIpv6(std::string_view text) {
  Ipv6 pieces{};
  std::size_t count = 0;
  std::optional<std::size_t> compress;
  if (text.starts_with(':')) {
    if (!text.starts_with("::")) return std::nullopt;
    text.remove_prefix(2);
    compress = 0;
  }
  while (!text.empty()) {
    if (count == 8) return std::nullopt;
    if (text[0] == ':') {
      if (compress) return std::nullopt;
      compress = count;
      text.remove_prefix(1);
      continue;
    }
    unsigned value = 0;
    std::size_t length = 0;
    while (length < 4 && length < text.size() && HexValue(text[length]) >= 0) {
      value = value * 16 + static_cast<unsigned>(HexValue(text[length++]));
    }
    if (length < text.size() && text[length] == '.') {
      if (count > 6 || !ParseIpv4Tail(text, &pieces[count], &pieces[count + 1])) {
        return std::nullopt;
      }
      count += 2;
      text = {};
      break;
    }
    if (length == 0) return std::nullopt;
    pieces[count++] = static_cast<std::uint16_t>(value);
    text.remove_prefix(length);
    if (text.empty()) break;
    if (text[0] != ':' || text.size() == 1) return std::nullopt;
    text.remove_prefix(1);
  }
  if (!compress) return count == 8 ? std::optional(pieces) : std::nullopt;
  if (count == 8) return std::nullopt;
  const auto middle = static_cast<std::ptrdiff_t>(*compress);
  std::rotate(pieces.begin() + middle, pieces.begin() + static_cast<std::ptrdiff_t>(count),
              pieces.end());
  return pieces;
}

// "IPv6 serializer": the first longest run of two or more zero pieces becomes "::".
std::string Serialize(const Ipv6& pieces) {
  std::size_t best = 8;
  std::size_t best_length = 1;
  for (std::size_t i = 0; i < 8;) {
    std::size_t end = i;
    while (end < 8 && pieces[end] == 0) ++end;
    if (end - i > best_length) {
      best = i;
      best_length = end - i;
    }
    i = end + 1;
  }
  std::string text = "[";
  for (std::size_t i = 0; i < 8;) {
    if (i == best) {
      text += i == 0 ? "::" : ":";
      i += best_length;
      continue;
    }
    fmt::format_to(std::back_inserter(text), "{:x}", pieces[i]);
    if (++i < 8) text += ':';
  }
  return text + ']';
}

}  // namespace

core::Expected<std::string> ParseHost(std::string_view input) {
  if (input.size() > kMaxHostBytes) return Bad(fmt::format("{} bytes long", input.size()));
  if (input.starts_with('[')) {
    if (!input.ends_with(']')) return Bad("unclosed [");
    const auto address = ParseIpv6(input.substr(1, input.size() - 2));
    if (!address) return Bad(fmt::format("{} is no IPv6 address", input));
    return Serialize(*address);
  }
  auto host = DomainToAscii(input.find('%') == std::string_view::npos ? std::string(input)
                                                                      : PercentDecode(input));
  if (!host) return host;
  if (host->empty()) return Bad("empty");
  if (std::find_if(host->begin(), host->end(), IsForbidden) != host->end()) {
    return Bad("forbidden character");
  }
  if (EndsInNumber(*host)) return ParseIpv4(*host);
  return host;
}

bool IsAddress(std::string_view host) {
  return host.starts_with('[') || EndsInNumber(host);
}

}  // namespace crawler
