// Stored documents as JSON, as the commands print them, and the printing.
#pragma once

#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "store/store.h"

namespace app {

// number, key, version, source_type, source, url, title, date, language, context, corruption,
// countable, special, group.
nlohmann::ordered_json HeaderJson(const store::StoredDocument& stored);
// The tags with their evidence: rule, version, field, span and the words there.
nlohmann::ordered_json TagsJson(const store::StoredDocument& stored);

// file, offset, length and sha256 of an archived record; null if there is none.
nlohmann::ordered_json ArchiveJson(const core::ArchiveRef& ref);

// The words that evidence rests on: a part of `document`.
std::string_view WordsOf(const core::Document& document, const core::Evidence& evidence);

// One line with its end; invalid UTF-8 becomes U+FFFD.
std::string JsonLine(const nlohmann::ordered_json& json);
// Prints it; in ASCII if it holds characters that a terminal would obey (core/printable.h).
void PrintJson(const nlohmann::ordered_json& json, std::FILE* out = stdout);

}  // namespace app
