// When a page says it was published and changed.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/time.h"
#include "crawler/date_parser.h"
#include "crawler/html_tree.h"
#include "crawler/json_ld.h"
#include "crawler/page_signals.h"

namespace crawler {

struct PageDates {
  std::optional<core::WrittenTime> published, modified;
};

// Asks in turn: JSON-LD, meta elements, marked properties, a line that is a date close to the
// heading, <time>, what is written about the heading, the address, what is written elsewhere; a
// page that tells only when it was changed was published then. What readers are shown as the page's
// day, without calling it a change, prevails over another day that only machines are told, if it is
// a line of its own between heading and text and no later than the last change, or if machines know
// it, too: as the day of the change, or as the next day by another zone; or if machines are not
// told what the day is of. `heading`: node of the article's heading, 0 if it has none.
// `context.language` is that of the page; machine dates do not follow it.
PageDates FindDates(std::span<const HtmlNode> nodes, std::span<const std::uint16_t> hints,
                    const PageSignals& signals, const JsonLdPage& json_ld, std::uint32_t heading,
                    std::string_view url, const DateContext& context);

}  // namespace crawler
