#include "monitor/evidence.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

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

// An incident whose document was read.
struct Weighed {
  DocumentNumber group = 0, number = 0;
  float score = 0;
  core::Instant counted_at{};

  // The stronger first, then the newer.
  bool operator<(const Weighed& other) const {
    return std::tie(other.score, other.counted_at, number) <
           std::tie(score, counted_at, other.number);
  }
};

class Chooser {
 public:
  Chooser(const store::Store& store, const Incidents& incidents, const store::TagSummary& scope)
      : store_(store), incidents_(incidents), scope_(scope) {}

  // Each with the scheme that it stands for.
  std::vector<std::pair<Weighed, std::string>> Choose(std::size_t wanted) {
    std::vector<std::string> schemes = incidents_.Schemes();
    std::vector<std::vector<Weighed>> lists;
    for (const std::string& scheme : schemes) {
      lists.push_back(Weigh(incidents_.NewestOf(scheme, kWeighedPerScheme)));
    }
    schemes.emplace_back();
    lists.push_back(Weigh(incidents_.Newest(std::max(kWeighed, wanted))));
    std::vector<std::pair<Weighed, std::string>> chosen;
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
  std::vector<Weighed> Weigh(const std::vector<DocumentNumber>& groups) {
    std::vector<Weighed> weighed;
    for (const DocumentNumber group : groups) {
      if (const auto one = Weigh(group)) weighed.push_back(*one);
    }
    std::sort(weighed.begin(), weighed.end());
    return weighed;
  }

  std::optional<Weighed> Weigh(DocumentNumber group) {
    const auto [known, first] = known_.try_emplace(group);
    if (!first) return known->second;
    const Incidents::Incident& incident = incidents_.At(group);
    const auto stored = store_.Get(incident.number);
    if (!stored) return std::nullopt;
    lexicons_.insert(stored->classification.lexicon_version);
    const core::Tag* tag = FindTag(stored->classification, scope_);
    if (!tag || !ChooseEvidence(stored->classification, *tag)) return std::nullopt;
    known->second = Weighed{group, incident.number, tag->score, incident.counted_at};
    return known->second;
  }

  const store::Store& store_;
  const Incidents& incidents_;
  const store::TagSummary& scope_;
  std::unordered_map<DocumentNumber, std::optional<Weighed>> known_;
  std::set<std::string> lexicons_;
};

// The quotation of a document that gives one.
Quotation Read(const store::Store& store, const store::StoredDocument& stored,
               const store::TagSummary& scope, const core::Zone& zone) {
  const core::Document& document = stored.document;
  const core::Evidence evidence =
      *ChooseEvidence(stored.classification, *FindTag(stored.classification, scope));
  Quotation quotation;
  quotation.number = stored.header.number;
  quotation.source =
      fmt::format("{}/{}", core::Name(document.key.source_type), document.key.source);
  quotation.url = document.url;
  quotation.title = document.title;
  quotation.rule = evidence.rule;
  quotation.rule_version = evidence.rule_version;
  quotation.date = DateIn(zone, document);
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

}  // namespace

void Incidents::Add(const store::Header& header, bool new_outlet) {
  Incident& incident = incidents_[header.group];
  if (incident.items++ == 0) {
    incident.number = header.number;
    incident.counted_at = header.counted_at;
  }
  if (new_outlet) ++incident.outlets;
}

void Incidents::AddScheme(DocumentNumber group, std::string_view scheme) {
  auto found = schemes_.find(scheme);
  if (found == schemes_.end()) found = schemes_.emplace(scheme, 0).first;
  found->second.push_back(group);
}

std::vector<DocumentNumber> Incidents::Newest(std::vector<DocumentNumber> groups,
                                              std::size_t limit) const {
  const auto kept = static_cast<std::ptrdiff_t>(std::min(limit, groups.size()));
  std::partial_sort(groups.begin(), groups.begin() + kept, groups.end(),
                    [this](DocumentNumber a, DocumentNumber b) {
                      const Incident &one = At(a), &two = At(b);
                      return std::tie(two.counted_at, one.number) <
                             std::tie(one.counted_at, two.number);
                    });
  groups.erase(groups.begin() + kept, groups.end());
  return groups;
}

std::vector<DocumentNumber> Incidents::Newest(std::size_t limit) const {
  std::vector<DocumentNumber> groups;
  groups.reserve(incidents_.size());
  for (const auto& [group, incident] : incidents_) groups.push_back(group);
  return Newest(std::move(groups), limit);
}

std::vector<DocumentNumber> Incidents::NewestOf(std::string_view scheme, std::size_t limit) const {
  const auto found = schemes_.find(scheme);
  if (found == schemes_.end()) return {};
  return Newest(found->second, limit);
}

std::vector<std::string> Incidents::Schemes() const {
  std::vector<std::string> schemes;
  for (const auto& [scheme, groups] : schemes_) schemes.push_back(scheme);
  std::stable_sort(schemes.begin(), schemes.end(), [this](const auto& a, const auto& b) {
    return schemes_.at(a).size() > schemes_.at(b).size();
  });
  return schemes;
}

void Quote(const store::Store& store, const Incidents& incidents, const store::TagSummary& scope,
           const core::Zone& zone, Summary& summary) {
  Chooser chooser(store, incidents, scope);
  for (const auto& [weighed, scheme] : chooser.Choose(summary.request.quotations)) {
    const auto stored = store.Get(weighed.number);
    if (!stored) continue;
    Quotation quotation = Read(store, *stored, scope, zone);
    const Incidents::Incident& incident = incidents.At(weighed.group);
    quotation.scheme = scheme;
    quotation.items = incident.items;
    quotation.outlets = incident.outlets;
    summary.quotations.push_back(std::move(quotation));
  }
  summary.lexicon_version = fmt::format("{}", fmt::join(chooser.lexicons(), ", "));
}

}  // namespace monitor
