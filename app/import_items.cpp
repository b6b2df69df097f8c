#include "app/import_items.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "app/clock.h"
#include "crawler/url.h"
#include "nlp/masker.h"
#include "nlp/normalizer.h"

namespace app {
namespace {

// What is sealed: the row as it came, every column.
std::string Original(const crawler::ExportRow& row) {
  nlohmann::ordered_json original = {
      {"number", row.number}, {"title", row.title}, {"text", row.text}};
  if (row.date) original["date"] = row.date->ToIso();
  for (const auto& [name, value] : {std::pair("language", &row.language),
                                    {"region", &row.region},
                                    {"body", &row.body},
                                    {"url", &row.url},
                                    {"outlet", &row.outlet},
                                    {"author", &row.author}}) {
    if (!value->empty()) original[name] = *value;
  }
  for (const auto& [column, value] : row.other) original["other"][column] = value;
  return original.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string_view KindOf(core::SourceType type) {
  return type == core::SourceType::kMedia ? "article" : core::Name(type);
}

// The configured source that a row names, else the name itself, which may have no '/'.
std::string SourceOf(const crawler::ExportRow& row, const ItemImport& import) {
  if (row.outlet.empty() || import.reading.kind != core::SourceType::kMedia) return import.source;
  const std::string wanted = nlp::Normalize(row.outlet).fold;
  for (const crawler::Source& outlet : import.outlets) {
    if (outlet.id == row.outlet || nlp::Normalize(outlet.name).fold == wanted) return outlet.id;
  }
  std::string source = import.personal ? nlp::Mask(row.outlet).text : row.outlet;
  std::replace(source.begin(), source.end(), '/', ' ');
  return source;
}

// Empty if the row has none, or it holds personal data.
std::string UrlOf(const crawler::ExportRow& row, const ItemImport& import) {
  if (row.url.empty()) return {};
  const auto url = crawler::Canonicalize(row.url);
  if (!url || (import.personal && !nlp::Mask(url->url).entities.empty())) return {};
  return url->url;
}

// The place in `document.key` that finds the row again.
std::string AddressOf(const crawler::ExportRow& row, const ItemImport& import) {
  if (const std::string url = UrlOf(row, import); !url.empty()) return url;
  return row.number;
}

// Whether a number is a person's: an IIN, a card, an account.
bool IsPersonal(std::string_view number) {
  constexpr std::ptrdiff_t kFewestDigits = 12;
  if (std::count_if(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; }) <
      kFewestDigits) {
    return false;
  }
  const auto entities = nlp::Mask(number).entities;
  return !entities.empty() && (entities.front().type == nlp::EntityType::kIin ||
                               entities.front().type == nlp::EntityType::kCard ||
                               entities.front().type == nlp::EntityType::kIban);
}

}  // namespace

std::optional<crawler::RowError> Refuse(const crawler::ExportRow& row, const ItemImport& import) {
  if (!import.personal || !IsPersonal(row.number)) return std::nullopt;
  return crawler::RowError{
      row.row, {}, {}, {}, "its number is an IIN, a card or an account: name another column"};
}

void AddNotes(crawler::TableInfo& table) {
  if (std::find(table.roles.begin(), table.roles.end(), "date") != table.roles.end()) return;
  table.notes.emplace_back("no column has dates: items count on the day of their first import");
}

core::Document ToDocument(const crawler::ExportRow& row, const ItemImport& import,
                          core::Instant received) {
  // Whose words they are matters to the words alone: a region may be named like a person.
  const auto masked = [&import](const std::string& text, const std::string& applicant = {}) {
    return import.personal ? nlp::Mask(text, applicant).text : text;
  };
  core::Document document;
  document.key = {import.reading.kind, SourceOf(row, import), AddressOf(row, import)};
  document.kind = KindOf(import.reading.kind);
  document.title = masked(row.title, row.applicant);
  document.text = masked(row.text, row.applicant);
  document.region = masked(row.region);
  document.addressee = masked(row.body);
  document.language = row.language;
  document.published = row.date;
  document.received = received;
  document.open = import.open;
  document.archive = import.archive;
  if (import.reading.kind != core::SourceType::kAppeal) {
    document.url = UrlOf(row, import);
    document.site = masked(row.outlet);
    if (!row.author.empty()) document.authors = {masked(row.author)};
  }
  return document;
}

core::Expected<ItemTotals> ImportItems(const ItemImport& import, const nlp::Analyzer& analyzer,
                                       const classify::Classifier& classifier, store::Store& store,
                                       RejectList& rejects, EventLog& events, std::stop_token stop,
                                       const std::function<void(std::uint64_t bytes)>& progress) {
  ItemTotals totals;
  Pipeline pipeline(
      analyzer, classifier, store, [&] { store.Sync(); }, import.pipeline);
  const core::Instant received = Now();
  const std::string name = import.file.filename().string();
  const auto accept = [&](crawler::ExportRow row) {
    if (const auto refused = Refuse(row, import)) {
      rejects.Add(name, *refused);
      ++totals.rejected;
      return true;
    }
    const std::size_t bytes = row.text.size() * 4 + 1024;
    const auto held = std::make_shared<const crawler::ExportRow>(std::move(row));
    pipeline.Submit(
        [&, held](Workbench& bench) {
          const core::Document document = ToDocument(*held, import, received);
          Unit unit;
          unit.document =
              bench.Prepare(document, import.personal ? Original(*held) : std::string());
          unit.committed = [&, key = document.key](const auto& outcome) {
            events.Write(key, *outcome);
            totals.documents.Count(outcome->result);
          };
          return unit;
        },
        bytes);
    return !stop.stop_requested() && !pipeline.failed();
  };
  const auto reject = [&](const crawler::RowError& error) { rejects.Add(name, error); };
  const auto read = crawler::ReadExport(import.file, import.reading, accept, reject, progress);
  pipeline.Finish();
  if (!read) return read.error();
  totals.rows = read->rows;
  totals.rejected += read->rejected;
  totals.table = read->table;
  AddNotes(totals.table);
  return totals;
}

}  // namespace app
