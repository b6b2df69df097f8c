#include "app/duties.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <utility>
#include <vector>

#include "app/alert_delivery.h"
#include "app/alert_json.h"
#include "app/alert_text.h"
#include "app/source_alarms.h"
#include "app/standing_queries.h"
#include "app/summary_issuer.h"
#include "app/vocabulary.h"
#include "app/workspace.h"
#include "core/first_line.h"

namespace app {
namespace {

using monitor::Alert;

constexpr std::chrono::minutes kJudgeEvery{10}, kTryAgain{1};
constexpr std::chrono::hours kForgetEvery{24}, kRememberedAtLeast{24 * 90};

// As long as another version of a document may be found.
std::chrono::hours RememberedFor(const std::vector<monitor::Watch>& watches) {
  std::chrono::hours longest = kRememberedAtLeast;
  for (const monitor::Watch& watch : watches) longest = std::max(longest, watch.newest);
  return longest;
}

AlertDelivery::Options DeliveryOptions(store::Store& store, const Duties::Options& options) {
  AlertDelivery::Options delivery;
  delivery.sync = [&store] { store.Sync(); };
  delivery.stop = options.stop;
  return delivery;
}

}  // namespace

struct Duties::Impl {
  Impl(store::Store& store_in, const config::Settings& settings_in, classify::Lexicon lexicon_in,
       const nlp::Analyzer& analyzer, RunLog& log_in, const Options& options_in)
      : settings(settings_in),
        lexicon(std::move(lexicon_in)),
        log(log_in),
        options(options_in),
        vocabulary([this] { return lexicon; }),
        book(store_in.space(monitor::kAlertSpace)),
        queries(store_in, settings.duties.watches, analyzer, vocabulary, settings.language,
                *core::Zone::Find(settings.zone)),
        texts(store_in, queries, settings),
        issuer(store_in, settings, lexicon),
        alarms(store_in, settings),
        delivery(book, texts, settings, options.mail, options.http, log,
                 DeliveryOptions(store_in, options)),
        next_judging(options.judge_from) {
    queries.Begin(book);
  }

  // What fails rests; the other duties go on.
  void Attempt(const std::string& duty, core::Instant now, const std::function<void()>& work) {
    const auto rest = rests.find(duty);
    if (rest != rests.end() && now < rest->second) return;
    try {
      work();
      if (rest != rests.end()) rests.erase(rest);
    } catch (const Failure& failure) {
      rests[duty] = now + kTryAgain;
      log.Write("duty_failed", {{"duty", duty}, {"reason", failure.what()}});
    }
  }

  void Tell(const std::vector<Alert>& added, const std::vector<Alert>& grown = {}) {
    for (const Alert& alert : added) {
      ++alerts[{alert.watch, std::string(Name(alert.kind))}];
      if (alert.kind == Alert::Kind::kSummary) ++summaries;
      log.Write("alert", ToJson(alert));
    }
    if (!feeds_written) return;  // then all are written
    untold.insert(untold.end(), added.begin(), added.end());
    untold.insert(untold.end(), grown.begin(), grown.end());
  }

  void Tick(core::Instant now) {
    const monitor::Recorded recorded = queries.Ask(book, now);
    Tell(recorded.added, recorded.grown);
    if (now >= next_judging) {
      Tell(alarms.Judge(book, now));
      next_judging = now + kJudgeEvery;
    }
    for (const monitor::Programme& programme : settings.duties.schedule) {
      Attempt("summary " + programme.name, now, [&] {
        issuer.Issue(programme, book, now, [this](const Alert& issued) { Tell({issued}); });
      });
    }
    Attempt("feeds", now, [&] {
      const std::vector<Alert> changed = std::exchange(untold, {});
      if (std::exchange(feeds_written, false)) {
        delivery.WriteFeeds(changed);
      } else {
        delivery.WriteAllFeeds(now);
      }
      feeds_written = true;
    });
    delivery.Send(now);
    if (now >= next_forgetting) {
      book.Forget(now - RememberedFor(settings.duties.watches));
      next_forgetting = now + kForgetEvery;
    }
  }

  const config::Settings settings;
  const classify::Lexicon lexicon;
  RunLog& log;
  const Options options;
  const Vocabulary vocabulary;
  monitor::AlertBook book;
  StandingQueries queries;
  AlertTexts texts;
  SummaryIssuer issuer;
  SourceAlarms alarms;
  AlertDelivery delivery;
  core::Instant next_judging, next_forgetting{};
  std::map<std::string, core::Instant> rests;  // by duty
  bool feeds_written = false;                  // but for what is untold
  std::vector<Alert> untold;
  std::map<std::pair<std::string, std::string>, std::uint64_t> alerts;
  std::uint64_t summaries = 0;
};

namespace {

// A password that cannot be read is better told now than with the first alert.
const config::Settings& WithSecrets(const config::Settings& settings) {
  std::vector<core::Error> errors;
  const auto check = [&errors](const std::filesystem::path& file, std::string_view what) {
    if (file.empty()) return;
    std::ifstream stream(file);
    if (core::FirstLineOf(stream)) return;
    errors.push_back({fmt::format("{}: cannot read {} in its first line", file.string(), what)});
  };
  const config::Duties& duties = settings.duties;
  if (duties.mail && !duties.mail->user.empty()) check(duties.mail->password_file, "the password");
  if (duties.webhook) check(duties.webhook->secret_file, "the secret of the webhook");
  if (!errors.empty()) throw Failure(errors);
  return settings;
}

}  // namespace

Duties::Duties(store::Store& store, const config::Settings& settings, classify::Lexicon lexicon,
               const nlp::Analyzer& analyzer, RunLog& log, Options options)
    : impl_(std::make_unique<Impl>(store, WithSecrets(settings), std::move(lexicon), analyzer, log,
                                   options)) {}

Duties::~Duties() = default;

void Duties::Tick(core::Instant now) {
  impl_->Tick(now);
}

core::Instant Duties::Next(core::Instant now) const {
  core::Instant next = std::min(impl_->next_judging, impl_->next_forgetting);
  for (const auto& [programme, due] : impl_->issuer.Next(now)) next = std::min(next, due.at);
  for (const auto& [duty, until] : impl_->rests) next = std::min(next, until);
  if (const auto send = impl_->delivery.NextSend()) next = std::min(next, *send);
  return next;
}

DutyFigures Duties::figures() const {
  DutyFigures figures;
  figures.alerts = impl_->alerts;
  figures.summaries = impl_->summaries;
  figures.delivered = impl_->delivery.totals().delivered;
  figures.failed = impl_->delivery.totals().failed;
  figures.given_up = impl_->delivery.totals().given_up;
  figures.waiting = impl_->book.letters();
  figures.sources = impl_->alarms.health();
  figures.open = impl_->book.Open();
  return figures;
}

}  // namespace app
