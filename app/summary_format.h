// A summary in the formats that people and machines read.
#pragma once

#include <string>
#include <string_view>

#include "core/language.h"
#include "monitor/names.h"
#include "monitor/summary.h"

namespace app {

// `format`: text, markdown, html or json.
std::string SummaryAs(std::string_view format, const monitor::Summary& summary,
                      const monitor::Names& names, core::Language language);
// Of a file of that format, without its dot.
std::string_view ExtensionOfFormat(std::string_view format);

}  // namespace app
