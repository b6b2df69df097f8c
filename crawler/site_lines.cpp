#include "crawler/site_lines.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/fnv1a.h"
#include "core/utf8.h"
#include "crawler/frontier_record.h"
#include "crawler/page_words.h"

namespace crawler {
namespace {

// Of a long body the lines at both ends are learned, so many of each.
constexpr std::size_t kLearnedAtEnd = 32;
constexpr std::size_t kHostBytes = 200, kPageBytes = 80;  // in memory, about

}  // namespace

struct SiteLines::Line {
  std::string_view text;
  std::size_t characters = 0;
  std::uint32_t hash = 0;  // of its words; 0: it has none
  bool cut = false;
};

std::size_t SiteLines::Host::bytes() const {
  std::size_t bytes = kHostBytes;
  for (const Page& page : pages) bytes += kPageBytes + page.lines.size() * sizeof(page.lines[0]);
  return bytes;
}

SiteLines::SiteLines(core::KeyValue& space) : SiteLines(space, Options()) {}

SiteLines::SiteLines(core::KeyValue& space, Options options) : space_(space), options_(options) {}

SiteLines::Trimmed SiteLines::Trim(std::string_view host_name, std::string_view url,
                                   std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    Line line;
    line.text = text.substr(at, end - at);
    line.characters = core::CountCharacters(line.text);
    const std::string words = FoldWords(line.text);
    if (!words.empty()) line.hash = static_cast<std::uint32_t>(core::Fnv1a(words) >> 32) | 1;
    lines.push_back(line);
    at = end + 1;
  }
  Trimmed trimmed;
  {
    const std::lock_guard lock(mutex_);
    Host& host = Known(host_name);
    const std::uint64_t url_hash = core::Fnv1a(url);
    Mark(host, url_hash, lines);
    held_ -= host.bytes();
    const Page& page = Learn(host, url_hash, lines);
    held_ += host.bytes();
    trimmed.learned.Put(SiteLinesKey(host_name, page.slot),
                        EncodeSiteLines({page.number, page.url, page.lines}));
    Shrink();
  }
  for (const Line& line : lines) {
    if (line.cut) {
      ++trimmed.lines_cut;
      continue;
    }
    if (!trimmed.text.empty()) trimmed.text += '\n';
    trimmed.text += line.text;
  }
  return trimmed;
}

SiteLines::Host& SiteLines::Known(std::string_view name) {
  if (const auto found = hosts_.find(name); found != hosts_.end()) {
    uses_.splice(uses_.begin(), uses_, found->second.use);
    return found->second;
  }
  Host host;
  space_.Scan(SiteLinesKey(name, 0), SiteLinesKey(name, 255),
              [&](std::string_view key, std::string_view value) {
                if (auto record = DecodeSiteLines(value)) {
                  host.pages.push_back({static_cast<std::uint8_t>(key.back()), record->number,
                                        record->url, std::move(record->lines)});
                }
                return true;
              });
  uses_.emplace_front(name);
  host.use = uses_.begin();
  held_ += host.bytes();
  return hosts_.emplace(name, std::move(host)).first->second;
}

void SiteLines::Mark(const Host& host, std::uint64_t url, std::vector<Line>& lines) const {
  const auto others = static_cast<std::size_t>(std::count_if(
      host.pages.begin(), host.pages.end(), [&](const Page& page) { return page.url != url; }));
  if (others < options_.fewest_known) return;
  const auto share =
      static_cast<std::size_t>(std::ceil(options_.share_of_pages * static_cast<double>(others)));
  const std::size_t enough = std::max(options_.fewest_pages, share);
  const auto repeats = [&](const Line& line) {
    if (line.hash == 0) return false;
    const auto with = std::count_if(host.pages.begin(), host.pages.end(), [&](const Page& page) {
      return page.url != url && std::binary_search(page.lines.begin(), page.lines.end(), line.hash);
    });
    return static_cast<std::size_t>(with) >= enough;
  };
  std::size_t all = 0, cut = 0;  // characters
  bool edge = true;
  for (Line& line : lines) {
    all += line.characters;
    line.cut = (edge || line.characters < options_.short_line) && repeats(line);
    edge = edge && line.cut;
  }
  for (auto line = lines.rbegin(); line != lines.rend() && (line->cut || repeats(*line)); ++line) {
    line->cut = true;
  }
  for (const Line& line : lines) cut += line.cut ? line.characters : 0;
  if (static_cast<double>(cut) <= options_.most_cut * static_cast<double>(all)) return;
  for (Line& line : lines) line.cut = false;
}

SiteLines::Page& SiteLines::Learn(Host& host, std::uint64_t url,
                                  const std::vector<Line>& lines) const {
  std::uint64_t next = 0;
  for (const Page& page : host.pages) next = std::max(next, page.number + 1);
  auto place = std::find_if(host.pages.begin(), host.pages.end(),
                            [&](const Page& page) { return page.url == url; });
  if (place == host.pages.end() && host.pages.size() < options_.pages) {
    std::uint8_t slot = 0;
    while (std::any_of(host.pages.begin(), host.pages.end(),
                       [&](const Page& page) { return page.slot == slot; })) {
      ++slot;
    }
    host.pages.push_back({slot, next, url, {}});
    place = host.pages.end() - 1;
  } else if (place == host.pages.end()) {
    place = std::min_element(host.pages.begin(), host.pages.end(),
                             [](const Page& a, const Page& b) { return a.number < b.number; });
    place->number = next;
    place->url = url;
  }
  std::vector<std::uint32_t>& hashes = place->lines;
  hashes.clear();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool learned = i < kLearnedAtEnd || lines.size() - i <= kLearnedAtEnd;
    if (learned && lines[i].hash != 0) hashes.push_back(lines[i].hash);
  }
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  return *place;
}

void SiteLines::Shrink() {
  while (held_ > options_.max_held && uses_.size() > 1) {
    const auto oldest = hosts_.find(uses_.back());
    held_ -= oldest->second.bytes();
    hosts_.erase(oldest);
    uses_.pop_back();
  }
}

}  // namespace crawler
