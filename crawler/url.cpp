#include "crawler/url.h"

#include <libpsl.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "crawler/ascii.h"
#include "crawler/host_parser.h"
#include "crawler/url_parser.h"

namespace crawler {
namespace {

// Parameters that say where a visitor came from. Sorted.
constexpr auto kTracking = std::to_array<std::string_view>({
    "_branch_match_id",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "_ke",
    "_openstat",
    "dclid",
    "epik",
    "erid",
    "fb_action_ids",
    "fb_action_types",
    "fb_ref",
    "fb_source",
    "fbclid",
    "gad_source",
    "gbraid",
    "gclid",
    "gclsrc",
    "guccounter",
    "igsh",
    "igshid",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "oly_anon_id",
    "oly_enc_id",
    "openstat",
    "pk_campaign",
    "pk_content",
    "pk_kwd",
    "pk_medium",
    "pk_source",
    "rb_clickid",
    "s_cid",
    "srsltid",
    "ttclid",
    "twclid",
    "vero_id",
    "wbraid",
    "wickedid",
    "yclid",
    "ymclid",
    "ysclid",
});
static_assert(std::is_sorted(kTracking.begin(), kTracking.end()));
constexpr auto kTrackingPrefixes =
    std::to_array<std::string_view>({"utm_", "mtm_", "hsa_", "at_custom"});

// Names that only ever carry a session.
constexpr auto kSession = std::to_array<std::string_view>({
    "aspsessionid",
    "cfid",
    "cftoken",
    "jsessionid",
    "oscsid",
    "phpsessid",
    "xtcsid",
    "zenid",
});
// Names that carry a session if the value looks like one; "sid" is as often the number of a story.
constexpr auto kPerhapsSession =
    std::to_array<std::string_view>({"s", "sess", "session", "session_id", "sessionid", "sid"});
constexpr std::size_t kMinSessionId = 24;

template <std::size_t n>
bool Holds(const std::array<std::string_view, n>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool LooksLikeSessionId(std::string_view value) {
  return value.size() >= kMinSessionId &&
         std::all_of(value.begin(), value.end(), [](char c) { return IsAlnum(c) || c == '-'; }) &&
         std::any_of(value.begin(), value.end(), IsDigit);
}

bool IsNoise(std::string_view name, std::string_view value) {
  const std::string lower = Lower(name);
  const auto begins = [&](std::string_view prefix) { return lower.starts_with(prefix); };
  return std::binary_search(kTracking.begin(), kTracking.end(), lower) ||
         std::any_of(kTrackingPrefixes.begin(), kTrackingPrefixes.end(), begins) ||
         Holds(kSession, lower) || (Holds(kPerhapsSession, lower) && LooksLikeSessionId(value));
}

bool IsUnreserved(char c) {
  return IsAlnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

void AppendPercent(char c, std::string& out) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

// RFC 3986 section 6.2.2, with the characters encoded that section 2 has no place for but browsers
// leave alone.
std::string NormalPercent(std::string_view text) {
  constexpr std::string_view kNoUriCharacters = "\\^`{|}";
  std::string normal;
  normal.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      if (kNoUriCharacters.find(text[i]) != std::string_view::npos) {
        AppendPercent(text[i], normal);
      } else {
        normal += text[i];
      }
      continue;
    }
    const int high = i + 2 < text.size() ? HexValue(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? HexValue(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      normal += "%25";
      continue;
    }
    if (const char c = static_cast<char>(high * 16 + low); IsUnreserved(c)) {
      normal += c;
    } else {
      AppendPercent(c, normal);
    }
    i += 2;
  }
  return normal;
}

// Drops ";jsessionid=..." as servlet containers append it to a path segment.
void DropPathSession(std::string& path) {
  constexpr std::string_view kMark = ";jsessionid=";
  for (std::size_t at = path.find(';'); at != std::string::npos; at = path.find(';', at)) {
    if (StartsWithIgnoreCase(std::string_view(path).substr(at), kMark)) {
      const std::size_t end = path.find_first_of("/;", at + kMark.size());
      path.erase(at, end == std::string::npos ? end : end - at);
    } else {
      ++at;
    }
  }
}

void MergeSlashes(std::string& path) {
  std::size_t out = 0;
  bool embedded = false;  // in the slashes after a ':'
  for (const char c : path) {
    const bool repeated = c == '/' && out > 0 && path[out - 1] == '/';
    if (repeated && !embedded) continue;
    if (c == '/' && !repeated) embedded = out > 0 && path[out - 1] == ':';
    path[out++] = c;
  }
  path.resize(out);
}

std::string CanonicalPath(std::string_view path) {
  std::string canonical = NormalPercent(path);
  DropPathSession(canonical);
  MergeSlashes(canonical);
  return canonical;
}

std::string CanonicalQuery(std::string_view query) {
  struct Parameter {
    std::string name, value;
  };
  std::vector<Parameter> kept;
  for (std::size_t start = 0; start < query.size();) {
    const std::size_t end = std::min(query.find('&', start), query.size());
    const std::string_view whole = query.substr(start, end - start);
    const std::size_t equals = std::min(whole.find('='), whole.size());
    Parameter parameter{NormalPercent(whole.substr(0, equals)), ""};
    if (equals < whole.size()) parameter.value = NormalPercent(whole.substr(equals + 1));
    if (!parameter.name.empty() && !IsNoise(parameter.name, parameter.value)) {
      kept.push_back(std::move(parameter));
    }
    start = end + 1;
  }
  std::stable_sort(kept.begin(), kept.end(),
                   [](const Parameter& a, const Parameter& b) { return a.name < b.name; });
  std::string canonical;
  for (const Parameter& parameter : kept) {
    canonical += canonical.empty() ? "?" : "&";
    canonical += parameter.name;
    if (!parameter.value.empty()) canonical.append("=").append(parameter.value);
  }
  return canonical;
}

std::string RegistrableDomain(const std::string& host) {
  if (IsAddress(host)) return host;
  const char* const domain = psl_registrable_domain(psl_builtin(), host.c_str());
  return domain == nullptr ? host : domain;
}

core::Expected<ParsedUrl> Parse(std::string_view url, std::string_view base) {
  if (base.empty()) return ParseUrl(url);
  auto parsed_base = ParseUrl(base);
  if (parsed_base) return ParseUrl(url, &*parsed_base);
  auto alone = ParseUrl(url);
  if (alone) return alone;
  return core::Error{"base: " + parsed_base.error().message};
}

}  // namespace

core::Expected<CanonicalUrl> Canonicalize(std::string_view url, std::string_view base) {
  auto parsed = Parse(url, base);
  if (!parsed) return parsed.error();
  // "example.kz." is the same host; a name of dots only is left alone.
  if (parsed->host.size() > 1 && parsed->host.back() == '.' &&
      parsed->host[parsed->host.size() - 2] != '.') {
    parsed->host.pop_back();
  }
  CanonicalUrl canonical;
  canonical.origin = parsed->Origin();
  canonical.url = canonical.origin + CanonicalPath(parsed->path);
  if (parsed->query) canonical.url += CanonicalQuery(*parsed->query);
  canonical.domain = RegistrableDomain(parsed->host);
  canonical.scheme = std::move(parsed->scheme);
  canonical.host = std::move(parsed->host);
  return canonical;
}

core::Expected<std::string> Resolve(std::string_view url, std::string_view base) {
  const auto parsed = Parse(url, base);
  if (!parsed) return parsed.error();
  return parsed->Href();
}

}  // namespace crawler
