#include "app/import_preview.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/counted.h"
#include "core/printable.h"
#include "core/utf8.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kFirst = 5;
constexpr std::size_t kMaxProblems = 10'000;
constexpr std::size_t kShownBytes = 300;  // of a text

// Cut before the character that byte `max` is in.
std::string Cut(std::string_view text, std::size_t max) {
  if (text.size() <= max) return std::string(text);
  return std::string(core::WholeCharacters(text, max)) + "…";
}

void Add(Json& json, const char* name, const std::string& value) {
  if (!value.empty()) json[name] = core::Printable(Cut(value, kShownBytes));
}

Json ToJson(const core::Document& document) {
  Json json;
  Add(json, "key", document.key.ToString());
  if (document.published) json["date"] = document.published->ToIso();
  Add(json, "title", document.title);
  Add(json, "text", document.text);
  Add(json, "url", document.url);
  Add(json, "region", document.region);
  Add(json, "addressee", document.addressee);
  Add(json, "language", document.language);
  if (!document.authors.empty()) Add(json, "author", document.authors.front());
  return json;
}

Json ToJson(const core::Observation& figure) {
  Json json = {{"row", figure.row}, {"column", core::Printable(figure.column)}};
  Add(json, "indicator", figure.indicator);
  Add(json, "category", figure.category);
  Add(json, "offence", figure.offence);
  Add(json, "sphere", figure.sphere);
  Add(json, "body", figure.body);
  Add(json, "region", figure.region);
  json["from"] = core::ToString(figure.from);
  json["to"] = core::ToString(figure.to);
  json["value"] = figure.value;
  Add(json, "unit", figure.unit);
  if (figure.sample > 0) json["sample"] = figure.sample;
  return json;
}

// The fnmatch pattern that only this name fits.
std::string PatternOf(std::string_view name) {
  std::string pattern;
  for (const char c : name) {
    if (std::string_view("*?[\\").find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

// The roles of the columns as an entry of imports.yaml states them.
std::string EntryOf(const ImportPlan& plan, const crawler::TableInfo& table) {
  config::ImportMapping entry = plan.mapping;
  if (entry.name.empty()) entry.name = plan.file.stem().string();
  if (entry.files.empty()) entry.files = PatternOf(plan.file.filename().string());
  if (entry.sheet.empty()) entry.sheet = table.sheet;
  entry.columns.clear();
  for (std::size_t i = 0; i < std::min(table.roles.size(), table.columns.size()); ++i) {
    const bool named = table.roles[i] != "other" && table.roles[i] != "ignored";
    if (named) entry.columns.emplace_back(table.roles[i], table.columns[i]);
  }
  return config::ToYaml(entry);
}

std::string_view RoleInWords(const ImportPlan& plan, const std::string& role) {
  if (role != "other") return role;
  return plan.personal ? "(kept with the sealed original only)" : "(not used)";
}

// A table of two columns.
std::string Columns(const ImportPreview& preview, const ImportPlan& plan) {
  std::string text;
  const auto& [columns, roles] = std::pair(preview.table.columns, preview.table.roles);
  for (std::size_t i = 0; i < std::min(columns.size(), roles.size()); ++i) {
    text += fmt::format("    {:<38} {}\n", RoleInWords(plan, roles[i]), columns[i]);
  }
  return text;
}

}  // namespace

core::Expected<ImportPreview> Preview(const ImportPlan& plan, const config::Settings& settings,
                                      LabelIds& ids,
                                      const std::function<void(std::uint64_t bytes)>& progress) {
  ImportPreview preview;
  const auto reject = [&](crawler::RowError error) {
    ++preview.rejected;
    if (preview.problems.size() < kMaxProblems) preview.problems.push_back(std::move(error));
  };
  switch (plan.shape) {
    case ImportShape::kItems: {
      const ItemImport import = plan.Items(settings);
      const auto accept = [&](const crawler::ExportRow& row) {
        if (auto refused = Refuse(row, import)) {
          reject(*std::move(refused));
          return true;
        }
        ++preview.taken;
        if (preview.first.size() < kFirst) {
          Json json = {{"row", row.row}};
          json.update(ToJson(ToDocument(row, import, core::Instant{})));
          preview.first.push_back(std::move(json));
        }
        return true;
      };
      const auto read = crawler::ReadExport(plan.file, import.reading, accept, reject, progress);
      if (!read) return read.error();
      preview.table = read->table;
      AddNotes(preview.table);
      preview.entry = EntryOf(plan, preview.table);
      break;
    }
    case ImportShape::kFigures: {
      const auto accept = [&](const core::Observation& figure) {
        ++preview.taken;
        if (preview.first.size() < kFirst) preview.first.push_back(ToJson(figure));
      };
      const auto read = ReadFigures(plan.Figures({}), ids, accept, reject, progress);
      if (!read) return read.error();
      preview.table = read->table;
      preview.entry = EntryOf(plan, preview.table);
      break;
    }
    case ImportShape::kDocument: {
      const ReportImport import = plan.Report(settings);
      const auto report = ReadReport(import);
      if (!report) return report.error();
      preview.table.format = report->format;
      preview.taken = 1;
      preview.first.push_back(ToJson(report->document));
      break;
    }
  }
  return preview;
}

std::string ToText(const ImportPreview& preview, const ImportPlan& plan, const std::string& file) {
  const std::string_view what = plan.shape == ImportShape::kFigures    ? "figures"
                                : plan.shape == ImportShape::kDocument ? "documents"
                                                                       : "rows";
  std::string text = fmt::format("{}\n", core::Printable(file));
  if (!preview.table.format.empty()) {
    text += fmt::format("  {}", preview.table.format);
    if (preview.table.header_row > 0) {
      text += fmt::format("; header in row {}", preview.table.header_row);
    }
    text += '\n';
  }
  if (!preview.table.columns.empty()) {
    text += fmt::format("  columns, and what each is taken for:\n{}", Columns(preview, plan));
  }
  for (const std::string& note : preview.table.notes) text += fmt::format("  note: {}\n", note);
  text += fmt::format("  {} would be taken{}\n", Counted(preview.taken, what),
                      plan.personal ? " (personal data masked)" : "");
  for (const Json& row : preview.first) {
    text += fmt::format("    {}\n", row.dump(-1, ' ', false, Json::error_handler_t::replace));
  }
  if (preview.problems.empty()) {
    text += "  no problems\n";
  } else {
    text += fmt::format("  {}:\n", Counted(preview.rejected, "problems"));
    for (const auto& problem : preview.problems) text += fmt::format("    {}\n", Describe(problem));
    if (preview.rejected > preview.problems.size()) {
      text += fmt::format("    and {} more\n", preview.rejected - preview.problems.size());
    }
  }
  if (!preview.entry.empty()) {
    text += fmt::format(
        "  to read such files always so, put this under imports: in imports.yaml and edit it:\n{}",
        preview.entry);
  }
  return text;
}

Json ToJson(const ImportPreview& preview, const ImportPlan& plan, const std::string& file) {
  Json problems = Json::array();
  for (const auto& problem : preview.problems) {
    problems.push_back({{"row", problem.row},
                        {"number", problem.number},
                        {"column", problem.column},
                        {"cell", problem.cell},
                        {"reason", problem.reason}});
  }
  Json columns = Json::array();
  for (std::size_t i = 0; i < preview.table.columns.size(); ++i) {
    columns.push_back({{"column", preview.table.columns[i]},
                       {"role", i < preview.table.roles.size() ? preview.table.roles[i] : ""}});
  }
  return {{"file", file},
          {"kind", config::PluralName(plan.kind)},
          {"source", plan.source},
          {"format", preview.table.format},
          {"header_row", preview.table.header_row},
          {"columns", columns},
          {"notes", preview.table.notes},
          {"taken", preview.taken},
          {"first", preview.first},
          {"rejected", preview.rejected},
          {"problems", problems},
          {"entry", preview.entry}};
}

}  // namespace app
