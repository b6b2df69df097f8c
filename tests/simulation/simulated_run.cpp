// The loop of `sholu run` over months of simulated time: made-up outlets, the real crawl, store,
// watches, alarms and summaries. Checks that every planted silence is told in time, that few alarms
// are false, and that each summary is issued once, through kills.
//
// usage: simulated_run [--sources N] [--days N] [--kills N] [--per-day MIN MAX] [--seed S]
//                      [--no-troubles]
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "app/crawl.h"
#include "app/descriptor.h"
#include "app/duties.h"
#include "app/summary_issuer.h"
#include "config/lexicon_loader.h"
#include "monitor/alert_book.h"
#include "monitor/schedule.h"
#include "tests/simulation/world.h"

namespace {

using simulation::Planted;
using simulation::World;
using Time = std::chrono::system_clock::time_point;
using namespace std::chrono_literals;

// The time of the simulation; outlives the process that a kill ends.
struct Shared {
  std::atomic<std::int64_t> now{0};         // microseconds since 1970
  std::atomic<std::uint64_t> in_flight{0};  // items that are taken and not answered
  std::atomic<std::uint64_t> visits{0};
};

class Clock {
 public:
  explicit Clock(Shared& shared) : shared_(shared) {}
  Time now() const { return Time(std::chrono::microseconds(shared_.now.load())); }
  core::Instant instant() const { return std::chrono::floor<std::chrono::seconds>(now()); }
  void AdvanceTo(Time to) {
    const auto micros =
        std::chrono::duration_cast<std::chrono::microseconds>(to.time_since_epoch()).count();
    if (micros > shared_.now) shared_.now = micros;
  }

 private:
  Shared& shared_;
};

// Answers from the world after simulated time. While pages are being read, time stands still.
class WorldClient : public core::HttpClient {
 public:
  WorldClient(const World& world, Clock& clock, Shared& shared, std::function<void()> tick)
      : world_(world), clock_(clock), shared_(shared), tick_(std::move(tick)) {}

  void Start(core::HttpRequest request, Callback done) override {
    ++shared_.visits;
    core::HttpResponse response = world_.Answer(request, clock_.instant());
    response.url = request.url;
    pending_.emplace(clock_.now() + 80ms, Pending{std::move(response), std::move(done)});
  }

  std::size_t Poll(std::chrono::milliseconds patience) override {
    tick_();
    if (pending_.empty()) {
      if (shared_.in_flight > 0) {
        std::unique_lock lock(mutex_);
        woken_.wait_for(lock, 5ms, [this] { return is_awake_; });
        is_awake_ = false;
      } else {
        // The longest patience says that nothing is due for now.
        clock_.AdvanceTo(clock_.now() + (patience >= 50ms ? 5000ms : patience));
      }
      return 0;
    }
    clock_.AdvanceTo(std::min(pending_.begin()->first, clock_.now() + patience));
    while (!pending_.empty() && pending_.begin()->first <= clock_.now()) {
      Pending next = std::move(pending_.begin()->second);
      pending_.erase(pending_.begin());
      next.done(std::move(next.response));
    }
    return pending_.size();
  }

  void Wake() override {
    const std::lock_guard lock(mutex_);
    is_awake_ = true;
    woken_.notify_all();
  }

 private:
  struct Pending {
    core::HttpResponse response;
    Callback done;
  };
  const World& world_;
  Clock& clock_;
  Shared& shared_;
  std::function<void()> tick_;
  std::multimap<Time, Pending> pending_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool is_awake_ = false;
};

struct Arguments {
  World::Options world;
  int days = 60, kills = 4;
  std::string live;  // the folder of a simulation of which this process is one life
};

config::Settings SettingsOf(const World& world, const std::filesystem::path& folder) {
  config::Settings settings;
  settings.sources = world.Sources();
  settings.store.folder = folder / "store";
  settings.archive.folder = folder / "archive";
  settings.frontier.revisit.emplace();
  settings.duties.feeds = folder / "alerts";
  monitor::Watch& watch = settings.duties.watches.emplace_back();
  watch.route.watch = "bribes";
  watch.query = "взятка";
  watch.query_at = "the simulation";
  watch.newest = std::chrono::hours(24 * 30);
  for (const auto& [name, every] : {std::pair("daily", monitor::Step::kDay),
                                    {"weekly", monitor::Step::kWeek},
                                    {"monthly", monitor::Step::kMonth}}) {
    monitor::Programme programme;
    programme.name = name;
    programme.sphere = "health";
    programme.every = every;
    programme.formats = {"json"};
    programme.folder = folder / "summaries";
    settings.duties.schedule.push_back(std::move(programme));
  }
  return settings;
}

std::unique_ptr<store::Store> OpenStore(store::Options options, bool read_only) {
  options.read_only = read_only;
  auto store = store::Store::Open(options);
  if (!store) throw std::runtime_error(store.error().message);
  return *std::move(store);
}

std::uint64_t ResidentKilobytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::stoull(line.substr(6));
  }
  return 0;
}

// From where the clock stands to the end of the world.
void Live(const World& world, const config::Settings& settings, Shared& shared) {
  const nlp::Analyzer analyzer;
  auto classifier = classify::Classifier::Compile(config::BuiltInLexicon(), analyzer, {});
  if (!classifier) throw std::runtime_error("the lexicon does not compile");
  const auto store = OpenStore(settings.store, false);
  Clock clock(shared);
  app::RunLog log(true, [&clock] { return clock.instant(); });
  app::Duties::Options options;
  options.judge_from = clock.instant() + 1h;
  app::Duties duties(*store, settings, config::BuiltInLexicon(), analyzer, log, options);
  std::stop_source stop;
  core::Instant next = clock.instant();
  const core::Instant begin = world.options().begin, end = world.options().end;
  auto quarter = (next - begin) * 4 / (end - begin) + 1;
  WorldClient http(world, clock, shared, [&] {
    const core::Instant now = clock.instant();
    if (now >= end) stop.request_stop();
    if (now < next) return;
    duties.Tick(now);
    next = std::min(std::max(duties.Next(now), now + 1s), now + 60s);
    if (now - begin >= (end - begin) * quarter / 4) {
      fmt::print(stderr, "{} of 4: {} documents, {} MB resident\n", quarter++,
                 store->counters().documents, ResidentKilobytes() / 1024);
    }
  });
  app::CrawlSettings crawl = app::CrawlSettingsOf(settings, false);
  crawl.clock = [&clock] { return clock.now(); };
  crawl.pipeline.linger = 0ms;
  auto events = app::EventLog::Open("");
  app::Crawl(crawl, analyzer, **classifier, *store, http, *events, stop.get_token(),
             [&](const app::CrawlTotals&, const crawler::Frontier::Counts& counts) {
               shared.in_flight = counts.in_flight;
             });
  duties.Tick(clock.instant());
}

// Alerts are forgotten after a while: what there is is read after each kill.
using Alerts = std::map<std::uint64_t, monitor::Alert>;
void ReadAlerts(const config::Settings& settings, Alerts& alerts) {
  const auto store = OpenStore(settings.store, true);
  const monitor::AlertBook book(store->space(monitor::kAlertSpace));
  for (std::uint64_t number = 1; number <= book.last_number(); ++number) {
    if (auto alert = book.Find(number)) alerts[number] = *std::move(alert);
  }
}

class Verdict {
 public:
  template <typename... Values>
  void Expect(bool holds, fmt::format_string<Values...> text, Values&&... values) {
    if (holds) return;
    fmt::print("FAILED {}\n", fmt::format(text, std::forward<Values>(values)...));
    failed_ = true;
  }
  bool failed() const { return failed_; }

 private:
  bool failed_ = false;
};

void CheckSources(const World& world, const Alerts& alerts, Verdict& verdict) {
  constexpr auto kAfter = std::chrono::days(8);
  std::size_t due = 0, told = 0, false_alarms = 0;
  std::vector<std::vector<const monitor::Alert*>> by_source(world.options().sources);
  for (const auto& [number, alert] : alerts) {
    if (alert.kind != monitor::Alert::Kind::kTrouble || alert.trouble == "unreachable") continue;
    if (const auto source = World::NumberOf(alert.source)) by_source[*source].push_back(&alert);
  }
  std::map<std::string_view, int> kinds;
  for (const Planted& planted : world.planted()) {
    ++kinds[Name(planted.trouble)];
    if (!planted.silences()) continue;
    ++due;
    const auto& mine = by_source[planted.source];
    const bool in_time = std::any_of(mine.begin(), mine.end(), [&](const auto* alert) {
      return alert->trouble == "silent" && alert->raised >= planted.from &&
             alert->raised <= planted.told_by;
    });
    told += in_time ? 1 : 0;
    verdict.Expect(in_time, "s{}: {} from {} was not told by {}", planted.source,
                   Name(planted.trouble), core::ToUtcString(planted.from),
                   core::ToUtcString(planted.told_by));
  }
  for (std::size_t source = 0; source < by_source.size(); ++source) {
    for (const monitor::Alert* alert : by_source[source]) {
      const bool so =
          std::any_of(world.planted().begin(), world.planted().end(), [&](const Planted& planted) {
            return planted.source == source && planted.silences() &&
                   alert->raised >= planted.from && alert->raised <= planted.to + kAfter;
          });
      if (so) continue;
      ++false_alarms;
      fmt::print("false alarm: {} {} raised {}\n", alert->source, alert->trouble,
                 core::ToUtcString(alert->raised));
    }
  }
  const double years = std::chrono::duration<double>(world.options().end - world.options().begin) /
                       std::chrono::years(1) * static_cast<double>(world.options().sources);
  fmt::print("planted:");
  for (const auto& [kind, count] : kinds) fmt::print(" {} {}", count, kind);
  fmt::print("\nsilences told in time: {} of {}; false alarms: {} in {:.1f} years of sources\n",
             told, due, false_alarms, years);
  verdict.Expect(static_cast<double>(false_alarms) < std::max(1.0, years),
                 "one false alarm per source and year or more");
}

void CheckSummaries(const World& world, const config::Settings& settings, const Alerts& alerts,
                    Verdict& verdict) {
  const core::Zone zone = *core::Zone::Find(settings.zone);
  std::map<std::string, int> issued;
  for (const auto& [number, alert] : alerts) {
    if (alert.kind == monitor::Alert::Kind::kSummary) ++issued[alert.programme + alert.period];
  }
  std::size_t due = 0;
  for (const monitor::Programme& programme : settings.duties.schedule) {
    for (const monitor::Due& one :
         DueBetween(programme.every, programme.at, zone, world.options().begin, world.options().end,
                    100'000)) {
      ++due;
      const int times = issued[programme.name + one.name];
      verdict.Expect(times == 1, "summary {} of {} was issued {} times", programme.name, one.name,
                     times);
      for (const auto& file : app::SummaryIssuer::FilesOf(programme, one.name)) {
        std::error_code missing;
        const auto size = std::filesystem::file_size(file, missing);
        verdict.Expect(!missing, "{} is not there: {}", file.string(), missing.message());
        verdict.Expect(missing || size > 100, "{} is empty", file.string());
      }
    }
  }
  verdict.Expect(due > 0, "no summary was due");
  verdict.Expect(issued.size() == due, "{} summaries were issued, {} due", issued.size(), due);
  fmt::print("summaries: {}, each once\n", due);
}

void CheckWatch(const World& world, const config::Settings& settings, const Alerts& alerts,
                Verdict& verdict) {
  const auto store = OpenStore(settings.store, true);
  const nlp::Analyzer analyzer;
  std::uint64_t told = 0;
  std::set<store::DocumentNumber> documents;
  for (const auto& [number, alert] : alerts) {
    if (alert.kind != monitor::Alert::Kind::kDocument) continue;
    told += alert.items;
    verdict.Expect(documents.insert(alert.document).second, "document {} was told twice",
                   alert.document);
  }
  // What came so late that it raises no alert is not due; a day about the limit may be or not.
  const std::chrono::hours newest = settings.duties.watches.front().newest, day(24);
  std::uint64_t due = 0, late = 0, at_limit = 0;
  store->Select({}, [&](const store::Header& header) {
    const auto stored = store->Get(header.number);
    const core::Document& document = stored->document;
    if (document.text.find("взятку") == std::string::npos) return true;
    const auto age = document.received - document.counted_at();
    ++(age < newest - day ? due : age > newest ? late : at_limit);
    return true;
  });
  verdict.Expect(due > 0, "no document of a bribe is stored");
  verdict.Expect(told >= due && told <= due + at_limit,
                 "{} documents of bribes are stored in time and {} about then, {} told of", due,
                 at_limit, told);
  fmt::print("documents: {} of {} published; of bribes {}, {} told of, {} too late for that\n",
             store->counters().documents, world.items(), due + at_limit + late, told, late);
}

Arguments Parse(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string option = argv[i];
    const auto next = [&] { return i + 1 < argc ? std::string(argv[++i]) : std::string(); };
    if (option == "--sources") {
      arguments.world.sources = std::stoul(next());
    } else if (option == "--days") {
      arguments.days = std::stoi(next());
    } else if (option == "--kills") {
      arguments.kills = std::stoi(next());
    } else if (option == "--per-day") {
      arguments.world.least_per_day = std::stod(next());
      arguments.world.most_per_day = std::stod(next());
    } else if (option == "--seed") {
      arguments.world.seed = std::stoull(next());
    } else if (option == "--no-troubles") {
      arguments.world.troubles = false;
    } else if (option == "--live") {
      arguments.live = next();
    } else {
      throw std::runtime_error("unknown option " + option);
    }
  }
  arguments.world.begin = core::ParseIso("2026-01-05T00:00:00+05:00")->instant;
  arguments.world.end = arguments.world.begin + std::chrono::days(arguments.days);
  return arguments;
}

Shared& MapShared(const std::filesystem::path& folder) {
  const app::Descriptor file(
      ::open((folder / "clock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!file || ::ftruncate(file.get(), sizeof(Shared)) != 0) throw std::runtime_error("no clock");
  void* const memory =
      ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0);
  if (memory == MAP_FAILED) throw std::runtime_error("mmap failed");
  return *static_cast<Shared*>(memory);  // zeros are a clock that was not set
}

// A process of its own: RocksDB's threads do not survive a fork.
pid_t StartLife(int argc, char** argv, const std::string& folder) {
  std::vector<char*> words(argv, argv + argc);
  std::string option = "--live", value = folder;
  words.insert(words.end(), {option.data(), value.data(), nullptr});
  pid_t child = 0;
  if (::posix_spawn(&child, "/proc/self/exe", nullptr, nullptr, words.data(), environ) != 0) {
    throw std::runtime_error("cannot start a life");
  }
  return child;
}

// Lives until the end of the world, through kills.
void LiveOn(int argc, char** argv, const config::Settings& settings, const std::string& folder,
            const std::vector<std::int64_t>& kills, Shared& shared, Alerts& alerts) {
  for (std::size_t life = 0;; ++life) {
    const pid_t child = StartLife(argc, argv, folder);
    int status = 0;
    while (::waitpid(child, &status, WNOHANG) == 0) {
      std::this_thread::sleep_for(1ms);
      if (life < kills.size() && shared.now >= kills[life]) ::kill(child, SIGKILL);
    }
    ReadAlerts(settings, alerts);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) continue;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw std::runtime_error("a life failed");
    return;
  }
}

int Main(int argc, char** argv) {
  const Arguments arguments = Parse(argc, argv);
  const World world(arguments.world);
  if (!arguments.live.empty()) {
    std::freopen("/dev/null", "w", stdout);
    Live(world, SettingsOf(world, arguments.live), MapShared(arguments.live));
    return 0;
  }
  fmt::print("seed {}\n", arguments.world.seed);
  std::fflush(stdout);
  std::string folder = (std::filesystem::temp_directory_path() / "sholu-run-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
  const config::Settings settings = SettingsOf(world, folder);
  Shared& shared = MapShared(folder);
  const auto micros = [](core::Instant instant) {
    return std::chrono::microseconds(instant.time_since_epoch()).count();
  };
  shared.now = micros(arguments.world.begin);
  std::mt19937_64 random(arguments.world.seed);
  const auto span = static_cast<std::uint64_t>(micros(arguments.world.end) - shared.now);
  std::vector<std::int64_t> kills;
  for (int i = 0; i < arguments.kills; ++i) {
    kills.push_back(shared.now + static_cast<std::int64_t>(random() % span));
  }
  std::sort(kills.begin(), kills.end());
  const auto begun = std::chrono::steady_clock::now();
  Alerts alerts;
  LiveOn(argc, argv, settings, folder, kills, shared, alerts);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  fmt::print("{} days of {} sources in {:.0f} s, {} requests, {} kills\n", arguments.days,
             arguments.world.sources, took.count(), shared.visits.load(), kills.size());
  Verdict verdict;
  CheckSources(world, alerts, verdict);
  CheckSummaries(world, settings, alerts, verdict);
  CheckWatch(world, settings, alerts, verdict);
  if (verdict.failed()) {
    fmt::print("kept: {}\n", folder);
    return 1;
  }
  std::filesystem::remove_all(folder);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return Main(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "simulated_run: {}\n", error.what());
    return 1;
  }
}
