#include "app/erasure_json.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <string>

#include "core/sha256.h"
#include "nlp/masker.h"

namespace app {
namespace {

using Json = nlohmann::json;

std::optional<store::Erasure> Parse(const std::string& line) {
  const Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return std::nullopt;
  const auto text = [&](const char* name) -> std::optional<std::string> {
    const auto found = json.find(name);
    if (found == json.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
  };
  const auto hex = text("key_sha256"), type = text("source_type"), at = text("at"), by = text("by"),
             reason = text("reason");
  if (!hex || !type || !at || !by || !reason) return std::nullopt;
  store::Erasure erasure;
  const auto bytes = core::FromHex(*hex);
  const auto source_type = core::SourceTypeOf(*type);
  const auto time = core::ParseIso(*at);
  if (!bytes || bytes->size() != 32 || !source_type || !time) return std::nullopt;
  erasure.key_sha256 = *bytes;
  erasure.source_type = *source_type;
  erasure.at = time->instant;
  erasure.by = *by;
  // Of an older program, too: it is kept for ever.
  erasure.reason = nlp::Mask(*reason).text;
  return erasure;
}

}  // namespace

nlohmann::ordered_json ToJson(const store::Erasure& erasure) {
  return {{"commit", erasure.commit},
          {"key_sha256", core::Hex(erasure.key_sha256)},
          {"source_type", core::Name(erasure.source_type)},
          {"at", core::ToUtcString(erasure.at)},
          {"by", erasure.by},
          {"reason", erasure.reason},
          {"versions", erasure.versions},
          {"purged", erasure.purged}};
}

core::Expected<std::vector<store::Erasure>> ReadErasures(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) return core::Error{fmt::format("{}: {}", file.string(), std::strerror(errno))};
  std::vector<store::Erasure> erasures;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    auto erasure = Parse(line);
    if (!erasure) {
      return core::Error{fmt::format(
          "{}, line {}: not the record of an erasure; 'sholu forget --list --json' writes them",
          file.string(), number)};
    }
    erasures.push_back(*std::move(erasure));
  }
  return erasures;
}

}  // namespace app
