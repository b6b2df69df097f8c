#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/audit_log.h"
#include "app/commands.h"
#include "app/text_json.h"
#include "app/who.h"
#include "core/printable.h"
#include "core/sha256.h"
#include "crawler/archive.h"

namespace app {
namespace {

struct Arguments {
  store::DocumentNumber number = 0;
  bool verify = false, original = false;
  std::string reason, who, registered;
};

constexpr std::string_view kSound = "ok", kErased = "erased with another document of its file";

// One of those, or what is wrong with the archived bytes of the document.
std::string Verify(const Workspace& workspace, const core::ArchiveRef& ref) {
  const auto& folder = workspace.settings.archive.folder;
  const auto body = crawler::ReadArchivedBody(folder, ref);
  if (body) return std::string(kSound);
  return crawler::WasErased(folder, ref) ? std::string(kErased) : body.error().message;
}

// Rule and words, each once.
void PrintEvidence(const nlohmann::ordered_json& list) {
  std::set<std::string> shown;
  for (const auto& evidence : list) {
    std::string line =
        fmt::format("      {} v{}  {} {}..{}  «{}»", evidence["rule"].get<std::string>(),
                    evidence["version"].get<unsigned>(), evidence["field"].get<std::string>(),
                    evidence["start"].get<unsigned>(), evidence["end"].get<unsigned>(),
                    core::Printable(evidence["text"].get<std::string>()));
    if (shown.insert(line).second) fmt::print("{}\n", line);
  }
}

void Print(const store::StoredDocument& stored, const nlohmann::ordered_json& all) {
  const core::Document& document = stored.document;
  fmt::print("{}  {}\n", stored.header.number, core::Printable(document.title));
  for (const char* name :
       {"key", "url", "date", "language", "context", "corruption", "countable", "group"}) {
    const auto& value = all[name];
    fmt::print("  {:<11}{}\n", name,
               core::Printable(value.is_string() ? value.get<std::string>() : value.dump()));
  }
  fmt::print("  {:<11}{}\n", "text hash", stored.text_sha256);
  if (!document.archive.file.empty()) {
    fmt::print("  {:<11}{} at {}, {} bytes, SHA-256 {}\n", "archive", document.archive.file,
               document.archive.offset, document.archive.length, document.archive.sha256);
  }
  if (all.contains("archive_check"))
    fmt::print("  {:<11}{}\n", "check", all["archive_check"].get<std::string>());
  for (const auto& [name, value] : all["labels"].items()) {
    fmt::print("  {:<11}{}={}\n", "label", core::Printable(name),
               core::Printable(value.get<std::string>()));
  }
  const auto& tags = all["tags"];
  fmt::print("\nlexicon {}\n", tags["lexicon_version"].get<std::string>());
  if (tags.contains("evidence") && !tags["evidence"].empty()) {
    fmt::print("  {}\n", all["context"].get<std::string>());
    PrintEvidence(tags["evidence"]);
  }
  for (const auto& tag : tags["tags"]) {
    fmt::print("  {} {} {}\n", tag["kind"].get<std::string>(), tag["id"].get<std::string>(),
               tag.value("role", ""));
    PrintEvidence(tag["evidence"]);
  }
  fmt::print("\n{}\n", core::Printable(document.text));
}

// Each line made harmless by itself, so that paragraphs stay.
void PrintLines(std::string_view text, std::string_view before) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    fmt::print("{}{}\n", before, core::Printable(line));
  }
}

// The fields of a row of a register, as app/import_items seals them; a report is one text.
void PrintOriginal(const nlohmann::ordered_json& original) {
  if (!original.is_object()) {
    PrintLines(original.get<std::string>(), "");
    return;
  }
  for (const auto& [name, value] : original.items()) {
    if (value.is_object()) {
      PrintOriginal(value);
      continue;
    }
    fmt::print("{}\n", core::Printable(name));
    PrintLines(value.is_string() ? value.get<std::string>() : value.dump(), "    ");
  }
}

// The document that is asked for, by its number or by that of a register of appeals.
store::DocumentNumber NumberOf(const Workspace& workspace, const Arguments& arguments) {
  if (arguments.registered.empty()) return arguments.number;
  constexpr std::size_t kMostRegisters = 1000;
  store::Query registers;
  registers.filter.source_type = core::SourceType::kAppeal;
  registers.limit = 0;
  registers.facets = kMostRegisters;
  std::vector<store::DocumentNumber> found;
  for (const store::Facet& facet : workspace.store->Search(registers).facets) {
    if (facet.dimension != store::Dimension::kSource) continue;
    for (const auto& [source, count] : facet.values) {
      const auto stored =
          workspace.store->Find({core::SourceType::kAppeal, source, arguments.registered});
      if (stored) found.push_back(stored->header.number);
    }
  }
  if (found.empty()) {
    throw Failure(
        fmt::format("no appeal has the register number {}", core::Printable(arguments.registered)));
  }
  if (found.size() > 1) {
    throw Failure(fmt::format("several registers have an appeal {}: documents {}",
                              core::Printable(arguments.registered), fmt::join(found, ", ")));
  }
  return found.front();
}

int ShowOriginal(const Global& global, const Arguments& arguments) {
  if (arguments.reason.find_first_not_of(" \t") == std::string::npos) {
    throw Failure(
        "an original is personal data: say with --reason TEXT why you read it, which is "
        "kept in the audit log");
  }
  AuditEntry entry;
  entry.who = WhoIs(arguments.who);
  entry.action = kAuditRead;
  entry.reason = arguments.reason;
  const Workspace workspace = Workspace::Open(global, Access::kRead);
  const store::DocumentNumber number = NumberOf(workspace, arguments);
  entry.documents = {number};
  entry.count = 1;
  if (workspace.settings.store.key_file.empty()) {
    throw Failure(
        "originals need the key file that they were sealed with: name it in sholu.yaml, "
        "appeals: key_file");
  }
  const store::StoredDocument stored = DocumentOf(workspace, number);
  auto original = workspace.store->Unseal(number);
  if (!original) throw Failure(original.error());
  const AuditHead kept = KeepInAuditLog(workspace.folder, entry);
  nlohmann::ordered_json fields = nlohmann::ordered_json::parse(*original, nullptr, false);
  if (!fields.is_object()) fields = *std::move(original);
  if (global.json) {
    PrintJson({{"number", number},
               {"key", stored.document.key.ToString()},
               {"original", std::move(fields)},
               {"audit", kept.head}});
    return 0;
  }
  fmt::print("{}  {}\nentry {} of the audit log\n\n", number,
             core::Printable(stored.document.key.ToString()), kept.count);
  PrintOriginal(fields);
  return 0;
}

int Show(const Global& global, const Arguments& arguments) {
  const Workspace workspace = Workspace::Open(global, Access::kRead);
  const store::DocumentNumber number = NumberOf(workspace, arguments);
  const store::StoredDocument stored = DocumentOf(workspace, number);
  nlohmann::ordered_json all = HeaderJson(stored);
  all["text"] = stored.document.text;
  all["text_sha256"] = stored.text_sha256;
  const core::ArchiveRef& archive = stored.document.archive;
  bool sound = true;
  if (!archive.file.empty()) {
    all["archive"] = ArchiveJson(archive);
    if (arguments.verify) {
      all["archive_check"] = Verify(workspace, archive);
      sound = all["archive_check"] == kSound || all["archive_check"] == kErased;
    }
  }
  all["labels"] = nlohmann::ordered_json::object();
  for (const store::Label& label : workspace.store->Labels(number)) {
    all["labels"][label.name] = label.value;
  }
  all["tags"] = TagsJson(stored);
  if (global.json) {
    PrintJson(all);
  } else {
    Print(stored, all);
  }
  return sound ? 0 : 1;
}

}  // namespace

void AddShowCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command =
      cli.add_subcommand("show", "Show a document and trace its tags: rule, words, archived bytes");
  command->group(kWorkspaceCommands);
  command->footer(
      "Examples:\n"
      "  sholu show 17\n"
      "  sholu show 17 --verify --json\n"
      "  sholu show --register 'ЖТ-12/26'\n"
      "  sholu show 17 --original --reason 'answer to the applicant, letter 12-3/45'\n"
      "An original holds personal data. Who read which one when and why is kept in the audit log "
      "before it is shown\n('sholu audit list').");
  const auto arguments = std::make_shared<Arguments>();
  CLI::Option* number = command->add_option(
      "number", arguments->number, "Number of the document, as search and summary print it");
  command
      ->add_option("--register", arguments->registered,
                   "Instead: the number that an appeal has in its register")
      ->excludes(number);
  CLI::Option* verify =
      command->add_flag("--verify", arguments->verify,
                        "Read the archived bytes and check their hash; exit status 1 if damaged");
  CLI::Option* original = command->add_flag("--original", arguments->original,
                                            "Show what was sealed: the fields before masking");
  original->excludes(verify);
  command->add_option("--reason", arguments->reason, "Why the original is read")->needs(original);
  AddWhoOption(*command, arguments->who, "Who reads it")->needs(original);
  command->callback([&global, &run, arguments] {
    if (arguments->number == 0 && arguments->registered.empty()) {
      throw CLI::RequiredError("the number of a document, or --register");
    }
    run = [&global, arguments] {
      return arguments->original ? ShowOriginal(global, *arguments) : Show(global, *arguments);
    };
  });
}

}  // namespace app
