#include "app/text_json.h"

#include <fmt/format.h>

#include <algorithm>

namespace app {
namespace {

std::string_view Words(const core::Document& document, const core::Evidence& evidence) {
  const std::string_view field = document.field(evidence.field);
  const std::size_t begin = std::min<std::size_t>(evidence.begin, field.size());
  return field.substr(begin, evidence.end > begin ? evidence.end - begin : 0);
}

nlohmann::ordered_json EvidenceJson(const core::Document& document,
                                    const std::vector<core::Evidence>& all) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const core::Evidence& evidence : all) {
    list.push_back({{"rule", evidence.rule},
                    {"version", evidence.rule_version},
                    {"field", core::Name(evidence.field)},
                    {"start", evidence.begin},
                    {"end", evidence.end},
                    {"text", Words(document, evidence)}});
  }
  return list;
}

}  // namespace

nlohmann::ordered_json HeaderJson(const store::StoredDocument& stored) {
  const store::Header& header = stored.header;
  const core::Document& document = stored.document;
  return {{"number", header.number},
          {"key", document.key.ToString()},
          {"version", header.version},
          {"source_type", core::Name(header.source_type)},
          {"source", header.source},
          {"url", document.url},
          {"kind", document.kind},
          {"title", document.title},
          {"date",
           document.published ? document.published->ToIso() : core::ToUtcString(document.received)},
          {"language", core::Code(header.language)},
          {"context", core::Name(header.context)},
          {"corruption", header.corruption},
          {"countable", header.countable},
          {"special", header.special},
          {"group", header.group}};
}

nlohmann::ordered_json TagsJson(const store::StoredDocument& stored) {
  nlohmann::ordered_json tags = nlohmann::ordered_json::array();
  for (const core::Tag& tag : stored.classification.tags) {
    nlohmann::ordered_json row = {{"kind", core::Name(tag.kind)}, {"id", tag.id}};
    if (tag.role != core::Role::kNone) row["role"] = core::Name(tag.role);
    if (tag.special) row["special"] = true;
    row["score"] = tag.score;
    row["evidence"] = EvidenceJson(stored.document, tag.evidence);
    tags.push_back(std::move(row));
  }
  return {{"lexicon_version", stored.classification.lexicon_version},
          {"evidence", EvidenceJson(stored.document, stored.classification.evidence)},
          {"tags", tags}};
}

void PrintJson(const nlohmann::ordered_json& json) {
  fmt::print("{}\n", json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace app
