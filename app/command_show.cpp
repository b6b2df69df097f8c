#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/commands.h"
#include "app/text_json.h"
#include "core/printable.h"
#include "core/sha256.h"
#include "crawler/archive.h"

namespace app {
namespace {

struct Arguments {
  store::DocumentNumber number = 0;
  bool verify = false;
};

// "ok", or what is wrong with the archived bytes of the document.
std::string Verify(const Workspace& workspace, const core::ArchiveRef& ref) {
  const auto body = crawler::ReadArchivedBody(workspace.settings.archive.folder, ref);
  return body ? "ok" : body.error().message;
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
  for (const auto& tag : tags["tags"]) {
    fmt::print("  {} {} {}\n", tag["kind"].get<std::string>(), tag["id"].get<std::string>(),
               tag.value("role", ""));
    for (const auto& evidence : tag["evidence"]) {
      fmt::print("      {} v{}  {} {}..{}  «{}»\n", evidence["rule"].get<std::string>(),
                 evidence["version"].get<unsigned>(), evidence["field"].get<std::string>(),
                 evidence["start"].get<unsigned>(), evidence["end"].get<unsigned>(),
                 core::Printable(evidence["text"].get<std::string>()));
    }
  }
  fmt::print("\n{}\n", core::Printable(document.text));
}

int Show(const Global& global, const Arguments& arguments) {
  const Workspace workspace = Workspace::Open(global, Access::kRead);
  const auto stored = workspace.store->Get(arguments.number);
  if (const auto erasure = workspace.store->ErasureOf(arguments.number)) {
    const core::Zone zone = *core::Zone::Find(workspace.settings.zone);
    throw Failure(fmt::format("document {} was erased on {} by {}: {}", arguments.number,
                              core::ToString(zone.DayOf(erasure->at)), erasure->by,
                              erasure->reason));
  }
  if (!stored)
    throw Failure(
        fmt::format("there is no document {}; 'sholu search' shows numbers", arguments.number));
  nlohmann::ordered_json all = HeaderJson(*stored);
  all["text"] = stored->document.text;
  all["text_sha256"] = stored->text_sha256;
  const core::ArchiveRef& archive = stored->document.archive;
  bool sound = true;
  if (!archive.file.empty()) {
    all["archive"] = {{"file", archive.file},
                      {"offset", archive.offset},
                      {"length", archive.length},
                      {"sha256", archive.sha256}};
    if (arguments.verify) {
      all["archive_check"] = Verify(workspace, archive);
      sound = all["archive_check"] == "ok";
    }
  }
  all["labels"] = nlohmann::ordered_json::object();
  for (const store::Label& label : workspace.store->Labels(arguments.number)) {
    all["labels"][label.name] = label.value;
  }
  all["tags"] = TagsJson(*stored);
  if (global.json) {
    PrintJson(all);
  } else {
    Print(*stored, all);
  }
  return sound ? 0 : 1;
}

}  // namespace

void AddShowCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command =
      cli.add_subcommand("show", "Show a document and trace its tags: rule, words, archived bytes");
  command->group(kWorkspaceCommands);
  command->footer("Examples:\n  sholu show 17\n  sholu show 17 --verify --json");
  const auto arguments = std::make_shared<Arguments>();
  command
      ->add_option("number", arguments->number,
                   "Number of the document, as search and summary print it")
      ->required();
  command->add_flag("--verify", arguments->verify,
                    "Read the archived bytes and check their hash; exit status 1 if damaged");
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] { return Show(global, *arguments); };
  });
}

}  // namespace app
