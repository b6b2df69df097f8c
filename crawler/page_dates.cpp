#include "crawler/page_dates.h"

#include <algorithm>
#include <string>
#include <vector>

#include "crawler/ascii.h"
#include "crawler/class_hints.h"
#include "crawler/page_words.h"

namespace crawler {
namespace {

using Time = std::optional<core::WrittenTime>;

constexpr std::size_t kMaxDateText = 200;  // bytes of a text that may be a date line
constexpr std::size_t kMinDateText = 6;    // "1.2.24"
constexpr std::size_t kMaxDateLine = 80;   // of a text that says little but a date
constexpr std::uint32_t kNearBefore = 40;  // nodes before the heading, and behind it, that may show
constexpr std::uint32_t kNearBehind = 100;  // the day of the article
constexpr auto kEvening = std::chrono::hours(18), kMorning = std::chrono::hours(6);
constexpr std::chrono::days kMoved(30);
constexpr std::size_t kHeadTexts = 60;  // texts looked at behind the heading
constexpr std::size_t kHeadTextsBefore = 12;

enum class DateRole { kNone, kPublished, kModified };

class DateFinder {
 public:
  DateFinder(std::span<const HtmlNode> nodes, std::span<const std::uint16_t> hints,
             const PageSignals& signals, const DateContext& context)
      : nodes_(nodes),
        hints_(hints),
        signals_(signals),
        context_(context),
        heading_(MainHeading(nodes, signals)) {}

  Time Machine(std::string_view text) const {
    if (text.empty()) return std::nullopt;
    DateContext context = context_;
    context.now.reset();  // machines count no days back
    return Plausible(ParseDate(text.substr(0, kMaxDateText), context));
  }

  Time Written(std::string_view text) const {
    if (text.empty() || text.size() > kMaxDateText) return std::nullopt;
    return Plausible(ParseDate(text, context_));
  }

  // The date that a long text begins with: "12.05.2024 - In Almaty ...".
  Time Dateline(std::string_view text) const {
    if (text.empty() || !(IsDigit(text[0]) || (text[0] == '(' && IsDigit(text[1])))) {
      return std::nullopt;
    }
    return Written(text.substr(0, 24));
  }

  Time MetaPublished() const {
    return Machine(signals_.meta({"articlepublishedtime",
                                  "ogarticlepublishedtime",
                                  "ogpublishedtime",
                                  "articlepublished",
                                  "datepublished",
                                  "publisheddate",
                                  "publishdate",
                                  "pubdate",
                                  "publicationdate",
                                  "publishedtime",
                                  "published",
                                  "dcdateissued",
                                  "dctermsissued",
                                  "dcdatecreated",
                                  "dctermscreated",
                                  "dctermsdate",
                                  "dcdate",
                                  "parselypubdate",
                                  "sailthrudate",
                                  "datecreated",
                                  "originalpublicationdate",
                                  "citationpublicationdate",
                                  "citationdate",
                                  "cxenseparserecspublishtime",
                                  "displaydate",
                                  "releasedate",
                                  "articleposttime",
                                  "date",
                                  "rnewsdatepublished",
                                  "videoreleasedate",
                                  "articledateoriginal",
                                  "created",
                                  "lastpublicationdate",
                                  "ogpubdate"}));
  }

  Time MetaModified() const {
    return Machine(
        signals_.meta({"articlemodifiedtime", "ogupdatedtime", "datemodified", "dctermsmodified",
                       "dcdatemodified", "lastmodified", "lastmod", "articlemodified",
                       "articleupdated", "modified", "revisiondate"}));
  }

  // The date of an element: its machine form, else its text.
  Time OfElement(std::uint32_t node) const {
    for (const char* name : {"datetime", "content", "title"}) {
      const std::string_view value = nodes_[node].attribute(name);
      if (value.empty()) continue;
      if (const Time time = Machine(value)) return time;
    }
    return Written(InnerText(nodes_, node, kMaxDateText + 1));
  }

  Time Property(std::string_view name) const {
    for (const std::uint32_t node : signals_.properties) {
      if (nodes_[node].attribute("itemprop").find(name) == std::string_view::npos) continue;
      if (const Time time = OfElement(node)) return time;
    }
    return std::nullopt;
  }

  // <time> elements and those whose class speaks of a date, nearest behind the heading first.
  PageDates Marked() const {
    PageDates found;
    const std::uint32_t heading = Heading();
    std::vector<std::uint32_t> candidates;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].is_text()) continue;
      if (IsElsewhere(i)) {
        i = nodes_[i].end - 1;
      } else if (nodes_[i].tag == GUMBO_TAG_TIME || hints_[i] & kHintDate) {
        candidates.push_back(i);
      }
    }
    std::stable_sort(candidates.begin(), candidates.end(), [&](std::uint32_t a, std::uint32_t b) {
      return Far(a, heading) < Far(b, heading);
    });
    if (candidates.size() > 24) candidates.resize(24);
    for (const std::uint32_t node : candidates) {
      const Time time = OfElement(node);
      if (!time) continue;
      const DateRole role = RoleOf(node);
      if (role == DateRole::kModified) {
        if (!found.modified) found.modified = time;
      } else if (!found.published) {
        found.published = time;
      }
    }
    return found;
  }

  // A line about the heading that states a date, though nothing marks it.
  PageDates Written() const {
    PageDates found;
    const std::uint32_t heading = Heading();
    if (!heading) return found;
    std::vector<std::uint32_t> before;
    std::size_t behind = 0;
    const auto read = [&](std::uint32_t i) {
      const std::string_view text = Trim(nodes_[i].text);
      const Time time = text.size() > kMaxDateText ? Dateline(text) : Written(text);
      if (!time) return;
      const bool modified = SpeaksOfChange(text);
      Time* const field = modified ? &found.modified : &found.published;
      if (!*field) *field = time;
    };
    for (std::uint32_t i = 0; i < nodes_.size() && behind < kHeadTexts; ++i) {
      if (!nodes_[i].is_text()) {
        if (IsElsewhere(i)) i = nodes_[i].end - 1;
        continue;
      }
      if (Trim(nodes_[i].text).empty()) continue;
      if (i < heading) {
        before.push_back(i);
      } else if (i >= nodes_[heading].end) {
        ++behind;
        read(i);
      }
      if (found.published) return found;
    }
    for (std::size_t k = 0; k < std::min(before.size(), kHeadTextsBefore); ++k) {
      read(before[before.size() - 1 - k]);
    }
    return found;
  }

  // The dates that readers find about the heading, those called changes left out.
  std::vector<core::WrittenTime> Shown() const {
    std::vector<core::WrittenTime> days;
    const std::uint32_t heading = Heading();
    if (!heading) return days;
    const std::uint32_t from = heading - std::min(heading, kNearBefore);
    const auto to = static_cast<std::uint32_t>(
        std::min<std::size_t>(nodes_[heading].end + kNearBehind, nodes_.size()));
    for (std::uint32_t i = from; i < to; ++i) {
      if (!nodes_[i].is_text()) {
        if (IsElsewhere(i)) i = nodes_[i].end - 1;
        continue;
      }
      const std::string_view text = Trim(nodes_[i].text);
      if (text.size() < kMinDateText || text.size() > kMaxDateLine) continue;
      const Time time = Written(text);
      if (time && RoleOf(nodes_[i].parent) != DateRole::kModified &&
          RoleOf(nodes_[nodes_[i].parent].parent) != DateRole::kModified) {
        days.push_back(*time);
      }
    }
    return days;
  }

  // Anywhere on the page, short texts that state a date and little else: the first behind the
  // heading, else the first; beside the article only if all of them state one day.
  Time Elsewhere() const {
    Time before, beside;
    bool behind = false, one_day = true;
    std::uint32_t beside_end = 0;  // of the region beside the article around the walk
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      if (!nodes_[i].is_text()) {
        if (i < beside_end || !IsElsewhere(i)) continue;
        if (NeverDates(i)) {
          i = nodes_[i].end - 1;
        } else {
          beside_end = nodes_[i].end;
        }
        continue;
      }
      const std::string_view text = Trim(nodes_[i].text);
      if (text.size() < kMinDateText || text.size() > kMaxDateLine) continue;
      const Time time = Written(text);
      if (!time || SpeaksOfChange(text)) continue;
      if (i < beside_end) {
        one_day = one_day && (!beside || beside->day() == time->day());
        if (!beside) beside = time;
      } else if (!before || (!behind && i >= Heading())) {
        behind = i >= Heading();
        before = time;
      }
    }
    return before ? before : one_day ? beside : std::nullopt;
  }

 private:
  static Time Plausible(Time time) {
    using namespace std::chrono_literals;
    if (time && std::chrono::year_month_day(time->day()).year() < 1990y) return std::nullopt;
    return time;
  }

  std::uint32_t Heading() const { return heading_; }

  // Behind the heading counts as nearer than before it.
  static std::uint64_t Far(std::uint32_t node, std::uint32_t heading) {
    return node >= heading ? node - heading : 3ull * (heading - node);
  }

  bool IsElsewhere(std::uint32_t node) const {
    switch (nodes_[node].tag) {
      case GUMBO_TAG_NAV:
      case GUMBO_TAG_FOOTER:
      case GUMBO_TAG_HEAD:
        return true;
      case GUMBO_TAG_ASIDE:  // a short one holds facts about the article
        return InnerText(nodes_, node, 2 * kMaxDateText).size() > kMaxDateText;
      case GUMBO_TAG_BODY:
      case GUMBO_TAG_MAIN:
      case GUMBO_TAG_ARTICLE:
      case GUMBO_TAG_H1:
        return false;
      default:
        break;
    }
    if (!(hints_[node] & (kHintBoilerplate | kHintComments))) return false;
    const std::uint32_t heading = Heading();
    return !(heading > node && heading < nodes_[node].end);
  }

  // Of what is beside the article, that which tells other days.
  bool NeverDates(std::uint32_t node) const {
    return nodes_[node].tag == GUMBO_TAG_FOOTER || nodes_[node].tag == GUMBO_TAG_HEAD ||
           hints_[node] & kHintComments;
  }

  static bool SpeaksOfChange(std::string_view text) {
    static constexpr std::string_view kWords[] = {"обновл",  "изменен",  "жаңарт", "жаңартыл",
                                                  "updated", "modified", "өзгерт"};
    const std::string folded = FoldWords(text.substr(0, kMaxDateText));
    return std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) {
      return folded.find(word) != std::string::npos;
    });
  }

  DateRole RoleOf(std::uint32_t node) const {
    const std::string names = Lower(std::string(nodes_[node].attribute("class")) + " " +
                                    std::string(nodes_[node].attribute("itemprop")));
    if (names.find("modified") != std::string::npos || names.find("updated") != std::string::npos) {
      // WordPress marks its only date "published updated".
      if (names.find("publish") == std::string::npos) return DateRole::kModified;
    }
    return SpeaksOfChange(InnerText(nodes_, node, kMaxDateText)) ? DateRole::kModified
                                                                 : DateRole::kNone;
  }

  std::span<const HtmlNode> nodes_;
  std::span<const std::uint16_t> hints_;
  const PageSignals& signals_;
  const DateContext& context_;
  std::uint32_t heading_;  // 0: none
};

// A day in the path of an address: "/2024/05/12/", "/2024-05-12-", "/20240512/".
std::string DayInPath(std::string_view url) {
  const auto digits = [&](std::size_t at, std::size_t count) {
    if (at + count > url.size()) return false;
    return std::all_of(url.begin() + static_cast<std::ptrdiff_t>(at),
                       url.begin() + static_cast<std::ptrdiff_t>(at + count), IsDigit);
  };
  const auto ends = [&](std::size_t at) { return at >= url.size() || !IsDigit(url[at]); };
  for (std::size_t i = 1; i + 8 <= url.size(); ++i) {
    if (IsDigit(url[i - 1]) || !digits(i, 4)) continue;
    const std::string year(url.substr(i, 4));
    if (year < "1990" || year > "2100") continue;
    if (digits(i + 4, 4) && ends(i + 8)) {
      return year + "-" + std::string(url.substr(i + 4, 2)) + "-" +
             std::string(url.substr(i + 6, 2));
    }
    const char separator = i + 4 < url.size() ? url[i + 4] : '\0';
    if (separator != '/' && separator != '-' && separator != '_') continue;
    const std::size_t month = i + 5;
    const std::size_t month_size = digits(month, 2) ? 2 : digits(month, 1) ? 1 : 0;
    const std::size_t day = month + month_size + 1;
    if (!month_size || day > url.size() || url[day - 1] != separator) continue;
    const std::size_t day_size = digits(day, 2) ? 2 : digits(day, 1) ? 1 : 0;
    if (!day_size || !ends(day + day_size)) continue;
    return year + "-" + std::string(url.substr(month, month_size)) + "-" +
           std::string(url.substr(day, day_size));
  }
  return {};
}

bool SameDay(const Time& a, const Time& b) {
  return a && b && a->day() == b->day();
}

// Whether `shown` is the day of `stated`, a time of Greenwich, for readers some hours off.
bool SameDayElsewhere(const Time& stated, const Time& shown) {
  if (!stated->has_time || stated->offset.count() != 0) return false;
  const auto of_day = stated->instant - std::chrono::floor<std::chrono::days>(stated->instant);
  const auto later = shown->day() - stated->day();
  return later == std::chrono::days(1) ? of_day >= kEvening
                                       : later == std::chrono::days(-1) && of_day < kMorning;
}

}  // namespace

PageDates FindDates(std::span<const HtmlNode> nodes, std::span<const std::uint16_t> hints,
                    const PageSignals& signals, const JsonLdPage& json_ld, std::string_view url,
                    const DateContext& context) {
  const DateFinder finder(nodes, hints, signals, context);
  PageDates dates;
  dates.published = finder.Machine(json_ld.published);
  dates.modified = finder.Machine(json_ld.modified);
  const auto fill = [](Time* field, Time time) {
    if (!*field) *field = time;
  };
  fill(&dates.published, finder.MetaPublished());
  fill(&dates.modified, finder.MetaModified());
  if (!dates.published) fill(&dates.published, finder.Property("datePublished"));
  if (!dates.published) fill(&dates.published, finder.Property("dateCreated"));
  if (!dates.modified) fill(&dates.modified, finder.Property("dateModified"));
  const Time in_path = finder.Machine(DayInPath(url));
  if (dates.published) {
    std::vector<core::WrittenTime> days = finder.Shown();
    if (in_path) days.push_back(*in_path);
    const auto shows = [&days](const auto& is) {
      return std::find_if(days.begin(), days.end(), is);
    };
    const auto elsewhere =
        shows([&](const Time& day) { return SameDayElsewhere(dates.published, day); });
    if (shows([&](const Time& day) { return SameDay(dates.published, day); }) != days.end()) {
      // as stated
    } else if (shows([&](const Time& day) { return SameDay(dates.modified, day); }) != days.end()) {
      dates.published = dates.modified;
    } else if (elsewhere != days.end()) {
      dates.published = *elsewhere;
    } else if (in_path && dates.published->day() - in_path->day() > kMoved) {
      dates.published = in_path;  // stamped anew when the site moved
    }
  }
  if (!dates.published || !dates.modified) {
    PageDates shown = finder.Marked();
    if (!shown.published) {
      const PageDates written = finder.Written();
      fill(&shown.published, written.published);
      fill(&shown.modified, written.modified);
    }
    fill(&dates.published, shown.published);
    fill(&dates.modified, shown.modified);
  }
  fill(&dates.published, in_path);
  if (!dates.published) dates.published = finder.Elsewhere();
  if (!dates.published) dates.published = dates.modified;  // it was there by then
  return dates;
}

}  // namespace crawler
