// Stored documents as JSON, as the commands print them, and the printing.
#pragma once

#include <nlohmann/json.hpp>

#include "store/store.h"

namespace app {

// number, key, version, source_type, source, url, title, date, language, context, corruption,
// countable, special, group.
nlohmann::ordered_json HeaderJson(const store::StoredDocument& stored);
// The tags with their evidence: rule, version, field, span and the words there.
nlohmann::ordered_json TagsJson(const store::StoredDocument& stored);

// Prints one line; invalid UTF-8 becomes U+FFFD.
void PrintJson(const nlohmann::ordered_json& json);

}  // namespace app
