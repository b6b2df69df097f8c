#include "crawler/url_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "crawler/ascii.h"
#include "crawler/host_parser.h"

namespace crawler {
namespace {

// Servers refuse request lines far shorter than this.
constexpr std::size_t kMaxUrlBytes = 64u << 10;

// Section 1.3: what each percent-encode set holds besides controls and non-ASCII bytes.
constexpr std::string_view kFragmentSet = " \"<>`";
constexpr std::string_view kQuerySet = " \"#<>'";  // of special schemes
constexpr std::string_view kPathSet = " \"#<>?^`{}";
constexpr std::string_view kUserInfoSet = " \"#<>?^`{}/:;=@[\\]|";

void AppendEncoded(std::string_view text, std::string_view set, std::string& out) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte > 0x7E || set.find(c) != std::string_view::npos) {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
}

std::string Encoded(std::string_view text, std::string_view set) {
  std::string out;
  out.reserve(text.size());
  AppendEncoded(text, set, out);
  return out;
}

bool IsSlash(char c) {
  return c == '/' || c == '\\';
}

// Without C0 controls and spaces at the ends, without tabs and line breaks anywhere.
std::string Cleaned(std::string_view url) {
  const auto at_end = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  while (!url.empty() && at_end(url.front())) url.remove_prefix(1);
  while (!url.empty() && at_end(url.back())) url.remove_suffix(1);
  std::string cleaned(url);
  std::erase_if(cleaned, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return cleaned;
}

// The length of the scheme before a ':', 0 if there is none.
std::size_t SchemeLength(std::string_view text) {
  if (text.empty() || !IsAlpha(text[0])) return 0;
  std::size_t end = 1;
  while (end < text.size() &&
         (IsAlnum(text[end]) || text[end] == '+' || text[end] == '-' || text[end] == '.')) {
    ++end;
  }
  return end < text.size() && text[end] == ':' ? end : 0;
}

enum class Dots { kNone, kSingle, kDouble };

// "." and ".." with any dot written as %2e.
Dots DotsOf(std::string_view segment) {
  int dots = 0;
  while (!segment.empty()) {
    if (segment[0] == '.') {
      segment.remove_prefix(1);
    } else if (StartsWithIgnoreCase(segment, "%2e")) {
      segment.remove_prefix(3);
    } else {
      return Dots::kNone;
    }
    if (++dots > 2) return Dots::kNone;
  }
  return dots == 0 ? Dots::kNone : dots == 1 ? Dots::kSingle : Dots::kDouble;
}

// Appends the segments of `text` to `path`, which is empty or a path without its last segment.
void AppendPath(std::string_view text, std::string& path) {
  for (;;) {
    const auto slash = std::find_if(text.begin(), text.end(), IsSlash);
    const std::string_view segment(text.data(), static_cast<std::size_t>(slash - text.begin()));
    const bool last = slash == text.end();
    const Dots dots = DotsOf(segment);
    if (dots == Dots::kDouble && !path.empty()) path.resize(path.rfind('/'));
    if (dots == Dots::kNone) {
      path += '/';
      AppendEncoded(segment, kPathSet, path);
    } else if (last) {
      path += '/';
    }
    if (last) return;
    text.remove_prefix(segment.size() + 1);
  }
}

core::Expected<std::optional<std::uint16_t>> ParsePort(std::string_view text,
                                                       std::string_view scheme) {
  if (text.empty()) return std::optional<std::uint16_t>();
  unsigned port = 0;
  for (const char c : text) {
    if (!IsDigit(c)) return core::Error{"bad port"};
    port = port * 10 + static_cast<unsigned>(c - '0');
    if (port > 65535) return core::Error{"bad port"};
  }
  if (port == (scheme == "http" ? 80u : 443u)) return std::optional<std::uint16_t>();
  return std::optional(static_cast<std::uint16_t>(port));
}

// Reads user info, host and port into `url`.
std::optional<core::Error> ReadAuthority(std::string_view authority, ParsedUrl& url) {
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    const std::string_view user = authority.substr(0, at);
    const std::size_t colon = std::min(user.find(':'), user.size());
    url.username = Encoded(user.substr(0, colon), kUserInfoSet);
    if (colon < user.size()) url.password = Encoded(user.substr(colon + 1), kUserInfoSet);
    authority.remove_prefix(at + 1);
  }
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.find(
      ':', authority.starts_with('[') && bracket != std::string_view::npos ? bracket : 0);
  auto host = ParseHost(authority.substr(0, colon));
  if (!host) return host.error();
  url.host = *std::move(host);
  if (colon != std::string_view::npos) {
    auto port = ParsePort(authority.substr(colon + 1), url.scheme);
    if (!port) return port.error();
    url.port = *port;
  }
  return std::nullopt;
}

void TakeAuthority(const ParsedUrl& base, ParsedUrl& url) {
  url.scheme = base.scheme;
  url.username = base.username;
  url.password = base.password;
  url.host = base.host;
  url.port = base.port;
}

// Parses what follows "//" and the scheme: `rest` holds neither query nor fragment.
std::optional<core::Error> ReadAbsolute(std::string_view rest, ParsedUrl& url) {
  const auto start = std::find_if_not(rest.begin(), rest.end(), IsSlash);
  const auto end = std::find_if(start, rest.end(), IsSlash);
  const std::string_view authority(start, end);
  if (auto error = ReadAuthority(authority, url)) return error;
  AppendPath(end == rest.end() ? std::string_view() : std::string_view(end + 1, rest.end()),
             url.path);
  return std::nullopt;
}

// Resolves `rest`, a reference without scheme, query and fragment.
std::optional<core::Error> ReadRelative(std::string_view rest, const ParsedUrl& base,
                                        ParsedUrl& url) {
  url.scheme = base.scheme;
  if (rest.size() > 1 && IsSlash(rest[0]) && IsSlash(rest[1])) return ReadAbsolute(rest, url);
  TakeAuthority(base, url);
  if (rest.empty()) {
    url.path = base.path;
    if (!url.query) url.query = base.query;
    return std::nullopt;
  }
  if (IsSlash(rest[0])) {
    rest.remove_prefix(1);
  } else {
    url.path = base.path.substr(0, base.path.rfind('/'));
  }
  AppendPath(rest, url.path);
  return std::nullopt;
}

}  // namespace

std::string ParsedUrl::Origin() const {
  return port ? fmt::format("{}://{}:{}", scheme, host, *port)
              : fmt::format("{}://{}", scheme, host);
}

std::string ParsedUrl::Href() const {
  std::string user;
  if (!username.empty() || !password.empty()) {
    user = password.empty() ? username + '@' : username + ':' + password + '@';
  }
  std::string href = Origin();
  href.insert(scheme.size() + 3, user);
  href += path;
  if (query) href += '?' + *query;
  if (fragment) href += '#' + *fragment;
  return href;
}

core::Expected<ParsedUrl> ParseUrl(std::string_view input, const ParsedUrl* base) {
  if (input.size() > kMaxUrlBytes) {
    return core::Error{fmt::format("URL of {} bytes: too long", input.size())};
  }
  const std::string cleaned = Cleaned(input);
  std::string_view rest = cleaned;
  ParsedUrl url;
  if (const std::size_t hash = rest.find('#'); hash != std::string_view::npos) {
    url.fragment = Encoded(rest.substr(hash + 1), kFragmentSet);
    rest = rest.substr(0, hash);
  }
  if (const std::size_t mark = rest.find('?'); mark != std::string_view::npos) {
    url.query = Encoded(rest.substr(mark + 1), kQuerySet);
    rest = rest.substr(0, mark);
  }
  bool relative = true;
  if (const std::size_t length = SchemeLength(rest); length > 0) {
    url.scheme = Lower(rest.substr(0, length));
    if (url.scheme != "http" && url.scheme != "https") {
      return core::Error{fmt::format("scheme \"{}\" is neither http nor https", url.scheme)};
    }
    rest.remove_prefix(length + 1);
    // "special relative or authority state": "http:page" is relative to an http base.
    const bool slashes = rest.starts_with("//");
    relative = base != nullptr && base->scheme == url.scheme && !slashes;
  } else if (base == nullptr) {
    return core::Error{"relative URL without a base"};
  }
  auto error = relative ? ReadRelative(rest, *base, url) : ReadAbsolute(rest, url);
  if (error) return *std::move(error);
  return url;
}

}  // namespace crawler
