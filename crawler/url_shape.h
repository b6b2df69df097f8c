// What the shape of an address tells: versions of a page beside its main one, and addresses that a
// site can make without end.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crawler/url.h"

namespace crawler {

// The canonical addresses of which `url`, by its shape, is the AMP, mobile or print version; empty
// if it looks like none. Whether there is a page at one of them only the site can say, so a twin is
// never rewritten: it is left out where its main form is known.
std::vector<std::string> MainForms(const CanonicalUrl& url);

// Why following links to `url` may never end: "too long", "too deep", "repeated segments",
// "calendar" (a day outside 1990 to the year after `year`) or "endless pagination"; "" if it looks
// sound.
std::string_view TrapOf(const CanonicalUrl& url, int year);

}  // namespace crawler
