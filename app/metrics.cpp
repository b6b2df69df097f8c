#include "app/metrics.h"

#include <fmt/format.h>
#include <prometheus/counter.h>
#include <prometheus/exposer.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>

#include <array>
#include <map>
#include <mutex>
#include <string_view>
#include <utility>

namespace app {
namespace {

using prometheus::Labels;
using Counters = prometheus::Family<prometheus::Counter>;
using Gauges = prometheus::Family<prometheus::Gauge>;
using Clock = std::chrono::system_clock;

double Seconds(core::Instant instant) {
  return static_cast<double>(instant.time_since_epoch().count());
}

// Reasons are words of ours, but for the status that a server makes up: one that HTTP does not have
// (RFC 9110 section 15) does not stand for itself.
std::string LabelOf(const std::string& reason) {
  constexpr std::string_view kStatus = "status ";
  const auto at = reason.rfind(kStatus);
  if (at == reason.npos) return reason;
  const std::string_view status = std::string_view(reason).substr(at + kStatus.size());
  const bool known = status.size() == 3 && status[0] >= '1' && status[0] <= '5';
  return known ? reason : reason.substr(0, at + kStatus.size()) + "other";
}

// Counters whose sources begin anew, now and then, at zero.
class Growing {
 public:
  explicit Growing(Counters& family) : family_(family) {}

  void Begin() { seen_.clear(); }
  void Set(const Labels& labels, std::uint64_t value) {
    std::uint64_t& seen = seen_[labels];
    family_.Add(labels).Increment(static_cast<double>(value - std::min(seen, value)));
    seen = value;
  }

 private:
  Counters& family_;
  std::map<Labels, std::uint64_t> seen_;
};

}  // namespace

struct Metrics::Impl {
  explicit Impl(const std::string& listen) : exposer(listen, 1) {
    exposer.RegisterCollectable(registry);
    Gauge("sholu_start_time_seconds", "When the run began, Unix time.")
        .Add({})
        .Set(static_cast<double>(Clock::to_time_t(Clock::now())));
  }

  Counters& Counter(const std::string& name, const std::string& help) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(*registry);
  }
  Gauges& Gauge(const std::string& name, const std::string& help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(*registry);
  }

  std::shared_ptr<prometheus::Registry> registry = std::make_shared<prometheus::Registry>();
  std::mutex mutex;
  Growing fetches{Counter("sholu_fetches_total", "Answers to requests, by what they were.")};
  Growing failures{Counter("sholu_fetch_failures_total", "Requests that failed, by reason.")};
  Growing bytes{Counter("sholu_fetched_bytes_total", "Bytes of bodies as received.")};
  Growing documents{Counter("sholu_documents_total", "Documents put, by what became of them.")};
  Growing refused{Counter("sholu_pages_refused_total", "Pages that gave no document, by reason.")};
  Growing alerts{Counter("sholu_alerts_total", "Alerts raised, by watch and kind.")};
  Growing summaries{Counter("sholu_summaries_total", "Summaries issued.")};
  Growing letters{
      Counter("sholu_letters_total",
              "Attempts to deliver: delivered, failed and to be repeated, or given_up.")};
  Counters& reloads = Counter("sholu_reloads_total", "Configurations read anew, by result.");
  Gauges& waiting = Gauge("sholu_letters_waiting", "Letters not yet delivered.");
  Gauges& frontier = Gauge("sholu_frontier_urls", "URLs of the frontier, by state.");
  Gauges& commit = Gauge("sholu_commit", "The last commit of the corpus.");
  Gauges& state = Gauge("sholu_source_state", "1 for the state that a source is in.");
  Gauges& last_item =
      Gauge("sholu_source_last_item_timestamp_seconds", "When a source published last, Unix time.");
  Gauges& trouble = Gauge("sholu_source_trouble", "1 while a source is in that trouble.");
  std::map<Labels, prometheus::Gauge*> states, troubles;
  prometheus::Exposer exposer;  // last: it asks the registry
};

Metrics::Metrics(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Metrics::~Metrics() = default;

core::Expected<std::unique_ptr<Metrics>> Metrics::Serve(const std::string& listen) {
  try {
    return std::unique_ptr<Metrics>(new Metrics(std::make_unique<Impl>(listen)));
  } catch (const std::exception&) {  // CivetWeb's, whose words say no more
    return core::Error{fmt::format(
        "metrics: cannot listen at {}: the port is taken, or the address is none of this machine",
        listen)};
  }
}

void Metrics::BeginCrawl() {
  const std::lock_guard lock(impl_->mutex);
  for (Growing* family :
       {&impl_->fetches, &impl_->failures, &impl_->bytes, &impl_->documents, &impl_->refused}) {
    family->Begin();
  }
}

void Metrics::Set(const CrawlTotals& totals, const crawler::Frontier::Counts& counts) {
  const std::lock_guard lock(impl_->mutex);
  impl_->fetches.Set({{"result", "fetched"}}, totals.fetch.fetched);
  impl_->fetches.Set({{"result", "not_modified"}}, totals.fetch.not_modified);
  impl_->fetches.Set({{"result", "failed"}}, totals.fetch.failed);
  impl_->fetches.Set({{"result", "forbidden"}}, totals.fetch.forbidden);
  impl_->bytes.Set({}, totals.fetch.bytes);
  std::map<std::string, std::uint64_t> failures;
  for (const auto& [reason, count] : totals.fetch.failures) failures[LabelOf(reason)] += count;
  for (const auto& [reason, count] : failures) impl_->failures.Set({{"reason", reason}}, count);
  std::uint64_t refused = 0;
  for (const auto& [reason, count] : totals.refused) refused += count;
  impl_->refused.Set({}, refused);
  impl_->documents.Set({{"result", "added"}}, totals.documents.added);
  impl_->documents.Set({{"result", "updated"}}, totals.documents.updated);
  impl_->documents.Set({{"result", "unchanged"}}, totals.documents.unchanged);
  impl_->frontier.Add({{"state", "queued"}}).Set(static_cast<double>(counts.queued));
  impl_->frontier.Add({{"state", "in_flight"}}).Set(static_cast<double>(counts.in_flight));
  impl_->frontier.Add({{"state", "known"}}).Set(static_cast<double>(counts.known));
}

void Metrics::BeginDuties() {
  const std::lock_guard lock(impl_->mutex);
  for (Growing* family : {&impl_->alerts, &impl_->summaries, &impl_->letters}) family->Begin();
}

void Metrics::Set(const DutyFigures& figures, store::Commit commit) {
  const std::lock_guard lock(impl_->mutex);
  for (const auto& [alert, count] : figures.alerts) {
    impl_->alerts.Set({{"watch", alert.first}, {"kind", alert.second}}, count);
  }
  impl_->summaries.Set({}, figures.summaries);
  impl_->letters.Set({{"result", "delivered"}}, figures.delivered);
  impl_->letters.Set({{"result", "failed"}}, figures.failed);
  impl_->letters.Set({{"result", "given_up"}}, figures.given_up);
  impl_->waiting.Add({}).Set(static_cast<double>(figures.waiting));
  impl_->commit.Add({}).Set(static_cast<double>(commit));
  for (const auto& [labels, gauge] : impl_->states) gauge->Set(0);
  for (const auto& [source, health] : figures.sources) {
    const Labels labels = {{"source", source}, {"state", std::string(Name(health.state))}};
    prometheus::Gauge& gauge = impl_->state.Add(labels);
    gauge.Set(1);
    impl_->states[labels] = &gauge;
    if (health.last_item) {
      impl_->last_item.Add({{"source", source}}).Set(Seconds(*health.last_item));
    }
  }
  for (const auto& [labels, gauge] : impl_->troubles) gauge->Set(0);
  for (const auto& [source, trouble] : figures.open) {
    const Labels labels = {{"source", source}, {"trouble", trouble}};
    prometheus::Gauge& gauge = impl_->trouble.Add(labels);
    gauge.Set(1);
    impl_->troubles[labels] = &gauge;
  }
}

void Metrics::CountReload(bool done) {
  const std::lock_guard lock(impl_->mutex);
  impl_->reloads.Add({{"result", done ? "done" : "refused"}}).Increment();
}

}  // namespace app
