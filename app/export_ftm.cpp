#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <set>
#include <string_view>
#include <utility>

#include "app/export_writer.h"
#include "app/text_json.h"
#include "core/sha1.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostQuotes = 3;  // of one link

// As FollowTheMoney makes ids of parts with "sholu" as the prefix of their keys.
std::string Id(std::initializer_list<std::string_view> parts) {
  std::string bytes = "sholu";
  for (const std::string_view part : parts) bytes += part;
  return core::Sha1Hex(bytes);
}

// ISO 639-3, which FollowTheMoney takes; empty for what it cannot say.
std::string_view LanguageCode(core::Language language) {
  switch (language) {
    case core::Language::kKk:
      return "kaz";
    case core::Language::kRu:
      return "rus";
    case core::Language::kEn:
      return "eng";
    default:
      return {};
  }
}

// UTC, without a zone, or a bare day.
std::string Date(const core::WrittenTime& time) {
  if (!time.has_time) return time.ToIso();
  std::string text = core::ToUtcString(time.instant);
  text.pop_back();  // 'Z'
  return text;
}

// An entity: values of a property are a list of different texts, none of them empty.
class Entity {
 public:
  Entity(std::string id, std::string_view schema)
      : json_({{"id", std::move(id)}, {"schema", schema}, {"properties", Json::object()}}) {}

  void Add(const char* property, std::string_view value) {
    if (value.empty()) return;
    Json& values = json_["properties"][property];
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
  }
  std::string Line() const { return JsonLine(json_); }

 private:
  Json json_;
};

class FtmWriter : public ExportWriter {
 public:
  FtmWriter(std::unique_ptr<OutputFile> output, const classify::Registry& registry)
      : output_(std::move(output)), registry_(registry) {}

  core::Expected<bool> Add(const ExportedDocument& exported) override {
    const store::StoredDocument& stored = exported.stored;
    const std::string id = Id({"document", stored.document.key.ToString()});
    std::string lines = DocumentOf(stored, id).Line();
    ++entities_;
    for (const core::Tag& tag : stored.classification.tags) {
      if (tag.kind != core::TagKind::kBody) continue;
      const classify::Body* body = registry_.Find(tag.id);
      // "A school" is no organization that anybody could look up.
      if (body == nullptr || body->generic()) {
        ++unnamed_;
        continue;
      }
      if (written_.insert(tag.id).second) {
        lines += BodyOf(*body).Line();
        ++entities_;
      }
      lines += LinkOf(stored, id, tag).Line();
      ++entities_;
    }
    return output_->Write(lines);
  }
  core::Expected<bool> Finish() override { return output_->Finish(); }
  std::vector<ExportNote> notes() const override {
    return {{"entities", "entities", entities_},
            {"bodies_left_out",
             "mentions of bodies that stand for many (\"a school\") or are not in the registry, "
             "left out",
             unnamed_}};
  }

 private:
  static Entity DocumentOf(const store::StoredDocument& stored, const std::string& id) {
    const core::Document& document = stored.document;
    const bool media = document.key.source_type == core::SourceType::kMedia;
    const bool appeal = document.key.source_type == core::SourceType::kAppeal;
    Entity entity(id, media ? "Article" : "PlainText");
    entity.Add("name", document.title.empty() ? document.key.address : document.title);
    entity.Add("title", document.title);
    entity.Add("bodyText", document.text);
    for (const std::string& author : document.authors) entity.Add("author", author);
    if (document.published) {
      entity.Add(appeal ? "date" : "publishedAt", Date(*document.published));
    }
    entity.Add("retrievedAt", Date({document.received, {}, true}));
    entity.Add("language", LanguageCode(stored.header.language));
    entity.Add("sourceUrl", document.url);
    if (!appeal)
      entity.Add("publisher", document.site.empty() ? document.key.source : document.site);
    for (const core::Tag& tag : stored.classification.tags) {
      if (tag.kind == core::TagKind::kBody) continue;
      entity.Add("keywords", fmt::format("{}:{}", core::Name(tag.kind), tag.id));
    }
    if (stored.header.context != core::Context::kNone) {
      entity.Add("keywords", fmt::format("context:{}", core::Name(stored.header.context)));
    }
    if (stored.header.corruption) entity.Add("keywords", "is:corruption");
    if (stored.header.countable) entity.Add("keywords", "is:countable");
    if (stored.header.special) entity.Add("keywords", "is:special");
    return entity;
  }

  static Entity BodyOf(const classify::Body& body) {
    const bool is_public = body.kind != "quasi_public" && !body.kind.starts_with("ngo");
    Entity entity(Id({"body", body.id}), is_public ? "PublicBody" : "Organization");
    for (const std::string* name : {&body.ru, &body.kk, &body.en}) entity.Add("name", *name);
    if (body.kind != "ngo_international") entity.Add("country", "kz");
    entity.Add("classification", body.kind);
    if (body.valid_from) entity.Add("incorporationDate", core::ToString(*body.valid_from));
    if (body.valid_to) entity.Add("dissolutionDate", core::ToString(*body.valid_to));
    return entity;
  }

  static Entity LinkOf(const store::StoredDocument& stored, const std::string& document,
                       const core::Tag& tag) {
    const std::string_view role = core::Name(tag.role);
    Entity entity(Id({"link", stored.document.key.ToString(), tag.id, role}), "UnknownLink");
    entity.Add("subject", document);
    entity.Add("object", Id({"body", tag.id}));
    entity.Add("role", role);
    if (stored.document.published) entity.Add("date", Date(*stored.document.published));
    entity.Add("recordId", fmt::format("{}", stored.header.number));
    for (std::size_t i = 0; i < std::min(tag.evidence.size(), kMostQuotes); ++i) {
      entity.Add("summary", WordsOf(stored.document, tag.evidence[i]));
    }
    return entity;
  }

  std::unique_ptr<OutputFile> output_;
  const classify::Registry& registry_;
  std::set<std::string> written_;  // bodies; the registry bounds them
  std::uint64_t entities_ = 0, unnamed_ = 0;
};

}  // namespace

std::unique_ptr<ExportWriter> MakeFtmWriter(std::unique_ptr<OutputFile> output,
                                            const classify::Registry& registry) {
  return std::make_unique<FtmWriter>(std::move(output), registry);
}

}  // namespace app
