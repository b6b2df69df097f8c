#include "crawler/url_shape.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <utility>

#include "crawler/ascii.h"

namespace crawler {
namespace {

constexpr auto kTwinHosts =
    std::to_array<std::string_view>({"m.", "mobile.", "amp.", "wap.", "pda."});
constexpr auto kTwinEnds =
    std::to_array<std::string_view>({"/amp/", "/amp", ".amp", "/print/", "/print"});
constexpr auto kTwinBegins = std::to_array<std::string_view>({"/amp/", "/print/"});
// Parameters that are such a mark with any of the values.
constexpr auto kTwinNames = std::to_array<std::string_view>(
    {"amp", "print", "printable", "mobile", "print_version", "version_print"});
constexpr auto kTwinValues = std::to_array<std::string_view>({"", "1", "y", "yes", "true"});
// And those that are one with a value of their own.
constexpr auto kTwinPairs =
    std::to_array<std::pair<std::string_view, std::string_view>>({{"view", "print"},
                                                                  {"output", "amp"},
                                                                  {"outputType", "amp"},
                                                                  {"format", "amp"},
                                                                  {"tmpl", "component"},
                                                                  {"version", "mobile"}});

constexpr std::size_t kLongest = 2000;
constexpr std::size_t kDeepest = 20;
constexpr int kFirstYear = 1990;
constexpr int kLastPage = 1000, kLastOffset = 50'000;
constexpr auto kPages = std::to_array<std::string_view>({"page", "paged", "pagen_1", "pg"});
constexpr auto kOffsets = std::to_array<std::string_view>({"start", "offset", "limitstart"});
constexpr auto kDays =
    std::to_array<std::string_view>({"date", "day", "month", "year", "ym", "cal"});

template <std::size_t n>
bool Holds(const std::array<std::string_view, n>& words, std::string_view word) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view known) { return EqualsIgnoreCase(known, word); });
}

struct Parts {
  std::string_view path, query;  // without '?'
};

Parts PartsOf(const CanonicalUrl& url) {
  const std::string_view rest = std::string_view(url.url).substr(url.origin.size());
  const std::size_t mark = std::min(rest.find('?'), rest.size());
  return {rest.substr(0, mark), rest.substr(std::min(mark + 1, rest.size()))};
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::pair<std::string_view, std::string_view> NameAndValue(std::string_view parameter) {
  const std::size_t equals = std::min(parameter.find('='), parameter.size());
  return {parameter.substr(0, equals), parameter.substr(std::min(equals + 1, parameter.size()))};
}

bool IsTwinMark(std::string_view parameter) {
  const auto [name, value] = NameAndValue(parameter);
  if (Holds(kTwinNames, name) && Holds(kTwinValues, value)) return true;
  return std::any_of(kTwinPairs.begin(), kTwinPairs.end(), [&, &n = name, &v = value](auto pair) {
    return EqualsIgnoreCase(pair.first, n) && EqualsIgnoreCase(pair.second, v);
  });
}

std::string WithoutMarks(std::string_view query) {
  std::string kept;
  for (const std::string_view parameter : Split(query, '&')) {
    if (IsTwinMark(parameter)) continue;
    kept += kept.empty() ? '?' : '&';
    kept += parameter;
  }
  return kept;
}

std::string MainPath(std::string_view path) {
  for (const std::string_view begin : kTwinBegins) {
    if (path.starts_with(begin) && path.size() > begin.size()) {
      return std::string(path.substr(begin.size() - 1));
    }
  }
  for (const std::string_view end : kTwinEnds) {
    if (!path.ends_with(end) || path.size() == end.size()) continue;
    std::string main(path.substr(0, path.size() - end.size()));
    if (end.back() == '/') main += '/';
    return main;
  }
  return std::string(path);
}

// A number of up to nine digits; nullopt for anything else.
std::optional<int> Number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.size() > 9) {
    return std::nullopt;
  }
  return value;
}

bool IsLongNumber(std::string_view text) {
  return text.size() > 9 && std::all_of(text.begin(), text.end(), IsDigit);
}

bool Exceeds(std::string_view text, int most) {
  const auto number = Number(text);
  return IsLongNumber(text) || (number && *number > most);
}

// A block of one to three segments, not numbers alone, three times in a row, or one segment four
// times anywhere.
bool Repeats(std::span<const std::string_view> segments) {
  for (std::size_t size = 1; size <= 3; ++size) {
    for (std::size_t at = 0; at + 3 * size <= segments.size(); ++at) {
      const auto block = segments.subspan(at, size);
      if (std::ranges::all_of(block,
                              [](std::string_view part) { return Number(part).has_value(); }))
        continue;
      if (std::ranges::equal(block, segments.subspan(at + size, size)) &&
          std::ranges::equal(block, segments.subspan(at + 2 * size, size))) {
        return true;
      }
    }
  }
  return std::any_of(segments.begin(), segments.end(), [&](std::string_view segment) {
    return !Number(segment) && std::count(segments.begin(), segments.end(), segment) >= 4;
  });
}

bool IsYear(std::string_view text) {
  return text.size() == 4 && std::all_of(text.begin(), text.end(), IsDigit);
}

bool IsMonth(std::string_view text) {
  const auto number = Number(text);
  return text.size() <= 2 && number && *number >= 1 && *number <= 12;
}

// The year of "2024-05", "2024-05-12", "2024/05" (as two segments) and the like.
std::optional<int> YearOf(std::string_view text, std::string_view next) {
  if (!IsYear(text.substr(0, 4))) return std::nullopt;
  const bool alone = text.size() == 4 && IsMonth(next);
  const bool joined = text.size() >= 7 && (text[4] == '-' || text[4] == '.') &&
                      IsMonth(text.substr(5, 2)) && (text.size() == 7 || text[7] == text[4]);
  return alone || joined ? Number(text.substr(0, 4)) : std::nullopt;
}

bool IsStrayYear(std::optional<int> found, int year) {
  return found && (*found < kFirstYear || *found > year + 1);
}

}  // namespace

std::vector<std::string> MainForms(const CanonicalUrl& url) {
  const auto [path, query] = PartsOf(url);
  const std::string rest = MainPath(path) + (query.empty() ? "" : WithoutMarks(query));
  std::string_view host = std::string_view(url.origin).substr(url.scheme.size() + 3);
  bool moved = false;
  for (const std::string_view begin : kTwinHosts) {
    if (host.starts_with(begin) && host.size() - begin.size() >= url.domain.size()) {
      host.remove_prefix(begin.size());
      moved = true;
      break;
    }
  }
  std::vector<std::string> forms;
  const auto add = [&](std::string_view before) {
    std::string form = url.scheme + "://";
    form.append(before).append(host).append(rest);
    if (form != url.url) forms.push_back(std::move(form));
  };
  add("");
  if (moved) add("www.");
  return forms;
}

std::string_view TrapOf(const CanonicalUrl& url, int year) {
  if (url.url.size() > kLongest) return "too long";
  const auto [path, query] = PartsOf(url);
  const std::vector<std::string_view> segments = Split(path, '/');
  if (segments.size() > kDeepest) return "too deep";
  if (Repeats(segments)) return "repeated segments";
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const std::string_view next = i + 1 < segments.size() ? segments[i + 1] : std::string_view();
    if (IsStrayYear(YearOf(segments[i], next), year)) return "calendar";
    if (EqualsIgnoreCase(segments[i], "page") && Exceeds(next, kLastPage)) {
      return "endless pagination";
    }
  }
  for (const std::string_view parameter : Split(query, '&')) {
    const auto [name, value] = NameAndValue(parameter);
    if (Holds(kDays, name)) {
      const bool bare = IsYear(value) && EqualsIgnoreCase(name, "year");
      if (IsStrayYear(bare ? Number(value) : YearOf(value, {}), year)) return "calendar";
    }
    if (Holds(kPages, name) && Exceeds(value, kLastPage)) return "endless pagination";
    if (Holds(kOffsets, name) && Exceeds(value, kLastOffset)) return "endless pagination";
  }
  return {};
}

}  // namespace crawler
