#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/lexicon_commands.h"
#include "app/progress.h"
#include "app/retagging.h"
#include "app/shown_language.h"
#include "app/signals.h"
#include "app/text_json.h"
#include "monitor/numerals.h"

namespace app {
namespace {

using core::Language;
using std::string_view;

struct Arguments {
  std::string language;
  bool all = false;
};

struct Wording {
  string_view done;      // {changed}, {all}, {judged}
  string_view analysed;  // {analysed}
  string_view nothing;   // {version}
  string_view stopped;   // the next run goes on
};

constexpr Wording kKazakh = {
    "Белгілері өзгерген құжаттар: {changed} / {all} (толық қаралғаны {judged})",
    "Талдауы ескі болған, жаңа нұсқамен қойылған құжаттар: {analysed}",
    "Барлығын осы лексикон ({version}) белгілеген: істейтін ештеңе жоқ.",
    "Мерзімінен бұрын тоқтатылды: келесі іске қосу жалғастырады."};
constexpr Wording kRussian = {
    "Документов с изменившимися метками: {changed} из {all} (рассмотрено полностью: {judged})",
    "Разобрано заново, так как разбор был старой версии: {analysed}",
    "Всё уже размечено этим лексиконом ({version}): делать нечего.",
    "Остановлено раньше времени: следующий запуск продолжит."};
constexpr Wording kEnglish = {
    "Documents whose tags changed: {changed} of {all} (judged by all rules: {judged})",
    "Analysed again, since their analysis was of an older version: {analysed}",
    "This lexicon ({version}) has tagged everything: nothing to do.",
    "Stopped early: the next run goes on."};

int RunRetag(const Global& global, const Arguments& arguments) {
  const StopOnSignal stop([] {});  // before any thread is started
  const Workspace workspace = Workspace::Open(global, Access::kWrite);
  const auto classifier = workspace.CompileLexiconToTag();
  RetagTotals totals;
  {
    Progress progress("tagging", global.json);
    RetagOptions options;
    options.all = arguments.all;
    options.stop = stop.token();
    options.progress = [&progress](std::uint64_t done, std::uint64_t all) {
      progress.Show(done, all);
    };
    totals = Retag(workspace, *classifier, options);
  }
  const std::string& version = classifier->lexicon().version;
  if (global.json) {
    PrintJson({{"documents", totals.documents},
               {"analysed", totals.analysed},
               {"judged", totals.judged},
               {"changed", totals.changed},
               {"nothing_to_do", totals.nothing},
               {"stopped", totals.stopped},
               {"commit", totals.commit == 0 ? nlohmann::ordered_json()
                                             : nlohmann::ordered_json(totals.commit)},
               {"lexicon_version", version}});
    return 0;
  }
  const Language language = ShownLanguage(arguments.language, workspace.settings.language);
  const Wording& words = In(language, kKazakh, kRussian, kEnglish);
  const auto print = [&](string_view form) {
    fmt::print("{}\n", fmt::format(fmt::runtime(form), fmt::arg("version", version),
                                   fmt::arg("all", monitor::Number(language, totals.documents)),
                                   fmt::arg("analysed", monitor::Number(language, totals.analysed)),
                                   fmt::arg("judged", monitor::Number(language, totals.judged)),
                                   fmt::arg("changed", monitor::Number(language, totals.changed))));
  };
  if (totals.analysed > 0) print(words.analysed);
  print(totals.nothing ? words.nothing : words.done);
  if (totals.stopped) print(words.stopped);
  return 0;
}

}  // namespace

void AddLexiconRetag(CLI::App& group, const Global& global, Run& run) {
  CLI::App* command = group.add_subcommand(
      "retag", "Tag the documents of the workspace anew with the lexicon as it is now");
  command->footer(
      "Examples:\n"
      "  sholu lexicon retag          # after a change of rules, or of what people judged\n"
      "  sholu lexicon retag --all    # judge every document, also where no changed rule matches\n"
      "  sholu lexicon retag --json\n"
      "All see the old tags until the last document is judged, then the new ones at once; "
      "reports that name an\nearlier commit keep the old ones. Stopped, it goes on with the next "
      "run. If only rules changed, only the\ndocuments in which one of them matches are judged. "
      "'sholu lexicon diff' shows what would change.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_flag("--all", arguments->all, "Judge every document, whatever changed");
  AddLanguageOption(*command, arguments->language);
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] { return RunRetag(global, *arguments); };
  });
}

}  // namespace app
