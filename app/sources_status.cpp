#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/clock.h"
#include "app/shown_language.h"
#include "app/shown_time.h"
#include "app/source_alarms.h"
#include "app/source_entry.h"
#include "app/source_probe.h"
#include "app/sources_commands.h"
#include "app/text_json.h"
#include "app/text_table.h"
#include "core/printable.h"
#include "crawler/source_standing.h"
#include "monitor/numerals.h"
#include "monitor/source_health.h"

namespace app {
namespace {

using core::Instant;
using core::Language;
using Json = nlohmann::ordered_json;
using monitor::SourceHealth;
using monitor::SourceState;
using std::chrono::seconds;

struct Wording {
  std::string_view state, success, day, week, month, expected, failures, forbidden, never, empty,
      fresh, well, silent, dropped, silence, drop, unreachable, nothing, hours, in_days;
};
constexpr Wording kKazakh = {
    "күйі",
    "соңғы сәтті алу",
    "1 күн",
    "7 күн",
    "30 күн",
    "күніне күтіледі",
    "сәтсіз",
    "robots.txt тыйған",
    "ешқашан",
    "материал жоқ",
    "жаңа",
    "қалыпты",
    "ҮНСІЗ",
    "АЗАЙДЫ",
    "{}: {} бері жаңа материал жоқ, әдеттегі үзіліс {} дейін, кездейсоқтық ықтималдығы {:.1e}",
    "{}: 7 күнде {} материал, күтілгені {}, кездейсоқтық ықтималдығы {:.1e}",
    "{}: {} robots.txt алынбайды, сондықтан бәріне тыйым салынған: {}",
    "sources.yaml файлында дереккөз жоқ.",
    "{} сағат",
    "{} күн"};
constexpr Wording kRussian = {
    "состояние",
    "последний успех",
    "1 день",
    "7 дней",
    "30 дней",
    "ожидается в день",
    "не удалось",
    "запрещено robots.txt",
    "никогда",
    "пусто",
    "новый",
    "в порядке",
    "МОЛЧИТ",
    "СПАД",
    "{}: ничего нового {}, обычный перерыв до {}, вероятность случайности {:.1e}",
    "{}: за 7 дней {}, ожидалось {}, вероятность случайности {:.1e}",
    "{}: robots.txt сайта {} недоступен, это запрещает всё: {}",
    "В sources.yaml нет источников.",
    "{} ч",
    "{} сут."};
constexpr Wording kEnglish = {
    "state",
    "last success",
    "1 day",
    "7 days",
    "30 days",
    "expected a day",
    "failed",
    "forbidden by robots.txt",
    "never",
    "no items",
    "new",
    "well",
    "SILENT",
    "DROPPED",
    "{}: nothing new for {}, its usual silence is up to {}, probability of chance {:.1e}",
    "{}: items in 7 days: {}, expected {}, probability of chance {:.1e}",
    "{}: robots.txt of {} cannot be had, which forbids all: {}",
    "sources.yaml names no sources.",
    "{} h",
    "{} days"};

struct Watched {
  const crawler::Source* source = nullptr;
  SourceHealth health;
  crawler::SourceStanding standing;
  std::vector<std::pair<std::string, std::string>> unreachable;  // origin and why
};

class Watching {
 public:
  Watching(const Global& global, const std::string& id, const std::string& language)
      : global_(global),
        workspace_(Workspace::Open(global, Access::kRead)),
        language_(ShownLanguage(language, workspace_.settings.language)),
        zone_(*core::Zone::Find(workspace_.settings.zone)),
        now_(Now()) {
    if (!id.empty()) SourceOf(workspace_.settings.sources, id);  // fails early
    const auto standings = crawler::StandingOfSources(Space());
    SourceItems items(*workspace_.store, zone_);
    items.Update(now_);
    for (const crawler::Source& source : workspace_.settings.sources) {
      if (!id.empty() && source.id != id) continue;
      Watched& watched = watched_.emplace_back();
      watched.source = &source;
      watched.health = monitor::JudgeSource(items.Of(source.id), now_);
      if (const auto at = standings.find(source.id); at != standings.end()) {
        watched.standing = at->second;
      }
      watched.unreachable =
          UnreachableOrigins(source, Space(), workspace_.settings.spider.robots_agent, now_);
    }
  }

  int Run() const {
    global_.json ? PrintAsJson() : PrintAsText();
    return 0;
  }

 private:
  core::KeyValue& Space() const { return workspace_.store->space(store::kFrontierSpace); }

  std::string Long(seconds duration, const Wording& words) const {
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(duration).count();
    return hours < 72 ? fmt::format(fmt::runtime(words.hours), hours)
                      : fmt::format(fmt::runtime(words.in_days), hours / 24);
  }

  static std::string_view NameOf(SourceState state, const Wording& words) {
    switch (state) {
      case SourceState::kEmpty:
        return words.empty;
      case SourceState::kNew:
        return words.fresh;
      case SourceState::kWell:
        return words.well;
      case SourceState::kSilent:
        return words.silent;
      case SourceState::kDropped:
        return words.dropped;
    }
    return "";
  }

  static std::uint64_t FailuresOf(const Watched& watched) {
    std::uint64_t all = 0;
    for (const auto& [reason, count] : watched.standing.failures) all += count;
    return all;
  }

  void PrintAsText() const {
    const Wording& words = In(language_, kKazakh, kRussian, kEnglish);
    if (watched_.empty()) {
      fmt::print("{}\n", words.nothing);
      return;
    }
    TextTable table({{"id"},
                     {words.state},
                     {words.success},
                     {words.day, Align::kRight},
                     {words.week, Align::kRight},
                     {words.month, Align::kRight},
                     {words.expected, Align::kRight},
                     {words.failures, Align::kRight},
                     {words.forbidden, Align::kRight}});
    for (const Watched& watched : watched_) {
      const SourceHealth& health = watched.health;
      const Instant success = watched.standing.last_success;
      table.Add({watched.source->id, std::string(NameOf(health.state, words)),
                 success == Instant{} ? std::string(words.never) : ShownTime(zone_, success),
                 monitor::Number(language_, health.last_day),
                 monitor::Number(language_, health.last_week),
                 monitor::Number(language_, health.last_month),
                 health.per_day > 0 ? monitor::Rate(language_, health.per_day) : "–",
                 monitor::Number(language_, FailuresOf(watched)),
                 monitor::Number(language_, watched.standing.forbidden)});
    }
    fmt::print("{}", table.ToString(ColoursOfOutput()));
    for (const Watched& watched : watched_) PrintTroubles(watched, words);
  }

  void PrintTroubles(const Watched& watched, const Wording& words) const {
    const SourceHealth& health = watched.health;
    const std::string& id = watched.source->id;
    if (health.state == SourceState::kSilent) {
      fmt::print("{}\n", fmt::format(fmt::runtime(words.silence), id, Long(health.silence, words),
                                     Long(health.usual_silence, words), health.probability));
    } else if (health.state == SourceState::kDropped) {
      fmt::print("{}\n",
                 fmt::format(fmt::runtime(words.drop), id, health.last_week,
                             monitor::Rate(language_, 7 * health.per_day), health.probability));
    }
    for (const auto& [origin, why] : watched.unreachable) {
      fmt::print("{}\n",
                 fmt::format(fmt::runtime(words.unreachable), id, origin, core::Printable(why)));
    }
    for (const auto& [reason, count] : watched.standing.failures) {
      fmt::print("{}: {} x {}\n", id, count, core::Printable(WithAdvice(reason)));
    }
  }

  void PrintAsJson() const {
    Json list = Json::array();
    for (const Watched& watched : watched_) {
      const SourceHealth& health = watched.health;
      const crawler::SourceStanding& standing = watched.standing;
      Json unreachable = Json::object();
      for (const auto& [origin, why] : watched.unreachable) unreachable[origin] = why;
      Json source = {{"id", watched.source->id},
                     {"state", monitor::Name(health.state)},
                     {"last_success", nullptr},
                     {"last_item", nullptr},
                     {"last_day", health.last_day},
                     {"last_week", health.last_week},
                     {"last_month", health.last_month},
                     {"expected_per_day", health.per_day},
                     {"expected_at_least", health.per_day_low},
                     {"silence_s", health.silence.count()},
                     {"usual_silence_s", health.usual_silence.count()},
                     {"alarm_after_s", health.alarm_after.count()},
                     {"probability", health.probability},
                     {"known", standing.known},
                     {"queued", standing.queued},
                     {"forbidden_by_robots", standing.forbidden},
                     {"robots_unreachable", std::move(unreachable)},
                     {"failures", standing.failures}};
      if (standing.last_success != Instant{}) {
        source["last_success"] = core::ToUtcString(standing.last_success);
      }
      if (health.last_item) source["last_item"] = core::ToUtcString(*health.last_item);
      list.push_back(std::move(source));
    }
    PrintJson({{"at", core::ToUtcString(now_)}, {"sources", std::move(list)}});
  }

  const Global& global_;
  const Workspace workspace_;
  const Language language_;
  const core::Zone zone_;
  const Instant now_;
  std::vector<Watched> watched_;
};

}  // namespace

void AddSourcesStatus(CLI::App& group, const Global& global, Run& run) {
  CLI::App* command = group.add_subcommand(
      "status", "Who publishes as expected, who has fallen silent, and what fails");
  command->footer(
      "Examples:\n"
      "  sholu sources status\n"
      "  sholu sources status vlast-kz --json\n"
      "Items are counted by their day of publication. Expected is the median of the 30 days before "
      "the last item.\nSILENT: nothing for so long that chance (less than one in a thousand) and "
      "the "
      "source's own habit (nights,\nweekends) don't explain it. DROPPED: in the last week at most "
      "half of what was due.");
  const auto id = std::make_shared<std::string>();
  const auto language = std::make_shared<std::string>();
  command->add_option("id", *id, "Only this source");
  AddLanguageOption(*command, *language);
  command->callback([&global, &run, id, language] {
    run = [&global, id, language] { return Watching(global, *id, *language).Run(); };
  });
}

}  // namespace app
