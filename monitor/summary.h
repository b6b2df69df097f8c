// The thematic monitoring summary (Rules, para 11): one sphere or one body over a period, every
// figure traceable.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/expected.h"
#include "core/observation.h"
#include "core/tag.h"
#include "core/time.h"
#include "monitor/period.h"
#include "store/store.h"

namespace monitor {

struct SummaryRequest {
  std::optional<std::string> sphere, body;  // exactly one
  core::Day from, to;                       // both inclusive, in `zone`
  std::string zone = "Asia/Almaty";
  std::size_t quotations = 5;
  std::optional<store::Commit> commit;  // the corpus as of that commit; absent: now
  // Items of closed sources enter no count: an "other" subject works from open ones (Rules, para
  // 14).
  bool open_only = false;
};

// What is known of the country and of the outlets besides the corpus.
struct Background {
  struct Outlet {
    std::string id, name;
    std::string region;  // ISO 3166-2 or empty
    std::string owner;   // state, private, foreign or empty
    bool open = true;
  };
  std::vector<Outlet> outlets;                                     // that the operator named
  std::map<std::string, std::map<int, std::uint64_t>> population;  // region, year, people
};

// Items, and the incidents among them: near-duplicate groups of countable documents.
struct Count {
  std::uint64_t items = 0;
  std::uint64_t incidents = 0;

  // Items beyond the first of their incident.
  std::uint64_t reprints() const { return items - incidents; }
  bool operator==(const Count&) const = default;
};

// One row of a breakdown: a scheme, a month and so on.
struct Row {
  Count all = {}, media = {}, appeals = {};
  Count before = {};  // in the period before; of a month: in the month of the same place there
  std::uint64_t corpus = 0;         // items of the corpus in the same scope: what the rate is of
  std::uint64_t corpus_before = 0;  // the same where `before` is from; 0: it can tell nothing
  std::uint64_t people = 0;         // of a region; 0: not known
  int people_year = 0;              // at whose beginning they were counted

  // Counted items per 100,000 items of the corpus; nullopt if there are none.
  std::optional<double> rate() const;
  // Incidents per 100,000 people; nullopt if their number is not known.
  std::optional<double> rate_of_people() const;
};
using Rows = std::map<std::string, Row>;

// A scheme, body or region whose incidents grew more than chance allows (monitor/statistics.h).
struct Growth {
  core::TagKind kind;
  std::string key;
  std::uint64_t now = 0, before = 0;  // incidents
  std::optional<double> ratio;  // of the rates per item of the corpus; none if none was before
  double p = 1;                 // of this test alone
  double adjusted = 1;          // for all tests that were made
};

// Days without any item that are worth a line.
inline constexpr long kLongGapDays = 7;

struct Gap {
  core::Day from, to;  // both inclusive, without any item

  long days() const { return (to - from).count() + 1; }
};

struct SourceUse {
  std::string key;   // "media/dala", as in by_source
  std::string name;  // as the operator calls it; else the id
  std::string region, owner;
  std::uint64_t corpus = 0;         // all its items of the period
  std::uint64_t corpus_before = 0;  // and of the period before
  core::Day first, last;            // days of the first and the last of them in the period
  std::optional<Gap> longest_gap;
};

struct Quotation {
  store::DocumentNumber number = 0;
  std::string source, url, title, text;  // text: the words that the rule found, with their sentence
  std::string register_number;           // of an appeal
  std::string rule;
  std::uint32_t rule_version = 0;
  std::string date;                  // ISO 8601, in `zone`
  bool received = false;             // the date is that of receipt: the source tells none
  std::string sha256;                // of the archived bytes; empty if none
  std::string text_sha256;           // of the document's text
  std::uint32_t begin = 0, end = 0;  // bytes of the document's field
  core::Field field = core::Field::kText;
  std::string scheme;         // that these words tell of; empty: that of no scheme
  std::uint64_t items = 1;    // of the incident, in the scope and period
  std::uint64_t outlets = 1;  // that told of it
};

// A figure of legal statistics or of a survey, and the same one for the period before or, without
// it, for the same time a year before.
struct Figure {
  core::Observation now;
  std::optional<core::Observation> before;
  bool general = false;  // neither of this sphere or body nor of an offence that was found
};

// Items in the scope and period that enter no count, by the first reason that holds.
struct LeftOut {
  std::uint64_t closed = 0;     // of a closed source (Rules, para 14)
  std::uint64_t special = 0;    // countable, but a special state body is implicated (Rules, para 5)
  std::uint64_t foreign = 0;    // tells of another country
  std::uint64_t acquittal = 0;  // acquitted, or debunked
  std::uint64_t prevention = 0;  // tells of preventing corruption
  std::uint64_t policy = 0;      // tells of laws and programmes against it
  std::uint64_t no_episode = 0;  // tells of corruption without a specific episode
  std::uint64_t no_corruption = 0;

  // All but the closed and special ones.
  std::uint64_t uncountable() const {
    return foreign + acquittal + prevention + policy + no_episode + no_corruption;
  }
  std::uint64_t total() const { return closed + special + uncountable(); }
};

struct Summary {
  SummaryRequest request;
  core::Period before;
  store::Commit commit = 0;
  // Of the rules that tagged both periods, as far as documents were read: those quoted, and a
  // sample of all. Empty if there are none.
  std::string lexicon_version;
  std::uint64_t corpus = 0, corpus_before = 0;  // all items of both periods
  core::Day corpus_to;  // the last day of the period that the corpus can tell of
  Row all;              // all.before: in the period before
  Count media_before, appeals_before;
  // By month "2026-01" all of the period stand, up to 36. By stage (allegation, investigation,
  // conviction) an incident stands once, under the furthest. By source type all six kinds.
  Rows by_month, by_scheme, by_body, by_region, by_source, by_language, by_source_type, by_stage;
  std::vector<Growth> rising;              // the surest first
  std::size_t growth_tests = 0;            // that were made
  std::vector<SourceUse> sources;          // in order of key
  std::vector<Background::Outlet> silent;  // outlets that gave nothing in the period
  std::vector<Gap> gaps;        // of the whole corpus, of kLongGapDays or more, up to corpus_to
  std::vector<Figure> figures;  // statistics first
  LeftOut left_out, left_out_before;
  std::vector<Quotation> quotations;
};

// Counts what `request` asks for, in one pass over the headers of both periods. An error if the
// scope is not exactly one sphere or body, the period is empty or longer than 100 years, or there
// is no such zone or commit. Figures have no commit: they are those kept now.
core::Expected<Summary> Summarize(store::Store& store, const SummaryRequest& request,
                                  const Background& background = {});

}  // namespace monitor
