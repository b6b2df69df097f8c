#include "app/text_json.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/printable.h"

namespace app {
namespace {

nlohmann::ordered_json EvidenceJson(const core::Document& document,
                                    const std::vector<core::Evidence>& all) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const core::Evidence& evidence : all) {
    list.push_back({{"rule", evidence.rule},
                    {"version", evidence.rule_version},
                    {"field", core::Name(evidence.field)},
                    {"start", evidence.begin},
                    {"end", evidence.end},
                    {"text", WordsOf(document, evidence)}});
  }
  return list;
}

}  // namespace

nlohmann::ordered_json ArchiveJson(const core::ArchiveRef& ref) {
  if (ref.file.empty()) return {};
  return {
      {"file", ref.file}, {"offset", ref.offset}, {"length", ref.length}, {"sha256", ref.sha256}};
}

std::string_view WordsOf(const core::Document& document, const core::Evidence& evidence) {
  const std::string_view field = document.field(evidence.field);
  const std::size_t begin = std::min<std::size_t>(evidence.begin, field.size());
  return field.substr(begin, evidence.end > begin ? evidence.end - begin : 0);
}

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

std::string JsonLine(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

void PrintJson(const nlohmann::ordered_json& json, std::FILE* out) {
  std::string line = JsonLine(json);
  line.pop_back();
  if (core::Printable(line) != line) {
    line = json.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
  }
  fmt::print(out, "{}\n", line);
}

}  // namespace app
