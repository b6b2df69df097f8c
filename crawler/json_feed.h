// JSON Feed 1.0 and 1.1 (jsonfeed.org).
#pragma once

#include <string_view>

#include "crawler/feed.h"

namespace crawler {

// `json` is UTF-8. What is JSON but no feed is kUnknown; a feed that breaks off is malformed.
Feed ParseJsonFeed(std::string_view json, std::string_view url);

}  // namespace crawler
