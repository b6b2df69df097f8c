#include "config/import_mapping.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <array>
#include <map>
#include <set>

#include "config/yaml_reader.h"
#include "crawler/period_parser.h"

namespace config {
namespace {

using core::SourceType;

// In the order of the Rules, para 7.
constexpr std::array<std::string_view, 6> kKinds = {"statistics", "appeals", "reports",
                                                    "surveys",    "media",   "other"};

constexpr std::string_view kPeriodForms =
    "a period such as 2025, 2025-03, \"I квартал 2025\" or \"01.01.2025 - 30.06.2025\"";

ImportMapping ReadMapping(const YamlValue& value, std::set<std::string>& names) {
  ImportMapping mapping;
  mapping.place = value.place();
  YamlMap map = value.Map();
  const YamlValue name = map.Required("name");
  mapping.name = name.String();
  if (name.present() && !names.insert(mapping.name).second) {
    name.Wrong(fmt::format("the name '{}' is taken by an entry above", mapping.name),
               "another name");
  }
  mapping.kind = map.Required("kind").Enum<SourceType>({{kKinds[0], SourceType::kStatistics},
                                                        {kKinds[1], SourceType::kAppeal},
                                                        {kKinds[2], SourceType::kReport},
                                                        {kKinds[3], SourceType::kSurvey},
                                                        {kKinds[4], SourceType::kMedia},
                                                        {kKinds[5], SourceType::kOther}},
                                                       SourceType::kOther);
  mapping.files = map.Optional("files").String();
  const YamlValue source = map.Optional("source");
  mapping.source = source.String();
  if (mapping.source.find('/') != std::string::npos) {
    source.Wrong(fmt::format("'{}' is no name of a source", mapping.source), "a name without '/'");
  }
  mapping.sheet = map.Optional("sheet").String();
  mapping.header_row =
      static_cast<std::uint64_t>(map.Optional("header_row").Integer(0, 1, 1'048'576));
  YamlMap columns = map.Optional("columns").Map();
  for (const auto& [role, headers] : columns.Entries()) {
    for (const YamlValue& header : headers.ListOrOne()) {
      mapping.columns.emplace_back(role, header.String());
    }
  }
  mapping.number_from_content = map.Optional("number_from_content").Bool();
  if (const YamlValue personal = map.Optional("personal"); personal.present()) {
    mapping.personal = personal.Bool();
  }
  if (const YamlValue period = map.Optional("period"); period.present()) {
    mapping.period = crawler::ParsePeriod(period.String());
    if (!mapping.period) {
      period.Wrong(fmt::format("'{}' is no period", period.String()), kPeriodForms);
    }
  }
  mapping.unit = map.Optional("unit").String();
  mapping.indicator = map.Optional("indicator").String();
  return mapping;
}

}  // namespace

std::string_view PluralName(SourceType kind) {
  return kKinds.at(static_cast<std::size_t>(kind) - 1);
}

core::Expected<std::vector<ImportMapping>, std::vector<core::Error>> LoadImportMappings(
    const std::filesystem::path& file) {
  std::vector<ImportMapping> mappings;
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return mappings;
  const auto yaml = YamlFile::Load(file);
  if (!yaml) return std::vector<core::Error>{yaml.error()};
  {
    std::set<std::string> names;
    YamlMap map = yaml->root().Map();
    for (const YamlValue& entry : map.Required("imports").List()) {
      mappings.push_back(ReadMapping(entry, names));
    }
  }
  if (auto errors = yaml->errors(); !errors.empty()) return errors;
  return mappings;
}

std::string ToYaml(const ImportMapping& mapping) {
  YAML::Emitter out;
  out << YAML::BeginSeq << YAML::BeginMap;
  const auto entry = [&out](const char* key, const std::string& value) {
    if (!value.empty()) out << YAML::Key << key << YAML::Value << value;
  };
  entry("name", mapping.name);
  entry("kind", std::string(PluralName(mapping.kind)));
  entry("files", mapping.files);
  entry("source", mapping.source);
  entry("sheet", mapping.sheet);
  if (mapping.header_row > 0) out << YAML::Key << "header_row" << YAML::Value << mapping.header_row;
  if (!mapping.columns.empty()) {
    out << YAML::Key << "columns" << YAML::Value << YAML::BeginMap;
    std::map<std::string, std::vector<std::string>> headers;
    std::vector<std::string> roles;  // in the order of their first columns
    for (const auto& [role, header] : mapping.columns) {
      if (!headers.contains(role)) roles.push_back(role);
      headers[role].push_back(header);
    }
    for (const std::string& role : roles) {
      out << YAML::Key << role << YAML::Value;
      if (headers[role].size() == 1) {
        out << headers[role].front();
      } else {
        out << headers[role];
      }
    }
    out << YAML::EndMap;
  }
  if (mapping.number_from_content) {
    out << YAML::Key << "number_from_content" << YAML::Value << true;
  }
  if (mapping.personal) out << YAML::Key << "personal" << YAML::Value << *mapping.personal;
  if (mapping.period) {
    out << YAML::Key << "period" << YAML::Value
        << fmt::format("{} - {}", core::ToString(mapping.period->from),
                       core::ToString(mapping.period->to));
  }
  entry("unit", mapping.unit);
  entry("indicator", mapping.indicator);
  out << YAML::EndMap << YAML::EndSeq;
  std::string text;
  std::string_view rest(out.c_str(), out.size());
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    text.append("  ").append(line).append("\n");
  }
  return text;
}

}  // namespace config
