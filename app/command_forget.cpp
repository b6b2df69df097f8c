#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "app/audit_log.h"
#include "app/commands.h"
#include "app/corpus_scan.h"
#include "app/erasing.h"
#include "app/erasure_json.h"
#include "app/shown_language.h"
#include "app/text_json.h"
#include "app/who.h"
#include "app/workspace_backup.h"
#include "core/printable.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
  std::vector<store::DocumentNumber> numbers;
  std::string reason, who, honour, language;
  bool list = false, finish = false, expired = false, yes = false;
};

struct Wording {
  std::string_view question;  // {count}
  std::string_view kept;      // the answer was not yes
  std::string_view erased;    // {number} {versions} {commit}
  std::string_view refused;   // {commit}
  std::string_view purged;    // {count}
  std::string_view nothing;
  std::string_view no_erasures;
};

constexpr Wording kKazakh = {
    "Құжаттар саны: {count}. Олар барлық нұсқасымен, түпнұсқасымен және мұрағаттағы бетімен бірге "
    "біржола жойылады. Жалғастыру үшін «yes» деп жазыңыз: ",
    "Ештеңе жойылған жоқ.",
    "Құжат {number} жойылды, нұсқалары: {versions} (коммит {commit})",
    "Мұнда жоқ құжат бұдан былай қабылданбайды (коммит {commit})",
    "Жойылғандардан ешбір файлда ештеңе қалмады: {count}",
    "Тазалайтын ештеңе жоқ.",
    "Ештеңе жойылмаған."};
constexpr Wording kRussian = {
    "Документов: {count}. Они исчезнут навсегда: все версии, подлинник, страница в архиве. "
    "Чтобы продолжить, напишите «yes»: ",
    "Ничего не стёрто.",
    "Документ {number} стёрт, версии: {versions} (коммит {commit})",
    "Документ, которого здесь нет, больше не будет принят (коммит {commit})",
    "Ни в одном файле не осталось ничего от стёртых документов: {count}",
    "Дочищать нечего.",
    "Ничего не стирали."};
constexpr Wording kEnglish = {
    "{count} documents go for good: all versions, the original, the page in the archive. Type "
    "\"yes\" to go on: ",
    "Nothing was erased.",
    "Document {number} was erased, versions: {versions} (commit {commit})",
    "A document that is not here is refused from now on (commit {commit})",
    "No file has anything of what was erased any more: {count} erasures",
    "Nothing is left to clear.",
    "Nothing was ever erased."};

core::Instant Now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

const Wording& WordingFor(const Workspace& workspace, const Arguments& arguments) {
  return In(ShownLanguage(arguments.language, workspace.settings.language), kKazakh, kRussian,
            kEnglish);
}

int List(const Global& global, const Arguments& arguments) {
  const Workspace workspace = Workspace::Open(global, Access::kRead);
  const core::Zone zone = *core::Zone::Find(workspace.settings.zone);
  const auto erasures = workspace.store->erasures();
  for (const store::Erasure& erasure : erasures) {
    if (global.json) {
      PrintJson(ToJson(erasure));
      continue;
    }
    fmt::print("{}  {}  {}  {}  {}\n", core::ToString(zone.DayOf(erasure.at)),
               fmt::join(erasure.versions, ","), core::Name(erasure.source_type),
               core::Printable(erasure.by), core::Printable(erasure.reason));
  }
  if (erasures.empty() && !global.json) {
    fmt::print("{}\n", WordingFor(workspace, arguments).no_erasures);
  }
  return 0;
}

void Print(const Global& global, const Wording& words, const store::Erasure& erasure) {
  if (global.json) return PrintJson(ToJson(erasure));
  if (erasure.versions.empty()) {
    fmt::print("{}\n",
               fmt::format(fmt::runtime(words.refused), fmt::arg("commit", erasure.commit)));
    return;
  }
  fmt::print("{}\n",
             fmt::format(fmt::runtime(words.erased), fmt::arg("number", erasure.versions.back()),
                         fmt::arg("versions", fmt::join(erasure.versions, ", ")),
                         fmt::arg("commit", erasure.commit)));
}

// Whether the person at the terminal means it.
bool Confirmed(const Wording& words, std::size_t count) {
  fmt::print(stderr, "{}", fmt::format(fmt::runtime(words.question), fmt::arg("count", count)));
  std::string answer;
  return std::getline(std::cin, answer) && answer == "yes";
}

// Documents that are kept no longer, by what sholu.yaml says of their kind of source.
std::vector<store::DocumentNumber> Expired(const Workspace& workspace) {
  std::vector<store::DocumentNumber> expired;
  for (const auto& [type, days] : workspace.settings.retention) {
    store::Filter filter;
    filter.source_type = type;
    filter.to = Now() - std::chrono::days(days);
    std::vector<store::DocumentNumber> numbers = LiveNumbers(*workspace.store, filter);
    // What was published long ago may have come yesterday.
    std::erase_if(numbers, [&](store::DocumentNumber number) {
      return workspace.store->Get(number)->document.received >= *filter.to;
    });
    expired.insert(expired.end(), numbers.begin(), numbers.end());
  }
  return expired;
}

int Forget(const Global& global, const Arguments& arguments) {
  Workspace workspace = Workspace::Open(global, Access::kWrite);
  const Wording& words = WordingFor(workspace, arguments);
  std::vector<store::DocumentNumber> numbers = arguments.numbers;
  std::string reason = arguments.reason;
  if (arguments.expired) {
    if (workspace.settings.retention.empty()) {
      throw Failure("forget: nothing expires: write retention: into sholu.yaml");
    }
    numbers = Expired(workspace);
    if (reason.empty()) reason = "retention";
  }
  if (!numbers.empty()) {
    if (reason.empty()) {
      throw Failure(
          "forget: say why, for instance --reason 'court order 12-4 of 2026-11-02'; "
          "the reason is kept, so it names no applicant");
    }
    if (!arguments.yes && ::isatty(STDIN_FILENO) != 1) {
      throw Failure("forget: nothing was erased: say --yes where nobody can be asked");
    }
    if (!arguments.yes && !Confirmed(words, numbers.size())) {
      fmt::print(stderr, "{}\n", words.kept);
      return 1;
    }
    // In groups, since a block of postings is written once for all documents of a group.
    constexpr std::size_t kGroup = 1000;
    const store::ErasureOrder order{WhoIs(arguments.who), reason, Now()};
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    AuditEntry entry{order.by, std::string(kAuditErase), reason, "", numbers, numbers.size()};
    if (arguments.expired) entry.filter = "--expired";
    if (const auto kept = AuditLogIn(workspace.folder).Append(entry); !kept) {
      throw Failure(kept.error());
    }
    const std::span<const store::DocumentNumber> all(numbers);
    for (std::size_t at = 0; at < all.size(); at += kGroup) {
      const auto erased =
          workspace.store->Erase(all.subspan(at, std::min(kGroup, all.size() - at)), order);
      if (!erased) throw Failure(erased.error());
      for (const store::Erasure& erasure : *erased) Print(global, words, erasure);
    }
  }
  if (!arguments.honour.empty()) {
    const auto elsewhere = ReadErasures(arguments.honour);
    if (!elsewhere) throw Failure(elsewhere.error());
    for (const store::Erasure& erasure : workspace.store->Honour(*elsewhere)) {
      Print(global, words, erasure);
    }
  }
  // Before anything is cleared: a backup that is brought back carries out what it finds there.
  if (const auto erasures = workspace.store->erasures();
      !erasures.empty() && std::filesystem::is_directory(workspace.settings.backup)) {
    WorkspaceBackups(workspace.settings.backup, /*read_only=*/true).AddErasures(erasures);
  }
  const std::size_t cleared = ClearErased(workspace.settings, workspace.store, global.json);
  if (global.json) return 0;
  fmt::print("{}\n", cleared == 0
                         ? std::string(words.nothing)
                         : fmt::format(fmt::runtime(words.purged), fmt::arg("count", cleared)));
  return 0;
}

}  // namespace

void AddForgetCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command = cli.add_subcommand(
      "forget", "Erase documents for good: every version, the original, the archived page");
  command->group(kWorkspaceCommands);
  command->footer(
      "Examples:\n"
      "  sholu forget 17 --reason 'court order 12-4 of 2026-11-02'\n"
      "  sholu forget 17 240 --reason 'request of the applicant' --yes --json\n"
      "  sholu forget --expired --yes             # what sholu.yaml keeps no longer; for a daily "
      "job\n"
      "  sholu forget --list                      # what was erased, when, by whom and why\n"
      "  sholu forget --list --json > erased.jsonl; sholu forget --honour erased.jsonl   # "
      "elsewhere\n"
      "  sholu forget --finish                    # go on after an interruption\n"
      "What is left of a document is its number, the time and the reason. It is gone at every "
      "earlier commit, too, and refused\nif a crawl or an import brings it again. Then all files "
      "are written anew that may have had anything of it: about a\nminute for a million documents. "
      "Backups honour it when they are restored.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("number", arguments->numbers,
                      "Numbers of documents, as search prints them; any version stands for all");
  command->add_option("--reason", arguments->reason, "Why; kept for ever");
  command->add_option("--who", arguments->who, "Who says so; default: who is logged in");
  command->add_flag("--yes", arguments->yes, "Do not ask");
  command->add_flag("--list", arguments->list, "Show what was erased; nothing else is done");
  command->add_flag("--expired", arguments->expired,
                    "What is older than retention: of sholu.yaml allows");
  command->add_flag("--finish", arguments->finish,
                    "Only clear the files of what was erased before");
  command
      ->add_option("--honour", arguments->honour,
                   "Erase what another copy of this corpus erased: the file of its --list --json")
      ->check(CLI::ExistingFile);
  AddLanguageOption(*command, arguments->language);
  command->callback([&global, &run, arguments] {
    if (arguments->numbers.empty() && !arguments->list && !arguments->finish &&
        !arguments->expired && arguments->honour.empty()) {
      throw CLI::RequiredError("numbers of documents, --expired, --list, --finish or --honour");
    }
    run = [&global, arguments] {
      return arguments->list ? List(global, *arguments) : Forget(global, *arguments);
    };
  });
}

}  // namespace app
