#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "app/audit_log.h"
#include "app/clock.h"
#include "app/commands.h"
#include "app/corpus_scan.h"
#include "app/counted.h"
#include "app/erasing.h"
#include "app/erasure_json.h"
#include "app/erasure_list.h"
#include "app/shown_language.h"
#include "app/text_json.h"
#include "app/who.h"
#include "core/printable.h"
#include "nlp/masker.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
  std::vector<store::DocumentNumber> numbers;
  std::string reason, who, honour, language;
  bool list = false, finish = false, expired = false, yes = false;
};

struct Wording {
  std::string_view question;    // {count}, English: {documents}
  std::string_view kept;        // the answer was not yes
  std::string_view erased;      // {number} {versions} {commit}
  std::string_view refused;     // {commit}
  std::string_view purged;      // {count}, English: {erasures}
  std::string_view no_backups;  // {folder}
  std::string_view summaries;   // {folders}
  std::string_view nothing;
  std::string_view no_erasures;
};

constexpr Wording kKazakh = {
    "Құжаттар саны: {count}. Олар барлық нұсқасымен, түпнұсқасымен және мұрағаттағы бетімен бірге "
    "біржола жойылады. Жалғастыру үшін «yes» деп жазыңыз: ",
    "Ештеңе жойылған жоқ.",
    "Құжат {number} жойылды (нұсқаларының нөмірлері: {versions}; коммит {commit})",
    "Мұнда жоқ құжат бұдан былай қабылданбайды (коммит {commit})",
    "Қойма, мұрағат және арналар тазартылды; жою туралы жазбалар: {count}",
    "{folder}: сақтық көшірмелер қалтасы жоқ: не жойылғанын ол келесі «sholu backup create» немесе "
    "«sholu forget --finish» командасынан біледі",
    "Бұрын шығарылған шолуларда жойылғаннан үзінді болуы мүмкін, олар өзгертілмейді: {folders}",
    "Тазалайтын ештеңе жоқ.",
    "Ештеңе жойылмаған."};
constexpr Wording kRussian = {
    "Документов: {count}. Они исчезнут навсегда: все версии, подлинник, страница в архиве. "
    "Чтобы продолжить, напишите «yes»: ",
    "Ничего не стёрто.",
    "Документ {number} стёрт (номера его версий: {versions}; коммит {commit})",
    "Документ, которого здесь нет, больше не будет принят (коммит {commit})",
    "База, архив и ленты очищены; записей о стирании: {count}",
    "{folder}: папки резервных копий нет: что стёрто, она узнает от следующей команды «sholu "
    "backup create» или «sholu forget --finish»",
    "В обзорах, которые были выпущены раньше, могут быть цитаты стёртого, их никто не меняет: "
    "{folders}",
    "Дочищать нечего.",
    "Ничего не стирали."};
constexpr Wording kEnglish = {
    "{documents} go for good: all versions, the original, the page in the archive. Type "
    "\"yes\" to go on: ",
    "Nothing was erased.",
    "Document {number} was erased (numbers of its versions: {versions}; commit {commit})",
    "A document that is not here is refused from now on (commit {commit})",
    "Store, archive and feeds have nothing of what was erased any more: {erasures}",
    "{folder}: the folder of backups is not there: the next 'sholu backup create' or 'sholu forget "
    "--finish' tells it what was erased",
    "Summaries that were issued before may quote what was erased, and stay as they are: {folders}",
    "Nothing is left to clear.",
    "Nothing was ever erased."};

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

class Forgetting {
 public:
  Forgetting(const Global& global, const Arguments& arguments)
      : global_(global),
        arguments_(arguments),
        workspace_(Workspace::Open(global, Access::kWrite)),
        words_(WordingFor(workspace_, arguments)),
        reason_(nlp::Mask(arguments.reason).text) {}

  int Run() {
    bool erased = true;
    if (arguments_.expired) {
      if (workspace_.settings.retention.empty()) {
        throw Failure("forget: nothing expires: write retention: into sholu.yaml");
      }
      if (reason_.empty()) reason_ = "retention";
      erased = Erase(Expired(workspace_), "--expired");
    } else if (!arguments_.honour.empty()) {
      erased = Honour();
    } else if (!arguments_.finish) {
      std::vector<store::DocumentNumber> numbers = arguments_.numbers;
      std::sort(numbers.begin(), numbers.end());
      numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
      // Given again after an interruption: some are erased already.
      std::erase_if(numbers, [this](store::DocumentNumber number) {
        return workspace_.store->ErasureOf(number).has_value();
      });
      for (const store::DocumentNumber number : numbers) DocumentOf(workspace_, number);
      erased = Erase(numbers, "");
    }
    if (!erased) return 1;
    TellBackups();
    Clear();
    return 0;
  }

 private:
  // Whether whoever is at the terminal means it, and it was written down.
  bool MayErase(AuditEntry entry) const {
    if (!arguments_.yes && ::isatty(STDIN_FILENO) != 1) {
      throw Failure("forget: nothing was erased: say --yes where nobody can be asked");
    }
    if (!arguments_.yes) {
      fmt::print(stderr, "{}",
                 fmt::format(fmt::runtime(words_.question), fmt::arg("count", entry.count),
                             fmt::arg("documents", Counted(entry.count, "documents"))));
      std::string answer;
      if (!std::getline(std::cin, answer) || answer != "yes") {
        fmt::print(stderr, "{}\n", words_.kept);
        return false;
      }
    }
    entry.who = WhoIs(arguments_.who);
    entry.action = kAuditErase;
    entry.reason = reason_;
    KeepInAuditLog(workspace_.folder, entry);
    return true;
  }

  bool Erase(std::vector<store::DocumentNumber> numbers, const std::string& filter) {
    if (numbers.empty()) return true;
    if (reason_.empty()) {
      throw Failure(
          "forget: say why, for instance --reason 'court order 12-4 of 2026-11-02'; "
          "the reason is kept, so it names no applicant");
    }
    AuditEntry entry;
    entry.filter = filter;
    entry.documents = numbers;
    entry.count = numbers.size();
    if (!MayErase(std::move(entry))) return false;
    const store::ErasureOrder order{WhoIs(arguments_.who), reason_, Now()};
    // In groups, since a block of postings is written once for all documents of a group.
    constexpr std::size_t kGroup = 1000;
    for (std::size_t at = 0; at < numbers.size();) {
      std::vector<store::DocumentNumber> group;
      for (; at < numbers.size() && group.size() < kGroup; ++at) {
        // Not with another version in an earlier group.
        if (!workspace_.store->ErasureOf(numbers[at])) group.push_back(numbers[at]);
      }
      if (group.empty()) break;
      const auto erased = workspace_.store->Erase(group, order);
      if (!erased) throw Failure(erased.error());
      for (const store::Erasure& erasure : *erased) Print(global_, words_, erasure);
    }
    return true;
  }

  // What another copy erased; what is not here will be refused.
  bool Honour() {
    auto elsewhere = ReadErasures(arguments_.honour);
    if (!elsewhere) throw Failure(elsewhere.error());
    std::set<std::string> known;
    for (const store::Erasure& erasure : workspace_.store->erasures()) {
      known.insert(erasure.key_sha256);
    }
    std::erase_if(*elsewhere, [&](const store::Erasure& erasure) {
      return !known.insert(erasure.key_sha256).second;
    });
    if (elsewhere->empty()) return true;
    AuditEntry entry;
    entry.filter = "--honour " + std::filesystem::path(arguments_.honour).filename().string();
    entry.count = elsewhere->size();
    if (!MayErase(std::move(entry))) return false;
    for (const store::Erasure& erasure : workspace_.store->Honour(*elsewhere)) {
      Print(global_, words_, erasure);
    }
    return true;
  }

  // Before anything is cleared: a backup that is brought back carries out what it finds there.
  void TellBackups() const {
    const auto erasures = workspace_.store->erasures();
    if (erasures.empty()) return;
    const auto made = BackupFolders(*workspace_.store).All();
    std::set<std::filesystem::path> folders(made.begin(), made.end());
    if (const auto& folder = workspace_.settings.backup_folder; !folder.empty()) {
      folders.insert(std::filesystem::weakly_canonical(folder));
    }
    for (const std::filesystem::path& folder : folders) {
      if (std::filesystem::is_directory(folder)) {
        ErasureList(folder).Add(erasures);
        continue;
      }
      fmt::print(stderr, "sholu: {}\n",
                 core::Printable(fmt::format(fmt::runtime(words_.no_backups),
                                             fmt::arg("folder", folder.string()))));
    }
  }

  // What was issued is out of the hands of this program, as is what was printed or sent.
  void TellSummaries() const {
    std::set<std::string> folders;
    for (const monitor::Programme& programme : workspace_.settings.duties.schedule) {
      if (std::filesystem::exists(programme.folder)) folders.insert(programme.folder.string());
    }
    if (folders.empty()) return;
    fmt::print(stderr, "sholu: {}\n",
               core::Printable(fmt::format(fmt::runtime(words_.summaries),
                                           fmt::arg("folders", fmt::join(folders, ", ")))));
  }

  void Clear() {
    const std::size_t cleared = ClearErased(workspace_.settings, workspace_.store, global_.json);
    if (cleared > 0) TellSummaries();
    if (global_.json) return;
    fmt::print("{}\n", cleared == 0
                           ? std::string(words_.nothing)
                           : fmt::format(fmt::runtime(words_.purged), fmt::arg("count", cleared),
                                         fmt::arg("erasures", Counted(cleared, "erasures"))));
  }

  const Global& global_;
  const Arguments& arguments_;
  Workspace workspace_;
  const Wording& words_;
  std::string reason_;  // without personal data: it is kept for ever
};

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
      "  sholu forget --list --json > erased.jsonl\n"
      "  sholu forget --honour erased.jsonl --yes # in another copy of this corpus\n"
      "  sholu forget --finish                    # go on after an interruption\n"
      "What is left of a document is its number, the time and the reason. It is gone at every "
      "earlier commit, too, and refused\nif a crawl or an import brings it again. Then all files "
      "are written anew that may have had anything of it: about a\nminute for a million documents. "
      "Folders of backups are told and honour it when they are restored; what --tar made cannot be "
      "told: after a restore from it\n'sholu forget --honour' carries out what was erased since.");
  const auto arguments = std::make_shared<Arguments>();
  CLI::Option* numbers = command->add_option(
      "number", arguments->numbers,
      "Numbers of documents, as search prints them; any version stands for all");
  CLI::Option* reason = command->add_option("--reason", arguments->reason,
                                            "Why; kept for ever, personal data masked");
  CLI::Option* who = AddWhoOption(*command, arguments->who, "Who says so");
  CLI::Option* yes = command->add_flag("--yes", arguments->yes, "Do not ask");
  CLI::Option* list =
      command->add_flag("--list", arguments->list, "Show what was erased; nothing else is done");
  CLI::Option* expired = command->add_flag("--expired", arguments->expired,
                                           "What is older than retention: of sholu.yaml allows");
  CLI::Option* finish = command->add_flag("--finish", arguments->finish,
                                          "Only clear the files of what was erased before");
  CLI::Option* honour =
      command
          ->add_option(
              "--honour", arguments->honour,
              "Erase what another copy of this corpus erased: the file of its --list --json")
          ->check(CLI::ExistingFile);
  // One of them, and with it what it heeds.
  const std::vector<CLI::Option*> ways = {numbers, list, expired, finish, honour};
  for (CLI::Option* way : ways) {
    for (CLI::Option* other : ways) {
      if (other != way) way->excludes(other);
    }
  }
  for (CLI::Option* way : {list, finish}) way->excludes(reason)->excludes(who)->excludes(yes);
  AddLanguageOption(*command, arguments->language);
  command->callback([&global, &run, arguments, ways] {
    if (std::none_of(ways.begin(), ways.end(),
                     [](const CLI::Option* way) { return way->count() > 0; })) {
      throw CLI::RequiredError("numbers of documents, --expired, --list, --finish or --honour");
    }
    run = [&global, arguments] {
      return arguments->list ? List(global, *arguments) : Forgetting(global, *arguments).Run();
    };
  });
}

}  // namespace app
