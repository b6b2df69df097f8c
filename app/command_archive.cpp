#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/counted.h"
#include "app/output_file.h"
#include "app/progress.h"
#include "app/source_entry.h"
#include "app/text_json.h"
#include "core/printable.h"
#include "crawler/archive.h"
#include "crawler/archive_check.h"
#include "crawler/charset.h"
#include "crawler/warc.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct ShowArguments {
  store::DocumentNumber number = 0;
  bool body = false;
};

core::ArchiveRef RefOf(const Workspace& workspace, store::DocumentNumber number) {
  const store::StoredDocument stored = DocumentOf(workspace, number);
  if (stored.header.source_type == core::SourceType::kAppeal) {
    throw Failure(fmt::format(
        "document {} is an appeal, whose bytes are not masked: 'sholu show {} --original --reason "
        "TEXT' shows it and logs who reads it",
        number, number));
  }
  if (stored.document.archive.file.empty()) {
    throw Failure(fmt::format("document {} has no archived record", number));
  }
  return stored.document.archive;
}

// A head of WARC or HTTP, whose lines end in CR LF.
std::string WithoutReturns(std::string_view head) {
  std::string lines(head);
  std::erase(lines, '\r');
  return lines;
}

// The value of a field of a head; "" if there is none.
std::string FieldOf(std::string_view head, std::string_view name) {
  while (!head.empty()) {
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    const std::size_t colon = line.find(':');
    if (colon == name.size() &&
        std::equal(name.begin(), name.end(), line.begin(), [](char a, char b) {
          return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + ('a' - 'A')) : b);
        })) {
      const std::string_view value = line.substr(colon + 1);
      return std::string(value.substr(std::min(value.find_first_not_of(' '), value.size())));
    }
    head.remove_prefix(std::min(end + 2, head.size()));
  }
  return {};
}

int ShowRecord(const Global& global, const ShowArguments& arguments) {
  if (arguments.body && ::isatty(STDOUT_FILENO) == 1) {
    throw Failure(
        "--body writes the bytes as received, which a terminal may obey: send them to a file or "
        "another program");
  }
  const Workspace workspace = Workspace::Open(global, Access::kRead);
  const fs::path& folder = workspace.settings.archive.folder;
  const core::ArchiveRef ref = RefOf(workspace, arguments.number);
  const auto body = crawler::ReadArchivedBody(folder, ref);
  if (!body) throw Failure(body.error());
  if (arguments.body) {
    WriteWhole({}, *body);
    return 0;
  }
  const auto member = crawler::ReadArchivedRecord(folder, ref);
  if (!member) throw Failure(member.error());
  const auto record = crawler::UnpackMember(*member, crawler::kMaxRecordBytes);
  if (!record) throw Failure(record.error());
  // Two CR LF end the record, the body comes before them.
  const std::string_view text = record->text;
  const std::string_view head =
      text.substr(0, text.size() - std::min(text.size(), body->size() + 4));
  const std::string type = FieldOf(head.substr(head.find("\r\n\r\n") + 2), "content-type");
  const std::string own = type.empty() ? FieldOf(head, "content-type") : type;
  const auto decoded = crawler::DecodeContent(*body, FieldOf(head, "content-encoding"));
  if (!decoded) throw Failure(decoded.error());
  const bool readable = decoded->find('\0') == std::string::npos;
  const std::string shown = readable ? crawler::ToUtf8(*decoded, own) : std::string();
  if (global.json) {
    Json json = {{"number", arguments.number}};
    json.update(ArchiveJson(ref));
    json.update({{"head", WithoutReturns(head)}, {"body_bytes", body->size()}, {"body", nullptr}});
    if (readable) json["body"] = shown;
    PrintJson(json);
    return 0;
  }
  std::string out = fmt::format("{} at {}, {} bytes\n\n{}", ref.file, ref.offset, ref.length,
                                WithoutReturns(head));
  out += readable ? shown
                  : fmt::format("({} bytes that are no text; --body writes them)", body->size());
  WriteWhole({}, out += '\n');
  return 0;
}

struct FileReport {
  std::string name;
  std::uint64_t bytes = 0;
  crawler::ArchiveFileCheck check;
};

int Verify(const Global& global, const std::string& named) {
  std::vector<fs::path> files = {named};
  if (named.empty()) {
    files = crawler::ArchiveFiles(SettingsIn(global).archive.folder);
  } else if (!fs::is_regular_file(named)) {
    throw Failure(fmt::format("{}: no such file", named));
  }
  std::vector<FileReport> reports;
  {
    Progress progress("reading the archive", global.json);
    for (const fs::path& file : files) {
      progress.Show(reports.size(), files.size(), file.filename().string());
      FileReport& report = reports.emplace_back();
      report.name = file.filename().string();
      std::error_code unknown;
      report.bytes = fs::file_size(file, unknown);
      if (unknown) report.bytes = 0;
      report.check = crawler::CheckArchiveFile(file, [](const crawler::FoundRecord&) {});
    }
  }
  const bool sound = std::all_of(reports.begin(), reports.end(), [](const FileReport& report) {
    return report.check.damages.empty();
  });
  if (global.json) {
    Json list = Json::array();
    for (const FileReport& report : reports) {
      list.push_back({{"file", report.name},
                      {"bytes", report.bytes},
                      {"records", report.check.records},
                      {"torn", report.check.torn.has_value()},
                      {"damages", report.check.damages}});
    }
    PrintJson({{"sound", sound}, {"files", std::move(list)}});
    return sound ? 0 : 1;
  }
  for (const FileReport& report : reports) {
    fmt::print(
        "{}: {}{}{}\n", core::Printable(report.name), Counted(report.check.records, "records"),
        report.check.torn ? ", its end is torn, as a kill leaves it" : "",
        report.check.damages.empty() ? ""
                                     : fmt::format(", {} DAMAGED", report.check.damages.size()));
    for (const std::string& damage : report.check.damages) {
      fmt::print("  {}\n", core::Printable(damage));
    }
  }
  fmt::print("{}: {}\n", Counted(reports.size(), "files"), sound ? "sound" : "DAMAGED");
  return sound ? 0 : 1;
}

}  // namespace

void AddArchiveCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* group =
      cli.add_subcommand("archive", "Look at the pages as they were received, and check them");
  group->group(kWorkspaceCommands);
  group->require_subcommand(1);
  group->footer(
      "Examples:\n"
      "  sholu archive show 17\n"
      "  sholu archive show 17 --body > page.html\n"
      "  sholu archive verify\n"
      "The files are WARC 1.1 (ISO 28500:2017), one gzip member per record: other tools read them, "
      "too.");

  CLI::App* show = group->add_subcommand(
      "show", "The archived record of a document: its head, then its body as text");
  show->footer(
      "Examples:\n  sholu archive show 17\n  sholu archive show 17 --body > page.html\n"
      "--body writes the bytes as received: perhaps compressed, as the head says "
      "(content-encoding).");
  const auto arguments = std::make_shared<ShowArguments>();
  show->add_option("number", arguments->number, "Number of the document")->required();
  show->add_flag("--body", arguments->body, "The body alone, byte for byte, to a file or program");
  show->callback([&global, &run, arguments] {
    if (arguments->body && global.json) {
      throw CLI::ValidationError("--body", "it writes bytes as received, which are no JSON");
    }
    run = [&global, arguments] { return ShowRecord(global, *arguments); };
  });

  CLI::App* verify = group->add_subcommand(
      "verify", "Read every record and compare it with its hash; exit status 1 if one is damaged");
  verify->footer(
      "Examples:\n  sholu archive verify\n  sholu archive verify archive/sholu-20260101000000-00000"
      ".warc.gz --json\n"
      "A torn end is what a kill leaves: nothing refers to it, and it is no damage. Whether "
      "documents "
      "find their\nrecords says 'sholu fsck'.");
  const auto file = std::make_shared<std::string>();
  verify->add_option("file", *file, "Only this file; default: all of the workspace");
  verify->callback(
      [&global, &run, file] { run = [&global, file] { return Verify(global, *file); }; });
}

}  // namespace app
