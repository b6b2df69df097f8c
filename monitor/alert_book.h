// Alerts, letters and issued summaries as they are kept: each change is atomic, so that a kill
// leaves it wholly in or wholly out.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/key_value.h"
#include "core/time.h"
#include "monitor/alert.h"
#include "monitor/watch.h"
#include "store/store.h"

namespace monitor {

// The space of the store that it is kept in.
inline constexpr std::string_view kAlertSpace = "alerts";

// A document that a standing query found.
struct Found {
  store::DocumentNumber document = 0, group = 0;
  std::string key_sha256;  // of its key, 32 bytes: an alert is raised once for all versions
};

// What came of findings.
struct Recorded {
  std::vector<Alert> added;  // new ones
  std::vector<Alert> grown;  // known ones of which there is more
};

// Not thread-safe. What is damaged throws std::runtime_error.
class AlertBook {
 public:
  // `space` outlives this. Only what is shown in feeds is held in memory.
  explicit AlertBook(core::KeyValue& space);
  ~AlertBook();

  // The last document that a watch has seen; nullopt: it has seen none yet.
  std::optional<store::DocumentNumber> PositionOf(const std::string& watch) const;
  // What the watch found among the documents up to `position`, in order, which it has seen from now
  // on. What belongs to an incident that was told of adds to the count of its alert; other versions
  // of a known document add nothing.
  Recorded Record(const Route& route, std::span<const Found> found, store::DocumentNumber position,
                  core::Instant now);

  // A source has that trouble: an alert unless one is open already. `alert`: source, trouble,
  // since, detail.
  std::optional<Alert> Begin(const Route& route, Alert alert, core::Instant now);
  // It has not any more: an alert if one is open.
  std::optional<Alert> End(const Route& route, const std::string& source,
                           const std::string& trouble, core::Instant now);
  // Source and trouble of each open one.
  std::vector<std::pair<std::string, std::string>> Open() const;

  // Since when sources cannot be reached, though it may not be told of yet.
  std::map<std::string, core::Instant> Unreachable() const;
  // nullopt: it can be.
  void NoteUnreachable(const std::string& source, std::optional<core::Instant> since);

  // When a programme was seen first; entered if it is new.
  core::Instant FirstSeen(const std::string& programme, core::Instant now);
  std::optional<Issue> FindIssue(const std::string& programme, const std::string& period) const;
  // Writes down what will be issued, before any of it is.
  void BeginIssue(const std::string& programme, const std::string& period, const Issue& issue);
  // The periods of a programme that were begun and are not issued yet.
  std::set<std::string> Unfinished(const std::string& programme) const;
  // It was issued: an alert. `alert`: programme, period, files.
  Alert EndIssue(const Route& route, Alert alert, core::Instant now);

  // Those of a watch, or of kAllWatches, that its feed shows: the newest, in order.
  std::vector<Alert> Newest(const std::string& watch) const;
  std::optional<Alert> Find(std::uint64_t number) const;
  // The number of the newest alert that ever was; 0: there was none.
  std::uint64_t last_number() const { return last_alert_; }

  // The letters that are due, in order; nothing is added to them any more.
  std::vector<Letter> TakeDue(core::Instant now);
  // When the next one of each channel is due.
  std::map<Channel, core::Instant> NextLetters() const;
  std::size_t letters() const { return letters_.size(); }
  // It was delivered, or is given up.
  void Remove(const Letter& letter);
  // It was tried `now` and not delivered: again at `due`.
  void PutOff(Letter letter, core::Instant now, core::Instant due, std::string trouble);

  // Forgets alerts that were last added to before `before` and are in no letter.
  void Forget(core::Instant before);

  // As WatchesIn.
  std::vector<std::string> Watches() const;
  // The id of the feed of a watch, a UUID: the same for ever.
  std::string FeedId(std::string_view watch) const;

 private:
  class Draft;
  std::string IdOf(std::string_view what, std::string_view name) const;
  void Show(const Alert& alert);

  core::KeyValue& space_;
  std::string uid_;  // of this workspace, random: ids are made of it
  std::uint64_t last_alert_ = 0, last_letter_ = 0;
  std::map<std::uint64_t, Letter> letters_;
  std::map<std::string, std::set<std::string>> unfinished_;              // periods by programme
  std::map<std::string, std::deque<std::uint64_t>, std::less<>> shown_;  // by watch
};

// The standing queries that ever began, in order of name, with those that are configured no more.
std::vector<std::string> WatchesIn(const core::KeyValue& space);

// What `sholu status` shows of it, read beside a writer.
struct AlertStanding {
  std::map<std::string, std::optional<core::Instant>> last;  // alert of each watch that has begun
  std::uint64_t alerts = 0, letters = 0, failing = 0;        // failing: letters that were put off
  std::vector<std::pair<std::string, std::string>> open;     // source and trouble
};
AlertStanding StandingOf(const core::KeyValue& space);

}  // namespace monitor
