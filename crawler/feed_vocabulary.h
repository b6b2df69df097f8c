// The words of feeds: namespaces and the elements that mean something in an entry.
#pragma once

#include <cstdint>
#include <string_view>

namespace crawler {

// A family of namespaces with one meaning; kFeed is RSS in all versions, Atom 0.3 and 1.0.
enum class FeedSpace : std::uint8_t {
  kFeed,
  kRdf,
  kDublinCore,
  kDcTerms,
  kContent,
  kXhtml,
  kMedia,
  kItunes,
  kSitemap,
  kNews,
  kOther
};

// What an element says about its entry.
enum class FeedField : std::uint8_t {
  kNone,
  kTitle,
  kLink,
  kId,
  kPublished,
  kUpdated,
  kSummary,
  kContent,
  kMediaTitle,  // these two count if the entry has no own
  kMediaSummary,
  kLocation
};

// The family of a namespace. Feeds name all sorts of default namespaces and still mean kFeed.
FeedSpace FeedSpaceOf(std::string_view uri, bool is_default);
// What a prefix usually stands for, where nothing is bound to it; kFeed for none.
FeedSpace FeedSpaceOfPrefix(std::string_view prefix);
// kNone for elements that are of no interest. `local` is the name without prefix, in lower case.
FeedField FeedFieldOf(FeedSpace space, std::string_view local);

}  // namespace crawler
