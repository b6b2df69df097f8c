#include <algorithm>
#include <array>
#include <string_view>

#include "app/export_writer.h"

namespace app {
namespace {

using monitor::TableCell;

struct Row {
  const ExportedDocument& exported;
  const core::Zone& zone;

  const store::Header& header() const { return exported.stored.header; }
  const core::Document& document() const { return exported.stored.document; }

  std::string Tags(core::TagKind kind, core::Role role = core::Role::kNone) const {
    std::string text;
    for (const core::Tag& tag : exported.stored.classification.tags) {
      if (tag.kind != kind || tag.role != role) continue;
      text += (text.empty() ? "" : "; ") + tag.id;
    }
    return text;
  }
  std::string Labels() const {
    std::string text;
    for (const store::Label& label : exported.labels) {
      text += (text.empty() ? "" : "; ") + label.name + "=" + label.value;
    }
    return text;
  }
  std::string Authors() const {
    std::string text;
    for (const std::string& author : document().authors) {
      text += (text.empty() ? "" : "; ") + author;
    }
    return text;
  }
  // As published; for a bare day that day, whatever the zone.
  core::Day Date() const {
    const auto& published = document().published;
    return published && !published->has_time ? published->day() : zone.DayOf(header().counted_at);
  }
};

std::string Time(const std::optional<core::WrittenTime>& time) {
  return time ? time->ToIso() : std::string();
}
TableCell Number(std::uint64_t number) {
  return static_cast<std::int64_t>(number);
}
TableCell Text(std::string_view text) {
  return std::string(text);
}

struct Column {
  std::string_view name;
  double width;
  bool usual;  // also if no columns are asked for
  TableCell (*cell)(const Row&);
};

using core::Role;
using core::TagKind;

constexpr std::array kColumns = {
    Column{"number", 10, true, [](const Row& row) { return Number(row.header().number); }},
    Column{"key", 30, false, [](const Row& row) { return Text(row.document().key.ToString()); }},
    Column{"version", 8, false, [](const Row& row) { return Number(row.header().version); }},
    Column{"date", 12, true, [](const Row& row) { return TableCell(row.Date()); }},
    Column{"source_type", 12, true,
           [](const Row& row) { return Text(core::Name(row.header().source_type)); }},
    Column{"source", 18, true, [](const Row& row) { return Text(row.header().source); }},
    Column{"address", 18, true, [](const Row& row) { return Text(row.document().key.address); }},
    Column{"url", 30, false, [](const Row& row) { return Text(row.document().url); }},
    Column{"kind", 10, false, [](const Row& row) { return Text(row.document().kind); }},
    Column{"title", 30, true, [](const Row& row) { return Text(row.document().title); }},
    Column{"text", 80, true, [](const Row& row) { return Text(row.document().text); }},
    Column{"authors", 20, false, [](const Row& row) { return Text(row.Authors()); }},
    Column{"site", 18, false, [](const Row& row) { return Text(row.document().site); }},
    Column{"region", 18, false, [](const Row& row) { return Text(row.document().region); }},
    Column{"addressee", 24, false, [](const Row& row) { return Text(row.document().addressee); }},
    Column{"published", 24, false,
           [](const Row& row) { return Text(Time(row.document().published)); }},
    Column{"modified", 24, false,
           [](const Row& row) { return Text(Time(row.document().modified)); }},
    Column{"received", 22, false,
           [](const Row& row) { return Text(core::ToUtcString(row.document().received)); }},
    Column{"language", 10, true,
           [](const Row& row) { return Text(core::Code(row.header().language)); }},
    Column{"context", 14, true,
           [](const Row& row) { return Text(core::Name(row.header().context)); }},
    Column{"corruption", 10, true,
           [](const Row& row) { return Number(row.header().corruption ? 1 : 0); }},
    Column{"countable", 10, true,
           [](const Row& row) { return Number(row.header().countable ? 1 : 0); }},
    Column{"special", 10, true,
           [](const Row& row) { return Number(row.header().special ? 1 : 0); }},
    Column{"open", 8, false, [](const Row& row) { return Number(row.document().open ? 1 : 0); }},
    Column{"spheres", 20, true, [](const Row& row) { return Text(row.Tags(TagKind::kSphere)); }},
    Column{"schemes", 20, true, [](const Row& row) { return Text(row.Tags(TagKind::kScheme)); }},
    Column{"offences", 16, true, [](const Row& row) { return Text(row.Tags(TagKind::kOffence)); }},
    Column{"bodies_implicated", 20, true,
           [](const Row& row) { return Text(row.Tags(TagKind::kBody, Role::kImplicated)); }},
    Column{"bodies_acting", 20, false,
           [](const Row& row) { return Text(row.Tags(TagKind::kBody, Role::kActing)); }},
    Column{"bodies_named", 20, false,
           [](const Row& row) { return Text(row.Tags(TagKind::kBody, Role::kNamed)); }},
    Column{"regions", 14, true, [](const Row& row) { return Text(row.Tags(TagKind::kRegion)); }},
    Column{"marks", 16, false, [](const Row& row) { return Text(row.Tags(TagKind::kMark)); }},
    Column{"labels", 16, false, [](const Row& row) { return Text(row.Labels()); }},
    Column{"group", 10, true, [](const Row& row) { return Number(row.header().group); }},
    Column{"lexicon_version", 20, false,
           [](const Row& row) { return Text(row.exported.stored.classification.lexicon_version); }},
    Column{"text_sha256", 20, false,
           [](const Row& row) { return Text(row.exported.stored.text_sha256); }},
    Column{"archive_file", 24, false,
           [](const Row& row) { return Text(row.document().archive.file); }},
    Column{"archive_offset", 12, false,
           [](const Row& row) { return Number(row.document().archive.offset); }},
    Column{"archive_length", 12, false,
           [](const Row& row) { return Number(row.document().archive.length); }},
    Column{"archive_sha256", 20, false,
           [](const Row& row) { return Text(row.document().archive.sha256); }},
    Column{"added", 10, false, [](const Row& row) { return Number(row.header().added); }},
};

std::vector<const Column*> Chosen(const std::vector<std::string>& names) {
  std::vector<const Column*> chosen;
  for (const std::string& name : names) {
    const auto column = std::find_if(kColumns.begin(), kColumns.end(),
                                     [&](const Column& one) { return one.name == name; });
    chosen.push_back(&*column);
  }
  return chosen;
}

class CellMaker {
 public:
  CellMaker(const std::vector<std::string>& columns, const core::Zone& zone)
      : columns_(Chosen(columns)), zone_(zone) {}

  std::vector<TableCell> Cells(const ExportedDocument& document) const {
    const Row row{document, zone_};
    std::vector<TableCell> cells;
    for (const Column* column : columns_) cells.push_back(column->cell(row));
    return cells;
  }
  std::vector<monitor::TableColumn> Head() const {
    std::vector<monitor::TableColumn> head;
    for (const Column* column : columns_)
      head.push_back({std::string(column->name), column->width});
    return head;
  }

 private:
  std::vector<const Column*> columns_;
  core::Zone zone_;
};

class TableWriter : public ExportWriter {
 public:
  TableWriter(std::unique_ptr<TableFile> file, CellMaker cells)
      : file_(std::move(file)), cells_(std::move(cells)) {}

  core::Expected<bool> Add(const ExportedDocument& document) override {
    return file_->AddRow(cells_.Cells(document));
  }
  core::Expected<bool> Finish() override { return file_->Finish(); }
  std::vector<ExportNote> notes() const override {
    return {{"shortened_cells",
             "cells cut to the 32,767 characters that XLSX has room for (CSV has the whole text)",
             file_->shortened()}};
  }

 private:
  std::unique_ptr<TableFile> file_;
  CellMaker cells_;
};

}  // namespace

std::vector<std::string> ColumnNames() {
  std::vector<std::string> names;
  for (const Column& column : kColumns) names.emplace_back(column.name);
  return names;
}

std::vector<std::string> UsualColumns() {
  std::vector<std::string> names;
  for (const Column& column : kColumns) {
    if (column.usual) names.emplace_back(column.name);
  }
  return names;
}

core::Expected<std::unique_ptr<ExportWriter>> MakeTableWriter(
    const std::filesystem::path& path, TableFormat format, const std::vector<std::string>& columns,
    const core::Zone& zone) {
  CellMaker cells(columns, zone);
  auto file = TableFile::Create(path, format, "sholu", cells.Head());
  if (!file) return file.error();
  return std::unique_ptr<ExportWriter>(
      std::make_unique<TableWriter>(*std::move(file), std::move(cells)));
}

}  // namespace app
