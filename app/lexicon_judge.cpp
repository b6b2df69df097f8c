#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/lexicon_commands.h"
#include "app/lexicon_source.h"
#include "app/rule_judging.h"
#include "app/shown_language.h"
#include "app/text_json.h"
#include "app/who.h"
#include "core/printable.h"

namespace app {
namespace {

using core::Language;
using monitor::Verdict;
using std::string_view;

constexpr std::size_t kLongestNote = 2000;  // bytes

struct Arguments {
  std::string rule, language, verdict, note, who;
  store::DocumentNumber number = 0;
  std::uint64_t seed = 1;
};

struct Wording {
  string_view kept;      // {number}, {rule}, {version}, {verdict}, {who}
  string_view question;  // the answers to give
  string_view again;     // to anything else
  string_view done;      // {right}, {wrong}, {unsure}: in this sitting
  string_view nothing;   // there is no document to judge
};

constexpr Wording kKazakh = {
    "{number}-құжат, {rule} v{version}: {verdict} ({who})",
    "y немесе + дұрыс, n немесе - қате, ? белгісіз, q шығу; артынан ескертпе жазуға болады: ",
    "Бір белгі енгізіңіз: y, n, ? немесе q.",
    "Сақталды: дұрыс {right}, қате {wrong}, белгісіз {unsure}.", "Бағаланбаған құжат қалмады."};
constexpr Wording kRussian = {
    "документ {number}, {rule} v{version}: {verdict} ({who})",
    "y или + верно, n или - неверно, ? неясно, q выход; следом можно написать примечание: ",
    "Введите один знак: y, n, ? или q.",
    "Сохранено: верно {right}, неверно {wrong}, неясно {unsure}.", "Неоценённых документов нет."};
constexpr Wording kEnglish = {"document {number}, {rule} v{version}: {verdict} ({who})",
                              "y or + right, n or - wrong, ? unsure, q quit; a note may follow: ",
                              "Type one sign: y, n, ? or q.",
                              "Kept: right {right}, wrong {wrong}, unsure {unsure}.",
                              "There is no document left to judge."};

// What a line typed at the question means; `note` takes what follows.
struct Answer {
  std::optional<Verdict> verdict;
  bool quit = false;
  std::string note;
};
std::optional<Answer> AnswerOf(string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == string_view::npos) return std::nullopt;
  Answer answer;
  switch (line[first]) {
    case 'y':
    case '+':
      answer.verdict = Verdict::kRight;
      break;
    case 'n':
    case '-':
      answer.verdict = Verdict::kWrong;
      break;
    case '?':
      answer.verdict = Verdict::kUnsure;
      break;
    case 'q':
      answer.quit = true;
      break;
    default:
      return std::nullopt;
  }
  const string_view rest = line.substr(first + 1);
  if (!rest.empty() && rest.front() != ' ') return std::nullopt;  // a word, perhaps not an answer
  if (const std::size_t begin = rest.find_first_not_of(" \t"); begin != string_view::npos) {
    answer.note = std::string(rest.substr(begin, kLongestNote));
  }
  return answer;
}

class Sitting {
 public:
  Sitting(const Global& global, const Arguments& arguments)
      : global_(global),
        arguments_(arguments),
        who_(WhoIs(arguments.who)),
        judging_(global, arguments.rule, arguments.language),
        words_(In(judging_.language(), kKazakh, kRussian, kEnglish)) {}

  int JudgeOne(Verdict verdict) {
    const auto said = judging_.Judge(arguments_.number, verdict, who_, arguments_.note);
    if (global_.json) {
      PrintJson({{"number", said.number},
                 {"text_sha256", said.text_sha256},
                 {"rule", said.rule},
                 {"version", said.rule_version},
                 {"verdict", monitor::Name(said.verdict)},
                 {"who", said.who},
                 {"at", core::ToUtcString(said.at)},
                 {"note", said.note}});
    } else {
      fmt::print("{}\n",
                 fmt::format(fmt::runtime(words_.kept), fmt::arg("number", said.number),
                             fmt::arg("rule", said.rule), fmt::arg("version", said.rule_version),
                             fmt::arg("verdict", VerdictInWords(verdict, language())),
                             fmt::arg("who", core::Printable(said.who))));
    }
    return 0;
  }

  // Asks about one document of the sample after the other, until the person or the input ends it.
  int JudgeMany() {
    bool any = false;
    for (const FiredDocument& document : judging_.Sample(arguments_.seed, false)) {
      if (judging_.VerdictOn(document.text_sha256) != nullptr) continue;
      any = true;
      fmt::print("\n{}", judging_.ToText(document.number, ColoursOfOutput()));
      const std::optional<Answer> answer = Ask();
      if (!answer || answer->quit) break;
      judging_.Judge(document.number, *answer->verdict, who_, answer->note);
      ++counts_[static_cast<std::size_t>(*answer->verdict)];
    }
    if (!any) fmt::print("{}\n", words_.nothing);
    fmt::print("{}\n", fmt::format(fmt::runtime(words_.done), fmt::arg("right", counts_[0]),
                                   fmt::arg("wrong", counts_[1]), fmt::arg("unsure", counts_[2])));
    return 0;
  }

 private:
  Language language() const { return judging_.language(); }

  // nullopt at the end of the input.
  std::optional<Answer> Ask() const {
    for (;;) {
      fmt::print("{}", words_.question);
      std::fflush(stdout);
      std::string line;
      if (!std::getline(std::cin, line)) {
        fmt::print("\n");
        return std::nullopt;
      }
      if (auto answer = AnswerOf(line)) return answer;
      fmt::print("{}\n", words_.again);
    }
  }

  const Global& global_;
  const Arguments& arguments_;
  const std::string who_;
  RuleJudging judging_;
  const Wording& words_;
  std::size_t counts_[3] = {};  // in the order of Verdict
};

}  // namespace

void AddLexiconJudge(CLI::App& group, const Global& global, Run& run) {
  CLI::App* command = group.add_subcommand("judge", "Say whether a rule was right on a document");
  command->footer(
      "Examples:\n"
      "  sholu lexicon judge 17 --rule scheme.kickback right\n"
      "  sholu lexicon judge 17 --rule scheme.kickback wrong --note \"a discount in a shop\"\n"
      "  sholu lexicon judge --rule scheme.kickback          # asks, one document after the other\n"
      "Verdicts are kept in verdicts.jsonl of the workspace, bound to the text, the rule and its\n"
      "version; of several on one text the last counts. Personal data in a note is masked.");
  const auto arguments = std::make_shared<Arguments>();
  CLI::Option* number = command->add_option("number", arguments->number,
                                            "Number of the document, as sample prints it");
  command->add_option("verdict", arguments->verdict, "right, wrong or unsure")
      ->check(CLI::IsMember({"right", "wrong", "unsure"}));
  command->add_option("--rule", arguments->rule, "Id of the rule")->required();
  command->add_option("--note", arguments->note, "Why; a line for those who read the verdict")
      ->check(CLI::Validator(
          [](const std::string& note) {
            return note.size() <= kLongestNote ? std::string() : "longer than 2000 bytes";
          },
          "TEXT"))
      ->needs(number);
  AddWhoOption(*command, arguments->who, "Who judges");
  command->add_option("--seed", arguments->seed, "Of the sample that is asked about")
      ->excludes(number)
      ->capture_default_str();
  AddLanguageOption(*command, arguments->language);
  command->callback([&global, &run, arguments, number] {
    const bool one = number->count() > 0;
    if (one != !arguments->verdict.empty()) {
      throw CLI::ValidationError("verdict", "say right, wrong or unsure behind the number");
    }
    if (!one && (global.json || ::isatty(STDIN_FILENO) != 1)) {
      throw CLI::ValidationError(
          "number", "say NUMBER and right, wrong or unsure; without them a terminal is needed");
    }
    run = [&global, arguments, one] {
      Sitting sitting(global, *arguments);
      return one ? sitting.JudgeOne(*monitor::VerdictOf(arguments->verdict)) : sitting.JudgeMany();
    };
  });
}

}  // namespace app
