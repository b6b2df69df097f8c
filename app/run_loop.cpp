#include "app/run_loop.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <filesystem>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "app/clock.h"
#include "app/crawl.h"
#include "app/duties.h"
#include "app/events.h"
#include "app/metrics.h"
#include "app/service_manager.h"
#include "crawler/curl_http_client.h"
#include "crawler/curl_mail_client.h"

namespace app {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds kLookEvery{5};    // for new documents and changed files
constexpr std::chrono::minutes kStandstill{60};  // after it sources are judged
constexpr std::chrono::minutes kLongestBeat{5};  // of duties: mail, webhook, a large summary

// Tells that the crawl is alive: its thread asks the client all the time.
class BeatingHttpClient : public core::HttpClient {
 public:
  explicit BeatingHttpClient(crawler::CurlHttpClient::Options options)
      : client_(std::move(options)) {}

  void Start(core::HttpRequest request, Callback done) override {
    client_.Start(std::move(request), std::move(done));
  }
  std::size_t Poll(std::chrono::milliseconds patience) override {
    last_ = steady_clock::now().time_since_epoch().count();
    return client_.Poll(patience);
  }
  void Wake() override { client_.Wake(); }

  steady_clock::time_point last() const {
    return steady_clock::time_point(steady_clock::duration(last_.load()));
  }

 private:
  crawler::CurlHttpClient client_;
  std::atomic<steady_clock::rep> last_{steady_clock::now().time_since_epoch().count()};
};

// Times and sizes of the files of a configuration.
using Signature = std::map<std::string, std::pair<std::filesystem::file_time_type, std::uintmax_t>>;

Signature SignatureOf(const std::filesystem::path& folder) {
  Signature signature;
  const auto add = [&](const std::filesystem::path& file) {
    std::error_code none;
    const auto time = std::filesystem::last_write_time(file, none);
    if (none) return;
    signature[file.string()] = {time, std::filesystem::file_size(file, none)};
  };
  for (const char* name : {"sholu.yaml", "sources.yaml", "imports.yaml"}) add(folder / name);
  for (const char* name : {"lexicon", "registry"}) {
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder / name, none)) {
      if (entry.path().extension() == ".yaml") add(entry.path());
    }
  }
  return signature;
}

}  // namespace

struct RunLoop::Impl {
  Impl(Workspace& workspace_in, RunLog& log_in, RunOptions options_in)
      : workspace(workspace_in), log(log_in), options(std::move(options_in)) {}

  // All that a generation needs of files, read and found right.
  struct Configuration {
    config::Settings settings;
    ReadyLexicon lexicon;
  };

  // One configuration, from its beginning to its end.
  void RunGeneration(const std::stop_token& stop, const ReadyLexicon& lexicon);
  void ServeMetrics();
  void OpenEvents();
  void Attend(Duties& duties, const BeatingHttpClient& http, std::stop_source& ending);
  void TickOnce(Duties& duties, core::Instant now);
  void LookForChanges(std::stop_source& ending);
  std::optional<Configuration> ReadAnew();
  void Wait(core::Instant until, const std::stop_token& stop);

  Workspace& workspace;
  RunLog& log;
  const RunOptions options;
  std::unique_ptr<Metrics> metrics;
  std::string metrics_at;
  bool reloaded = false;
  const core::Instant begun = Now();
  Signature signature;
  std::optional<Configuration> next;  // that the next generation begins with
  std::optional<EventLog> events;
  std::atomic<bool> asked_to_reload = false;

  std::mutex mutex;
  std::condition_variable_any wake;
  core::HttpClient* http_to_wake = nullptr;  // under the mutex
  std::exception_ptr failure;                // of Attend; read once its thread has ended
};

RunLoop::RunLoop(Workspace& workspace, RunLog& log, RunOptions options)
    : impl_(std::make_unique<Impl>(workspace, log, std::move(options))) {}
RunLoop::~RunLoop() = default;

void RunLoop::Reload() {
  impl_->asked_to_reload = true;
  Wake();
}

void RunLoop::Wake() {
  const std::lock_guard lock(impl_->mutex);
  if (impl_->http_to_wake != nullptr) impl_->http_to_wake->Wake();
  impl_->wake.notify_all();
}

void RunLoop::Run(std::stop_token stop) {
  impl_->signature = SignatureOf(impl_->workspace.folder);
  ReadyLexicon lexicon = impl_->workspace.ReadLexiconToTag(impl_->workspace.settings);
  for (;;) {
    impl_->RunGeneration(stop, lexicon);
    if (!impl_->next || stop.stop_requested()) break;
    const store::Options opened = impl_->workspace.settings.store;  // as long as it is open
    impl_->workspace.settings = std::move(impl_->next->settings);
    impl_->workspace.settings.store = opened;
    lexicon = std::move(impl_->next->lexicon);
    impl_->next.reset();
    impl_->reloaded = true;
  }
  TellStopping();
  impl_->log.Write("stopped");
}

void RunLoop::Impl::ServeMetrics() {
  const std::string& at = workspace.settings.duties.metrics;
  if (metrics_at == at) return;
  metrics.reset();
  metrics_at.clear();
  if (at.empty()) return;
  auto serving = Metrics::Serve(at);
  if (serving) {
    metrics = *std::move(serving);
    metrics_at = at;
  } else if (reloaded) {  // a run that works goes on without them, until it is asked again
    log.Write("metrics_failed", {{"reason", serving.error().message}});
  } else {
    throw Failure(serving.error());
  }
}

// Anew in each generation: the file may have been put away meanwhile.
void RunLoop::Impl::OpenEvents() {
  auto opened = EventLog::Open(options.events);
  if (opened) {
    events = *std::move(opened);
  } else if (events) {  // into the old one, wherever it is now
    log.Write("events_failed", {{"reason", opened.error().message}});
  } else {
    throw Failure(opened.error());
  }
}

void RunLoop::Impl::RunGeneration(const std::stop_token& stop, const ReadyLexicon& lexicon) {
  const config::Settings& settings = workspace.settings;
  workspace.BeginToTag(lexicon.kept);
  std::stop_source ending;
  const std::stop_callback pass_on(stop, [&ending] { ending.request_stop(); });
  BeatingHttpClient http(settings.http);
  crawler::CurlHttpClient webhook(settings.http);
  std::optional<crawler::CurlMailClient> mail;
  if (settings.duties.mail) {
    auto of_mail = *settings.duties.mail;
    of_mail.stop = ending.get_token();
    mail.emplace(std::move(of_mail));
  }
  Duties::Options of_duties;
  of_duties.mail = mail ? &*mail : nullptr;
  of_duties.http = settings.duties.webhook ? &webhook : nullptr;
  of_duties.stop = ending.get_token();
  of_duties.judge_from = options.once ? core::Instant{} : begun + kStandstill;
  Duties duties(*workspace.store, settings, lexicon.written, *workspace.analyzer, log, of_duties);
  ServeMetrics();
  if (metrics) metrics->BeginCrawl();
  if (metrics) metrics->BeginDuties();
  OpenEvents();
  log.Write("began", {{"sources", settings.sources.size()},
                      {"watches", settings.duties.watches.size()},
                      {"schedule", settings.duties.schedule.size()},
                      {"lexicon", lexicon.kept.version},
                      {"commit", workspace.store->last_commit()}});
  TellReady(fmt::format("{} sources", settings.sources.size()));
  {
    const std::lock_guard lock(mutex);
    http_to_wake = &http;
  }
  std::jthread attendant([&] { Attend(duties, http, ending); });
  CrawlTotals totals;
  std::exception_ptr lost;
  try {
    totals = Crawl(CrawlSettingsOf(settings, options.once), *workspace.analyzer,
                   *lexicon.classifier, *workspace.store, http, *events, ending.get_token(),
                   [&](const CrawlTotals& now, const crawler::Frontier::Counts& counts) {
                     if (metrics) metrics->Set(now, counts);
                   });
  } catch (...) {
    lost = std::current_exception();
  }
  const bool ended_by_itself = !ending.stop_requested();
  ending.request_stop();
  {
    const std::lock_guard lock(mutex);
    http_to_wake = nullptr;
    wake.notify_all();
  }
  attendant.join();
  if (lost) std::rethrow_exception(lost);
  if (failure) std::rethrow_exception(failure);
  log.Write("crawled", {{"fetched", totals.fetch.fetched},
                        {"added", totals.documents.added},
                        {"updated", totals.documents.updated},
                        {"failed", totals.fetch.failed}});
  // A crawl that ended by itself leaves what was committed last to be told of.
  if (!ended_by_itself) return;
  of_duties.stop = stop;
  if (mail) {
    auto of_mail = *settings.duties.mail;
    of_mail.stop = stop;
    mail.emplace(std::move(of_mail));
  }
  Duties last(*workspace.store, settings, lexicon.written, *workspace.analyzer, log, of_duties);
  core::Instant now = Now();
  for (last.Tick(now); last.Next(now) <= now && !stop.stop_requested(); last.Tick(now)) now = Now();
}

void RunLoop::Impl::Attend(Duties& duties, const BeatingHttpClient& http,
                           std::stop_source& ending) {
  try {
    const std::stop_token stop = ending.get_token();
    const auto every = WatchdogInterval() / 3;
    // The watchdog has a thread of its own, which tells that both others live: a letter may take
    // longer than its interval.
    std::atomic<steady_clock::rep> beat{steady_clock::now().time_since_epoch().count()};
    std::jthread watchdog;
    if (every.count() > 0) {
      watchdog = std::jthread([&, every](const std::stop_token& end) {
        std::mutex own;
        std::condition_variable_any never;
        std::unique_lock lock(own);
        while (!end.stop_requested()) {
          const auto now = steady_clock::now();
          const auto last = steady_clock::time_point(steady_clock::duration(beat.load()));
          if (now - http.last() < every * 3 && now - last < kLongestBeat) TellAlive();
          never.wait_for(lock, end, every, [] { return false; });
        }
      });
    }
    while (!stop.stop_requested()) {
      beat = steady_clock::now().time_since_epoch().count();
      const core::Instant now = Now();
      if (options.until && now >= *options.until) {
        ending.request_stop();
        break;
      }
      // While a crawl of `once` goes on, its sources would be judged too early.
      if (!options.once) TickOnce(duties, now);
      LookForChanges(ending);
      core::Instant next_look = now + kLookEvery;
      if (!options.once)
        next_look = std::clamp(duties.Next(now), now + std::chrono::seconds(1), next_look);
      if (options.until) next_look = std::min(next_look, *options.until);
      Wait(next_look, stop);
    }
  } catch (...) {
    failure = std::current_exception();
    ending.request_stop();
  }
}

void RunLoop::Impl::TickOnce(Duties& duties, core::Instant now) {
  duties.Tick(now);
  if (metrics) metrics->Set(duties.figures(), workspace.store->last_commit());
}

void RunLoop::Impl::LookForChanges(std::stop_source& ending) {
  Signature now = SignatureOf(workspace.folder);
  const bool changed = now != signature;
  if (!asked_to_reload.exchange(false) && !changed) return;
  signature = std::move(now);
  next = ReadAnew();
  if (metrics) metrics->CountReload(next.has_value());
  if (!next) return;
  log.Write("reload", {{"sources", next->settings.sources.size()},
                       {"watches", next->settings.duties.watches.size()},
                       {"schedule", next->settings.duties.schedule.size()}});
  TellReloading();
  ending.request_stop();
}

// What is wrong is logged, and the run goes on as it was. What is right is read once: the files may
// change before the next generation begins.
std::optional<RunLoop::Impl::Configuration> RunLoop::Impl::ReadAnew() {
  try {
    config::Settings settings = SettingsIn(workspace.folder);
    ReadyLexicon lexicon = workspace.ReadLexiconToTag(settings);
    Duties(*workspace.store, settings, lexicon.written, *workspace.analyzer, log, {});
    return Configuration{std::move(settings), std::move(lexicon)};
  } catch (const Failure& failed) {
    log.Write("reload_refused", {{"reason", failed.what()}});
    return std::nullopt;
  }
}

void RunLoop::Impl::Wait(core::Instant until, const std::stop_token& stop) {
  std::unique_lock lock(mutex);
  wake.wait_until(lock, stop, std::chrono::system_clock::time_point(until),
                  [this] { return asked_to_reload.load(); });
}

}  // namespace app
