#include "monitor/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "monitor/quotation.h"

namespace monitor {
namespace {

using store::DocumentNumber;

// Headers know no scores, so that many of the newest incidents are read to find the strongest.
constexpr std::size_t kWeighed = 200;
constexpr std::size_t kWeighedPerScheme = 10;
constexpr std::size_t kQuotedBytes = 600;

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

// A document that may be quoted, read.
struct Weighed {
  DocumentNumber group = 0, number = 0;
  float score = 0;
  core::Instant counted_at{};
  std::vector<std::string> schemes;  // whose own words it has

  // The stronger first, then the newer.
  bool operator<(const Weighed& other) const {
    return std::tie(other.score, other.counted_at, number) <
           std::tie(score, counted_at, other.number);
  }
};

class Chooser {
 public:
  // With the tags of that commit.
  Chooser(const store::Store& store, const Incidents& incidents, const store::TagSummary& scope,
          store::Commit commit)
      : store_(store), incidents_(incidents), scope_(scope), commit_(commit) {}

  // Each with the scheme that it stands for.
  std::vector<std::pair<Weighed, std::string>> Choose(std::size_t wanted) {
    std::vector<std::pair<Weighed, std::string>> chosen;
    if (wanted == 0) return chosen;
    std::vector<std::string> schemes = incidents_.Schemes();
    std::vector<std::vector<Weighed>> lists;
    for (const std::string& scheme : schemes) {
      lists.push_back(Weigh(incidents_.NewestOf(scheme, kWeighedPerScheme)));
      std::erase_if(lists.back(), [&scheme](const Weighed& weighed) {
        return std::find(weighed.schemes.begin(), weighed.schemes.end(), scheme) ==
               weighed.schemes.end();
      });
    }
    schemes.emplace_back();
    lists.push_back(Weigh(incidents_.Newest(std::max(kWeighed, wanted))));
    std::unordered_set<DocumentNumber> taken;
    std::vector<std::size_t> next(lists.size(), 0);
    const auto take = [&](std::size_t list) {
      while (next[list] < lists[list].size()) {
        const Weighed& weighed = lists[list][next[list]++];
        if (!taken.insert(weighed.group).second) continue;
        chosen.emplace_back(weighed, schemes[list]);
        return true;
      }
      return false;
    };
    // Turn by turn, so that the schemes share the room; incidents without a scheme come last.
    bool more = true;
    while (more && chosen.size() < wanted) {
      more = false;
      for (std::size_t list = 0; list + 1 < lists.size() && chosen.size() < wanted; ++list) {
        more = take(list) || more;
      }
    }
    while (chosen.size() < wanted && take(lists.size() - 1)) {
    }
    return chosen;
  }

  const std::set<std::string>& lexicons() const { return lexicons_; }

 private:
  std::vector<Weighed> Weigh(const std::vector<Incidents::Original>& originals) {
    std::vector<Weighed> weighed;
    for (const Incidents::Original& original : originals) {
      if (const auto& one = Weigh(original)) weighed.push_back(*one);
    }
    std::sort(weighed.begin(), weighed.end());
    return weighed;
  }

  const std::optional<Weighed>& Weigh(const Incidents::Original& original) {
    const auto [known, first] = known_.try_emplace(original.number);
    if (!first) return known->second;
    const auto stored = store_.Get(original.number, commit_);
    if (!stored) return known->second;
    lexicons_.insert(stored->classification.lexicon_version);
    const core::Tag* tag = FindTag(stored->classification, scope_);
    if (!tag || !ChooseEvidence(stored->classification, *tag)) return known->second;
    known->second = Weighed{original.group, original.number, tag->score, original.counted_at, {}};
    for (const core::Tag& scheme : stored->classification.tags) {
      if (scheme.kind == core::TagKind::kScheme &&
          ChooseOwnEvidence(stored->classification, scheme)) {
        known->second->schemes.push_back(scheme.id);
      }
    }
    return known->second;
  }

  const store::Store& store_;
  const Incidents& incidents_;
  const store::TagSummary& scope_;
  const store::Commit commit_;
  std::unordered_map<DocumentNumber, std::optional<Weighed>> known_;
  std::set<std::string> lexicons_;
};

// What to quote of a document that Chooser chose for `scheme`, or for none.
core::Evidence EvidenceOf(const core::Classification& classification,
                          const store::TagSummary& scope, const std::string& scheme) {
  if (scheme.empty()) return *ChooseEvidence(classification, *FindTag(classification, scope));
  const store::TagSummary tag{core::TagKind::kScheme, scheme, core::Role::kNone};
  return *ChooseOwnEvidence(classification, *FindTag(classification, tag));
}

// The quotation of a document that gives one.
Quotation Read(const store::Store& store, const store::StoredDocument& stored,
               const store::TagSummary& scope, const std::string& scheme, const core::Zone& zone) {
  const core::Document& document = stored.document;
  const core::Evidence evidence = EvidenceOf(stored.classification, scope, scheme);
  Quotation quotation;
  quotation.scheme = scheme;
  quotation.number = stored.header.number;
  quotation.source =
      fmt::format("{}/{}", core::Name(document.key.source_type), document.key.source);
  quotation.url = document.url;
  quotation.title = document.title;
  quotation.rule = evidence.rule;
  quotation.rule_version = evidence.rule_version;
  quotation.date = DateIn(zone, document);
  quotation.received = !document.published;
  quotation.sha256 = document.archive.sha256;
  quotation.text_sha256 = stored.text_sha256;
  if (document.key.source_type == core::SourceType::kAppeal) {
    quotation.register_number = document.key.address;
  }
  quotation.begin = evidence.begin;
  quotation.end = evidence.end;
  quotation.field = evidence.field;
  const bool title = evidence.field == core::Field::kTitle;
  const auto analysis = store.GetAnalysis(quotation.number);
  std::span<const core::Sentence> sentences;
  if (analysis) sentences = title ? analysis->title.sentences : analysis->text.sentences;
  quotation.text = Excerpt(title ? document.title : document.text, sentences, evidence.begin,
                           evidence.end, kQuotedBytes);
  return quotation;
}

bool Earlier(const Incidents::Original& a, const Incidents::Original& b) {
  return std::tie(a.counted_at, a.number) < std::tie(b.counted_at, b.number);
}

Incidents::Original OriginalOf(const store::Header& header) {
  return {header.group, header.number, header.counted_at};
}

std::vector<Incidents::Original> NewestOf(std::vector<Incidents::Original> originals,
                                          std::size_t limit) {
  const auto kept = static_cast<std::ptrdiff_t>(std::min(limit, originals.size()));
  std::partial_sort(originals.begin(), originals.begin() + kept, originals.end(),
                    [](const Incidents::Original& one, const Incidents::Original& two) {
                      return std::tie(two.counted_at, one.number) <
                             std::tie(one.counted_at, two.number);
                    });
  originals.erase(originals.begin() + kept, originals.end());
  return originals;
}

}  // namespace

void Incidents::Add(const store::Header& header, bool new_outlet) {
  Incident& incident = incidents_[header.group];
  const Original original = OriginalOf(header);
  if (incident.size.items++ == 0 || Earlier(original, incident.original)) {
    incident.original = original;
  }
  if (new_outlet) ++incident.size.outlets;
}

void Incidents::AddScheme(const store::Header& header, std::string_view scheme) {
  auto found = schemes_.find(scheme);
  if (found == schemes_.end()) found = schemes_.emplace(scheme, Originals{}).first;
  const Original original = OriginalOf(header);
  const auto [known, first] = found->second.try_emplace(header.group, original);
  if (!first && Earlier(original, known->second)) known->second = original;
}

std::vector<Incidents::Original> Incidents::Newest(std::size_t limit) const {
  std::vector<Original> originals;
  originals.reserve(incidents_.size());
  for (const auto& [group, incident] : incidents_) originals.push_back(incident.original);
  return monitor::NewestOf(std::move(originals), limit);
}

std::vector<Incidents::Original> Incidents::NewestOf(std::string_view scheme,
                                                     std::size_t limit) const {
  std::vector<Original> originals;
  const auto found = schemes_.find(scheme);
  if (found == schemes_.end()) return originals;
  for (const auto& [group, original] : found->second) originals.push_back(original);
  return monitor::NewestOf(std::move(originals), limit);
}

std::vector<std::string> Incidents::Schemes() const {
  std::vector<std::string> schemes;
  for (const auto& [scheme, originals] : schemes_) schemes.push_back(scheme);
  std::stable_sort(schemes.begin(), schemes.end(), [this](const auto& a, const auto& b) {
    return schemes_.at(a).size() > schemes_.at(b).size();
  });
  return schemes;
}

std::set<std::string> Quote(const store::Store& store, const Incidents& incidents,
                            const store::TagSummary& scope, const core::Zone& zone,
                            Summary& summary) {
  Chooser chooser(store, incidents, scope, summary.commit);
  for (const auto& [weighed, scheme] : chooser.Choose(summary.request.quotations)) {
    const auto stored = store.Get(weighed.number, summary.commit);
    if (!stored) continue;
    Quotation quotation = Read(store, *stored, scope, scheme, zone);
    const Incidents::Size size = incidents.SizeOf(weighed.group);
    quotation.items = size.items;
    quotation.outlets = size.outlets;
    summary.quotations.push_back(std::move(quotation));
  }
  return chooser.lexicons();
}

}  // namespace monitor
