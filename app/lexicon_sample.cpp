#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/lexicon_commands.h"
#include "app/lexicon_source.h"
#include "app/rule_judging.h"
#include "app/shown_language.h"
#include "app/text_json.h"
#include "monitor/numerals.h"

namespace app {
namespace {

using core::Language;
using std::string_view;
using Json = nlohmann::ordered_json;

struct Arguments {
  std::string rule, language;
  std::uint64_t seed = 1;
  std::size_t limit = 20;
};

struct Wording {
  string_view found;  // {rule}, {version}, {fired}, {shown}
  string_view none;   // {rule}
  string_view judge;  // {rule}
};

constexpr Wording kKazakh = {
    "{rule} v{version}: {fired} мәтінде сәйкес келді, көрсетілгені {shown}",
    "{rule} бірде-бір құжатта сәйкес келмеді.",
    "Бағалау: sholu lexicon judge НӨМІР --rule {rule} right|wrong|unsure"};
constexpr Wording kRussian = {
    "{rule} v{version}: сработало в {fired} текстах, показано {shown}",
    "{rule} не сработало ни в одном документе.",
    "Оценить: sholu lexicon judge НОМЕР --rule {rule} right|wrong|unsure"};
constexpr Wording kEnglish = {"{rule} v{version}: fired in {fired} texts, {shown} shown",
                              "{rule} fired in no document.",
                              "Judge: sholu lexicon judge NUMBER --rule {rule} right|wrong|unsure"};

int Sample(const Global& global, const Arguments& arguments) {
  const RuleJudging judging(global, arguments.rule, arguments.language);
  const auto order = judging.Sample(arguments.seed, global.json);
  const std::size_t shown = std::min(arguments.limit, order.size());
  if (global.json) {
    Json documents = Json::array();
    for (std::size_t i = 0; i < shown; ++i) {
      documents.push_back(judging.ToJson(order[i].number));
    }
    PrintJson({{"rule", judging.rule().id},
               {"version", judging.rule().version},
               {"seed", arguments.seed},
               {"fired", order.size()},
               {"documents", documents}});
    return 0;
  }
  const Wording& words = In(judging.language(), kKazakh, kRussian, kEnglish);
  const auto print = [&](string_view form) {
    fmt::print("{}\n",
               fmt::format(fmt::runtime(form), fmt::arg("rule", judging.rule().id),
                           fmt::arg("version", judging.rule().version),
                           fmt::arg("fired", monitor::Number(judging.language(), order.size())),
                           fmt::arg("shown", shown)));
  };
  if (order.empty()) {
    print(words.none);
    return 0;
  }
  print(words.found);
  for (std::size_t i = 0; i < shown; ++i) {
    fmt::print("\n{}", judging.ToText(order[i].number, ColoursOfOutput()));
  }
  fmt::print("\n");
  print(words.judge);
  return 0;
}

}  // namespace

void AddLexiconSample(CLI::App& group, const Global& global, Run& run) {
  CLI::App* command = group.add_subcommand(
      "sample", "Show documents on which a rule fired, to judge whether it was right");
  command->footer(
      "Examples:\n"
      "  sholu lexicon sample --rule scheme.kickback\n"
      "  sholu lexicon sample --rule scheme.kickback --n 40      # the same 20, and 20 more\n"
      "  sholu lexicon sample --rule scheme.kickback --seed 2 --json\n"
      "The sample is random and the same each time. Sources take turns, so a large one has no "
      "more\n"
      "of it than a small one; of equal texts one is shown. Personal data is masked.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("--rule", arguments->rule, "Id of the rule, as list prints it")->required();
  command->add_option("--n", arguments->limit, "Documents shown")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command->add_option("--seed", arguments->seed, "Another number draws another sample")
      ->capture_default_str();
  AddLanguageOption(*command, arguments->language);
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] { return Sample(global, *arguments); };
  });
}

}  // namespace app
