// Stored documents as JSON, as the commands print them.
#pragma once

#include <nlohmann/json.hpp>

#include "store/store.h"

namespace app {

// number, key, version, source_type, source, url, title, date, language, context, corruption,
// countable, special, group.
nlohmann::ordered_json HeaderJson(const store::StoredDocument& stored);
// The tags with their evidence: rule, version, field, span and the words there.
nlohmann::ordered_json TagsJson(const store::StoredDocument& stored);

}  // namespace app
