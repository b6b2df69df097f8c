#include "tests/simulation/world.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <random>
#include <utility>

namespace simulation {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

constexpr std::size_t kInFeed = 30;
constexpr int kHistoryDays = 25;  // before the first trouble, so that something can be expected
constexpr std::size_t kBribeEvery = 20;

// splitmix64 (Steele, Lea, Flood 2014): a number of its own for each thing.
std::uint64_t Mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

constexpr std::array<std::string_view, 48> kWords = {
    "город",   "школа",  "больница", "дорога",   "ремонт",  "тендер",   "проверка",  "справка",
    "участок", "земля",  "мебель",   "уголь",    "склад",   "лесник",   "заседание", "неделя",
    "здание",  "житель", "очередь",  "закупка",  "отдел",   "область",  "район",     "мост",
    "завод",   "рынок",  "поле",     "река",     "степь",   "зима",     "весна",     "лето",
    "осень",   "утро",   "вечер",    "газета",   "письмо",  "ответ",    "вопрос",    "жалоба",
    "проект",  "бюджет", "отчёт",    "комиссия", "депутат", "собрание", "музей",     "театр"};

core::HttpResponse Status(int status, std::string body = {}, std::string_view type = "text/html") {
  core::HttpResponse response;
  response.status = status;
  response.status_line = fmt::format("HTTP/1.1 {}", status);
  response.headers = {{"content-type", std::string(type)}};
  response.body = std::move(body);
  response.address = "198.51.100.1";
  return response;
}

// As by the hour: few at night, half of it at weekends.
double Activity(core::Instant at) {
  const auto local = at + hours(5);
  const auto day = std::chrono::floor<days>(local);
  const auto hour = std::chrono::duration_cast<hours>(local - day).count();
  const unsigned weekday = std::chrono::weekday(day).iso_encoding();
  return (hour < 7 ? 0.3 : 1.0) * (weekday >= 6 ? 0.7 : 1.0);
}

std::string RssTime(core::Instant instant) {
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  return fmt::format("{:02} {} {} {:02}:{:02}:{:02} +0000", static_cast<unsigned>(date.day()),
                     kMonths[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

}  // namespace

std::string_view Name(Trouble trouble) {
  constexpr std::array<std::string_view, 6> kNames = {"outage", "death", "redesign",
                                                      "gone",   "move",  "fault"};
  return kNames[static_cast<std::size_t>(trouble)];
}

World::World(const Options& options) : options_(options), planted_at_(options.sources) {
  for (std::size_t i = 0; i < options.sources; ++i) {
    std::mt19937_64 random(Mixed(options.seed * 1'000'003 + i));
    const double share = options.sources == 1
                             ? 0
                             : static_cast<double>(i) / static_cast<double>(options.sources - 1);
    Outlet outlet;
    outlet.per_day =
        options.least_per_day * std::pow(options.most_per_day / options.least_per_day, share);
    // By thinning of a faster process: 0.753 is the mean of Activity over a week.
    std::exponential_distribution<double> gap(outlet.per_day / 0.75 / 86'400);
    std::uniform_real_distribution<double> chance;
    double at = gap(random);
    for (;; at += gap(random)) {
      const core::Instant when = options.begin + seconds(static_cast<std::int64_t>(at));
      if (when >= options.end) break;
      if (chance(random) < Activity(when)) outlet.items.push_back(when);
    }
    outlets_.push_back(std::move(outlet));
  }
  if (options.troubles) Plant(options.seed);
}

void World::Plant(std::uint64_t seed) {
  std::mt19937_64 random(Mixed(seed));
  const auto whole = std::chrono::duration_cast<hours>(options_.end - options_.begin);
  for (std::size_t i = 0; i < options_.sources; ++i) {
    Outlet& outlet = outlets_[i];
    // By when 30 items were due: so long it may take to tell a silence from chance.
    const auto patience =
        seconds(static_cast<std::int64_t>(30 / outlet.per_day * 86'400)) + hours(24);
    core::Instant free = options_.begin + days(kHistoryDays);
    while (free + patience + days(10) < options_.end) {
      const auto wait = hours(
          random() % static_cast<std::uint64_t>(std::max<std::int64_t>(whole.count() / 2, 24)));
      Planted planted;
      planted.source = i;
      planted.trouble = static_cast<Trouble>(random() % 6);
      planted.from = free + wait;
      const bool silent = planted.silences();
      planted.to = planted.from +
                   (silent ? patience + hours(random() % 240) : seconds(hours(1 + random() % 3)));
      if (planted.trouble == Trouble::kDeath) planted.to = options_.end;
      if (planted.trouble == Trouble::kMove) planted.to = options_.end;
      planted.told_by = planted.from + patience;
      if (planted.from + patience + days(2) >= options_.end) break;
      const auto first = std::lower_bound(outlet.items.begin(), outlet.items.end(), planted.from);
      if (first == outlet.items.begin()) break;
      planted.last_item = *(first - 1);
      if (planted.trouble == Trouble::kOutage || planted.trouble == Trouble::kDeath) {
        outlet.items.erase(first, std::lower_bound(first, outlet.items.end(), planted.to));
      }
      planted_at_[i].push_back(planted_.size());
      planted_.push_back(planted);
      if (planted.to == options_.end) break;
      // Long enough for the source to have habits again.
      free = planted.to + days(35);
    }
  }
}

std::vector<crawler::Source> World::Sources() const {
  std::vector<crawler::Source> sources;
  for (std::size_t i = 0; i < outlets_.size(); ++i) {
    crawler::Source source;
    source.id = fmt::format("s{}", i);
    source.name = fmt::format("Outlet {}", i);
    source.feeds = {fmt::format("https://s{}.example/rss.xml", i)};
    source.include = {"/news/"};
    sources.push_back(std::move(source));
  }
  return sources;
}

std::uint64_t World::items() const {
  std::uint64_t items = 0;
  for (const Outlet& outlet : outlets_) items += outlet.items.size();
  return items;
}

std::optional<std::size_t> World::NumberOf(std::string_view id) {
  std::size_t number = 0;
  if (!id.starts_with('s')) return std::nullopt;
  const auto read = std::from_chars(id.data() + 1, id.data() + id.size(), number);
  if (read.ec != std::errc() || read.ptr != id.data() + id.size()) return std::nullopt;
  return number;
}

const Planted* World::TroubleOf(std::size_t source, core::Instant now) const {
  for (const std::size_t at : planted_at_[source]) {
    if (planted_[at].from <= now && now < planted_[at].to) return &planted_[at];
  }
  return nullptr;
}

core::HttpResponse World::Answer(const core::HttpRequest& request, core::Instant now) const {
  // https://sN.example/PATH
  const std::string_view url = request.url;
  const auto host = url.substr(8, url.find('.', 8) - 8);
  const auto slash = url.find('/', 8);
  const std::string_view path = slash == url.npos ? "/" : url.substr(slash);
  const auto source = NumberOf(host);
  if (!source || *source >= outlets_.size()) return Status(404);
  const Planted* const planted = TroubleOf(*source, now);
  const auto is = [&](Trouble trouble) {
    return planted != nullptr && planted->trouble == trouble;
  };
  if (is(Trouble::kFault)) return Status(503);
  if (path == "/robots.txt") return Status(404);
  if (path == "/rss.xml" && is(Trouble::kGone)) return Status(404);
  if (path == "/rss.xml" && is(Trouble::kMove)) {
    core::HttpResponse moved = Status(301);
    moved.headers.emplace_back("location", "/feed/new.xml");
    return moved;
  }
  if (path == "/rss.xml" || path == "/feed/new.xml") {
    const auto& items = outlets_[*source].items;
    const auto last = std::upper_bound(items.begin(), items.end(), now);
    const std::string etag = fmt::format("\"{}\"", last - items.begin());
    for (const auto& [name, value] : request.headers) {
      if (name == "If-None-Match" && value == etag) return Status(304);
    }
    core::HttpResponse response = Status(200, Feed(*source, now), "application/rss+xml");
    response.headers.emplace_back("etag", etag);
    return response;
  }
  constexpr std::string_view kNews = "/news/";
  std::size_t item = 0;
  if (!path.starts_with(kNews)) return Status(404);
  std::from_chars(path.data() + kNews.size(), path.data() + path.size(), item);
  const auto& items = outlets_[*source].items;
  if (item >= items.size() || items[item] > now) return Status(404);
  if (is(Trouble::kRedesign))
    return Status(200,
                  "<html><head><title>Outlet</title></head><body><div id=app></div></body></html>");
  return Status(200, Page(*source, item));
}

std::string World::Feed(std::size_t source, core::Instant now) const {
  const auto& items = outlets_[source].items;
  const auto last =
      static_cast<std::size_t>(std::upper_bound(items.begin(), items.end(), now) - items.begin());
  std::string xml = fmt::format(
      "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Outlet {}</title>", source);
  for (std::size_t i = last; i > 0 && last - i < kInFeed; --i) {
    xml += fmt::format(
        "<item><title>Новость {}</title><link>https://s{}.example/news/{}</link>"
        "<pubDate>{}</pubDate></item>",
        i - 1, source, i - 1, RssTime(items[i - 1]));
  }
  return xml + "</channel></rss>";
}

std::string World::Page(std::size_t source, std::size_t item) const {
  const std::uint64_t own = Mixed(options_.seed ^ Mixed(source * 1'000'000'007 + item));
  std::mt19937_64 random(own);
  const core::Instant at = outlets_[source].items[item];
  std::string html = fmt::format(
      "<!doctype html><html lang=ru><head><meta charset=utf-8><title>Новость {}</title>"
      "<meta property='article:published_time' content='{}'><meta property='og:type' "
      "content='article'></head><body><article><h1>Новость {}</h1>",
      item, core::ToUtcString(at), item);
  for (int paragraph = 0; paragraph < 3; ++paragraph) {
    html += "<p>";
    if (paragraph == 1 && own % kBribeEvery == 0) html += "Врач больницы получил взятку. ";
    for (int word = 0; word < 30; ++word) {
      html += kWords[random() % kWords.size()];
      html += word % 10 == 9 ? ". " : " ";
    }
    html += "</p>";
  }
  return html + "</article></body></html>";
}

}  // namespace simulation
