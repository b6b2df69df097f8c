#include "app/import.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "nlp/masker.h"

namespace app {
namespace {

// What is sealed: the row as it came, every column.
std::string Original(const crawler::ExportRow& row) {
  nlohmann::ordered_json original = {
      {"number", row.number}, {"title", row.title}, {"text", row.text}};
  if (row.date) original["date"] = row.date->ToIso();
  for (const auto& [column, value] : row.other) original["other"][column] = value;
  return original.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

core::Document ToDocument(const crawler::ExportRow& row, const std::string& source) {
  core::Document document;
  document.key = {core::SourceType::kAppeal, source, row.number};
  document.kind = "appeal";
  document.title = nlp::Mask(row.title).text;
  document.text = nlp::Mask(row.text).text;
  document.language = row.language;
  document.published = row.date;
  document.received = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  document.open = false;
  return document;
}

// The list of rejected rows, begun with the first of them.
class Rejects {
 public:
  explicit Rejects(std::filesystem::path path) : path_(std::move(path)) {}

  void Add(const crawler::RowError& error) {
    if (!file_) {
      file_.reset(std::fopen(path_.c_str(), "we"));
      if (!file_)
        throw std::runtime_error(fmt::format("{}: cannot write the rejected rows", path_.string()));
      fmt::print(file_.get(), "row,column,reason\n");
    }
    fmt::print(file_.get(), "{},{},{}\n", error.row, Quoted(error.column), Quoted(error.reason));
  }

 private:
  static std::string Quoted(const std::string& cell) {
    std::string text = "\"";
    for (const char c : cell) {
      if (c == '"') text += '"';
      text += c;
    }
    return text + '"';
  }

  std::filesystem::path path_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_{nullptr, std::fclose};
};

}  // namespace

core::Expected<ImportTotals> ImportAppeals(
    const ImportSettings& settings, const nlp::Analyzer& analyzer,
    const classify::Classifier& classifier, store::Store& store, EventLog& events,
    std::stop_token stop, const std::function<void(std::uint64_t bytes)>& progress) {
  ImportTotals totals;
  Pipeline pipeline(
      analyzer, classifier, store, [&] { store.Sync(); }, settings.pipeline);
  Rejects rejects(settings.rejects);
  const auto accept = [&](crawler::ExportRow row) {
    const std::size_t bytes = row.text.size() * 4 + 1024;
    const auto held = std::make_shared<const crawler::ExportRow>(std::move(row));
    pipeline.Submit(
        [&, held](Workbench& bench) {
          const core::Document document = ToDocument(*held, settings.source);
          Unit unit;
          unit.document = bench.Prepare(document, Original(*held));
          unit.committed = [&, key = document.key](const auto& outcome) {
            events.Write(key, *outcome);
            totals.documents.Count(outcome->result);
          };
          return unit;
        },
        bytes);
    return !stop.stop_requested() && !pipeline.failed();
  };
  const auto reject = [&](const crawler::RowError& error) { rejects.Add(error); };
  const auto read = crawler::ReadExport(settings.file, settings.reading, accept, reject, progress);
  pipeline.Finish();
  if (!read) return read.error();
  totals.rows = read->rows;
  totals.rejected = read->rejected;
  return totals;
}

}  // namespace app
