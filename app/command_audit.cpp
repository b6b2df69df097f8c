#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/audit_log.h"
#include "app/commands.h"
#include "app/counted.h"
#include "app/filter_options.h"
#include "app/text_json.h"
#include "config/settings.h"
#include "core/printable.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
  std::string action, from, head;
  store::DocumentNumber document = 0;
};

AuditCheck Read(const Global& global, std::string_view head,
                const std::function<void(const AuditRecord&)>& visit) {
  auto check = AuditLogIn(global.folder()).Read(head, visit);
  if (!check) throw Failure(check.error());
  return *std::move(check);
}

std::string Place(const Global& global, std::uint64_t line) {
  return fmt::format("{}:{}", (global.folder() / kAuditFile).string(), line);
}

std::string BadLine(const Global& global, const AuditCheck& check) {
  return fmt::format("{}: {}; whole before it: {}; restore the log from a backup and compare",
                     Place(global, *check.bad_line), check.why,
                     Counted(check.whole.count, "lines"));
}

void PrintAsJsonLine(const AuditRecord& record) {
  PrintJson({{"number", record.number},
             {"at", core::ToUtcString(record.at)},
             {"who", record.who},
             {"action", record.action},
             {"documents", record.documents},
             {"filter", record.filter},
             {"count", record.count},
             {"reason", record.reason},
             {"sha256", record.sha256}});
}

void PrintAsText(const AuditRecord& record) {
  fmt::print("{:>6}  {}  {}  {}  {}{}\n", record.number, core::ToUtcString(record.at),
             core::Printable(record.who), core::Printable(record.action),
             Counted(record.count, "documents"),
             record.documents.empty() ? "" : ": " + core::Printable(record.documents));
  if (!record.filter.empty()) fmt::print("        of {}\n", core::Printable(record.filter));
  if (!record.reason.empty()) fmt::print("        {}\n", core::Printable(record.reason));
}

int List(const Global& global, const Arguments& arguments) {
  const config::Settings settings = SettingsIn(global);
  std::optional<core::Instant> from;
  if (!arguments.from.empty()) {
    from = core::Zone::Find(settings.zone)->StartOf(RequiredDay(arguments.from, "--from"));
  }
  const AuditCheck check = Read(global, {}, [&](const AuditRecord& record) {
    if (!arguments.action.empty() && record.action != arguments.action) return;
    if (from && record.at < *from) return;
    if (arguments.document > 0 && !record.MayConcern(arguments.document)) return;
    global.json ? PrintAsJsonLine(record) : PrintAsText(record);
  });
  if (check.bad_line) throw Failure(BadLine(global, check));
  return 0;
}

int Verify(const Global& global, const Arguments& arguments) {
  SettingsIn(global);  // that there is a workspace
  const AuditCheck check = Read(global, arguments.head, [](const AuditRecord&) {});
  const bool cut = !arguments.head.empty() && !check.head_known;
  if (global.json) {
    Json answer = {{"lines", check.whole.count}, {"head", check.whole.head}, {"torn", check.torn}};
    answer["bad"] = check.bad_line ? Json{{"line", *check.bad_line}, {"why", check.why}} : Json();
    if (!arguments.head.empty()) answer["head_known"] = check.head_known;
    PrintJson(answer);
    return check.bad_line || cut ? 1 : 0;
  }
  for (const std::uint64_t line : check.torn) {
    fmt::print(
        "{}: its end is missing. If a kill or a power loss tore it, nothing was shown for it; if "
        "somebody cut it off, a head that you noted earlier tells (--head)\n",
        Place(global, line));
  }
  if (check.bad_line) throw Failure(BadLine(global, check));
  fmt::print("{}, the chain is whole\nhead {}\n", Counted(check.whole.count, "lines"),
             check.whole.head);
  if (cut) {
    throw Failure(fmt::format(
        "the head {} is not in the chain: lines were cut off or the log was written anew; restore "
        "it from a backup and compare",
        arguments.head));
  }
  if (!arguments.head.empty()) fmt::print("that head is in the chain\n");
  return 0;
}

}  // namespace

void AddAuditCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command = cli.add_subcommand(
      "audit",
      "Who read originals, exported, erased, made backups, replaced the key; and checks it");
  command->group(kWorkspaceCommands);
  command->require_subcommand(1);
  const auto arguments = std::make_shared<Arguments>();

  CLI::App* list = command->add_subcommand(
      "list", "List what was read, exported, erased, backed up, when and why");
  list->footer(
      "Examples:\n"
      "  sholu audit list --action read-original --from 2026-01-01\n"
      "  sholu audit list --document 17 --json\n"
      "An export of very many documents names its filter and commit instead of their numbers;\n"
      "--document lists those, too, since the document may be among them.");
  list->add_option("--action", arguments->action,
                   fmt::format("Only this: {}", fmt::join(kAuditActions, ", ")))
      ->check(CLI::IsMember(std::vector<std::string>(kAuditActions.begin(), kAuditActions.end()))
                  .description(""));
  list->add_option("--from", arguments->from, "Only from this day on: 2026-01-01");
  list->add_option("--document", arguments->document, "Only what concerns this document")
      ->check(CLI::PositiveNumber);
  list->callback([&global, &run, arguments] {
    run = [&global, arguments] { return List(global, *arguments); };
  });

  CLI::App* verify = command->add_subcommand(
      "verify", "Check every line and the chain of hashes; exit status 1 if it is broken");
  verify->footer(
      "Examples:\n"
      "  sholu audit verify\n"
      "  sholu audit verify --head 5f0c...   # a head that was printed earlier and kept elsewhere\n"
      "A chain shows that a line was changed, taken out or put in. That its end was cut off, or "
      "all "
      "of it written\nanew, shows only beside a head that was kept where the log's keeper cannot "
      "write: in a letter, on paper.");
  verify
      ->add_option("--head", arguments->head,
                   "Also whether this earlier head is still in the chain")
      ->check([](const std::string& text) {
        const bool hash =
            text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
        return hash ? std::string() : std::string("64 hex digits, as 'sholu audit verify' prints");
      });
  verify->callback([&global, &run, arguments] {
    run = [&global, arguments] { return Verify(global, *arguments); };
  });
}

}  // namespace app
