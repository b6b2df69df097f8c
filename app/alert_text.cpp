#include "app/alert_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/shown_language.h"
#include "app/shown_time.h"
#include "core/printable.h"

namespace app {
namespace {

constexpr std::size_t kSnippetBytes = 400;

struct Wording {
  std::string_view silent, dropped, unreachable, over, since, until, items, issued, sources,
      summaries, all, watch, digest;
};
constexpr Wording kKazakh = {"{} үнсіз: жаңа материал жоқ",
                             "{}: материал азайды",
                             "{}: robots.txt алынбайды, сондықтан бәріне тыйым салынған",
                             "Аяқталды: {}",
                             "Басталуы: {}",
                             "Соңы: {}",
                             "Осы оқиға туралы барлығы: {}",
                             "{} шолуы дайын: {}",
                             "дереккөздер",
                             "шолулар",
                             "барлық хабарламалар",
                             "бақылау: {}",
                             "{}: жаңа хабарламалар — {}"};
constexpr Wording kRussian = {"{} молчит: ничего нового",
                              "{}: спад, материалов меньше половины ожидаемых",
                              "{}: robots.txt недоступен, это запрещает всё",
                              "Закончилось: {}",
                              "Начало: {}",
                              "Конец: {}",
                              "Всего об этом случае: {}",
                              "Готов обзор {}: {}",
                              "источники",
                              "обзоры",
                              "все оповещения",
                              "наблюдение: {}",
                              "{}: новых оповещений — {}"};
constexpr Wording kEnglish = {"{} is silent: nothing new",
                              "{} dropped: less than half of what was expected",
                              "{}: robots.txt cannot be had, which forbids all",
                              "Over: {}",
                              "Began: {}",
                              "Ended: {}",
                              "Items of this incident: {}",
                              "Summary {} is ready: {}",
                              "sources",
                              "summaries",
                              "all alerts",
                              "watch: {}",
                              "{}: {} new alerts"};

const Wording& WordingIn(core::Language language) {
  return In(language, kKazakh, kRussian, kEnglish);
}

std::string Filled(std::string_view words, const auto&... values) {
  return fmt::format(fmt::runtime(words), values...);
}

}  // namespace

AlertTexts::AlertTexts(const store::Store& store, const StandingQueries& queries,
                       const config::Settings& settings)
    : store_(store),
      queries_(queries),
      settings_(settings),
      zone_(*core::Zone::Find(settings.zone)) {}

std::optional<AlertText> AlertTexts::Of(const monitor::Alert& alert) {
  switch (alert.kind) {
    case monitor::Alert::Kind::kDocument:
      return OfDocument(alert);
    case monitor::Alert::Kind::kTrouble:
    case monitor::Alert::Kind::kRecovery:
      return OfTrouble(alert);
    case monitor::Alert::Kind::kSummary:
      break;
  }
  return OfSummary(alert);
}

std::optional<AlertText> AlertTexts::OfDocument(const monitor::Alert& alert) {
  const auto stored = store_.Get(alert.document);
  if (!stored) return std::nullopt;
  const core::Document& document = stored->document;
  auto sought = sought_.find(alert.watch);
  if (sought == sought_.end()) {
    sought = sought_.emplace(alert.watch, queries_.SoughtBy(alert.watch)).first;
  }
  const auto analysis = store_.GetAnalysis(alert.document);
  AlertText told;
  told.source = NameOf(document.key.source);
  told.link = core::Printable(document.url);
  told.text =
      core::Printable(SnippetOf(document.text, analysis ? analysis->text : core::NormalizedText(),
                                sought->second, kSnippetBytes)
                          .text);
  told.title = core::Printable(document.title.empty()
                                   ? fmt::format("{} {}", document.kind, document.key.address)
                                   : document.title);
  told.text += fmt::format("\n{}, {}", told.source, ShownTime(zone_, document.counted_at()));
  if (alert.items > 1) {
    told.text.append("\n").append(Filled(WordingIn(settings_.language).items, alert.items));
  }
  return told;
}

AlertText AlertTexts::OfTrouble(const monitor::Alert& alert) const {
  const Wording& words = WordingIn(settings_.language);
  AlertText told;
  told.source = NameOf(alert.source);
  told.title = Filled(alert.trouble == "silent"    ? words.silent
                      : alert.trouble == "dropped" ? words.dropped
                                                   : words.unreachable,
                      told.source);
  told.text = Filled(words.since, ShownTime(zone_, alert.since));
  if (alert.kind == monitor::Alert::Kind::kRecovery) {
    told.title = Filled(words.over, told.title);
    told.text.append("\n").append(Filled(words.until, ShownTime(zone_, alert.raised)));
  }
  for (std::string_view rest = alert.detail; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    told.text.append("\n").append(core::Printable(line));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  }
  return told;
}

AlertText AlertTexts::OfSummary(const monitor::Alert& alert) const {
  AlertText told;
  told.source = "sholu";
  told.title = Filled(WordingIn(settings_.language).issued, alert.programme, alert.period);
  for (const std::string& file : alert.files) {
    told.text.append(told.text.empty() ? "" : "\n").append(file);
  }
  return told;
}

std::string AlertTexts::FeedTitle(std::string_view watch) const {
  const Wording& words = WordingIn(settings_.language);
  const std::string what = watch == monitor::kAllWatches     ? std::string(words.all)
                           : watch == monitor::kSourceWatch  ? std::string(words.sources)
                           : watch == monitor::kSummaryWatch ? std::string(words.summaries)
                                                             : Filled(words.watch, watch);
  return fmt::format("sholu, {}", what);
}

std::string AlertTexts::DigestTitle(std::string_view watch, std::size_t alerts) const {
  return Filled(WordingIn(settings_.language).digest, watch, alerts);
}

std::string AlertTexts::NameOf(const std::string& source) const {
  const auto found = std::find_if(settings_.sources.begin(), settings_.sources.end(),
                                  [&](const crawler::Source& one) { return one.id == source; });
  return found == settings_.sources.end() ? source : found->name;
}

}  // namespace app
