// Who carries out a monitoring, the law behind it and the words of its report, from the operator's
// files.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "config/yaml_reader.h"
#include "core/expected.h"
#include "core/language.h"
#include "monitor/performer.h"
#include "monitor/report_form.h"

namespace config {

// The section `performer` of sholu.yaml.
monitor::Performer ReadPerformer(const YamlValue& section);

// The section `rules` of sholu.yaml; what is missing there is the default.
monitor::LegalFrame ReadLegalFrame(const YamlValue& section);

// The words of the report in kk, ru or en: those of the program, with what `folder` has in kk.yaml,
// ru.yaml or en.yaml instead. The errors name file, line and column: an unknown key, a name in
// braces that the line does not know.
core::Expected<monitor::ReportForm, std::vector<core::Error>> LoadReportForm(
    const std::filesystem::path& folder, core::Language language);

// What is wrong with the braces of `pattern`; empty if nothing is. `known`: the names that may
// stand in them.
std::string CheckPlaceholders(std::string_view pattern, const std::vector<std::string_view>& known);

}  // namespace config
