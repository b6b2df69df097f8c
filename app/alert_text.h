// Alerts in words, for feeds, letters and logs.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "app/standing_queries.h"
#include "config/settings.h"
#include "core/language.h"
#include "core/time.h"
#include "monitor/alert.h"
#include "store/store.h"

namespace app {

// Strings may hold foreign text, each line of which is printable; appeals are masked, as they are
// stored.
struct AlertText {
  std::string title;
  std::string text;    // several lines
  std::string source;  // the outlet's name
  std::string link;    // may be empty
};

// Not thread-safe.
class AlertTexts {
 public:
  // All outlive this.
  AlertTexts(const store::Store& store, const StandingQueries& queries,
             const config::Settings& settings);

  // nullopt if the document was erased.
  std::optional<AlertText> Of(const monitor::Alert& alert);
  // Title of the feed of a watch.
  std::string FeedTitle(std::string_view watch) const;
  // Of a letter of several alerts.
  std::string DigestTitle(std::string_view watch, std::size_t alerts) const;

 private:
  std::optional<AlertText> OfDocument(const monitor::Alert& alert);
  AlertText OfTrouble(const monitor::Alert& alert) const;
  AlertText OfSummary(const monitor::Alert& alert) const;
  std::string NameOf(const std::string& source) const;

  const store::Store& store_;
  const StandingQueries& queries_;
  const config::Settings& settings_;
  const core::Zone zone_;
  std::map<std::string, SoughtWords, std::less<>> sought_;  // by watch
};

}  // namespace app
