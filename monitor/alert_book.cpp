#include "monitor/alert_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <utility>

#include "core/sha256.h"
#include "monitor/alert_record.h"

namespace monitor {
namespace {

constexpr std::size_t kShown = 200;  // alerts of a feed

// Keys of the space. Numbers are written so that they sort.
constexpr std::string_view kUid = "uid", kAlerts = "alert/", kLetters = "letter/",
                           kWatches = "watch/", kIncidents = "incident/", kDocuments = "document/",
                           kOpen = "open/", kUnreachable = "unreachable/",
                           kProgrammes = "programme/", kIssues = "issue/";

std::string Key(std::string_view prefix, std::uint64_t number) {
  return fmt::format("{}{:016x}", prefix, number);
}
std::string Key(std::string_view prefix, std::string_view a, std::string_view b) {
  return fmt::format("{}{}/{}", prefix, a, b);
}
// What is behind all keys of a prefix.
std::string EndOf(std::string_view prefix) {
  std::string end(prefix);
  ++end.back();
  return end;
}

core::Instant InstantOf(std::string_view key, std::string_view value) {
  return core::Instant(std::chrono::seconds(NumberOf(key, value)));
}

void Visit(const core::KeyValue& space, std::string_view prefix,
           const std::function<void(std::string_view key, std::string_view value)>& visit) {
  space.Scan(prefix, EndOf(prefix), [&](std::string_view key, std::string_view value) {
    visit(key, value);
    return true;
  });
}

// "source" and "trouble" of "open/source/trouble".
std::pair<std::string, std::string> PairOf(std::string_view prefix, std::string_view key) {
  const std::string_view rest = key.substr(prefix.size());
  const auto slash = rest.rfind('/');
  if (slash == rest.npos) Damaged(key);
  return {std::string(rest.substr(0, slash)), std::string(rest.substr(slash + 1))};
}

std::string RandomUid() {
  std::random_device random;
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random());
}

}  // namespace

// One atomic change: alerts and letters as they will be.
class AlertBook::Draft {
 public:
  Draft(AlertBook& book, core::Instant now) : book_(book), now_(now) {}

  core::Batch& batch() { return batch_; }

  // Gives it its number and id, and puts it into letters.
  Alert& Add(const Route& route, Alert alert) {
    alert.number = book_.last_alert_ + 1 + added_.size();
    alert.id = book_.IdOf("alert", fmt::format("{}", alert.number));
    alert.watch = route.watch;
    alert.raised = alert.updated = now_;
    for (const Channel channel : route.channels) {
      LetterFor(route, channel).alerts.push_back(alert.number);
    }
    added_.push_back(alert.number);
    return alerts_.emplace(alert.number, std::move(alert)).first->second;
  }

  // One that there is, to be changed; null if it was forgotten.
  Alert* Change(std::uint64_t number) {
    if (const auto at = alerts_.find(number); at != alerts_.end()) return &at->second;
    auto found = book_.Find(number);
    if (!found) return nullptr;
    return &alerts_.emplace(number, *std::move(found)).first->second;
  }

  void Mark(std::string key, std::uint64_t number) { marks_[std::move(key)] = number; }
  std::optional<std::uint64_t> Marked(const std::string& key) const {
    if (const auto at = marks_.find(key); at != marks_.end()) return at->second;
    const auto value = book_.space_.Get(key);
    if (!value) return std::nullopt;
    return NumberOf(key, *value);
  }

  // Writes it; gives the new alerts.
  std::vector<Alert> Commit() {
    for (const auto& [key, number] : marks_) batch_.Put(key, fmt::format("{}", number));
    for (const auto& [number, alert] : alerts_) batch_.Put(Key(kAlerts, number), Encode(alert));
    for (const auto& [number, letter] : letters_) batch_.Put(Key(kLetters, number), Encode(letter));
    if (!batch_.empty()) book_.space_.Write(batch_);
    std::vector<Alert> added;
    for (const std::uint64_t number : added_) {
      added.push_back(alerts_.at(number));
      book_.Show(added.back());
    }
    book_.last_alert_ += added_.size();
    for (auto& [number, letter] : letters_) {
      book_.last_letter_ = std::max(book_.last_letter_, number);
      book_.letters_[number] = std::move(letter);
    }
    return added;
  }

  // Those that were there before.
  std::vector<Alert> Changed() const {
    std::vector<Alert> changed;
    for (const auto& [number, alert] : alerts_) {
      if (std::find(added_.begin(), added_.end(), number) == added_.end()) changed.push_back(alert);
    }
    return changed;
  }

 private:
  Letter& LetterFor(const Route& route, Channel channel) {
    if (route.digest.count() > 0) {
      const auto is_open = [&](const Letter& letter) {
        return letter.channel == channel && letter.watch == route.watch && !letter.closed &&
               letter.due > now_;
      };
      for (auto& [number, letter] : letters_) {
        if (is_open(letter)) return letter;
      }
      for (const auto& [number, letter] : book_.letters_) {
        if (!letters_.contains(number) && is_open(letter)) {
          return letters_.emplace(number, letter).first->second;
        }
      }
    }
    Letter letter;
    letter.number =
        std::max(book_.last_letter_, letters_.empty() ? 0 : letters_.rbegin()->first) + 1;
    letter.id = book_.IdOf("letter", fmt::format("{}", letter.number));
    letter.channel = channel;
    letter.watch = route.watch;
    letter.written = now_;
    letter.due = now_ + route.digest;
    letter.closed = route.digest.count() == 0;
    return letters_.emplace(letter.number, std::move(letter)).first->second;
  }

  AlertBook& book_;
  core::Instant now_;
  core::Batch batch_;
  std::map<std::uint64_t, Alert> alerts_;
  std::map<std::uint64_t, Letter> letters_;
  std::map<std::string, std::uint64_t> marks_;
  std::vector<std::uint64_t> added_;
};

AlertBook::AlertBook(core::KeyValue& space) : space_(space) {
  if (const auto uid = space.Get(kUid)) {
    uid_ = *uid;
  } else {
    uid_ = RandomUid();
    core::Batch batch;
    batch.Put(std::string(kUid), uid_);
    space.Write(batch);
  }
  Visit(space, kAlerts, [this](std::string_view key, std::string_view value) {
    const Alert alert = DecodeAlert(key, value);
    last_alert_ = std::max(last_alert_, alert.number);
    Show(alert);
  });
  Visit(space, kLetters, [this](std::string_view key, std::string_view value) {
    Letter letter = DecodeLetter(key, value);
    letters_[letter.number] = std::move(letter);
  });
  Visit(space, kIssues, [this](std::string_view key, std::string_view value) {
    if (DecodeIssue(key, value).done) return;
    const auto [programme, period] = PairOf(kIssues, key);
    unfinished_[programme].insert(period);
  });
  // Numbers are never used twice, though what had them was forgotten.
  const auto floor_of = [&](std::string_view prefix) {
    const auto value = space.Get(fmt::format("last/{}", prefix));
    return value ? NumberOf(prefix, *value) : 0;
  };
  last_alert_ = std::max(last_alert_, floor_of(kAlerts));
  last_letter_ = floor_of(kLetters);
  if (!letters_.empty()) last_letter_ = std::max(last_letter_, letters_.rbegin()->first);
}

AlertBook::~AlertBook() = default;

// A UUID of the form that RFC 9562 section 5.8 leaves to who makes it (version 8).
std::string AlertBook::IdOf(std::string_view what, std::string_view name) const {
  std::string hex = core::Sha256Hex(fmt::format("{}/{}/{}", uid_, what, name)).substr(0, 32);
  hex[12] = '8';
  hex[16] = "89ab"[static_cast<unsigned char>(hex[16]) % 4];
  return fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4),
                     hex.substr(16, 4), hex.substr(20));
}

std::string AlertBook::FeedId(std::string_view watch) const {
  return IdOf("feed", watch);
}

void AlertBook::Show(const Alert& alert) {
  for (const std::string_view watch : {std::string_view(alert.watch), kAllWatches}) {
    auto& shown = shown_[std::string(watch)];
    shown.push_back(alert.number);
    if (shown.size() > kShown) shown.pop_front();
  }
}

std::optional<store::DocumentNumber> AlertBook::PositionOf(const std::string& watch) const {
  const std::string key = std::string(kWatches) + watch;
  const auto value = space_.Get(key);
  if (!value) return std::nullopt;
  return static_cast<store::DocumentNumber>(NumberOf(key, *value));
}

std::vector<std::string> AlertBook::Watches() const {
  return WatchesIn(space_);
}

Recorded AlertBook::Record(const Route& route, std::span<const Found> found,
                           store::DocumentNumber position, core::Instant now) {
  Draft draft(*this, now);
  draft.batch().Put(std::string(kWatches) + route.watch, fmt::format("{}", position));
  for (const Found& one : found) {
    const std::string document = Key(kDocuments, route.watch, core::Hex(one.key_sha256));
    if (draft.Marked(document)) continue;
    const std::string incident = Key(kIncidents, route.watch, fmt::format("{}", one.group));
    const auto known = draft.Marked(incident);
    Alert* alert = known ? draft.Change(*known) : nullptr;
    if (alert != nullptr) {
      ++alert->items;
      alert->updated = now;
    } else {
      Alert fresh;
      fresh.document = one.document;
      fresh.group = one.group;
      alert = &draft.Add(route, std::move(fresh));
      draft.Mark(incident, alert->number);
    }
    draft.Mark(document, alert->number);
  }
  Recorded recorded;
  recorded.added = draft.Commit();
  recorded.grown = draft.Changed();
  return recorded;
}

std::optional<Alert> AlertBook::Begin(const Route& route, Alert alert, core::Instant now) {
  const std::string key = Key(kOpen, alert.source, alert.trouble);
  if (space_.Get(key)) return std::nullopt;
  Draft draft(*this, now);
  alert.kind = Alert::Kind::kTrouble;
  draft.Mark(key, draft.Add(route, std::move(alert)).number);
  return draft.Commit().front();
}

std::optional<Alert> AlertBook::End(const Route& route, const std::string& source,
                                    const std::string& trouble, core::Instant now) {
  const std::string key = Key(kOpen, source, trouble);
  const auto number = space_.Get(key);
  if (!number) return std::nullopt;
  Alert alert;
  alert.kind = Alert::Kind::kRecovery;
  alert.source = source;
  alert.trouble = trouble;
  if (const auto begun = Find(NumberOf(key, *number))) alert.since = begun->since;
  Draft draft(*this, now);
  draft.Add(route, std::move(alert));
  draft.batch().Delete(key);
  return draft.Commit().front();
}

std::vector<std::pair<std::string, std::string>> AlertBook::Open() const {
  std::vector<std::pair<std::string, std::string>> open;
  Visit(space_, kOpen,
        [&](std::string_view key, std::string_view) { open.push_back(PairOf(kOpen, key)); });
  return open;
}

std::map<std::string, core::Instant> AlertBook::Unreachable() const {
  std::map<std::string, core::Instant> since;
  Visit(space_, kUnreachable, [&](std::string_view key, std::string_view value) {
    since.emplace(key.substr(kUnreachable.size()), InstantOf(key, value));
  });
  return since;
}

void AlertBook::NoteUnreachable(const std::string& source, std::optional<core::Instant> since) {
  const std::string key = std::string(kUnreachable) + source;
  core::Batch batch;
  if (since) {
    batch.Put(key, fmt::format("{}", since->time_since_epoch().count()));
  } else {
    batch.Delete(key);
  }
  space_.Write(batch);
}

core::Instant AlertBook::FirstSeen(const std::string& programme, core::Instant now) {
  const std::string key = std::string(kProgrammes) + programme;
  if (const auto value = space_.Get(key)) return InstantOf(key, *value);
  core::Batch batch;
  batch.Put(key, fmt::format("{}", now.time_since_epoch().count()));
  space_.Write(batch);
  return now;
}

std::optional<Issue> AlertBook::FindIssue(const std::string& programme,
                                          const std::string& period) const {
  const std::string key = Key(kIssues, programme, period);
  const auto value = space_.Get(key);
  if (!value) return std::nullopt;
  return DecodeIssue(key, *value);
}

void AlertBook::BeginIssue(const std::string& programme, const std::string& period,
                           const Issue& issue) {
  core::Batch batch;
  batch.Put(Key(kIssues, programme, period), Encode(issue));
  space_.Write(batch);
  if (!issue.done) unfinished_[programme].insert(period);
}

std::set<std::string> AlertBook::Unfinished(const std::string& programme) const {
  const auto found = unfinished_.find(programme);
  return found == unfinished_.end() ? std::set<std::string>() : found->second;
}

Alert AlertBook::EndIssue(const Route& route, Alert alert, core::Instant now) {
  auto issue = FindIssue(alert.programme, alert.period).value_or(Issue{now, 0, false});
  issue.done = true;
  Draft draft(*this, now);
  draft.batch().Put(Key(kIssues, alert.programme, alert.period), Encode(issue));
  alert.kind = Alert::Kind::kSummary;
  draft.Add(route, std::move(alert));
  alert = draft.Commit().front();
  unfinished_[alert.programme].erase(alert.period);
  return alert;
}

std::vector<Alert> AlertBook::Newest(const std::string& watch) const {
  std::vector<Alert> alerts;
  const auto shown = shown_.find(watch);
  if (shown == shown_.end()) return alerts;
  for (const std::uint64_t number : shown->second) {
    if (auto alert = Find(number)) alerts.push_back(*std::move(alert));
  }
  return alerts;
}

std::optional<Alert> AlertBook::Find(std::uint64_t number) const {
  const std::string key = Key(kAlerts, number);
  const auto value = space_.Get(key);
  if (!value) return std::nullopt;
  return DecodeAlert(key, *value);
}

std::vector<Letter> AlertBook::TakeDue(core::Instant now) {
  std::vector<Letter> due;
  core::Batch batch;
  for (auto& [number, letter] : letters_) {
    if (letter.due > now) continue;
    if (!letter.closed) {
      letter.closed = true;
      batch.Put(Key(kLetters, number), Encode(letter));
    }
    due.push_back(letter);
  }
  if (!batch.empty()) space_.Write(batch);
  return due;
}

std::map<Channel, core::Instant> AlertBook::NextLetters() const {
  std::map<Channel, core::Instant> next;
  for (const auto& [number, letter] : letters_) {
    const auto at = next.try_emplace(letter.channel, letter.due).first;
    at->second = std::min(at->second, letter.due);
  }
  return next;
}

void AlertBook::Remove(const Letter& letter) {
  core::Batch batch;
  batch.Delete(Key(kLetters, letter.number));
  batch.Put(fmt::format("last/{}", kLetters), fmt::format("{}", last_letter_));
  space_.Write(batch);
  letters_.erase(letter.number);
}

void AlertBook::PutOff(Letter letter, core::Instant now, core::Instant due, std::string trouble) {
  if (!letter.tried) letter.tried = now;
  letter.due = due;
  ++letter.attempts;
  letter.trouble = std::move(trouble);
  core::Batch batch;
  batch.Put(Key(kLetters, letter.number), Encode(letter));
  space_.Write(batch);
  letters_[letter.number] = std::move(letter);
}

void AlertBook::Forget(core::Instant before) {
  std::vector<std::uint64_t> kept;  // by open troubles and letters
  Visit(space_, kOpen, [&](std::string_view key, std::string_view value) {
    kept.push_back(NumberOf(key, value));
  });
  for (const auto& [number, letter] : letters_) {
    kept.insert(kept.end(), letter.alerts.begin(), letter.alerts.end());
  }
  std::sort(kept.begin(), kept.end());
  core::Batch batch;
  std::vector<std::uint64_t> gone;
  Visit(space_, kAlerts, [&](std::string_view key, std::string_view value) {
    const Alert alert = DecodeAlert(key, value);
    if (alert.updated >= before || std::binary_search(kept.begin(), kept.end(), alert.number)) {
      return;
    }
    gone.push_back(alert.number);
    batch.Delete(std::string(key));
  });
  if (gone.empty()) return;
  for (const std::string_view marks : {kIncidents, kDocuments}) {
    Visit(space_, marks, [&](std::string_view key, std::string_view value) {
      if (std::binary_search(gone.begin(), gone.end(), NumberOf(key, value))) {
        batch.Delete(std::string(key));
      }
    });
  }
  batch.Put(fmt::format("last/{}", kAlerts), fmt::format("{}", last_alert_));
  space_.Write(batch);
  for (auto& [watch, shown] : shown_) {
    std::erase_if(shown, [&](std::uint64_t number) {
      return std::binary_search(gone.begin(), gone.end(), number);
    });
  }
}

std::vector<std::string> WatchesIn(const core::KeyValue& space) {
  std::vector<std::string> watches;
  Visit(space, kWatches, [&](std::string_view key, std::string_view) {
    watches.emplace_back(key.substr(kWatches.size()));
  });
  return watches;
}

AlertStanding StandingOf(const core::KeyValue& space) {
  AlertStanding standing;
  for (const std::string& watch : WatchesIn(space)) standing.last[watch];
  Visit(space, kAlerts, [&](std::string_view key, std::string_view value) {
    const Alert alert = DecodeAlert(key, value);
    standing.last[alert.watch] = alert.raised;
    ++standing.alerts;
  });
  Visit(space, kLetters, [&](std::string_view key, std::string_view value) {
    ++standing.letters;
    if (DecodeLetter(key, value).attempts > 0) ++standing.failing;
  });
  Visit(space, kOpen, [&](std::string_view key, std::string_view) {
    standing.open.push_back(PairOf(kOpen, key));
  });
  return standing;
}

}  // namespace monitor
