#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "app/events.h"
#include "app/lexicon_commands.h"
#include "app/lexicon_source.h"
#include "app/pipeline.h"
#include "app/progress.h"
#include "app/shown_language.h"
#include "app/signals.h"
#include "app/text_json.h"
#include "monitor/numerals.h"

namespace app {
namespace {

using core::Language;
using std::string_view;

struct Wording {
  string_view done;     // {updated}, {all}
  string_view stopped;  // the next run goes on
};

constexpr Wording kKazakh = {"Қайта белгіленген құжаттар: {updated} / {all}",
                             "Мерзімінен бұрын тоқтатылды: келесі іске қосу жалғастырады."};
constexpr Wording kRussian = {"Размечено заново документов: {updated} из {all}",
                              "Остановлено раньше времени: следующий запуск продолжит."};
constexpr Wording kEnglish = {"Documents tagged anew: {updated} of {all}",
                              "Stopped early: the next run goes on."};

struct Totals {
  std::uint64_t all = 0;  // live documents
  PutTotals put;          // unchanged: what this lexicon had tagged before is not among them
};

// Tags every live document anew that another version of the lexicon or of the analysis tagged.
Totals Apply(const Workspace& workspace, const classify::Classifier& classifier,
             std::stop_token stop, bool quiet) {
  store::Store& store = *workspace.store;
  std::vector<store::DocumentNumber> numbers;
  store.Select({}, [&numbers](const store::Header& header) {
    numbers.push_back(header.number);
    return true;
  });
  Totals totals;
  totals.all = numbers.size();
  Progress progress("tagging", quiet);
  Pipeline::Options options;
  options.workers = workspace.settings.workers;
  Pipeline pipeline(
      *workspace.analyzer, classifier, store, [&store] { store.Sync(); }, options);
  std::uint64_t done = 0;  // of the writer's thread
  for (const store::DocumentNumber number : numbers) {
    if (stop.stop_requested()) break;
    const auto job = [&, number](Workbench& bench) {
      Unit unit;
      const auto stored = store.Get(number);
      const auto analysis = store.GetAnalysis(number);
      const bool current = stored &&
                           stored->classification.lexicon_version == classifier.lexicon().version &&
                           analysis && analysis->text.nlp_version == nlp::kNlpVersion;
      if (stored && !current) {
        // Without an original, or once its key was destroyed, there is nothing to seal.
        unit.document = bench.Prepare(stored->document, store.Unseal(number).value_or({}));
      }
      unit.committed = [&](const auto& outcome) {
        if (outcome) totals.put.Count(outcome->result);
        progress.Show(++done, totals.all);
      };
      return unit;
    };
    // What a job holds is known once it reads; this is more than most texts need.
    constexpr std::size_t kBytes = 64u << 10;
    if (!pipeline.Submit(job, kBytes)) break;
  }
  pipeline.Finish();
  return totals;
}

int RunApply(const Global& global, const std::string& language_name) {
  const StopOnSignal stop([] {});  // before any thread is started
  const Workspace workspace = Workspace::Open(global, Access::kWrite);
  const auto classifier = workspace.CompileLexicon();
  const Totals totals = Apply(workspace, *classifier, stop.token(), global.json);
  const bool stopped = stop.token().stop_requested();
  if (global.json) {
    PrintJson({{"documents", totals.all},
               {"updated", totals.put.updated},
               {"unchanged", totals.all - totals.put.updated},
               {"stopped", stopped},
               {"lexicon_version", classifier->lexicon().version}});
    return 0;
  }
  const Language language = ShownLanguage(language_name, workspace.settings.language);
  const Wording& words = In(language, kKazakh, kRussian, kEnglish);
  fmt::print("{}\n", fmt::format(fmt::runtime(words.done),
                                 fmt::arg("updated", monitor::Number(language, totals.put.updated)),
                                 fmt::arg("all", monitor::Number(language, totals.all))));
  if (stopped) fmt::print("{}\n", words.stopped);
  return 0;
}

}  // namespace

void AddLexiconApply(CLI::App& group, const Global& global, Run& run) {
  CLI::App* command = group.add_subcommand(
      "apply", "Tag the documents of the workspace anew with the lexicon as it is now");
  command->footer(
      "Examples:\n"
      "  sholu lexicon apply          # after a change of rules, or of what people judged\n"
      "  sholu lexicon apply --json\n"
      "Each document that another version of the lexicon tagged gets a new version, with a number "
      "of its own; the\nformer one stays for reports that name its commit. Stopped, it goes on "
      "with the next run.");
  const auto language = std::make_shared<std::string>();
  AddLanguageOption(*command, *language);
  command->callback([&global, &run, language] {
    run = [&global, language] { return RunApply(global, *language); };
  });
}

}  // namespace app
