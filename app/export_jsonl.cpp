#include <utility>

#include "app/export_writer.h"
#include "app/text_json.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

Json TimeJson(const std::optional<core::WrittenTime>& time) {
  return time ? Json(time->ToIso()) : Json();
}

class JsonLinesWriter : public ExportWriter {
 public:
  JsonLinesWriter(std::unique_ptr<OutputFile> output, store::Commit commit)
      : output_(std::move(output)), commit_(commit) {}

  core::Expected<bool> Add(const ExportedDocument& exported) override {
    const store::StoredDocument& stored = exported.stored;
    const core::Document& document = stored.document;
    Json json = HeaderJson(stored);
    json["authors"] = document.authors;
    json["site"] = document.site;
    json["declared_language"] = document.language;
    json["region"] = document.region;
    json["addressee"] = document.addressee;
    json["published"] = TimeJson(document.published);
    json["modified"] = TimeJson(document.modified);
    json["received"] = core::ToUtcString(document.received);
    json["open"] = document.open;
    json["text"] = document.text;
    json["text_sha256"] = stored.text_sha256;
    json["labels"] = Json::object();
    for (const store::Label& label : exported.labels) json["labels"][label.name] = label.value;
    json.update(TagsJson(stored));
    json["archive"] = ArchiveJson(document.archive);
    json["added"] = stored.header.added;
    json["commit"] = commit_;
    return output_->Write(JsonLine(json));
  }
  core::Expected<bool> Finish() override { return output_->Finish(); }

 private:
  std::unique_ptr<OutputFile> output_;
  store::Commit commit_;
};

}  // namespace

std::unique_ptr<ExportWriter> MakeJsonLinesWriter(std::unique_ptr<OutputFile> output,
                                                  store::Commit commit) {
  return std::make_unique<JsonLinesWriter>(std::move(output), commit);
}

}  // namespace app
