// Dates of feeds and sitemaps: RFC 822 with its real-world variants, asctime, W3CDTF (ISO 8601).
#pragma once

#include <optional>
#include <string_view>

#include "core/time.h"

namespace crawler {

// The instant with the offset as written; UTC if a time of day has no zone that is known. A date of
// reduced precision ("2024-05") stands for its first day. nullopt for anything else.
std::optional<core::WrittenTime> ParseFeedDate(std::string_view text);

}  // namespace crawler
