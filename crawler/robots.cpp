#include "crawler/robots.h"

#include <string.h>  // memmem

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>

#include "crawler/ascii.h"

namespace crawler {
namespace {

// Google's limit: eight times the longest URL browsers took when it was set.
constexpr std::size_t kMaxLineBytes = 2083 * 8 - 1;

enum class Key { kUserAgent, kAllow, kDisallow, kCrawlDelay, kSitemap, kOther };

Key KeyOf(std::string_view text) {
  struct Spelling {
    std::string_view prefix;
    Key key;
  };
  constexpr auto kSpellings = std::to_array<Spelling>({
      {"user-agent", Key::kUserAgent},
      {"useragent", Key::kUserAgent},
      {"user agent", Key::kUserAgent},
      {"allow", Key::kAllow},
      {"disallow", Key::kDisallow},
      {"dissallow", Key::kDisallow},
      {"dissalow", Key::kDisallow},
      {"disalow", Key::kDisallow},
      {"diasllow", Key::kDisallow},
      {"disallaw", Key::kDisallow},
      {"crawl-delay", Key::kCrawlDelay},
      {"crawldelay", Key::kCrawlDelay},
      {"sitemap", Key::kSitemap},
      {"site-map", Key::kSitemap},
  });
  for (const Spelling& spelling : kSpellings) {
    if (StartsWithIgnoreCase(text, spelling.prefix)) return spelling.key;
  }
  return Key::kOther;
}

struct Line {
  std::string_view key, value;
};

// Cuts a line at its colon, or at white space if that parts exactly two words.
std::optional<Line> ParseLine(std::string_view line) {
  line = Trim(line.substr(0, std::min(line.find('#'), line.find('\0'))));
  std::size_t cut = line.find(':');
  if (cut == std::string_view::npos) {
    cut = line.find_first_of(" \t");
    if (cut == std::string_view::npos) return std::nullopt;
    const std::size_t value = line.find_first_not_of(" \t", cut);
    if (line.find_first_of(" \t", value) != std::string_view::npos) return std::nullopt;
  }
  const Line parts{Trim(line.substr(0, cut)), Trim(line.substr(cut + 1))};
  return parts.key.empty() ? std::nullopt : std::optional(parts);
}

// RFC 3986 2.3: encoded or not, such a character means the same.
bool IsUnreserved(int c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

// Percent-encodes what is not ASCII, writes encoded bytes in capitals and decodes unreserved ones,
// so that equal paths are equal bytes (RFC 9309 2.2.2).
void AppendNormalPath(std::string_view path, std::string& out) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto byte = static_cast<unsigned char>(path[i]);
    if (byte >= 0x80) {
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    } else if (byte == '%' && i + 2 < path.size() && HexValue(path[i + 1]) >= 0 &&
               HexValue(path[i + 2]) >= 0) {
      const int value = HexValue(path[i + 1]) * 16 + HexValue(path[i + 2]);
      if (IsUnreserved(value)) {
        out += static_cast<char>(value);
      } else {
        out += {'%', ToUpper(path[i + 1]), ToUpper(path[i + 2])};
      }
      i += 2;
    } else {
      out += path[i];
    }
  }
}

std::string NormalPath(std::string_view path) {
  std::string normal;
  normal.reserve(path.size());
  AppendNormalPath(path, normal);
  return normal;
}

// Path and query of a URL or of a path, without the fragment.
std::string_view PathOf(std::string_view url) {
  std::size_t start = url.starts_with("//") ? 2 : 0;
  const std::size_t early = url.find_first_of("/?;", start);
  const std::size_t scheme = url.find("://", start);
  if (scheme != std::string_view::npos && early >= scheme) start = scheme + 3;
  const std::size_t path = url.find_first_of("/?;", start);
  const std::size_t hash = url.find('#', start);
  if (path == std::string_view::npos || hash < path) return "/";
  return url.substr(path, hash == std::string_view::npos ? hash : hash - path);
}

// The first `piece` in `text`; linear time (two-way search), which std::string_view::find is not.
std::size_t Find(std::string_view text, std::string_view piece) {
  const void* const found = memmem(text.data(), text.size(), piece.data(), piece.size());
  return found == nullptr ? std::string_view::npos
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

// '*' is any bytes, '$' at the end of the pattern the end of the path. The leftmost place of each
// piece between stars is enough, so nothing is ever tried again.
bool Matches(std::string_view path, std::string_view pattern) {
  const bool anchored = pattern.ends_with('$');
  if (anchored) pattern.remove_suffix(1);
  std::size_t star = pattern.find('*');
  const std::string_view head = pattern.substr(0, star);
  if (!path.starts_with(head)) return false;
  path.remove_prefix(head.size());
  if (star == std::string_view::npos) return !anchored || path.empty();
  for (;;) {
    pattern.remove_prefix(star + 1);
    star = pattern.find('*');
    const std::string_view piece = pattern.substr(0, star);
    if (star == std::string_view::npos) {
      return anchored ? path.ends_with(piece) : Find(path, piece) != std::string_view::npos;
    }
    const std::size_t place = Find(path, piece);
    if (place == std::string_view::npos) return false;
    path.remove_prefix(place + piece.size());
  }
}

std::optional<std::chrono::milliseconds> ParseDelay(std::string_view value) {
  double seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error != std::errc() || !(seconds >= 0)) return std::nullopt;
  constexpr double kDay = 86400;
  return std::chrono::milliseconds(std::llround(std::min(seconds, kDay) * 1000));
}

// The next line of `body`, which ends with LF, CR or CR LF, and removes it.
std::string_view TakeLine(std::string_view& body) {
  const std::size_t end = std::min(body.find_first_of("\r\n"), body.size());
  const std::string_view line = body.substr(0, std::min(end, kMaxLineBytes));
  const bool pair = body.substr(end).starts_with("\r\n");
  body.remove_prefix(std::min(body.size(), end + (pair ? 2 : 1)));
  return line;
}

std::string_view WithoutBom(std::string_view body) {
  for (const char byte : {'\xEF', '\xBB', '\xBF'}) {  // a cut one counts too
    if (!body.starts_with(byte)) break;
    body.remove_prefix(1);
  }
  return body;
}

}  // namespace

// What the groups of one kind say together: those that name the agent, or those of '*'.
struct RobotsRules::Group {
  std::vector<Rule> rules;
  std::optional<std::chrono::milliseconds> delay;
};

class RobotsRules::Reader {
 public:
  explicit Reader(std::string_view agent) : agent_(agent) {}

  void Read(const Line& line) {
    switch (KeyOf(line.key)) {
      case Key::kUserAgent:
        return ReadAgent(line.value);
      case Key::kAllow:
        return AddRule(line.value, true);
      case Key::kDisallow:
        return AddRule(line.value, false);
      case Key::kCrawlDelay:
        return AddDelay(line.value);
      case Key::kSitemap:
        if (!line.value.empty()) sitemaps_.emplace_back(line.value);
        return;
      case Key::kOther:
        return;
    }
  }

  RobotsRules Finish() && {
    // RFC 9309 2.2.1: the groups of '*' hold only if no group names the agent.
    Group& group = agent_named_ ? own_ : global_;
    RobotsRules rules;
    rules.rules_ = std::move(group.rules);
    rules.crawl_delay_ = group.delay;
    rules.sitemaps_ = std::move(sitemaps_);
    std::stable_sort(rules.rules_.begin(), rules.rules_.end(), [](const Rule& a, const Rule& b) {
      if (a.pattern.size() != b.pattern.size()) return a.pattern.size() > b.pattern.size();
      return a.allow && !b.allow;
    });
    return rules;
  }

 private:
  void ReadAgent(std::string_view value) {
    if (rules_begun_) in_own_ = in_global_ = rules_begun_ = false;
    if (value.starts_with('*') && (value.size() == 1 || IsSpace(value[1]))) {
      in_global_ = true;
      return;
    }
    const auto is_token = [](char c) { return IsAlpha(c) || c == '-' || c == '_'; };
    const auto end = std::find_if_not(value.begin(), value.end(), is_token);
    if (EqualsIgnoreCase(std::string_view(value.begin(), end), agent_)) {
      in_own_ = agent_named_ = true;
    }
  }

  void AddRule(std::string_view value, bool allow) {
    if (!in_own_ && !in_global_) return;
    rules_begun_ = true;
    if (value.empty()) return;
    std::vector<Rule>& rules = (in_own_ ? own_ : global_).rules;
    rules.push_back({NormalPath(value), allow});
    // Allowing ".../index.html" allows ".../" as well.
    const std::size_t slash = value.rfind('/');
    if (allow && slash != std::string_view::npos && value.substr(slash).starts_with("/index.htm")) {
      rules.push_back({NormalPath(value.substr(0, slash + 1)) + '$', true});
    }
  }

  void AddDelay(std::string_view value) {
    if (!in_own_ && !in_global_) return;
    const auto delay = ParseDelay(value);
    Group& group = in_own_ ? own_ : global_;
    if (delay) group.delay = std::max(delay, group.delay);
  }

  std::string_view agent_;
  Group own_, global_;
  std::vector<std::string> sitemaps_;
  bool in_own_ = false, in_global_ = false;  // what the group being read is for
  bool rules_begun_ = false;                 // a User-agent line now begins a new group
  bool agent_named_ = false;
};

RobotsRules RobotsRules::Parse(std::string_view body, std::string_view agent) {
  Reader reader(agent);
  for (body = WithoutBom(body); !body.empty();) {
    if (const auto line = ParseLine(TakeLine(body))) reader.Read(*line);
  }
  return std::move(reader).Finish();
}

RobotsRules RobotsRules::AllowAll() {
  return {};
}

RobotsRules RobotsRules::DisallowAll() {
  RobotsRules rules;
  rules.rules_.push_back({"/", false});
  return rules;
}

bool RobotsRules::Allows(std::string_view url) const {
  const std::string_view found = PathOf(url);
  std::string path = found.starts_with('/') ? "" : "/";
  AppendNormalPath(found, path);
  if (path == "/robots.txt") return true;
  for (const Rule& rule : rules_) {
    if (Matches(path, rule.pattern)) return rule.allow;
  }
  return true;
}

}  // namespace crawler
