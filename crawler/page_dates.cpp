#include "crawler/page_dates.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/utf8.h"
#include "crawler/ascii.h"
#include "crawler/class_hints.h"
#include "crawler/date_words.h"
#include "crawler/page_words.h"

namespace crawler {
namespace {

using Time = std::optional<core::WrittenTime>;

constexpr std::size_t kMaxDateText = 200;  // bytes of a text that may be a date line
constexpr std::size_t kMinDateText = 6;    // "1.2.24"
constexpr std::size_t kMaxDateLine = 80;   // of a text that says little but a date
constexpr std::uint32_t kNearBefore = 40;  // nodes before the heading, and behind it, that may show
constexpr std::uint32_t kNearBehind = 100;  // the day of the article
constexpr std::uint32_t kTeaser = 4;        // nodes within a link that leads to another article
constexpr std::uint32_t kClose = 24;        // nodes behind the heading
constexpr std::uint32_t kJustBefore = 8;    // nodes before it
constexpr std::size_t kLead = 400;          // bytes; longer is the body
constexpr std::size_t kBareDate = 40;       // letters
constexpr std::size_t kMaxMonth = 12;       // bytes of a month's name in an address
constexpr auto kEvening = std::chrono::hours(18), kMorning = std::chrono::hours(6);
constexpr std::chrono::days kMoved(30);
constexpr int kLinkedDepth = 4;         // elements around a text that may be a link
constexpr std::size_t kMaxMarked = 24;  // elements looked at
constexpr std::size_t kHeadTexts = 60;  // texts looked at behind the heading
constexpr std::size_t kHeadTextsBefore = 12;

enum class DateRole { kNone, kPublished, kModified };

// Whether a text that states a day says nothing else.
bool IsBare(std::string_view text) {
  return core::CountCharacters(text) <= kBareDate;
}

// A day that readers find about the heading.
struct ShownDay {
  core::WrittenTime time;
  std::uint64_t far = 0;  // from the heading
  bool behind = false;
  bool plain = false;  // close to it and almost nothing else in its line
};

// The day that all texts of a kind state.
struct OnlyDay {
  std::optional<core::WrittenTime> first;
  bool alone = true;

  void Add(const core::WrittenTime& time) {
    if (!first) first = time;
    alone = alone && first->day() == time.day();
  }
  std::optional<core::WrittenTime> Get() const { return alone ? first : std::nullopt; }
};

class DateFinder {
 public:
  DateFinder(std::span<const HtmlNode> nodes, std::span<const std::uint16_t> hints,
             const PageSignals& signals, std::uint32_t heading, const DateContext& context)
      : nodes_(nodes), hints_(hints), signals_(signals), context_(context), heading_(heading) {}

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
                                  "parselypubdate",
                                  "sailthrudate",
                                  "originalpublicationdate",
                                  "citationpublicationdate",
                                  "citationdate",
                                  "cxenseparserecspublishtime",
                                  "displaydate",
                                  "releasedate",
                                  "articleposttime",
                                  "rnewsdatepublished",
                                  "videoreleasedate",
                                  "articledateoriginal",
                                  "lastpublicationdate",
                                  "ogpubdate"}));
  }

  // Of something that befell the page.
  Time MetaVague() const {
    return Machine(signals_.meta({"dcdatecreated", "dctermscreated", "dctermsdate", "dcdate",
                                  "datecreated", "date", "created"}));
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
    std::vector<std::pair<bool, std::uint32_t>> candidates;  // whether in a teaser, and where
    std::uint32_t teaser_end = 0;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].is_text()) continue;
      if (IsElsewhere(i)) {
        i = nodes_[i].end - 1;
      } else if (nodes_[i].tag == GUMBO_TAG_A && nodes_[i].end - i > kTeaser) {
        teaser_end = nodes_[i].end;
      } else if (nodes_[i].tag == GUMBO_TAG_TIME || hints_[i] & kHintDate) {
        candidates.emplace_back(i < teaser_end, i);
      }
    }
    std::stable_sort(candidates.begin(), candidates.end(), [&](const auto& a, const auto& b) {
      return std::pair(a.first, Far(a.second, heading)) <
             std::pair(b.first, Far(b.second, heading));
    });
    if (candidates.size() > kMaxMarked) candidates.resize(kMaxMarked);
    for (const auto& [teaser, node] : candidates) {
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
    Time within;  // the first one that stands among words
    const auto read = [&](std::uint32_t i) {
      const std::string_view text = Trim(nodes_[i].text);
      const bool bare = IsBare(text);
      if (!bare && IsLinked(i)) return;  // what another article is called
      const Time time = text.size() > kMaxDateText ? Dateline(text) : Written(text);
      if (!time) return;
      Time* const field = SpeaksOfChange(text) ? &found.modified
                          : bare               ? &found.published
                                               : &within;
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
    if (!found.published) found.published = within;
    return found;
  }

  // The days that readers find about the heading, those called changes left out, nearest first.
  std::vector<ShownDay> Shown() const {
    std::vector<ShownDay> days;
    const std::uint32_t heading = Heading();
    if (!heading) return days;
    const std::uint32_t from = heading - std::min(heading, kNearBefore);
    const auto to = static_cast<std::uint32_t>(
        std::min<std::size_t>(nodes_[heading].end + kNearBehind, nodes_.size()));
    std::size_t read = 0;  // bytes behind the heading
    for (std::uint32_t i = from; i < to; ++i) {
      if (!nodes_[i].is_text()) {
        // What looks like something beside the article may hold its day close behind the heading.
        const bool passed = read <= kLead && IsClose(i) && i > heading
                                ? NeverDates(i) || nodes_[i].tag == GUMBO_TAG_NAV
                                : IsElsewhere(i);
        if (passed) i = nodes_[i].end - 1;
        continue;
      }
      const std::string_view text = Trim(nodes_[i].text);
      if (i >= nodes_[heading].end) read += text.size();
      if (text.size() < kMinDateText || text.size() > kMaxDateLine) continue;
      const Time time = Written(text);
      if (time && RoleOf(nodes_[i].parent) != DateRole::kModified &&
          RoleOf(nodes_[nodes_[i].parent].parent) != DateRole::kModified) {
        days.push_back(
            {*time, Far(i, heading), i > heading, read <= kLead && IsClose(i) && IsBare(text)});
      }
    }
    std::stable_sort(days.begin(), days.end(),
                     [](const ShownDay& a, const ShownDay& b) { return a.far < b.far; });
    return days;
  }

  // Anywhere on the page, short texts that state a date and little else: the first behind the
  // heading, else the first; beside the article only if all of them state one day.
  PageDates Elsewhere() const {
    PageDates found;
    OnlyDay bare, any;  // beside the article
    bool behind = false;
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
      if (!time) continue;
      if (SpeaksOfChange(text)) {
        if (i >= beside_end && !found.modified) found.modified = time;
      } else if (i < beside_end) {
        any.Add(*time);
        if (IsBare(text)) bare.Add(*time);
      } else if (!found.published || (!behind && i >= Heading())) {
        behind = i >= Heading();
        found.published = time;
      }
    }
    if (!found.published) found.published = bare.first ? bare.Get() : any.Get();
    return found;
  }

 private:
  static Time Plausible(Time time) {
    using namespace std::chrono_literals;
    if (time && std::chrono::year_month_day(time->day()).year() < 1990y) return std::nullopt;
    return time;
  }

  std::uint32_t Heading() const { return heading_; }

  bool IsClose(std::uint32_t node) const {
    if (node < heading_) return heading_ - node <= kJustBefore;
    return node >= nodes_[heading_].end && node - nodes_[heading_].end < kClose;
  }

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

  bool IsLinked(std::uint32_t node) const {
    for (int up = 0; up < kLinkedDepth && node; ++up) {
      node = nodes_[node].parent;
      if (nodes_[node].tag == GUMBO_TAG_A) return true;
    }
    return false;
  }

  // Of what is beside the article, that which tells other days.
  bool NeverDates(std::uint32_t node) const {
    return nodes_[node].tag == GUMBO_TAG_FOOTER || nodes_[node].tag == GUMBO_TAG_HEAD ||
           hints_[node] & kHintComments;
  }

  static bool SpeaksOfChange(std::string_view text) {
    static constexpr std::string_view kWords[] = {"обновл",  "изменен",     "жаңарт",  "өзгерт",
                                                  "updated", "last update", "modified"};
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

// The month that a part of an address names: "may", "october"; 0 if none.
int MonthNamed(std::string_view part) {
  const DateWordMeaning meaning = LookUpDateWord(Lower(part));
  return part.size() >= 3 && meaning.word == DateWord::kMonth ? meaning.value : 0;
}

// A day in the path of an address: "/2024/05/12/", "/2024-05-12-", "/20240512/", "/2024/may/12/".
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
    if (const std::size_t end = url.find(separator, month);
        end < url.size() && digits(end + 1, 1)) {
      const std::size_t day_size = digits(end + 1, 2) ? 2 : 1;
      const int named = MonthNamed(url.substr(month, std::min(end - month, kMaxMonth)));
      if (named && ends(end + 1 + day_size)) {
        return year + "-" + std::to_string(named) + "-" +
               std::string(url.substr(end + 1, day_size));
      }
    }
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

// Whether one of them takes the other's month for the day.
bool IsSwapped(core::Day a, core::Day b) {
  const std::chrono::year_month_day x(a), y(b);
  return x.year() == y.year() &&
         static_cast<unsigned>(x.month()) == static_cast<unsigned>(y.day()) &&
         static_cast<unsigned>(x.day()) == static_cast<unsigned>(y.month());
}

// Whether `shown` is the day of `stated`, a time of Greenwich, for readers some hours off.
bool SameDayElsewhere(const Time& stated, const Time& shown) {
  if (!stated->has_time || stated->offset.count() != 0) return false;
  const auto of_day = stated->instant - std::chrono::floor<std::chrono::days>(stated->instant);
  const auto later = shown->day() - stated->day();
  return later == std::chrono::days(1) ? of_day >= kEvening
                                       : later == std::chrono::days(-1) && of_day < kMorning;
}

// The day of publication among what machines are told (`stated`), what readers are shown and the
// day in the address. `vague`: that machines are told a day without saying of what.
Time Reconciled(const DateFinder& finder, const PageDates& stated, bool vague,
                const Time& in_path) {
  std::vector<ShownDay> days = finder.Shown();
  std::optional<ShownDay> nearest;
  if (!days.empty()) nearest = days.front();
  if (!stated.published) {
    return nearest && nearest->plain ? Time(nearest->time) : std::nullopt;
  }
  if (in_path) days.push_back({*in_path});
  const auto shows = [&days](const auto& is) -> Time {
    const auto found =
        std::find_if(days.begin(), days.end(), [&is](const ShownDay& day) { return is(day.time); });
    return found == days.end() ? std::nullopt : Time(found->time);
  };
  const core::Day day = stated.published->day();
  if (shows([&](const Time& shown) { return SameDay(stated.published, shown); })) {
    return stated.published;
  }
  if (shows([&](const Time& shown) { return SameDay(stated.modified, shown); })) {
    return stated.modified;
  }
  if (const Time elsewhere =
          shows([&](const Time& shown) { return SameDayElsewhere(stated.published, shown); })) {
    return elsewhere;
  }
  if (nearest && vague) return nearest->time;
  // What is later than the last change is no day of publication: an event's, perhaps.
  const core::Day last = stated.modified ? std::max(day, stated.modified->day()) : day;
  if (nearest && nearest->behind && nearest->plain && nearest->time.day() <= last &&
      !IsSwapped(nearest->time.day(), day)) {
    return nearest->time;
  }
  if (vague && !nearest) {
    if (const Time marked = finder.Marked().published) return marked;
  }
  if (in_path && day - in_path->day() > kMoved) return in_path;  // stamped when the site moved
  return stated.published;
}

}  // namespace

PageDates FindDates(std::span<const HtmlNode> nodes, std::span<const std::uint16_t> hints,
                    const PageSignals& signals, const JsonLdPage& json_ld, std::uint32_t heading,
                    std::string_view url, const DateContext& context) {
  const DateFinder finder(nodes, hints, signals, heading, context);
  PageDates dates;
  dates.published = finder.Machine(json_ld.published);
  dates.modified = finder.Machine(json_ld.modified);
  const auto fill = [](Time* field, Time time) {
    if (!*field) *field = time;
  };
  fill(&dates.published, finder.MetaPublished());
  fill(&dates.modified, finder.MetaModified());
  if (!dates.published) fill(&dates.published, finder.Property("datePublished"));
  if (!dates.modified) fill(&dates.modified, finder.Property("dateModified"));
  const bool vague = !dates.published;
  if (vague) dates.published = finder.MetaVague();
  if (!dates.published) dates.published = finder.Property("dateCreated");
  const Time in_path = finder.Machine(DayInPath(url));
  dates.published = Reconciled(finder, dates, vague, in_path);
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
  if (in_path && IsSwapped(dates.published->day(), in_path->day())) dates.published = in_path;
  if (!dates.published) {
    const PageDates elsewhere = finder.Elsewhere();
    dates.published = elsewhere.published;
    fill(&dates.modified, elsewhere.modified);
  }
  if (!dates.published) dates.published = dates.modified;  // it was there by then
  return dates;
}

}  // namespace crawler
