// The thematic monitoring summary (Rules, para 11): one sphere or one body over a period, every
// figure traceable.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/expected.h"
#include "core/tag.h"
#include "core/time.h"
#include "store/store.h"

namespace monitor {

struct SummaryRequest {
  std::optional<std::string> sphere, body;  // exactly one
  core::Day from, to;                       // both inclusive, in `zone`
  std::string zone = "Asia/Almaty";
  std::size_t quotations = 5;
};

// Items, and the incidents among them: near-duplicate groups of countable documents.
struct Count {
  std::uint64_t items = 0;
  std::uint64_t incidents = 0;

  bool operator==(const Count&) const = default;
};

struct Quotation {
  store::DocumentNumber number = 0;
  std::string source, url, title, text;  // text: the words that the rule found, with their sentence
  std::string rule;
  std::uint32_t rule_version = 0;
  std::string date;                  // ISO 8601, in `zone`
  std::string sha256;                // of the archived bytes; empty if none
  std::uint32_t begin = 0, end = 0;  // bytes of the document's field
  core::Field field = core::Field::kText;
};

struct Summary {
  SummaryRequest request;
  store::Commit commit = 0;
  std::string lexicon_version;
  Count all, media, appeals;
  Count all_before, media_before, appeals_before;  // the period of the same length just before
  std::uint64_t reprints = 0;                      // items beyond the first of their incident
  std::map<std::string, Count> by_month, by_scheme, by_body, by_region, by_source, by_language,
      by_source_type;
  std::uint64_t left_out_special =
      0;  // countable, but a special state body is implicated (Rules, para 5)
  std::uint64_t left_out_uncountable = 0;  // in the scope and period, but not countable
  std::vector<Quotation> quotations;
};

// Counts what `request` asks for. An error if the scope is not exactly one sphere or body, or the
// period is empty.
core::Expected<Summary> Summarize(const store::Store& store, const SummaryRequest& request);

}  // namespace monitor
