#include "monitor/summary.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "monitor/quotation.h"

namespace monitor {
namespace {

using core::SourceType;
using core::TagKind;

// Headers know no scores, so that many of the newest incidents are read to find the strongest.
constexpr std::size_t kWeighed = 200;
constexpr std::size_t kQuotedBytes = 600;

// Items and distinct groups per key. Memory grows with the groups, not with the items.
class Breakdown {
 public:
  void Add(std::string_view key, store::DocumentNumber group) {
    auto found = entries_.find(key);
    if (found == entries_.end()) {
      found = entries_.emplace(key, Entry{static_cast<std::uint32_t>(entries_.size()), {}}).first;
    }
    Entry& entry = found->second;
    ++entry.count.items;
    const auto pair = static_cast<std::uint64_t>(entry.index) << 32 | group;
    if (seen_.insert(pair).second) ++entry.count.incidents;
  }

  Count Of(std::string_view key) const {
    const auto found = entries_.find(key);
    return found == entries_.end() ? Count{} : found->second.count;
  }

  std::map<std::string, Count> All() const {
    std::map<std::string, Count> counts;
    for (const auto& [key, entry] : entries_) counts.emplace(key, entry.count);
    return counts;
  }

 private:
  struct Entry {
    std::uint32_t index;
    Count count;
  };
  std::map<std::string, Entry, std::less<>> entries_;
  std::unordered_set<std::uint64_t> seen_;  // index of the key, then the group
};

// The headline figures of one period.
class Headline {
 public:
  void Add(const store::Header& header) {
    counts_.Add("all", header.group);
    if (header.source_type == SourceType::kMedia) counts_.Add("media", header.group);
    if (header.source_type == SourceType::kAppeal) counts_.Add("appeals", header.group);
  }
  Count all() const { return counts_.Of("all"); }
  Count media() const { return counts_.Of("media"); }
  Count appeals() const { return counts_.Of("appeals"); }

 private:
  Breakdown counts_;
};

// An incident by its first item in the scope and period.
struct Candidate {
  store::DocumentNumber number;
  core::Instant counted_at;
};

std::string SourceOf(SourceType type, std::string_view source) {
  return fmt::format("{}/{}", core::Name(type), source);
}

std::string MonthOf(core::Instant instant, const core::Zone& zone) {
  return core::ToString(zone.DayOf(instant)).substr(0, 7);
}

// Everything that one pass over the headers of the period tells.
class PeriodCounter {
 public:
  explicit PeriodCounter(const core::Zone& zone) : zone_(zone) {}

  void Add(const store::Header& header) {
    if (!header.countable) {
      ++left_out_uncountable_;
    } else if (header.special) {
      ++left_out_special_;
    } else {
      Count(header);
    }
  }

  void Fill(Summary& summary) const {
    summary.all = headline_.all();
    summary.media = headline_.media();
    summary.appeals = headline_.appeals();
    summary.reprints = summary.all.items - summary.all.incidents;
    summary.by_month = by_month_.All();
    summary.by_scheme = by_scheme_.All();
    summary.by_body = by_body_.All();
    summary.by_region = by_region_.All();
    summary.by_source = by_source_.All();
    summary.by_language = by_language_.All();
    summary.by_source_type = by_source_type_.All();
    summary.left_out_special = left_out_special_;
    summary.left_out_uncountable = left_out_uncountable_;
  }

  // The newest incidents, at most `limit`.
  std::vector<Candidate> Newest(std::size_t limit) const {
    std::vector<Candidate> newest;
    newest.reserve(incidents_.size());
    for (const auto& [group, candidate] : incidents_) newest.push_back(candidate);
    const auto kept = static_cast<std::ptrdiff_t>(std::min(limit, newest.size()));
    std::partial_sort(newest.begin(), newest.begin() + kept, newest.end(),
                      [](const Candidate& a, const Candidate& b) {
                        return std::tie(b.counted_at, a.number) < std::tie(a.counted_at, b.number);
                      });
    newest.erase(newest.begin() + kept, newest.end());
    return newest;
  }

 private:
  void Count(const store::Header& header) {
    const store::DocumentNumber group = header.group;
    headline_.Add(header);
    by_month_.Add(MonthOf(header.counted_at, zone_), group);
    by_source_.Add(SourceOf(header.source_type, header.source), group);
    by_language_.Add(core::Code(header.language), group);
    by_source_type_.Add(core::Name(header.source_type), group);
    for (const store::TagSummary& tag : header.tags) {
      if (tag.kind == TagKind::kScheme) by_scheme_.Add(tag.id, group);
      if (tag.kind == TagKind::kRegion) by_region_.Add(tag.id, group);
      if (tag.kind == TagKind::kBody && tag.role == core::Role::kImplicated) {
        by_body_.Add(tag.id, group);
      }
    }
    incidents_.try_emplace(group, Candidate{header.number, header.counted_at});
  }

  core::Zone zone_;
  Headline headline_;
  Breakdown by_month_, by_scheme_, by_body_, by_region_, by_source_, by_language_, by_source_type_;
  std::uint64_t left_out_special_ = 0, left_out_uncountable_ = 0;
  std::unordered_map<store::DocumentNumber, Candidate> incidents_;
};

// A body's items are those that implicate it; one that only investigates is not in the scope.
store::TagSummary ScopeOf(const SummaryRequest& request) {
  if (request.sphere) return {TagKind::kSphere, *request.sphere, core::Role::kNone};
  return {TagKind::kBody, *request.body, core::Role::kImplicated};
}

const core::Tag* FindTag(const core::Classification& classification,
                         const store::TagSummary& scope) {
  for (const core::Tag& tag : classification.tags) {
    const bool role = scope.role == core::Role::kNone || tag.role == scope.role;
    if (tag.kind == scope.kind && tag.id == scope.id && role) return &tag;
  }
  return nullptr;
}

// The document's time in `zone`; a bare day stays as the source wrote it.
std::string DateIn(const core::Zone& zone, const core::Document& document) {
  if (document.published && !document.published->has_time) return document.published->ToIso();
  const core::Instant instant = document.counted_at();
  return core::WrittenTime{instant, zone.OffsetAt(instant), true}.ToIso();
}

// What a document can give to a report, weighed before its sentences are read.
struct Quotable {
  Quotation quotation;
  float score = 0;
  core::Instant counted_at;

  bool operator<(const Quotable& other) const {
    return std::tie(other.score, other.counted_at, quotation.number) <
           std::tie(score, counted_at, other.quotation.number);
  }
};

std::optional<Quotable> Weigh(const store::StoredDocument& stored, const store::TagSummary& scope,
                              const core::Zone& zone) {
  const core::Tag* tag = FindTag(stored.classification, scope);
  if (!tag) return std::nullopt;
  const auto evidence = ChooseEvidence(stored.classification, *tag);
  if (!evidence) return std::nullopt;
  const core::Document& document = stored.document;
  Quotable quotable;
  quotable.score = tag->score;
  quotable.counted_at = stored.header.counted_at;
  Quotation& quotation = quotable.quotation;
  quotation.number = stored.header.number;
  quotation.source = SourceOf(document.key.source_type, document.key.source);
  quotation.url = document.url;
  quotation.title = document.title;
  quotation.text = evidence->field == core::Field::kTitle ? document.title : document.text;
  quotation.rule = evidence->rule;
  quotation.rule_version = evidence->rule_version;
  quotation.date = DateIn(zone, document);
  quotation.sha256 = document.archive.sha256;
  quotation.begin = evidence->begin;
  quotation.end = evidence->end;
  quotation.field = evidence->field;
  return quotable;
}

// Cuts the whole field in `quotation` to the sentence of the evidence.
void CutToSentence(const store::Store& store, Quotation& quotation) {
  const auto analysis = store.GetAnalysis(quotation.number);
  std::span<const core::Sentence> sentences;
  if (analysis) {
    sentences = quotation.field == core::Field::kTitle ? analysis->title.sentences
                                                       : analysis->text.sentences;
  }
  quotation.text = Excerpt(quotation.text, sentences, quotation.begin, quotation.end, kQuotedBytes);
}

void Quote(const store::Store& store, const PeriodCounter& counter, const core::Zone& zone,
           Summary& summary) {
  const store::TagSummary scope = ScopeOf(summary.request);
  const std::size_t wanted = summary.request.quotations;
  std::vector<Quotable> best;  // in order
  std::set<std::string> lexicons;
  for (const Candidate& candidate : counter.Newest(std::max(kWeighed, wanted))) {
    const auto stored = store.Get(candidate.number);
    if (!stored) continue;
    lexicons.insert(stored->classification.lexicon_version);
    auto quotable = Weigh(*stored, scope, zone);
    if (!quotable) continue;
    best.insert(std::upper_bound(best.begin(), best.end(), *quotable), std::move(*quotable));
    if (best.size() > wanted) best.pop_back();
  }
  for (Quotable& quotable : best) {
    CutToSentence(store, quotable.quotation);
    summary.quotations.push_back(std::move(quotable.quotation));
  }
  summary.lexicon_version = fmt::format("{}", fmt::join(lexicons, ", "));
}

std::optional<core::Error> Check(const SummaryRequest& request) {
  if (request.sphere.has_value() == request.body.has_value()) {
    return core::Error{fmt::format("a thematic summary is of one sphere or of one body: {} given",
                                   request.sphere ? "both are" : "neither is")};
  }
  if (request.from > request.to) {
    return core::Error{fmt::format("the period from {} to {} is empty: its end is before its start",
                                   core::ToString(request.from), core::ToString(request.to))};
  }
  return std::nullopt;
}

}  // namespace

core::Expected<Summary> Summarize(const store::Store& store, const SummaryRequest& request) {
  if (auto error = Check(request)) return *error;
  const auto zone = core::Zone::Find(request.zone);
  if (!zone) return core::Error{fmt::format("no time zone \"{}\"", request.zone)};

  Summary summary;
  summary.request = request;
  summary.commit = store.last_commit();

  const core::Day behind = request.to + std::chrono::days(1);
  store::Filter filter;
  filter.tags = {ScopeOf(request)};
  filter.at = summary.commit;
  filter.from = zone->StartOf(request.from);
  filter.to = zone->StartOf(behind);
  PeriodCounter counter(*zone);
  store.Select(filter, [&](const store::Header& header) {
    counter.Add(header);
    return true;
  });
  counter.Fill(summary);
  Quote(store, counter, *zone, summary);

  filter.to = filter.from;
  filter.from = zone->StartOf(request.from - (behind - request.from));
  filter.countable = true;
  filter.special = false;
  Headline before;
  store.Select(filter, [&](const store::Header& header) {
    before.Add(header);
    return true;
  });
  summary.all_before = before.all();
  summary.media_before = before.media();
  summary.appeals_before = before.appeals();
  return summary;
}

}  // namespace monitor
